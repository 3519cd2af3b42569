"""`tuicrm demo`, as a shell runs it."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.engines import Engines
from tests.patience import LONGEST_SECONDS
from tests.sample.conftest import make_english
from tests.widgets.real_terminal import real_terminal
from tuicrm.sample import shelf


def test_the_shared_copy_is_a_company_that_commands_can_ask(tuicrm: Run, tmp_path: Path) -> None:
    first = tuicrm("demo", "--path")
    assert first.returncode == 0, first.stderr
    assert "Making a sample company" in first.stderr
    file = Path(first.stdout.strip())
    assert file.is_relative_to(tmp_path)
    again = tuicrm("demo", "--path")
    assert (again.stdout, again.stderr) == (first.stdout, "")
    listed = tuicrm("--db", f"sqlite:///{file}", "--user", "li", "pool", "list", "--json")
    assert any(row["name"] == "Osterhof KG" for row in json.loads(listed.stdout))
    said = tuicrm("demo", "--share", "--no-open", "--as", "F. Wang")
    assert said.returncode == 0
    assert f"--db sqlite:///{file}" in said.stderr


def test_nobody_of_that_name_works_there(tuicrm: Run) -> None:
    done = tuicrm("demo", "--as", "Nemo", "--no-open")
    assert done.returncode == 2
    assert "Nemo" in done.stderr
    assert "li" in done.stderr.split("There are: ")[1].split(".")[0].split(", ")


def test_an_export_that_no_mapping_knows_is_read_as_its_columns_say(tuicrm: Run, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text("company,phone,city\nAcme Ltd,+44 113 496 0287,Leeds\nOsprey Labs,+44 117 496 0655,Bristol\n")
    done = tuicrm("demo", "--from", str(file), "--no-open")
    assert done.returncode == 0, done.stderr
    assert "No mapping fits" in done.stderr
    assert "customer\t2\t2" in done.stdout
    assert not (tmp_path / "data").exists() or not list((tmp_path / "data").rglob("*.db"))


def test_a_file_that_is_not_there_is_named(tuicrm: Run, tmp_path: Path) -> None:
    done = tuicrm("demo", "--from", str(tmp_path / "nowhere.csv"), "--no-open")
    assert done.returncode == 1
    assert "nowhere.csv" in done.stderr


@pytest.fixture
def kept_company(engines: Engines, own_environment: dict[str, str]) -> None:
    """The company of today lies on the shelf already."""
    shelved = shelf.place(Path(own_environment["XDG_CACHE_HOME"], "tuicrm"), "en", datetime.now(UTC))
    shelved.parent.mkdir(parents=True)
    shutil.copy(engines.original("sqlite", make_english).removeprefix("sqlite:///"), shelved)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.usefixtures("kept_company")
def test_a_killed_demos_copy_is_cleared_by_the_next_which_says_at_the_end_how_to_go_on(
    own_environment: dict[str, str], tmp_path: Path
) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    here = own_environment | {"TMPDIR": str(copies)}
    with real_terminal("tuicrm", "--lang", "en", "demo", columns=80, lines=24, **here) as terminal:
        terminal.wait_for(b"The first five minutes")
        left = list(copies.iterdir())
        terminal.process.kill()
        terminal.process.wait()
    assert list(copies.iterdir()) == left
    with real_terminal("tuicrm", "--lang", "en", "demo", "--as", "wang", columns=80, lines=24, **here) as terminal:
        terminal.wait_for(b"open projects")
        assert len(list(copies.iterdir())) == 1
        assert list(copies.iterdir()) != left
        terminal.send(b"q")
        terminal.until_quiet(10)
        assert terminal.process.wait(LONGEST_SECONDS) == 0
        for line in (b"Next: your own.", b"tuicrm demo --from FILE", b"tuicrm import FILE --dry-run"):
            assert line in terminal.seen
    assert list(copies.iterdir()) == []
