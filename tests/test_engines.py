"""The ground of all other tests: databases are empty, copies are true, nothing is left behind."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from tests import servers
from tests.engines import KINDS, Engines, migrate_once
from tests.left_out import leave_out
from tests.patience import LONGEST_SECONDS
from tuicrm.store import migrate
from tuicrm.store.database import Database


def do(url: str, *statements: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def ask(url: str, question: str) -> list[tuple[object, ...]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(question))]
    engine.dispose()
    return rows


def two_tables(url: str) -> None:
    number = {"sqlite": "INTEGER PRIMARY KEY", "postgresql": "BIGSERIAL PRIMARY KEY"}.get(
        url.split(":")[0].split("+")[0], "BIGINT AUTO_INCREMENT PRIMARY KEY"
    )
    do(
        url,
        f"CREATE TABLE stage (id {number}, name VARCHAR(20))",
        f"CREATE TABLE project (id {number}, stage BIGINT, FOREIGN KEY (stage) REFERENCES stage (id))",
        "INSERT INTO stage (name) VALUES ('new'), ('won')",
    )


@pytest.mark.parametrize("turn", [1, 2])
def test_database_is_empty_each_time(engine_url: str, turn: int) -> None:
    engine = create_engine(engine_url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
    two_tables(engine_url)


def read_while_it_is_copied(url: str) -> None:
    two_tables(url)


def test_copy_has_what_is_not_yet_in_the_file(engines: Engines, template: Callable[..., str]) -> None:
    path = engines.original("sqlite", read_while_it_is_copied).removeprefix("sqlite:///")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as held:
        held.execute("PRAGMA journal_mode=WAL")
        held.execute("INSERT INTO stage (name) VALUES ('late')")
        assert ask(template("sqlite", read_while_it_is_copied), "SELECT name FROM stage ORDER BY id")[-1] == ("late",)
    assert ask(template("sqlite", read_while_it_is_copied), "SELECT count(*) FROM stage") == [(3,)]


def test_a_new_database_is_what_the_migrations_make(
    empty_database: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[list[list[str]]] = []  # constraints and indexes come in any order
    for run in (migrate._run, migrate._run, migrate_once()):
        monkeypatch.setattr(migrate, "_run", run)
        database = Database(empty_database("sqlite"))
        assert migrate.ensure(database)
        assert not migrate.ensure(database)
        with sqlite3.connect(str(database.url.database)) as file:
            made = [*file.iterdump(), *map(str, file.execute("PRAGMA journal_mode"))]
        held.append(sorted(sorted(line.strip(" \t,") for line in one.splitlines()) for one in made))
        file.close()
        database.close()
    assert held[0] == held[1] == held[2]
    assert len(held[0]) > 200


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("turn", [1, 2, 3])
def test_copy_is_as_it_was_made(template: Callable[..., str], kind: str, turn: int) -> None:
    url = template(kind, two_tables)
    assert ask(url, "SELECT id, name FROM stage ORDER BY id") == [(1, "new"), (2, "won")]
    assert ask(url, "SELECT * FROM project") == []
    do(url, "INSERT INTO project (stage) VALUES (1)", "UPDATE stage SET name = 'lost' WHERE id = 2")
    assert ask(url, "SELECT id, stage FROM project") == [(1, 1)]
    if turn == 2:
        do(url, "ALTER TABLE project ADD COLUMN more INTEGER")


@pytest.mark.parametrize("kind", KINDS)
def test_two_copies_at_once_are_two(template: Callable[..., str], kind: str) -> None:
    one, other = template(kind, two_tables), template(kind, two_tables)
    do(one, "DELETE FROM stage")
    assert len(ask(other, "SELECT * FROM stage")) == 2


@pytest.mark.parametrize("kind", ["postgresql", "mariadb"])
def test_connection_left_open_holds_nobody_up(engines: Engines, template: Callable[..., str], kind: str) -> None:
    engine = create_engine(template(kind, two_tables))
    with engine.connect() as left_open:
        left_open.execute(text("INSERT INTO project (stage) VALUES (1)"))
        engines.take_back()
        assert ask(template(kind, two_tables), "SELECT * FROM project") == []
        left_open.invalidate()
    engine.dispose()


KILLED = """
import os, sys
from tests.servers import Run
run = Run()
place = run.server("postgresql")
sys.stdout.write((place / "pid").read_text() + "\\n" + str(place))
sys.stdout.flush()
os.kill(os.getpid(), 9)
"""


def test_servers_of_a_killed_run_are_stopped_by_the_next() -> None:
    if what := servers.missing("postgresql"):
        leave_out(what)
    environment = {**os.environ, "PYTEST_XDIST_TESTRUNUID": uuid.uuid4().hex}
    killed = subprocess.run([sys.executable, "-c", KILLED], env=environment, capture_output=True, text=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    pid, place = killed.stdout.split("\n")
    environment["PYTEST_XDIST_TESTRUNUID"] = uuid.uuid4().hex
    next_run = "from tests.servers import Run; Run().leave()"
    subprocess.run([sys.executable, "-c", next_run], env=environment, check=True)
    for _ in range(int(LONGEST_SECONDS / 0.05)):  # yet another run may be at it: then this one leaves it to that
        if not Path(place).exists():
            break
        time.sleep(0.05)
    assert not servers.runs_in(int(pid), Path(place))
    assert not Path(place).exists()
