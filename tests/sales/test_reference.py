"""Reports over a real export, to the cent against figures that two other programs computed.

The charts draw what these reports answer, so this holds for them, too.
"""

import csv
import json
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.engines import KINDS, Engines, Make, carry_over
from tests.exchange.imported import NOW, make_imported
from tests.left_out import real_data_folder
from tuicrm.exchange import importing, loading
from tuicrm.plain.money import exact_text
from tuicrm.sales import analysis
from tuicrm.sales.analysis import Ask
from tuicrm.sales.opening import sit_down
from tuicrm.store.database import Database, Desk

GROUPS = {
    "agent": "owner",
    "manager": "team",
    "regional_office": "region",
    "product": "product",
    "sector": "industry",
}
"""What the reference calls a group -> our dimension: the teams of this company are called by their managers."""


@pytest.fixture
def brought_in(engines: Engines, empty_database: Callable[[str], str]) -> Callable[[str, Make], str]:
    """What `make` brings in, on any engine: into SQLite once, from there to the others row by row.

    That the servers take an export in as SQLite does is for the first of these tests and those of the import.
    """

    def give(kind: str, make: Make) -> str:
        source = engines.original("sqlite", make)
        if kind == "sqlite":
            return source
        target = empty_database(kind)
        carry_over(source, target)
        return target

    return give


@pytest.mark.parametrize("kind", KINDS)
def test_reports_are_the_reference(kind: str, real_data: Path, template: Callable[[str, Make], str]) -> None:
    database = Database(template(kind, make_imported))
    desk = database.as_("boss", lambda: NOW, through="test")
    expected = json.loads((real_data / "maven-crm" / "reference.json").read_text("utf-8"))
    _won(desk, expected)
    _win_rates(desk, expected)
    _counts(desk, expected)
    _deals(desk, expected)
    _days(desk, expected)
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


def _deals(desk: Desk, expected: dict[str, Any]) -> None:
    assert values(desk, "average-deal") == {"": expected["average_deal"]}
    for name, dimension in GROUPS.items():
        assert values(desk, "average-deal", dimension) == expected[f"average_deal_by_{name}"], dimension
    assert values(desk, "value-to-list") == {"": expected["won_value_to_list_price"]}
    for name in ("agent", "product"):
        found = values(desk, "value-to-list", GROUPS[name])
        assert found == expected[f"won_value_to_list_price_by_{name}"], name
    counted: dict[str, dict[str, int]] = {}
    for row, value in rows(desk, Ask("won", ("owner", "quarter"))):
        counted.setdefault(row.key[0], {})[row.key[1]] = value
    assert counted == expected["won_count_by_agent_and_quarter"]


def _days(desk: Desk, expected: dict[str, Any]) -> None:
    """Median and quartiles of days, by linear interpolation."""
    for measure, name in (("cycle-days", "cycle_days_won"), ("cycle-days-lost", "cycle_days_lost")):
        [(row, _value)] = rows(desk, Ask(measure))
        assert _box(row) == _quartiles(expected[name]), measure
    by_agent = {row.key[0]: _box(row) for row, _value in rows(desk, Ask("cycle-days", ("owner",)))}
    assert by_agent == {who: _quartiles(box) for who, box in expected["cycle_days_won_by_agent"].items()}
    aged = rows(desk, Ask("stage-age-days", ("stage",), as_of=date(2017, 12, 31)))
    [engaging] = [row for row, _value in aged if row.key == ("Engaging",)]
    assert _box(engaging) == _quartiles(expected["engaging_age_days_on_2017_12_31"])


def _box(row: Any) -> tuple[int, str, str, str]:
    return row.n, f"{row.low:.2f}", f"{row.value:.2f}", f"{row.high:.2f}"


def _quartiles(of: dict[str, Any]) -> tuple[int, str, str, str]:
    return of["count"], of["q1"], of["median"], of["q3"]


def _as_of_a_day(desk: Desk, expected: dict[str, Any]) -> None:
    """A period and a day of reading that cover the first half of the year give its months, and no others."""
    half = {month: value for month, value in expected["won_revenue_by_month"].items() if month <= "2017-06"}
    assert values(desk, "won-revenue", "month", to_on=date(2017, 6, 30)) == half
    assert values(desk, "won-revenue", "month", as_of=date(2017, 6, 30)) == half


@pytest.mark.parametrize("kind", KINDS)
def test_order_lines_are_the_reference(kind: str, real_data: Path, brought_in: Callable[[str, Make], str]) -> None:
    """Each line is rounded half up to cents; the sums of such lines are computed here from the text of the file."""
    desk = at_desk(brought_in(kind, make_superstore))
    expected = json.loads((real_data / "superstore" / "reference.json").read_text("utf-8"))
    assert values(desk, "revenue") == {"": expected["sales_of_lines_rounded_half_up_to_cents"]}
    assert values(desk, "profit") == {"": expected["profit_of_lines_rounded_half_up_to_cents"]}
    assert values(desk, "margin") == {"": expected["margin"]}
    assert values(desk, "buyers", "year") == expected["customers_by_year"]
    lines = _lines(real_data / "superstore" / "superstore_orders.csv")
    groups = (
        ("year", "by_year", "Year"), ("class", "by_segment", "Segment"), ("own:region", "by_region", "Region"),
        ("own:category", "by_category", "Category"), ("series", "by_sub_category", "Sub-Category"),
    )  # fmt: skip
    for dimension, name, column in groups:
        count = {key: one["lines"] for key, one in expected[name].items()}
        assert values(desk, "purchases", dimension) == count, dimension
        assert values(desk, "pieces", dimension) == {key: one["quantity"] for key, one in expected[name].items()}
        for measure in ("revenue", "profit"):
            assert values(desk, measure, dimension) == _sums(lines, measure, column), (measure, dimension)
            for key, value in values(desk, measure, dimension).items():
                exact = Decimal(expected[name][key]["sales" if measure == "revenue" else "profit"])
                assert abs(Decimal(value) - exact) < Decimal("0.005") * count[key], (measure, key)
    for measure in ("revenue", "profit"):
        assert values(desk, measure, "month") == _sums(lines, measure, "Month")
    grown = _growth(values(desk, "revenue", "year"))
    assert all(
        abs(Decimal(expected["sales_growth_by_year"][year]) - one) < Decimal("0.00001") for year, one in grown.items()
    )
    best = list(values(desk, "profit", "customer"))[:3]
    assert best == [one[1] for one in expected["top_customers_by_profit"][:3]]
    desk.database.close()


def _lines(path: Path) -> list[dict[str, Any]]:
    cent = Decimal("0.01")
    found = []
    with path.open(encoding="cp1252", newline="") as file:
        for row in csv.DictReader(file):
            month, _day, year = row["Order Date"].split("/")
            profit, sales = (Decimal(row[name]).quantize(cent, ROUND_HALF_UP) for name in ("Profit", "Sales"))
            found.append({**row, "Year": year, "Month": f"{year}-{int(month):02}", "profit": profit, "revenue": sales})
    return found


def _sums(lines: list[dict[str, Any]], measure: str, column: str) -> dict[str, str]:
    sums: dict[str, Decimal] = {}
    for one in lines:
        sums[one[column]] = sums.get(one[column], Decimal(0)) + one[measure]
    return {key: str(value) for key, value in sums.items()}


def _growth(by_year: dict[str, str]) -> dict[str, Decimal]:
    years = sorted(by_year)
    return {year: Decimal(by_year[year]) / Decimal(by_year[before]) - 1 for before, year in pairwise(years)}


BY_SOURCE = ("leads_by_origin", "closed_by_origin", "conversion_by_origin")
"""Groups by source: its key here is the name with hyphens."""


@pytest.mark.parametrize("kind", KINDS)
def test_marketing_funnel_is_the_reference(kind: str, real_data: Path, brought_in: Callable[[str, Make], str]) -> None:
    desk = at_desk(brought_in(kind, make_olist))
    expected = json.loads((real_data / "olist-funnel" / "reference.json").read_text("utf-8"))
    by_key = {name: {key.replace("_", "-"): n for key, n in expected[name].items()} for name in BY_SOURCE}
    assert values(desk, "inquiries", "source") == by_key["leads_by_origin"]
    assert values(desk, "customers", "source") == by_key["leads_by_origin"]
    assert values(desk, "inquiries", "month") == expected["leads_by_month_of_first_contact"]
    assert values(desk, "won", "source") == by_key["closed_by_origin"]
    assert values(desk, "won", "month") == expected["closed_by_month_of_won"]
    assert values(desk, "won", "owner") == expected["closed_by_sr"]
    own = {
        "segment": "segment", "lead_type": "lead_type", "profile": "behaviour_profile", "sdr": "sdr",
        "business_type": "business_type",
    }  # fmt: skip
    for key, name in own.items():
        assert values(desk, "won", f"own:{key}") == expected[f"closed_by_{name}"], key
    won, asked = values(desk, "won", "source"), values(desk, "inquiries", "source")
    converted = {
        name: f"{(Decimal(won.get(name, 0)) / n).quantize(Decimal('0.000001'), ROUND_HALF_UP)}"
        for name, n in asked.items()
    }
    assert converted == by_key["conversion_by_origin"]
    _declared(desk, expected)
    ten = sorted(values(desk, "inquiries", "campaign").items(), key=lambda one: (-one[1], one[0]))[:10]
    assert [list(each) for each in ten] == expected["leads_by_landing_page_top_10"]
    [(days, _value)] = rows(desk, Ask("days-to-purchase"))
    late = expected["days_first_contact_to_won"]["count"] - expected["days_first_contact_to_won_negative"]
    assert days.n == late, "who was won before the first contact has no way from the one to the other"
    desk.database.close()


def _declared(desk: Desk, expected: dict[str, Any]) -> None:
    """What sellers said that they turn over, an own field of the projects that were won."""
    assert values(desk, "sum:declared_monthly_revenue") == {"": expected["declared_monthly_revenue"]}
    by_source = {key.replace("_", "-"): n for key, n in expected["declared_monthly_revenue_by_origin"].items()}
    assert values(desk, "sum:declared_monthly_revenue", "source") == by_source
    by_segment = expected["declared_monthly_revenue_by_segment"]
    assert values(desk, "sum:declared_monthly_revenue", "own:segment") == by_segment


def make_superstore(url: str) -> None:
    """Bring the order lines in."""
    _bring_in(url, "superstore", "superstore")


def make_olist(url: str) -> None:
    """Bring the marketing funnel in."""
    _bring_in(url, "olist-funnel", "olist")


def _bring_in(url: str, folder: str, name: str) -> None:
    seat = sit_down(url, "boss", clock=lambda: NOW)
    mapping = loading.load(str(Path(__file__).parents[1] / "exchange" / "files" / f"{name}.toml"))
    report = importing.bring_in(seat.desk, importing.plan([real_data_folder() / folder], mapping))
    assert (report.refused, report.left) == ([], [])
    seat.database.close()


def at_desk(url: str) -> Desk:
    return Database(url).as_("boss", lambda: NOW, through="test")


def values(desk: Desk, measure: str, *by: str, **more: Any) -> dict[str, Any]:
    return {", ".join(row.key): value for row, value in rows(desk, Ask(measure, by, **more))}


def rows(desk: Desk, ask: Ask) -> list[tuple[Any, Any]]:
    """The rows of a report, their values spelled as the reference spells them."""
    found = desk.read(analysis.report, ask)

    def spelled(value: Any) -> Any:
        if found.unit == "money":
            return exact_text(value, found.currency)
        return f"{value:.6f}" if found.unit in ("rate", "ratio") else value

    return [(row, spelled(row.value)) for row in found.rows]
