"""A database is told without being touched."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import create_engine

from tuicrm.store import migrate
from tuicrm.store.about import about, damage
from tuicrm.store.database import Database
from tuicrm.store.migrate import Schema
from tuicrm.store.migrations import HEAD


def test_engine_and_schema_are_told(engine_url: str) -> None:
    database = Database(engine_url)
    before = about(database)
    assert (before.schema, before.revision) == (Schema.EMPTY, None)
    migrate.ensure(database)
    after = about(database)
    assert (after.schema, after.revision, after.program_revision) == (Schema.CURRENT, HEAD, HEAD)
    assert after.engine in ("sqlite", "postgresql", "mariadb")
    database.close()


def test_missing_file_stays_missing(tmp_path: Path) -> None:
    assert about(Database(f"sqlite:///{tmp_path}/none.db")).schema is Schema.EMPTY
    assert not list(tmp_path.iterdir())


def test_damage_of_a_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "some.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE one (id INTEGER PRIMARY KEY)")
        connection.execute("CREATE TABLE lost (id INTEGER PRIMARY KEY)")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE name = 'lost'")
    connection.close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connected:
        [found] = damage(connected)
        assert "never used" in found
    engine.dispose()
