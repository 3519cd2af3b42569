"""What an amount is worth at a rate, and how a rate is read and written: numbers alone."""

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from tuicrm.plain.money import LARGEST
from tuicrm.sales.currency import NANO, converted
from tuicrm.sales.rates import rate_text, read_rate


@pytest.mark.parametrize(
    ("minor", "currency", "rate", "into", "home"),
    [
        pytest.param(10_000, "USD", "7.1032", "CNY", 71_032, id="cents into fen"),
        pytest.param(1, "USD", "7.1032", "CNY", 7, id="a cent"),
        pytest.param(0, "USD", "7.1032", "CNY", 0, id="nothing"),
        pytest.param(1, "USD", "0.5", "EUR", 1, id="a half goes up"),
        pytest.param(-1, "USD", "0.5", "EUR", -1, id="a half goes away from zero"),
        pytest.param(3, "USD", "0.5", "EUR", 2, id="one and a half"),
        pytest.param(-3, "USD", "0.5", "EUR", -2, id="less than one and a half below nothing"),
        pytest.param(1, "USD", "0.499999999", "EUR", 0, id="just less than a half"),
        pytest.param(1_500_000, "JPY", "0.00625", "EUR", 937_500, id="yen have no cents"),
        pytest.param(1, "JPY", "0.00625", "EUR", 1, id="one yen is 0.6 cents"),
        pytest.param(10_000, "EUR", "160.005", "JPY", 16_001, id="into yen: half a yen up"),
        pytest.param(1, "EUR", "160", "JPY", 2, id="a cent is 1.6 yen"),
        pytest.param(1_234, "KWD", "3.25", "USD", 401, id="three digits into two"),
        pytest.param(100, "USD", "0.3077", "KWD", 308, id="two digits into three"),
        pytest.param(1_000, "KWD", "480", "JPY", 480, id="three digits into none"),
        pytest.param(480, "JPY", "0.002083333", "KWD", 1_000, id="none into three"),
        pytest.param(1, "USD", "0.000000001", "CNY", 0, id="the smallest rate"),
        pytest.param(10**15, "USD", "1", "EUR", 10**15, id="much at par"),
        pytest.param(10**15 + 1, "USD", "1.000000001", "EUR", 10**15 + 1_000_001, id="much, to the cent"),
    ],
)
def test_an_amount_is_converted_to_the_minor_unit(minor: int, currency: str, rate: str, into: str, home: int) -> None:
    assert converted(minor, currency, read_rate(rate) or 0, into) == home


@settings(max_examples=40, deadline=None)
@drawn(st.integers(-(10**14), 10**14), st.integers(1, 10**13))
def test_what_is_owed_is_worth_as_much_as_what_is_had(minor: int, nano: int) -> None:
    there = converted(minor, "USD", nano, "EUR")
    assert converted(-minor, "USD", nano, "EUR") == -there
    assert abs(there * NANO - minor * nano) * 2 <= NANO


@pytest.mark.parametrize(
    ("text", "nano"),
    [
        ("7.1032", 7_103_200_000), ("7", 7 * NANO), ("7.", 7 * NANO), (".5", NANO // 2), (" 7.1 ", 7_100_000_000),
        ("0.000000001", 1), ("0.0000000005", 1), ("0.0000000004", None), ("1.1234567894", 1_123_456_789),
        ("1.1234567895", 1_123_456_790), ("７.１", 7_100_000_000), ("007.10", 7_100_000_000),
        ("9223372036.854775807", LARGEST), ("9223372036.854775808", None), ("9" * 80, None),
        ("0", None), ("0.000", None), ("-1", None), ("+1", None), ("", None), (".", None), ("much", None),
        ("7,1032", None), ("1,234.5", None), ("1e3", None), ("nan", None), ("inf", None), ("7.1.2", None),
        ("7 1", None), ("7%", None), ("٧", None),
    ],
)  # fmt: skip
def test_a_rate_is_a_positive_number_of_nine_decimals(text: str, nano: int | None) -> None:
    assert read_rate(text) == nano


@settings(max_examples=40, deadline=None)
@drawn(st.integers(1, LARGEST))
def test_a_rate_is_written_as_it_is_read(nano: int) -> None:
    assert read_rate(rate_text(nano)) == nano


@pytest.mark.parametrize(
    ("nano", "text"),
    [(NANO, "1"), (10 * NANO, "10"), (7_103_200_000, "7.1032"), (1, "0.000000001"), (NANO // 2, "0.5")],
)
def test_a_rate_is_shown_without_idle_zeros(nano: int, text: str) -> None:
    assert rate_text(nano) == text


# which days a rate decides
