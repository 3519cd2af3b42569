"""Working days around today: no weekend, no future in the past, the team's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sample.telling import at, days
from tuicrm.sample.days import MONTH, WINDOW, YEAR, WorkDays

MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC))
ZONES = st.sampled_from(["Europe/Berlin", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati", "UTC"])


@pytest.mark.parametrize(
    ("moment", "wanted"),
    [
        pytest.param(0, date(2026, 11, 23), id="today is a Monday"),
        pytest.param(0.99, date(2026, 11, 23), id="its evening"),
        pytest.param(-0.01, date(2026, 11, 20), id="just before is Friday"),
        pytest.param(-1, date(2026, 11, 20), id="the last working day"),
        pytest.param(-5, date(2026, 11, 16), id="a week ago"),
        pytest.param(-6, date(2026, 11, 13), id="over a second weekend"),
        pytest.param(1, date(2026, 11, 24), id="tomorrow"),
        pytest.param(5, date(2026, 11, 30), id="in a week"),
    ],
)
def test_a_moment_has_a_day(moment: float, wanted: date) -> None:
    assert days().day(moment) == wanted


@pytest.mark.parametrize(
    ("now", "before", "after"),
    [
        pytest.param(at(2026, 11, 21), date(2026, 11, 20), date(2026, 11, 23), id="Saturday"),
        pytest.param(at(2026, 11, 22), date(2026, 11, 20), date(2026, 11, 23), id="Sunday"),
        pytest.param(at(2028, 2, 29), date(2028, 2, 28), date(2028, 3, 1), id="leap day"),
        pytest.param(at(2028, 3, 1), date(2028, 2, 29), date(2028, 3, 2), id="after a leap day"),
        pytest.param(at(2027, 1, 1), date(2026, 12, 31), date(2027, 1, 4), id="new year on a Friday"),
    ],
)
def test_the_neighbours_of_a_day_are_working_days(now: datetime, before: date, after: date) -> None:
    around = WorkDays(now, "UTC")
    assert (around.day(-1), around.day(0), around.day(1)) == (before, now.date(), after)


@pytest.mark.parametrize(
    ("now", "zone", "today"),
    [
        pytest.param(at(2026, 11, 22, 23, 30), "Europe/Berlin", date(2026, 11, 23), id="past midnight in Berlin"),
        pytest.param(at(2026, 11, 22, 22, 30), "Europe/Berlin", date(2026, 11, 22), id="before midnight in Berlin"),
        pytest.param(at(2026, 11, 22, 16, 0), "Asia/Shanghai", date(2026, 11, 23), id="midnight in Shanghai"),
        pytest.param(at(2026, 11, 22, 11, 0), "Pacific/Kiritimati", date(2026, 11, 23), id="fourteen hours ahead"),
        pytest.param(at(2026, 11, 23, 4, 59), "America/New_York", date(2026, 11, 22), id="still yesterday in New York"),
    ],
)
def test_today_is_the_day_in_the_team_s_zone(now: datetime, zone: str, today: date) -> None:
    assert WorkDays(now, zone).day(0) == today


@settings(max_examples=25, deadline=None)
@given(now=MOMENTS, zone=ZONES, moment=st.integers(-780, 300))
def test_no_day_but_today_is_a_weekend_and_order_is_kept(now: datetime, zone: str, moment: int) -> None:
    around = WorkDays(now, zone)
    day = around.day(moment)
    assert day == around.today or day.weekday() < 5
    assert around.day(moment - 1) < day < around.day(moment + 1)
    assert (day < around.today) == (moment < 0)


@settings(max_examples=25, deadline=None)
@given(now=MOMENTS, zone=ZONES, moment=st.floats(-780, -0.001))
def test_what_was_is_in_working_hours_and_before_now(now: datetime, zone: str, moment: float) -> None:
    around = WorkDays(now, zone)
    found = around.at(moment)
    there = found.astimezone(ZoneInfo(zone))
    assert found.utcoffset() == timedelta(0)
    assert there.date() == around.day(moment)
    assert 8 <= there.hour <= 18, "summer time may shift an hour, no more"
    assert found < now


@pytest.mark.parametrize(
    ("hour", "minute", "wanted"),
    [
        pytest.param(5, 0, at(2026, 11, 23, 4, 59), id="nobody is up: a minute ago"),
        pytest.param(11, 0, at(2026, 11, 23, 10, 59), id="noon in Berlin has not come"),
        pytest.param(12, 1, at(2026, 11, 23, 12, 0), id="half of the day is just over"),
        pytest.param(20, 0, at(2026, 11, 23, 12, 0), id="evening"),
    ],
)
def test_today_s_moments_do_not_run_ahead_of_the_clock(hour: int, minute: int, wanted: datetime) -> None:
    assert WorkDays(at(2026, 11, 23, hour, minute), "Europe/Berlin").at(0.5) == wanted


@settings(max_examples=25, deadline=None)
@given(now=MOMENTS, ago=st.integers(0, 1000))
def test_calendar_days_ago_become_the_working_day_at_or_before(now: datetime, ago: int) -> None:
    around = WorkDays(now, "UTC")
    wanted = around.today - timedelta(days=ago)
    found = around.day(around.moment(ago))
    assert found <= wanted
    assert (wanted - found).days <= 2, "at most over a weekend"


@pytest.mark.parametrize(
    ("minutes", "wanted"),
    [
        pytest.param(14, at(2026, 11, 23, 7, 48), id="a while ago"),
        pytest.param(0, at(2026, 11, 23, 8, 2), id="now"),
        pytest.param(60 * 9, at(2026, 11, 22, 23, 2), id="two minutes past midnight in Berlin"),
        pytest.param(60 * 24, at(2026, 11, 22, 23, 0), id="not before today began"),
    ],
)
def test_this_morning_does_not_reach_back_into_yesterday(minutes: int, wanted: datetime) -> None:
    assert days().minutes_ago(minutes) == wanted


@pytest.mark.parametrize(
    ("on", "wanted"),
    [
        pytest.param(date(2026, 11, 24), at(2026, 11, 24, 9, 30), id="winter"),
        pytest.param(date(2026, 7, 1), at(2026, 7, 1, 8, 30), id="summer"),
    ],
)
def test_a_planned_time_is_the_team_s(on: date, wanted: datetime) -> None:
    assert days().planned(on, 10, 30) == wanted


def test_two_years_of_working_days_are_two_calendar_years() -> None:
    assert WINDOW == 2 * YEAR == 24 * MONTH
    gap = days().today - days().day(-WINDOW)
    assert abs(gap.days - 731) <= 2
