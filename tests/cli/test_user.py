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
def boss(here: Run, small_company: Company) -> As:
    """Run a command as the administrator of the company's database."""
    url = small_company.database.url.render_as_string(hide_password=False)
    return lambda *words, login="boss": here("--db", url, "--user", login, *words)


def test_somebody_is_let_in_placed_and_taken_back(boss: As) -> None:
    added = boss("user", "add", "novak", "--name", "J. Novak", "--team", "West", "--json")
    assert (added.returncode, json.loads(added.stdout)["team"]) == (0, "West")
    assert boss("user", "place", "j.", "novak", "--role", "team_lead").stderr == "J. Novak is team lead in West.\n"
    act, _added = json.loads(boss("undo", "--list", "--json").stdout)
    assert (act["rule"], act["what"]) == ("user.place", "new role or team of J. Novak")
    assert boss("undo").stderr == "Taken back: new role or team of J. Novak.\n"
    rows = json.loads(boss("user", "list", "--json").stdout)
    assert [(row["role"], row["team"]) for row in rows if row["login"] == "novak"] == [("rep", "West")]
    assert boss("undo").stderr == "Taken back: letting in of J. Novak.\n"
    assert "novak" not in boss("user", "list", "--all").stdout
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


def test_places_of_past_days_and_the_first_day_are_put_right(boss: As) -> None:
    said = boss("user", "place", "li", "--team", "West", "--from", "2026-03-01", "--to", "2026-06-30")
    assert said.stderr == "Li Wei: 3 places by day now; see: tuicrm user places\n"
    rows = json.loads(boss("user", "places", "li", "--json").stdout)
    assert [(row["team"], row["from"], row["to"]) for row in rows] == [
        ("East", "2026-01-05", "2026-02-28"), ("West", "2026-03-01", "2026-06-30"), ("East", "2026-07-01", None),
    ]  # fmt: skip
    assert boss("user", "edit", "li", "--joined", "2025-02-03").stderr == "Li Wei: changed.\n"
    assert "2025-02-03" in boss("user", "places", "li").stdout
    assert boss("undo").stderr == "Taken back: first day of Li Wei.\n"
    assert boss("undo").stderr == "Taken back: role and team of Li Wei in a period.\n"
    assert len(json.loads(boss("user", "places", "li", "--json").stdout)) == 1
    assert boss("user", "place", "li", "--to", "2026-06-30").returncode == 2
    early = boss("user", "place", "li", "--role", "rep", "--from", "2025-12-31")
    assert (early.returncode, "joined on" in early.stderr) == (1, True)


def test_seats_have_a_cost_from_a_day_on(boss: As) -> None:
    assert "No seat has a cost yet" in boss("user", "seats").stderr or boss("user", "seats").stdout == ""
    said = boss("user", "seat", "li", "6k", "--from", "2026-01-01")
    assert said.stderr == "The seat of Li Wei costs €6,000.00 a month from 2026-01-01 on.\n"
    rows = json.loads(boss("user", "seats", "--json").stdout)
    assert rows == [{"user": "Li Wei", "from": "2026-01-01", "cost": {"amount": "6000.00", "currency": "EUR"}}]
    assert boss("user", "seats", "kuhn", "--csv").stdout.splitlines() == ["user,from,cost,cost_currency"]
    assert boss("user", "seats", login="li").returncode == 4
    wrong = boss("user", "seat", "li", "--", "-5")
    assert (wrong.returncode, "costs nothing or more" in wrong.stderr) == (1, True)


def test_why_the_average_moved_is_a_report(boss: As) -> None:
    found = json.loads(boss("report", "moved", "--json").stdout)
    assert (found["report"], found["rows"]) == ("moved", [])
    assert "nothing was bought" in found["said"][0]
    assert boss("report", "margin-change", "--csv").stdout.startswith("by,what,change,")
