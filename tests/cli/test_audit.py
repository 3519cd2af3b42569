"""`tuicrm audit`, and the note that is made when many records are printed for a program."""

import json

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def team(here: Run) -> Run:
    """A database of one's own with 25 customers."""
    for n in range(25):
        assert here("lead", "add", f"Kunde {n}", "--source", "phone").returncode == 0
    return here


def test_who_did_what_is_listed_with_what_it_changed(here: Run) -> None:
    here("lead", "add", "Acme Ltd", "--source", "phone")
    here("pool", "claim", "Acme")
    found = json.loads(here("audit", "--act", "pool.claim", "--record", "customer", "--json").stdout)
    assert [(line["rule"], line["kind"], line["what"]) for line in found] == [("pool.claim", "customer", "update")]
    assert json.loads(found[0]["changed"])["owner_id"][0] is None
    assert here("audit", "--record", "customer:999", "--json").returncode == 1
    assert here("audit", "--record", "stage:x").returncode == 2
    assert here("audit", "--who", "nobody").returncode == 1


@pytest.mark.parametrize(
    ("words", "noted"), [(["--json"], 1), (["--csv"], 1), (["--ids"], 1), (["--json", "--limit", "5"], 0)]
)
def test_an_export_of_many_is_noted(team: Run, words: list[str], noted: int) -> None:
    assert team("customer", "list", *words).returncode == 0
    found = json.loads(team("audit", "--read", "--json").stdout)
    assert len(found) == noted
    if noted:
        assert (found[0]["what"], found[0]["kind"], found[0]["count"]) == ("export", "customer", 25)
        assert found[0]["detail"] == "tuicrm customer list"


def test_figures_and_short_lists_are_no_export(team: Run) -> None:
    team("report", "customers", "--by", "source", "--json")
    team("user", "list", "--json")
    assert json.loads(team("audit", "--read", "--json").stdout) == []
