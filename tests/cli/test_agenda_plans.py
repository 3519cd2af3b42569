"""`tuicrm agenda`, `leave`, `hours`, `kind` from a shell: what the rules of planning are called by."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from sqlalchemy import select

from tests.cli.conftest import Run
from tests.company import NOW, Company
from tests.sales.agenda.test_own_outcome import kept
from tests.sales.test_briefing import contact
from tests.sales.test_funnel import project
from tuicrm.sales import agenda, fields
from tuicrm.store.tables.customers import customers

pytestmark = pytest.mark.usefixtures("stands_still")

Said = CompletedProcess[str]
As = Callable[..., Said]


@pytest.fixture
def li(here: Run, small_company: Company) -> As:
    """Run a command as Li Wei, who looks after Acme and its project +acme-erp."""
    small_company.clock.now = NOW
    acme = small_company.customer("Acme", owner="li", class_key="A")
    project(small_company, "Acme ERP", customer_id=acme)
    url = small_company.database.url.render_as_string(hide_password=False)
    return lambda *words, login="li": here("--db", url, "--user", login, *words)


def read(said: Said) -> Any:
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)


def in_days(days: int) -> str:
    return f"{NOW.date() + timedelta(days=days)}"


def test_a_plan_that_comes_again_is_listed_edited_and_ended(li: As) -> None:
    made = read(li("agenda", "add", "call", "Acme", "every", "14", "days", "news", "--json"))
    assert made["rule"] == "FREQ=DAILY;INTERVAL=14"
    (row,) = read(li("agenda", "series", "--json"))
    assert (row["kind"], row["subject"], row["rule"]) == ("call", "news", "FREQ=DAILY;INTERVAL=14")
    assert "every 14 days" in li("agenda", "series").stdout
    changed = read(li("agenda", "edit", str(made["id"]), "visit", "in", "3", "days", "10:00", "--all", "--json"))
    assert len(changed["ids"]) > 3
    (row,) = read(li("agenda", "series", "--json"))
    assert row["kind"] == "visit"
    assert len(read(li("agenda", "end", str(row["id"]), "--json"))["ids"]) == len(changed["ids"])
    assert read(li("agenda", "series", "--json")) == []


def test_one_plan_is_edited_by_a_line(li: As) -> None:
    made = read(li("agenda", "add", "call", "Acme", "in", "2", "days", "10:00", "the", "offer", "--json"))
    li("agenda", "edit", str(made["id"]), "in", "4", "days", "11:30", "place:", "Kiel")
    shown = read(li("agenda", "show", str(made["id"]), "--json"))
    assert (shown["subject"], shown["at"]) == ("the offer", f"{in_days(4)}T11:30:00Z")


def test_what_speaks_against_a_time_is_said(li: As) -> None:
    assert li("leave", "enter", in_days(1), in_days(2), "--deputy", "roth").returncode == 0
    said = li("agenda", "add", "call", "Acme", "tomorrow", "10:00")
    assert said.returncode == 0
    assert "Li Wei is away on that day." in said.stderr
    (offered,) = read(li("leave", "offered", "--json", login="roth"))
    assert (offered["owner"], offered["customer"]) == ("Li Wei", "Acme")
    assert read(li("leave", "take", "--json", login="roth"))["ids"] == [offered["id"]]
    assert read(li("leave", "offered", "--json", login="roth")) == []


def test_a_projects_plan_from_a_template(li: As) -> None:
    kept = li("agenda", "template", "Standard", "--step", "call needs", "--step", "visit plant +3", login="wang")
    assert "Standard: 2 steps." in kept.stderr, kept.stderr
    laid = read(li("agenda", "lay", "acme-erp", "--template", "stand", "--step", "quote offer +5", "--json"))
    assert len(laid) == 3
    rows = read(li("agenda", "steps", "acme-erp", "--json"))
    assert [(row["kind"], row["subject"], row["days"]) for row in rows] == [
        ("call", "needs", 0), ("visit", "plant", 3), ("quote", "offer", 5),
    ]  # fmt: skip
    shifted = read(li("agenda", "shift", "acme-erp", "--days", "1", "--json"))
    assert [row["on"] for row in shifted] > [row["on"] for row in laid]
    assert li("agenda", "shift", "acme-erp").returncode == 2


def test_coverage_missing_and_all_planned_in_one_go(li: As) -> None:
    (mine,) = [row for row in read(li("agenda", "coverage", "--json")) if row["user"] == "Li Wei"]
    assert (mine["share"], mine["customers"], mine["projects"]) == (0, 1, 1)
    assert {row["record"] for row in read(li("agenda", "missing", "--json"))} == {"customer", "project"}
    assert len(read(li("agenda", "missing", "--plan", "--json"))) == 2
    assert read(li("agenda", "missing", "--json")) == []
    assert li("agenda", "rhythm", "A", "--days", "7", login="hale").returncode == 0
    assert read(li("agenda", "rhythm", "--json"))["rhythm"]["A"] == 7
    assert li("agenda", "rhythm", "A", "--days", "7").returncode == 4


def test_execution_team_and_record(li: As) -> None:
    made = read(li("agenda", "add", "call", "Acme", "today", "--json"))
    assert li("agenda", "done", str(made["id"]), "talked", "then", "call", "in", "3", "days").returncode == 0
    (row,) = read(li("agenda", "execution", "--by", "owner,kind", "--from", in_days(0), "--to", in_days(0), "--json"))
    assert (row["owner"], row["kind"], row["planned"], row["in_time"]) == ("Li Wei", "call", 1, 1)
    assert [row["user"] for row in read(li("agenda", "team", "--json", login="wang"))]
    (entry,) = read(li("agenda", "record", "--seen", "--json", login="wang"))
    assert entry["outcome"] == "talked"
    assert read(li("agenda", "record", "--unseen", "--json", login="wang")) == []


def test_calendar_out_and_in(li: As, tmp_path: Path) -> None:
    read(li("agenda", "add", "call", "Acme", "tomorrow", "10:00", "--json"))
    out = tmp_path / "li.ics"
    assert "1 entry in" in li("agenda", "export", "--out", str(out)).stderr
    assert b"SUMMARY:call Acme" in out.read_bytes()
    assert li("agenda", "export", "--out", str(out)).stderr == ""
    (report,) = read(li("agenda", "import", str(out), "--json"))
    assert (report["same"], report["made"], report["refused"]) == (1, 0, [])
    broken = tmp_path / "broken.ics"
    broken.write_text("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:soon\nEND:VEVENT\nEND:VCALENDAR\n")
    said = li("agenda", "import", str(broken))
    assert said.returncode == 1
    assert "line 2: DTSTART cannot be read: “soon”" in said.stderr
    broken.write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    empty = li("agenda", "import", str(broken))
    assert (empty.returncode, "There is no entry in it." in empty.stderr) == (0, True)
    assert li("agenda", "export", "--watch").returncode == 2


def test_hours_and_days(li: As) -> None:
    assert li("hours", "set", "mon-fri", "8-17", "--country", "DE", login="hale").returncode == 0
    rows = read(li("hours", "list", "--json"))
    assert (rows[0]["hours"], rows[0]["country"]) == ("mon-fri 8:00-17:00", "DE")
    days = read(li("hours", "days", "--from", "2026-12-20", "--to", "2026-12-31", "--json"))
    assert [day["on"] for day in days] == ["2026-12-25", "2026-12-26"]
    assert li("hours", "set", "whenever", login="hale").returncode == 1
    assert li("hours", "set").returncode == 2
    assert li("hours", "free", "2026-12-31", "New", "Year", login="hale").returncode == 0


def test_kinds_of_the_team(li: As) -> None:
    assert li("kind", "add", "workshop", "--minutes", "120", "--as", "training", login="hale").returncode == 0
    made = read(li("agenda", "add", "training", "Acme", "tomorrow", "--json"))
    assert made["kind"] == "workshop"
    assert "workshop" in li("kind", "list", "--ids").stdout.split()
    assert li("kind", "retire", "call", login="hale").returncode == 1
    assert li("kind", "retire", "workshop", login="hale").returncode == 0
    assert li("kind", "add", "workshop").returncode == 4


def test_an_own_kind_is_done_with_its_fields(li: As, small_company: Company) -> None:
    hale = small_company.desk("hale")
    hale.write(fields.add, "action", "Seats", "number")
    hale.write(agenda.add_kind, "workshop", fields=["seats"])
    made = str(read(li("agenda", "add", "workshop", "Acme", "tomorrow", "--json"))["id"])
    for wrong, status, part in (("seats", 2, "KEY=VALUE"), ("seats=many", 1, "Seats"), ("colour=red", 1, "colour")):
        said = li("agenda", "done", made, "went", "well", "--field", wrong)
        assert (said.returncode, said.stderr.count("\n")) == (status, 1), said.stderr
        assert part in said.stderr
    done = read(li("agenda", "done", made, "went", "well", "--field", "seats=12", "--json"))
    assert done["outcome"] == "done"
    assert kept(small_company, int(made)) == {"seats": "12"}


def test_somebody_takes_no_part_any_more(li: As, small_company: Company) -> None:
    acme = small_company.value(select(customers.c.id).where(customers.c.name == "Acme"))
    contact(small_company, acme, "Jan Novak", "+44 1")
    made = str(read(li("agenda", "add", "visit", "Acme", "@novak", "@roth", "tomorrow", "--json"))["id"])
    card = small_company.desk("li").read(agenda.card, int(made))
    assert (card.contact, card.people) == ("Jan Novak", ("A. Roth",))
    wrong = li("agenda", "edit", made, "--without", "wang")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (2, 1)
    assert "wang does not take part" in wrong.stderr
    assert li("agenda", "edit", made, "--without", "roth", "--without", "Jan Novak").returncode == 0
    card = small_company.desk("li").read(agenda.card, int(made))
    assert (card.contact, card.people) == (None, ())
