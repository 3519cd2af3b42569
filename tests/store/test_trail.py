"""What one change leaves: the row, its version, one line that says what was and what is."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.store import toy as rules
from tests.store.test_change import add_project
from tests.store.toy import NOW
from tuicrm.store import change
from tuicrm.store.change import plain
from tuicrm.store.database import Database
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contacts, customers
from tuicrm.store.tables.projects import project_periods, projects
from tuicrm.store.tables.system import changes
from tuicrm.store.tables.system import settings as kept

HOSTILE = [
    "Robert'); drop table customer;--", "%_\\", '"', "\u202egnp.exe", "👩‍👩‍👧‍👦", "e\u0301", "𠮷野家", " ", "null",
    "\ufeff", "a\nb\r\nc", "{}", "$1", ":name", "?", "%s",
]  # fmt: skip


def made(session: Session) -> int:
    return rules.add_customer(session, "Acme", NOW)


def lines(session: Session, kind: str = "customer") -> list[Any]:
    return list(session.all(select(changes).where(changes.c.record_kind == kind).order_by(changes.c.id)))


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_kept_letter_by_letter_and_so_is_its_line(small_toy: Database, text: str) -> None:
    customer = small_toy.write_as(made, NOW)
    small_toy.write_as(lambda session: change.update(session, customers, customer, note=text, city=text), NOW)
    row = small_toy.read_as(lambda session: session.get(customers, customer), NOW)
    line = small_toy.read_as(lines, NOW)[-1]
    assert (row.note, row.city) == (text, text)
    assert {**line.facts, **(line.personal or {})} == {"note": [None, text], "city": [None, text]}


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=50))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_setting_comes_back_as_it_was_given(small_toy: Database, text: str) -> None:
    small_toy.write_as(lambda session: change.set_setting(session, "probe", {"text": [text, None, 7]}), NOW)
    value = select(kept.c.value).where(kept.c.name == "probe")
    assert small_toy.read_as(lambda session: session.value(value), NOW) == {"text": [text, None, 7]}


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({}, id="no column"),
        pytest.param({"city": None}, id="empty and still empty"),
        pytest.param({"kind": "company"}, id="the same text"),
        pytest.param({"created_at": NOW.astimezone(timezone(timedelta(hours=8)))}, id="the same moment elsewhere"),
    ],
)
def test_change_that_changes_nothing_leaves_no_trace(small_toy: Database, values: dict[str, Any]) -> None:
    customer = small_toy.write_as(made, NOW)
    before = small_toy.read_as(lines, NOW)
    assert not small_toy.write_as(lambda session: change.update(session, customers, customer, **values), NOW)
    assert small_toy.read_as(lines, NOW) == before
    assert small_toy.read_as(lambda session: session.get(customers, customer), NOW).version == 1


def test_each_change_counts_the_version_once(small_toy: Database) -> None:
    customer = small_toy.write_as(made, NOW)
    for number, city in enumerate(("Leeds", "York", "Leeds"), 2):
        small_toy.write_as(lambda session, city=city: change.update(session, customers, customer, city=city), NOW)
        assert small_toy.read_as(lambda session: session.get(customers, customer), NOW).version == number


def test_emptied_column_is_told_with_what_it_held(small_toy: Database) -> None:
    customer = small_toy.write_as(made, NOW)
    for city in ("Leeds", None):
        small_toy.write_as(lambda session, city=city: change.update(session, customers, customer, city=city), NOW)
    assert [{**line.facts, **(line.personal or {})} for line in small_toy.read_as(lines, NOW)[1:]] == [
        {"city": [None, "Leeds"]},
        {"city": ["Leeds", None]},
    ]


def test_row_before_is_what_the_caller_gets(small_toy: Database) -> None:
    def edit(session: Session) -> Any:
        return change.update_if(session, customers, made(session), customers.c.city.is_(None), city="Leeds")

    before = small_toy.write_as(edit, NOW)
    assert (before["name"], before["city"], before["version"]) == ("Acme", None, 1)


def test_stale_version_changes_nothing(small_toy: Database) -> None:
    customer = small_toy.write_as(made, NOW)

    def edit(session: Session, city: str) -> bool:
        read = customers.c.version == 1
        return change.update_if(session, customers, customer, read, city=city) is not None

    assert small_toy.write_as(lambda session: edit(session, "Leeds"), NOW)
    assert not small_toy.write_as(lambda session: edit(session, "York"), NOW)
    assert small_toy.read_as(lambda session: session.get(customers, customer), NOW).city == "Leeds"


def test_no_rows_are_no_line(small_toy: Database) -> None:
    before = small_toy.read_as(lines, NOW)
    assert small_toy.write_as(lambda session: change.insert_many(session, customers, []), NOW) == []
    assert small_toy.read_as(lines, NOW) == before


def test_setting_that_stays_leaves_no_line(small_toy: Database) -> None:
    for value in ("EUR", "EUR", None, None):
        small_toy.write_as(lambda session, value=value: change.set_setting(session, "x", value), NOW)
    assert [line.facts for line in small_toy.read_as(lambda session: lines(session, "setting"), NOW)] == [
        {"x": [None, "EUR"]},
        {"x": ["EUR", None]},
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (datetime(2028, 2, 29, 23, 59, 59, 999999, tzinfo=UTC), "2028-02-29T23:59:59.999999+00:00"),
        (date(2028, 2, 29), "2028-02-29"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (True, True), (0, 0), ("", ""), (None, None),
    ],
)  # fmt: skip
def test_values_as_the_trail_keeps_them(value: object, expected: object) -> None:
    assert plain(value) == expected


def test_moment_without_a_zone_is_refused(small_toy: Database) -> None:
    with pytest.raises(Exception, match="time zone"):
        small_toy.write_as(lambda session: rules.add_customer(session, "x", datetime(2026, 1, 1)), NOW)
    assert small_toy.read_as(lambda session: session.value(select(func.count()).select_from(customers)), NOW) == 0


def test_personal_line_of_a_project_is_about_its_customer(small_toy: Database) -> None:
    def write(session: Session) -> tuple[int, int]:
        customer = made(session)
        contact = change.insert(session, contacts, customer_id=customer, name="Jo", name_sort="jo")
        change.update(session, contacts, contact, name="Jo Novak")
        return customer, contact

    _customer, contact = small_toy.write_as(write, NOW)
    told = small_toy.read_as(lambda session: lines(session, "contact"), NOW)
    assert {(line.subject_kind, line.subject_id) for line in told} == {("contact", contact)}


def worth(database: Database, project: int, amount: int | None, at: datetime) -> None:
    database.write_as(lambda session: change.update(session, projects, project, amount_minor=amount), at)


def periods(database: Database, project: int) -> list[tuple[Any, ...]]:
    of_it = select(project_periods).where(project_periods.c.project_id == project).order_by(project_periods.c.id)
    rows = database.read_as(lambda session: session.all(of_it), NOW)
    return [(row.from_at, row.to_at, row.amount_minor, row.live_project_id == project) for row in rows]


def test_two_changes_at_one_moment_leave_one_period(small_toy: Database) -> None:
    project = small_toy.write_as(lambda session: add_project(session, amount_minor=1), NOW)
    for amount in (2, 3):
        worth(small_toy, project, amount, NOW)
    assert periods(small_toy, project) == [(NOW, None, 3, True)]


def test_clock_that_goes_back_makes_no_period_that_ends_before_it_begins(small_toy: Database) -> None:
    project = small_toy.write_as(lambda session: add_project(session, amount_minor=1), NOW)
    earlier = NOW - timedelta(hours=1)
    worth(small_toy, project, 2, earlier)
    assert periods(small_toy, project) == [(NOW, None, 2, True)]


def test_change_and_back_again_are_two_periods(small_toy: Database) -> None:
    project = small_toy.write_as(lambda session: add_project(session, amount_minor=1), NOW)
    moments = [NOW + timedelta(days=number) for number in (1, 2)]
    for amount, at in zip((None, 1), moments, strict=True):
        worth(small_toy, project, amount, at)
    assert periods(small_toy, project) == [
        (NOW, moments[0], 1, False),
        (moments[0], moments[1], None, False),
        (moments[1], None, 1, True),
    ]
