"""How each engine is connected and how a transaction begins on it."""

import re
import sqlite3
import sys
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError

from tuicrm.store.errors import Unusable

DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mariadb+pymysql",
}
EXTRAS = {"postgresql+psycopg": "postgres", "mysql+pymysql": "mysql", "mariadb+pymysql": "mysql"}

# Serialization failures and deadlocks: begin again. Lost connections: begin again on a new one.
# 1412: a table changed under a snapshot, because somebody else migrates at this moment.
# Source: reliability notes of MariaDB, Galera and PostgreSQL; 4025 (a CHECK) comes as an OperationalError too.
_AGAIN = {"40001", "40P01", 1213, 1205, 1020, 1412}
_LOST = {2003, 2006, 2013, 2014, 2055, 1927, 1053, 4031, 1047, 1180, "57P01", "57P02", "57P03"}
READ_TIMEOUT_SECONDS = 60
_PASSWORD = re.compile(r"(//[^:/@]*:).*@")


def read_url(text: str) -> URL:
    """Read a connection URL; `postgresql://` and `mysql://` mean the drivers that we ship with."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise Unusable(_PASSWORD.sub(r"\1***@", text), "url") from error
    if url.drivername.partition("+")[0] not in DRIVERS:
        raise Unusable(url.render_as_string(hide_password=True), "engine")
    return url.set(drivername=DRIVERS.get(url.drivername, url.drivername))


def open_engine(url: URL) -> Engine:
    """Make the engine for a URL; no connection is opened yet."""
    kind = url.get_backend_name()
    try:
        if kind == "sqlite":
            options: dict[str, Any] = {"timeout": 30}
            if sys.version_info >= (3, 12):
                options["autocommit"] = sqlite3.LEGACY_TRANSACTION_CONTROL
            engine = create_engine(url, connect_args=options)
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
            return engine
        if kind == "postgresql":
            options = {"connect_timeout": 5, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 2}
            return create_engine(url, pool_pre_ping=True, connect_args=options)
        options = {"connect_timeout": 5, "charset": "utf8mb4"}
        if "unix_socket" in url.query:  # nobody listens in between; to read the machine's certificates takes 18 ms
            options["ssl_disabled"] = True
        engine = create_engine(url, pool_pre_ping=True, connect_args=options)
        event.listen(engine, "connect", _prepare_mysql)
        return engine
    except ModuleNotFoundError as error:
        extra = EXTRAS.get(url.drivername, "postgres")
        raise Unusable(url.render_as_string(hide_password=True), "driver", extra) from error


def _prepare_sqlite(connection: sqlite3.Connection, record: object) -> None:
    connection.isolation_level = None  # the driver's own way to begin made double claims: we begin ourselves
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):  # WAL stays in the file: whoever makes it ours sets it
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql(f"PRAGMA query_only={0 if writes else 1}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare_mysql(connection: Any, record: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00'")


def reading(engine: Engine) -> Connection:
    """Connect for reading: one snapshot, nothing can be written, a statement ends after a minute."""
    kind = engine.dialect.name
    connection = engine.connect()
    if kind == "sqlite":
        return connection
    connection = connection.execution_options(isolation_level="REPEATABLE READ")
    if kind == "postgresql":
        connection = connection.execution_options(postgresql_readonly=True)
        # compiling a query for one answer takes longer than answering it
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{READ_TIMEOUT_SECONDS}s'; SET LOCAL jit = off")
    else:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")
    return connection


def writing(engine: Engine) -> Connection:
    """Connect for writing: READ COMMITTED with row locks, and on SQLite the one writer from the first statement."""
    if engine.dialect.name == "sqlite":
        return engine.connect().execution_options(writes=True)
    return engine.connect().execution_options(isolation_level="READ COMMITTED")


def count_rows(connection: Connection, *kinds: str) -> None:
    """Let the planner of these kinds of database count the rows; any other does so by itself.

    PostgreSQL does so a minute after a bulk write, and until then takes every table for empty and joins row by row: a
    report over 8,800 projects took 8 s instead of 0.1. SQLite never does.
    """
    if connection.dialect.name in kinds:
        connection.exec_driver_sql("ANALYZE")


def counted_rows(connection: Connection) -> int:
    """Give how many rows SQLite's largest table had when they were counted; 0 where they never were."""
    kept = "SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'"
    if connection.exec_driver_sql(kept).first() is None:
        return 0
    most = "SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1"  # each begins with the number of rows
    return connection.exec_driver_sql(most).scalar() or 0


def may_run_again(error: DBAPIError) -> bool:
    """Say whether the same transaction may succeed when it is run again as a whole; by number, never by class."""
    code = said_by(error)
    return code in _AGAIN or is_lost(error)


def is_lost(error: DBAPIError) -> bool:
    """Say whether the connection broke or could not be made."""
    if error.connection_invalidated or said_by(error) in _LOST:
        return True
    if isinstance(error, OperationalError | InterfaceError):
        module = type(error.orig).__module__.partition(".")[0]
        return module == "psycopg" and said_by(error) is None
    return False


def said_by(error: DBAPIError) -> str | int | None:
    """Give the number or the name that an engine has for an error; None where it gave none.

    The number first: PyMySQL (1.2) gives an SQLSTATE, too, which is HY000 for nearly everything.
    """
    original = error.orig
    arguments = getattr(original, "args", ())
    if arguments and isinstance(arguments[0], int):
        return arguments[0]
    if (state := getattr(original, "sqlstate", None)) is not None:
        return str(state)
    if isinstance(original, sqlite3.Error):
        name = getattr(original, "sqlite_errorname", "") or ""
        return "40001" if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) else name or None
    return None
