"""Which errors of the engines are tried again, which mean a lost connection, which URLs are ours."""

import sqlite3
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from tuicrm.store.database import Database
from tuicrm.store.engines import is_lost, may_run_again, read_url
from tuicrm.store.errors import DatabaseProblem, Unreachable, Unusable


class Driver(Exception):
    """An error as a driver raises it: a number first, as MySQL's do."""


class WithState(Driver):
    """An error that knows its SQLSTATE, as PostgreSQL's do."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.sqlstate = state


class WithBoth(Driver):
    """An error as PyMySQL raises it: a number, words, and the SQLSTATE, which says little."""

    def __init__(self, number: int, state: str | None) -> None:
        super().__init__(number, "as the server says it")
        self.sqlstate = state


def error(original: Exception, *, invalidated: bool = False) -> DBAPIError:
    return OperationalError("select 1", {}, original, connection_invalidated=invalidated)


def of_sqlite(name: str) -> sqlite3.OperationalError:
    made = sqlite3.OperationalError(name)
    made.sqlite_errorname = name
    return made


@pytest.mark.parametrize(
    ("original", "again", "lost"),
    [
        pytest.param(WithState("40001"), True, False, id="postgresql serialization failure"),
        pytest.param(WithState("40P01"), True, False, id="postgresql deadlock"),
        pytest.param(WithState("57P01"), True, True, id="postgresql shut down by its administrator"),
        pytest.param(WithState("57P03"), True, True, id="postgresql is still starting"),
        pytest.param(WithState("23505"), False, False, id="postgresql unique"),
        pytest.param(WithState("42P01"), False, False, id="postgresql no such table"),
        pytest.param(WithState("57014"), False, False, id="postgresql statement took too long"),
        pytest.param(Driver(1213, "deadlock"), True, False, id="mysql deadlock"),
        pytest.param(Driver(1205, "lock wait"), True, False, id="mysql lock wait timeout"),
        pytest.param(Driver(1020, "record has changed"), True, False, id="mariadb snapshot is old"),
        pytest.param(Driver(2006, "gone away"), True, True, id="mysql gone away"),
        pytest.param(Driver(2013, "lost"), True, True, id="mysql lost during query"),
        pytest.param(Driver(1053, "shutdown"), True, True, id="mysql shutting down"),
        pytest.param(WithBoth(1213, "40001"), True, False, id="mysql deadlock, with its state"),
        pytest.param(WithBoth(1205, "HY000"), True, False, id="mysql lock wait, with its state"),
        pytest.param(WithBoth(1020, "HY000"), True, False, id="mariadb old snapshot, with its state"),
        pytest.param(WithBoth(1412, "HY000"), True, False, id="mysql table changed, with its state"),
        pytest.param(WithBoth(1053, "08S01"), True, True, id="mysql shutting down, with its state"),
        pytest.param(WithBoth(1047, "08S01"), True, True, id="galera node not ready, with its state"),
        pytest.param(WithBoth(1927, "70100"), True, True, id="mariadb connection killed, with its state"),
        pytest.param(WithBoth(2013, None), True, True, id="mysql lost, without a state"),
        pytest.param(WithBoth(1062, "23000"), False, False, id="mysql duplicate, with its state"),
        pytest.param(WithBoth(1045, "28000"), False, False, id="mysql wrong password, with its state"),
        pytest.param(Driver(4025, "constraint failed"), False, False, id="mariadb check comes as operational too"),
        pytest.param(Driver(1062, "duplicate"), False, False, id="mysql duplicate"),
        pytest.param(Driver(1045, "access denied"), False, False, id="mysql wrong password"),
        pytest.param(Driver("2006"), False, False, id="a number in words is no number"),
        pytest.param(Driver(), False, False, id="an error that says nothing"),
        pytest.param(of_sqlite("SQLITE_BUSY"), True, False, id="sqlite busy"),
        pytest.param(of_sqlite("SQLITE_BUSY_SNAPSHOT"), True, False, id="sqlite snapshot is old"),
        pytest.param(of_sqlite("SQLITE_LOCKED"), True, False, id="sqlite locked"),
        pytest.param(of_sqlite("SQLITE_FULL"), False, False, id="disk full"),
        pytest.param(of_sqlite("SQLITE_CORRUPT"), False, False, id="damaged file"),
    ],
)
def test_error_is_judged_by_its_number(original: Exception, again: bool, lost: bool) -> None:
    assert (may_run_again(error(original)), is_lost(error(original))) == (again, lost)


def test_connection_that_the_pool_gave_up_is_lost_whatever_the_driver_said() -> None:
    assert is_lost(error(Driver("?"), invalidated=True))


@pytest.mark.parametrize(
    ("text", "driver"),
    [
        ("sqlite:///a.db", "sqlite"),
        ("postgresql://u@h/d", "postgresql+psycopg"),
        ("postgres://u@h/d", "postgresql+psycopg"),
        ("postgresql+psycopg://u@h/d", "postgresql+psycopg"),
        ("mysql://u@h/d", "mysql+pymysql"),
        ("mariadb://u@h/d", "mariadb+pymysql"),
    ],
)
def test_short_url_means_the_driver_that_we_bring(text: str, driver: str) -> None:
    assert read_url(text).drivername == driver


@pytest.mark.parametrize(
    "text", ["", "crm.db", "http://h/d", "oracle://u@h/d", "sqlite", "://", "postgresql://h:port/d"]
)
def test_url_of_nothing_that_we_know(text: str) -> None:
    with pytest.raises(DatabaseProblem) as problem:
        read_url(text)
    assert problem.value.why


@pytest.mark.parametrize("word", ["p@ss", "geheim/1", "密码"])
def test_password_never_shows(word: str) -> None:
    from urllib.parse import quote

    where = Database(f"mysql://u:{quote(word, safe='')}@h/d").where
    assert word not in where
    assert quote(word, safe="") not in where


class Stubborn:
    """A question that fails some times before it is answered."""

    def __init__(self, original: Exception, times: int) -> None:
        self.original = original
        self.left = times
        self.asked = 0

    def __call__(self, session: object) -> str:
        self.asked += 1
        if self.left:
            self.left -= 1
            raise error(self.original)
        return "answer"


@pytest.fixture
def plain() -> Database:
    return Database("sqlite://")


def test_collision_is_tried_again_until_it_is_answered(plain: Database) -> None:
    question = Stubborn(of_sqlite("SQLITE_BUSY"), 2)
    assert plain.read_as(question, SimpleNamespace()) == "answer"  # type: ignore[arg-type]
    assert question.asked == 3


def test_lost_connection_is_given_up_after_three_tries_and_named(plain: Database) -> None:
    question = Stubborn(Driver(2013, "lost"), 99)
    with pytest.raises(Unreachable) as problem:
        plain.read_as(question, SimpleNamespace())  # type: ignore[arg-type]
    assert (question.asked, problem.value.where) == (3, "sqlite://")


def test_other_error_is_not_tried_again(plain: Database) -> None:
    question = Stubborn(of_sqlite("SQLITE_CORRUPT"), 1)
    with pytest.raises(Unusable):
        plain.read_as(question, SimpleNamespace())  # type: ignore[arg-type]
    assert question.asked == 1


def test_connection_is_usable_after_a_failure(plain: Database) -> None:
    with pytest.raises(IntegrityError):
        plain.read_as(lambda session: _violate(), SimpleNamespace())  # type: ignore[arg-type]
    assert plain.read_as(lambda session: session.value(select(7)), SimpleNamespace()) == 7  # type: ignore[arg-type]


def _violate() -> None:
    raise IntegrityError("insert", {}, Exception("unique"))


@pytest.mark.parametrize(
    ("number", "again", "lost"), [(1020, True, False), (1205, True, False), (1213, True, False), (1062, False, False)]
)
def test_a_real_server_is_understood_by_its_number(
    number: int, again: bool, lost: bool, empty_database: Callable[[str], str]
) -> None:
    database = Database(empty_database("mariadb"))
    with database.engine.connect() as connection, pytest.raises(DBAPIError) as raised:
        connection.exec_driver_sql(f"SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = {number}")
    database.close()
    assert (may_run_again(raised.value), is_lost(raised.value)) == (again, lost)
