"""`tuicrm demo`, as a shell runs it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


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
