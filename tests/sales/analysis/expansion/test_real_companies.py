"""Real sales as companies: the reasons add up to the cent, whoever stands for a person."""

import csv
from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tuicrm.plain.periods import month_of
from tuicrm.plain.rounding import half_away
from tuicrm.sales.analysis.expansion.margin import Worth, gap, shares, total_of
from tuicrm.sales.analysis.expansion.months import PARTS
from tuicrm.sales.analysis.expansion.moving import moved
from tuicrm.sales.analysis.expansion.persons import Periods, Person, periods

Lines = list[tuple[int, dict[str, str], int, int]]


@pytest.fixture(scope="module")
def superstore(real_data: Path) -> Lines:
    """Month, cells, sales and profit in hundredths of a cent: the file has four digits."""
    text = (real_data / "superstore" / "superstore_orders.csv").read_text("cp1252")
    found = []
    for cells in csv.DictReader(text.splitlines()):
        month = month_of(datetime.strptime(cells["Order Date"], "%m/%d/%Y").date())
        found.append((month, cells, _exact(cells["Sales"]), _exact(cells["Profit"])))
    return found


def _exact(text: str) -> int:
    return int(Decimal(text) * 10_000)


@pytest.mark.parametrize(("person", "number"), [("Region", 4), ("Category", 3), ("State", 49)])
@pytest.mark.parametrize("year", [2015, 2016, 2017])
def test_the_average_of_superstore_adds_up(superstore: Lines, person: str, number: int, year: int) -> None:
    """A region as a person is always there from its first sale on: who is new in a year has joined."""
    sums: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for month, cells, _sales, profit in superstore:
        sums[cells[person]][month] += profit
    assert len(sums) == number
    last = year * 12 + 12
    people = []
    for place, by_month in enumerate(sums.values()):
        begin = min(by_month)
        months = tuple((month, PARTS, by_month[month]) for month in range(begin, last + 1))
        people.append(Person(place, None if begin < 2014 * 12 + 7 else begin, months, months))
    found = moved(people, {}, periods(last - 11, last), draws=50)
    assert found is not None
    assert sum(one.minor for one in found.terms) == found.change_minor
    of_year = {
        which: sum(profit for month, _cells, _sales, profit in superstore if (month - 1) // 12 == which)
        for which in (year - 1, year)
    }
    if person != "State":  # each was there for all of both years
        assert (found.before_minor, found.now_minor) == tuple(
            half_away(of_year[which], 12 * number) for which in (year - 1, year)
        )


def test_the_average_of_maven_adds_up(real_data: Path) -> None:
    """Its agents won from March to December 2017; amounts stand for profit, which it does not know."""
    sums: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    total = 0
    for cells in csv.DictReader((real_data / "maven-crm" / "sales_pipeline.csv").read_text("utf-8").splitlines()):
        if cells["deal_stage"] == "Won":
            sums[cells["sales_agent"]][month_of(date.fromisoformat(cells["close_date"]))] += int(cells["close_value"])
            total += int(cells["close_value"])
    span = Periods(2017 * 12 + 3, 2017 * 12 + 7, 2017 * 12 + 8, 2017 * 12 + 12)
    people = []
    for place, by_month in enumerate(sums.values()):
        months = tuple((month, PARTS, by_month[month]) for month in range(min(by_month), span.last2 + 1))
        people.append(Person(place, None, months, months))
    found = moved(people, {}, span, draws=50)
    assert found is not None
    assert len(people) == 30
    assert sum(one.minor for one in found.terms) == found.change_minor
    assert abs(found.before_minor * found.months[0] + found.now_minor * found.months[1] - total) < 150


@pytest.mark.parametrize("dimension", ["Region", "Category", "Sub-Category", "Segment", "Product ID", "Customer ID"])
@pytest.mark.parametrize("year", [2015, 2016, 2017])
def test_the_margin_of_superstore_adds_up(superstore: Lines, dimension: str, year: int) -> None:
    worths: dict[str, Worth] = {}
    for month, cells, sales, profit in superstore:
        of = (month - 1) // 12
        if of in (year - 1, year):
            worth = Worth(sales, profit) if of < year else Worth(0, 0, sales, profit)
            worths[cells[dimension]] = worths.get(cells[dimension], Worth()) + worth
    whole = gap(total_of(worths))
    assert whole is not None
    found = shares(worths)
    assert sum(one.rate_minor + one.mix_minor for one in found) == -whole.missing_minor
