"""Days as numbers in SQL: the same as Python counts them, in every zone, on every engine."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import literal, select

from tests.engines import KINDS
from tuicrm.plain.periods import day_in_zone
from tuicrm.store import days, migrate
from tuicrm.store.database import Database
from tuicrm.store.session import Session
from tuicrm.store.tables.people import leaves
from tuicrm.store.types import Moment

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ZONES = ("UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati",
         "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca")  # fmt: skip
EDGES = (
    datetime(2026, 10, 25, 0, 59, 59, tzinfo=UTC), datetime(2026, 10, 25, 1, 0, 0, tzinfo=UTC),
    datetime(2026, 3, 28, 22, 59, 59, tzinfo=UTC), datetime(2026, 3, 28, 23, 0, 0, tzinfo=UTC),
    datetime(2026, 3, 29, 21, 59, 59, 999999, tzinfo=UTC), datetime(2026, 3, 29, 22, 0, 0, tzinfo=UTC),
    datetime(2028, 2, 29, 15, 59, 59, tzinfo=UTC), datetime(2028, 2, 29, 16, 0, 0, tzinfo=UTC),
    datetime(2026, 12, 31, 18, 14, 59, tzinfo=UTC), datetime(2026, 12, 31, 18, 15, 0, tzinfo=UTC),
    datetime(2016, 7, 1, 4, 0, 0, tzinfo=UTC), datetime(2026, 11, 1, 5, 59, 59, tzinfo=UTC),
    datetime(2026, 11, 23, 9, 0, 0, tzinfo=UTC),
)  # fmt: skip


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, empty_database: Callable[[str], str]) -> Database:
    made = Database(empty_database(request.param))
    migrate.ensure(made)
    return made


def test_the_day_of_a_moment_is_the_teams(database: Database) -> None:
    def ask(session: Session) -> None:
        for zone in ZONES:
            columns = [days.day_of(literal(edge, Moment()), zone, NOW).label(f"d{place}")
                       for place, edge in enumerate(EDGES)]  # fmt: skip
            found = session.first(select(*columns))
            assert [days.of_number(int(one)) for one in found] == [day_in_zone(edge, zone) for edge in EDGES], zone

    database.read_as(ask, NOW)
    database.close()


def test_dates_and_the_earlier_of_several_are_numbers_too(database: Database) -> None:
    def ask(session: Session) -> None:
        for day in (date(1999, 12, 31), date(2024, 2, 29), date(2026, 11, 23)):
            assert session.value(select(days.date_day(literal(day, leaves.c.from_on.type)))) == days.number(day)
        three = [literal(one, leaves.c.user_id.type) for one in (5, 3, 9)]
        assert session.value(select(days.earlier(*three))) == 3
        assert session.value(select(days.later(*three))) == 9

    database.read_as(ask, NOW)
    database.close()


@pytest.mark.parametrize("zone", ZONES)
def test_every_hour_of_two_years_has_its_offset(zone: str) -> None:
    offsets = days._offsets(zone, 2026)
    for hours in range(0, 24 * 730, 7):
        at = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
        east = next((seconds for until, seconds in offsets if at < until), offsets[-1][1])
        assert days.of_number(int((at.timestamp() + east) // days.DAY)) == day_in_zone(at, zone)


def test_a_number_is_a_day_and_back() -> None:
    for day in (date(1970, 1, 1), date(2026, 11, 23), date(1969, 12, 31)):
        assert days.of_number(days.number(day)) == day
