"""`tuicrm target` and `tuicrm forecast`: set, say, list, and what is wrong in one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.company import make_company

pytestmark = pytest.mark.usefixtures("stands_still")

Ask = Callable[..., Any]


@pytest.fixture
def ask(here: Run, template: Callable[..., str]) -> Ask:
    url = template("sqlite", make_company)
    return lambda *words, as_="hale": here("--db", url, "--user", as_, *words)


def test_targets_are_set_and_listed(ask: Ask) -> None:
    done = ask("target", "set", "li", "2026-Q4", "20k", "--stretch", "24k", "--challenge", "28k")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Li Wei: 3 months changed." in done.stderr
    rows = json.loads(ask("target", "list", "2026-Q4", "--json").stdout)
    assert [row["month"] for row in rows] == ["2026-10", "2026-11", "2026-12"]
    assert rows[0]["target"] == {"amount": "20000.00", "currency": "EUR"}
    assert rows[0]["challenge"] == {"amount": "28000.00", "currency": "EUR"}
    assert json.loads(ask("target", "list", "2027", "--json").stdout) == []


def test_forecasts_are_said_and_adjusted(ask: Ask) -> None:
    assert ask("forecast", "say", "2026-Q4", "120k", "--note", "Meridian signs", as_="li").returncode == 0
    done = ask("forecast", "say", "2026-Q4", "90k", "--for", "li", "--note", "it never does", as_="wang")
    assert done.returncode == 0
    assert "Li Wei, 2026-Q4:" in done.stderr
    rows = json.loads(ask("forecast", "list", "2026-Q4", "--json").stdout)
    assert [(row["person"], row["kind"], row["amount"]["amount"]) for row in rows] == [
        ("Li Wei", "adjust", "90000.00"), ("Li Wei", "call", "120000.00"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("target", "set", "li", "2026-13", "5"), 2, "2026-13 is no period"),
        (("target", "set", "li", "2026-Q5", "5"), 2, "2026-Q5 is no period"),
        (("target", "set", "nobody", "2026-11", "5"), 1, "nobody"),
        (("target", "set", "li", "2026-11", "much"), 2, "much"),
        (("target", "set", "li", "2026-11", "20k", "--stretch", "10k"), 1, "Levels rise"),
        (("forecast", "say", "soon", "5"), 2, "soon is no period"),
        (("forecast", "say", "2026-11", "5", "--for", "li"), 1, "needs a note"),
    ],
)
def test_what_is_wrong_is_one_line(ask: Ask, words: tuple[str, ...], status: int, said: str) -> None:
    done = ask(*words)
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_reps_set_no_targets(ask: Ask) -> None:
    assert ask("target", "set", "roth", "2026-11", "5", as_="li").returncode == 4
