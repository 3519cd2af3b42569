"""How times, lengths, months, quarters and rates are said, at the edges, in both languages."""

from datetime import date, datetime
from functools import partial

from tests.plain.both_languages import in_both
from tuicrm.plain import formats

SPANS = (
    (0, "0 min", "0分"),
    (1, "1 min", "1分"),
    (5, "5 min", "5分"),
    (59, "59 min", "59分"),
    (60, "1:00 h", "1:00时"),
    (61, "1:01 h", "1:01时"),
    (90, "1:30 h", "1:30时"),
    (119, "1:59 h", "1:59时"),
    (120, "2:00 h", "2:00时"),
    (226, "3:46 h", "3:46时"),
    (599, "9:59 h", "9:59时"),
    (600, "10:00 h", "10:00时"),
    (1439, "23:59 h", "23:59时"),
    (1440, "24:00 h", "24:00时"),
    (1441, "24:01 h", "24:01时"),
    (2879, "47:59 h", "47:59时"),
    (2880, "2 d", "2天"),
    (2881, "2 d", "2天"),
    (4320, "3 d", "3天"),
    (10000, "6 d", "6天"),
    (100000, "69 d", "69天"),
)
"""minutes -> English, Chinese."""

NUMBERS = (
    (None, "", "?", "", "?"),
    (0, "0d", "0", "0天", "0"),
    (1, "1d", "1", "1天", "1"),
    (2, "2d", "2", "2天", "2"),
    (15, "15d", "15", "15天", "15"),
    (999, "999d", "999", "999天", "999"),
    (1000, "1,000d", "1,000", "1,000天", "1,000"),
    (12345, "12,345d", "12,345", "12,345天", "12,345"),
)
"""number -> days, count in English; in Chinese."""

RATES = (
    (None, 0, "?"),
    (None, 1, "?"),
    (0.0, 0, "0%"),
    (0.0, 1, "0.0%"),
    (0.001, 0, "0%"),
    (0.001, 1, "0.1%"),
    (0.004, 0, "0%"),
    (0.004, 1, "0.4%"),
    (0.005, 0, "1%"),
    (0.005, 1, "0.5%"),
    (0.0049, 0, "0%"),
    (0.0049, 1, "0.5%"),
    (0.01, 0, "1%"),
    (0.01, 1, "1.0%"),
    (0.095, 0, "10%"),
    (0.095, 1, "9.5%"),
    (0.105, 0, "11%"),
    (0.105, 1, "10.5%"),
    (0.115, 0, "12%"),
    (0.115, 1, "11.5%"),
    (0.5, 0, "50%"),
    (0.5, 1, "50.0%"),
    (0.994, 0, "99%"),
    (0.994, 1, "99.4%"),
    (0.995, 0, "100%"),
    (0.995, 1, "99.5%"),
    (0.999, 0, "100%"),
    (0.999, 1, "99.9%"),
    (0.9949, 0, "99%"),
    (0.9949, 1, "99.5%"),
    (1.0, 0, "100%"),
    (1.0, 1, "100.0%"),
    (1.005, 0, "101%"),
    (1.005, 1, "100.5%"),
    (2.5, 0, "250%"),
    (2.5, 1, "250.0%"),
    (-0.001, 0, "0%"),
    (-0.001, 1, "-0.1%"),
    (-0.004, 0, "0%"),
    (-0.004, 1, "-0.4%"),
    (-0.005, 0, "-1%"),
    (-0.005, 1, "-0.5%"),
    (-0.5, 0, "-50%"),
    (-0.5, 1, "-50.0%"),
)
"""rate, places -> percent."""

MONTHS = (
    (1999, 1, "Jan 99", "99年1月"),
    (1999, 2, "Feb 99", "99年2月"),
    (1999, 3, "Mar 99", "99年3月"),
    (1999, 4, "Apr 99", "99年4月"),
    (1999, 5, "May 99", "99年5月"),
    (1999, 6, "Jun 99", "99年6月"),
    (1999, 7, "Jul 99", "99年7月"),
    (1999, 8, "Aug 99", "99年8月"),
    (1999, 9, "Sep 99", "99年9月"),
    (1999, 10, "Oct 99", "99年10月"),
    (1999, 11, "Nov 99", "99年11月"),
    (1999, 12, "Dec 99", "99年12月"),
    (2000, 1, "Jan 00", "00年1月"),
    (2000, 2, "Feb 00", "00年2月"),
    (2000, 3, "Mar 00", "00年3月"),
    (2000, 4, "Apr 00", "00年4月"),
    (2000, 5, "May 00", "00年5月"),
    (2000, 6, "Jun 00", "00年6月"),
    (2000, 7, "Jul 00", "00年7月"),
    (2000, 8, "Aug 00", "00年8月"),
    (2000, 9, "Sep 00", "00年9月"),
    (2000, 10, "Oct 00", "00年10月"),
    (2000, 11, "Nov 00", "00年11月"),
    (2000, 12, "Dec 00", "00年12月"),
    (2026, 1, "Jan 26", "26年1月"),
    (2026, 2, "Feb 26", "26年2月"),
    (2026, 3, "Mar 26", "26年3月"),
    (2026, 4, "Apr 26", "26年4月"),
    (2026, 5, "May 26", "26年5月"),
    (2026, 6, "Jun 26", "26年6月"),
    (2026, 7, "Jul 26", "26年7月"),
    (2026, 8, "Aug 26", "26年8月"),
    (2026, 9, "Sep 26", "26年9月"),
    (2026, 10, "Oct 26", "26年10月"),
    (2026, 11, "Nov 26", "26年11月"),
    (2026, 12, "Dec 26", "26年12月"),
    (2100, 1, "Jan 00", "00年1月"),
    (2100, 2, "Feb 00", "00年2月"),
    (2100, 3, "Mar 00", "00年3月"),
    (2100, 4, "Apr 00", "00年4月"),
    (2100, 5, "May 00", "00年5月"),
    (2100, 6, "Jun 00", "00年6月"),
    (2100, 7, "Jul 00", "00年7月"),
    (2100, 8, "Aug 00", "00年8月"),
    (2100, 9, "Sep 00", "00年9月"),
    (2100, 10, "Oct 00", "00年10月"),
    (2100, 11, "Nov 00", "00年11月"),
    (2100, 12, "Dec 00", "00年12月"),
)
"""year, month -> English, Chinese."""

QUARTERS = (
    (2000, 1, "Q1 2000", "2000年一季度"),
    (2000, 2, "Q2 2000", "2000年二季度"),
    (2000, 3, "Q3 2000", "2000年三季度"),
    (2000, 4, "Q4 2000", "2000年四季度"),
    (2026, 1, "Q1 2026", "2026年一季度"),
    (2026, 2, "Q2 2026", "2026年二季度"),
    (2026, 3, "Q3 2026", "2026年三季度"),
    (2026, 4, "Q4 2026", "2026年四季度"),
    (2027, 1, "Q1 2027", "2027年一季度"),
    (2027, 2, "Q2 2027", "2027年二季度"),
    (2027, 3, "Q3 2027", "2027年三季度"),
    (2027, 4, "Q4 2027", "2027年四季度"),
)
"""year, quarter -> English, Chinese."""

TIMES = (
    ("2026-11-23T00:00:00", "0:00", "0:00", "0:00"),
    ("2026-11-23T09:05:00", "9:05", "9:05", "9:05"),
    ("2026-11-23T23:59:00", "23:59", "23:59", "23:59"),
    ("2026-11-24T00:00:00", "tomorrow 0:00", "明天 0:00", "0:00"),
    ("2026-11-22T18:00:00", "yesterday 18:00", "昨天 18:00", "18:00"),
    ("2026-11-27T10:00:00", "Fri 27 10:00", "周五 10:00", "10:00"),
    ("2026-12-01T07:30:00", "Tue 1 Dec 7:30", "12月1日 7:30", "7:30"),
    ("2027-01-01T00:01:00", "Fri 1 Jan 2027 0:01", "2027年1月1日 0:01", "0:01"),
    ("2027-03-03T12:00:00", "3 Mar 2027 12:00", "2027年3月3日 12:00", "12:00"),
    ("2024-02-29T08:00:00", "29 Feb 2024 8:00", "2024年2月29日 8:00", "8:00"),
)
"""moment -> near to Monday 23 November 2026 in English, in Chinese; its clock."""


def day_and_count(number: int | None) -> tuple[str, str]:
    return formats.days(number), formats.count(number)


def test_a_length_of_time() -> None:
    assert [(minutes, *in_both(partial(formats.span, minutes))) for minutes, *_want in SPANS] == list(SPANS)


def test_numbers_of_days_and_things() -> None:
    found = []
    for number, *_want in NUMBERS:
        english, chinese = in_both(partial(day_and_count, number))
        found.append((number, *english, *chinese))
    assert found == list(NUMBERS)


def test_rates() -> None:
    assert [(rate, places, formats.percent(rate, places)) for rate, places, _want in RATES] == list(RATES)


def test_months_and_quarters() -> None:
    months = [(y, m, *in_both(partial(formats.month, y * 12 + m))) for y, m, *_want in MONTHS]
    assert months == list(MONTHS)
    quarters = [(y, q, *in_both(partial(formats.quarter, y * 4 + q))) for y, q, *_want in QUARTERS]
    assert quarters == list(QUARTERS)


def test_times() -> None:
    found = []
    for text, *_want in TIMES:
        at = datetime.fromisoformat(text)
        near = in_both(partial(formats.near_time, at, None, date(2026, 11, 23)))
        found.append((text, *near, formats.clock(at)))
    assert found == list(TIMES)


def test_what_is_not_known_is_said_by_a_question_mark_or_nothing() -> None:
    assert (formats.near_day(None, date(2026, 11, 23)), formats.day(None), formats.near_time(None, None, date.min)) == (
        "",
        "",
        "",
    )
    assert (formats.count(None), formats.percent(None), formats.days(None)) == ("?", "?", "")
