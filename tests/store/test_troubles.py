"""What is wrong with a database is told apart: full disk, no right to write, damage, another file, a wrong password."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import make_url, select
from sqlalchemy.exc import DBAPIError, OperationalError

from tuicrm.store.about import about
from tuicrm.store.database import Database
from tuicrm.store.engines import read_url
from tuicrm.store.errors import DatabaseProblem, Unreachable, Unusable
from tuicrm.store.migrate import check, upgrade
from tuicrm.store.troubles import driver_says, problem, trouble

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Driver(Exception):
    """An error as PyMySQL raises it: a number, then words."""


class WithState(Exception):
    """An error as psycopg raises it, with its SQLSTATE where the server gave one."""

    def __init__(self, state: str | None, said: str = "") -> None:
        super().__init__(said)
        self.sqlstate = state


WithState.__module__ = "psycopg"


def of_sqlite(name: str, said: str = "as SQLite says it") -> sqlite3.OperationalError:
    made = sqlite3.OperationalError(said)
    made.sqlite_errorname = name
    return made


def error(original: Exception) -> DBAPIError:
    return OperationalError("select 1", {}, original)


@pytest.mark.parametrize(
    ("original", "code"),
    [
        (of_sqlite("SQLITE_FULL"), "full"),
        (of_sqlite("SQLITE_IOERR_SHMSIZE"), "full"),
        (of_sqlite("SQLITE_READONLY"), "readonly"),
        (of_sqlite("SQLITE_READONLY_DIRECTORY"), "readonly"),
        (of_sqlite("SQLITE_READONLY_DBMOVED"), "readonly"),
        (of_sqlite("SQLITE_CORRUPT"), "damaged"),
        (of_sqlite("SQLITE_CORRUPT_INDEX"), "damaged"),
        (of_sqlite("SQLITE_NOTADB"), "foreign_file"),
        (of_sqlite("SQLITE_CANTOPEN"), "cannot_open"),
        (of_sqlite("SQLITE_CANTOPEN_ISDIR"), "cannot_open"),
        (of_sqlite("SQLITE_PERM"), "cannot_open"),
        (of_sqlite("SQLITE_IOERR_WRITE"), "disk"),
        (of_sqlite("SQLITE_IOERR_FSYNC"), "disk"),
        (of_sqlite("SQLITE_ERROR"), None),
        (of_sqlite("SQLITE_CONSTRAINT_UNIQUE"), None),
        (of_sqlite("SQLITE_BUSY"), "busy"),
        (of_sqlite("SQLITE_INTERRUPT"), None),
        (WithState("53100"), "full"),
        (WithState("25006"), "readonly"),
        (WithState("XX001"), "damaged"),
        (WithState("28P01"), "login"),
        (WithState("28000"), "login"),
        (WithState("3D000"), "no_such"),
        (WithState("42501"), "denied"),
        (WithState("58030"), "disk"),
        (WithState("40001"), "busy"),
        (WithState("40P01"), "busy"),
        (WithState("57014"), "too_long"),
        (WithState("42P01"), None),
        (WithState(None, 'FATAL:  password authentication failed for user "li"'), "login"),
        (WithState(None, "fe_sendauth: no password supplied"), "login"),
        (WithState(None, 'FATAL:  no pg_hba.conf entry for host "10.0.0.7"'), "login"),
        (WithState(None, 'FATAL:  role "li" does not exist'), "login"),
        (WithState(None, 'FATAL:  database "sales" does not exist'), "no_such"),
        (WithState(None, "Connection refused"), None),
        (Driver(1021, "Disk full"), "full"),
        (Driver(1114, "The table 'customer' is full"), "full"),
        (Driver(1290, "running with the --read-only option"), "readonly"),
        (Driver(1792, "Cannot execute statement in a READ ONLY transaction"), "readonly"),
        (Driver(1036, "Table 'customer' is read only"), "readonly"),
        (Driver(1045, "Access denied for user"), "login"),
        (Driver(1049, "Unknown database 'sales'"), "no_such"),
        (Driver(1044, "Access denied for user to database"), "denied"),
        (Driver(1142, "INSERT command denied"), "denied"),
        (Driver(1205, "Lock wait timeout exceeded"), "busy"),
        (Driver(1213, "Deadlock found"), "busy"),
        (Driver(1969, "Query execution was interrupted (max_statement_time exceeded)"), "too_long"),
        (Driver(3024, "Query execution was interrupted, maximum statement execution time exceeded"), "too_long"),
        (Driver(1317, "Query execution was interrupted"), "too_long"),
        (Driver(1062, "Duplicate entry"), None),
        (Driver(2003, "Can't connect"), None),
        (Driver(), None),
    ],
)
def test_trouble_is_told_by_the_engines_own_number(original: Exception, code: str | None) -> None:
    assert trouble(error(original)) == code


@pytest.mark.parametrize(
    ("original", "kind", "why"),
    [
        (of_sqlite("SQLITE_FULL", "database or disk is full"), Unusable, "database or disk is full"),
        (Driver(1045, "Access denied for user 'li'"), Unusable, "Access denied for user 'li'"),
        (Driver(2003, "Can't connect to 'db'"), Unreachable, "Can't connect to 'db'"),
        (WithState(None, "\n  connection refused\n\tIs it running?\n"), Unreachable, "connection refused"),
        (WithState("57P01", "shutting down"), Unreachable, "shutting down"),
    ],
)
def test_problem_carries_the_first_line_of_the_driver(
    original: Exception, kind: type[DatabaseProblem], why: str
) -> None:
    found = problem("where", error(original))
    assert isinstance(found, kind)
    assert (found.where, found.why) == ("where", why)


@pytest.mark.parametrize("original", [of_sqlite("SQLITE_ERROR"), WithState("42P01"), Driver(1064, "syntax")])
def test_a_mistake_of_ours_is_no_problem_of_the_database(original: Exception) -> None:
    assert problem("where", error(original)) is None


def test_a_driver_that_says_nothing_has_no_words() -> None:
    assert driver_says(error(Driver())) == ""


def _text(path: Path) -> None:
    path.write_text("hello, this is a letter and no database at all\n" * 40, encoding="utf-8")


def _folder(path: Path) -> None:
    path.mkdir()


def _damaged(path: Path) -> None:
    with sqlite3.connect(path) as made:
        made.execute("create table operation (text)")
        made.executemany("insert into operation values (?)", [("x" * 4000,)] * 9)
    body = bytearray(path.read_bytes())
    body[100:3000] = b"\xff" * 2900
    path.write_bytes(body)


@pytest.mark.parametrize(("make", "code"), [(_text, "foreign_file"), (_folder, "cannot_open"), (_damaged, "damaged")])
@pytest.mark.parametrize("look", [check, about])
def test_file_that_is_no_database_says_so(
    make: Callable[[Path], None], code: str, look: Callable[[Database], object], tmp_path: Path
) -> None:
    make(tmp_path / "crm.db")
    with pytest.raises(Unusable) as raised:
        look(Database(f"sqlite:///{tmp_path}/crm.db"))
    assert raised.value.code == code


def test_full_file_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/crm.db")
    upgrade(database)
    with database.engine.connect() as connection:
        pages = connection.exec_driver_sql("pragma page_count").scalar_one()

    def fill(session: object) -> None:
        connection = session.connection  # type: ignore[attr-defined]
        connection.exec_driver_sql(f"pragma max_page_count={pages}")
        connection.exec_driver_sql("create table filler as select zeroblob(2000000) as it")

    with pytest.raises(Unusable) as raised:
        database.write_as(fill, NOW)
    assert raised.value.code == "full"
    assert database.read_as(lambda session: session.value(select(1)), NOW) == 1
    database.close()


@pytest.mark.parametrize("kind", ["postgresql", "mariadb"])
def test_server_that_refuses_the_user_or_the_database_says_which(
    kind: str, empty_database: Callable[[str], str]
) -> None:
    url = make_url(empty_database(kind))
    nobody = url.set(username="nobody_here", password="secret")
    with pytest.raises(Unusable) as raised:
        check(Database(nobody.render_as_string(hide_password=False)))
    assert raised.value.code in ("login", "denied")
    assert "secret" not in str(raised.value)
    with pytest.raises(Unusable) as raised:
        check(Database(url.set(database="not_there").render_as_string(hide_password=False)))
    assert raised.value.code == "no_such"


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("crm.db", "url", "crm.db"),
        ("postgresql://li:pa:ss@host:port/sales", "url", "postgresql://li:***@host:port/sales"),
        ("postgresql://li:p@ss@host:port/sales", "url", "postgresql://li:***@host:port/sales"),
        ("oracle://li:secret@host/sales", "engine", "oracle://li:***@host/sales"),
    ],
)
def test_url_that_names_nothing_is_shown_without_its_password(text: str, code: str, shown: str) -> None:
    with pytest.raises(Unusable) as raised:
        read_url(text)
    assert (raised.value.code, raised.value.where) == (code, shown)
