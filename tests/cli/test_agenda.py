"""`tuicrm agenda` from a shell: words unquoted, data on stdout, what was understood on stderr."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from subprocess import CompletedProcess
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.company import NOW, Company
from tests.sales.test_briefing import contact
from tests.sales.test_funnel import project
from tuicrm.sales import agenda

pytestmark = pytest.mark.usefixtures("stands_still")

Said = CompletedProcess[str]
As = Callable[..., Said]


@pytest.fixture
def li(here: Run, small_company: Company) -> As:
    """Run a command as Li Wei, who looks after Acme and its project +acme-erp; a command's day is today."""
    small_company.clock.now = NOW
    acme = small_company.customer("Acme", owner="li")
    contact(small_company, acme, "J. Novak", "+44 117 496 0142")
    project(small_company, "Acme ERP", customer_id=acme, amount_minor=48_000_00)
    url = small_company.database.url.render_as_string(hide_password=False)
    return lambda *words, login="li": here("--db", url, "--user", login, "agenda", *words)


def read(said: Said) -> Any:
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)


def tomorrow() -> datetime:
    return NOW + timedelta(days=1)


def test_one_line_plans_and_says_how_it_was_understood(li: As) -> None:
    said = li("add", "call", "@novak", "tomorrow", "10:00", "30m", "+acme-erp", "the", "offer")
    assert (said.returncode, said.stdout) == (0, "1\n"), said.stderr
    assert said.stderr.startswith("Planned: call, ")
    assert "10:00, Acme ERP: the offer" in said.stderr
    (row,) = read(li("list", "--json"))
    assert (row["id"], row["state"], row["kind"], row["contact"], row["minutes"]) == (1, "planned", "call",
                                                                                     "J. Novak", 30)  # fmt: skip
    assert row["amount"] == {"amount": "48000.00", "currency": "EUR"}
    assert row["at"] == f"{tomorrow():%Y-%m-%d}T10:00:00Z"


def test_add_gives_one_json_object(li: As) -> None:
    made = read(li("add", "visit", "Acme", "tomorrow", "--json"))
    assert (made["id"], made["kind"], made["at"], made["about"]) == (1, "visit", None, "Acme")
    assert made["on"] == f"{tomorrow():%Y-%m-%d}"


@pytest.mark.parametrize(
    ("words", "status", "part"),
    [
        (["call", "Acme"], 1, "When?"),
        (["call", "tomorrow"], 1, "For whom?"),
        (["call", "tomorrow", "+nothing-here"], 1, "+nothing-here"),
        (["call", "Acme", "tomorrow", "@nobody"], 1, "@nobody"),
        ([], 2, "WORDS"),
    ],
)
def test_what_a_line_lacks_is_one_sentence(li: As, words: list[str], status: int, part: str) -> None:
    said = li("add", *words)
    assert (said.returncode, said.stdout) == (status, "")
    assert part in said.stderr
    assert said.stderr.count("\n") == 1


def test_done_by_a_sentence_plans_the_next_step(li: As) -> None:
    li("add", "quote", "+acme-erp", "tomorrow")
    done = read(li("done", "1", "sent", "the", "offer", "then", "call", "@novak", "tomorrow", "11:00", "--json"))
    assert (done["id"], done["outcome"], done["about"], done["next"]["id"]) == (1, "done", "Acme ERP", 2)
    assert done["next"]["at"] == f"{tomorrow():%Y-%m-%d}T11:00:00Z"
    assert read(li("show", "1", "--json"))["note"] == "the offer"
    assert read(li("show", "2", "--json"))["contact"] == "J. Novak"


def test_done_by_a_digit_calls_again_and_twice_is_refused(li: As) -> None:
    li("add", "call", "Acme", "tomorrow")
    said = li("done", "1", "1")
    assert (said.returncode, said.stdout) == (0, "2\n")
    assert "Acme: no answer." in said.stderr
    assert "Next: call" in said.stderr
    again = li("done", "1", "4")
    assert again.returncode == 1
    assert "not planned any more" in again.stderr


def test_postpone_and_cancel(li: As) -> None:
    li("add", "call", "Acme", "today")
    moved = read(li("postpone", "1", "tomorrow", "15:00", "--json"))
    assert moved["at"] == f"{tomorrow():%Y-%m-%d}T15:00:00Z"
    wrong = li("postpone", "1", "whenever")
    assert wrong.returncode == 2
    assert "whenever is no time" in wrong.stderr
    assert read(li("cancel", "1", "--reason", "holiday", "--json")) == {"id": 1, "state": "cancelled"}
    assert li("cancel", "1").returncode == 1


def test_now_is_the_ordered_list_and_ids_are_of_actions(li: As, small_company: Company) -> None:
    small_company.desk("li").write(agenda.plan, agenda.NewAction("call", customer_id=1, at=NOW - timedelta(hours=2)))
    rows = read(li("list", "--now", "--json"))
    assert [(row["section"], row["record"]) for row in rows] == [("call_back", "action"), ("silent", "project")]
    assert rows[0]["is_late"] is True
    assert li("list", "--now", "--ids").stdout == "1\n"


def test_lists_in_other_forms_and_of_other_days(li: As) -> None:
    li("add", "call", "Acme", "tomorrow")
    (row,) = csv.DictReader(io.StringIO(li("list", "--csv").stdout))
    assert (row["id"], row["customer"], row["state"]) == ("1", "Acme", "planned")
    assert li("list", "--ids").stdout == "1\n"
    assert read(li("list", "--from", "2020-01-01", "--to", "2020-01-31", "--json")) == []
    assert li("list", "--from", "soon").returncode == 2
    assert li("list", "--now", "--from", "2026-01-01").returncode == 2


def test_a_colleagues_agenda_is_for_the_team_and_for_managers(li: As) -> None:
    li("add", "call", "Acme", "tomorrow")
    for login in ("roth", "wang", "hale"):
        assert li("list", "--who", "li", "--ids", login=login).stdout == "1\n"
    refused = li("list", "--who", "li", login="kuhn")
    assert (refused.returncode, refused.stdout) == (1, "")
    hidden = li("show", "1", login="kuhn")
    assert (hidden.returncode, hidden.stdout) == (1, "")
