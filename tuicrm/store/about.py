"""What a database is, told without touching it."""

from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from tuicrm.store import engines, troubles
from tuicrm.store.database import Database
from tuicrm.store.errors import Unreachable
from tuicrm.store.migrate import Schema, schema_of
from tuicrm.store.migrations import HEAD


@dataclass(frozen=True)
class About:
    """A database, seen from this program.

    Attributes:
        database: its URL without the password.
        engine: sqlite, postgresql, mysql or mariadb, and `version` what the server says of itself.
        schema: what it holds (`migrate.Schema`).
        revision: its last migration, None before the first; `program_revision`: this program's.
    """

    database: str
    engine: str
    version: str
    schema: Schema
    revision: str | None
    program_revision: str


def about(database: Database) -> About:
    """Say what a database is, also one that this program must not open.

    Raises:
        Unreachable: it does not answer.
    """
    if database.is_missing_file:
        return About(database.where, "sqlite", "", Schema.EMPTY, None, HEAD)
    try:
        with engines.reading(database.engine) as connection:
            return About(
                database.where,
                connection.dialect.name,
                ".".join(str(part) for part in connection.dialect.server_version_info or ()),
                schema_of(connection),
                _revision(connection),
                HEAD,
            )
    except DBAPIError as error:
        raise troubles.problem(database.where, error) or Unreachable(database.where, str(error.orig)) from error


def damage(connection: Connection) -> list[str]:
    """Say what a SQLite file itself is broken at, in its own words; other engines check themselves."""
    if connection.dialect.name != "sqlite":
        return []
    return [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]


def _revision(connection: Connection) -> str | None:
    if "alembic_version" not in inspect(connection).get_table_names():
        return None
    found = connection.execute(text("select version_num from alembic_version")).scalar()
    return None if found is None else str(found)
