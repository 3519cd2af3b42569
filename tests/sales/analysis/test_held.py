"""Whose customers, inquiries and purchases are in a figure of a team or a person, before and after they pass on."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import insert, project
from tests.sales.house import take
from tuicrm.sales import funnel, handovers, pool
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer
from tuicrm.sales.handovers import Terms
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.trade import purchases

TODAY = NOW.date()


def bought(company: Company, customer: int, project_id: int | None = None) -> None:
    insert(
        company, purchases, customer_id=customer, project_id=project_id, bought_on=TODAY, month=2026 * 12 + 11,
        amount_minor=100, home_minor=100, currency="EUR",
    )  # fmt: skip


def pass_on(company: Company, customer: int, to: str = "kuhn") -> None:
    """Everything of a customer goes to somebody of the other team, days later."""
    company.clock.later(days=3)
    company.desk("hale").write(handovers.give, (("customer", customer),), company.id(to), Terms(at_once=True))


def total(company: Company, question: str, part: str, who: str, *, days_ago: int | None = None) -> Any:
    """Sum one figure over the lines of an answer."""
    day = None if days_ago is None else company.clock.now.date() - timedelta(days=days_ago)
    found = company.desk("hale").read(answer, question, Scope(who=who, as_of=day))
    return sum(line.figures[part] or 0 for line in found.lines if part in line.figures)


@pytest.fixture
def passed_on(small_company: Company) -> Company:
    """A customer of Li Wei in the East that bought, and passed on to Kuhn in the West three days later."""
    customer = small_company.customer("Acme", owner="li")
    bought(small_company, customer)
    pass_on(small_company, customer)
    return small_company


@pytest.mark.parametrize("question", ["rhythm", "recency"])
@pytest.mark.parametrize(
    ("who", "now", "then"), [("li", 0, 1), ("East", 0, 1), ("kuhn", 1, 0), ("West", 1, 0), ("", 1, 1), ("roth", 0, 0)]
)
def test_customers_are_of_who_held_them_on_the_day_asked_for(
    passed_on: Company, question: str, who: str, now: int, then: int
) -> None:
    assert total(passed_on, question, "customers", who) == now
    assert total(passed_on, question, "customers", who, days_ago=1) == then
    assert total(passed_on, question, "customers", who, days_ago=0) == now


@pytest.mark.parametrize(("who", "count"), [("li", 1), ("East", 1), ("kuhn", 0), ("West", 0), ("", 1)])
def test_an_answered_inquiry_stays_with_who_answered_it(small_company: Company, who: str, count: int) -> None:
    taken = take(small_company, "Acme", "li")
    small_company.desk("li").write(pool.claim, taken.customer_id)
    small_company.clock.later(hours=1)
    made = project(small_company, customer_id=taken.customer_id)
    small_company.desk("li").write(funnel.win, made, reason="so")
    answered(small_company)
    pass_on(small_company, taken.customer_id)
    assert total(small_company, "conversion", "inquiries", who) == count
    assert total(small_company, "conversion", "won", who) == count
    assert owner(small_company, taken.customer_id) == small_company.id("kuhn")


@pytest.mark.parametrize(("who", "count"), [("li", 0), ("kuhn", 1), ("", 1)])
def test_an_inquiry_that_waits_goes_along(small_company: Company, who: str, count: int) -> None:
    taken = take(small_company, "Acme", "li")
    small_company.desk("li").write(pool.claim, taken.customer_id)
    pass_on(small_company, taken.customer_id)
    assert total(small_company, "conversion", "inquiries", who) == count


@pytest.mark.parametrize(("who", "count"), [("li", 2), ("East", 2), ("kuhn", 1), ("West", 1), ("", 3)])
def test_what_was_sold_stays_with_who_is_credited_and_else_goes_by_the_customer(
    small_company: Company, who: str, count: int
) -> None:
    for by_project in (True, True, False):
        customer = small_company.customer(f"C {by_project}", owner="li")
        made = project(small_company, customer_id=customer) if by_project else None
        if made is not None:
            small_company.desk("li").write(funnel.win, made, amount_minor=100, reason="so")
        else:
            bought(small_company, customer)
        pass_on(small_company, customer)
    found = small_company.desk("hale").read(answer, "ladder", Scope(who=who))
    assert found.lines[2].figures["of"] == count


def answered(company: Company) -> None:
    """The inquiry was answered while Li Wei held it."""
    from tuicrm.store import change
    from tuicrm.store.tables.customers import inquiries

    one = company.value(select(inquiries.c.id))
    at = company.clock.now
    company.database.write_as(lambda session: change.update(session, inquiries, one, answered_at=at), at)


def owner(company: Company, customer: int) -> Any:
    return company.value(select(customers.c.owner_id).where(customers.c.id == customer))
