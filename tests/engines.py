"""Databases for tests on the three engines: an empty one, or a copy of one that was made once."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from tests import servers

if TYPE_CHECKING:
    from sqlalchemy import Connection

KINDS = ("sqlite", "postgresql", "mariadb")
Make = Callable[[str], None]
STATEMENTS = 10_000


@cache
def compile_once() -> None:
    """Let all databases of a kind share the statements that SQLAlchemy has compiled.

    Each test opens a database of its own, and half of its time went into compiling the same statements again for
    it: SQLAlchemy keeps them by engine and by dialect. Here the dialects of a kind count as one.
    """
    from sqlalchemy import util
    from sqlalchemy.dialects.mysql.mariadb import MariaDBDialect
    from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
    from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
    from sqlalchemy.engine import Engine

    compiled: util.LRUCache[Any, Any] = util.LRUCache(STATEMENTS)
    for kind in (SQLiteDialect_pysqlite, PGDialect_psycopg, MariaDBDialect):
        kind.__eq__ = lambda self, other: type(self) is type(other)  # type: ignore[method-assign,assignment]
        kind.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign,assignment]
    own = Engine.__init__

    def made(self: Engine, *args: Any, **named: Any) -> None:
        own(self, *args, **named)
        self._compiled_cache = compiled

    Engine.__init__ = made  # type: ignore[method-assign]


@cache
def migrate_once() -> Callable[[Connection], None]:
    """Let new SQLite databases get their tables as the first one of this process got them by the migrations.

    Tests make hundreds of new databases, and each ran all migrations for a third of a second, to the same tables.

    Returns:
        What runs the migrations each time, for the tests that are about them.
    """
    from tuicrm.store import migrate

    own = migrate._run
    made: list[str] = []

    def run(connection: Connection) -> None:
        database: Any = connection.connection.driver_connection
        if connection.dialect.name != "sqlite" or database.execute("SELECT 1 FROM sqlite_master").fetchone():
            own(connection)
        elif made:
            for statement in made:
                database.execute(statement)
        else:
            own(connection)
            made.extend(line for line in database.iterdump() if line not in ("BEGIN TRANSACTION;", "COMMIT;"))

    migrate._run = run
    return own


def carry_over(source: str, target: str) -> None:
    """Write every row of a database into an empty one of another engine: what was brought in once is read on each."""
    from sqlalchemy import insert, select, text

    from tuicrm.store import migrate
    from tuicrm.store.database import Database
    from tuicrm.store.schema import metadata

    here, there = Database(source), Database(target)
    migrate.ensure(there)
    unchecked = {"postgresql": "set session_replication_role = replica", "mysql": "set foreign_key_checks = 0"}
    with here.engine.connect() as reading, there.engine.begin() as writing:
        writing.execute(text(unchecked["mysql" if writing.dialect.name == "mariadb" else writing.dialect.name]))
        for table in metadata().tables.values():
            writing.execute(table.delete())
            rows = [dict(row._mapping) for row in reading.execute(select(table))]
            for start in range(0, len(rows), STATEMENTS):
                writing.execute(insert(table), rows[start : start + STATEMENTS])
    here.close()
    there.close()


class Kind(Protocol):
    """What one kind of engine has to do. A name is a database's, without its server."""

    def url(self, name: str) -> str: ...
    def create(self, name: str) -> None: ...
    def drop(self, name: str) -> None: ...
    def copy(self, original: str, name: str) -> None: ...
    def close(self) -> None: ...


class Engines:
    """This worker's databases. Servers start when the first database of their kind is asked for."""

    def __init__(self) -> None:
        compile_once()
        migrate_once()
        self._worker = os.environ.get("PYTEST_XDIST_WORKER", "gw")
        self._run: servers.Run | None = None
        self._kinds: dict[str, Kind] = {}
        self._numbers = itertools.count(1)
        self._given: list[tuple[str, str]] = []

    def empty(self, kind: str) -> str:
        """Give the URL of a new and empty database."""
        name = self._name()
        self._kind(kind).create(name)
        self._given.append((kind, name))
        return self._kind(kind).url(name)

    def copy(self, kind: str, make: Make) -> str:
        """Give the URL of a database as `make(url)` leaves it; `make` runs once for all workers.

        `make` must have closed its connections when it returns, and be a function of a module.
        """
        original = self._original(kind, make)
        name = self._name()
        self._kind(kind).copy(original, name)
        self._given.append((kind, name))
        return self._kind(kind).url(name)

    def original(self, kind: str, make: Make) -> str:
        """Give the URL of what `make(url)` made itself, for tests that only read it."""
        return self._kind(kind).url(self._original(kind, make))

    def take_back(self) -> None:
        """Drop what was given since the last time, and whoever is still connected to it."""
        while self._given:
            kind, name = self._given.pop()
            self._kind(kind).drop(name)

    def leave(self) -> None:
        self.take_back()
        for kind in self._kinds.values():
            kind.close()
        if self._run is not None:
            self._run.leave()

    def _original(self, kind: str, make: Make) -> str:
        """The name of what `make` made, here or in another worker, and made now if nobody has yet."""
        server = self._kind(kind)
        assert self._run is not None
        whole = f"{make.__module__}.{make.__qualname__}"
        assert "<" not in whole, f"{whole} is not the same function in all workers"
        name = f"made_{zlib.crc32(whole.encode()):08x}"
        with servers.locked(self._run.folder / f"{kind}-{name}.making"):
            done = self._run.folder / f"{kind}-{name}.done"
            if not done.exists():
                with contextlib.suppress(Exception):
                    server.drop(name)  # what another worker began and could not finish
                server.create(name)
                make(server.url(name))
                done.touch()
        return name

    def _name(self) -> str:
        return f"{self._worker}_{next(self._numbers)}"

    def _kind(self, kind: str) -> Kind:
        if kind not in self._kinds:
            self._run = self._run or servers.Run()
            if kind == "sqlite":
                self._kinds[kind] = SQLite(self._run.folder / "sqlite")
            else:
                place = self._run.server(kind)
                self._kinds[kind] = PostgreSQL(place) if kind == "postgresql" else MariaDB(place)
        return self._kinds[kind]


class SQLite:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def url(self, name: str) -> str:
        return f"sqlite:///{self._path(name)}"

    def create(self, name: str) -> None:
        self._path(name).parent.mkdir(parents=True)

    def drop(self, name: str) -> None:
        shutil.rmtree(self._path(name).parent)

    def copy(self, original: str, name: str) -> None:
        self.create(name)
        if not self._path(original).with_name("tuicrm.db-wal").exists():
            shutil.copyfile(self._path(original), self._path(name))  # nobody has it open
            return
        source, target = sqlite3.connect(self._path(original)), sqlite3.connect(self._path(name))
        source.backup(target)  # with what is still in its write-ahead log
        source.close()
        target.close()

    def close(self) -> None:
        """Leave it to the last worker, who clears the folder of the run."""

    def _path(self, name: str) -> Path:
        return self._folder / name / "tuicrm.db"


class PostgreSQL:
    def __init__(self, place: Path) -> None:
        import psycopg

        self._place = place
        self._admin = psycopg.connect(host=str(place), user="tuicrm", dbname="postgres", autocommit=True)

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://tuicrm@/{name}?host={self._place}"

    def create(self, name: str) -> None:
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE template0")

    def drop(self, name: str) -> None:
        self._admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def copy(self, original: str, name: str) -> None:
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {original} STRATEGY FILE_COPY")

    def close(self) -> None:
        self._admin.close()


class MariaDB:
    """It cannot copy a database, so a copy is the original's tables and rows once more.

    Making 40 tables takes as long as 200 small tests, so a dropped copy is kept and only those tables
    that a test has touched are filled again. What an original holds is asked once: nobody writes to it.
    """

    def __init__(self, place: Path) -> None:
        import pymysql

        self._socket = place / "s"
        self._admin = pymysql.connect(unix_socket=str(self._socket), user="root", autocommit=True)
        self._copies: dict[str, str] = {}  # the name that a test knows -> the database behind it
        self._idle: dict[str, list[str]] = {}
        self._original_of: dict[str, str] = {}
        self._defined: dict[str, int] = {}  # a copy -> how often the server had changed tables when it was whole
        self.definitions = cache(self._definitions)
        self.marks = cache(self._marks)

    def url(self, name: str) -> str:
        database = self._copies.get(name, name)
        return f"mariadb+pymysql://root@localhost/{database}?unix_socket={self._socket}&charset=utf8mb4"

    def create(self, name: str) -> None:
        self._do(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")

    def drop(self, name: str) -> None:
        database = self._copies.pop(name, name)
        self._disconnect(database)
        if original := self._original_of.get(database):
            self._idle.setdefault(original, []).append(database)
        else:
            self._do(f"DROP DATABASE {database}")

    def copy(self, original: str, name: str) -> None:
        idle = self._idle.get(original, [])
        while idle:
            database = idle.pop()
            if self._is_defined_as(original, database):
                self._refill(original, database)
                self._copies[name] = database
                return
            self._do(f"DROP DATABASE {database}")  # a test has changed its tables
        self.create(name)
        self._do(f"USE {name}", "SET foreign_key_checks = 0", *self.definitions(original).values())
        self._fill(original, name, self.definitions(original))
        self._do("SET foreign_key_checks = 1")
        self._original_of[name] = original
        self._copies[name] = name

    def close(self) -> None:
        self._admin.close()

    def _refill(self, original: str, name: str) -> None:
        """Make the tables equal again that differ in a row or in the next number they give."""
        was, now = self.marks(original), self._marks(name)
        touched = [table for table in was if was[table] != now[table]]
        self._do(f"USE {name}", "SET foreign_key_checks = 0")
        self._do(*(f"TRUNCATE TABLE `{table}`" for table in touched))
        self._fill(original, name, touched)
        self._do("SET foreign_key_checks = 1")

    def _fill(self, original: str, name: str, tables: Iterable[str]) -> None:
        for table in tables:
            if self._ask(f"SELECT 1 FROM {original}.`{table}` LIMIT 1"):
                names = self._ask(
                    "SELECT column_name FROM information_schema.columns WHERE table_schema = %s"
                    " AND table_name = %s AND generation_expression IS NULL",
                    (original, table),
                )
                columns = ", ".join(f"`{column}`" for (column,) in names)
                self._do(f"INSERT INTO {name}.`{table}` ({columns}) SELECT {columns} FROM {original}.`{table}`")

    def _is_defined_as(self, original: str, database: str) -> bool:
        """Say whether a test has left the tables as they were; each is looked at only after some table changed."""
        changes = self._changes()
        if self._defined.get(database) != changes and self._definitions(database) != self.definitions(original):
            return False
        self._defined[database] = changes
        return True

    def _changes(self) -> int:
        """How often tables were defined anew on this server, by whomever; to empty one does not count."""
        counted = (
            "SELECT variable_value FROM information_schema.global_status WHERE variable_name REGEXP"
            " '^COM_(CREATE|ALTER|DROP|RENAME)_(TABLE|INDEX|VIEW|TRIGGER|SEQUENCE)$'"
        )
        return sum(int(number) for (number,) in self._ask(counted))

    def _marks(self, database: str) -> dict[str, tuple[Any, Any]]:
        tables = self._tables(database)
        if not tables:
            return {}
        names = ", ".join(f"{database}.`{table}`" for table in tables)
        sums = {row[0].partition(".")[2]: row[1] for row in self._ask(f"CHECKSUM TABLE {names}")}
        next_numbers = dict(
            self._ask(
                "SELECT table_name, auto_increment FROM information_schema.tables WHERE table_schema = %s",
                (database,),
            )
        )
        return {table: (sums[table], next_numbers[table]) for table in tables}

    def _tables(self, database: str) -> list[str]:
        return [row[0] for row in self._ask(f"SHOW FULL TABLES FROM {database}") if row[1] == "BASE TABLE"]

    def _definitions(self, database: str) -> dict[str, str]:
        shown = {t: self._ask(f"SHOW CREATE TABLE {database}.`{t}`")[0][1] for t in self._tables(database)}
        return {table: re.sub(r" AUTO_INCREMENT=\d+", "", text) for table, text in shown.items()}

    def _disconnect(self, database: str) -> None:
        import pymysql

        for (number,) in self._ask(
            "SELECT id FROM information_schema.processlist WHERE db = %s AND id <> connection_id()",
            (database,),
        ):
            with contextlib.suppress(pymysql.OperationalError):  # gone by itself meanwhile
                self._do(f"KILL {number}")

    def _do(self, *statements: str) -> None:
        with self._admin.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def _ask(self, question: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        with self._admin.cursor() as cursor:
            cursor.execute(question, values)
            return list(cursor.fetchall())
