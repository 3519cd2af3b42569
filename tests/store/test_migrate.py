"""The schema: made by six first starts at once, equal to the tables, never touched when newer, kept when filled."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import MetaData, func, inspect, select, text

from tests.engines import KINDS, migrate_once
from tests.patience import LONGEST_SECONDS
from tests.store import toy as rules
from tests.store.test_races import in_processes
from tests.store.toy import clock
from tuicrm.store import engines, migrate
from tuicrm.store.database import Database
from tuicrm.store.errors import NotMade, NotOurs, TooNew, TooOld
from tuicrm.store.migrations import HEAD, REVISIONS
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.everything import all_tables
from tuicrm.store.tables.people import users
from tuicrm.store.tables.system import changes


@pytest.fixture(autouse=True)
def each_migration_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "_run", migrate_once())


def shape(database: Database) -> dict[str, Any]:
    """Everything of the schema that Alembic does not compare."""
    with database.engine.connect() as connection:
        seen = inspect(connection)
        return {
            name: {
                "checks": sorted(str(one["name"]) for one in seen.get_check_constraints(name)),
                "indexes": sorted((str(one["name"]), tuple(one["column_names"])) for one in seen.get_indexes(name)),
                "unique": sorted(str(one["name"]) for one in seen.get_unique_constraints(name)),
                "references": sorted(str(one["name"]) for one in seen.get_foreign_keys(name)),
                "columns": sorted((one["name"], str(one["type"]), one["nullable"]) for one in seen.get_columns(name)),
            }
            for name in seen.get_table_names()
            if name != "alembic_version"
        }


@pytest.mark.parametrize("kind", KINDS)
def test_migrations_and_tables_agree(kind: str, empty_database: Callable[[str], str]) -> None:
    migrated, created = Database(empty_database(kind)), Database(empty_database(kind))
    migrate.upgrade(migrated)
    with engines.writing(created.engine) as connection, connection.begin():
        all_tables().create_all(connection)
    assert shape(migrated) == shape(created)
    with migrated.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, all_tables()) == []
    migrated.close()
    created.close()


def test_head_is_the_last_revision_on_disk() -> None:
    from alembic.script import ScriptDirectory

    folder = ScriptDirectory(str(migrate.FOLDER))
    assert folder.get_heads() == [HEAD]
    assert [one.revision for one in folder.walk_revisions()][::-1] == list(REVISIONS)


def test_six_first_starts_at_once_make_one_database(engine_url: str) -> None:
    def start(_: int) -> None:
        database = Database(engine_url)
        migrate.ensure(database)
        database.close()

    in_processes(6, start)
    database = Database(engine_url)
    assert migrate.check(database) is migrate.Schema.CURRENT
    assert migrate.ensure(database) is False
    database.close()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "sqlite"])
def test_what_another_start_is_just_making_is_waited_for(
    kind: str, empty_database: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """MariaDB keeps each migration by itself: a second start sees the versions between the first and the last."""
    url = empty_database(kind)
    first, second = Database(url), Database(url)
    migrate.upgrade(first)
    stand(first, REVISIONS[0])
    seen, look = threading.Event(), migrate.check

    def looked(database: Database) -> migrate.Schema:
        found = look(database)
        seen.set()
        return found

    monkeypatch.setattr(migrate, "check", looked)
    with ThreadPoolExecutor(1) as beside:
        with migrate.locked(first):
            begun = beside.submit(migrate.ensure, second)
            assert seen.wait(LONGEST_SECONDS)
            stand(first, HEAD)
        assert begun.result(LONGEST_SECONDS) is False
    first.close()
    second.close()


def stand(database: Database, revision: str) -> None:
    with engines.writing(database.engine) as connection, connection.begin():
        connection.execute(text("update alembic_version set version_num = :it"), {"it": revision})


def test_newer_and_foreign_databases_are_not_touched(engine_url: str) -> None:
    database = Database(engine_url)
    with engines.writing(database.engine) as connection, connection.begin():
        connection.execute(text("create table notes (id integer)"))
    with pytest.raises(NotOurs):
        migrate.ensure(database)
    with engines.writing(database.engine) as connection, connection.begin():
        connection.execute(text("drop table notes"))
    migrate.ensure(database)
    before = shape(database)
    with engines.writing(database.engine) as connection, connection.begin():
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(TooNew):
        migrate.ensure(database)
    assert shape(database) == before
    database.close()


@pytest.mark.parametrize("kind", ["postgresql", "mariadb"])
def test_shared_database_that_is_old_waits_for_an_administrator(
    kind: str, empty_database: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(empty_database(kind))
    migrate.ensure(database)
    monkeypatch.setattr(migrate, "REVISIONS", (*REVISIONS, "0002"))
    monkeypatch.setattr(migrate, "HEAD", "0002")
    with pytest.raises(TooOld):
        migrate.ensure(database)
    database.close()


def test_what_is_not_there_yet_is_no_older_program(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    database = Database(f"sqlite:///{path}")
    with pytest.raises(NotMade):
        migrate.hold_current(database)
    assert not path.exists(), "looking makes nothing"
    path.touch()
    with pytest.raises(NotMade):
        migrate.hold_current(database)
    migrate.ensure(database)
    migrate.hold_current(database)
    database.close()


def test_migration_that_broke_in_the_middle_is_finished_by_the_next_run(engine_url: str) -> None:
    database = Database(engine_url)
    migrate.upgrade(database)
    whole = shape(database)
    with engines.writing(database.engine) as connection, connection.begin():
        # What MariaDB keeps of a broken run: some tables, some without their indexes, and no version.
        connection.execute(text("drop table own_value"))
        on = "" if connection.dialect.name in ("sqlite", "postgresql") else " on token"
        connection.execute(text(f"drop index ix_token_record{on}"))
        connection.execute(text("drop table alembic_version"))
    assert migrate.check(database) is migrate.Schema.BROKEN
    assert migrate.upgrade(database)
    assert shape(database) == whole
    database.close()


def test_remaking_a_filled_table_keeps_its_children(toy: Database) -> None:
    for name in ("Acme", "Bolt"):
        toy.as_("li", clock).write(rules.make, name)
    customer = toy.as_("li", clock).write(rules.make, "Cord").id
    toy.as_("li", clock).write(rules.take, customer, 9)
    with migrate.locked(toy) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("user", recreate="auto") as batch:
            batch.alter_column("email", new_column_name="mail", existing_type=users.c.email.type)
    with toy.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(customers)) == 3
        assert connection.scalar(select(func.count()).select_from(changes)) > 3
        now_is = MetaData()
        now_is.reflect(connection, only=["user"])
        assert "mail" in now_is.tables["user"].c
        assert connection.execute(select(customers.c.owner_id).where(customers.c.id == customer)).scalar()
