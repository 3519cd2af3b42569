"""How much of the time people were there to sell: months of a person, leap days, leave and roles."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import insert
from tuicrm.sales.analysis.person_months import person_months
from tuicrm.store import change
from tuicrm.store.tables.people import leaves, memberships, users

DAY = timedelta(days=1)


def months(company: Company, first: date, last: date, login: str = "li") -> float:
    found = company.database.read_as(lambda session: person_months(session, first, last), NOW)
    return found.get(company.id(login), 0.0)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param(date(2026, 2, 1), date(2026, 2, 28), 1.0, id="a short month is a month"),
        pytest.param(date(2028, 2, 1), date(2028, 2, 29), 1.0, id="so is one with a leap day"),
        pytest.param(date(2028, 2, 29), date(2028, 2, 29), 1 / 29, id="a leap day alone"),
        pytest.param(date(2027, 1, 1), date(2027, 12, 31), 12.0, id="a year is twelve"),
        pytest.param(date(2028, 1, 1), date(2028, 12, 31), 12.0, id="a leap year too"),
        pytest.param(date(2026, 1, 1), date(2026, 1, 31), 27 / 31, id="from the day of joining"),
        pytest.param(date(2025, 1, 1), date(2025, 12, 31), 0.0, id="nothing before"),
        pytest.param(date(2026, 3, 16), date(2026, 4, 15), 16 / 31 + 15 / 30, id="two halves"),
    ],
)
def test_days_are_parts_of_their_own_month(small_company: Company, first: date, last: date, expected: float) -> None:
    assert months(small_company, first, last) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("away", "expected"),
    [
        pytest.param([(1, 30)], 0.0, id="the whole month"),
        pytest.param([(1, 15)], 0.5, id="half of it"),
        pytest.param([(1, 15), (10, 15)], 0.5, id="a day away twice is one day"),
        pytest.param([(15, 15)], 29 / 30, id="one day"),
    ],
)
def test_who_is_on_leave_does_not_sell(small_company: Company, away: list[tuple[int, int]], expected: float) -> None:
    for begin, end in away:
        insert(
            small_company, leaves, user_id=small_company.id("li"), kind="holiday", from_on=date(2026, 6, begin),
            to_on=date(2026, 6, end),
        )  # fmt: skip
    assert months(small_company, date(2026, 6, 1), date(2026, 6, 30)) == pytest.approx(expected)


@pytest.mark.parametrize("login", ["wang", "hale", "eye", "boss"])
def test_only_reps_count(small_company: Company, login: str) -> None:
    assert months(small_company, date(2026, 6, 1), date(2026, 6, 30), login) == 0.0


def test_the_last_day_counts_and_the_next_does_not(small_company: Company) -> None:
    li = small_company.id("li")
    small_company.database.write_as(lambda session: change.update(session, users, li, left_on=date(2026, 6, 15)), NOW)
    assert months(small_company, date(2026, 6, 1), date(2026, 6, 30)) == pytest.approx(0.5)
    assert months(small_company, date(2026, 7, 1), date(2026, 7, 31)) == 0.0


def test_a_change_of_role_divides_the_month(small_company: Company) -> None:
    li = small_company.id("li")
    row = small_company.value(select(memberships.c.id).where(memberships.c.user_id == li))
    small_company.database.write_as(
        lambda session: change.update(session, memberships, row, to_on=date(2026, 6, 16)), NOW
    )
    insert(small_company, memberships, user_id=li, role="team_lead", from_on=date(2026, 6, 16))
    assert months(small_company, date(2026, 6, 1), date(2026, 6, 30)) == pytest.approx(0.5)


@pytest.mark.parametrize("cut", [date(2026, 2, 28), date(2026, 6, 15), date(2026, 12, 31)])
def test_two_spans_that_meet_make_the_whole(small_company: Company, cut: date) -> None:
    first, last = date(2026, 1, 1), date(2027, 6, 30)
    whole = months(small_company, first, cut) + months(small_company, cut + DAY, last)
    assert whole == pytest.approx(months(small_company, first, last))
