"""The pool's rules from a shell: settings, locks, warnings, recycling; with JSON and the statuses of the contract."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from subprocess import CompletedProcess
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.company import NOW, Company
from tests.sales.pool.recycled import only
from tuicrm.sales import pool

pytestmark = pytest.mark.usefixtures("stands_still")

Said = CompletedProcess[str]
As = Callable[..., Said]


@pytest.fixture
def li(here: Run, small_company: Company) -> As:
    """Run a command as Li Wei on the company's database, today."""
    small_company.clock.now = NOW
    url = small_company.database.url.render_as_string(hide_password=False)
    return lambda *words, login="li", **more: here("--db", url, "--user", login, *words, **more)


def read(said: Said) -> Any:
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)


def test_settings_are_listed_shown_and_set(li: As) -> None:
    rows = {row["name"]: row for row in read(li("settings", "list", "--json"))}
    assert rows["recycle_idle_days"] | {"meaning": "", "off": ""} == {
        "name": "recycle_idle_days", "group": "recycling", "kind": "number", "value": 90, "default": 90,
        "is_default": True, "unit": "days", "by": ["class"], "own": {}, "people": {}, "choices": [], "meaning": "",
        "off": "",
    }  # fmt: skip
    assert [row["name"] for row in read(li("settings", "list", "first action", "--json"))] == [
        "first_action_remind_days", "first_action_lead_days", "first_action_reassign_days", "response_hours",
    ]  # fmt: skip
    done = li("settings", "set", "recycle_idle_days", "off", "--class", "a", login="hale")
    assert (done.returncode, done.stderr) == (0, "recycle_idle_days: 90 (A off)\n")
    assert read(li("settings", "get", "recycle-idle-days", "--json"))["own"] == {"A": None}
    assert read(li("settings", "set", "claims_a_day", "3", "--person", "li", "--json", login="hale"))["people"] == {
        "li": 3
    }
    shown = li("settings", "get", "recycle_idle_days").stdout
    assert "90 (A off)" in shown
    assert "a whole number from 1 to 3660, or off" in shown


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("get", "colour"), 1, "There is no setting colour"),
        (("set", "cooling_days", "long"), 1, "cooling_days cannot be long: a whole number from 0 to 3660, or off."),
        (("set", "cooling_days", "7", "--class", "A"), 1, "cooling_days is the same for everybody"),
        (("set", "claims_a_day", "7", "--class", "A", "--role", "rep"), 2, "Only one of --class, --role"),
        (("set", "claims_a_day", "7", "--person", "nobody"), 1, "There is no user nobody"),
    ],
)
def test_what_cannot_be_set_says_why(li: As, words: tuple[str, ...], status: int, said: str) -> None:
    done = li("settings", *words, login="hale")
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr


def test_a_rep_sets_nothing(li: As) -> None:
    done = li("settings", "set", "cooling_days", "0")
    assert (done.returncode, done.stderr) == (4, "tuicrm: Only a manager or an administrator may do this. Ask one.\n")


def test_lock_warn_and_recycle(li: As, small_company: Company) -> None:
    company = small_company
    only(company, recycle_idle_days=30, recycle_warn_days=7)
    now = company.clock.now
    for name, days in (("Acme", 40), ("Bolt", 40), ("Cord", 2)):
        company.clock.now = now - timedelta(days=days)
        company.customer(name, owner="li", class_key="B")
    company.clock.now = now
    locked = read(
        li("pool", "lock", "Acme", "--reason", "budget", "--until", f"{now.date() + timedelta(60)}", "--json")
    )
    assert (locked["name"], locked["locked_until_on"]) == ("Acme", f"{now.date() + timedelta(60)}")
    (soon,) = read(li("pool", "warn", "--json"))
    assert {name: soon[name] for name in ("name", "class", "owner", "team", "rule", "warned_on", "days_left")} == {
        "name": "Bolt", "class": "B", "owner": "Li Wei", "team": "East", "rule": "idle", "warned_on": None,
        "days_left": 7,
    }  # fmt: skip
    assert read(li("pool", "warn", "--team", "--json", login="wang")) == [soon]
    assert read(li("pool", "warn", "--json", login="wang")) == []
    done = li("pool", "recycle", login="hale")
    assert (done.stdout, done.stderr) == (
        "", "0 went back to the pool, 1 came on a warning list, 0 left one.\n",
    )  # fmt: skip
    assert read(li("pool", "warn", "--json"))[0]["warned_on"] == f"{now.date()}"
    assert read(li("pool", "recycle", "--dry-run", "--json", login="hale")) == []
    only(company, recycle_idle_days=10)
    assert [row["name"] for row in read(li("pool", "recycle", "--dry-run", "--json", login="wang"))] == ["Bolt"]
    done = li("pool", "recycle", "--ids", login="hale")
    assert done.stdout == f"{soon['id']}\n"
    assert li("pool", "unlock", "Acme").stderr == "Acme is not locked any more.\n"
    assert [row["name"] for row in read(li("pool", "recycle", "--dry-run", "--json", login="hale"))] == ["Acme"]
    assert li("pool", "recycle").returncode == 4
    assert li("pool", "recycle", "--dry-run").returncode == 4


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ((), 1, "A lock needs a reason."),
        (("--reason", "budget", "--until", "2020-01-01"), 1, "2020-01-01 is over."),
        (("--reason", "budget", "--until", "soon"), 2, "soon is no day."),
    ],
)
def test_a_lock_that_cannot_be_says_why(
    li: As, small_company: Company, words: tuple[str, ...], status: int, said: str
) -> None:
    small_company.customer("Acme", owner="li")
    done = li("pool", "lock", "Acme", *words)
    assert done.returncode == status
    assert said in done.stderr


def test_new_customers_are_handed_out_and_the_record_says_why(li: As, small_company: Company) -> None:
    acme = small_company.customer("Acme", class_key="A")
    assert li("pool", "hand-out", "Acme", login="hale").returncode == 1
    done = li("pool", "hand-out", "Acme", "--rule", "round_robin", "--json", login="hale")
    (one,) = read(done)
    assert (one["id"], one["owner"], one["why"], len(one["eligible"])) == (acme, "Li Wei", "turn", 4)
    (record,) = read(li("pool", "why", "Acme", "--json"))
    assert (record["rule"], record["chosen"], record["by"]) == ("round_robin", "Li Wei", "M. Hale")
    moved = read(li("pool", "reassign", "Acme", "--json", login="wang"))
    assert moved["owner"] in ("A. Roth", "F. Wang")
    assert li("pool", "hand-out", "Acme", "--rule", "dice", login="hale").returncode == 2
    assert li("pool", "reassign", "Acme").returncode == 4


def test_who_looks_after_what(li: As) -> None:
    rows = read(li("pool", "territory", "li", "source:website", "--json", login="hale"))
    assert [(row["login"], row["kind"], row["value"]) for row in rows] == [("li", "source", "website")]
    assert li("pool", "territory", "li", "colour:red", login="hale").returncode == 1
    assert read(li("pool", "territory", "li", "source:website", "--remove", "--json", login="hale")) == []
    assert li("pool", "territory").stdout == ""
    assert li("pool", "territory", "li", "source:website").returncode == 4


def test_a_full_card_counts_and_the_next_but_one_is_refused(li: As, small_company: Company) -> None:
    small_company.customer("Acme")
    small_company.customer("Bolt")
    li("settings", "set", "cards_a_day", "1", login="hale")
    done = li("pool", "show", "Acme", "--full", "--json")
    assert read(done)["is_hidden"] is False
    assert done.stderr == "Phones and e-mails of Acme are shown today: card 1 of 1.\n"
    assert li("pool", "show", "Bolt", "--full").returncode == 1
    assert read(li("pool", "show", "Bolt", "--json"))["is_hidden"] is True


def test_who_waits_for_a_first_action(li: As, small_company: Company) -> None:
    now = small_company.clock.now
    small_company.clock.now = now - timedelta(days=8)
    small_company.customer("Acme", owner="li")
    (row,) = read(li("pool", "warn", "--waiting", "--json"))
    assert (row["name"], row["days"], row["step"]) == ("Acme", 8, "reassign")
    assert read(li("pool", "warn", "--waiting", "--team", "--json", login="wang")) == [row]


def test_classes_by_hand_and_by_rule(li: As, small_company: Company) -> None:
    acme = small_company.customer("Acme", employees=5000)
    small_company.customer("Bolt")
    assert read(li("customer", "class", "Acme", "--to", "a", "--reason", "strategic", "--json")) == {
        "ids": [acme], "class": "A", "changed": 1,
    }  # fmt: skip
    (shown,) = read(li("customer", "class", "Acme", "--json"))
    assert (shown["class"], shown["class_by_rule"], shown["is_by_hand"], shown["potential"]) == ("A", "C", True, 20)
    dry = read(li("customer", "class", "--rule", "--dry-run", "--json", login="hale"))
    assert [(row["name"], row["class_by_rule"]) for row in dry] == [("Bolt", "D")]
    assert read(li("customer", "class", "--rule", "--json", login="hale")) == dry
    assert li("customer", "class", "--rule", "--dry-run", login="hale").stderr == "0 classes differ.\n"
    assert li("customer", "class").returncode == 2
    assert li("customer", "class", "--rule").returncode == 4


def test_reports_on_the_resource_and_on_fairness(li: As, small_company: Company) -> None:
    for name, class_key in (("Acme", "A"), ("Bolt", "B")):
        small_company.customer(name, class_key=class_key)
    found = read(li("report", "resource", "--by", "class", "--json"))
    assert [(row["key"], row["total"], row["never"]) for row in found["rows"]] == [(["A"], 1, 1), (["B"], 1, 1)]
    assert (found["total"]["total"], len(found["quarters"]), found["woken"]) == (2, 8, [])
    assert li("report", "resource", "--by", "colour").returncode == 2
    assert li("report", "resource", "--where", "class:a").returncode == 2
    csv = li("report", "resource", "--by", "source", "--csv").stdout.splitlines()
    assert csv[0] == "source,total,used,never,tried,talked,project,bought,grows,silent,resting"
    small_company.desk("hale").write(pool.assign, 1, small_company.id("li"))
    people = read(li("report", "fairness", "--json", login="wang"))["people"]
    assert {(one["person"], one["given"]) for one in people} == {("Li Wei", 1), ("A. Roth", 0), ("F. Wang", 0)}
    assert people[0]["expected"] == {"amount": "0.00", "currency": "EUR"}


def test_who_entered_what(li: As) -> None:
    li("lead", "add", "Acme", login="roth")
    assert read(li("report", "inquiry-credit", "--json"))["people"] == [], "what a colleague entered is not li's to see"
    (one,) = read(li("report", "inquiry-credit", "--json", login="wang"))["people"]
    assert one == {
        "person": "A. Roth", "inquiries": 1, "customers": 1, "projects": 0, "bought": 0,
        "profit": {"amount": "0.00", "currency": "EUR"},
    }  # fmt: skip


def test_the_card_says_until_when_it_is_locked_and_why(li: As, small_company: Company) -> None:
    small_company.customer("Acme Ltd", owner="li")
    assert li("pool", "lock", "Acme", "--reason", "budget in May", "--until", "2026-12-31").returncode == 0
    assert "locked until 31 Dec, budget in May" in li("customer", "show", "Acme").stdout
    card = json.loads(li("customer", "show", "Acme", "--json").stdout)
    assert (card["locked_until_on"], card["lock_reason"]) == ("2026-12-31", "budget in May")
    assert li("pool", "unlock", "Acme").returncode == 0
    assert "locked" not in li("customer", "show", "Acme").stdout


def test_of_many_one_that_is_not_there_is_named(li: As, small_company: Company) -> None:
    small_company.customer("Acme Ltd")
    said = li("pool", "claim", "1", "99")
    assert said.returncode == 1
    assert "99: There is no customer 99 that you may see. Check the spelling.\n" in said.stderr
