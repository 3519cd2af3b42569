"""Short commands with the numbers of today's list; calling, comments, timelines from a shell."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from subprocess import CompletedProcess
from types import SimpleNamespace
from typing import Any

import pytest
from rich.cells import cell_len
from sqlalchemy import select

from tests.cli.conftest import Run
from tests.company import NOW, Company
from tests.sales.calling.callers import ask, called, plan
from tests.sales.chances import project
from tuicrm.cli.telling import own_asked
from tuicrm.sales.fields import OwnField
from tuicrm.store.tables.fields import own_values

pytestmark = pytest.mark.usefixtures("stands_still")

Said = CompletedProcess[str]
As = Callable[..., Said]


@pytest.fixture
def firm(small_company: Company) -> Company:
    """Li has a late call about a project, and an inquiry."""
    small_company.clock.now = NOW - timedelta(days=2)
    acme = called(small_company, "Meridian Labs", city="Bristol", class_key="B")
    project(small_company, "PX line", customer_id=acme, amount_minor=48_000_00)
    plan(small_company, acme, subject="answer on the quote", project_id=1)
    small_company.clock.now = NOW - timedelta(minutes=5)
    ask(small_company, called(small_company, "Osterhof KG"))
    return small_company


@pytest.fixture
def li(here: Run, firm: Company) -> As:
    url = firm.database.url.render_as_string(hide_password=False)
    return lambda *words, login="li", **named: here("--db", url, "--user", login, *words, **named)


def read(said: Said) -> Any:
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)


def test_numbers_work_until_the_next_list(li: As) -> None:
    rows = read(li("today", "--json"))
    assert [(row["number"], row["customer"]) for row in rows] == [(1, "Meridian Labs"), (2, "Osterhof KG")]
    assert li("brief", "1").stdout.startswith("who: Meridian Labs, Bristol, B, PX line\n")
    assert read(li("brief", "2", "--json"))["brief"]["customer"] == "Osterhof KG"
    done = read(li("done", "1", "talked,", "wants", "2,", "then", "call", "in", "3", "days", "--json"))
    assert (done["outcome"], done["next"]["kind"], done["about"]) == ("talked", "call", "PX line")
    planned = read(li("plan", "2", "visit", "in", "1", "week", "--json"))
    assert (planned["kind"], planned["about"]) == ("visit", "Osterhof KG")
    assert "Line 9 is not on your list" in li("brief", "9").stderr


def test_a_small_terminal_gets_eighteen_short_lines(li: As, firm: Company) -> None:
    for nth in range(30):
        plan(firm, called(firm, f"Customer with a long name {nth:02}"), subject="a long subject that is cut somewhere")
    said = li("today", env={"COLUMNS": "44", "LINES": "18"})
    assert said.returncode == 0
    lines = said.stdout.splitlines() + said.stderr.splitlines()
    assert len(lines) <= 18
    assert all(cell_len(line) <= 44 for line in lines)
    assert "more: tuicrm today --all" in said.stderr
    whole = li("today", "--all", env={"COLUMNS": "44", "LINES": "18"})
    assert len(whole.stdout.splitlines()) == 33


def test_an_answer_to_an_inquiry_is_logged_by_its_number(li: As) -> None:
    li("today")
    said = li("done", "2", "no", "answer")
    assert said.returncode == 0, said.stderr
    assert "Osterhof KG: no answer." in said.stderr


def test_no_project_is_left_without_a_next_step(li: As) -> None:
    li("today")
    said = li("done", "1", "talked")
    assert said.returncode == 1
    assert "What next for PX line?" in said.stderr
    assert li("done", "1", "talked,", "no", "next", "step", "because", "they", "merge").returncode == 0


def test_a_run_from_a_shell(li: As, firm: Company) -> None:
    assert li("run", "hours", "*", "0:00-24:00", "7", login="hale").returncode == 0
    begun = read(li("run", "start", "--json"))
    assert (begun["records"], begun["without_phone"]) == (2, 0)
    shown = read(li("run", "next", "--json"))
    assert shown["record"]["customer"] == "Meridian Labs"
    assert shown["record"]["numbers"][0]["text"] == "+44 117 496 0142"
    after = read(li("run", "log", "1", "--json"))
    assert (after["record"]["customer"], after["no_answers"], after["place"]) == ("Osterhof KG", 1, 2)
    last = li("run", "log", "talked", "wants", "two")
    assert "Osterhof KG: talked." in last.stderr
    assert read(li("run", "list", "--json"))[0]["done"] == 2
    assert read(li("run", "end", "--json"))["talks"] == 1
    assert read(li("run", "list", "--json")) == []


def test_a_call_asks_for_the_fields_of_its_outcome(li: As, firm: Company) -> None:
    declare = "field add Rival --of action --type choice --choice Acme --choice Berg"
    assert li(*declare.split(" "), login="hale").returncode == 0
    assert read(li("kind", "edit", "call", "--field", "rival", "--json", login="hale"))["fields"] == "rival"
    assert li("run", "hours", "*", "0:00-24:00", "7", login="hale").returncode == 0
    li("run", "start")
    shown = li("run", "next")
    assert "its outcome asks for rival (Acme, Berg): --field KEY=VALUE" in shown.stdout
    wrong = li("run", "log", "talked", "--field", "rival=nobody", "then", "call", "fri")
    assert (wrong.returncode, "does not fit Rival" in wrong.stderr) == (1, True)
    said = li("run", "log", "talked", "--field", "rival=berg", "then", "call", "fri")
    assert "PX line: talked." in said.stderr
    li("today")
    assert li("done", "1", "talked", "--field", "rival=acme").returncode == 0
    assert [row[0] for row in firm.all(select(own_values.c.text_value).order_by(own_values.c.id))] == ["Berg", "Acme"]


@pytest.mark.parametrize(
    ("said", "typed", "asked", "got"),
    [
        (None, ["12", "sold"], ["Seats", "Result (sold, trial)"], (("seats", "12"), ("result", "sold"))),
        (None, ["", ""], ["Seats", "Result (sold, trial)"], ()),
        (["seats=3"], ["trial"], ["Result (sold, trial)"], (("seats", "3"), ("result", "trial"))),
        (["RESULT=sold", "Seats=3"], [], [], (("RESULT", "sold"), ("Seats", "3"))),
    ],
)
def test_who_sits_at_a_terminal_is_asked(
    said: list[str] | None, typed: list[str], asked: list[str], got: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    seats = OwnField(1, "action", "seats", "Seats", "number")
    result = OwnField(2, "action", "result", "Result", "choice", ("sold", "trial"))
    heard: list[str] = []
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("sys.stdout", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("typer.prompt", lambda words, **_named: heard.append(words) or typed[len(heard) - 1])
    assert own_asked((seats, result), said, json=False) == got
    assert heard == asked
    assert own_asked((seats, result), ["seats=1"], json=True) == (("seats", "1"),)


def test_the_outcomes_of_a_call_are_the_teams_own(li: As) -> None:
    listed = read(li("outcome", "list", "--json"))
    assert [row["digit"] for row in listed] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert li("outcome", "set", "voicemail", "--follow", "again", "--again", "1d,3d").returncode == 4
    made = read(li("outcome", "set", "voicemail", "--follow", "again", "--again", "1d,3d", "--json", login="hale"))
    assert made["waits"] == ["1d", "3d"]
    assert li("outcome", "set", "x", "--again", "soon", login="hale").returncode == 2
    assert li("outcome", "drop", "voicemail", login="hale").returncode == 0
    assert len(read(li("outcome", "list", "--json"))) == 8


def test_comments_and_notices(li: As) -> None:
    made = read(li("comment", "add", "--on", "Meridian", "--json", "@li", "nice", login="wang"))
    assert made["told"] == ["Li Wei"]
    (notice,) = read(li("notice", "list", "--new", "--json"))
    assert (notice["kind"], notice["about"], notice["words"]) == ("named", "Meridian Labs", "@li nice")
    assert read(li("notice", "seen", "--json"))["seen"] == 1
    assert read(li("notice", "list", "--new", "--json")) == []
    assert read(li("comment", "list", "--on", "Meridian", "--json"))[0]["by"] == "F. Wang"
    assert li("comment", "remove", str(made["id"])).returncode == 1
    assert li("comment", "remove", str(made["id"]), login="wang").returncode == 0
    assert li("comment", "add", "hello").returncode == 1


def test_a_timeline_is_exported(li: As) -> None:
    rows = read(li("timeline", "Meridian", "--json"))
    assert {row["what"] for row in rows} == {"plan", "stage"}
    table = list(csv.DictReader(io.StringIO(li("timeline", "Meridian", "--only", "plan", "--csv").stdout)))
    assert [row["text"] for row in table] == ["answer on the quote"]
    assert read(li("timeline", "--who", "li", "--json"))
    assert li("timeline", "Meridian", "--only", "dance").returncode == 1
    assert li("timeline").returncode == 1


def test_a_correction_needs_a_reason(li: As) -> None:
    li("today")
    assert li("done", "1", "sent", "offer", "then", "call", "in", "2", "days").returncode == 0
    assert li("agenda", "correct", "1", "--note", "x").returncode == 2
    assert li("agenda", "correct", "1", "--reason", "misheard", "--note", "two offers").returncode == 0
    assert read(li("agenda", "show", "1", "--json"))["note"] == "two offers"
