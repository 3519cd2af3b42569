"""What people read: short amounts, near days, spans, in two languages."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicrm.plain import formats, language
from tuicrm.plain.money import Money, read_amount
from tuicrm.plain.when import read_when

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
        (12_000_000_000, "CNY", "120m", "1.2亿"),
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
        (1234, "JPY", "JP¥1,234"),
        (1234, "KWD", "KWD 1.234"),
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


@pytest.mark.parametrize(
    ("amount", "en", "zh"),
    [
        (0, "0", "0"), (5, "5", "5"), (999.4, "999", "999"), (999.5, "1.0k", "1,000"), (9100, "9.1k", "9,100"),
        (9999.5, "10.0k", "1.0万"), (99_940, "99.9k", "10.0万"), (99_950, "100k", "10.0万"),
        (105_000, "105k", "10.5万"), (410_000, "410k", "41.0万"), (999_499, "999k", "99.9万"),
        (999_500, "1.00m", "100万"), (1_204_999, "1.20m", "120万"), (12_550_000, "12.6m", "1255万"),
        (99_994_999, "100m", "9999万"), (99_995_000, "100m", "1.0亿"), (1_234_000_000, "1.23bn", "12.3亿"),
        (5e12, "5000bn", "50000亿"), (-0.4, "0", "0"),
    ],
)  # fmt: skip
def test_short_numbers_at_the_edges(tongue: str, amount: float, en: str, zh: str) -> None:
    assert formats.short_number(amount) == (zh if tongue == "zh" else en)


def test_signs_of_short_money() -> None:
    assert formats.short_money(10_500_000, "CNY", sign=True) == "¥105k"
    assert formats.short_money(-2_800_000, "EUR", sign=True) == "-€28.0k"
    assert formats.short_money(1_000_000, "EUR", plus=True) == "+10.0k"
    assert formats.short_money(0, "EUR", plus=True) == "0"


@pytest.mark.parametrize(
    ("ahead", "words"),
    [(0, "today"), (1, "tomorrow"), (4, "Fri 27"), (8, "Tue 1 Dec"), (-1, "1 d late"), (-3, "3 d late"),
     (-1200, "1,200 d late")],
)  # fmt: skip
def test_the_day_of_a_plan_may_be_late(ahead: int, words: str) -> None:
    assert formats.day_words(MONDAY + timedelta(ahead), MONDAY) == words
    assert formats.day_words(None, MONDAY) == ""


def test_rates_are_rounded_half_up() -> None:
    rates = (0.72, 1, 0, 0.125, 0.005, -0.001)
    assert [formats.percent(rate) for rate in rates] == ["72%", "100%", "0%", "13%", "1%", "0%"]
    assert formats.percent(0.1234, places=1) == "12.3%"
    assert formats.count(None) == "?"


@given(st.integers(0, 10**15), st.sampled_from(["en", "zh"]))
def test_short_money_is_off_by_less_than_one_in_twenty(minor: int, lang: str) -> None:
    language.use(lang)
    shown = read_amount(formats.short_money(minor, "CNY"), "CNY").minor
    language.use("en")
    assert abs(shown - minor) <= max(minor / 20, 50)


@given(st.integers(-(10**15), 10**15), st.sampled_from(["CNY", "EUR", "JPY", "USD", "HKD", "CHF"]))
def test_exact_money_reads_back(minor: int, currency: str) -> None:
    assert read_amount(formats.money(minor, currency), "CNY") == Money(minor, currency)


@given(st.integers(0, 360), st.integers(0, 1439), st.sampled_from(["en", "zh"]))
def test_a_day_and_time_that_is_shown_reads_back(ahead: int, minute: int, lang: str) -> None:
    on = MONDAY + timedelta(ahead)
    at = datetime(on.year, on.month, on.day, *divmod(minute, 60), tzinfo=UTC)
    language.use(lang)
    shown = f"{formats.day_short(on, MONDAY)} {formats.clock(at)}"
    language.use("en")
    when = read_when(shown, datetime(2026, 11, 23, 8, tzinfo=UTC))
    assert when
    assert when.start == at
