"""The one way to write: what the trail says is what the tables say."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, select

from tests.store import toy as rules
from tests.store.toy import NOW, clock
from tuicrm.store import change
from tuicrm.store.database import Database
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contact_points, contacts, customers
from tuicrm.store.tables.everything import all_tables
from tuicrm.store.tables.funnel import funnels, stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import project_periods, projects
from tuicrm.store.tables.system import changes, settings, tokens
from tuicrm.store.tokens import matching

ROOT = Path(__file__).parents[2]


def add_project(session: Session, **values: Any) -> int:
    stage = session.value(select(stages.c.id))
    if stage is None:
        funnel = change.insert(session, funnels, name="Sales", is_default=True)
        stage = change.insert(
            session,
            stages,
            funnel_id=funnel,
            name="New",
            kind="open",
            position=0,
            probability=10,
            category="pipeline",
        )
    given = {
        "name": "Line 4", "name_sort": "line 4", "funnel_id": session.value(select(stages.c.funnel_id)),
        "stage_id": stage, "state": "open", "currency": "EUR", "category": "pipeline", "created_at": session.now,
        "created_on": session.now.date(), "created_month": 0, "stage_since_at": session.now,
    }  # fmt: skip
    return change.insert(session, projects, **(given | values))


def line(session: Session, table: Table, record_id: int) -> Any:
    return session.all(
        select(changes)
        .where(changes.c.record_kind == table.name, changes.c.record_id == record_id)
        .order_by(changes.c.id.desc())
    )[0]


def test_update_writes_only_what_differs_and_counts_the_version(toy: Database) -> None:
    def edit(session: Session) -> int:
        customer = rules.add_customer(session, "Acme", NOW)
        assert change.update(session, customers, customer, city="Leeds", kind="company")
        assert not change.update(session, customers, customer, city="Leeds")
        return customer

    customer = toy.write_as(edit, NOW)
    row = toy.read_as(lambda session: session.get(customers, customer), NOW)
    assert row is not None
    assert (row.city, row.version) == ("Leeds", 2)
    assert toy.read_as(lambda session: line(session, customers, customer), NOW).facts == {"city": [None, "Leeds"]}


def test_personal_values_stand_apart_with_their_subject(toy: Database) -> None:
    def write(session: Session) -> tuple[int, int]:
        customer = rules.add_customer(session, "Acme", NOW)
        contact = change.insert(session, contacts, customer_id=customer, name="Jo Novak", name_sort="jo", part="uses")
        point = change.insert(
            session, contact_points, customer_id=customer, contact_id=contact, kind="email", value="Jo@acme.example",
            reach_key="jo@acme.example",
        )  # fmt: skip
        return contact, point

    contact, point = toy.write_as(write, NOW)
    made = toy.read_as(lambda session: line(session, contacts, contact), NOW)
    assert (made.personal["name"], made.facts["part"]) == ([None, "Jo Novak"], [None, "uses"])
    reached = toy.read_as(lambda session: line(session, contact_points, point), NOW)
    assert (reached.subject_kind, reached.subject_id) == ("contact", contact)
    assert "jo@" not in str(reached.facts)


def test_condition_decides_and_a_failed_one_leaves_no_line(toy: Database) -> None:
    customer = toy.as_("li", clock).write(rules.make, "Acme").id

    def twice(session: Session) -> tuple[bool, bool]:
        me = session.value(select(users.c.id).where(users.c.login == "li"))
        free = customers.c.owner_id.is_(None)
        held = {"owner_id": me, "held_since_at": NOW}
        first = change.update_if(session, customers, customer, free, **held)
        later = {"owner_id": me, "held_since_at": NOW + timedelta(days=1)}
        return first is not None, change.update_if(session, customers, customer, free, **later) is not None

    assert toy.write_as(twice, NOW) == (True, False)
    count = select(changes.c.id).where(changes.c.record_kind == "customer")
    assert len(toy.read_as(lambda session: session.values(count), NOW)) == 2


def test_missing_row_is_an_error_and_not_a_silent_nothing(toy: Database) -> None:
    with pytest.raises(LookupError):
        toy.write_as(lambda session: change.update(session, customers, 999, city="Leeds"), NOW)


def test_many_rows_get_their_ids_in_order(toy: Database) -> None:
    def add(session: Session) -> list[str]:
        pool = rules.add_customer(session, "first", NOW)
        row = session.get(customers, pool)
        assert row is not None
        rows = [
            {"kind": "company", "name": f"n{number}", "name_sort": "", "name_key": "", "pool_id": row.pool_id,
             "created_at": NOW, "created_month": 1} for number in range(1200)
        ]  # fmt: skip
        ids = change.insert_many(session, customers, rows)
        found = {one.id: one.name for one in session.all(select(customers.c.id, customers.c.name))}
        return [found[one] for one in ids]

    assert toy.write_as(add, NOW) == [f"n{number}" for number in range(1200)]


def test_settings_are_kept_and_audited(toy: Database) -> None:
    toy.write_as(lambda session: change.set_setting(session, "currency", "EUR"), NOW)
    toy.write_as(lambda session: change.set_setting(session, "currency", "CNY"), NOW)
    assert toy.read_as(lambda session: session.value(select(settings.c.value)), NOW) == "CNY"
    last = toy.read_as(lambda session: line_of_setting(session), NOW)
    assert last.facts == {"currency": ["EUR", "CNY"]}


def line_of_setting(session: Session) -> Any:
    return session.all(select(changes).where(changes.c.record_kind == "setting").order_by(changes.c.id.desc()))[0]


def test_found_by_name_contact_and_phone_until_they_change(toy: Database) -> None:
    def write(session: Session) -> tuple[int, int]:
        customer = rules.add_customer(session, "Vantage Tooling", NOW)
        contact = change.insert(session, contacts, customer_id=customer, name="Sarah Whitcombe", name_sort="s")
        change.insert(
            session, contact_points, customer_id=customer, contact_id=contact, kind="phone", value="+44 20 7946 0123",
            reach_key="+442079460123",
        )  # fmt: skip
        return customer, add_project(session, customer_id=customer, name="PX line", name_sort="px line")

    customer, project = toy.write_as(write, NOW)

    def found(kind: str, query: str) -> list[int]:
        def ask(session: Session) -> list[int]:
            statement = matching(session, kind, query)
            assert statement is not None
            return list(session.values(statement))

        return toy.read_as(ask, NOW)

    for query in ("vant", "TOOLING", "whit", "0123", "vant sarah"):
        assert found("customer", query) == [customer], query
    assert found("project", "px") == found("project", "vantage") == [project]
    toy.write_as(lambda session: change.update(session, customers, customer, name="Kordel GmbH"), NOW)
    assert found("customer", "vant") == []
    assert found("project", "vant") == []
    assert found("project", "kord") == [project]
    left = select(tokens.c.token).where(tokens.c.record_id == customer, tokens.c.kind == "customer")
    assert "vantage" not in toy.read_as(lambda session: session.values(left), NOW)


def test_each_change_of_a_kept_fact_closes_a_period_and_opens_the_next(toy: Database) -> None:
    project = toy.write_as(lambda session: add_project(session, amount_minor=100), NOW)
    later = NOW + timedelta(days=3)
    toy.write_as(lambda session: change.update(session, projects, project, amount_minor=200), later)
    toy.write_as(lambda session: change.update(session, projects, project, note="no fact"), later + timedelta(days=1))
    toy.write_as(lambda session: change.update(session, projects, project, expected_on=date(2027, 1, 1)), later)
    of_it = select(project_periods).where(project_periods.c.project_id == project).order_by(project_periods.c.from_at)
    periods = toy.read_as(lambda session: session.all(of_it), NOW)
    assert [(one.from_at, one.to_at, one.amount_minor, one.expected_on) for one in periods] == [
        (NOW, later, 100, None),
        (later, None, 200, date(2027, 1, 1)),
    ]


def test_every_text_column_says_whether_it_is_personal() -> None:
    silent = [
        f"{table.name}.{column.name}"
        for table in all_tables().sorted_tables
        for column in table.c
        if "VARCHAR" in str(column.type) or "TEXT" in str(column.type)
        if "personal" not in column.info
    ]
    assert silent == []


def test_only_the_store_writes() -> None:
    writes = re.compile(r"from sqlalchemy import [^)]*\b(insert|update|delete)\b", re.DOTALL)
    floors = [ROOT / "tuicrm" / floor for floor in ("sales", "exchange", "sample", "screens", "cli")]
    guilty = [str(path) for floor in floors for path in floor.rglob("*.py") if writes.search(path.read_text())]
    assert guilty == []
