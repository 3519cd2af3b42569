"""Importing again and again: a second run adds nothing, overwrites no edit, and follows what the file says new."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.exchange.beginning import NOW, make_begun
from tuicrm.exchange import importing
from tuicrm.exchange.mapping_file import parse
from tuicrm.exchange.report import Report
from tuicrm.sales import customers as customer_rules
from tuicrm.sales.invariants import check
from tuicrm.sales.opening import Seat, sit_down
from tuicrm.store.errors import NotAllowed
from tuicrm.store.tables.customers import contact_points, customers
from tuicrm.store.tables.fields import own_fields, own_values
from tuicrm.store.tables.system import changes

MAPPING = """
system = "old-crm"
decimal = "."
[[file]]
name = "*.csv"
#file
[[file.record]]
kind = "customer"
key = "id"
[file.record.fields]
name = "company"
city = "city"
employees = { column = "staff", unreadable = "leave", empty = ["-", "n/a"] }
mobile = { column = "phone", unreadable = "leave" }
note = "note"
[file.record.own]
colour = "colour"
turnover = { column = "turnover", type = "money" }
"""
HEADER = "id,company,city,staff,phone,note,colour,turnover"
ACME = "1,Acme Ltd,Leeds,12,0113 496 0142,old,red,1000"
ZENITH = "2,Zenith 北京,北京,-,,,,"
Run = Callable[..., Report]


@pytest.fixture
def seat(template: Callable[..., str]) -> Seat:
    return sit_down(template("sqlite", make_begun), "boss", clock=lambda: NOW)


@pytest.fixture
def run(seat: Seat, tmp_path: Path) -> Run:
    """`run(line, line, ...)` imports a file of these lines."""

    def bring_in(*lines: str, encoding: str = "utf-8", file: str = "", name: str = "a.csv", **options: Any) -> Report:
        path = tmp_path / name
        path.write_bytes("\n".join([HEADER, *lines]).encode(encoding))
        plan = importing.plan([path], parse("m.toml", MAPPING.replace("#file", file)))
        return importing.bring_in(seat.desk, plan, **options)

    return bring_in


def ask(seat: Seat, statement: Any) -> list[Any]:
    return seat.database.read_as(lambda session: [tuple(row) for row in session.all(statement)], NOW)


def told(report: Report) -> tuple[int, int, int, int]:
    counts = report.records["customer"]
    return counts.made, counts.changed, counts.skipped, len(report.refused)


def edit(seat: Seat, name: str, **values: Any) -> None:
    [(customer, version)] = ask(seat, select(customers.c.id, customers.c.version).where(customers.c.name == name))
    seat.desk.write(customer_rules.edit, customer, version, **values)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_same_file_in_another_encoding_is_the_same_file(seat: Seat, run: Run, encoding: str) -> None:
    assert told(run(ACME, ZENITH)) == (2, 0, 0, 0)
    before = ask(seat, select(func.count()).select_from(changes))
    declared = f'encoding = "{encoding}"' if encoding == "gb18030" else ""
    assert told(run(ACME, ZENITH, encoding=encoding, file=declared)) == (0, 0, 2, 0)
    assert ask(seat, select(func.count()).select_from(changes)) == before


@pytest.mark.parametrize(
    "other",
    [
        pytest.param('1,"Acme Ltd",Leeds,12,0113 496 0142,old,red,1000', id="quoted"),
        pytest.param("1, Acme Ltd ,Leeds ,12,0113 496 0142,old,red,1000", id="with spaces"),
        pytest.param('1,Acme Ltd,Leeds,12,0113 496 0142,old,red,"1,000.00"', id="an amount in groups"),
        pytest.param("1,Acme\u200b Ltd,Leeds,12,0113 496 0142,old,red,1000", id="with hidden characters"),
    ],
)
def test_row_that_says_the_same_in_other_spelling_changes_nothing(run: Run, other: str) -> None:
    run(ACME)
    assert told(run(other))[:2] == (0, 0)


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        (ACME.replace("Leeds", "York"), "city", "York"), (ACME.replace("Leeds", ""), "city", None),
        (ACME.replace(",12,", ",n/a,"), "employees", None), (ACME.replace("Acme Ltd", "Acme plc"), "name", "Acme plc"),
        (ACME.replace("old", '"two\nlines"'), "note", "two\nlines"),
    ],
)  # fmt: skip
def test_what_the_file_says_new_is_followed(seat: Seat, run: Run, row: str, column: str, expected: object) -> None:
    run(ACME)
    assert told(run(row)) == (0, 1, 0, 0)
    assert ask(seat, select(customers.c[column])) == [(expected,)]
    assert told(run(row)) == (0, 0, 1, 0)


@pytest.mark.parametrize("said", ["Leeds", "York", "", "北京"])
def test_no_run_overwrites_an_edit(seat: Seat, run: Run, said: str) -> None:
    run(ACME)
    edit(seat, "Acme Ltd", city="Hull")
    for note in ("one", "two"):
        report = run(ACME.replace("Leeds", said).replace("old", note))
        assert ask(seat, select(customers.c.city, customers.c.note)) == [("Hull", note)]
    assert [(kept.line, kept.fields) for kept in report.kept] == ([(2, ("city",))] if said else [])


def test_cell_that_is_emptied_here_stays_empty(seat: Seat, run: Run) -> None:
    run(ACME)
    edit(seat, "Acme Ltd", city="")
    run(ACME.replace("Leeds", "York"))
    assert ask(seat, select(customers.c.city)) == [(None,)]


def test_row_that_is_gone_from_the_file_stays_here(seat: Seat, run: Run) -> None:
    run(ACME, ZENITH)
    assert told(run(ZENITH)) == (0, 0, 1, 0)
    assert ask(seat, select(func.count()).select_from(customers)) == [(2,)]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("3,,Leeds,1,,,,", "company is empty"),
        (",Beta,Leeds,1,,,,", "id is empty, and nothing else tells the row from others"),
        ("3,Beta,Leeds", "it has 3 cells where the header has 8"),
        ("3,Beta,Leeds,1,,,,a lot", "turnover: “a lot” is not an amount"),
        (f"3,{'B' * 201},Leeds,1,,,,", "company: it has more than 200 characters"),
        ('3,"Beta,Leeds,1,,,,', "there is a quote that is not closed"),
        ("1,Acme Ltd,York,12,,,,", "line 2 of a.csv has the same customer “1” with other values"),
    ],
)  # fmt: skip
def test_row_that_cannot_come_in_is_named_and_the_rest_comes_in(seat: Seat, run: Run, row: str, reason: str) -> None:
    report = run(ACME, row, ZENITH)
    assert [(one.file, one.line, one.reason) for one in report.refused] == [("a.csv", 3, reason)]
    assert sorted(name for (name,) in ask(seat, select(customers.c.name))) == ["Acme Ltd", "Zenith 北京"]
    assert report.totals.read == 3


@pytest.mark.parametrize(
    ("row", "column"), [("3,Beta,Leeds,many,,,,", "staff"), ("3,Beta,Leeds,1,call reception,,,", "phone")]
)
def test_cell_that_may_be_left_out_is_named_and_its_row_comes_in(run: Run, row: str, column: str) -> None:
    report = run(row)
    assert (told(report), [(one.line, one.column) for one in report.left]) == ((1, 0, 0, 0), [(2, column)])


def test_same_row_twice_is_one_record(seat: Seat, run: Run) -> None:
    assert told(run(ACME, ACME))[0] == 1
    assert ask(seat, select(func.count()).select_from(contact_points)) == [(1,)]


def test_own_field_is_declared_once_and_follows(seat: Seat, run: Run) -> None:
    run(ACME)
    run(ACME.replace("red", "blue").replace("1000", "-"), ZENITH)
    assert ask(seat, select(func.count()).select_from(own_fields)) == [(2,)]
    assert sorted(text for (text,) in ask(seat, select(own_values.c.text_value)) if text) in (["blue"], ["red"])


def test_rehearsal_after_an_import_leaves_everything(seat: Seat, run: Run) -> None:
    run(ACME)
    before = ask(seat, select(customers)), ask(seat, select(func.count()).select_from(changes))
    assert told(run(ACME.replace("Leeds", "York"), ZENITH, dry_run=True)) == (1, 1, 0, 0)
    assert (ask(seat, select(customers)), ask(seat, select(func.count()).select_from(changes))) == before


def test_what_came_in_keeps_everything_that_always_holds(seat: Seat, run: Run) -> None:
    run(ACME, ZENITH, "3,,x,,,,,")
    run(ACME.replace("Leeds", "York"), ZENITH)
    assert seat.database.read_as(check, NOW) == ()


def test_nobody_else_imports(seat: Seat, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"{HEADER}\n{ACME}\n", encoding="utf-8")
    plan = importing.plan([tmp_path / "a.csv"], parse("m.toml", MAPPING))
    with pytest.raises(NotAllowed):
        importing.bring_in(seat.database.as_("stranger", lambda: NOW), plan)


def test_hostile_names_come_in_as_text(seat: Seat, run: Run) -> None:
    names = ["Robert'); drop table customer;--", "=cmd|' /C calc'!A0", "%s {0} {name}", "<b>x</b>", "👩‍🔧 Ltd"]
    rows = [f'{number},"{name}",,,,,,' for number, name in enumerate(names, 10)]
    assert told(run(*rows)) == (5, 0, 0, 0)
    assert [name for (name,) in ask(seat, select(customers.c.name).order_by(customers.c.id))] == names
