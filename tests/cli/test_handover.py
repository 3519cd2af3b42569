"""`tuicrm handover`, collaborators, shares of credit, the board of a past day and what changed, from a shell."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.company import Company, make_company
from tests.sales.chances import project
from tuicrm.sales import funnel
from tuicrm.store.database import Database

Ask = Callable[..., Any]


@pytest.fixture
def url(template: Callable[..., str]) -> str:
    """Li holds Acme with two projects, and made them on the 23rd; a day later one was lost."""
    made = template("sqlite", make_company)
    company = Company(Database(made))
    acme = company.customer("Acme", owner="li")
    project(company, "Line 4", customer_id=acme, amount_minor=500_00)
    lost = project(company, "Line 5", customer_id=acme, amount_minor=200_00)
    company.clock.later(days=1)
    company.desk("li").write(funnel.lose, lost, "price")
    company.database.close()
    return made


@pytest.fixture
def ask(here: Run, url: str) -> Ask:
    return lambda *words, as_="hale": here("--db", url, "--user", as_, *words)


def read(done: Any) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "words",
    [
        ("--to", "roth,kuhn"), ("--to", "roth", "--to", "kuhn"), ("--to", "roth，kuhn"), ("--to", "roth,kuhn,roth"),
        ("--to", "roth", "--to-team", "West"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("rule", ["--by", "--split"])
def test_several_receivers_are_named_in_one_go_or_one_by_one(ask: Ask, words: tuple[str, ...], rule: str) -> None:
    planned = ask("handover", "--from", "li", *words, rule, "load", "--dry-run", "--json")
    assert [part["to"] for part in read(planned)] == ["A. Roth", "M. Kuhn"]


def test_everything_of_a_person_is_planned_and_passed_on(ask: Ask) -> None:
    planned = ask("handover", "--from", "li", "--to", "roth,kuhn", "--by", "load", "--dry-run", "--json")
    assert [(part["to"], part["customers"], part["projects"]) for part in read(planned)] == [
        ("A. Roth", 1, 2), ("M. Kuhn", 0, 0),
    ]  # fmt: skip
    assert ask("handover", "list", "--json").stdout == "[]\n", "a dry run writes nothing"
    done = ask("handover", "--from", "li", "--to-team", "West", "--note", "leaves")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Handed over to M. Kuhn: Acme (1 customer, 2 projects). Number " in done.stderr
    (row,) = read(ask("handover", "list", "--json"))
    assert (row["state"], row["from"], row["to"], row["note"]) == ("waiting", "Li Wei", "M. Kuhn", "leaves")
    assert read(ask("project", "show", "+acme-line-4", "--json"))["owner"] == "M. Kuhn"
    assert ask("undo").returncode == 0
    assert read(ask("project", "show", "+acme-line-4", "--json"))["owner"] == "Li Wei"


def test_by_team_the_colleagues_share(ask: Ask) -> None:
    parts = read(ask("handover", "--from", "li", "--by", "team", "--dry-run", "--json"))
    assert {part["to"] for part in parts} == {"A. Roth", "F. Wang"}


def test_a_rep_asks_and_the_receiver_accepts_or_returns(ask: Ask) -> None:
    given = ask("handover", "give", "+acme-line-4", "--to", "roth", "--note", "fridays", as_="li")
    assert "Waits for A. Roth to accept: Line 4" in given.stderr
    (row,) = read(ask("handover", "list", "--waiting", "--json", as_="roth"))
    shown = ask("handover", "show", str(row["id"]), as_="roth").stdout
    assert "Li Wei to A. Roth: Line 4, waits for an answer\n“fridays”" in shown
    back = read(ask("handover", "return", str(row["id"]), "--reason", "no time", "--json", as_="roth"))
    assert back["holder"] == "Li Wei"
    number = str(read(ask("handover", "give", "Acme", "--to", "roth", "--json", as_="li"))["id"])
    assert read(ask("handover", "accept", number, "--json", as_="roth"))["passed"] == 3
    assert read(ask("project", "show", "+acme-line-5", "--json"))["owner"] == "A. Roth"
    again = ask("handover", "accept", number, as_="roth")
    assert (again.returncode, again.stderr) == (1, "tuicrm: That was answered already.\n")


def test_receivers_are_proposed(ask: Ask) -> None:
    found = read(ask("handover", "who", "+acme-line-4", "--json"))
    assert [one["login"] for one in found] == ["wang", "roth", "hale", "kuhn"] or found[0]["team"] == "East"


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("handover", "--from", "li"), 2, "Say who gets it"),
        (("handover", "--from", "li", "--to", "nobody"), 1, "nobody"),
        (("handover", "--from", "li", "--to", "roth", "--by", "dice"), 2, "dice is no way to share"),
        (("handover", "give", "+acme-line-4", "--to", "eye"), 1, "does not sell here"),
        (("handover", "return", "1", "--reason", "x"), 1, "handover"),
        (("handover", "--from", "li", "--to-team", "North"), 2, "There is no team North"),
        (("handover", "settle"), 0, "Nothing is overdue."),
    ],
)
def test_what_is_wrong_is_one_line(ask: Ask, words: tuple[str, ...], status: int, said: str) -> None:
    done = ask(*words)
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr


def test_collaborators_of_a_project_and_a_customer(ask: Ask) -> None:
    until = ("--until", "2999-12-31")
    added = ask("project", "collaborators", "+acme-line-4", "--add", "kuhn", "--part", "presales", "--write", *until)
    assert (added.returncode, added.stderr) == (0, "M. Kuhn works along now.\n")
    (row,) = read(ask("project", "collaborators", "+acme-line-4", "--json"))
    assert (row["name"], row["part"], row["may_write"], row["until_on"]) == ("M. Kuhn", "presales", True, "2999-12-31")
    assert ask("project", "move", "+acme-line-4", "Needs", as_="kuhn").returncode == 0
    ask("project", "collaborators", "+acme-line-4", "--remove", "kuhn")
    assert ask("project", "move", "+acme-line-4", "New", as_="kuhn").returncode == 1
    ask("customer", "collaborators", "Acme", "--add", "kuhn")
    assert ask("project", "show", "+acme-line-4", as_="kuhn").returncode == 0
    assert ask("project", "move", "+acme-line-4", "New", as_="kuhn").returncode == 4
    past = ask("project", "collaborators", "+acme-line-4", "--add", "kuhn", "--until", "2020-01-01")
    assert (past.returncode, past.stderr.count("\n")) == (1, 1)


def test_shares_of_credit(ask: Ask) -> None:
    first = read(ask("project", "credit", "+acme-line-4", "--json"))
    assert [(one["name"], one["share"]) for one in first] == [("Li Wei", 1)]
    chosen = read(ask("project", "credit", "+acme-line-4", "li:60", "roth:40%", "--json"))
    assert [(one["name"], one["share"]) for one in chosen] == [("Li Wei", 0.6), ("A. Roth", 0.4)]
    wrong = ask("project", "credit", "+acme-line-4", "li:60", "roth:30")
    assert (wrong.returncode, wrong.stderr) == (1, "tuicrm: The shares make 90% instead of 100%.\n")
    assert ask("project", "credit", "+acme-line-4", "li:100", as_="li").returncode == 4
    ask("project", "win", "+acme-line-4", "--reason", "so")
    rows = read(ask("report", "won-revenue", "--by", "owner", "--json"))["rows"]
    assert {row["key"][0]: row["value"] for row in rows} == {"Li Wei": "300.00", "A. Roth": "200.00"}
    read(ask("project", "credit", "+acme-line-4", "--holder", "--json"))
    rows = read(ask("report", "won-revenue", "--by", "owner", "--json"))["rows"]
    assert {row["key"][0]: row["value"] for row in rows} == {"Li Wei": "500.00"}


def test_the_board_of_a_past_day(ask: Ask) -> None:
    board = read(ask("board", "--as-of", "2026-11-23", "--json"))
    new = board["stages"][0]
    assert (board["as_of"], new["count"], new["amount"]["amount"]) == ("2026-11-23", 2, "700.00")
    assert [one["name"] for one in new["projects"]] == ["Line 4", "Line 5"]
    rows = read(ask("project", "list", "--as-of", "2026-11-23", "--json"))
    assert [(one["name"], one["state"]) for one in rows] == [("Line 4", "open"), ("Line 5", "open")]
    assert ask("project", "list", "--as-of", "2026-11-23", "--ids", "--owner", "kuhn").stdout == ""
    assert [one["name"] for one in read(ask("project", "list", "--as-of", "2026-11-24", "--json"))] == ["Line 4"]
    assert ask("project", "list", "--as-of", "2026-11-23", "--state", "won").returncode == 2
    assert ask("board", "--as-of", "2999-01-01").returncode == 1
    assert ask("board", "--team", "North").returncode == 2


def test_what_changed_adds_up(ask: Ask) -> None:
    said = read(ask("report", "changes", "--from", "2026-11-23", "--to", "2026-11-24", "--json"))
    assert said["opening"] == {"as_of": "2026-11-22", "count": 0, "amount": "0.00", "without_amount": 0}
    assert said["closing"] == {"as_of": "2026-11-24", "count": 1, "amount": "500.00", "without_amount": 0}
    rows = {row["key"][0]: row for row in said["rows"]}
    assert (rows["new"]["count"], rows["new"]["value"]) == (2, "700.00")
    assert (rows["lost"]["count"], rows["lost"]["value"]) == (-1, "-200.00")
    assert sum(row["count"] for row in said["rows"]) == 1
    assert ask("report", "changes", "--from", "2026-11-24", "--to", "2026-11-23").returncode == 2
    scoped = read(
        ask("report", "changes", "--from", "2026-11-24", "--to", "2026-11-24", "--where", "team:West", "--json")
    )
    assert (scoped["filter"], scoped["opening"]["count"]) == ("team:West", 0)
