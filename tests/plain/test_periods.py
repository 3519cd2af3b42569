from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicrm.plain import periods
from tuicrm.plain.periods import Period, read_date, read_moment

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
NOV_23 = date(2026, 11, 23)


@given(DAYS)
def test_a_day_lies_in_its_own_month_and_quarter(day: date) -> None:
    for period in (periods.this_month(day), periods.this_quarter(day)):
        assert day in period
        assert period.to_on not in period
    assert periods.month_start(periods.month_of(day)) == day.replace(day=1)


@given(DAYS)
def test_months_and_quarters_count_on_without_a_gap(day: date) -> None:
    assert periods.this_month(day).to_on == periods.month_start(periods.month_of(day) + 1)
    assert periods.quarter_of(periods.this_quarter(day).to_on or day) == periods.quarter_of(day) + 1


def test_month_and_quarter_numbers() -> None:
    assert periods.month_of(date(2026, 12, 31)) == 2026 * 12 + 12
    assert periods.month_start(2026 * 12 + 12) == date(2026, 12, 1)
    assert periods.quarter_start(periods.quarter_of(NOV_23)) == date(2026, 10, 1)


def test_days_said_by_people_are_both_included() -> None:
    period = periods.days(date(2026, 1, 1), date(2026, 1, 31))
    assert period == Period(date(2026, 1, 1), date(2026, 2, 1))
    assert date(2026, 1, 31) in period
    assert date(2026, 2, 1) not in period
    assert NOV_23 in periods.days(None, None)
    assert date.max in periods.days(NOV_23, date.max)


def test_the_day_depends_on_the_zone() -> None:
    at = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
    assert periods.day_in_zone(at, "UTC") == NOV_23
    assert periods.day_in_zone(at, "Asia/Shanghai") == date(2026, 11, 24)
    with pytest.raises(ValueError, match="must know its zone"):
        periods.day_in_zone(at.replace(tzinfo=None), "UTC")


@pytest.mark.parametrize("zone", ["Mars/Base", "", "Europe", "../etc/passwd", "a\x00b"])
def test_a_zone_that_there_is_not_is_named(zone: str) -> None:
    with pytest.raises(ValueError, match="is no time zone"):
        periods.zone_of(zone)


def test_parse_day_takes_what_scripts_write_only() -> None:
    assert periods.parse_day("2026-11-23") == NOV_23
    for text in ("2026-2-3", "23.11.2026", "2026-02-30", "", "2026-11-23 10:00", "２０２６-11-23"):
        with pytest.raises(ValueError):
            periods.parse_day(text)


@given(
    DAYS,
    st.sampled_from(["%Y/%m/%d", "%Y年%m月%d日", "%Y-%m-%d", "%Y.%m.%d", "%Y%m%d", "%d %b %Y", "%B %d, %Y"]),
)
def test_written_days_read_back(day: date, form: str) -> None:
    assert read_date(day.strftime(form)) == day
    assert read_date(day.strftime(form + " %H:%M:%S")) == day


@given(DAYS)
def test_days_in_both_orders_read_back(day: date) -> None:
    assert read_date(day.strftime("%d/%m/%Y"), order="dmy") == day
    assert read_date(day.strftime("%m/%d/%Y"), order="mdy") == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024/3/5", date(2024, 3, 5)),
        ("2024年3月5日", date(2024, 3, 5)),
        ("２０２４年３月５号", date(2024, 3, 5)),
        (" 2024-03-05 ", date(2024, 3, 5)),
        ("2024.3.5", date(2024, 3, 5)),
        ("20240305", date(2024, 3, 5)),
        ("25/12/2016", date(2016, 12, 25)),
        ("12/25/2016", date(2016, 12, 25)),
        ("8/8/2016", date(2016, 8, 8)),
        ("05-Mar-2024", date(2024, 3, 5)),
        ("March 5th, 2024", date(2024, 3, 5)),
        ("2024-03-05T10:11:12.123Z", date(2024, 3, 5)),
        ("2024/3/5 9:30", date(2024, 3, 5)),
        ("2024年3月5日 下午3:04", date(2024, 3, 5)),
        ("3/5/2024 3:04 PM", None),
    ],
)
def test_days_of_files(text: str, day: date | None) -> None:
    assert read_date(text, order=None if day else "mdy") == (day or date(2024, 3, 5))


@pytest.mark.parametrize(
    "text",
    ["2024/2/30", "2024-13-01", "", "soon", "2024", "2024/03", "5/3", "11/8/16", "2024-03/05", "2024-03-05x",
     "0000-01-01", "2024-03-05 ab", "202403051", "Mar 2024", "Marketing 5, 2024", "下周二"],
)  # fmt: skip
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date|there is no day"):
        read_date(text)


def test_a_date_that_could_be_two_needs_the_order() -> None:
    with pytest.raises(ValueError, match="could be two days"):
        read_date("11/8/2016")
    assert read_date("11/8/2016", order="mdy") == date(2016, 11, 8)
    assert read_date("11/8/2016", order="dmy") == date(2016, 8, 11)
    with pytest.raises(ValueError, match="there is no day"):
        read_date("25/12/2016", order="mdy")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-05", date(2024, 3, 5)),
        ("2024-03-05 10:11", datetime(2024, 3, 5, 2, 11, tzinfo=UTC)),
        ("2024-03-05T10:11:12Z", datetime(2024, 3, 5, 10, 11, 12, tzinfo=UTC)),
        ("2024-03-05 01:00:00 -0530", datetime(2024, 3, 5, 6, 30, tzinfo=UTC)),
        ("2024-03-05T01:00:00.5+08:00", datetime(2024, 3, 4, 17, 0, tzinfo=UTC)),
        ("2024年3月5日 下午3:04", datetime(2024, 3, 5, 7, 4, tzinfo=UTC)),
        ("2024年3月5日15时04分", datetime(2024, 3, 5, 7, 4, tzinfo=UTC)),
        ("3/5/2024, 12:04 am", datetime(2024, 3, 4, 16, 4, tzinfo=UTC)),
    ],
)
def test_moments_of_files(text: str, moment: date) -> None:
    assert read_moment(text, "Asia/Shanghai", order="mdy") == moment


def test_a_time_that_there_is_not_is_refused() -> None:
    for text in ("2024-03-05 25:00", "2024-03-05 10:61", "2024-03-05 10:11:99"):
        with pytest.raises(ValueError, match="is not a date"):
            read_moment(text, "UTC")
