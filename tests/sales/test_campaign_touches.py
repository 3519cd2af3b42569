"""No touch after an event is credited with it: to the minute, where the minute is known."""

from datetime import date

import pytest

from tests.company import Company
from tests.sales.house import take
from tuicrm.sales import campaigns, funnel, pool, projects
from tuicrm.sales.campaigns import SourceAsk
from tuicrm.sales.projects import NewProject

NAMES = ("Fair", "Mailing", "Ads")


@pytest.fixture
def begun(small_company: Company) -> tuple[Company, int]:
    """A project of a customer that the fair brought, and the mailing days later."""
    for name in NAMES:
        small_company.desk("hale").write(campaigns.add, name, "campaign")
    customer_id = take(small_company, "Buyer", campaign="Fair").customer_id
    li = small_company.desk("li")
    li.write(pool.claim, customer_id)
    small_company.clock.later(days=2)
    take(small_company, "Buyer", campaign="Mailing")
    small_company.clock.later(days=2)
    return small_company, li.write(projects.add, NewProject(name="Line", customer_id=customer_id)).project_id


def win(company: Company, project_id: int, on: date | None = None) -> None:
    amounts = {"amount_minor": 100_00, "cost_minor": 40_00}
    company.desk("li").write(funnel.win, project_id, reason="repeat order", on=on, **amounts)


def owed(company: Company, credit: str) -> list[float]:
    """How much of the sale is owed to each campaign, which chain, lists and report say alike."""
    hale = company.desk("hale")
    report = {one.key: one for one in hale.read(campaigns.report, SourceAsk("campaign", credit=credit)).rows}
    shares = []
    for name in NAMES:
        lines = {one.key: one.value for one in hale.read(campaigns.chain, name, credit).lines}
        lists = {key: hale.read(campaigns.behind, name, key, credit) for key in ("won", "revenue")}
        share = sum(one.share for one in lists["won"])
        figures = [share, round(share * 100_00), round(share * 60_00)]
        assert [lines[key] for key in ("won", "revenue", "profit")] == figures
        assert [report[name].won, report[name].revenue_minor, report[name].profit_minor] == figures
        assert sum(one.revenue_minor or 0 for one in lists["revenue"]) == figures[1]
        shares.append(share)
    return shares


SHARES = {"first": [1, 0, 0], "last": [0, 1, 0], "equal": [0.5, 0.5, 0]}


@pytest.mark.parametrize("later", [{"minutes": 1}, {"hours": 6}, {"days": 1}])
def test_who_asks_after_the_sale_did_not_bring_it(begun: tuple[Company, int], later: dict[str, float]) -> None:
    company, project_id = begun
    win(company, project_id)
    company.clock.later(**later)
    take(company, "Buyer", campaign="Ads")
    assert {credit: owed(company, credit) for credit in SHARES} == SHARES


def test_who_asks_just_before_the_sale_brought_it_last(begun: tuple[Company, int]) -> None:
    company, project_id = begun
    take(company, "Buyer", campaign="Ads")
    company.clock.later(minutes=1)
    win(company, project_id)
    assert owed(company, "last") == [0, 0, 1]


def test_a_sale_that_is_entered_on_a_later_day_is_owed_to_the_days_before_it(begun: tuple[Company, int]) -> None:
    """Whether the inquiry of its day came before it or after nobody knows."""
    company, project_id = begun
    day = company.clock.now.date()
    take(company, "Buyer", campaign="Ads")
    company.clock.later(days=1)
    win(company, project_id, day)
    assert {credit: owed(company, credit) for credit in SHARES} == SHARES


@pytest.mark.parametrize(("credit", "shares"), [("first", [1, 0, 0]), ("last", [0, 1, 0]), ("equal", [0.5, 0.5, 0])])
def test_a_sale_of_the_day_of_the_first_inquiries_that_is_entered_later_is_owed_to_these(
    small_company: Company, credit: str, shares: list[float]
) -> None:
    company = small_company
    for name in NAMES:
        company.desk("hale").write(campaigns.add, name, "campaign")
    day = company.clock.now.date()
    customer_id = take(company, "Buyer", campaign="Fair").customer_id
    take(company, "Buyer", campaign="Mailing")
    li = company.desk("li")
    li.write(pool.claim, customer_id)
    project_id = li.write(projects.add, NewProject(name="Line", customer_id=customer_id)).project_id
    company.clock.later(days=1)
    take(company, "Buyer", campaign="Ads")
    win(company, project_id, day)
    assert owed(company, credit) == shares


def test_a_sale_before_any_inquiry_is_owed_to_where_the_customer_came_from(begun: tuple[Company, int]) -> None:
    company, _project_id = begun
    li = company.desk("li")
    customer_id = company.customer("Of old", owner="li")
    win(company, li.write(projects.add, NewProject(name="Old line", customer_id=customer_id)).project_id)
    company.clock.later(hours=1)
    take(company, "Of old", campaign="Ads")
    assert owed(company, "last") == owed(company, "first") == [0, 0, 0]
