"""Where a phone rings, what the clock says there, and when it may be called."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicrm.plain.zones import country_of, is_within, opens_at, zones_of

NINE, SIX = 9 * 60, 18 * 60
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("phone", "name", "country"),
    [
        ("+441134960142", None, "GB"),
        ("+8651255500287", None, "CN"),
        ("+4940669690", "France", "DE"),  # the number is nearer than what somebody wrote
        ("+12125550123", None, "US"),
        ("+14165550123", None, "CA"),  # one country code, two countries
        ("+85221234567", None, "HK"),
        ("+441134960142;ext=12", None, "GB"),
        ("+999123", "Germany", "DE"),
        ("+", "Germany", "DE"),
        ("01134960142", "Germany", "DE"),  # without its country a number says nothing
        ("", "Germany", "DE"),
        (None, None, None),
        (None, "", None),
        (None, "  ", None),
        (None, "Germany", "DE"),
        (None, "germany", "DE"),
        (None, " Germany ", "DE"),
        (None, "GERMANY", "DE"),
        (None, "Deutschland", "DE"),
        (None, "United States", "US"),
        (None, "usa", "US"),
        (None, "USA", "US"),
        (None, "uk", "GB"),
        (None, "UK", "GB"),
        (None, "England", "GB"),
        (None, "Scotland", "GB"),
        (None, "Great Britain", "GB"),
        (None, "Czechia", "CZ"),
        (None, "de", "DE"),
        (None, "DE", "DE"),
        (None, "xx", None),
        (None, "中国", "CN"),
        (None, "德国", "DE"),
        (None, "香港", "HK"),
        (None, "美国", "US"),
        (None, "火星", None),
        (None, "Nowhere", None),
    ],
)
def test_a_number_or_a_name_says_the_country(phone: str | None, name: str | None, country: str | None) -> None:
    assert country_of(phone, name) == country


@pytest.mark.parametrize(
    ("country", "city", "zones"),
    [
        (None, None, ()),
        (None, "Berlin", ()),
        ("XX", None, ()),
        ("DE", None, ("Europe/Berlin",)),
        ("DE", "Hamburg", ("Europe/Berlin",)),
        ("GB", "Leeds", ("Europe/London",)),
        ("CN", "成都", ("Asia/Shanghai",)),
        ("CN", "Urumqi", ("Asia/Urumqi",)),
        ("US", None, ("America/New_York", "America/Los_Angeles")),
        ("US", "Boston", ("America/New_York", "America/Los_Angeles")),
        ("US", "Chicago", ("America/Chicago",)),
        ("US", "chicago", ("America/Chicago",)),
        ("US", " Los Angeles ", ("America/Los_Angeles",)),
        ("US", "New York", ("America/New_York",)),
        ("AU", "Perth", ("Australia/Perth",)),
        ("AU", "", ("Australia/Sydney", "Australia/Perth")),
        ("JP", None, ("Asia/Tokyo",)),
        ("NO", "Bergen", ("Europe/Oslo",)),
    ],
)
def test_a_country_has_its_zones_and_a_city_one(country: str | None, city: str | None, zones: tuple[str, ...]) -> None:
    assert zones_of(country, city) == zones


@pytest.mark.parametrize(
    "country", ["DE", "GB", "FR", "CN", "JP", "IN", "US", "BR", "ZA", "AU", "RU", "NO", "SE", "IT"]
)
def test_every_zone_that_is_given_is_one(country: str) -> None:
    for zone in zones_of(country):
        assert ZoneInfo(zone).key == zone


@pytest.mark.parametrize(
    ("at", "zones", "days", "within"),
    [
        ("2026-11-23 09:00", ("Europe/London",), 5, True),
        ("2026-11-23 08:59", ("Europe/London",), 5, False),
        ("2026-11-23 17:59", ("Europe/London",), 5, True),
        ("2026-11-23 18:00", ("Europe/London",), 5, False),
        ("2026-11-23 08:00", ("Europe/Berlin",), 5, True),
        ("2026-11-23 01:00", ("Asia/Shanghai",), 5, True),
        ("2026-11-23 00:59", ("Asia/Shanghai",), 5, False),
        ("2026-11-21 12:00", ("Europe/London",), 5, False),  # a Saturday
        ("2026-11-21 12:00", ("Europe/London",), 6, True),
        ("2026-11-22 12:00", ("Europe/London",), 6, False),  # a Sunday
        ("2026-11-22 12:00", ("Europe/London",), 7, True),
        ("2026-11-27 23:30", ("Asia/Tokyo",), 5, False),  # still Friday here, Saturday there
        ("2026-11-23 17:30", ("America/New_York", "America/Los_Angeles"), 5, True),
        ("2026-11-23 16:30", ("America/New_York", "America/Los_Angeles"), 5, False),  # 8:30 in the west
        ("2026-11-23 23:30", ("America/New_York", "America/Los_Angeles"), 5, False),  # 18:30 in the east
        ("2026-11-23 03:00", (), 5, True),  # nothing known forbids nothing
        ("2026-07-20 08:00", ("Europe/London",), 5, True),  # summer: an hour earlier
        ("2026-07-20 07:59", ("Europe/London",), 5, False),
    ],
)
def test_it_is_within_the_hours_in_all_zones(at: str, zones: tuple[str, ...], days: int, within: bool) -> None:
    now = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert is_within(now, zones, NINE, SIX, days) is within


@pytest.mark.parametrize(
    ("at", "zones", "days", "opens"),
    [
        ("2026-11-23 06:10", ("Europe/London",), 5, "2026-11-23 09:00"),
        ("2026-11-23 09:10", ("Europe/London",), 5, "2026-11-23 09:15"),
        ("2026-11-23 17:50", ("Europe/London",), 5, "2026-11-24 09:00"),
        ("2026-11-27 18:30", ("Europe/London",), 5, "2026-11-30 09:00"),  # over the weekend
        ("2026-11-27 18:30", ("Europe/London",), 6, "2026-11-28 09:00"),
        ("2026-11-23 09:10", ("Asia/Shanghai",), 5, "2026-11-23 09:15"),
        ("2026-11-23 10:10", ("Asia/Shanghai",), 5, "2026-11-24 01:00"),
        ("2026-11-23 09:10", ("America/New_York", "America/Los_Angeles"), 5, "2026-11-23 17:00"),
        ("2026-11-23 09:10", (), 5, "2026-11-23 09:15"),
        ("2026-03-28 20:00", ("Europe/Berlin",), 7, "2026-03-29 07:00"),  # the night the clocks go forward
        ("2026-10-24 20:00", ("Europe/Berlin",), 7, "2026-10-25 08:00"),  # and back
    ],
)
def test_the_next_quarter_in_which_it_opens(at: str, zones: tuple[str, ...], days: int, opens: str) -> None:
    now = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert opens_at(now, zones, NINE, SIX, days) == datetime.fromisoformat(opens).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zones", "first", "last", "days"),
    [
        (("Europe/London", "Pacific/Auckland"), NINE, NINE + 60, 5),  # never nine in both
        (("Europe/London",), SIX, NINE, 7),  # no hours at all
        (("Europe/London",), NINE, SIX, 0),  # no day at all
    ],
)
def test_what_never_opens_is_none(zones: tuple[str, ...], first: int, last: int, days: int) -> None:
    assert opens_at(MONDAY, zones, first, last, days) is None


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))
some = st.sampled_from([("Europe/Berlin",), ("Asia/Shanghai",), ("America/New_York", "America/Los_Angeles"), ()])


@given(moments, some, st.integers(1, 7))
def test_when_it_opens_it_is_open_and_it_was_not_before(at: datetime, zones: tuple[str, ...], days: int) -> None:
    opens = opens_at(at, zones, NINE, SIX, days)
    assert opens is not None
    assert opens > at
    assert opens.minute % 15 == opens.second == 0
    assert is_within(opens, zones, NINE, SIX, days)
    quarter = opens - timedelta(minutes=15)
    while quarter > at:
        assert not is_within(quarter, zones, NINE, SIX, days)
        quarter -= timedelta(minutes=15)


@given(moments, some)
def test_more_days_and_longer_hours_never_close_what_is_open(at: datetime, zones: tuple[str, ...]) -> None:
    if is_within(at, zones, NINE, SIX, 5):
        assert is_within(at, zones, NINE, SIX, 7)
        assert is_within(at, zones, NINE - 60, SIX + 60, 5)
        assert all(is_within(at, (zone,), NINE, SIX, 5) for zone in zones)
