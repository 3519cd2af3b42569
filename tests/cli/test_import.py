"""`tuicrm import` as a shell sees it: report, statuses, what goes where."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.left_out import CHECKOUT

FILES = CHECKOUT / "tests" / "exchange" / "files"
SHOP, MAP = str(FILES / "shop"), str(FILES / "shop.toml")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/crm.db"


def test_report_is_one_document_and_refused_rows_end_with_one(here: Run, url: str) -> None:
    done = here("--db", url, "--user", "boss", "import", SHOP, "--map", MAP, "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert {name: report[name] for name in ("system", "dry_run", "read", "made", "changed", "skipped")} == {
        "system": "shop", "dry_run": False, "read": 16, "made": 11, "changed": 0, "skipped": 0,
    }  # fmt: skip
    assert report["refused"][0] == {"file": "firmen.csv", "line": 4, "reason": "Firma * is empty"}
    assert report["records"]["customer"] == {"read": 3, "made": 2, "changed": 0, "skipped": 0, "refused": 1}
    assert report["unknown_columns"] == [{"file": "firmen.csv", "column": "Lieblingsfarbe"}]
    again = json.loads(here("--db", url, "--user", "boss", "import", SHOP, "--map", MAP, "--json").stdout)
    assert (again["made"], again["changed"], len(again["refused"])) == (0, 0, 8)


def test_counts_are_data_and_the_rest_is_talk(here: Run, url: str) -> None:
    done = here("--db", url, "--user", "boss", "import", SHOP, "--map", MAP)
    assert "team\t2\t2\t0\t0\t0\n" in done.stdout
    assert "8 rows did not come in:" in done.stderr
    assert "  firmen.csv:5: Umsatz Mio.: “viel” is not an amount" in done.stderr
    assert "firmen.csv" not in done.stdout
    assert "\r" not in done.stderr


def test_rehearsal_changes_nothing(here: Run, url: str, tmp_path: Path) -> None:
    done = here("--db", url, "--user", "boss", "import", SHOP, "--map", MAP, "--dry-run", "--json")
    assert json.loads(done.stdout)["made"] == 11
    with sqlite3.connect(tmp_path / "crm.db") as file:
        assert file.execute("select count(*) from customer").fetchone() == (0,)


def test_mistakes_of_a_mapping_are_lines_and_wrong_use(here: Run, url: str, tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(Path(MAP).read_text("utf-8").replace('"Branche"', '"Sector"'), encoding="utf-8")
    done = here("--db", url, "import", SHOP, "--map", str(tmp_path / "m.toml"))
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1].startswith("tuicrm: m.toml: ")


def test_files_that_no_mapping_fits_are_not_guessed_at(here: Run, url: str) -> None:
    done = here("--db", url, "import", SHOP)
    assert done.returncode == 2
    assert "--propose > my.toml" in done.stderr
    assert "--map" in done.stderr


def test_what_is_not_there_is_named(here: Run, url: str, tmp_path: Path) -> None:
    done = here("--db", url, "import", str(tmp_path / "none.csv"), "--map", MAP)
    assert done.returncode == 1
    assert "none.csv" in done.stderr
    assert here("--db", url, "import", SHOP, "--owner-from", "luck").returncode == 2


def test_proposal_goes_to_standard_output_or_to_a_new_file(here: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Company,City\nAcme,Leeds\n", encoding="utf-8")
    printed = here("import", "a.csv", "--propose")
    assert printed.returncode == 0
    assert 'kind = "customer"' in printed.stdout
    assert here("import", "a.csv", "--propose", "--map", "m.toml").returncode == 0
    assert (tmp_path / "m.toml").read_text("utf-8").strip() == printed.stdout.strip()
    assert here("import", "a.csv", "--propose", "--map", "m.toml").returncode == 1
    done = here("--user", "boss", "import", "a.csv", "--map", "m.toml", "--json")
    assert json.loads(done.stdout)["made"] == 1


def test_import_is_not_for_reps(here: Run, url: str, tmp_path: Path) -> None:
    here("--db", url, "--user", "boss", "db", "check")
    with sqlite3.connect(tmp_path / "crm.db") as file:
        file.execute("insert into user (login, name, name_sort, role, version) values ('li', 'Li', 'li', 'rep', 1)")
    done = here("--db", url, "--user", "li", "import", SHOP, "--map", MAP)
    assert done.returncode == 4
    assert "Only a manager or an administrator may do this." in done.stderr


KILLED = """
import os, signal
from sqlalchemy import Engine, event
from tuicrm.__main__ import main

statements = 0

@event.listens_for(Engine, "before_cursor_execute")
def count(*told):
    global statements
    statements += "INSERT INTO source_row" in told[2]
    if statements == 2:  # the customers of the second batch are written, where they came from is not
        os.kill(os.getpid(), signal.SIGKILL)

main()
"""


def test_killed_in_the_middle_of_a_batch_it_goes_on_and_nothing_is_half(
    here: Run, own_environment: dict[str, str], url: str, tmp_path: Path
) -> None:
    lines = [f"{number},Customer {number}" for number in range(2_000)]
    (tmp_path / "a.csv").write_text("\n".join(["id,Company", *lines]), encoding="utf-8")
    assert here("import", "a.csv", "--propose", "--map", "m.toml").returncode == 0
    words = ["--db", url, "--user", "boss", "import", "a.csv", "--map", "m.toml", "--json"]
    killed = subprocess.run([sys.executable, "-c", KILLED, *words], env=own_environment, cwd=tmp_path, check=False)
    assert killed.returncode == -signal.SIGKILL

    def counts() -> set[int]:
        with sqlite3.connect(tmp_path / "crm.db") as file:
            tables = ("customer", "ownership", "source_row")
            return {file.execute(f"select count(*) from {table}").fetchone()[0] for table in tables}

    (stood,) = counts()
    assert 0 < stood < 2_000
    report = json.loads(here(*words).stdout)
    assert (report["made"], report["skipped"]) == (2_000 - stood, stood)
    assert counts() == {2_000}
