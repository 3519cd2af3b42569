"""People and undo from a shell."""

from __future__ import annotations

import json
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

from tests.cli.conftest import Run
from tests.company import Company

Said = CompletedProcess[str]
As = Callable[..., Said]


@pytest.fixture
def boss(tuicrm: Run, small_company: Company) -> As:
    """Run a command as the administrator of the company's database."""
    url = small_company.database.url.render_as_string(hide_password=False)
    return lambda *words, login="boss": tuicrm("--db", url, "--user", login, *words)


def test_somebody_is_let_in_placed_and_taken_back(boss: As) -> None:
    added = boss("user", "add", "novak", "--name", "J. Novak", "--team", "West", "--json")
    assert (added.returncode, json.loads(added.stdout)["team"]) == (0, "West")
    assert boss("user", "place", "j.", "novak", "--role", "team_lead").stderr == "J. Novak is team_lead in West.\n"
    (act,) = json.loads(boss("undo", "--list", "--json").stdout)
    assert (act["rule"], act["what"]) == ("user.place", "new role or team of J. Novak")
    assert boss("undo").stderr == "Taken back: new role or team of J. Novak.\n"
    rows = json.loads(boss("user", "list", "--json").stdout)
    assert [(row["role"], row["team"]) for row in rows if row["login"] == "novak"] == [("rep", "West")]
    nothing = boss("undo")
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert "nothing of yours to take back" in nothing.stderr


def test_who_leaves_is_listed_only_on_demand(boss: As) -> None:
    assert boss("user", "leave", "kuhn", "--on", "2026-01-31").returncode == 0
    assert "kuhn" not in boss("user", "list").stdout
    assert "kuhn" in boss("user", "list", "--all").stdout
    assert boss("user", "stay", "kuhn").returncode == 0
    assert "kuhn" in boss("user", "list").stdout


def test_what_is_wrong_is_said_with_its_status(boss: As) -> None:
    unknown = boss("user", "add", "novak", "--team", "North")
    assert unknown.returncode == 1
    assert "There is no team North. Teams: East, West. Add --new-team" in unknown.stderr
    assert boss("user", "add", "novak", "--team", "North", "--new-team").returncode == 0
    assert boss("user", "add", "other", login="li").returncode == 4
    stranger = boss("user", "list", login="stranger")
    assert stranger.returncode == 4
    assert "tuicrm user add stranger --role rep" in stranger.stderr
