"""Working time: a table by hand, and properties against counting minute by minute."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.plain.work_hours import DAYS, NONE, USUAL, hours_text, read_hours
from tuicrm.plain.worktime import NeverAtWork, WorkTime

NOON_REST = read_hours("mon-fri 9:00-12:00 13:00-18:00")
SHANGHAI = WorkTime(
    "Asia/Shanghai", NOON_REST,
    free={date(2026, 2, 16) + timedelta(n) for n in range(7)}, extra={date(2026, 2, 14), date(2026, 2, 28)},
)  # fmt: skip
BERLIN = WorkTime("Europe/Berlin", read_hours(USUAL), free={date(2026, 12, 25)}, away={date(2026, 11, 26)})


def at(zone: str, text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("text", "shortest"),
    [
        ("mon-fri 9:00-18:00", None),
        ("Mon-Fri 9-18", "mon-fri 9:00-18:00"),
        ("monday to friday 9:00-12:00, 13:30-18:00", "mon-fri 9:00-12:00 13:30-18:00"),
        ("周一至周五 9:00-12:00 13:00-18:00；周六 9:00-12:00", "mon-fri 9:00-12:00 13:00-18:00; sat 9:00-12:00"),
        ("周日到周四 8：30-17：00", "mon-thu 8:30-17:00; sun 8:30-17:00"),
        ("sun-thu 8:30-17:00", "mon-thu 8:30-17:00; sun 8:30-17:00"),
        ("mon,wed, fri 10-16", "mon 10:00-16:00; wed 10:00-16:00; fri 10:00-16:00"),
        ("mon 9-12; mon 14-17", "mon 9:00-12:00 14:00-17:00"),
        ("mon-sun 0:00-24:00", "mon-sun 0:00-24:00"),
        ("", ""),
    ],
)
def test_hours_are_read_and_written_shortest(text: str, shortest: str | None) -> None:
    assert hours_text(read_hours(text)) == (text if shortest is None else shortest)


@pytest.mark.parametrize(
    "text",
    ["mon", "9-18", "mon 18-9", "mon 9-9", "mon 9-25", "mon 9:70-10:00", "mon 9-12 11-14", "mon-fri 9-18 maybe",
     "mon 9-18 tue", "someday 9-18", "mon 9-12; mon 11-13"],
)  # fmt: skip
def test_hours_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_hours(text)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-23T09:00", "2026-11-23T18:00", 8),  # one Monday, without its noon
        ("2026-11-23T10:00", "2026-11-23T10:30", 0.5),
        ("2026-11-23T11:30", "2026-11-23T13:30", 1),
        ("2026-11-23T12:15", "2026-11-23T12:45", 0),  # noon rest
        ("2026-11-20T17:00", "2026-11-23T10:00", 2),  # over a weekend
        ("2026-11-21T08:00", "2026-11-22T20:00", 0),
        ("2026-11-23T10:00", "2026-11-23T10:00", 0),
        ("2026-11-23T10:00", "2026-11-20T10:00", 0),  # backwards
        ("2026-02-13T17:00", "2026-02-14T10:00", 2),  # a Saturday that China swapped in
        ("2026-02-14T17:00", "2026-02-23T10:00", 2),  # Spring Festival between
        ("2026-02-16T00:00", "2026-02-22T23:59", 0),
        ("2026-02-27T18:00", "2026-03-02T09:00", 8),  # the other swapped Saturday
        ("2025-12-29T09:00", "2026-01-02T18:00", 40),  # over New Year, which is no holiday here
    ],
)
def test_seconds_between_in_shanghai(start: str, end: str, hours: float) -> None:
    assert SHANGHAI.seconds(at("Asia/Shanghai", start), at("Asia/Shanghai", end)) == hours * 3600


def test_a_clock_seen_from_another_zone_is_the_same() -> None:
    asked, answered = at("Europe/Berlin", "2026-11-23T03:00"), at("Europe/Berlin", "2026-11-23T10:00")
    assert SHANGHAI.seconds(asked, answered) == 6 * 3600  # 10:00 to 17:00 there, without the noon
    assert BERLIN.seconds(asked, answered) == 3600


def test_leave_beats_a_working_day_and_a_swapped_one() -> None:
    assert [day for day in range(23, 31) if BERLIN.works(date(2026, 11, day))] == [23, 24, 25, 27, 30]
    away = WorkTime(SHANGHAI.zone, SHANGHAI.hours, SHANGHAI.free, SHANGHAI.extra, away={date(2026, 2, 14)})
    assert SHANGHAI.works(date(2026, 2, 14))
    assert not away.works(date(2026, 2, 14))
    assert away.minutes(date(2026, 2, 14)) == 0
    assert away.minutes(date(2026, 2, 28)) == 8 * 60


@pytest.mark.parametrize(
    ("start", "seconds", "moment"),
    [
        ("2026-11-23T10:00", 0, "2026-11-23T10:00"),
        ("2026-11-23T10:00", 3600, "2026-11-23T11:00"),
        ("2026-11-23T17:30", 3600, "2026-11-24T09:30"),
        ("2026-11-22T10:00", 0, "2026-11-23T09:00"),
        ("2026-11-22T10:00", 3600, "2026-11-23T10:00"),
        ("2026-11-25T17:00", 2 * 3600, "2026-11-27T10:00"),  # a day of leave between
        ("2026-12-24T17:59", 3600, "2026-12-28T09:59"),  # Christmas and a weekend
        ("2026-11-23T09:00", 9 * 3600, "2026-11-23T18:00"),
    ],
)
def test_moment_after_working_seconds_in_berlin(start: str, seconds: int, moment: str) -> None:
    assert BERLIN.after(at("Europe/Berlin", start), seconds) == at("Europe/Berlin", moment)


@pytest.mark.parametrize(
    ("day", "first", "next_", "last"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 23)),
        (date(2026, 11, 25), date(2026, 11, 25), date(2026, 11, 27), date(2026, 11, 25)),
        (date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 27), date(2026, 11, 25)),
        (date(2026, 11, 28), date(2026, 11, 30), date(2026, 11, 30), date(2026, 11, 27)),
        (date(2026, 12, 25), date(2026, 12, 28), date(2026, 12, 28), date(2026, 12, 24)),
    ],
)
def test_working_days_around_a_day(day: date, first: date, next_: date, last: date) -> None:
    assert (BERLIN.first_day(day), BERLIN.next_day(day), BERLIN.last_day(day)) == (first, next_, last)


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [(23, 0, 23), (23, 1, 24), (23, 3, 27), (23, 4, 30), (28, 0, 30), (28, 1, 30), (26, 1, 27)],
)
def test_working_days_later(day: int, count: int, later: int) -> None:
    assert BERLIN.days_later(date(2026, 11, day), count) == date(2026, 11, later)


def test_working_days_are_counted_with_both_ends() -> None:
    assert BERLIN.days(date(2026, 11, 23), date(2026, 11, 29)) == 4
    assert BERLIN.days(date(2026, 11, 28), date(2026, 11, 29)) == 0
    assert BERLIN.days(date(2026, 11, 29), date(2026, 11, 23)) == 0


def test_who_never_works_never_comes_back() -> None:
    never = WorkTime("UTC", NONE)
    for ask in (lambda: never.after(datetime(2026, 1, 1, tzinfo=UTC), 1), lambda: never.first_day(date(2026, 1, 1)),
                lambda: never.last_day(date(2026, 1, 1))):  # fmt: skip
        with pytest.raises(NeverAtWork):
            ask()
    assert never.seconds(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)) == 0


def test_the_night_of_summer_time_has_its_real_length() -> None:
    night = WorkTime("Europe/Berlin", read_hours("mon-sun 0:00-24:00"))
    for day, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 3, 28), 24)):
        start = datetime.combine(day, time(), ZoneInfo("Europe/Berlin"))
        end = datetime.combine(day + timedelta(1), time(), ZoneInfo("Europe/Berlin"))
        assert night.seconds(start, end) == hours * 3600
        assert night.minutes(day) == 24 * 60
    office = WorkTime("Europe/Berlin", read_hours("mon-sun 9:00-17:00"))
    first = office.after(datetime(2026, 3, 28, 0, 0, tzinfo=UTC), 0)
    second = office.after(datetime(2026, 3, 29, 0, 0, tzinfo=UTC), 0)
    assert (first.hour, second.hour) == (8, 7)  # nine o'clock there, on both sides


spans = st.sets(st.integers(0, 1440), max_size=6).map(sorted).map(
    lambda points: tuple(zip(points[::2], points[1::2], strict=False))
)  # fmt: skip
weeks = st.lists(spans, min_size=7, max_size=7).map(tuple)


@given(week=weeks)
@settings(max_examples=50)
def test_what_hours_say_is_read_back(week: tuple) -> None:  # type: ignore[type-arg]
    def joined(day: tuple) -> set[int]:  # type: ignore[type-arg]
        return {minute for begins, ends in day for minute in range(begins, ends)}

    again = read_hours(hours_text(week))
    assert [joined(day) for day in again] == [joined(day) for day in week]
    assert len(again) == len(DAYS)


@given(
    start=st.datetimes(datetime(2026, 3, 20), datetime(2026, 4, 10)), minutes=st.integers(0, 6000),
    zone=st.sampled_from(["Europe/Berlin", "Asia/Shanghai", "America/New_York"]),
)  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_seconds_are_what_counting_minutes_says(start: datetime, minutes: int, zone: str) -> None:
    work = WorkTime(zone, NOON_REST, free={date(2026, 4, 3)}, extra={date(2026, 3, 28)})
    first = start.replace(second=0, microsecond=0, tzinfo=UTC)
    end = first + timedelta(minutes=minutes)
    counted = sum(work.is_open(first + timedelta(minutes=n)) for n in range(minutes)) * 60
    assert work.seconds(first, end) == counted
    if counted:
        due = work.after(first, counted)
        assert work.seconds(first, due) == counted
        assert due <= end
