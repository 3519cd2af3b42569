"""Base time: Monday 2026-11-23, 18:43 in Shanghai."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tuicrm.plain.when import When, read_duration, read_when

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 18, 43, 21, tzinfo=ZONE)


def said(text: str) -> str | None:
    """Return what was understood, short: a week with `w`, minutes behind `/`."""
    when = read_when(text, NOW)
    if when is None:
        return None
    start = f"{when.start:%m-%d %H:%M}" if isinstance(when.start, datetime) else f"{when.start:%m-%d}"
    start = start if when.start.year == 2026 else f"{when.start:%Y}-{start}"
    return ("w" if when.precision == "week" else "") + start + (f"/{when.minutes}" if when.minutes else "")


DAYS = {
    "today": "11-23", "tomorrow": "11-24", "TOMORROW": "11-24", "the day after tomorrow": "11-25",
    "fri": "11-27", "Friday": "11-27", "mon": "11-30", "this fri": "11-27", "next tue": "12-01",
    "next week tue": "12-01", "tuesday next week": "12-01", "next week": "w11-30", "in 2 weeks": "12-07",
    "in two weeks": "12-07", "in a week": "11-30", "in 3 days": "11-26", "3 days from now": "11-26",
    "in 3d": "11-26", "in 2 months": "2027-01-23", "end of month": "11-30", "end of the month": "11-30",
    "eom": "11-30", "end of next month": "12-31", "end of the quarter": "12-31", "eoy": "12-31",
    "1 dec": "12-01", "Dec 1st": "12-01", "1st of December": "12-01", "Tue 1 Dec": "12-01",
    "Tuesday, December 1": "12-01", "23 nov": "11-23", "1 nov": "2027-11-01", "3 mar": "2027-03-03",
    "29 feb": "2028-02-29", "1 dec 2025": "2025-12-01", "25/12/2026": "12-25", "12/25/2026": "12-25",
    "1.2.2027": "2027-02-01", "2026-12-01": "12-01", "2026/12/1": "12-01", "今天": "11-23", "明天": "11-24",
    "后天": "11-25", "大后天": "11-26", "周五": "11-27", "星期五": "11-27", "礼拜天": "11-29", "周一": "11-30",
    "本周五": "11-27", "这周日": "11-29", "下周二": "12-01", "下个星期二": "12-01", "下下周二": "12-08",
    "下周": "w11-30", "下下周": "w12-07", "三天后": "11-26", "10天之后": "12-03", "两周后": "12-07",
    "一个月后": "12-23", "3个星期后": "12-14", "月底": "11-30", "本月底": "11-30", "下月底": "12-31",
    "下个月底": "12-31", "12月底": "12-31", "3月底": "2027-03-31", "年底": "12-31", "明年底": "2027-12-31",
    "季度末": "12-31", "12月1日": "12-01", "１２月１号": "12-01", "十二月一日": "12-01",
    "12月1日 周二": "12-01", "12月1日（周二）": "12-01", "3月5日": "2027-03-05", "明年3月5日": "2027-03-05",
    "2025年12月1日": "2025-12-01", "25号": "11-25", "5号": "12-05", "下月5号": "12-05", "本月30号": "11-30",
}  # fmt: skip

ORDINALS = {
    "call again on the 15th": "12-15", "the 15th": "12-15", "on the 5th floor": None, "by the 30th": "11-30",
    "the 31st": "12-31", "the 2nd machine": None, "on the 1st of december": "12-01", "until the 24th": "11-24",
    "the 3rd line": None, "on the 40th": None, "the 23rd": "11-23", "the 22nd, then": "12-22", "on the 2nd call": None,
}  # fmt: skip

TIMES = {
    "10:00": "10:00", "at 10:00": "10:00", "9am": "09:00", "9:30 pm": "21:30", "at 9": "09:00",
    "3 p.m.": "15:00", "noon": "12:00", "0:14": "00:14", "下午3点": "15:00", "下午两点半": "14:30",
    "上午十点": "10:00", "晚上8点": "20:00", "早上9点15分": "09:15", "十点一刻": "10:15", "中午12点": "12:00",
    "下午３：３０": "15:30", "14点30": "14:30",
}  # fmt: skip

PHRASES = {
    "今晚": "11-23", "今晚，20:00": "11-23 20:00", "今晚，10:00": "11-23", "今晚 8:00": "11-23 20:00",
    "tomorrow 10:00": "11-24 10:00", "next tue 3pm": "12-01 15:00", "in 3 days at 9": "11-26 09:00",
    "monday 9am": "11-30 09:00", "明天下午3点": "11-24 15:00", "今晚八点": "11-23 20:00",
    "12月1日14:30": "12-01 14:30", "一点红科技 周三下午两点半": "11-25 14:30", "call August tomorrow": "11-24",
    "visit 3M friday 14:30": "11-27 14:30", "meet Mar tomorrow": "11-24", "tonight at 8": "11-23 20:00",
    "10:00 on fri": "11-27 10:00", "明早8点": "11-24 08:00", "今晚12点": "11-24 00:00", "14:30": "11-24 14:30",
    "20:00": "11-23 20:00", "today 10:00": "11-23 10:00", "2026-12-01T14:30": "12-01 14:30",
    "8点": "11-24 08:00", "明天 8点 电话": "11-24 08:00", "in 20 minutes": "11-23 19:03",
    "in half an hour": "11-23 19:13", "in 2 hours": "11-23 20:43", "半小时后": "11-23 19:13",
    "30分钟后打电话": "11-23 19:13", "一个半小时后": "11-23 20:13", "一刻钟后": "11-23 18:58",
    "fri 10:00 30m": "11-27 10:00/30", "30 min fri 10:00": "11-27 10:00/30",
    "fri 10:00 for 1.5 hours": "11-27 10:00/90", "周三下午两点半 1小时": "11-25 14:30/60",
    "明天上午10点半小时": "11-24 10:30", "明天上午10点 半小时": "11-24 10:00/30",
    "fri 14:00-15:30": "11-27 14:00/90", "周五14:00到16:00": "11-27 14:00/120", "fri 45m": "11-27/45",
    "周五 一个半小时": "11-27/90", "visit 10:00 Acme tomorrow": "11-24",
    "talked, wants 2, offer friday": "11-27", "offer fri, call mon": "11-27", "fri 30m cable": "11-27",
    "明天3点": "11-24", "tomorrow at 3": "11-24", "周五下午": "11-27", "12月1日 公司一点红": "12-01",
    "明天晚一点": "11-24",
}  # fmt: skip

NO_DATE = [
    "", "August", "in march", "May 2027", "3M", "2026", "5", "12/1", "3/4/2026", "31 feb", "2026-02-30",
    "Fri 1 Dec", "12月1日 周五", "call at 3", "16:9", "25:00", "13pm", "mon-fri", "mon to fri", "周一至周五",
    "every friday", "last friday", "each week", "until monday", "fri's demo", "sun@acme.com", "@sun",
    "monday.com", "+acme-mon", "sunday-school", "每周五", "上周五", "上个周五", "每月底", "每月5号", "两周一次",
    "以后天天跟进", "今后天气", "今日头条", "3号楼", "5日游", "早一点", "好一点", "一点红科技", "有3点建议",
    "本月1号", "两小时", "30m", "明后天", "in 999999 days", "yesterday", "昨天", "下周末",
]  # fmt: skip


@pytest.mark.parametrize(("text", "understood"), [*DAYS.items(), *PHRASES.items()])
def test_understood(text: str, understood: str) -> None:
    assert said(text) == understood


@pytest.mark.parametrize("text", NO_DATE)
def test_not_understood_stays_text(text: str) -> None:
    assert said(text) is None


@pytest.mark.parametrize("day", [day for day, meant in DAYS.items() if not meant.startswith("w")])
def test_every_day_goes_with_every_time(day: str) -> None:
    for time, meant in TIMES.items():
        for text in (f"{day} {time}", f"call Li {day}, {time} about pumps"):
            assert (text, said(text)) == (text, f"{DAYS[day]} {meant}")


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("call Li on friday at 10:00 about 3M", "on friday at 10:00"),
        ("Visit ACME Fri 14:30 1h, bring PX-200", "Fri 14:30 1h"),
        ("周三下午两点半拜访联成", "周三下午两点半"),
        ("İstanbul tomorrow", "tomorrow"),
    ],
)
def test_the_span_says_which_part_was_understood(text: str, taken: str) -> None:
    when = read_when(text, NOW)
    assert when
    assert text[slice(*when.span)] == taken


def test_names_win_over_dates() -> None:
    assert read_when("call Sun", NOW, names=["Sun"]) is None
    assert read_when("周三石电话", NOW, names=["周三石"]) is None
    when = read_when("call SUN friday sunday", NOW, names=["Sun", "Acme"])
    assert when
    assert when.start == date(2026, 11, 27)


def test_the_time_is_of_the_zone_of_now() -> None:
    assert read_when("tomorrow 10:00", NOW) == When(datetime(2026, 11, 24, 10, tzinfo=ZONE), "minute", None, (0, 14))
    with pytest.raises(ValueError, match="must know its zone"):
        read_when("tomorrow", NOW.replace(tzinfo=None))


def test_a_moment_across_the_change_of_clocks_is_as_far_away_as_said() -> None:
    before = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    when = read_when("in 3 hours", before)
    assert when
    assert isinstance(when.start, datetime)
    assert when.start.astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=3)
    assert when.start.hour == 3


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("30m", 30), ("45 min", 45), ("90 minutes", 90), ("1h", 60), ("1.5h", 90), ("1h30", 90), ("1h 30m", 90),
        ("2 hours", 120), ("an hour", 60), ("half an hour", 30), ("1小时", 60), ("半小时", 30), ("半个小时", 30),
        ("一个半小时", 90), ("1.5小时", 90), ("两个小时", 120), ("1小时30分", 90), ("30分钟", 30), ("三刻钟", 45),
        ("", None), ("30", None), ("m", None), ("0m", None), ("1h today", None), ("30m cable", None),
        ("十十分钟", None),
    ],
)  # fmt: skip
def test_durations(text: str, minutes: int | None) -> None:
    assert read_duration(text) == minutes


BITS = st.sampled_from([*DAYS, *TIMES, *NO_DATE, "for", "at", "的", "后", "前", "30m", "9", "点", "-", ",", "İ", "十"])


@given(
    st.one_of(st.text(max_size=40), st.lists(BITS, max_size=6).map(" ".join), st.lists(BITS, max_size=5).map("".join))
)
@example("十十月十十日")
def test_whatever_the_text_a_day_without_a_year_is_not_over(text: str) -> None:
    when = read_when(text, NOW)
    if when:
        start, end = when.span
        assert 0 <= start < end <= len(text)
        day = when.start.date() if isinstance(when.start, datetime) else when.start
        assert day >= NOW.date() or "202" in text[start:end]
        assert when.minutes is None or when.minutes > 0


@pytest.mark.parametrize(("text", "expected"), ORDINALS.items())
def test_a_day_is_called_by_its_number_where_it_is_meant(text: str, expected: str | None) -> None:
    assert said(text) == expected
