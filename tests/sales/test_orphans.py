"""The customers of those who left: who looks after them now. Small enough to count by hand."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.company import Company
from tests.sales.test_funnel import project, stage
from tests.sales.test_team_page import page
from tuicrm.sales import funnel, people
from tuicrm.sales.analysis.team.orphans import Orphans
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.people import users

TODAY = date(2026, 11, 23)


def leaves(company: Company, login: str, on: date = TODAY - timedelta(days=5)) -> None:
    company.desk("boss").write(people.leave, company.id(login), left_on=on)


def passed(company: Company, customer: int, to: str | None, days_ago: int = 3) -> None:
    """Let a customer go to somebody else, or to the pool, so many days ago."""
    owner, moment = company.id(to) if to else None, company.clock.now - timedelta(days=days_ago)

    def write(session: Session) -> None:
        here = session.value(select(ownerships.c.id).where(ownerships.c.live_customer_id == customer))
        change.update(session, ownerships, here, to_at=moment, live_customer_id=None)
        change.insert(
            session, ownerships, customer_id=customer, owner_id=owner, from_at=moment, how="handover",
            live_customer_id=customer,
        )  # fmt: skip
        change.update(session, customers, customer, owner_id=owner, held_since_at=moment if owner else None)

    company.database.write_as(write, company.clock.now)


def held(company: Company, count: int, login: str = "li", days_ago: int = 400) -> list[int]:
    """Customers whom somebody has held for long."""
    now = company.clock.now
    company.clock.now = now - timedelta(days=days_ago)
    made = [company.customer(f"{login} {number}", login) for number in range(count)]
    company.clock.now = now
    return made


def found(company: Company, login: str = "hale") -> Orphans:
    return page(company, login).risk.orphans


def test_while_all_are_here_nobody_left_customers(small_company: Company) -> None:
    held(small_company, 3)
    assert found(small_company) == Orphans()


def test_what_a_leaver_still_holds_nobody_looks_after(small_company: Company) -> None:
    held(small_company, 3)
    held(small_company, 2, "roth")
    leaves(small_company, "li")
    assert found(small_company) == Orphans(3, 3)


def test_what_was_handed_over_is_with_the_others_most_first(small_company: Company) -> None:
    made = held(small_company, 7)
    leaves(small_company, "li")
    for customer, to in zip(made, ("roth", "roth", "kuhn", "kuhn", "kuhn", None), strict=False):
        passed(small_company, customer, to)
    named = found(small_company)
    assert (named.customers, named.free, named.held_by) == (7, 2, 2)
    assert named.holders == ("M. Kuhn", "A. Roth")
    assert found(small_company, "kuhn").holders == (), "who may not see single people"
    assert found(small_company, "kuhn").customers == 7


@pytest.mark.parametrize(("days_before", "counted"), [(0, 1), (30, 1), (32, 0), (200, 0)])
def test_only_what_was_theirs_at_the_end_counts(small_company: Company, days_before: int, counted: int) -> None:
    """What somebody gave away long before the last day was not left behind."""
    [customer] = held(small_company, 1)
    passed(small_company, customer, "roth", days_ago=5 + days_before)
    leaves(small_company, "li")
    assert found(small_company).customers == counted


@pytest.mark.parametrize(("days_ago", "counted"), [(0, 0), (1, 1), (729, 1), (731, 0)])
def test_who_left_long_ago_or_not_yet_is_no_risk(small_company: Company, days_ago: int, counted: int) -> None:
    held(small_company, 1, days_ago=1000)
    leaves(small_company, "li", TODAY - timedelta(days=days_ago))
    assert found(small_company).customers == counted


def test_what_went_to_one_who_left_too_is_nobodys(small_company: Company) -> None:
    [customer] = held(small_company, 1)
    passed(small_company, customer, "roth")
    leaves(small_company, "li")
    leaves(small_company, "roth", TODAY - timedelta(days=1))
    assert found(small_company) == Orphans(1, 1)


def test_an_archived_customer_needs_nobody(small_company: Company) -> None:
    [customer] = held(small_company, 1)
    leaves(small_company, "li")

    def write(session: Session) -> None:
        change.update(session, customers, customer, archived_at=session.now)

    small_company.database.write_as(write, small_company.clock.now)
    assert found(small_company) == Orphans()


def test_new_ones_are_named_the_latest_first(small_company: Company) -> None:
    """Of the reps with us who joined within a year; who left is not among them."""
    days = {"li": date(2026, 9, 1), "roth": date(2026, 6, 1), "hale": date(2026, 10, 1), "kuhn": date(2025, 11, 1)}

    def write(session: Session) -> None:
        for login, day in days.items():
            change.update(session, users, small_company.id(login), joined_on=day)

    small_company.database.write_as(write, small_company.clock.now)
    assert page(small_company).help.new == ("Li Wei", "A. Roth")
    leaves(small_company, "li")
    assert page(small_company).help.new == ("A. Roth",)
    assert page(small_company, "kuhn").help.new == (), "who may not see single people"


def test_steps_back_are_counted_apart(small_company: Company) -> None:
    made = project(small_company, "Line", login="li")
    desk = small_company.desk("li")
    for name in ("Needs", "Demo", "Needs"):
        small_company.clock.later(hours=1)
        desk.write(funnel.move, made, stage(small_company, name))
    since = page(small_company).since
    assert (since.moved, since.back) == (2, 1)
