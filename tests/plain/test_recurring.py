"""Plans that come again, in words: read, told, laid out; over summer time ten o'clock stays ten o'clock."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.plain.language import use
from tuicrm.plain.quick_words import read_extras
from tuicrm.plain.recurring import (
    WEEKDAYS,
    ended,
    first_day,
    keeps_weekday,
    occurrences,
    read_recurrence,
    rule_words,
    stamp,
    unstamp,
)

TODAY = date(2026, 11, 23)


READ = {
    "every monday": "FREQ=WEEKLY;BYDAY=MO",
    "every Mon and Thu": "FREQ=WEEKLY;BYDAY=MO,TH",
    "every tue, wed and fri": "FREQ=WEEKLY;BYDAY=TU,WE,FR",
    "every mondays": "FREQ=WEEKLY;BYDAY=MO",
    "every day": "FREQ=DAILY",
    "every 14 days": "FREQ=DAILY;INTERVAL=14",
    "every two weeks": "FREQ=WEEKLY;INTERVAL=2",
    "every 2 weeks on fri": "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
    "every other week": "FREQ=WEEKLY;INTERVAL=2",
    "every other friday": "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
    "every weekday": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "every working day": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "every month": "FREQ=MONTHLY",
    "monthly": "FREQ=MONTHLY",
    "every month on the 5th": "FREQ=MONTHLY;BYMONTHDAY=5",
    "every month-end": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "every 3 months": "FREQ=MONTHLY;INTERVAL=3",
    "every quarter": "FREQ=MONTHLY;INTERVAL=3",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "every year": "FREQ=YEARLY",
    "weekly 10 times": None,
    "weekly until 31 dec": "FREQ=WEEKLY;UNTIL=20261231T235959",
    "every monday 10 times": "FREQ=WEEKLY;BYDAY=MO;COUNT=10",
    "every monday until 31 dec": "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231T235959",
    "每天": "FREQ=DAILY",
    "每14天": "FREQ=DAILY;INTERVAL=14",
    "每两周": "FREQ=WEEKLY;INTERVAL=2",
    "每隔一周": "FREQ=WEEKLY;INTERVAL=2",
    "每周": "FREQ=WEEKLY",
    "每周一": "FREQ=WEEKLY;BYDAY=MO",
    "每星期天": "FREQ=WEEKLY;BYDAY=SU",
    "每周一、周四": "FREQ=WEEKLY;BYDAY=MO,TH",
    "每周二和五": "FREQ=WEEKLY;BYDAY=TU,FR",
    "每两周周三": "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
    "每个工作日": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "每月": "FREQ=MONTHLY",
    "每个月": "FREQ=MONTHLY",
    "每月5号": "FREQ=MONTHLY;BYMONTHDAY=5",
    "每月底": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "每季度": "FREQ=MONTHLY;INTERVAL=3",
    "每三个月": "FREQ=MONTHLY;INTERVAL=3",
    "每年": "FREQ=YEARLY",
    "每周一共10次": "FREQ=WEEKLY;BYDAY=MO;COUNT=10",
    "每周一直到12月31日": "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231T235959",
}  # fmt: skip
TEXT = ["send the weekly report", "daily standup", "every fridge", "everyday low prices", "every month on the 40th",
        "monthly figures fri", "每位客户", "每次拜访", "every 2000 days"]  # fmt: skip


@pytest.mark.parametrize(("text", "rule"), [(text, rule) for text, rule in READ.items() if rule])
def test_read_from_words(text: str, rule: str) -> None:
    found = read_recurrence(text, TODAY)
    assert found is not None
    assert found.rule == rule
    assert text[slice(*found.span)] == text


@pytest.mark.parametrize("text", TEXT)
def test_what_only_looks_like_it_stays_text(text: str) -> None:
    assert read_recurrence(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("call Acme every monday 10:00", "call Acme 10:00"),
        ("每周一上午9点 电话 北京联成", "上午9点 电话 北京联成"),
        ("call Acme weekly 10:00", "call Acme 10:00"),
    ],
)
def test_the_rest_of_the_line_is_left(text: str, rest: str) -> None:
    found = read_recurrence(text, TODAY)
    assert found
    assert " ".join((text[: found.span[0]] + text[found.span[1] :]).split()) == rest


@pytest.mark.parametrize(
    "text", [text for text, rule in READ.items() if rule and "COUNT" not in rule and "UNTIL" not in rule]
)
def test_told_and_read_again_is_the_same(text: str) -> None:
    rule = READ[text]
    for language in ("en", "zh"):
        use(language)
        again = read_recurrence(rule_words(str(rule)).lower(), TODAY)
        assert again is not None, rule_words(str(rule))
        assert again.rule == rule


def test_a_rule_that_is_too_rich_is_shown_as_it_is() -> None:
    rich = "FREQ=MONTHLY;BYDAY=2TU"
    assert rule_words(rich) == rich
    assert rule_words("FREQ=MINUTELY;INTERVAL=5") == "FREQ=MINUTELY;INTERVAL=5"


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", ["11-23", "11-30", "12-07", "12-14", "12-21", "12-28"]),
        ("FREQ=DAILY;INTERVAL=14", ["11-23", "12-07", "12-21"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["11-30", "12-31"]),
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=2", ["11-23", "11-30"]),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261207T235959", ["11-23", "11-30", "12-07"]),
        (ended("FREQ=WEEKLY;BYDAY=MO;COUNT=9", date(2026, 12, 6)), ["11-23", "11-30"]),
    ],
)
def test_laid_out(rule: str, days: list[str]) -> None:
    found = occurrences(rule, datetime(2026, 11, 23, 10), TODAY, date(2026, 12, 31))
    assert [f"{at:%m-%d}" for at in found] == days
    assert {at.hour for at in found} == {10}


def test_left_out_and_added_times() -> None:
    begin = datetime(2026, 11, 23, 10)
    found = occurrences(
        "FREQ=WEEKLY;BYDAY=MO", begin, TODAY, date(2026, 12, 20), skipped=["20261130", "20261214T100000"],
        added=["20261202T090000"],
    )  # fmt: skip
    assert [stamp(at) for at in found] == ["20261123T100000", "20261202T090000", "20261207T100000"]


@pytest.mark.parametrize("rule", ["", "FREQ=NEVER", "INTERVAL=2", "FREQ=DAILY;INTERVAL=x", "FREQ=DAILY;UNTIL=tomorrow"])
def test_a_rule_that_cannot_be_read(rule: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        occurrences(rule, datetime(2026, 11, 23, 10), TODAY, date(2026, 12, 20))


def test_a_rule_without_a_pause_is_cut() -> None:
    assert len(occurrences("FREQ=SECONDLY", datetime(2026, 11, 23), TODAY, date(2027, 12, 20))) == 1000


@pytest.mark.parametrize(
    ("rule", "keeps"), [("FREQ=DAILY;INTERVAL=14", False), ("FREQ=MONTHLY", False), ("FREQ=WEEKLY;BYDAY=MO", True)]
)
def test_named_weekdays_are_kept(rule: str, keeps: bool) -> None:
    assert keeps_weekday(rule) is keeps


@given(
    st.integers(1, 60), st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]), st.dates(date(2026, 1, 1), date(2027, 1, 1))
)
@settings(max_examples=30)
def test_steps_are_as_far_apart_as_said(every: int, frequency: str, first: date) -> None:
    begin = datetime.combine(first, datetime.min.time())
    found = occurrences(f"FREQ={frequency};INTERVAL={every}", begin, first, first + timedelta(400))
    assert found[0] == begin
    apart = {(b - a).days for a, b in pairwise(found)}
    if frequency != "MONTHLY":
        assert apart <= {every * (7 if frequency == "WEEKLY" else 1)}
    assert [unstamp(stamp(at)) for at in found] == found
    assert len(WEEKDAYS) == 7


EXTRAS = {
    "visit Acme fri, place: Kiel office, bring PX": ("visit Acme fri, , bring PX", {"place": "Kiel office"}),
    "place: Kiel tomorrow 10:00 visit Acme": ("tomorrow 10:00 visit Acme", {"place": "Kiel"}),
    "拜访 北京联成 明天 地点：国贸三期": ("拜访 北京联成 明天", {"place": "国贸三期"}),
    "明天下午3点在星巴克见面 北京联成": ("明天下午3点 见面 北京联成", {"place": "星巴克"}),
    "call Acme fri !": ("call Acme fri", {"priority": 1}),
    "!! call Acme fri": ("call Acme fri", {"priority": 2}),
    "call Acme fri remind 15m": ("call Acme fri", {"remind_minutes": 15}),
    "call Acme fri remind me 2 hours before": ("call Acme fri", {"remind_minutes": 120}),
    "周五 电话 北京联成 提前15分钟提醒": ("周五 电话 北京联成", {"remind_minutes": 15}),
    "周五 电话 北京联成 提醒：半小时": ("周五 电话 北京联成", {"remind_minutes": 30}),
    "visit Acme fri cost 200": ("visit Acme fri", {"cost": "200"}),
    "visit Acme fri expected cost 1.5k": ("visit Acme fri", {"cost": "1.5k"}),
    "周五 拜访 北京联成 费用300元": ("周五 拜访 北京联成", {"cost": "300元"}),
    "wow! great offer": ("wow! great offer", {}),
    "提前30分钟到 明天": ("提前30分钟到 明天", {}),
    "现在见面 明天": ("现在见面 明天", {}),
    "remind Novak of the offer": ("remind Novak of the offer", {}),
    "costs 200 too much": ("costs 200 too much", {}),
}  # fmt: skip


@pytest.mark.parametrize("text", EXTRAS)
def test_what_else_a_line_says(text: str) -> None:
    rest, said = EXTRAS[text]
    found = read_extras(text, TODAY)
    assert found.rest == rest
    usual = {"place": "", "priority": 0, "remind_minutes": None, "cost": ""}
    assert {name: getattr(found, name) for name in usual} == usual | said


@pytest.mark.parametrize(
    ("rule", "on", "first"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", "2026-11-28", "2026-11-30"), ("FREQ=WEEKLY;BYDAY=MO", "2026-11-30", "2026-11-30"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-11-28", "2026-12-01"),
        ("FREQ=WEEKLY;BYDAY=TU,FR", "2026-11-25", "2026-11-27"), ("FREQ=DAILY", "2026-11-28", "2026-11-28"),
        ("FREQ=MONTHLY;BYMONTHDAY=5", "2026-11-28", "2026-12-05"), ("FREQ=MONTHLY", "2026-11-28", "2026-11-28"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "2026-11-01", "2026-12-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-11-28", "2026-11-28"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-28", "2026-11-30"),
    ],
)  # fmt: skip
def test_a_rule_begins_with_its_own_first_day(rule: str, on: str, first: str) -> None:
    assert first_day(rule, date.fromisoformat(on)) == date.fromisoformat(first)
