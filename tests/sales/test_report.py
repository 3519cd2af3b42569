"""Reports: each measure by its own definition, on facts small enough to count by hand."""

from datetime import date, timedelta

import pytest

from tests.company import NOW, Company
from tests.sales.test_funnel import EUROS, project, stage
from tuicrm.sales import analysis, funnel, projects
from tuicrm.sales.analysis import Ask
from tuicrm.store import change
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import targets
from tuicrm.store.tables.trade import products

DAY = timedelta(days=1)


def rows(
    company: Company, measure: str, *by: str, login: str = "hale", **more: object
) -> dict[tuple[str, ...], object]:
    found = company.desk(login).read(analysis.report, Ask(measure, by, **more))  # type: ignore[arg-type]
    return {row.key: row.value for row in found.rows}


def settled(company: Company) -> None:
    """Li wins 300 (Acme, A) and loses one in November; Roth wins 50 in December; Kuhn of West wins 70 in January."""
    acme = company.customer("Acme", owner="li", class_key="A", industry="pumps")
    bolt = company.customer("Bolt", owner="roth", industry="pumps")
    for login, customer, amount in (("li", acme, 300), ("li", acme, 80), ("roth", bolt, 50), ("kuhn", None, 70)):
        made = project(company, f"{login} {amount}", login=login, customer_id=customer, amount_minor=amount * EUROS)
        if amount == 80:
            company.desk(login).write(funnel.lose, made, "price")
        elif login == "li":
            company.desk(login).write(funnel.win, made, cost_minor=200 * EUROS, reason="x")
    company.clock.now = NOW + 20 * DAY
    company.desk("roth").write(funnel.win, company.desk("roth").read(projects.find, "roth 50").id, reason="x")
    company.clock.now = NOW + 45 * DAY
    company.desk("kuhn").write(funnel.win, company.desk("kuhn").read(projects.find, "kuhn 70").id, reason="x")


def test_closed_measures_by_each_dimension(company: Company) -> None:
    settled(company)
    money = {name: value * EUROS for name, value in (("nov", 300), ("dec", 50), ("jan", 70))}
    assert rows(company, "won-revenue") == {(): 420 * EUROS}
    assert rows(company, "won-revenue", "month") == {
        ("2026-11",): money["nov"], ("2026-12",): money["dec"], ("2027-01",): money["jan"],
    }  # fmt: skip
    assert rows(company, "won-revenue", "quarter") == {
        ("2026-Q4",): money["nov"] + money["dec"],
        ("2027-Q1",): money["jan"],
    }
    assert rows(company, "won", "owner") == {("Li Wei",): 1, ("A. Roth",): 1, ("M. Kuhn",): 1}
    assert rows(company, "won-revenue", "team") == {("East",): 350 * EUROS, ("West",): 70 * EUROS}
    assert rows(company, "lost", "stage") == {("New",): 1}
    assert rows(company, "won", "class") == {("A",): 1, ("",): 2}
    assert rows(company, "won", "industry", "team") == {("pumps", "East"): 2, ("", "West"): 1}
    assert rows(company, "won", "source") == {("website",): 2, ("",): 1}
    assert rows(company, "revenue") == {(): 420 * EUROS}
    assert rows(company, "profit", "customer") == {("Acme",): 100 * EUROS, ("Bolt",): None, ("",): None}


def test_win_rate_has_its_interval_and_what_it_rests_on(company: Company) -> None:
    settled(company)
    found = company.desk("hale").read(analysis.report, Ask("win-rate", ("owner",)))
    li = next(row for row in found.rows if row.key == ("Li Wei",))
    assert (li.value, li.n) == (0.5, 2)
    assert li.low is not None
    assert li.high is not None
    assert 0 < li.low < 0.1 < 0.9 < li.high < 1


def test_credit_stays_with_the_holder_of_the_event(company: Company) -> None:
    settled(company)
    before = {by: rows(company, "won-revenue", by) for by in ("owner", "team", "region")}
    for key in ("li 300", "roth 50"):
        found = company.desk("hale").read(projects.find, key)
        company.desk("hale").write(projects.edit, found.id, found.version, owner_id=company.id("kuhn"))
    assert {by: rows(company, "won-revenue", by) for by in ("owner", "team", "region")} == before


def test_period_is_of_days_both_included(company: Company) -> None:
    settled(company)
    december = (NOW + 20 * DAY).date()
    assert rows(company, "won", from_on=december, to_on=december) == {(): 1}
    assert rows(company, "won", from_on=december + DAY) == {(): 1}
    assert rows(company, "won", to_on=december - DAY) == {(): 1}


def test_open_is_read_now_or_as_of_a_day(company: Company) -> None:
    made = project(company, "one", amount_minor=100)
    project(company, "two", amount_minor=None)
    company.clock.later(days=5)
    company.desk("li").write(funnel.move, made, stage(company, "Needs"))
    company.desk("hale").write(projects.edit, made, 2, owner_id=company.id("roth"))
    company.clock.later(days=5)
    company.desk("hale").write(funnel.lose, made, "price")
    assert rows(company, "open") == {(): 1}
    assert rows(company, "open-amount", "stage", as_of=NOW.date()) == {("New",): 100}
    assert rows(company, "open", "owner", as_of=NOW.date() + 4 * DAY) == {("Li Wei",): 2}
    assert rows(company, "open", "owner", as_of=NOW.date() + 5 * DAY) == {("A. Roth",): 1, ("Li Wei",): 1}
    assert rows(company, "lost", as_of=NOW.date() + 9 * DAY) == {(): 0}
    assert rows(company, "lost", as_of=NOW.date() + 10 * DAY) == {(): 1}


def test_customers_by_source_class_and_holder(company: Company) -> None:
    company.customer("Acme", owner="li", class_key="A")
    company.customer("Bolt")
    assert rows(company, "customers", "source", "class") == {("website", "A"): 1, ("website", ""): 1}
    assert rows(company, "customers", "owner") == {("Li Wei",): 1, ("",): 1}
    assert rows(company, "customers", to_on=NOW.date() - DAY) == {(): 0}


def test_won_by_product_shares_the_amount_to_the_cent(company: Company) -> None:
    def goods(session: Session) -> None:
        for name, price in (("PX-200", 300), ("Service", 100)):
            change.insert(session, products, product_key=name.lower(), name=name, list_minor=price, currency="EUR")

    company.database.write_as(goods, NOW)
    made = project(company, "both", product="px 200", amount_minor=1001)
    company.desk("li").write(funnel.win, made, reason="x")
    assert rows(company, "won-revenue", "product") == {("PX-200",): 1001}
    assert rows(company, "won", "product") == {("PX-200",): 1}


def test_filter_and_sight_narrow_a_report(company: Company) -> None:
    settled(company)
    assert rows(company, "won", where="class:A") == {(): 1}
    assert rows(company, "won", where="owner:roth,kuhn") == {(): 2}
    assert rows(company, "won", login="kuhn") == {(): 1}
    assert rows(company, "won", login="li") == {(): 2}


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (Ask("luck"), "measure"),
        (Ask("won", ("moon",)), "dimension"),
        (Ask("customers", ("stage",)), "dimension_of_measure"),
        (Ask("won", from_on=date(2026, 2, 1), to_on=date(2026, 1, 1)), "order_of_days"),
        (Ask("won", where="colour:red"), "filter"),
    ],
)
def test_question_that_has_no_answer_is_refused(small_company: Company, ask: Ask, code: str) -> None:
    with pytest.raises(Refused, match=code):
        small_company.desk("hale").read(analysis.report, ask)


def test_forecast_is_cumulative_and_counts_what_is_late_now(company: Company) -> None:
    company.desk("li").write(funnel.win, project(company, "won", amount_minor=1000), reason="x")
    late, soon = NOW.date() - 40 * DAY, NOW.date() + 40 * DAY
    project(company, "late", amount_minor=100, expected_on=late)
    quote = project(company, "quote", amount_minor=200, expected_on=soon, stage_id=stage(company, "Quote"))
    company.desk("li").write(projects.edit, quote, 1, probability=50, probability_reason="they said so")
    project(company, "close", amount_minor=400, expected_on=soon, stage_id=stage(company, "Close"))
    project(company, "some day", amount_minor=800)
    found = company.desk("hale").read(analysis.forecast, months=3)
    told = [
        (one.closed_minor, one.commit_minor, one.best_minor, one.pipeline_minor, one.weighted_minor, one.late_count)
        for one in found.months
    ]
    assert told == [
        (1000, 1000, 1000, 1100, 10, 1),
        (0, 0, 0, 0, 0, 0),
        (0, 400, 600, 600, 420, 0),
        (0, 0, 0, 800, 80, 0),
    ]
    assert found.months[-1].month is None


def test_team_page_tells_plan_average_risk_and_what_is_new(company: Company) -> None:
    settled(company)
    company.clock.now = NOW + 20 * DAY

    def aim(session: Session) -> None:
        for month in (10, 11, 12):
            change.insert(
                session, targets, user_id=company.id("li"), month=2026 * 12 + month, amount_minor=200 * EUROS,
                currency="EUR",
            )  # fmt: skip

    company.database.write_as(aim, NOW)
    page = company.desk("hale").read(analysis.team_page, since=NOW + 10 * DAY)
    assert (page.people, page.plan.won_minor, page.plan.target_minor) == (4, 350 * EUROS, 600 * EUROS)
    assert page.ability.now_minor is not None
    assert page.ability.before_minor is None
    assert (page.since.won, page.since.won_minor) == (2, 120 * EUROS)
    assert page.help.stage == ""
    assert len(page.months) == 26


def test_average_is_of_person_months_without_leave_and_leads(company: Company) -> None:
    from tuicrm.sales.analysis.person_months import person_months
    from tuicrm.store.tables.people import leaves

    def away(session: Session) -> None:
        change.insert(
            session, leaves, user_id=company.id("li"), from_on=date(2026, 2, 1), to_on=date(2026, 2, 14), kind="holiday"
        )

    company.database.write_as(away, NOW)
    year = company.database.read_as(lambda session: person_months(session, date(2026, 1, 1), date(2026, 12, 31)), NOW)
    assert year[company.id("roth")] == pytest.approx(27 / 31 + 11)
    assert year[company.id("li")] == pytest.approx(27 / 31 + 10.5)
    assert company.id("wang") not in year
