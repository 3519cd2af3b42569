"""What people read: short amounts, near days, spans, in two languages."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from tuicrm.plain import formats, language

MONDAY = date(2026, 11, 23)


@pytest.fixture(params=["en", "zh"])
def tongue(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use("en")


@pytest.mark.parametrize(
    ("minor", "currency", "en", "zh"),
    [
        (None, "EUR", "?", "?"),
        (0, "EUR", "0", "0"),
        (95_050, "EUR", "951", "951"),
        (9_999_950, "EUR", "100k", "10.0万"),
        (2_800_000, "EUR", "28.0k", "2.8万"),
        (12_050_000, "CNY", "121k", "12.1万"),
        (120_500_000, "CNY", "1.21m", "121万"),
        (12_000_000_000, "CNY", "120m", "1.20亿"),
        (-2_800_000, "EUR", "-28.0k", "-2.8万"),
        (28_000, "JPY", "28.0k", "2.8万"),
    ],
)
def test_short_money(tongue: str, minor: int | None, currency: str, en: str, zh: str) -> None:
    assert formats.short_money(minor, currency) == (zh if tongue == "zh" else en)


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (2_800_000, "EUR", "€28,000.00"),
        (-5, "USD", "-$0.05"),
        (1234, "JPY", "¥1,234"),
        (1234, "KWD", "1.234 KWD"),
        (None, "EUR", "?"),
    ],
)
def test_exact_money(minor: int | None, currency: str, text: str) -> None:
    assert formats.money(minor, currency) == text


@pytest.mark.parametrize(
    ("on", "en", "zh"),
    [
        (MONDAY, "today", None),
        (date(2026, 11, 27), "Fri 27", None),
        (date(2026, 11, 20), "Fri 20", None),
        (date(2026, 12, 1), "Tue 1 Dec", "12月1日"),
        (date(2027, 3, 3), "3 Mar 2027", "2027年3月3日"),
        (None, "", ""),
    ],
)
def test_near_days(tongue: str, on: date | None, en: str, zh: str | None) -> None:
    if tongue == "en":
        assert formats.near_day(on, MONDAY) == en
    elif zh is not None:
        assert formats.near_day(on, MONDAY) == zh


def test_times_spans_and_periods() -> None:
    ten = datetime(2026, 11, 23, 10, 5, tzinfo=UTC)
    assert formats.near_time(ten, None, MONDAY) == "10:05"
    assert formats.near_time(ten, None, date(2026, 11, 22)) == "tomorrow 10:05"
    assert [formats.span(minutes) for minutes in (20, 226, 3 * 1440)] == ["20 min", "3:46 h", "3 d"]
    assert (formats.month(2026 * 12 + 12), formats.month(2027 * 12 + 1)) == ("Dec 26", "Jan 27")
    assert formats.percent(0.52) == "52%"
    assert formats.percent(None) == "?"
    assert formats.count(2013) == "2,013"
    assert formats.days(15) == "15d"
