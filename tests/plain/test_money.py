from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicrm.plain.currencies import CODES, SHARED, SIGNS, WRITTEN, digits
from tuicrm.plain.money import (
    LARGEST,
    Money,
    exact_text,
    from_decimal,
    read_amount,
    read_exact,
    rounded,
)

CURRENCIES = st.sampled_from(["CNY", "JPY", "KWD", "EUR"])
MINOR = st.integers(-LARGEST, LARGEST)


def test_minor_units_follow_the_currency() -> None:
    assert [digits(code) for code in ("CNY", "EUR", "JPY", "KRW", "KWD")] == [2, 2, 0, 0, 3]


def test_every_written_currency_is_one() -> None:
    known = set(WRITTEN.values()) | set(SIGNS) | {code for codes in SHARED.values() for code in codes}
    assert known <= CODES
    assert all(len(code) == 3 for code in CODES)


@pytest.mark.parametrize(
    ("value", "currency", "minor", "rest"),
    [
        ("12.345", "CNY", 1235, "-0.005"),
        ("-12.345", "CNY", -1235, "0.005"),
        ("12.344", "CNY", 1234, "0.004"),
        ("0.5", "JPY", 1, "-0.5"),
        ("1.2345", "KWD", 1235, "-0.0005"),
        ("12", "CNY", 1200, "0"),
    ],
)
def test_a_half_is_rounded_away_from_zero(value: str, currency: str, minor: int, rest: str) -> None:
    assert rounded(Decimal(value), currency) == (minor, Decimal(rest))
    assert from_decimal(Decimal(value), currency) == Money(minor, currency)


@given(st.decimals(-(10**15), 10**15, allow_nan=False), CURRENCIES)
def test_rounding_loses_nothing_but_says_what(value: Decimal, currency: str) -> None:
    minor, rest = rounded(value, currency)
    assert abs(rest) * 2 * 10 ** digits(currency) <= 1
    if len(value.as_tuple().digits) < 28:
        assert Decimal(exact_text(minor, currency)) + rest == value


@given(MINOR, CURRENCIES)
def test_exact_text_reads_back(minor: int, currency: str) -> None:
    assert read_amount(exact_text(minor, currency), currency, decimal=".") == Money(minor, currency)
    assert from_decimal(Decimal(exact_text(minor, currency)), currency) == Money(minor, currency)


@given(MINOR, CURRENCIES)
def test_grouped_text_reads_back(minor: int, currency: str) -> None:
    assert read_amount(f"{Decimal(exact_text(minor, currency)):,} {currency}", "USD") == Money(minor, currency)


def test_exact_text() -> None:
    texts = [exact_text(*pair) for pair in [(1200000, "CNY"), (-5, "EUR"), (1200, "JPY"), (1, "KWD")]]
    assert texts == ["12000.00", "-0.05", "1200", "0.001"]


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e19", "1e999999"])
def test_what_no_database_holds_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="too large"):
        from_decimal(Decimal(value), "CNY")
    with pytest.raises(ValueError, match="too large"):
        Money(LARGEST + 1, "CNY")


def test_an_unknown_currency_is_refused() -> None:
    with pytest.raises(ValueError, match="XYZ is no currency"):
        Money(1, "XYZ")


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("12.5万", "125000", "CNY"), ("12.5万元", "125000", "CNY"),
        ("12,5 万", "125000", "CNY"), ("¥1,250,000.00", "1250000", "CNY"),
        ("￥1,250,000", "1250000", "CNY"), ("1250000元", "1250000", "CNY"),
        ("1250000元整", "1250000", "CNY"), ("RMB 1,250,000.00", "1250000", "CNY"),
        ("１２．５万", "125000", "CNY"), ("1.2亿", "120000000", "CNY"),
        ("1亿2000万", "120000000", "CNY"), ("3千", "3000", "CNY"),
        ("20w", "200000", "CNY"), ("28k", "28000", "CNY"),
        ("1.2m", "1200000", "CNY"), ("1.234m", "1234000", "CNY"),
        ("0.125", "0.125", "CNY"), ("1,234.56", "1234.56", "CNY"),
        ("1,234", "1234", "CNY"), ("1.234,56 EUR", "1234.56", "EUR"),
        ("EUR 1.234.567", "1234567", "EUR"), ("12,50", "12.50", "CNY"),
        ("1 234 567,89 €", "1234567.89", "EUR"), ("1\u202f234,5 €", "1234.5", "EUR"),
        ("1'234.50 CHF", "1234.50", "CHF"), ("12,34,567.00", "1234567", "CNY"),
        ("1234.567", "1234.567", "CNY"), ("42", "42", "CNY"),
        ("0", "0", "CNY"), ("$28k", "28000", "USD"),
        ("US$ 1.5 million", "1500000", "USD"), ("HK$5,000", "5000", "HKD"),
        ("3万美元", "30000", "USD"), ("usd 300", "300", "USD"),
        ("-1,234.00", "-1234", "CNY"), ("(1,234.00)", "-1234", "CNY"),
        ("1,234.00-", "-1234", "CNY"), ("¥-5", "-5", "CNY"),
        ("\u22125", "-5", "CNY"),
    ],
)  # fmt: skip
def test_amounts_of_files_are_read(text: str, amount: str, currency: str) -> None:
    assert read_exact(text, "CNY") == (Decimal(amount), currency)


@pytest.mark.parametrize(
    "text",
    ["面议", "", "  ", "TBD", "n/a", "-", "10-20万", "约12万", "12万左右", "3万5", "十二万", "1.2.3",
     "1,23,4", "12,345,67", "USD 5 EUR", "5 XYZ", "1e5", "0x10", "1/2", "5%", "--5", "(5",
     "\x1b[31m5", "2024-03-05", "٣"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not an amount|there is no amount"):
        read_amount(text, "CNY")


def test_an_amount_that_could_be_two_is_refused_until_the_file_is_known() -> None:
    with pytest.raises(ValueError, match=r"^1\.234 could be 1\.234 or 1234$"):
        read_amount("1.234", "CNY")
    assert read_amount("1.234", "CNY", decimal=",") == Money(123400, "CNY")
    assert read_amount("1.234", "CNY", decimal=".") == Money(123, "CNY")
    assert read_amount("1.234", "KWD") == Money(1234, "KWD")
    assert read_amount("1,234", "EUR", decimal=",") == Money(123, "EUR")
    with pytest.raises(ValueError, match="is not an amount"):
        read_amount("1,234.56", "EUR", decimal=",")


def test_a_shared_sign_is_the_default_or_refused() -> None:
    assert read_amount("¥500", "JPY") == Money(500, "JPY")
    assert read_amount("$5", "CAD") == Money(500, "CAD")
    with pytest.raises(ValueError, match="¥ could be CNY or JPY: write the code"):
        read_amount("¥500", "EUR")
    with pytest.raises(ValueError, match="kr could be SEK or NOK"):
        read_amount("500 kr", "EUR")
