"""Rates of exchange: read, entered, corrected, taken away; what they convert, and back again to the last row."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import EUROS, insert, kept, project, take_back
from tuicrm.sales import analysis, campaigns, funnel, projects, rates
from tuicrm.sales.invariants import check
from tuicrm.sales.rates import Given
from tuicrm.store.errors import NotAllowed, Refused
from tuicrm.store.feed import Feed
from tuicrm.store.tables.projects import project_periods
from tuicrm.store.tables.projects import projects as project_rows
from tuicrm.store.tables.trade import purchases
from tuicrm.store.tables.trade import rates as rate_rows

TODAY = NOW.date()
DAY = timedelta(days=1)


def enter(company: Company, rate: str, on: date = TODAY, currency: str = "USD", login: str = "hale") -> tuple[int, int]:
    done = company.desk(login).write(rates.set_rate, Given(currency, rate, on.isoformat()))
    return done.purchases, done.projects


def bought(company: Company, on: date, minor: int | None = 10_000, currency: str = "USD", **values: Any) -> int:
    """A purchase as it was written before there was any rate."""
    month = on.year * 12 + on.month
    return insert(company, purchases, amount_minor=minor, currency=currency, bought_on=on, month=month, **values)


def worth(company: Company, purchase: int) -> tuple[int | None, int | None]:
    row = company.all(select(purchases).where(purchases.c.id == purchase))[0]
    return row.home_minor, row.home_cost_minor


def periods(company: Company, project_id: int) -> list[int | None]:
    told = select(project_periods.c.home_minor).where(project_periods.c.project_id == project_id)
    return [row.home_minor for row in company.all(told.order_by(project_periods.c.from_at, project_periods.c.id))]


# the arithmetic


@pytest.mark.parametrize(
    ("entered", "worths"),
    [  # purchases of 100 dollars on the 1st, 9th, 10th, 19th, 20th and 23rd of November
        pytest.param([], (None,) * 6, id="no rate"),
        pytest.param([("0.9", 10)], (None, None, 9000, 9000, 9000, 9000), id="from its day on"),
        pytest.param([("0.9", 10), ("0.8", 20)], (None, None, 9000, 9000, 8000, 8000), id="to the next"),
        pytest.param([("0.8", 20), ("0.9", 10)], (None, None, 9000, 9000, 8000, 8000), id="the earlier one later"),
        pytest.param([("0.9", 10), ("0.7", 10)], (None, None, 7000, 7000, 7000, 7000), id="corrected"),
        pytest.param(
            [("0.9", 10), ("0.8", 20), ("0.7", 10)], (None, None, 7000, 7000, 8000, 8000), id="corrected to the next"
        ),
        pytest.param([("0.9", 1), ("0.8", 23)], (9000, 9000, 9000, 9000, 9000, 8000), id="its first day"),
        pytest.param([("0.9", 24)], (None,) * 6, id="from tomorrow on"),
    ],
)
def test_a_purchase_is_worth_the_rate_of_its_day(
    small_company: Company, entered: list[tuple[str, int]], worths: tuple[int | None, ...]
) -> None:
    made = [bought(small_company, date(2026, 11, day)) for day in (1, 9, 10, 19, 20, 23)]
    for rate, day in entered:
        enter(small_company, rate, date(2026, 11, day))
    assert tuple(worth(small_company, one)[0] for one in made) == worths


@pytest.mark.parametrize(
    ("dropped", "worths"),
    [(1, (None, 8000, 7000)), (10, (9000, 9000, 7000)), (20, (9000, 8000, 8000))],
)
def test_the_days_of_a_rate_that_is_taken_away_go_back_to_the_one_before(
    small_company: Company, dropped: int, worths: tuple[int | None, ...]
) -> None:
    made = [bought(small_company, date(2026, 11, day)) for day in (5, 15, 23)]
    for rate, day in (("0.9", 1), ("0.8", 10), ("0.7", 20)):
        enter(small_company, rate, date(2026, 11, day))
    done = small_company.desk("hale").write(rates.drop, "usd", date(2026, 11, dropped))
    assert (done.purchases, done.projects) == (1, 0)
    assert tuple(worth(small_company, one)[0] for one in made) == worths


def test_costs_are_converted_and_what_is_not_known_stays_so(small_company: Company) -> None:
    with_cost = bought(small_company, TODAY, 10_000, cost_minor=6_001)
    unknown, other = bought(small_company, TODAY, None), bought(small_company, TODAY, currency="GBP")
    home = bought(small_company, TODAY, 500, "EUR", home_minor=500)
    put_away = bought(small_company, TODAY, archived_at=NOW)
    assert enter(small_company, "0.5") == (1, 0)  # what was put away is converted, too, but not counted
    assert worth(small_company, with_cost) == (5_000, 3_001)
    assert worth(small_company, unknown) == worth(small_company, other) == (None, None)
    assert (worth(small_company, home), worth(small_company, put_away)) == ((500, None), (5_000, None))


@pytest.mark.parametrize(
    ("rate", "on", "open_minor", "won_minor"),
    [
        pytest.param("0.9", TODAY, 9_000, None, id="an open project counts today"),
        pytest.param("0.9", TODAY - DAY, 9_000, None, id="at the newest rate"),
        pytest.param("0.9", TODAY + DAY, None, None, id="not at one to come"),
        pytest.param("0.9", date(2026, 11, 10), 9_000, 9_000, id="a won one on the day it was won"),
        pytest.param("0.9", date(2026, 11, 11), 9_000, None, id="not a day later"),
    ],
)
def test_projects_are_worth_the_rate_of_their_day(
    small_company: Company, rate: str, on: date, open_minor: int | None, won_minor: int | None
) -> None:
    goes_on, won = (project(small_company, name, currency="USD", amount_minor=10_000) for name in ("A", "B"))
    small_company.desk("li").write(funnel.win, won, on=date(2026, 11, 10), reason="at once")
    enter(small_company, rate, on)
    assert kept(small_company, goes_on).home_minor == open_minor
    assert kept(small_company, won).home_minor == won_minor
    assert small_company.all(select(purchases.c.home_minor))[0][0] == won_minor


def test_an_open_project_follows_the_newest_rate_and_an_older_one_does_not_move_it(small_company: Company) -> None:
    made = project(small_company, currency="USD", amount_minor=10_000)
    assert [enter(small_company, "0.9", TODAY - 9 * DAY), enter(small_company, "0.8")] == [(0, 1), (0, 1)]
    assert enter(small_company, "0.7", TODAY - 9 * DAY) == (0, 0)
    assert kept(small_company, made).home_minor == 8_000
    assert enter(small_company, "0.8") == (0, 0)


# a rate before or after what it converts


@pytest.mark.parametrize("minor", [0, 1, 3, 99_999, 10**12 + 1])
@pytest.mark.parametrize("rate", ["0.5", "1.2345", "0.000000001"])
def test_it_does_not_matter_which_comes_first_rate_or_fact(small_company: Company, minor: int, rate: str) -> None:
    """Dollars are entered before the projects, Australian ones after: every row ends as worth as the other's."""
    enter(small_company, rate, TODAY - 30 * DAY, "USD")
    made: dict[str, list[int]] = {"USD": [], "AUD": []}
    for currency, ids in made.items():
        values = {"currency": currency, "amount_minor": minor, "cost_minor": minor // 2}
        ids += [project(small_company, f"{name} {currency}", **values) for name in ("open", "won", "early", "lost")]
        li = small_company.desk("li")
        li.write(funnel.win, ids[1], reason="at once")
        li.write(funnel.win, ids[2], on=TODAY - 20 * DAY, reason="at once")
        li.write(funnel.lose, ids[3], "price", note="too dear")
    small_company.clock.later(hours=1)
    enter(small_company, rate, TODAY - 30 * DAY, "AUD")
    for first, then in zip(made["USD"], made["AUD"], strict=True):
        assert kept(small_company, first).home_minor == kept(small_company, then).home_minor is not None
        assert periods(small_company, first) == periods(small_company, then)
    rows = small_company.all(select(purchases).order_by(purchases.c.id))
    pairs = {(row.home_minor, row.home_cost_minor, row.bought_on) for row in rows}
    assert (len(rows), len(pairs)) == (4, 2)
    assert small_company.database.read_as(check, NOW) == ()


def test_what_was_open_in_the_past_is_worth_what_it_was_worth_then(small_company: Company) -> None:
    made = project(small_company, currency="USD", amount_minor=10_000)
    small_company.clock.later(days=10)
    row = kept(small_company, made)
    small_company.desk("li").write(projects.edit, made, row.version, amount_minor=20_000)
    small_company.clock.later(days=10)
    assert periods(small_company, made) == [None, None]
    enter(small_company, "0.9", TODAY)
    assert periods(small_company, made) == [9_000, 18_000]
    enter(small_company, "0.8", TODAY + 10 * DAY)
    assert periods(small_company, made) == [9_000, 16_000]
    enter(small_company, "0.7", TODAY + 15 * DAY)
    assert periods(small_company, made) == [9_000, 16_000, 14_000]
    take_back(small_company, "hale")
    assert periods(small_company, made)[:2] == [9_000, 16_000]
    assert kept(small_company, made).home_minor == 16_000


# tables of rates


def test_a_table_comes_in_but_for_what_is_wrong(company: Company) -> None:
    made = [bought(company, date(2026, 11, day)) for day in (1, 10, 20)]
    table = [
        Given("USD", "0.9", "2026-11-01"), Given("usd", "nothing", "2026-11-05"), Given("EUR", "1", "2026-11-05"),
        Given("美元", "0.8", "2026-11-10"), Given("USD", "0.7", "2026-11-31"), Given("", "0.7", "2026-11-05"),
        Given("USD", "0.75", "2026-11-10"), Given("GBP", "1.15", ""),
    ]  # fmt: skip
    done = company.desk("boss").write(rates.take_in, tuple(table))
    assert [(one.place, one.code) for one in done.wrong] == [
        (1, "rate_number"), (2, "rate_home"), (4, "rate_day"), (5, "rate_currency"),
    ]  # fmt: skip
    assert [(one.currency, one.on.day, one.rate) for one in done.rates] == [
        ("GBP", 23, "1.15"), ("USD", 1, "0.9"), ("USD", 10, "0.75"),
    ]  # fmt: skip
    assert (done.purchases, done.projects) == (3, 0)
    assert [worth(company, one)[0] for one in made] == [9_000, 7_500, 7_500]


def test_a_table_without_a_good_line_enters_nothing_and_is_nothing_to_take_back(small_company: Company) -> None:
    done = small_company.desk("hale").write(rates.take_in, (Given("USD", "x"),))
    assert (done.rates, len(done.wrong)) == ((), 1)
    with pytest.raises(Refused, match="no_undo"):
        take_back(small_company, "hale")


# back again


def everything(company: Company) -> dict[str, list[tuple[Any, ...]]]:
    """All that a rate may touch, but for ids of rates, versions, and the periods that tell of the time between."""
    columns = {
        "rate": (rate_rows.c.currency, rate_rows.c.on, rate_rows.c.home_nano),
        "project": [one for one in project_rows.c if one.name != "version"],
        "purchase": [one for one in purchases.c if one.name != "version"],
    }
    return {name: sorted(map(repr, company.all(select(*of)))) for name, of in columns.items()}  # type: ignore[misc]


@pytest.mark.parametrize("act", ["new", "corrected", "dropped", "table"])
def test_undo_puts_every_table_back(company: Company, act: str) -> None:
    enter(company, "0.9", TODAY - 20 * DAY)
    for name in ("A", "B"):
        made = project(company, name, currency="USD", amount_minor=28_000 * EUROS)
    company.desk("li").write(funnel.win, made, on=TODAY - 2 * DAY, reason="at once")
    for days in (1, 15, 25):
        bought(company, TODAY - days * DAY, cost_minor=3_333)
    before, hale = everything(company), company.desk("hale")
    stood = [periods(company, made), periods(company, made - 1)]
    company.clock.later(minutes=1)
    match act:
        case "new":
            assert enter(company, "0.8", TODAY - 5 * DAY) == (2, 2)
        case "corrected":
            enter(company, "0.8", TODAY - 20 * DAY)
        case "dropped":
            hale.write(rates.drop, "USD", TODAY - 20 * DAY)
        case _:
            table = [Given("USD", f"0.{days}", (TODAY - days * DAY).isoformat()) for days in (1, 3, 16, 20, 26)]
            hale.write(rates.take_in, (*table, Given("JPY", "0.006")))
    assert everything(company)["purchase"] != before["purchase"]
    take_back(company, "hale")
    assert everything(company) == before
    assert [periods(company, made)[0], periods(company, made - 1)[0]] == [one[0] for one in stood]
    assert company.database.read_as(check, company.clock.now) == ()


# refusals


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Given("XAU", "1"), "rate_currency"), (Given("", "1"), "rate_currency"),
        (Given("dollars", "1"), "rate_currency"),
        (Given("EUR", "1"), "rate_home"), (Given("€", "1"), "rate_home"), (Given("USD", "0"), "rate_number"),
        (Given("USD", "-1"), "rate_number"), (Given("USD", ""), "rate_number"),
        (Given("USD", "1", "31.2.2026"), "rate_day"), (Given("USD", "1", "soon"), "rate_day"),
        (Given("USD", "9000000000"), "rate_high"),
    ],
)  # fmt: skip
def test_what_is_no_rate_changes_nothing(small_company: Company, given: Given, code: str) -> None:
    bought(small_company, TODAY, 10**12)
    before = everything(small_company)
    with pytest.raises(Refused, match=code):
        small_company.desk("hale").write(rates.set_rate, given)
    assert everything(small_company) == before


@pytest.mark.parametrize("login", ["li", "wang", "eye"])
def test_who_does_not_manage_enters_and_drops_none_but_reads_them(small_company: Company, login: str) -> None:
    enter(small_company, "0.9")
    with pytest.raises(NotAllowed):
        enter(small_company, "0.8", login=login)
    with pytest.raises(NotAllowed):
        small_company.desk(login).write(rates.drop, "USD", TODAY)
    assert [one.rate for one in small_company.desk(login).read(rates.listing)] == ["0.9"]


def test_a_rate_that_is_not_there_is_not_dropped(small_company: Company) -> None:
    enter(small_company, "0.9")
    with pytest.raises(Refused, match="rate_unknown"):
        small_company.desk("hale").write(rates.drop, "USD", TODAY - DAY)


# lists


def test_rates_are_listed_the_newest_first(small_company: Company) -> None:
    for currency, days in (("USD", 3), ("GBP", 1), ("USD", 1), ("GBP", 9)):
        enter(small_company, "0.5", TODAY - days * DAY, currency)
    eye = small_company.desk("eye")
    found = [(one.currency, (TODAY - one.on).days) for one in eye.read(rates.listing)]
    assert found == [("GBP", 1), ("USD", 1), ("USD", 3), ("GBP", 9)]
    assert [one.on for one in eye.read(rates.listing, "gbp")] == [TODAY - DAY, TODAY - 9 * DAY]
    assert eye.read(rates.listing, "CHF") == ()


def test_currencies_that_lack_a_rate_are_named_with_their_first_day(company: Company) -> None:
    project(company, "A", currency="USD", amount_minor=1)
    project(company, "B", currency="JPY", amount_minor=1)
    project(company, "C", currency="CHF", amount_minor=None)
    for days in (4, 9, 2):
        bought(company, TODAY - days * DAY)
    bought(company, TODAY - 30 * DAY, archived_at=NOW)
    hale = company.desk("hale")
    found = [(one.currency, one.purchases, one.projects, one.since) for one in hale.read(rates.missing)]
    assert found == [("JPY", 0, 1, TODAY), ("USD", 3, 1, TODAY - 9 * DAY)]
    enter(company, "0.9", TODAY - 4 * DAY)
    enter(company, "0.006", TODAY, "JPY")
    assert [(one.currency, one.purchases, one.projects) for one in hale.read(rates.missing)] == [("USD", 1, 0)]
    enter(company, "0.9", TODAY - 9 * DAY)
    assert hale.read(rates.missing) == ()


# what others then see


def test_a_team_page_and_reports_count_what_was_converted(small_company: Company) -> None:
    bought(small_company, TODAY - DAY)
    plan = small_company.desk("hale").read(analysis.team_page).plan
    assert (plan.won_minor, plan.without_rate) == (0, 1)
    enter(small_company, "0.9", TODAY - DAY)
    plan = small_company.desk("hale").read(analysis.team_page).plan
    assert (plan.won_minor, plan.without_rate) == (9_000, 0)
    take_back(small_company, "hale")
    plan = small_company.desk("hale").read(analysis.team_page).plan
    assert (plan.won_minor, plan.without_rate) == (0, 1)


def test_the_change_feed_tells_of_each_row_that_was_converted(small_company: Company) -> None:
    made = project(small_company, currency="USD", amount_minor=100)
    one, earlier = bought(small_company, TODAY), bought(small_company, TODAY - DAY)
    feed = Feed(small_company.database)
    feed.look()
    enter(small_company, "0.9")
    told = {(line.kind, line.record_id) for line in feed.look().lines}
    feed.close()
    assert {kind for kind, _id in told} == {"rate", "project", "purchase"}
    assert {("project", made), ("purchase", one)} <= told
    assert ("purchase", earlier) not in told


def test_a_campaign_that_cost_dollars_wants_their_rate_first(small_company: Company) -> None:
    hale = small_company.desk("hale")
    hale.write(campaigns.add, "Fair", "website")
    with pytest.raises(Refused, match="no_rate"):
        hale.write(campaigns.cost, "Fair", 2026 * 12 + 11, 10_000, "USD")
    enter(small_company, "0.9", date(2026, 11, 1))
    hale.write(campaigns.cost, "Fair", 2026 * 12 + 11, 10_000, "USD")
    assert [one.cost_minor for one in hale.read(campaigns.listed)] == [9_000]
    enter(small_company, "0.8", date(2026, 11, 1))
    assert [one.cost_minor for one in hale.read(campaigns.listed)] == [8_000]


def test_what_somebody_changed_since_is_not_overrun_by_undo(small_company: Company) -> None:
    made = project(small_company, currency="USD", amount_minor=10_000)
    enter(small_company, "0.9")
    small_company.clock.later(minutes=1)
    row = kept(small_company, made)
    small_company.desk("li").write(projects.edit, made, row.version, amount_minor=20_000)
    with pytest.raises(Refused, match="undone_since"):
        take_back(small_company, "hale")
    assert kept(small_company, made).home_minor == 18_000
    small_company.desk("hale").write(rates.drop, "USD", TODAY)
    assert kept(small_company, made).home_minor is None
