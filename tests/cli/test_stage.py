"""`tuicrm stage`, in a process of its own: the process is read, changed, written to a file and set up from one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.company import Company, make_company
from tests.sales.test_funnel import project
from tuicrm.store.database import Database

Ask = Callable[..., Any]


@pytest.fixture
def ask(here: Run, template: Callable[..., str]) -> Ask:
    url = template("sqlite", make_company)
    company = Company(Database(url))
    project(company, "one")
    company.database.close()
    return lambda *words, as_="hale", **named: here("--db", url, "--user", as_, *words, **named)


def names(ask: Ask) -> list[str]:
    return [one["name"] for one in json.loads(ask("stage", "list", "--json").stdout)]


def test_a_stage_from_its_beginning_to_its_end(ask: Ask) -> None:
    added = ask("stage", "add", "Pilot", "run", "--place", "3", "--chance", "50", "--days", "20", "--json")
    assert json.loads(added.stdout) | {"id": 0} == {
        "id": 0, "name": "Pilot run", "kind": "open", "probability": 50, "rotting_days": 20, "category": "pipeline",
        "place": 3,
    }  # fmt: skip
    assert ask("stage", "edit", "Pilot", "--name", "Trial", "--days", "0").stderr == "Trial is changed.\n"
    asked = ask("stage", "ask", "Needs", "Trial", "--field", "need", "--check", "budget", "--approval", "--json")
    assert [one["label"] for one in json.loads(asked.stdout)["criteria"]] == ["need known", "budget"]
    shown = json.loads(ask("stage", "show", "Needs", "--json").stdout)
    assert (shown["place"], shown["playbook"]["number"], shown["ways"][0]["needs_approval"]) == (2, 0, True)
    assert "to Trial: need known, budget, a lead's approval" in ask("stage", "show", "Needs").stdout
    refused = ask("stage", "remove", "New")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "New has open projects (1). Say to which stage they go." in refused.stderr
    gone = json.loads(ask("stage", "remove", "New", "--to", "Needs", "--json").stdout)
    assert (gone["to"], gone["moved"]) == ("Needs", 1)
    assert ask("undo").returncode == 0
    assert names(ask)[0] == "New"


def test_only_a_manager_changes_it(ask: Ask) -> None:
    for words in (("add", "X"), ("edit", "New", "--days", "3"), ("remove", "Demo"), ("use", "simple")):
        done = ask("stage", *words, as_="li")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (4, "", 1), words


def test_a_funnel_as_a_file_and_back(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "funnel.toml"
    text = ask("stage", "export").stdout
    assert ask("stage", "export", str(file)).returncode == 0
    assert file.read_text("utf-8") == text
    changed = text.replace('name = "Demo"', 'name = "Show"')
    file.write_text(changed.replace("probability = 60", "probability = 55"), "utf-8")
    done = json.loads(ask("stage", "import", str(file), "--json").stdout)
    assert (done["added"], done["changed"], done["removed"]) == ([], ["Show", "Quote"], [])
    wrong = ask("stage", "import", str(tmp_path / "none.toml"))
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "no such file" in wrong.stderr
    file.write_text("funnel = 'x'\n[[stage]]\nname = 3\n", "utf-8")
    wrong = ask("stage", "import", str(file))
    assert (wrong.returncode, wrong.stderr) == (2, 'funnel.toml: stage[1].name: write a text in quotes here: "..."\n')


def test_a_ready_made_funnel_wants_to_know_where_projects_go(ask: Ask) -> None:
    listed = json.loads(ask("stage", "templates", "--json").stdout)
    assert [one["name"] for one in listed] == ["simple", "solution", "meddic"]
    wrong = ask("stage", "use", "simple")
    assert (wrong.returncode, "New has open projects" in wrong.stderr) == (1, True)
    done = json.loads(ask("stage", "use", "simple", "--map", "New=Qualify", "--json").stdout)
    assert (done["name"], done["moved"]) == ("Sales", 1)
    assert names(ask)[:2] == ["Qualify", "Needs"]
    assert ask("stage", "use", "meddic", "--new").returncode == 0
    found = json.loads(ask("stage", "funnels", "--json").stdout)
    assert [(one["name"], one["is_default"], one["open_projects"]) for one in found] == [
        ("Sales", True, 1), ("MEDDIC", False, 0),
    ]  # fmt: skip
    in_other = json.loads(ask("stage", "list", "--funnel", "meddic", "--json").stdout)
    assert in_other[0]["name"] == "Discover"
    assert ask("stage", "use", "nothing").returncode == 2
    assert ask("stage", "list", "--funnel", "nothing").returncode == 2
