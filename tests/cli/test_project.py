"""`tuicrm project` and `tuicrm stage`, in a process of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.company import Company, make_company
from tests.sales.test_funnel import project
from tuicrm.store.database import Database

Ask = Callable[..., Any]


@pytest.fixture
def url(template: Callable[..., str]) -> str:
    """The URL of a company in which Li has two projects that begin alike."""
    made = template("sqlite", make_company)
    company = Company(Database(made))
    company.customer("Acme", owner="li")
    project(company, "open one", amount_minor=500_00)
    project(company, "open two", amount_minor=None)
    company.database.close()
    return made


@pytest.fixture
def ask(here: Run, url: str) -> Ask:
    """`ask("project", "list", as_="li")` runs a command there."""
    return lambda *words, as_="li": here("--db", url, "--user", as_, *words)


def test_list_is_an_array_with_exact_money(ask: Ask) -> None:
    done = ask("project", "list", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    one, two = json.loads(done.stdout)
    assert (one["name"], one["amount"], one["stage"], one["handle"]) == (
        "open one", {"amount": "500.00", "currency": "EUR"}, "New", "open-one",
    )  # fmt: skip
    assert two["amount"] is None
    assert ask("project", "list", "--ids").stdout == f"{one['id']}\n{two['id']}\n"
    assert ask("project", "list", "--state", "won", "--json").stdout == "[]\n"
    assert ask("project", "list", "two", "--ids").stdout == f"{two['id']}\n"
    assert ask("project", "list", "--state", "odd").returncode == 2


def test_a_project_from_its_beginning_to_its_win(ask: Ask) -> None:
    added = ask("project", "add", "Line", "4", "--customer", "Acme", "--amount", "28k", "--json")
    assert added.returncode == 0, added.stderr
    assert json.loads(added.stdout)["handle"] == "acme-line-4"
    moved = ask("project", "move", "+acme-line-4", "needs", "--json")
    assert json.loads(moved.stdout) | {"id": 0} == {"id": 0, "from": "New", "to": "Needs", "how": "forward"}
    card = json.loads(ask("project", "show", "+acme-line-4", "--json").stdout)
    assert (card["customer"], card["stage"], len(card["history"])) == ("Acme", "Needs", 2)
    skipped = ask("project", "win", "+acme-line-4", "--cost", "17.5k")
    assert (skipped.returncode, skipped.stdout, skipped.stderr.count("\n")) == (1, "", 1)
    won = ask("project", "win", "+acme-line-4", "--cost", "17.5k", "--reason", "repeat order", "--json")
    assert won.returncode == 0, won.stderr
    assert json.loads(won.stdout)["profit"] == {"amount": "10500.00", "currency": "EUR"}
    opened = ask("project", "reopen", "+acme-line-4", "--reason", "mistake", "--json")
    assert opened.returncode == 0, opened.stderr
    assert json.loads(opened.stdout)["stage"] == "Needs"


def test_lost_is_told_beside_the_data(ask: Ask) -> None:
    done = ask("project", "lose", "+open-one", "--reason", "price")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Lost: open one.\n")
    wrong = ask("project", "lose", "+open-two", "--reason", "bad luck")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)


def test_ambiguous_key_lists_the_candidates(ask: Ask) -> None:
    done = ask("project", "show", "open", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "open one (1), open two (2)" in done.stderr


def test_key_that_means_nothing_is_not_found(ask: Ask) -> None:
    done = ask("project", "move", "+nothing", "Needs")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert ask("project", "move", "+open-one", "Moon").returncode == 2
    assert "--amount" in ask("project", "add", "x", "--amount", "much").stderr


def test_names_need_no_quotes(ask: Ask) -> None:
    assert json.loads(ask("project", "show", "open", "one", "--json").stdout)["name"] == "open one"
    moved = ask("project", "move", "open", "one", "Needs", "--json")
    assert json.loads(moved.stdout)["to"] == "Needs"
    assert ask("project", "lose", "open", "one", "--reason", "price").returncode == 0
    assert ask("project", "reopen", "open", "one").returncode == 0
    missing = ask("project", "move", "+open-one")
    assert (missing.returncode, missing.stderr.count("\n")) == (2, 1)
    assert "Stages: New, Needs" in missing.stderr


def test_end_of_a_short_name_is_enough_when_it_is_the_only_one(ask: Ask) -> None:
    assert ask("project", "add", "Line", "4", "--customer", "Acme").returncode == 0
    assert json.loads(ask("project", "show", "+line-4", "--json").stdout)["handle"] == "acme-line-4"


def test_amount_in_another_currency_is_kept_in_it_or_refused(ask: Ask) -> None:
    assert ask("project", "add", "Line", "4", "--amount", "28k USD").returncode == 0
    amount = json.loads(ask("project", "show", "+line-4", "--json").stdout)["amount"]
    assert amount == {"amount": "28000.00", "currency": "USD"}
    for words in (("add", "x", "--amount", "1 USD", "--cost", "1 EUR"), ("win", "+open-one", "--amount", "28k USD")):
        done = ask("project", *words)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert "is in " in done.stderr


def test_list_that_goes_on_says_so_beside_the_data(ask: Ask) -> None:
    first = ask("project", "list", "--limit", "1", "--ids")
    assert first.stdout.count("\n") == 1
    assert first.stderr == "Only the first is shown. --limit N shows more.\n"
    assert ask("project", "list", "--limit", "2", "--ids").stderr == ""


def test_nothing_begins_with_an_archived_customer(ask: Ask) -> None:
    assert ask("lead", "add", "Gone", "Ltd", "--source", "phone").returncode == 0
    assert ask("undo").returncode == 0
    for words in (("project", "add", "x", "--customer", "Gone"), ("pool", "claim", "Gone")):
        done = ask(*words)
        assert (done.returncode, done.stderr) == (1, "tuicrm: Gone Ltd is archived. Bring it back first.\n")
    assert "archived" in ask("customer", "show", "Gone").stdout.splitlines()[0]


def test_acts_that_can_be_taken_back_are_listed_in_words(ask: Ask) -> None:
    assert ask("pool", "release", "Acme", "--reason", "timing").returncode == 0
    listed = ask("undo", "--list").stdout.splitlines()
    assert listed[0].split("\t")[2] == "release of Acme"


def test_who_may_only_read_is_told_so(ask: Ask) -> None:
    done = ask("project", "move", "+open-one", "Needs", as_="eye")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (4, "", 1)


def test_page_for_people_shows_path_and_record(ask: Ask) -> None:
    done = ask("project", "show", "+open-one")
    assert done.returncode == 0
    assert "open one (+open-one), customer not known" in done.stdout


def test_stages_in_their_order(ask: Ask) -> None:
    found = json.loads(ask("stage", "list", "--json").stdout)
    assert [one["name"] for one in found] == ["New", "Needs", "Demo", "Quote", "Close", "Won", "Lost"]
    assert found[3] == {
        "id": 4, "name": "Quote", "kind": "open", "probability": 60, "rotting_days": 15, "category": "best",
    }  # fmt: skip


def test_parts_of_a_project_are_set_and_told(ask: Ask) -> None:
    assert ask("project", "add", "Line", "4", "--customer", "Acme", "--amount", "60k").returncode == 0
    done = ask(
        "project", "edit", "+line-4", "--amount", "61k", "--expected", "2026-12-18", "--reason", "more", "--json"
    )
    assert json.loads(done.stdout)["changed"] == ["amount", "expected"]
    no_reason = ask("project", "edit", "+line-4", "--chance", "80")
    assert (no_reason.returncode, no_reason.stderr.count("\n")) == (1, 1)
    assert ask("project", "edit", "+line-4", "--chance", "80", "--why", "signed").returncode == 0
    assert ask("project", "edit", "+line-4").returncode == 2
    card = json.loads(ask("project", "tag", "+line-4", "fair", "pilot", "--json").stdout)
    assert (card["tags"], card["warnings"]) == (["fair", "pilot"], ["one_contact", "no_decider"])
    card = json.loads(ask("project", "link", "+line-4", "/share/offer.pdf", "--json").stdout)
    assert card["links"][0]["title"] == "offer.pdf"
    assert ask("project", "link", "+line-4", "offer", "--away").returncode == 0
    assert ask("project", "contact", "+line-4", "Nobody").returncode == 2
    moved = ask("project", "move", "+line-4", "Needs")
    assert "Its own chance of 80% waits" in moved.stderr
    card = json.loads(ask("project", "chance", "+line-4", "keep", "--json").stdout)
    assert (card["probability"], card["stale_probability"]) == (80, None)
    shown = ask("project", "show", "+line-4").stdout
    assert "hangs on one contact only" in shown
    assert "#fair" in shown
    lost = ask("project", "lose", "+line-4", "--reason", "price", "--known", "New", "--json")
    assert lost.returncode == 0, lost.stderr
    assert json.loads(ask("project", "show", "+line-4", "--json").stdout)["known_stage"] == "New"


def test_a_key_stage_from_question_to_answer(ask: Ask) -> None:
    asked = ask("stage", "ask", "New", "Needs", "--check", "budget", "--approval", as_="hale")
    assert asked.returncode == 0, asked.stderr
    wants = json.loads(ask("project", "wants", "+open-one", "Needs", "--json").stdout)
    assert [(one["label"], one["is_met"]) for one in wants] == [("budget", False)]
    assert ask("project", "tick", "+open-one", str(wants[0]["id"])).returncode == 0
    refused = ask("project", "move", "+open-one", "Needs")
    assert (refused.returncode, "needs a lead's approval" in refused.stderr) == (1, True)
    assert ask("project", "ask", "+open-one", "Needs", "--reason", "budget is there").returncode == 0
    (one,) = json.loads(ask("project", "approvals", "--json", as_="wang").stdout)
    assert (one["name"], one["to_stage"], one["reason"]) == ("open one", "Needs", "budget is there")
    assert ask("project", "return", str(one["id"]), "who", "signs?", as_="wang").returncode == 0
    assert json.loads(ask("project", "show", "+open-one", "--json").stdout)["waits"]["note"] == "who signs?"
    again = json.loads(ask("project", "ask", "+open-one", "Needs", "--json").stdout)
    approved = ask("project", "approve", str(again["id"]), "--json", as_="wang")
    assert json.loads(approved.stdout)["to"] == "Needs"


def test_another_funnel_has_its_own_stages(ask: Ask) -> None:
    assert ask("stage", "use", "meddic", "--new", as_="hale").returncode == 0
    moved = ask("project", "funnel", "+open-one", "meddic", "--json")
    assert json.loads(moved.stdout)["to"] == "Discover"
    wrong = ask("project", "move", "+open-one", "Needs")
    assert (wrong.returncode, "another funnel" in wrong.stderr) == (2, True)
    assert ask("project", "move", "+open-two", "Needs").returncode == 0
    assert json.loads(ask("project", "wants", "open", "one", "Scope", "--json").stdout)[0]["label"] == "pain identified"
