"""`tuicrm db`: looked at, checked, brought up to date, in a process of its own."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Run
from tests.company import make_company


def file(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/here/tuicrm.db"


def test_looking_makes_nothing(here: Run, tmp_path: Path) -> None:
    done = here("db", "info", "--json")
    facts = json.loads(done.stdout)
    assert (done.returncode, facts["engine"], facts["schema"], facts["said"]) == (0, "sqlite", "empty", "default")
    assert not (tmp_path / "data_home").exists()


def test_upgrade_makes_the_database_and_its_administrator(here: Run, tmp_path: Path) -> None:
    url = file(tmp_path)
    assert here("--db", url, "--user", "li", "db", "upgrade").returncode == 0
    facts = json.loads(here("--db", url, "db", "info", "--json").stdout)
    assert facts["schema"] == "current"
    assert facts["revision"] == facts["program_revision"]
    assert facts["said"] == "--db"
    again = here("--db", url, "--user", "li", "db", "upgrade")
    assert (again.returncode, again.stdout) == (0, "")
    assert again.stderr == f"tuicrm {url} is up to date.\n".removeprefix("tuicrm ")


def test_first_command_makes_ones_own_database_and_says_so(here: Run, tmp_path: Path) -> None:
    done = here("--user", "li", "db", "check")
    assert done.returncode == 0
    assert "A new database was made" in done.stderr
    assert "(li)" in done.stderr
    assert (tmp_path / "data_home" / "tuicrm" / "tuicrm.db").exists()
    assert "new database" not in here("--user", "li", "db", "check").stderr


def test_fault_is_listed_and_ends_with_one(here: Run, tmp_path: Path) -> None:
    url = file(tmp_path)
    assert json.loads(here("--db", url, "--user", "boss", "db", "check", "--json").stdout) == []
    connection = sqlite3.connect(tmp_path / "here" / "tuicrm.db")
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("INSERT INTO need (id, name, position, version) VALUES (1, 'erp', 0, 1)")
    connection.execute(
        "INSERT INTO customer_need (customer_id, need_id, asked_on, version) VALUES (9, 1, '2026-01-01', 1)"
    )
    connection.commit()
    connection.close()
    done = here("--db", url, "--user", "boss", "db", "check", "--json")
    [fault] = json.loads(done.stdout)
    assert done.returncode == 1
    assert (fault["code"], fault["kind"]) == ("customer_need.customer_id", "customer_need")
    assert fault["told"] == "What a record points to is there"


def test_only_so_many_faults_of_a_kind_are_told_and_that_is_said(here: Run, tmp_path: Path) -> None:
    url = file(tmp_path)
    assert here("--db", url, "--user", "boss", "db", "check").returncode == 0
    with sqlite3.connect(tmp_path / "here" / "tuicrm.db") as connection:
        rows = [(f"ghost{number}", "customer", number) for number in range(90, 93)]
        connection.executemany("INSERT INTO token (token, kind, record_id, place) VALUES (?, ?, ?, '')", rows)
    connection.close()
    done = here("--db", url, "--user", "boss", "db", "check", "--limit", "2")
    assert [line.split("\t")[:3] for line in done.stdout.splitlines()] == [
        ["token.customer", "token", "90"],
        ["token.customer", "token", "91"],
    ]
    assert done.stderr.splitlines()[0] == "2 faults."
    assert "--limit" in done.stderr


def test_check_is_for_administrators(here: Run, template: Callable[..., str]) -> None:
    url = template("sqlite", make_company)
    done = here("--db", url, "--user", "li", "db", "check")
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == "tuicrm: Only an administrator may do this. Ask one.\n"


def test_stranger_gets_the_line_for_an_administrator(here: Run, template: Callable[..., str]) -> None:
    done = here("--db", template("sqlite", make_company), "--user", "zed", "db", "check")
    assert done.returncode == 4
    assert "tuicrm user add zed --role rep" in done.stderr


def test_database_that_does_not_answer_is_three(here: Run, tmp_path: Path) -> None:
    done = here("--db", f"postgresql://u:secret@/x?host={tmp_path}", "db", "info")
    assert (done.returncode, done.stdout) == (3, "")
    assert "does not answer" in done.stderr
    assert "secret" not in done.stderr


def test_database_of_another_program_is_left_alone(here: Run, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (id INTEGER)")
    connection.close()
    before = path.read_bytes()
    done = here("--db", f"sqlite:///{path}", "db", "upgrade")
    assert done.returncode == 3
    assert "another program" in done.stderr
    assert path.read_bytes() == before
    assert json.loads(here("--db", f"sqlite:///{path}", "db", "info", "--json").stdout)["schema"] == "foreign"


def test_setting_that_cannot_be_is_wrong_use(here: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('langauge = "zh"\n')
    done = here("--config", str(tmp_path / "mine.toml"), "db", "info")
    assert done.returncode == 2
    assert f"{tmp_path}/mine.toml:1: there is no setting" in done.stderr


def test_screens_need_a_terminal(here: Run) -> None:
    done = here()
    assert (done.returncode, done.stdout) == (2, "")
    assert "need a terminal" in done.stderr
