"""The day that the database tells a moment to be on is the one that the calendar tells, on every engine."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import literal, select, union_all

from tests.company import Company
from tuicrm.plain.periods import day_in_zone
from tuicrm.sales.analysis.day_keys import A_DAY, day_key, key_of
from tuicrm.store.session import Session
from tuicrm.store.types import Moment

FIRST, LAST = date(2025, 3, 1), date(2026, 4, 30)
SET = [
    datetime(2025, 3, 9, 7, tzinfo=UTC), datetime(2025, 3, 30, 1, tzinfo=UTC), datetime(2025, 4, 5, 15, tzinfo=UTC),
    datetime(2025, 10, 4, 15, 30, tzinfo=UTC), datetime(2025, 10, 26, 1, tzinfo=UTC),
    datetime(2025, 11, 2, 6, tzinfo=UTC),
]  # fmt: skip
"""When clocks are set in one of the zones: the hours around it are where a day is easily missed."""


def moments(days: int) -> list[datetime]:
    """Moments of which the one so many days later is inside."""
    rng, more = Random(7), timedelta(days=days)
    begin = datetime(2025, 3, 2, tzinfo=UTC)
    drawn = [begin + timedelta(seconds=rng.randrange(420 * A_DAY)) for _one in range(40)]
    nights = [one.replace(hour=hour, minute=0, second=0) for one in drawn[:6] for hour in (4, 5, 15, 16, 22, 23)]
    around = [one + timedelta(minutes=m) for one in SET for m in (-61, -1, 0, 1, 29, 31, 61, 24 * 60 - 1, 24 * 60)]
    return [one - more for one in drawn + nights + around]


@pytest.mark.parametrize("days", [0, 20])
def test_a_day_is_told_alike(company: Company, days: int) -> None:
    zones = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "Pacific/Kiritimati")
    some = moments(days)

    def read(session: Session, zone: str) -> list[int]:
        rows = [select(literal(nth).label("nth"), literal(at, Moment()).label("at")) for nth, at in enumerate(some)]
        found = union_all(*rows).subquery()
        key = day_key(found.c.at, zone, FIRST, LAST, days)
        return [int(row[1]) for row in session.all(select(found.c.nth, key).order_by(found.c.nth))]

    for zone in zones:
        told = company.database.read_as(lambda session, zone=zone: read(session, zone), some[0])
        assert told == [key_of(day_in_zone(at + timedelta(days=days), zone)) for at in some], zone


@pytest.mark.parametrize(
    ("day", "key"), [(date(1970, 1, 1), 0), (date(1970, 1, 2), A_DAY), (date(2000, 2, 29), 11016 * A_DAY)]
)
def test_a_key_is_counted_from_1970(day: date, key: int) -> None:
    assert key_of(day) == key
