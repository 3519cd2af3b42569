"""Who is still with us: the same day for a row in hand and for a condition in a query."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tuicrm.sales.with_us import is_with_us, with_us
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("left_on", "archived_at", "there"),
    [
        (None, None, True), (TODAY, None, True), (TODAY + timedelta(days=1), None, True),
        (TODAY - timedelta(days=1), None, False), (None, NOW, False), (TODAY + timedelta(days=9), NOW, False),
        (date(2020, 2, 29), None, False),
    ],
)  # fmt: skip
def test_on_the_last_day_one_is_still_there(
    small_company: Company, left_on: date | None, archived_at: datetime | None, there: bool
) -> None:
    li = small_company.id("li")

    def write(session: Session) -> None:
        change.update(session, users, li, left_on=left_on, archived_at=archived_at)

    small_company.database.write_as(write, NOW)
    asked = small_company.all(select(users.c.id).where(with_us(TODAY)))
    assert (li in {row.id for row in asked}) is there
    (row,) = small_company.all(select(users).where(users.c.id == li))
    assert is_with_us(row, TODAY) is there
