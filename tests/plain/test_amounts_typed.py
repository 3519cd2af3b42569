"""Amounts as people and files write them: what they mean, and what is said of those that are none."""

from collections.abc import Iterator
from typing import Any, Literal

import pytest

from tuicrm.plain.language import use
from tuicrm.plain.money import read_amount

TYPED = (
    ("0", 0, "EUR"),
    ("1", 100, "EUR"),
    ("12", 1200, "EUR"),
    ("1000", 100000, "EUR"),
    ("1,000", 100000, "EUR"),
    ("1.000", "1.000 could be 1.000 or 1000", "1.000 可能是 1.000，也可能是 1000"),
    ("1 000", 100000, "EUR"),
    ("1\xa0000", 100000, "EUR"),
    ("1\u202f000", 100000, "EUR"),
    ("1'000", 100000, "EUR"),
    ("1’000", 100000, "EUR"),
    ("12.5", 1250, "EUR"),
    ("12,5", 1250, "EUR"),
    ("12.50", 1250, "EUR"),
    ("12,50", 1250, "EUR"),
    ("1,234.56", 123456, "EUR"),
    ("1.234,56", 123456, "EUR"),
    ("1 234,56", 123456, "EUR"),
    ("1'234.56", 123456, "EUR"),
    ("1,234,567", 123456700, "EUR"),
    ("1.234.567", 123456700, "EUR"),
    ("12,34,567", 123456700, "EUR"),
    ("28k", 2800000, "EUR"),
    ("28K", 2800000, "EUR"),
    ("1.5k", 150000, "EUR"),
    ("1,5k", 150000, "EUR"),
    ("28 k", 2800000, "EUR"),
    ("1.2m", 120000000, "EUR"),
    ("1.2M", 120000000, "EUR"),
    ("1.2mn", 120000000, "EUR"),
    ("2bn", 200000000000, "EUR"),
    ("3 million", 300000000, "EUR"),
    ("1.5 million", 150000000, "EUR"),
    ("2 thousand", 200000, "EUR"),
    ("12万", 12000000, "EUR"),
    ("12.5万", 12500000, "EUR"),
    ("1.2亿", 12000000000, "EUR"),
    ("120万元", 120000000, "CNY"),
    ("3千", 300000, "EUR"),
    ("5百", "“5百” is not an amount", "“5百”不是金额"),
    ("１２万", 12000000, "EUR"),
    ("１２３４", 123400, "EUR"),
    ("一万", "“一万” is not an amount", "“一万”不是金额"),
    ("两万", "“两万” is not an amount", "“两万”不是金额"),
    ("三千五", "“三千五” is not an amount", "“三千五”不是金额"),
    ("28k EUR", 2800000, "EUR"),
    ("EUR 28k", 2800000, "EUR"),
    ("€28k", 2800000, "EUR"),
    ("28k€", 2800000, "EUR"),
    ("€ 28,000.00", 2800000, "EUR"),
    ("$1,200", 120000, "USD"),
    ("¥1,200", "¥ could be CNY or JPY: write the code", "¥ 可能是 CNY，也可能是 JPY：请写货币代码"),
    ("¥12万", "¥ could be CNY or JPY: write the code", "¥ 可能是 CNY，也可能是 JPY：请写货币代码"),
    ("￥1200", "¥ could be CNY or JPY: write the code", "¥ 可能是 CNY，也可能是 JPY：请写货币代码"),
    ("12000元", 1200000, "CNY"),
    ("1.2万元", 1200000, "CNY"),
    ("1200 CNY", 120000, "CNY"),
    ("CNY1200", 120000, "CNY"),
    ("RMB 1200", 120000, "CNY"),
    ("rmb1200", 120000, "CNY"),
    ("HK$ 500", 50000, "HKD"),
    ("US$ 500", 50000, "USD"),
    ("£99.99", 9999, "GBP"),
    ("CHF 5.–", "“CHF 5.–” is not an amount", "“CHF 5.–”不是金额"),
    ("CHF 5.-", "“CHF 5.-” is not an amount", "“CHF 5.-”不是金额"),
    ("5,-", "“5,-” is not an amount", "“5,-”不是金额"),
    ("5.-", "“5.-” is not an amount", "“5.-”不是金额"),
    ("kr 100", "kr could be SEK or NOK: write the code", "kr 可能是 SEK，也可能是 NOK：请写货币代码"),
    ("100 kr", "kr could be SEK or NOK: write the code", "kr 可能是 SEK，也可能是 NOK：请写货币代码"),
    ("1200 JPY", 1200, "JPY"),
    ("1200.5 JPY", 1201, "JPY"),
    ("1.2345 KWD", 1235, "KWD"),
    ("0.0005 KWD", 1, "KWD"),
    ("-5", -500, "EUR"),
    ("−5", -500, "EUR"),
    ("(5)", -500, "EUR"),
    ("(1,200.00)", -120000, "EUR"),
    ("+5", 500, "EUR"),
    ("5-", -500, "EUR"),
    ("", "there is no amount", "没有金额"),
    ("   ", "there is no amount", "没有金额"),
    ("abc", "“abc” is not an amount", "“abc”不是金额"),
    ("12 apples", "“12 apples” is not an amount", "“12 apples”不是金额"),
    ("1.2.3", "“1.2.3” is not an amount", "“1.2.3”不是金额"),
    ("1,2,3", "“1,2,3” is not an amount", "“1,2,3”不是金额"),
    ("1e5", "“1e5” is not an amount", "“1e5”不是金额"),
    ("1e99", "“1e99” is not an amount", "“1e99”不是金额"),
    ("0x10", "“0x10” is not an amount", "“0x10”不是金额"),
    ("١٢٣", "“١٢٣” is not an amount", "“١٢٣”不是金额"),
    ("１，２００", 120000, "EUR"),
    ("1/2", "“1/2” is not an amount", "“1/2”不是金额"),
    ("½", "“½” is not an amount", "“½”不是金额"),
    ("10%", "“10%” is not an amount", "“10%”不是金额"),
    ("99999999999999999", "this amount is too large", "这个金额太大"),
    ("999999999999999999999", "this amount is too large", "这个金额太大"),
    ("0.001", 0, "EUR"),
    ("0.005", 1, "EUR"),
    ("0.004", 0, "EUR"),
    (".5", "“.5” is not an amount", "“.5”不是金额"),
    ("5.", "“5.” is not an amount", "“5.”不是金额"),
    ("00012", 1200, "EUR"),
    ("12k5", "“12k5” is not an amount", "“12k5”不是金额"),
    ("28kk", "“28kk” is not an amount", "“28kk”不是金额"),
    ("k", "“k” is not an amount", "“k”不是金额"),
    ("€", "“€” is not an amount", "“€”不是金额"),
    ("EUR", "“EUR” is not an amount", "“EUR”不是金额"),
    ("28 EUR USD", "“28 EUR USD” is not an amount", "“28 EUR USD”不是金额"),
    ("€28 $", "“€28 $” is not an amount", "“€28 $”不是金额"),
    ("1 2 3", "“1 2 3” is not an amount", "“1 2 3”不是金额"),
    ("12 345 67", "“12 345 67” is not an amount", "“12 345 67”不是金额"),
    ("1,23", 123, "EUR"),
    ("1,2345", 123, "EUR"),
    ("1.2345", 123, "EUR"),
    ("1.234", "1.234 could be 1.234 or 1234", "1.234 可能是 1.234，也可能是 1234"),
    ("1,234", 123400, "EUR"),
    ("12,345", 1234500, "EUR"),
    ("123,456", 12345600, "EUR"),
    ("1234,567", 123457, "EUR"),
    ("28.000,50 EUR", 2800050, "EUR"),
    ("1_000", "“1_000” is not an amount", "“1_000”不是金额"),
    ("28k\n", 2800000, "EUR"),
    ("\t28k\t", 2800000, "EUR"),
    ("2.5 tsd", 250000, "EUR"),
    ("2,5 Mio", 250000000, "EUR"),
    ("3 Mrd", "“3 Mrd” is not an amount", "“3 Mrd”不是金额"),
    ("50 cents", "“50 cents” is not an amount", "“50 cents”不是金额"),
)
"""text -> minor units and currency at home in euros; or what is said of it, in English and Chinese."""

POINTS = (
    ("1.234", ".", 123),
    ("1.234", ",", 123400),
    ("1,234", ".", 123400),
    ("1,234", ",", 123),
    ("1.234,5", ".", "“1.234,5” is not an amount"),
    ("1.234,5", ",", 123450),
    ("1,234.5", ".", 123450),
    ("1,234.5", ",", "“1,234.5” is not an amount"),
    ("12.5", ".", 1250),
    ("12.5", ",", "“12.5” is not an amount"),
    ("12,5", ".", "“12,5” is not an amount"),
    ("12,5", ",", 1250),
    ("1.000.000", ".", "“1.000.000” is not an amount"),
    ("1.000.000", ",", 100000000),
    ("1,000,000", ".", 100000000),
    ("1,000,000", ",", "“1,000,000” is not an amount"),
    ("28k", ".", 2800000),
    ("28k", ",", 2800000),
    ("1.5k", ".", 150000),
    ("1.5k", ",", "“1.5” is not an amount"),
    ("1,5k", ".", "“1,5” is not an amount"),
    ("1,5k", ",", 150000),
    ("0,5", ".", "“0,5” is not an amount"),
    ("0,5", ",", 50),
    ("0.5", ".", 50),
    ("0.5", ",", "“0.5” is not an amount"),
)
"""text, the file's decimal sign -> minor units, or what is said."""

SIGNS = (
    ("$5", "USD", (500, "USD")),
    ("$5", "CNY", (500, "USD")),
    ("$5", "JPY", (500, "USD")),
    ("$5", "SEK", (500, "USD")),
    ("$5", "EUR", (500, "USD")),
    ("¥5", "USD", "¥ could be CNY or JPY: write the code"),
    ("¥5", "CNY", (500, "CNY")),
    ("¥5", "JPY", (5, "JPY")),
    ("¥5", "SEK", "¥ could be CNY or JPY: write the code"),
    ("¥5", "EUR", "¥ could be CNY or JPY: write the code"),
    ("kr 5", "USD", "kr could be SEK or NOK: write the code"),
    ("kr 5", "CNY", "kr could be SEK or NOK: write the code"),
    ("kr 5", "JPY", "kr could be SEK or NOK: write the code"),
    ("kr 5", "SEK", (500, "SEK")),
    ("kr 5", "EUR", "kr could be SEK or NOK: write the code"),
    ("5元", "USD", (500, "CNY")),
    ("5元", "CNY", (500, "CNY")),
    ("5元", "JPY", (500, "CNY")),
    ("5元", "SEK", (500, "CNY")),
    ("5元", "EUR", (500, "CNY")),
    ("£5", "USD", (500, "GBP")),
    ("£5", "CNY", (500, "GBP")),
    ("£5", "JPY", (500, "GBP")),
    ("£5", "SEK", (500, "GBP")),
    ("£5", "EUR", (500, "GBP")),
    ("₹5", "USD", (500, "INR")),
    ("₹5", "CNY", (500, "INR")),
    ("₹5", "JPY", (500, "INR")),
    ("₹5", "SEK", (500, "INR")),
    ("₹5", "EUR", (500, "INR")),
    ("₩5", "USD", (5, "KRW")),
    ("₩5", "CNY", (5, "KRW")),
    ("₩5", "JPY", (5, "KRW")),
    ("₩5", "SEK", (5, "KRW")),
    ("₩5", "EUR", (5, "KRW")),
    ("R$5", "USD", "“R$5” is not an amount"),
    ("R$5", "CNY", "“R$5” is not an amount"),
    ("R$5", "JPY", "“R$5” is not an amount"),
    ("R$5", "SEK", "“R$5” is not an amount"),
    ("R$5", "EUR", "“R$5” is not an amount"),
    ("5 zł", "USD", (500, "PLN")),
    ("5 zł", "CNY", (500, "PLN")),
    ("5 zł", "JPY", (500, "PLN")),
    ("5 zł", "SEK", (500, "PLN")),
    ("5 zł", "EUR", (500, "PLN")),
    ("5 Kč", "USD", "“5 Kč” is not an amount"),
    ("5 Kč", "CNY", "“5 Kč” is not an amount"),
    ("5 Kč", "JPY", "“5 Kč” is not an amount"),
    ("5 Kč", "SEK", "“5 Kč” is not an amount"),
    ("5 Kč", "EUR", "“5 Kč” is not an amount"),
    ("₽5", "USD", (500, "RUB")),
    ("₽5", "CNY", (500, "RUB")),
    ("₽5", "JPY", (500, "RUB")),
    ("₽5", "SEK", (500, "RUB")),
    ("₽5", "EUR", (500, "RUB")),
    ("₺5", "USD", (500, "TRY")),
    ("₺5", "CNY", (500, "TRY")),
    ("₺5", "JPY", (500, "TRY")),
    ("₺5", "SEK", (500, "TRY")),
    ("₺5", "EUR", (500, "TRY")),
    ("5₫", "USD", (5, "VND")),
    ("5₫", "CNY", (5, "VND")),
    ("5₫", "JPY", (5, "VND")),
    ("5₫", "SEK", (5, "VND")),
    ("5₫", "EUR", (5, "VND")),
    ("฿5", "USD", (500, "THB")),
    ("฿5", "CNY", (500, "THB")),
    ("฿5", "JPY", (500, "THB")),
    ("฿5", "SEK", (500, "THB")),
    ("฿5", "EUR", (500, "THB")),
    ("₪5", "USD", (500, "ILS")),
    ("₪5", "CNY", (500, "ILS")),
    ("₪5", "JPY", (500, "ILS")),
    ("₪5", "SEK", (500, "ILS")),
    ("₪5", "EUR", (500, "ILS")),
    ("A$5", "USD", (500, "AUD")),
    ("A$5", "CNY", (500, "AUD")),
    ("A$5", "JPY", (500, "AUD")),
    ("A$5", "SEK", (500, "AUD")),
    ("A$5", "EUR", (500, "AUD")),
    ("C$5", "USD", (500, "CAD")),
    ("C$5", "CNY", (500, "CAD")),
    ("C$5", "JPY", (500, "CAD")),
    ("C$5", "SEK", (500, "CAD")),
    ("C$5", "EUR", (500, "CAD")),
    ("S$5", "USD", (500, "SGD")),
    ("S$5", "CNY", (500, "SGD")),
    ("S$5", "JPY", (500, "SGD")),
    ("S$5", "SEK", (500, "SGD")),
    ("S$5", "EUR", (500, "SGD")),
    ("NT$5", "USD", (500, "TWD")),
    ("NT$5", "CNY", (500, "TWD")),
    ("NT$5", "JPY", (500, "TWD")),
    ("NT$5", "SEK", (500, "TWD")),
    ("NT$5", "EUR", (500, "TWD")),
    ("5 Fr.", "USD", "“5 Fr.” is not an amount"),
    ("5 Fr.", "CNY", "“5 Fr.” is not an amount"),
    ("5 Fr.", "JPY", "“5 Fr.” is not an amount"),
    ("5 Fr.", "SEK", "“5 Fr.” is not an amount"),
    ("5 Fr.", "EUR", "“5 Fr.” is not an amount"),
    ("Fr. 5", "USD", "“Fr. 5” is not an amount"),
    ("Fr. 5", "CNY", "“Fr. 5” is not an amount"),
    ("Fr. 5", "JPY", "“Fr. 5” is not an amount"),
    ("Fr. 5", "SEK", "“Fr. 5” is not an amount"),
    ("Fr. 5", "EUR", "“Fr. 5” is not an amount"),
)
"""text, the home currency -> what a sign that several share means there."""


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    use("en")


def read(text: str, home: str = "EUR", decimal: Literal[".", ","] | None = None) -> Any:
    try:
        found = read_amount(text, home, decimal=decimal)
    except ValueError as error:
        return str(error)
    return found.minor, found.currency


def test_what_is_typed_is_read_or_refused_in_one_sentence() -> None:
    wrong = []
    for text, first, second in TYPED:
        use("en")
        found = read(text)
        if isinstance(found, str):
            use("zh")
            found = found, read(text)
        if found != (first, second):
            wrong.append((text, found))
    assert wrong == []


def test_a_file_s_decimal_sign_settles_what_is_ambiguous() -> None:
    found = [(text, sign, read(text, decimal=sign)) for text, sign, _want in POINTS]
    assert [(text, sign, one if isinstance(one, str) else one[0]) for text, sign, one in found] == list(POINTS)


def test_a_shared_sign_means_the_currency_at_home() -> None:
    assert [(text, home, read(text, home)) for text, home, _want in SIGNS] == list(SIGNS)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_refusal_repeats_a_control_sign(language: str) -> None:
    use(language)
    for text in ("\x1b[31m5", "5\x00", "\u202e5", "\x9b5"):
        said = read(text + "x")
        assert isinstance(said, str)
        assert not set(said) & set("\x1b\x00\u202e\x9b")
