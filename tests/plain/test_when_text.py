"""A time that a quick line would have: written and read again it is the same, in both languages."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.plain.language import use
from tuicrm.plain.when import read_when
from tuicrm.plain.when_text import when_text

ZONES = ("Asia/Shanghai", "Europe/Berlin", "UTC")
NOW = datetime(2026, 11, 23, 18, 43, tzinfo=ZoneInfo("Asia/Shanghai"))


@given(
    days=st.integers(-400, 800), minute=st.none() | st.integers(0, 1439), lasts=st.none() | st.integers(5, 59),
    zone=st.sampled_from(ZONES), language=st.sampled_from(["en", "zh"]),
)  # fmt: skip
@settings(max_examples=120)
def test_written_and_read_again_is_the_same(
    days: int, minute: int | None, lasts: int | None, zone: str, language: str
) -> None:
    use(language)
    now = NOW.astimezone(ZoneInfo(zone))
    on = now.date() + timedelta(days)
    start: datetime | date = on
    if minute is not None:
        start = datetime(on.year, on.month, on.day, *divmod(minute, 60), tzinfo=now.tzinfo)
    text = when_text(start, "day" if minute is None else "minute", now, lasts)
    found = read_when(text, now)
    assert found is not None, text
    assert (found.start, found.minutes) == (start, lasts), text
    assert found.precision == ("day" if minute is None else "minute")
    assert text[slice(*found.span)] == text


@pytest.mark.parametrize(
    ("monday", "english", "chinese"),
    [(date(2026, 11, 30), "next week", "下周"), (date(2026, 12, 7), "7 dec", "下下周")],
)
def test_a_week_is_said_by_its_monday(monday: date, english: str, chinese: str) -> None:
    assert when_text(monday, "week", NOW) == english
    use("zh")
    assert when_text(monday, "week", NOW) == chinese
