"""How the margin moved, and by which product: small enough to compute by hand."""

from datetime import date

import pytest

from tests.company import Company
from tests.sales.test_funnel import EUROS, project
from tuicrm.plain import language
from tuicrm.plain.formats import Alike
from tuicrm.sales.analysis.expansion.moving import Moved
from tuicrm.sales.analysis.expansion.persons import periods
from tuicrm.sales.analysis.team import Margin
from tuicrm.sales.analysis.team.margin import margin_of
from tuicrm.sales.analysis.telling.ability import _margin
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users
from tuicrm.store.tables.trade import credits, products, purchases

LAST = 2026 * 12 + 10
SPAN = periods(LAST - 11, LAST)
DAYS = date(2025, 5, 5), date(2026, 5, 5)
Sold = dict[str, tuple[int, int | None]]
"""By product: revenue and profit, euros; an unknown profit is None."""


def sold(company: Company, *of_people: tuple[Sold, Sold]) -> Margin | None:
    """Let so many people sell in the two years, each by one project a year, and tell how the margin moved."""
    ids = [project(company, f"{number} {year}") for number in range(len(of_people)) for year in (0, 1)]

    def write(session: Session) -> None:
        known: dict[str, int] = {}
        for number, years in enumerate(of_people):
            user = change.insert(session, users, login=f"p{number}", name=f"P{number}", name_sort="p", role="rep")
            for year, lines in enumerate(years):
                made, on = ids[2 * number + year], DAYS[year]
                when = {"project_id": made, "month": on.year * 12 + on.month}
                change.insert(session, credits, **when, user_id=user, outcome="won", share_ppm=10**6, on=on)
                for name, (revenue, profit) in lines.items():
                    if name not in known:
                        known[name] = change.insert(session, products, product_key=name, name=name, currency="EUR")
                    cost = None if profit is None else (revenue - profit) * EUROS
                    change.insert(
                        session, purchases, **when, product_id=known[name], bought_on=on, currency="EUR",
                        amount_minor=revenue * EUROS, home_minor=revenue * EUROS, cost_minor=cost, home_cost_minor=cost,
                    )  # fmt: skip

    company.database.write_as(write, company.clock.now)
    found: Margin | None = company.database.read_as(lambda session: margin_of(session, SPAN), company.clock.now)
    return found


def test_more_of_a_thin_product_is_mix(small_company: Company) -> None:
    years: tuple[Sold, Sold] = {"pump": (90, 36), "valve": (10, 1)}, {"pump": (60, 24), "valve": (60, 6)}
    found = sold(small_company, *[years] * 5)
    assert found is not None
    assert (found.before, found.now) == (pytest.approx(0.37), pytest.approx(0.25))
    assert (found.is_clear, found.product, found.is_mix) == (True, "valve", True)
    assert found.margins == (pytest.approx(0.1), pytest.approx(0.1))
    assert found.parts == (pytest.approx(0.1), pytest.approx(0.5))
    assert found.missing_minor == 5 * (120 * 37 - 30 * 100) * EUROS // 100


def test_a_product_that_leaves_less_is_no_mix(small_company: Company) -> None:
    years: tuple[Sold, Sold] = {"pump": (60, 24), "valve": (40, 16)}, {"pump": (60, 24), "valve": (40, 4)}
    found = sold(small_company, *[years] * 5)
    assert found is not None
    assert (found.is_clear, found.product, found.is_mix) == (True, "valve", False)
    assert found.margins == (pytest.approx(0.4), pytest.approx(0.1))


def test_less_of_a_thin_product_lets_the_margin_rise(small_company: Company) -> None:
    years: tuple[Sold, Sold] = {"pump": (50, 20), "valve": (50, 5)}, {"pump": (90, 36), "valve": (10, 1)}
    found = sold(small_company, *[years] * 6)
    assert found is not None
    assert found.now > found.before
    assert found.is_clear
    assert words(found).startswith("The margin rose from 25% to 37%: mostly ")


@pytest.mark.parametrize(
    ("people", "changed"), [(5, 1), (8, 2), (4, 4)], ids=["one of five", "two of eight", "four are too few"]
)
def test_what_a_few_did_may_be_luck(small_company: Company, people: int, changed: int) -> None:
    same: tuple[Sold, Sold] = {"pump": (100, 40)}, {"pump": (100, 40)}
    other: tuple[Sold, Sold] = {"pump": (100, 40)}, {"pump": (100, 10)}
    found = sold(small_company, *[other] * changed, *[same] * (people - changed))
    assert found is not None
    assert found.now < found.before
    assert (found.is_clear, found.product) == (False, "")
    assert words(found) == ""


def test_less_than_two_points_are_not_spoken_of(small_company: Company) -> None:
    years: tuple[Sold, Sold] = {"pump": (100, 40)}, {"pump": (1000, 381)}
    found = sold(small_company, *[years] * 6)
    assert found is not None
    assert not found.is_clear


def test_one_product_alone_is_not_named(small_company: Company) -> None:
    years: tuple[Sold, Sold] = {"pump": (100, 40)}, {"pump": (100, 20)}
    found = sold(small_company, *[years] * 5)
    assert found is not None
    assert (found.is_clear, found.product, found.missing_minor) == (True, "", 100 * EUROS)
    assert words(found).startswith("The margin fell from 40% to 20%. At 40% the profit per person would be about €")


def test_what_has_no_known_cost_counts_in_neither(small_company: Company) -> None:
    years: tuple[Sold, Sold] = {"pump": (100, 40), "gift": (900, None)}, {"pump": (100, 20), "gift": (1, None)}
    found = sold(small_company, *[years] * 5)
    assert found is not None
    assert (found.before, found.now) == (pytest.approx(0.4), pytest.approx(0.2))


def test_without_revenue_in_both_years_there_is_nothing_to_say(small_company: Company) -> None:
    assert sold(small_company, *[({}, {"pump": (100, 40)})] * 5) is None


def words(margin: Margin | None, *, is_told: bool = True) -> str:
    """What is said beside an average of 9k, told to have moved or not; 100 person-months in each year."""
    change = (-2.0, -1.0) if is_told else (-2.0, 1.0)
    found = Moved(1_000_000, 900_000, None, None, change, (), None, None, 0, 0, (9, 9), (100.0, 100.0), None)
    write = Alike((1_000_000, 900_000), "EUR")
    return write.said(_margin(margin, found, write))


FELL = Margin(0.35, 0.32, is_clear=True, missing_minor=10_500_000)


@pytest.mark.parametrize(
    ("margin", "english", "chinese"),
    [
        (None, "", ""),
        (Margin(0.3, 0.1, is_clear=False), "", ""),
        (
            FELL,
            "The margin fell from 35% to 32%. At 35% the profit per person would be about €10.1k.",
            "毛利率由35%降到32%。如果毛利率仍是35%，人均月利润约1.01万欧元。",
        ),
        (
            Margin(0.35, 0.32, True, 10_500_000, "QX", True, (0.12, 0.13), (0.1, 0.4)),
            "The margin fell from 35% to 32%: mostly because more QX is sold, "
            "with a margin of 13%. At 35% the profit per person would be about €10.1k.",
            "毛利率由35%降到32%：主要是毛利率只有13%的QX卖得多了。如果毛利率仍是35%，人均月利润约1.01万欧元。",
        ),
        (
            Margin(0.35, 0.32, True, 10_500_000, "LX", True, (0.5, 0.51), (0.4, 0.1)),
            "The margin fell from 35% to 32%: mostly because less LX is sold, "
            "with a margin of 51%. At 35% the profit per person would be about €10.1k.",
            "毛利率由35%降到32%：主要是毛利率51%的LX卖得少了。如果毛利率仍是35%，人均月利润约1.01万欧元。",
        ),
        (
            Margin(0.35, 0.32, True, 10_500_000, "LX", False, (0.5, 0.4), (0.4, 0.4)),
            "The margin fell from 35% to 32%: mostly LX, with a margin of "
            "40% and not 50%. At 35% the profit per person would be about €10.1k.",
            "毛利率由35%降到32%：主要是LX的毛利率由50%变为40%。如果毛利率仍是35%，人均月利润约1.01万欧元。",
        ),
        (
            Margin(0.35, 0.32, True, 10_500_000, "OLD", True, (0.5, None), (0.4, 0.0)),
            "The margin fell from 35% to 32%: mostly because less OLD is sold, "
            "with a margin of 50%. At 35% the profit per person would be about €10.1k.",
            "毛利率由35%降到32%：主要是毛利率50%的OLD卖得少了。如果毛利率仍是35%，人均月利润约1.01万欧元。",
        ),
        (
            Margin(0.3, 0.35, True, -10, "LX", True, (0.5, 0.5), (0.1, 0.4)),
            "The margin rose from 30% to 35%: mostly because more LX is sold, with a margin of 50%.",
            "毛利率由30%升到35%：主要是毛利率只有50%的LX卖得多了。",
        ),
    ],
)
def test_the_margin_is_said_in_both_languages(margin: Margin | None, english: str, chinese: str) -> None:
    assert words(margin) == english
    assert words(margin, is_told=False) == english.replace("The margin fell", "But the margin fell")
    language.use("zh")
    try:
        assert words(margin) == chinese
        assert words(margin, is_told=False) == chinese.replace("毛利率由35%降", "但毛利率由35%降", 1)
    finally:
        language.use("en")
