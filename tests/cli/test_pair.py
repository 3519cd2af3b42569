"""`tuicrm pair` from a shell: proposed, tried, made, filled, noted, accepted, measured."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.company import Company, make_company
from tests.sales.pairing.team import settled
from tuicrm.store.database import Database

pytestmark = pytest.mark.usefixtures("stands_still")

Ask = Callable[..., Any]


@pytest.fixture
def ask(here: Run, template: Callable[..., str]) -> Ask:
    """Ask as the lead of East, where Li loses projects at Quote and Roth does not."""
    url = template("sqlite", make_company)
    company = Company(Database(url))
    settled(company, "li", 4, 20)
    settled(company, "roth", 17, 20)
    company.database.close()
    return lambda *words, as_="wang": here("--db", url, "--user", as_, "pair", *words)


def read(done: Any) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_pair_from_proposal_to_playbook(ask: Ask) -> None:
    (one,) = read(ask("propose", "--week", "2026-11-30", "--json"))
    assert (one["learner"], one["partner"], one["stage"], one["on"]) == ("Li Wei", "A. Roth", "Quote", "2026-11-30")
    (tried,) = read(ask("make", "--week", "2026-11-30", "--dry-run", "--json"))
    assert (tried["id"], tried["on"], tried["is_later"]) == (None, "2026-11-30", False)
    assert read(ask("list", "--json")) == [], "a dry run writes nothing"
    (made,) = read(ask("make", "--week", "2026-11-30", "--json"))
    assert made | {"id": None} == tried
    number = str(made["id"])
    card = read(ask("fill", number, "--well", "calm", "--try", "budget", "--note", "budget first", "--json", as_="li"))
    assert (card["state"], card["went_well"], card["note_state"]) == ("met", "calm", "proposed")
    assert read(ask("show", number, "--json"))["went_well"] is None, "the sheet is for the two"
    accepted = read(ask("accept", number, "--json", as_="hale"))
    assert accepted == {"id": made["id"], "stage": "Quote", "playbook": accepted["playbook"]}
    (row,) = read(ask("list", "--note", "accepted", "--json"))
    assert row["note"] == "budget first"


REFUSED = {
    "not allowed": (("propose",), "li", 4, "Only a team lead or a manager may do this."),
    "nobody there": (("show", "99"), "wang", 1, "99"),
    "half a choice": (("make", "--learner", "li"), "wang", 2, "--partner"),
    "no day": (("make", "--week", "someday"), "wang", 2, "someday"),
    "week over": (("make", "--week", "2020-01-06"), "wang", 1, "no working day left"),
    "state": (("list", "--state", "done"), "wang", 2, "planned, met, skipped, cancelled"),
    "wait": (("measure", "--wait", "99"), "wang", 1, "1 to 12 weeks"),
    "not measured": (("measure", "--end"), "wang", 1, "not measured"),
}


@pytest.mark.parametrize(("words", "login", "code", "said"), REFUSED.values(), ids=REFUSED)
def test_what_goes_wrong_is_said_in_a_line(ask: Ask, words: tuple[str, ...], login: str, code: int, said: str) -> None:
    done = ask(*words, as_=login)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_skipped_measured_and_the_effect_in_words(ask: Ask) -> None:
    assert "half of the pairs, by lot, talk 2 weeks later" in ask("measure", "--wait", "2").stderr
    (made,) = read(ask("make", "--learner", "li", "--partner", "roth", "--stage", "Quote", "--json"))
    skipped = ask("skip", str(made["id"]), "--reason", "ill", as_="li")
    assert "They may be paired again." in skipped.stderr
    found = read(ask("effect", "--json"))
    assert found["said"][0].startswith("Can't tell yet what pairs are worth: it takes 4 more pairs and 20 more")
    assert found["report"] == "pairs"
    assert read(ask("measure", "--end", "--json"))["ended"] is True
