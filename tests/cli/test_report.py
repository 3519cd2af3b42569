"""`tuicrm report`: one exact document for each figure, in a process of its own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.company import Company, make_company
from tests.sales.test_report import settled
from tuicrm.sales import fields
from tuicrm.sales.analysis.blocks import BLOCKS
from tuicrm.sales.analysis.measures import DIMENSIONS, MEASURES
from tuicrm.store.database import Database

pytestmark = pytest.mark.usefixtures("stands_still")

Ask = Callable[..., Any]


@pytest.fixture
def ask(here: Run, template: Callable[..., str]) -> Ask:
    """`ask("won")` reports as the manager of a company that won three projects and lost one."""
    url = template("sqlite", make_company)
    company = Company(Database(url))
    settled(company)
    company.database.close()
    return lambda *words, as_="hale": here("--db", url, "--user", as_, "report", *words)


def test_report_is_one_exact_document(ask: Ask) -> None:
    done = ask(
        "won-revenue", "--by", "team,month", "--from", "2026-11-01", "--to", "2026-12-31", "--where", "owner:li,roth",
        "--as-of", "2026-12-31", "--json",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "measure": "won-revenue",
        "by": ["team", "month"],
        "from": "2026-11-01",
        "to": "2026-12-31",
        "filter": "owner:li,roth",
        "as_of": "2026-12-31",
        "definition": MEASURES["won-revenue"].definition,
        "currency": "EUR",
        "rows": [
            {"key": ["East", "2026-11"], "value": "300.00", "n": 1, "low": None, "high": None},
            {"key": ["East", "2026-12"], "value": "50.00", "n": 1, "low": None, "high": None},
        ],
    }


def test_rate_is_a_number_with_its_range_and_missing_is_empty(ask: Ask) -> None:
    found = json.loads(ask("win-rate", "--by", "class", "--json").stdout)
    assert "currency" not in found
    by_class = {row["key"][0]: row for row in found["rows"]}
    assert by_class["A"] == {"key": ["A"], "value": 0.5, "n": 2, "low": 0.094531, "high": 0.905469}
    assert by_class[""]["value"] == 1.0


def test_measures_and_dimensions_are_listed(ask: Ask) -> None:
    found = json.loads(ask("list", "--json").stdout)
    assert [one["measure"] for one in found["measures"]] == list(MEASURES)
    assert found["dimensions"] == list(DIMENSIONS)
    assert all(set(one["by"]) <= set(found["dimensions"]) and one["definition"] for one in found["measures"])


def test_declared_fields_are_listed_among_the_dimensions(here: Run, template: Callable[..., str]) -> None:
    url = template("sqlite", make_company)
    company = Company(Database(url))
    company.desk("hale").write(fields.add, "customer", "Segment", "text")
    company.database.close()

    def ask(*words: str) -> Any:
        return here("--db", url, "--user", "hale", "report", *words)

    found = json.loads(ask("list", "--json").stdout)
    assert found["dimensions"] == [*DIMENSIONS, "own:segment"]
    assert next(one["by"] for one in found["measures"] if one["measure"] == "won")[-1] == "own:segment"
    refused = ask("won", "--by", "segment")
    assert refused.returncode == 2
    assert refused.stderr.rstrip().endswith("outcome, need, own:segment.")
    assert ask("won", "--by", "own:segment").returncode == 0


def test_csv_has_currency_apart(ask: Ask) -> None:
    done = ask("won-revenue", "--by", "owner", "--csv")
    assert list(csv.reader(io.StringIO(done.stdout))) == [
        ["owner", "won-revenue", "won-revenue_currency", "n"],
        ["Li Wei", "300.00", "EUR", "1"],
        ["M. Kuhn", "70.00", "EUR", "1"],
        ["A. Roth", "50.00", "EUR", "1"],
    ]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("lucky",), 2, "There is no measure lucky"),
        (("won", "--by", "moon"), 2, "There is no dimension moon"),
        (("won", "--where", "colour:red"), 2, "colour"),
        (("won", "--from", "2026-12-01", "--to", "2026-11-01"), 2, "comes after"),
        (("won", "--from", "soon"), 2, "--from"),
        (("won", "--json", "--csv"), 2, "at once"),
    ],
)
def test_question_that_has_no_answer_is_one_line(ask: Ask, words: tuple[str, ...], status: int, said: str) -> None:
    done = ask(*words)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (status, "", 1)
    assert said in done.stderr


def test_pipe_gets_exact_figures_without_talk(ask: Ask) -> None:
    done = ask("win-rate", "--by", "class")
    assert done.stderr == ""
    rows = {row[0]: row[1:] for row in (line.split("\t") for line in done.stdout.splitlines())}
    assert rows["A"] == ["0.5", "0.094531", "0.905469", "2"]
    assert "" in rows, "what has no class has an empty key"
    assert done.stdout == ask("win-rate", "--by", "class", "--plain").stdout


def test_team_speaks_the_phase_five_sentences_and_a_sentence_of_each_block(ask: Ask) -> None:
    phase, *five = ask("team").stdout.splitlines()[:6]
    assert phase.startswith("Founding.")
    assert [line[0] for line in five] == ["1", "2", "3", "4", "5"]
    found = json.loads(ask("team", "--json").stdout)
    assert [one["key"] for one in found["sentences"]] == ["plan", "ability", "risk", "help", "decided"]
    assert found["phase"]["name"] == "founding"
    assert [one["report"] for one in found["blocks"]] == [one.name for one in BLOCKS]
    assert all(one["said"] for one in found["blocks"])
    assert len(found["months"]) == 24


def test_forecast_is_a_list_of_months(ask: Ask) -> None:
    found = json.loads(ask("forecast", "--json").stdout)
    assert len(found) >= 6
    assert found[0]["closed"]["currency"] == "EUR"
    assert set(found[0]) >= {"month", "closed", "commit", "best", "pipeline", "weighted", "open_count", "late_count"}


def test_questions_and_their_forms(ask: Ask) -> None:
    done = ask("people", "--from", "2026-11-01", "--to", "2027-01-31", "--json")
    found = json.loads(done.stdout)
    assert found["report"] == "people"
    assert {row["key"][0] for row in found["rows"]} == {"A. Roth", "Li Wei", "M. Kuhn"}
    assert found["units"]["win_rate"] == "rate"
    assert found["said"]
    assert ask("people", "--for", "team-east", "--from", "2026-11-01", "--csv").stdout.startswith("person,win_rate,")
    assert ask("won", "--by", "owner", "--svg").stdout.startswith("<svg ")
    assert ask("stages", "--html").stdout.startswith("<!doctype html>")
    words = ("won", "--by", "owner", "--from", "2026-11-01", "--against", "year-before", "--json")
    compared = json.loads(ask(*words).stdout)
    assert {row["against"] for row in compared["rows"]} == {0}, "nobody sold anything"


def test_list_names_questions_with_the_measures(ask: Ask) -> None:
    found = json.loads(ask("list", "--json").stdout)
    assert {"people", "stages", "outlook"} <= {one["report"] for one in found["questions"]}
    rate = next(one for one in found["measures"] if one["measure"] == "win-rate")
    assert {"formula", "population", "clock", "credit", "maturity", "source"} <= set(rate)


def test_weekly_report_is_written_to_a_file(ask: Ask, tmp_path: Path) -> None:
    for ending, begins in (("html", "<!doctype html>"), ("md", "# "), ("txt", "Week to ")):
        target = tmp_path / f"week.{ending}"
        done = ask("weekly", "--for", "team-east", "-o", str(target))
        assert (done.returncode, done.stdout) == (0, "")
        text = target.read_text("utf-8")
        assert text.startswith(begins)
        assert text.index("Ability") < text.index("Decided") < text.index("amount won"), "the five sentences head it"
        assert text.index("The whole company:") < text.index("Ability"), "and whose they are is said"
        assert text.index("Decided") < text.index("In these seven days, East:") < text.index("amount won")
    assert "whole company" not in ask("weekly").stdout, "where all are asked about"
    assert ask("weekly", "-o", str(tmp_path / "week.pdf")).returncode == 2
    assert ask("weekly", "-o", str(tmp_path / "no" / "week.md")).returncode == 1


def test_saved_questions_and_the_dashboard(ask: Ask) -> None:
    assert ask("save", "Our", "rate", "win-rate", "--by", "owner").returncode == 0
    assert json.loads(ask("saved", "--json").stdout)[0]["words"] == "win-rate --by owner"
    assert ask("pin", "Our rate").returncode == 0
    [shown] = json.loads(ask("dashboard", "--json").stdout)
    assert (shown["name"], shown["report"]) == ("Our rate", "win-rate")
    assert ask("unpin", "Our rate").returncode == 0
    assert ask("forget", "Our rate").returncode == 0
    assert ask("forget", "Our rate").returncode == 1
    assert json.loads(ask("privacy", "seen_by=all", "--json").stdout)["seen_by"] == "all"
    assert ask("privacy", "seen_by=nobody").returncode != 0
    assert ask("privacy", "colour=red").returncode == 2
    assert ask("won", "extra").returncode == 2


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("won-revenue", "--by", "owner", "--behind", "Li Wei"), ["li 100"]),
        (("won-revenue", "--by", "owner", "--behind", "kuhn"), ["kuhn"]),
    ],
)
def test_records_behind_a_bar_come_from_the_shell_too(ask: Ask, words: tuple[str, ...], names: list[str]) -> None:
    bars = json.loads(ask(*words[:3], "--json").stdout)["rows"]
    found = json.loads(ask(*words, "--json").stdout)
    bar = next(one for one in bars if words[-1].casefold() in one["key"][0].casefold())
    assert len(found) == bar["n"] == len(names)
    assert sum(float(one["amount"]["amount"]) for one in found) == float(bar["value"])
    assert {"kind", "id", "name", "customer", "owner", "on"} <= set(found[0])
    assert ask(*words, "--csv").stdout.count("\n") == bar["n"] + 1


def test_a_bar_that_is_not_there_or_not_one_is_asked_back(ask: Ask) -> None:
    nobody = ask("won", "--by", "owner", "--behind", "nobody")
    assert nobody.returncode == 2
    assert "Li Wei" in nobody.stderr
    assert ask("won", "--by", "owner,month", "--behind", "East").returncode == 2
    assert len(json.loads(ask("won", "--behind", "all", "--json").stdout)) == 3


@pytest.mark.parametrize(
    ("limit", "shown", "said"),
    [
        ("", 3, ""), ("3", 3, ""), ("4", 3, ""), ("all", 3, ""), ("ALL", 3, ""), ("全部", 3, ""),
        ("1", 1, "1 of 3; --limit N|all shows more."), ("2", 2, "2 of 3; --limit N|all shows more."),
    ],
)  # fmt: skip
def test_as_many_records_as_are_wanted(ask: Ask, limit: str, shown: int, said: str) -> None:
    done = ask("won", "--behind", "all", "--json", *(("--limit", limit) if limit else ()))
    assert len(json.loads(done.stdout)) == shown
    assert said in done.stderr
    assert ("of 3" in done.stderr) is bool(said)


@pytest.mark.parametrize("limit", ["0", "-1", "few", "1.5", "٣", "1e3"])
def test_a_number_that_is_none_is_refused(ask: Ask, limit: str) -> None:
    done = ask("won", "--behind", "all", f"--limit={limit}")
    assert done.returncode == 2
    assert "say a number, or all" in done.stderr


def test_a_number_of_records_without_a_line_is_refused(ask: Ask) -> None:
    done = ask("won", "--limit", "5")
    assert done.returncode == 2
    assert "--behind LINE" in done.stderr
