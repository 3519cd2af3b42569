"""The records behind a line of the outlook are those that it counts: of that day, of that filter, of those people."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.company import NOW, Company
from tests.sales.test_funnel import EUROS, project
from tuicrm.sales import funnel, projects
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer, behind

SOON, LATE = date(2026, 12, 10), date(2027, 5, 1)
THEN = NOW.date() + timedelta(days=3)


def names(company: Company, line: str = "", **scope: Any) -> list[str]:
    return sorted(one.name for one in company.desk("hale").read(behind, "outlook", Scope(**scope), (line,)).records)


def busy(company: Company) -> None:
    """One that is won since, one that goes on, one that passes from Li to Roth, one due later, one that came since."""
    won = project(company, "won since", expected_on=SOON)
    moved = project(company, "put off", expected_on=SOON)
    project(company, "goes on", expected_on=SOON, amount_minor=5 * EUROS)
    project(company, "late", expected_on=LATE)
    project(company, "of Kuhn", login="kuhn", expected_on=SOON)
    company.clock.later(days=7)
    company.desk("hale").write(funnel.win, won, reason="x")
    version = company.desk("li").read(projects.card, moved).version
    company.desk("li").write(projects.edit, moved, version, expected_on=LATE)
    project(company, "came since", expected_on=SOON)
    company.clock.later(days=1)


@pytest.mark.parametrize(
    ("line", "scope", "behind_it"),
    [
        ("", {}, ["came since", "goes on", "of Kuhn"]),
        ("", {"as_of": THEN}, ["goes on", "of Kuhn", "put off", "won since"]),
        ("Li Wei", {"as_of": THEN}, ["goes on", "put off", "won since"]),
        ("", {"where": "amount:1000.."}, ["came since", "of Kuhn"]),
        ("", {"where": "amount:1000..", "as_of": THEN}, ["of Kuhn", "put off", "won since"]),
        ("", {"who": "West"}, ["of Kuhn"]), ("", {"who": "East", "as_of": THEN}, ["goes on", "put off", "won since"]),
        ("Nobody", {}, []), ("", {"as_of": NOW.date() - timedelta(days=1)}, []),
        ("", {"from_on": date(2027, 4, 1), "to_on": LATE}, ["came since", "goes on", "late", "of Kuhn", "put off"]),
    ],
)  # fmt: skip
def test_behind_a_line_is_what_it_counts(
    small_company: Company, line: str, scope: dict[str, Any], behind_it: list[str]
) -> None:
    busy(small_company)
    assert names(small_company, line, **scope) == behind_it


@pytest.mark.parametrize("scope", [Scope(), Scope(as_of=THEN), Scope(where="amount:1000..", as_of=THEN)])
def test_each_line_adds_up_to_its_records(company: Company, scope: Scope) -> None:
    busy(company)
    desk = company.desk("hale")
    for line in desk.read(answer, "outlook", scope).lines:
        found = desk.read(behind, "outlook", scope, line.behind).records
        counted = line.figures["pipeline"] - line.figures["closed"]
        assert sum(one.amount_minor or 0 for one in found) == counted, line.key
