"""Copies of the whole database: made while it is in use, checked, named by their moment, old ones cleared."""

import os
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from tests.company import NOW, Company
from tests.servers import binaries
from tuicrm.exchange.backup import BackupProblem, back_up, newest
from tuicrm.sales import wording
from tuicrm.store.engines import read_url


def test_a_copy_is_whole_on_every_engine(company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = company.database.url
    monkeypatch.setenv("PATH", os.pathsep.join([*binaries(url.get_backend_name()), os.environ["PATH"]]))
    made = back_up(url, tmp_path / "backups", NOW)
    assert made.path.name.startswith("tuicrm-20261123T090000Z")
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert made.size > 10_000
    body = made.path.read_bytes()
    if url.get_backend_name() == "sqlite":
        copy = sqlite3.connect(made.path)
        assert copy.execute('select count(*) from "user"').fetchone() == (7,)
        copy.close()
    elif url.get_backend_name() == "postgresql":
        assert body.startswith(b"PGDMP")
    else:
        assert b"Li Wei" in body
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name], "nothing half made is left"


def test_a_copy_holds_what_is_only_in_the_write_ahead_log(small_company: Company, tmp_path: Path) -> None:
    from tuicrm.sales import people

    small_company.desk("boss").write(people.add_user, "fresh")
    made = back_up(small_company.database.url, tmp_path, NOW)
    copy = sqlite3.connect(made.path)
    assert copy.execute("select count(*) from \"user\" where login = 'fresh'").fetchone() == (1,)
    copy.close()


def test_old_copies_are_cleared_and_nothing_else(small_company: Company, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "tuicrm-notes.db").write_text("mine")
    for day in range(5):
        made = back_up(small_company.database.url, tmp_path, NOW + timedelta(days=day), keep=3)
    assert made.cleared == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "notes.txt", "tuicrm-20261125T090000Z.db", "tuicrm-20261126T090000Z.db", "tuicrm-20261127T090000Z.db",
        "tuicrm-notes.db",
    ]  # fmt: skip
    assert newest(tmp_path) == made.path
    assert newest(tmp_path / "none") is None


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://u@localhost/x", "pg_dump is not installed"),
        ("mysql://u@localhost/x", "mariadb-dump is not installed"),
        ("sqlite:////nowhere/at/all.db", "no such file"),
    ],
)
def test_what_cannot_be_copied_is_said_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, said: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    with pytest.raises(BackupProblem) as problem:
        back_up(read_url(url), tmp_path / "backups", NOW)
    assert said in wording.words(problem.value)
    assert list((tmp_path / "backups").iterdir()) == []


def test_what_the_server_s_program_says_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pg_dump"
    program.write_text(
        '#!/bin/sh\ntest "$PGPASSWORD" = secret || exit 9\necho "pg_dump: error: no route" >&2\nexit 1\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(BackupProblem) as problem:
        back_up(read_url("postgresql://u:secret@h/x"), tmp_path / "b", NOW)
    assert wording.words(problem.value) == "The copy was not made: pg_dump: error: no route"
