"""A database of the first version that has a row in every table becomes today's, and keeps every row."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from tests.engines import migrate_once
from tuicrm.store import engines, migrate
from tuicrm.store.database import Database
from tuicrm.store.tables.everything import all_tables

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
BY_TYPE: dict[type, Any] = {
    int: 1, bool: True, str: "EUR", datetime: AT, date: AT.date(), UUID: UUID(int=1), dict: {}, list: [], float: 1.0,
}  # fmt: skip
SPECIAL: dict[str, dict[str, Any]] = {
    "collaborator": {"project_id": 1}, "handover": {"project_id": 1}, "ownership": {"live_customer_id": 1},
    "stage_history": {"live_project_id": 1}, "project_period": {"live_project_id": 1},
    "customer": {
        "name": "华南电子有限公司", "name_key": "华南电子有限", "class_key": "A", "note": "Likes tea",
        "last_inquiry_at": datetime(2026, 3, 5, 9, 0, tzinfo=UTC),
    },
    "contact": {"note": "每天喝茶"},
    "own_value": {"text_value": "Ähre 北京"},
    "project": {"home_minor": 5, "amount_minor": 5},
    "action": {"grain": "day", "planned_on": AT.date(), "customer_id": 1, "state": "planned"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def each_migration_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "_run", migrate_once())


def upgrade_to(database: Database, revision: str) -> None:
    """Run the migrations up to one of them, as `migrate.upgrade` runs all."""
    with migrate.locked(database) as connection:
        config = Config()
        config.set_main_option("script_location", str(migrate.FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def fill(database: Database) -> dict[str, int]:
    """Write one row into every table; give how many rows each has."""
    with database.engine.connect() as connection:
        seen = sa.inspect(connection)
        there = {name: {one["name"] for one in seen.get_columns(name)} for name in seen.get_table_names()}
        checks = {name: [str(one["sqltext"]) for one in seen.get_check_constraints(name)] for name in there}
    tables = [table for table in all_tables().sorted_tables if table.name in there]
    with engines.writing(database.engine) as connection, connection.begin():
        for table in tables:
            row = row_of(table, there[table.name], checks[table.name])
            known = sa.table(table.name, *(sa.column(name, table.c[name].type) for name in row))
            connection.execute(sa.insert(known).values(row))
    return count(database, [table.name for table in tables])


def row_of(table: sa.Table, there: set[str], checks: list[str]) -> dict[str, Any]:
    special = SPECIAL.get(table.name, {})
    row: dict[str, Any] = {}
    for column in table.columns:
        if column.name in special:
            row[column.name] = special[column.name]
        elif column.name not in there or (column.nullable and not column.primary_key):
            continue
        elif (chosen := first_allowed(column.name, checks)) is not None:
            row[column.name] = chosen
        elif column.primary_key and column.type.python_type is int:
            row[column.name] = 1
        else:
            row[column.name] = of_type(column)
    return row


def of_type(column: sa.Column[Any]) -> Any:
    kind = type(column.type).__name__
    if kind in ("Json", "Moment"):
        return [] if kind == "Json" else AT
    value = BY_TYPE[column.type.python_type]
    return value[: column.type.length] if isinstance(value, str) and getattr(column.type, "length", None) else value


def first_allowed(name: str, checks: list[str]) -> str | None:
    """The first value that a check lists for a column, as each engine writes it back."""
    for check in checks:
        if re.search(rf"[(`\"\s]?{name}[`\")]?(::text)?\)?\s*(in|IN|= ANY)", check):
            found = re.search(r"'([^']+)'", check)
            return found[1] if found else None
    return None


def count(database: Database, names: list[str]) -> dict[str, int]:
    with database.engine.connect() as connection:
        return {
            name: int(connection.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one())
            for name in names
        }


def test_a_filled_database_of_the_first_version_becomes_todays(engine_url: str) -> None:
    database = Database(engine_url)
    upgrade_to(database, "0001")
    assert migrate.check(database) is migrate.Schema.OLD
    before = fill(database)
    assert set(before.values()) == {1}
    assert len(before) > 40
    assert migrate.upgrade(database)
    assert migrate.check(database) is migrate.Schema.CURRENT
    after = count(database, list(before))
    assert {name: number for name, number in after.items() if number < before[name]} == {}, "no row is lost"
    with database.engine.connect() as connection:
        fresh = connection.execute(sa.select(all_tables().tables["customer"].c.fresh_at)).scalar_one()
        assert fresh == SPECIAL["customer"]["last_inquiry_at"], "what is kept beside a row is filled in"
        home = connection.execute(sa.select(all_tables().tables["project_period"].c.home_minor)).scalar_one()
        assert home == 5
        key = connection.execute(sa.select(all_tables().tables["customer"].c.name_key)).scalar_one()
        assert key == "华南电子"
        sort = connection.execute(sa.select(all_tables().tables["own_value"].c.text_sort)).scalar_one()
        assert sort == "ahre bei jing"
        token = all_tables().tables["token"]
        noted = connection.execute(sa.select(token.c.token).where(token.c.kind == "note", token.c.record_id == 1))
        assert set(noted.scalars()) == {"likes", "tea", "每天", "天喝", "喝茶", "茶"}
    assert migrate.upgrade(database) is False
    database.close()


@pytest.mark.parametrize("name", ["customer", "project", "stage_history", "operation"])
def test_every_table_of_the_first_version_is_still_there(name: str) -> None:
    assert name in all_tables().tables
