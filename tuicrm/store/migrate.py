"""Bring a database to the program's own schema: under a lock, once, repeatable after it broke in the middle."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from tuicrm.store import engines, troubles
from tuicrm.store.database import Database
from tuicrm.store.errors import NotMade, NotOurs, TooNew, TooOld, Unreachable
from tuicrm.store.migrations import HEAD, REVISIONS

FOLDER = Path(__file__).parent / "migrations"
LOCK_NUMBER = 7_884_261
LOCK_SECONDS = 120
LOOKS = 8


class Schema(StrEnum):
    """What a database holds, seen from this program."""

    EMPTY = "empty"
    BROKEN = "broken"
    OLD = "old"
    CURRENT = "current"
    NEW = "new"
    FOREIGN = "foreign"


def schema_of(connection: Connection) -> Schema:
    """Say what a database holds; nothing is written."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        if not tables:
            return Schema.EMPTY
        return Schema.BROKEN if tables & {"operation", "ownership", "own_field"} else Schema.FOREIGN
    found = connection.execute(text("select version_num from alembic_version")).scalar()
    if found is None:
        return Schema.BROKEN
    if found not in REVISIONS:
        return Schema.NEW
    return Schema.CURRENT if found == HEAD else Schema.OLD


def check(database: Database) -> Schema:
    """Say what a database holds, and raise where the program must not touch it."""
    try:
        found = _seen(database)
    except DBAPIError as error:
        raise troubles.problem(database.where, error) or Unreachable(database.where, str(error.orig)) from error
    if found is Schema.NEW:
        raise TooNew(database.where)
    if found is Schema.FOREIGN:
        raise NotOurs(database.where)
    return found


def hold_current(database: Database) -> None:
    """Hold a database to be there and of this program's schema; nothing is made or changed.

    Raises:
        NotMade: there is none yet; the first start makes it.
        TooOld: an older one; `ensure` or an administrator makes it current.
    """
    found = Schema.EMPTY if database.is_missing_file else check(database)
    if found is Schema.EMPTY:
        raise NotMade(database.where)
    if found is not Schema.CURRENT:
        raise TooOld(database.where)


def _seen(database: Database) -> Schema:
    """Look at a database; once more where somebody else is changing its tables just now."""
    for attempt in range(LOOKS):
        try:
            with engines.reading(database.engine) as connection:
                return schema_of(connection)
        except DBAPIError as error:
            if attempt == LOOKS - 1 or engines.is_lost(error) or not engines.may_run_again(error):
                raise
            time.sleep(0.05 * 2**attempt)
    raise AssertionError("unreachable")


def ensure(database: Database) -> bool:
    """Make the schema current where that is ours to do: an empty database, or a SQLite file of one's own.

    Returns:
        Whether anything was done.

    Raises:
        TooOld: a shared database; an administrator runs `tuicrm db upgrade`.
    """
    if database.is_file and database.url.database not in (None, "", ":memory:"):
        Path(str(database.url.database)).parent.mkdir(parents=True, exist_ok=True)
    found = check(database)
    if found is Schema.CURRENT:
        return False
    if found in (Schema.OLD, Schema.BROKEN) and not database.is_file:
        if _is_being_made(database):
            return False
        raise TooOld(database.where)
    return upgrade(database)


def upgrade(database: Database) -> bool:
    """Run the migrations that are missing; of several that try at once one works and the others wait."""
    try:
        with locked(database) as connection:
            if schema_of(connection) is Schema.CURRENT:
                return False
            _run(connection)
    except DBAPIError as error:
        if (found := troubles.problem(database.where, error)) is not None:
            raise found from error
        raise
    return True


def _is_being_made(database: Database) -> bool:
    """Wait for another program that is just making this database or bringing it up to date; say whether one was."""
    with locked(database) as connection:
        return schema_of(connection) is Schema.CURRENT


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


@contextmanager
def locked(database: Database) -> Iterator[Connection]:
    """Hold the one lock that all programs agree on, in a transaction where the engine can undo DDL."""
    kind = database.engine.dialect.name
    with database.engine.connect() as connection:
        if kind == "sqlite":
            # Batch mode drops and re-makes tables: with foreign keys on, that would delete their children.
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("PRAGMA query_only=0")
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")  # not on connecting: that would touch others' files
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise AssertionError(f"the migration left {len(broken)} references without a row")
                connection.commit()
            finally:
                connection.rollback()
                connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]
            return
        if kind == "postgresql":
            connection.execute(text(f"select pg_advisory_xact_lock({LOCK_NUMBER})"))
            yield connection
            connection.commit()
            return
        name = "concat('tuicrm.migrate.', database())"
        connection.execute(text(f"select get_lock({name}, {LOCK_SECONDS})"))
        try:
            yield connection
            connection.commit()
        finally:
            connection.rollback()
            connection.execute(text(f"select release_lock({name})"))
