"""Leads, pool, customers and sources from a shell: what scripts may rely on."""

from __future__ import annotations

import json
from collections.abc import Callable
from subprocess import CompletedProcess
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.company import Company, make_company
from tests.engines import Make
from tuicrm.sales import fields, pool
from tuicrm.store import engines
from tuicrm.store.database import Database

Said = CompletedProcess[str]
As = Callable[..., Said]


@pytest.fixture
def li(here: Run, small_company: Company) -> As:
    """Run a command as Li Wei on the company's database."""
    url = small_company.database.url.render_as_string(hide_password=False)
    return lambda *words, login="li", **more: here("--db", url, "--user", login, *words, **more)


def read(said: Said) -> Any:
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)


def test_a_lead_comes_in_from_one_command_and_is_known_the_second_time(li: As) -> None:
    words = ("lead", "add", "Acme", "Ltd", "--source", "phone", "--phone", "0113 496 0142", "--contact", "Ann Lee")
    first = read(li(*words, "--email", "ann@acme.example", "--message", "price?", "--json"))
    assert (first["name"], first["is_new"], first["in_pool"], first["near"]) == ("Acme Ltd", True, True, [])
    second = li("lead", "add", "ACME limited", "--phone", "+44 113 4960142")
    assert (second.returncode, second.stdout.strip()) == (0, str(first["id"]))
    assert "known by the phone and lies in the pool" in second.stderr
    shown = read(li("customer", "show", "acme", "--json"))
    assert (shown["source"], shown["is_hidden"], len(shown["inquiries"])) == ("phone", True, 2)
    assert shown["contacts"][0]["points"][0]["value"].endswith("42")
    assert "496" not in json.dumps(shown["contacts"])


def test_wrong_leads_say_what_is_wrong(li: As) -> None:
    for words, said in (
        (("--phone", "call me"), "“call me” is not a phone number"),
        (("--source", "pigeon"), "There is no source pigeon. Sources: campaign, website"),
        (("--email", "ann at acme"), "is not an e-mail address"),
    ):
        done = li("lead", "add", "Acme", *words)
        assert (done.returncode, done.stdout) == (1, "")
        assert said in done.stderr
    assert li("lead", "add", "Acme", login="eye").returncode == 4


def test_own_money_is_money(li: As, small_company: Company) -> None:
    small_company.customer("Acme Ltd", owner="li")
    assert li("field", "add", "Turnover", "--type", "money", login="boss").returncode == 0
    assert li("customer", "edit", "Acme", "turnover=251410000").returncode == 0
    shown = read(li("customer", "show", "Acme", "--json"))
    assert shown["fields"] == {"turnover": {"amount": "251410000.00", "currency": "EUR"}}
    assert "Turnover: €251,410,000.00" in li("customer", "show", "Acme").stdout


def test_a_list_is_sorted_by_an_own_field(li: As, small_company: Company) -> None:
    for name in ("Acme", "Borealis", "Cygnus"):
        small_company.customer(name, owner="li")
    assert li("field", "add", "Crew", "--type", "number", login="boss").returncode == 0
    for name, crew in (("Borealis", "crew=5"), ("Cygnus", "crew=70")):
        assert li("customer", "edit", name, crew).returncode == 0
    found = json.loads(li("pool", "list", "--tab", "mine", "--sort", "crew", "--json").stdout)
    assert [one["name"] for one in found] == ["Cygnus", "Borealis", "Acme"]
    wrong = li("pool", "list", "--sort", "crews")
    assert wrong.returncode == 2
    assert "owner, crew." in " ".join(wrong.stderr.replace("│", " ").split())


def test_longer_list_of_customers_says_that_it_goes_on(li: As, small_company: Company) -> None:
    for name in ("Acme", "Borealis", "Cygnus"):
        small_company.customer(name)
    for noun in ("pool", "customer"):
        done = li(noun, "list", "--limit", "2", "--json")
        assert len(json.loads(done.stdout)) == 2
        assert done.stderr == "Only the first 2 are shown. --limit N shows more.\n"
        assert li(noun, "list", "--limit", "3", "--json").stderr == ""


def test_claim_release_and_the_list_that_shows_it(li: As, small_company: Company) -> None:
    acme = small_company.customer("Acme Ltd", city="Leeds", class_key="A")
    (row,) = read(li("pool", "list", "--json"))
    assert (row["id"], row["name"], row["city"], row["class"], row["owner"], row["how"]) == (
        acme, "Acme Ltd", "Leeds", "A", None, "intake",
    )  # fmt: skip
    claimed = li("pool", "claim", "acme")
    assert (claimed.returncode, claimed.stderr) == (0, "Acme Ltd is yours now. 1 of 10 today.\n")
    again = li("pool", "claim", "acme", login="roth")
    assert (again.returncode, again.stderr) == (1, "tuicrm: Acme Ltd is held by Li Wei. Ask them, or their lead.\n")
    assert read(li("pool", "list", "--json")) == []
    assert li("pool", "release", "acme").returncode == 1
    assert li("pool", "release", "acme", "--reason", "no budget").returncode == 0
    (row,) = read(li("pool", "list", "--json"))
    assert (row["how"], row["reason"]) == ("release", "no_budget")
    assert "may claim it again from" in li("pool", "claim", "acme").stderr


def test_who_was_too_late_is_told_whose_team_was_quicker(li: As, small_company: Company) -> None:
    held = small_company.customer("Held", owner="kuhn")
    said = f"Customer {held} is already taken by team West. Choose another one, or ask a lead there."
    late = li("pool", "claim", str(held))
    assert (late.returncode, late.stderr) == (1, f"tuicrm: {said}\n")
    (left,) = json.loads(li("pool", "claim", str(held), str(held), "--json").stdout)["left"]
    assert left == {"id": held, "name": "", "code": "taken_by_team", "why": said}
    assert "There is no customer 4711 that you may see." in li("pool", "claim", "4711").stderr
    assert "There is no customer held" in li("pool", "claim", "held").stderr, "names are not told"


def test_many_are_claimed_by_ids_and_the_rest_says_why(li: As, small_company: Company) -> None:
    free = [small_company.customer(f"Free {number}") for number in range(2)]
    held = small_company.customer("Held", owner="roth")
    done = li("pool", "claim", *map(str, (*free, held)), "--json")
    assert done.returncode == 1
    said = json.loads(done.stdout)
    assert [one["id"] for one in said["done"]] == free
    assert said["left"] == [
        {"id": held, "name": "Held", "code": "held", "why": "Held is held by A. Roth. Ask them, or their lead."}
    ]


def test_a_pipe_of_ids_is_released(li: As, small_company: Company) -> None:
    for number in range(3):
        small_company.customer(f"Mine {number}", owner="li")
    ids = li("pool", "list", "--tab", "mine", "--ids").stdout
    assert li("pool", "release", "-", "--reason", "timing", typed=ids).returncode == 0
    assert small_company.desk("li").read(pool.counts).pool == 3


def test_filters_reach_the_list_with_and_without_quotes(li: As, small_company: Company) -> None:
    small_company.customer("Acme North", city="New York", class_key="A")
    small_company.customer("北京联成互动", class_key="B")
    for words in (
        ["class:a"],
        ["acme", "class:a"],
        ["acme class:a"],
        ["city:New York"],
        ['city:"New York"'],
        ["not:class:b"],
    ):
        assert [row["name"] for row in read(li("pool", "list", *words, "--json"))] == ["Acme North"], words
    assert [row["name"] for row in read(li("pool", "list", "bjlc", "--json"))] == ["北京联成互动"]
    wrong = li("pool", "list", "sorce:phone")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "source" in wrong.stderr


def test_a_lead_assigns_and_a_rep_does_not(li: As, small_company: Company) -> None:
    small_company.customer("Acme")
    assert li("pool", "assign", "Acme", "--to", "roth").returncode == 4
    assert "Acme is held by A. Roth now." in li("pool", "assign", "Acme", "--to", "roth", login="wang").stderr


def test_do_we_know_them(li: As, small_company: Company) -> None:
    small_company.customer("Acme Ltd", owner="kuhn")
    found = read(li("pool", "check", "Acme", "--json"))
    assert (found["is_known"], found["found"][0]["name"], found["found"][0]["team"]) == (True, None, "West")
    assert read(li("pool", "check", "Beta", "--json"))["is_known"] is False


def test_of_a_stranger_it_is_said_that_we_do_not_know_them(li: As) -> None:
    """The data are no line, in a pipe as on a terminal; the answer is told beside them."""
    for words, said in (((), "We do not know them.\n"), (("--lang", "zh"), "不认识。\n")):
        done = li(*words, "pool", "check", "Nobody", "Ltd")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", said)


def test_an_ambiguous_key_lists_candidates_and_an_unknown_one_says_so(li: As, small_company: Company) -> None:
    for city in ("Hull", "Leeds"):
        small_company.customer("Acme", city=city)
    two = li("customer", "show", "acme")
    assert (two.returncode, two.stdout) == (2, "")
    assert "Acme, Hull" in two.stderr
    none = li("customer", "show", "nobody")
    assert (none.returncode, none.stdout) == (1, "")
    assert "There is no customer nobody" in none.stderr


def test_facts_are_set_even_when_ssh_lost_the_quotes(li: As, small_company: Company) -> None:
    small_company.desk("hale").write(fields.add, "customer", "Size", "number")
    small_company.customer("Acme North", owner="li")
    edited = li("customer", "edit", "Acme", "North", "city=New", "York", "class=a", "size=140", "--json")
    assert set(read(edited)["fields"]) == {"city", "class", "size"}
    card = read(li("customer", "show", "acme", "--json"))
    assert (card["city"], card["class"], card["fields"], card["version"]) == ("New York", "A", {"size": "140"}, 2)
    wrong = li("customer", "edit", "acme", "shoe=42")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "There is no field shoe; there are: source, name, class, city," in wrong.stderr
    assert "there are: city, name," in li("customer", "edit", "acme", "citty=Hull").stderr
    assert "没有字段 城市名；可用的有：城市、" in li("--lang", "zh", "customer", "edit", "acme", "城市名=苏州").stderr
    old = li("customer", "edit", "acme", "city=Hull", "--version", "1")
    assert (old.returncode, "Li Wei changed this meanwhile" in old.stderr) == (1, True)
    assert li("customer", "edit", "acme", "city=", "--json").returncode == 0
    assert read(li("customer", "show", "acme", "--json"))["city"] is None


def test_facts_are_called_as_lead_add_may_call_them(li: As, small_company: Company) -> None:
    small_company.desk("hale").write(fields.add, "customer", "规模", "number")
    small_company.customer("Acme North", owner="li")
    edited = li("customer", "edit", "Acme", "城市=苏州", "客户等级=a", "规模=140", "官网=acme.example", "--json")
    assert {"city", "class", "website"} < set(read(edited)["fields"])
    assert read(li("--lang", "zh", "customer", "edit", "Acme", "员工数=12", "--json"))["fields"] == ["employees"]
    card = read(li("customer", "show", "acme", "--json"))
    assert (card["city"], card["class"], [*card["fields"].values()], card["employees"]) == ("苏州", "A", ["140"], "12")


def test_the_card_is_a_page_for_people(li: As, small_company: Company) -> None:
    small_company.customer("Acme", owner="li", city="Leeds")
    li("customer", "contact", "Acme", "--name", "Ann Lee", "--part", "decides", "--phone", "0113 496 0142")
    page = li("customer", "show", "acme").stdout
    for part in ("Acme (", "Li Wei", "city: Leeds", "Ann Lee", "0113 496 0142", "Held by"):
        assert part in page
    assert read(li("customer", "find", "4960142", "--json"))["name"] == "Acme"


def test_customers_are_archived_and_come_back(li: As, small_company: Company) -> None:
    small_company.customer("Acme", owner="li")
    assert li("customer", "archive", "acme").returncode == 0
    assert read(li("customer", "list", "--json")) == []
    assert li("customer", "archive", "acme", "--back").returncode == 0
    assert [row["name"] for row in read(li("customer", "list", "--json"))] == ["Acme"]


def test_sources_and_fields_are_added_by_who_manages(li: As) -> None:
    assert li("source", "add", "Trade", "fair").returncode == 4
    assert read(li("source", "add", "Trade", "fair", "--json", login="hale"))["key"] == "trade-fair"
    assert [row["key"] for row in read(li("source", "list", "--json"))][-1] == "trade-fair"
    made = read(
        li("field", "add", "Colour", "--type", "choice", "--choice", "red", "--choice", "blue", "--json", login="hale")
    )
    assert (made["key"], made["choices"]) == ("colour", ["red", "blue"])
    assert [row["name"] for row in read(li("field", "list", "--json"))] == ["Colour"]


def test_what_the_server_breaks_off_after_its_time_is_called_so(
    here: Run, template: Callable[[str, Make], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = template("postgresql", make_company)
    monkeypatch.setattr(engines, "READ_TIMEOUT_SECONDS", 1)
    held = Database(url)
    with held.engine.begin() as somebody:
        somebody.exec_driver_sql("LOCK TABLE customer IN ACCESS EXCLUSIVE MODE")
        said = here("--db", url, "--user", "hale", "pool", "recycle", "--dry-run")
    held.close()
    assert said.returncode == 3
    assert "broke this off (canceling statement due to statement timeout): nothing was changed." in said.stderr


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (("source", "report", "--credit", "x"), "first, last, equal"),
        (("source", "report", "--by", "x"), "source, campaign"),
        (("inquiry", "list", "--state", "x"), "new, seen, tried, talked, project, won, refused, untouched"),
        (("campaign", "show", "Fair", "--credit", "x"), "first, last, equal"),
        (("campaign", "show", "Fair", "--line", "x"), "projects, won"),
    ],
)
def test_an_option_with_a_word_that_we_do_not_know_is_wrong_use_and_the_line_names_the_choices(
    li: As, words: tuple[str, ...], known: str
) -> None:
    assert li("campaign", "add", "Fair", login="hale").returncode == 0
    done = li(*words, login="hale")
    assert (done.returncode, done.stdout) == (2, "")
    assert known in done.stderr
