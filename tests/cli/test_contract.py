"""The contract for scripts, asked of every command: forms, streams, statuses, help."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator

import pytest

from tests.cli.every import commands, lists, needed, options
from tests.cli.inside import Inside
from tests.company import Company
from tests.engines import Engines
from tests.screens.shop import make_in_english
from tuicrm.store.database import Database

DOERS = {"pool recycle", "audit"}
"""Lists that are no longer the same when they are printed again: one does what it lists, one is a line of itself."""

LASTING = [path for path in lists() if " ".join(path) not in DOERS]

Lasting = pytest.mark.parametrize("path", LASTING, ids=" ".join)
Named = pytest.mark.parametrize("path", lists(), ids=" ".join)
"""All lists."""

NO_DATABASE = {
    "demo", "completion show", "completion install", "ssh keys", "ssh enter", "ssh join", "ssh check", "host setup",
    "host run", "status", "import", "db info", "db upgrade", "db backup", "stage templates",
}  # fmt: skip
"""What needs no desk, or has its own words for a database that is not there."""


@pytest.fixture(scope="module")
def shop(engines: Engines, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A firm in the middle of its work, the same one for all these tests."""
    copy = tmp_path_factory.mktemp("contract") / "shop.db"
    shutil.copy(str(Database(engines.original("sqlite", make_in_english)).url.database), copy)
    made = Company(Database(f"sqlite:///{copy}"))
    yield made
    made.database.close()


@pytest.fixture
def ask(shop: Company) -> Inside:
    return Inside(shop)


@Named
def test_a_list_is_an_array_of_objects_on_stdout(ask: Inside, path: tuple[str, ...]) -> None:
    said = ask(*path, "--json", login="boss")
    rows = said.json
    assert isinstance(rows, list)
    assert all(isinstance(row, dict) for row in rows)
    assert len({tuple(row) for row in rows}) <= 1, "all rows have the same names in the same order"
    assert "Traceback" not in said.err


@Lasting
def test_csv_has_the_rows_of_json(ask: Inside, path: tuple[str, ...]) -> None:
    rows = ask(*path, "--json", login="boss").json
    said = ask(*path, "--csv", login="boss")
    assert said.status == 0, said.err
    head, *lines = list(csv.reader(io.StringIO(said.out)))
    assert len(lines) == len(rows)
    assert len(set(head)) == len(head)
    assert all(len(line) == len(head) for line in lines)
    if rows:
        own = set(rows[0].get("fields", {}))  # in CSV each own field is a column of its own
        assert set(rows[0]) - {"fields"} | own <= {name.removesuffix("_currency") for name in head}


@Lasting
def test_ids_are_those_of_the_rows(ask: Inside, path: tuple[str, ...]) -> None:
    rows = ask(*path, "--json", login="boss").json
    said = ask(*path, "--ids", login="boss")
    assert said.status == 0, said.err
    lines = said.out.splitlines()
    assert len(lines) == len(rows)
    if rows and "id" in rows[0]:
        assert lines == [str(row["id"]) for row in rows]


@Named
def test_nobody_unknown_gets_a_list(ask: Inside, path: tuple[str, ...]) -> None:
    said = ask(*path, "--json", login="zed")
    assert (said.status, said.out) == (4, "")
    assert said.err.startswith("tuicrm: ")
    assert said.err.count("\n") <= 2


@Named
def test_two_forms_at_once_are_one_too_many_or_one_wins(ask: Inside, path: tuple[str, ...]) -> None:
    said = ask(*path, "--json", "--ids", login="boss")
    assert said.status in (0, 2)
    if said.status == 2:
        assert said.out == ""
        assert said.err.count("\n") == 1


@pytest.mark.parametrize("path", commands(), ids=" ".join)
def test_every_command_explains_itself(path: tuple[str, ...]) -> None:
    command = commands()[path]
    if command.hidden:
        return
    assert command.help, "a line of help"
    assert len(command.help.split("\n")[0]) <= 120
    assert all(each.help != "" for each in command.params if hasattr(each, "help"))


@pytest.mark.parametrize("path", commands(), ids=" ".join)
def test_every_command_prints_its_help_and_does_nothing(ask: Inside, path: tuple[str, ...]) -> None:
    said = ask(*path, "--help", login="nobody")
    assert said.status == 0, said.err
    assert said.out.startswith("Usage: tuicrm ")
    assert " ".join(path) in said.out
    assert said.err == ""
    for option in options(commands()[path]):
        assert option in said.out


MISSING = [path for path, command in commands().items() if needed(command)]


@pytest.mark.parametrize("path", MISSING, ids=" ".join)
def test_what_is_missing_is_said_in_one_line(ask: Inside, path: tuple[str, ...]) -> None:
    said = ask(*path)
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("tuicrm: ")
    assert said.err.count("\n") == 1
    assert f"`tuicrm {' '.join(path)} --help` shows how." in said.err


@pytest.mark.parametrize("path", commands(), ids=" ".join)
def test_an_unknown_option_is_wrong_use(ask: Inside, path: tuple[str, ...]) -> None:
    said = ask(*path, "--of-nobody-knows")
    assert (said.status, said.out) == (2, "")
    assert "--of-nobody-knows" in said.err
    assert said.err.count("\n") == 1


REACHING = [path for path in LASTING if " ".join(path) not in NO_DATABASE]


@pytest.mark.parametrize("path", REACHING[:6], ids=" ".join)
def test_a_database_that_is_not_there_is_three(shop: Company, tmp_path, path: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    ask = Inside(shop)
    ask.url = f"postgresql://u:secret@/x?host={tmp_path}"
    said = ask(*path, "--json")
    assert (said.status, said.out) == (3, "")
    assert "secret" not in said.err


def test_reading_left_no_trace(shop: Company) -> None:
    """All lists together wrote nothing: no customer moved, no line of the trail was added."""
    from sqlalchemy import func, select

    from tuicrm.store.tables.system import changes

    ask = Inside(shop)
    assert ask("customer", "dupes", "--json", login="boss").status == 0  # notes how far it has looked, once
    before = shop.value(select(func.count()).select_from(changes))
    for path in LASTING:
        assert ask(*path, "--json", login="boss").status == 0
    assert shop.value(select(func.count()).select_from(changes)) == before
