"""The kept tables: the same as the declared ones, and read only when they can be trusted."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import Table
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from tuicrm.store import schema
from tuicrm.store.models import declared
from tuicrm.store.tables.everything import all_tables

DIALECTS = {"sqlite": sqlite.dialect(), "postgresql": postgresql.dialect(), "mariadb": mysql.dialect()}
ASK = """
import sys
import time
from tuicrm.store.tables.customers import customers
print(len(customers.c), "sqlmodel" in sys.modules)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder of somebody who starts for the first time."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "tuicrm"


@pytest.fixture
def kept(folder: Path) -> Path:
    schema.metadata.__wrapped__()
    return next(folder.glob("tables-*.pickle"))


def read_again() -> bool:
    """Whether the tables now come from the kept file, not from the models."""
    return schema.metadata.__wrapped__() is not declared


def written(table: Table, dialect: str) -> list[str]:
    known = DIALECTS[dialect]
    indexes = sorted(str(CreateIndex(index).compile(dialect=known)) for index in table.indexes)
    return [str(CreateTable(table).compile(dialect=known)), *indexes]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_kept_tables_are_the_declared_ones(kept: Path, dialect: str) -> None:
    found = schema.metadata.__wrapped__()
    assert found is not declared
    assert list(found.tables) == list(declared.tables)
    for name, table in declared.tables.items():
        assert written(found.tables[name], dialect) == written(table, dialect)


def test_kept_columns_know_what_is_personal(kept: Path) -> None:
    found = schema.metadata.__wrapped__()
    for name, table in declared.tables.items():
        assert [column.info for column in found.tables[name].c] == [column.info for column in table.c]


def test_a_kept_identity_is_new_each_time(kept: Path) -> None:
    default = schema.metadata.__wrapped__().tables["customer"].c.uid.default
    assert default.arg(None) != default.arg(None)


def test_the_second_start_does_not_import_the_models(tmp_path: Path) -> None:
    env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": os.getcwd()}
    said = [subprocess.check_output([sys.executable, "-c", ASK], env=env, text=True).split() for _ in range(2)]
    columns = str(len(declared.tables["customer"].c))
    assert said == [[columns, "True"], [columns, "False"]]


def test_only_the_owner_reads_and_writes_what_is_kept(kept: Path) -> None:
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in kept.parent.iterdir()] == [kept.name]


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_is_not_read(kept: Path, mode: int) -> None:
    kept.chmod(mode)
    assert not read_again()
    assert kept.stat().st_mode & 0o777 == 0o600, "and the next start is quick again"
    assert read_again()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda body: b"", id="empty"),
        pytest.param(lambda body: body[:31], id="half a digest"),
        pytest.param(lambda body: body[:-1], id="cut short"),
        pytest.param(lambda body: body + b"\0", id="too long"),
        pytest.param(lambda body: body[:40] + bytes([body[40] ^ 1]) + body[41:], id="one bit"),
        pytest.param(lambda body: b"cos\nsystem\n(S'false'\ntR.", id="a foreign pickle"),
    ],
)
def test_a_damaged_file_is_made_again(kept: Path, damage) -> None:
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert not read_again()
    assert read_again()


@pytest.mark.parametrize("what", ["sqlalchemy", "python"])
def test_each_version_keeps_its_own(kept: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    with monkeypatch.context() as other:
        if what == "python":
            other.setattr(sys, "version", "9.9.9")
        else:
            other.setattr("sqlalchemy.__version__", "9.9.9")
        assert not read_again()
        assert read_again()
    assert read_again(), "two versions side by side do not take each other's away"


@pytest.mark.parametrize(("days", "is_there"), [(1, True), (29, True), (31, False), (400, False)])
def test_what_nobody_has_written_for_a_month_is_deleted(kept: Path, days: int, is_there: bool) -> None:
    old = kept.with_name("tables-000000000000.pickle")
    old.write_bytes(b"of another version")
    then = time.time() - days * 24 * 3600
    os.utime(old, (then, then))
    kept.unlink()
    schema.metadata.__wrapped__()
    assert old.exists() is is_there


def test_without_a_folder_to_keep_them_the_tables_are_declared(folder: Path) -> None:
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file stands where the folder should be")
    assert not read_again()
    assert not read_again()


def test_every_table_can_be_asked_for_by_name() -> None:
    assert all(schema.table(name).name == name for name in all_tables().tables)
