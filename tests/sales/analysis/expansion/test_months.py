"""The table of persons and months: who was there, what it brought, for whom it counts."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import insert
from tests.sales.test_funnel import EUROS, project
from tests.sales.test_team_page import bought, split, there_since, won
from tuicrm.sales.analysis.expansion.months import PARTS, Months, PersonMonth, months_of
from tuicrm.sales.analysis.person_months import person_months
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.people import leaves, memberships, users
from tuicrm.store.tables.trade import credits, purchases

DAY = timedelta(days=1)
NOVEMBER = 2026 * 12 + 11
TODAY = NOW.date()


def months(company: Company, until: date = TODAY, **more: Any) -> Months:
    found: Months = company.database.read_as(lambda session: months_of(session, until, **more), company.clock.now)
    return found


def of(found: Months, user_id: int) -> dict[int, PersonMonth]:
    return {row.month: row for row in found.rows if row.user_id == user_id}


def test_a_month_has_its_days_profit_and_revenue(company: Company) -> None:
    won(company, "li", 900, cost=300)
    won(company, "li", 50)
    found = months(company)
    row = of(found, company.id("li"))[NOVEMBER]
    assert (row.days, row.of_days, row.worked) == (23, 30, pytest.approx(23 / 30))
    assert (row.profit_minor, row.revenue_minor) == (600 * EUROS, 950 * EUROS)
    assert row.tenure == 10
    assert (found.first, found.last, found.nobody) == (NOVEMBER, NOVEMBER, {})
    roth = of(found, company.id("roth"))[NOVEMBER]
    assert (roth.days, roth.profit_minor) == (23, 0)


def test_who_leads_has_no_days_but_what_they_sold(small_company: Company) -> None:
    won(small_company, "wang", 100, cost=0)
    row = of(months(small_company), small_company.id("wang"))[NOVEMBER]
    assert (row.days, row.parts, row.profit_minor) == (0, 0, 100 * EUROS)
    assert small_company.id("hale") not in months(small_company).colleagues


def test_what_is_credited_to_nobody_stands_apart(small_company: Company) -> None:
    bought(small_company, date(2026, 10, 5), 80, 30)
    bought(small_company, date(2026, 11, 5), 70, None)
    assert months(small_company).nobody == {
        NOVEMBER - 1: (50 * EUROS, 80 * EUROS), NOVEMBER: (0, 70 * EUROS),
    }  # fmt: skip
    assert months(small_company, first=NOVEMBER).nobody == {NOVEMBER: (0, 70 * EUROS)}


def test_the_table_begins_with_the_first_purchase(small_company: Company) -> None:
    there_since(small_company, date(2020, 1, 1), "li")
    bought(small_company, date(2026, 9, 30), 1, 0)
    found = months(small_company)
    assert found.first == NOVEMBER - 2
    assert [row.tenure for row in of(found, small_company.id("li")).values()] == [80, 81, 82]
    assert months(small_company, date(2026, 8, 31)).first == NOVEMBER - 3, "never after its end"


def test_shared_credit_adds_up_to_the_cent(company: Company) -> None:
    made = won(company, "li", 1, cost=0)
    split(company, made, li=33, kuhn=33, roth=34)
    again = won(company, "kuhn", 1, cost=0)

    def write(session: Session) -> None:
        first = session.first(credits.select().where(credits.c.project_id == again))
        change.update(session, credits, first.id, share_ppm=335_005)
        change.insert(
            session, credits, project_id=again, user_id=company.id("li"), outcome="won", share_ppm=664_995,
            on=first.on, month=first.month,
        )  # fmt: skip

    company.database.write_as(write, NOW)
    found = months(company)
    assert sum(row.profit_minor for row in found.rows) == 2 * EUROS
    assert sum(row.revenue_minor for row in found.rows) == 2 * EUROS


def test_by_team_a_person_has_a_row_for_each_team(company: Company) -> None:
    li = company.id("li")
    won(company, "li", 100, cost=0)
    there = company.value(select(memberships.c.id).where(memberships.c.user_id == li))
    west = company.value(select(users.c.team_id).where(users.c.login == "kuhn"))
    east = company.value(select(users.c.team_id).where(users.c.login == "roth"))

    def move(session: Session) -> None:
        change.update(session, memberships, there, to_on=date(2026, 11, 11))
        change.insert(session, memberships, user_id=li, team_id=west, role="rep", from_on=date(2026, 11, 11))

    company.database.write_as(move, NOW)
    rows = [row for row in months(company, by_team=True).rows if row.user_id == li]
    assert {row.team_id: (row.days, row.profit_minor) for row in rows} == {east: (10, 100 * EUROS), west: (13, 0)}
    together = of(months(company), li)[NOVEMBER]
    assert (together.days, together.profit_minor, together.team_id) == (23, 100 * EUROS, None)


def test_leave_that_was_taken_back_is_no_leave(small_company: Company) -> None:
    insert(
        small_company, leaves, user_id=small_company.id("li"), kind="holiday", from_on=date(2026, 11, 1),
        to_on=date(2026, 11, 10), archived_at=NOW,
    )  # fmt: skip
    insert(
        small_company, leaves, user_id=small_company.id("roth"), kind="holiday", from_on=date(2026, 10, 20),
        to_on=date(2026, 11, 10),
    )  # fmt: skip
    won(small_company, "kuhn", 1, cost=0)
    found = months(small_company)
    assert of(found, small_company.id("li"))[NOVEMBER].days == 23
    assert of(found, small_company.id("roth"))[NOVEMBER].days == 13


def test_two_memberships_of_one_day_count_once(small_company: Company) -> None:
    insert(small_company, memberships, user_id=small_company.id("li"), role="rep", from_on=date(2026, 11, 10))
    won(small_company, "li", 1, cost=0)
    assert of(months(small_company), small_company.id("li"))[NOVEMBER].days == 23


def test_without_a_day_of_joining_it_is_the_first_day_in_a_role(small_company: Company) -> None:
    li = small_company.id("li")
    small_company.database.write_as(lambda session: change.update(session, users, li, joined_on=None), NOW)
    won(small_company, "li", 1, cost=0)
    colleague = months(small_company).colleagues[li]
    assert (colleague.joined_on, colleague.is_joining_known) == (date(2026, 1, 5), False)


def test_as_it_was_credited_at_a_moment(small_company: Company) -> None:
    made = won(small_company, "li", 100, cost=0)
    small_company.clock.later(days=1)

    def correct(session: Session) -> None:
        first = session.first(credits.select().where(credits.c.project_id == made))
        change.update(session, credits, first.id, archived_at=small_company.clock.now)
        change.insert(
            session, credits, project_id=made, user_id=small_company.id("kuhn"), outcome="won", share_ppm=1_000_000,
            on=first.on, month=first.month, made_at=small_company.clock.now,
        )  # fmt: skip

    small_company.database.write_as(correct, small_company.clock.now)
    kuhn, li = small_company.id("kuhn"), small_company.id("li")
    assert of(months(small_company), kuhn)[NOVEMBER].profit_minor == 100 * EUROS
    assert of(months(small_company, at=NOW + timedelta(hours=1)), li)[NOVEMBER].profit_minor == 100 * EUROS


def test_what_was_archived_or_comes_later_does_not_count(small_company: Company) -> None:
    won(small_company, "li", 100, cost=0)
    made = won(small_company, "li", 70, cost=0)
    gone = small_company.value(select(purchases.c.id).where(purchases.c.project_id == made))
    small_company.database.write_as(lambda session: change.update(session, purchases, gone, archived_at=NOW), NOW)
    li = small_company.id("li")
    assert of(months(small_company), li)[NOVEMBER].revenue_minor == 100 * EUROS
    assert of(months(small_company, TODAY - DAY), li)[NOVEMBER].revenue_minor == 0


def test_an_empty_company_has_rows_without_money(small_company: Company) -> None:
    found = months(small_company)
    assert {row.profit_minor for row in found.rows} == {0}
    assert {row.month for row in found.rows} == {NOVEMBER}


@pytest.mark.parametrize("of_days", [28, 29, 30, 31])
def test_a_whole_month_is_one_whatever_its_days(of_days: int) -> None:
    assert PersonMonth(1, NOVEMBER, of_days, of_days, 0, 0, 0).parts == PARTS
    assert PersonMonth(1, NOVEMBER, 1, of_days, 0, 0, 0).parts * of_days == PARTS


def test_the_table_agrees_with_the_months_that_the_average_is_over(small_company: Company) -> None:
    there_since(small_company, date(2025, 3, 17), "li", "roth")
    bought(small_company, date(2025, 1, 1), 1, 0)
    project(small_company, "x")
    rows = months(small_company).rows
    found = {user: sum(row.worked for row in rows if row.user_id == user) for user in {row.user_id for row in rows}}
    known = small_company.database.read_as(lambda session: person_months(session, date(2025, 1, 1), TODAY), NOW)
    assert {user: round(one, 9) for user, one in found.items() if one} == {
        user: round(one, 9) for user, one in known.items()
    }
