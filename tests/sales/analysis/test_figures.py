"""Figures by any dimension add up to the figure without one, to the minor unit, whoever shares the credit."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import insert, project, stage
from tests.sales.test_rates import enter
from tuicrm.plain.periods import month_of
from tuicrm.sales import agenda, analysis, funnel
from tuicrm.sales.analysis import Ask
from tuicrm.sales.analysis.measures import DIMENSIONS, MEASURES
from tuicrm.sales.analysis.report import Report
from tuicrm.sales.home import keep
from tuicrm.sales.shares import PPM
from tuicrm.store import change
from tuicrm.store.errors import Refused
from tuicrm.store.tables.projects import projects as projects_table
from tuicrm.store.tables.trade import credits, purchases

TRILLION = 10**12
TODAY = NOW.date()


def report(company: Company, measure: str, *by: str, login: str = "hale", **more: Any) -> Report:
    return company.desk(login).read(analysis.report, Ask(measure, by, **more))


def total(company: Company, measure: str, *by: str, **more: Any) -> Any:
    return sum(row.value or 0 for row in report(company, measure, *by, **more).rows)


def won(company: Company, login: str, amount: int, **more: Any) -> int:
    made = project(company, f"{login} {amount}", login=login, amount_minor=amount, **more)
    company.desk(login).write(funnel.win, made, cost_minor=amount // 3, reason="quick")
    return made


def shared_with(company: Company, made: int, login: str, ppm: int) -> None:
    """Give a part of a project's credit to somebody else."""
    first = company.all(select(credits).where(credits.c.project_id == made))[0]
    company.database.write_as(
        lambda session: change.update(session, credits, first.id, share_ppm=first.share_ppm - ppm), NOW
    )
    insert(
        company, credits, project_id=made, user_id=company.id(login), team_id=first.team_id, outcome="won",
        share_ppm=ppm, on=first.on, month=first.month,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "ppm"),
    [
        pytest.param(100, 500_000, id="small"),
        pytest.param(20 * TRILLION, 250_000, id="beyond 64 bits when multiplied"),
        pytest.param(9_000_000 * TRILLION, 1, id="as much as a column holds"),
    ],
)
def test_great_sums_are_exact_on_every_engine(company: Company, amount: int, ppm: int) -> None:
    made = won(company, "li", amount)
    shared_with(company, made, "roth", ppm)
    share = amount * ppm
    of_roth = share // PPM + (2 * (share % PPM) >= PPM)
    for measure in ("won-revenue", "revenue"):
        assert total(company, measure) == amount
        by_owner = {row.key: row.value for row in report(company, measure, "owner").rows}
        assert by_owner[("A. Roth",)] == of_roth
        assert by_owner[("Li Wei",)] in (amount - of_roth, amount - of_roth + 1)
    assert total(company, "profit") == amount - amount // 3
    assert company.desk("roth").read(agenda.month).won_minor == of_roth


def made_sold(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li", class_key="A", industry="pumps", country="DE")
    bolt = small_company.customer("博世", owner="kuhn", industry="水泵")
    shared_with(small_company, won(small_company, "li", 1_001, customer_id=acme), "roth", 333_333)
    shared_with(small_company, won(small_company, "kuhn", 97 * TRILLION + 1, customer_id=bolt), "li", 1)
    won(small_company, "roth", 0)
    small_company.clock.later(days=40)
    won(small_company, "li", 7)
    small_company.desk("li").write(funnel.lose, project(small_company, "lost", customer_id=acme), "price")
    for name, amount in (("New", 5), ("Quote", None), ("Close", TRILLION)):
        project(small_company, name, amount_minor=amount, stage_id=stage(small_company, name), expected_on=TODAY)


@pytest.fixture
def sold(company_with: Callable[..., Company]) -> Company:
    """Wins, a loss and open projects of two teams, with and without customer, in odd shares; 40 days go by."""
    company = company_with(made_sold)
    company.clock.later(days=40)
    return company


ADDING = [
    (measure.name, dimension)
    for measure in MEASURES.values()
    if measure.unit in ("money", "count") and measure.adds
    for dimension, of in DIMENSIONS.items()
    if measure.facts in of
]


def test_each_figure_is_the_sum_of_its_parts_by_every_dimension(sold: Company) -> None:
    for measure, dimension in ADDING:
        whole, parts = total(sold, measure), report(sold, measure, dimension).rows
        added = sum(row.value or 0 for row in parts)
        slack = (
            len(parts) if MEASURES[measure].unit == "money" and (dimension == "owner" or measure == "weighted") else 0
        )
        assert abs(added - whole) <= (slack or 1e-6), (measure, dimension)


def test_a_figure_adds_up_over_two_dimensions_as_over_one(sold: Company) -> None:
    for first, second in (("team", "month"), ("class", "source"), ("quarter", "industry")):
        for measure in ("won-revenue", "revenue", "won", "lost"):
            assert total(sold, measure, first, second) == pytest.approx(total(sold, measure, first), abs=1e-6)
            assert total(sold, measure, first, second) == pytest.approx(total(sold, measure, second, first), abs=1e-6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.dates(date(2026, 11, 1), date(2027, 1, 31)), measure=st.sampled_from(["won-revenue", "revenue", "won"]))
def test_two_periods_that_meet_make_the_whole(sold: Company, cut: date, measure: str) -> None:
    before = total(sold, measure, to_on=cut)
    after = total(sold, measure, from_on=date.fromordinal(cut.toordinal() + 1))
    assert before + after == total(sold, measure)


@pytest.mark.parametrize(
    ("period", "revenue"),
    [
        pytest.param({"from_on": TODAY, "to_on": TODAY}, 1_001 + 97 * TRILLION + 1, id="one day"),
        pytest.param({"to_on": date(2026, 11, 22)}, 0, id="the day before"),
        pytest.param({"from_on": date(2027, 1, 2)}, 7, id="from the later day on"),
        pytest.param({"from_on": date(2027, 1, 3)}, 0, id="after it"),
        pytest.param({"from_on": date.min, "to_on": date.max}, 1_009 + 97 * TRILLION, id="all days there are"),
        pytest.param({"from_on": date(2028, 2, 29), "to_on": date(2028, 2, 29)}, 0, id="a leap day to come"),
    ],
)
def test_days_of_a_period_are_both_included(sold: Company, period: dict[str, Any], revenue: int) -> None:
    assert total(sold, "won-revenue", **period) == revenue


@pytest.mark.parametrize(
    ("login", "count"),
    [("hale", 4), ("eye", 4), ("li", 3.000001), ("kuhn", 1)],
    ids=["manager", "auditor", "a rep of East, with the share that East has in West", "a rep of West"],
)
def test_who_asks_counts_what_they_may_see(sold: Company, login: str, count: float) -> None:
    assert total(sold, "won", login=login) == count


@pytest.mark.parametrize("measure", list(MEASURES))
def test_an_empty_company_has_every_figure_and_no_rows_by_anything(small_company: Company, measure: str) -> None:
    bare = report(small_company, measure).rows
    assert [(row.key, row.value or 0, row.n) for row in bare] == [((), 0, 0)]
    for dimension, of in DIMENSIONS.items():
        if MEASURES[measure].facts in of:
            assert report(small_company, measure, dimension).rows == ()


@pytest.mark.parametrize("measure", ["won-revenue", "won", "lost", "win-rate"])
def test_a_win_opened_again_counts_only_as_of_a_day_before(small_company: Company, measure: str) -> None:
    made = won(small_company, "li", 100)
    before = report(small_company, measure).rows
    small_company.clock.later(days=2)
    small_company.desk("li").write(funnel.reopen, made)
    assert report(small_company, measure, as_of=TODAY).rows == before
    assert [row.n for row in report(small_company, measure).rows] == [0]


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        pytest.param(Ask("Won"), "measure", id="capitals"),
        pytest.param(Ask(""), "measure", id="nothing"),
        pytest.param(Ask("'; --"), "measure", id="hostile"),
        pytest.param(Ask("won", ("owner", "")), "dimension", id="an empty dimension"),
        pytest.param(Ask("customers", ("product",)), "dimension_of_measure", id="customers have no product"),
        pytest.param(Ask("won", ("category",)), "dimension_of_measure", id="closed projects have no category"),
        pytest.param(Ask("won", from_on=date.max, to_on=date.min), "order_of_days", id="days the wrong way round"),
        pytest.param(Ask("won", where="amount:1e999.."), "filter", id="an amount without end"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(small_company: Company, ask: Ask, code: str) -> None:
    for rule, more in ((analysis.report, ()), (analysis.records, (("",) * len(ask.by),))):
        with pytest.raises(Refused, match=code):
            small_company.desk("hale").read(rule, ask, *more)


def test_a_customer_who_buys_twice_in_a_week_is_one_buyer(company: Company) -> None:
    """Neither a second day nor a second share makes two of one, on any engine."""
    acme, bolt = company.customer("Acme", owner="li"), company.customer("Bolt", owner="kuhn")
    days = [(acme, one) for one in ("2026-11-02", "2026-11-04", "2026-11-09", "2024-02-29")] + [(bolt, "2026-11-08")]
    for customer_id, day in days:
        on = date.fromisoformat(day)
        insert(
            company, purchases, customer_id=customer_id, quantity=1, amount_minor=100, home_minor=100, currency="EUR",
            bought_on=on, month=month_of(on),
        )  # fmt: skip
    by_week = {row.key[0]: (row.value, row.n) for row in report(company, "buyers", "week").rows}
    assert by_week == {"2024-02-26": (1, 1), "2026-11-02": (2, 3), "2026-11-09": (1, 1)}
    assert {row.key[0]: row.value for row in report(company, "buyers", "month").rows} == {"2024-02": 1, "2026-11": 2}
    first, second = (won(company, "li", amount, customer_id=acme) for amount in (500, 700))
    shared_with(company, first, "roth", 300_000)
    shared_with(company, second, "roth", 400_000)
    by_owner = {row.key[0]: row.value for row in report(company, "buyers", "owner").rows}
    assert by_owner == {"": 2, "Li Wei": 1, "A. Roth": 1}
    assert [row.value for row in report(company, "buyers").rows] == [2]


def test_what_was_said_in_another_currency_weighs_what_it_is_worth(company: Company) -> None:
    """A quote of a million yen is not a hundred times one of ten thousand euros."""
    enter(company, "0.006", date(2020, 1, 1), "JPY")
    for amount, quote, currency in ((9_000_00, 10_000_00, "EUR"), (1_500_000, 1_000_000, "JPY"), (50, None, "JPY")):
        made = won(company, "li", amount, currency=currency)
        company.database.write_as(
            lambda session, made=made, quote=quote: change.update(
                session, projects_table, made, first_quote_minor=quote, estimate_minor=quote
            ),
            NOW,
        )
    quoted = 10_000 + 6_000
    [discount], [bias] = report(company, "discount").rows, report(company, "estimate-bias").rows
    assert (discount.value, discount.n) == (round(1 - (9_000 + 9_000) / quoted, 6), 2)
    assert (bias.value, bias.n) == (0.125, 2)


@pytest.mark.parametrize(
    ("currency", "amount", "band"),
    [
        pytest.param("EUR", 999_99, "..1k", id="cents below"),
        pytest.param("EUR", 1_000_00, "1k..5k", id="cents at the bound"),
        pytest.param("JPY", 999, "..1k", id="no cents below"),
        pytest.param("JPY", 1_000, "1k..5k", id="no cents at the bound"),
        pytest.param("JPY", 250_000, "100k..", id="no cents above all"),
        pytest.param("KWD", 999_999, "..1k", id="thousandths below"),
        pytest.param("KWD", 1_000_000, "1k..5k", id="thousandths at the bound"),
    ],
)
def test_bands_of_size_are_in_the_currency_of_home(
    small_company: Company, currency: str, amount: int, band: str
) -> None:
    small_company.database.write_as(lambda session: keep(session, currency=currency), NOW)
    won(small_company, "li", amount, currency=currency)
    assert [row.key for row in report(small_company, "won", "size").rows] == [(band,)]
