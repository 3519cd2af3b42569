"""Reports over a real export, to the cent against figures that two other programs computed.

The charts draw what these reports answer, so this holds for them, too.
"""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.engines import KINDS, Make
from tests.exchange.imported import NOW, make_imported
from tuicrm.plain.money import exact_text
from tuicrm.sales import analysis
from tuicrm.sales.analysis import Ask
from tuicrm.store.database import Database, Desk

GROUPS = {
    "agent": "owner",
    "manager": "team",
    "regional_office": "region",
    "product": "product",
    "sector": "industry",
}
"""What the reference calls a group -> our dimension: the teams of this company are called by their managers."""


@pytest.mark.parametrize("kind", KINDS)
def test_reports_are_the_reference(kind: str, real_data: Path, template: Callable[[str, Make], str]) -> None:
    database = Database(template(kind, make_imported))
    desk = database.as_("boss", lambda: NOW, through="test")
    expected = json.loads((real_data / "maven-crm" / "reference.json").read_text("utf-8"))
    _won(desk, expected)
    _win_rates(desk, expected)
    _counts(desk, expected)
    _as_of_a_day(desk, expected)
    database.close()


def _won(desk: Desk, expected: dict[str, Any]) -> None:
    assert values(desk, "won-revenue") == {"": expected["won_revenue"]}
    assert values(desk, "revenue") == {"": expected["won_revenue"]}
    assert values(desk, "won-revenue", "month") == expected["won_revenue_by_month"]
    for name, dimension in GROUPS.items():
        assert values(desk, "won-revenue", dimension) == expected[f"won_revenue_by_{name}"], dimension
        assert values(desk, "revenue", dimension) == expected[f"won_revenue_by_{name}"], dimension
    best = list(values(desk, "won-revenue", "customer").items())[:10]
    assert [list(each) for each in best] == expected["top_accounts_by_won_revenue"]
    quarters: dict[str, dict[str, str]] = {}
    for row, value in rows(desk, Ask("won-revenue", ("owner", "quarter"))):
        quarters.setdefault(row.key[0], {})[row.key[1]] = value
    assert quarters == expected["won_revenue_by_agent_and_quarter"]


def _win_rates(desk: Desk, expected: dict[str, Any]) -> None:
    assert values(desk, "win-rate") == {"": expected["win_rate"]}
    for name, dimension in GROUPS.items():
        assert values(desk, "win-rate", dimension) == expected[f"win_rate_by_{name}"], dimension


def _counts(desk: Desk, expected: dict[str, Any]) -> None:
    stages = expected["opportunities_by_stage"]
    assert values(desk, "won", "month") == expected["won_count_by_month"]
    assert values(desk, "lost", "month") == expected["lost_count_by_month"]
    assert values(desk, "won") == {"": stages["Won"]}
    assert values(desk, "lost") == {"": stages["Lost"]}
    assert values(desk, "open", "stage") == {name: stages[name] for name in ("Engaging", "Prospecting")}
    assert values(desk, "customers", "industry") == expected["accounts_by_sector"]
    by_product = dict.fromkeys(expected["opportunities_by_product"], 0)
    for measure in ("won", "lost", "open"):
        for name, number in values(desk, measure, "product").items():
            by_product[name] += number
    assert by_product == expected["opportunities_by_product"]


def _as_of_a_day(desk: Desk, expected: dict[str, Any]) -> None:
    """A period and a day of reading that cover the first half of the year give its months, and no others."""
    half = {month: value for month, value in expected["won_revenue_by_month"].items() if month <= "2017-06"}
    assert values(desk, "won-revenue", "month", to_on=date(2017, 6, 30)) == half
    assert values(desk, "won-revenue", "month", as_of=date(2017, 6, 30)) == half


def values(desk: Desk, measure: str, *by: str, **more: Any) -> dict[str, Any]:
    return {", ".join(row.key): value for row, value in rows(desk, Ask(measure, by, **more))}


def rows(desk: Desk, ask: Ask) -> list[tuple[Any, Any]]:
    """The rows of a report, their values spelled as the reference spells them."""
    found = desk.read(analysis.report, ask)

    def spelled(value: Any) -> Any:
        if found.unit == "money":
            return exact_text(value, found.currency)
        return f"{value:.6f}" if found.unit == "rate" else value

    return [(row, spelled(row.value)) for row in found.rows]
