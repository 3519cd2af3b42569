"""Days, amounts, numbers, telephones and mail boxes in the spellings of other programs and other countries."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.exchange.converting import Reading, read_cell, read_number, read_own
from tuicrm.exchange.fields import FIELDS
from tuicrm.exchange.mapping import Source
from tuicrm.plain.money import Money

LEAP = date(2028, 2, 29)


def cell(kind: str, name: str, text: str, currency: str = "EUR", region: str = "GB", **options: Any) -> Any:
    return read_cell(FIELDS[kind][name], Source(**options), text, currency, Reading("EUR", region))


def reason(kind: str, name: str, text: str, **options: Any) -> str:
    with pytest.raises(ValueError) as found:
        cell(kind, name, text, **options)
    said = str(found.value)
    assert said
    assert "\n" not in said
    return said


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2028-02-29", None), ("2028/2/29", None), ("2028.02.29", None), ("20280229", None), ("2028年2月29日", None),
        ("2028 年 2 月 29 号", None), ("29 Feb 2028", None), ("29-Feb-2028", None), ("29th February 2028", None),
        ("February 29, 2028", None), ("Feb. 29 2028", None), ("29/2/2028", None), ("2/29/2028", None),
        ("29.02.2028", "dmy"), ("02/29/2028", "mdy"), ("2028-02-29 23:59:59", None), ("2028-02-29T00:00:00Z", None),
        ("2028-02-29T23:30:00+08:00", None), ("2028/2/29 下午11:30", None), ("２０２８－０２－２９", None),
        ("  2028-02-29\t", None),
    ],
)  # fmt: skip
def test_leap_day_in_every_spelling(text: str, order: Any) -> None:
    assert cell("project", "expected_on", text, order=order) == LEAP


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2027-02-29", None), ("2026-13-01", None), ("2026-00-10", None), ("31.04.2026", "dmy"), ("13/13/2026", None),
        ("45321", None), ("02/03/2026", None), ("29 Fbe 2028", None), ("2028", None), ("tomorrow", None),
        ("0000-00-00", None), ("1/2/28", None), ("2026-1-1-1", None), ("#VALUE!", None), ("12:30", None),
    ],
)  # fmt: skip
def test_what_is_no_day_or_could_be_two_is_refused(text: str, order: Any) -> None:
    assert reason("project", "expected_on", text, order=order)


@pytest.mark.parametrize(("order", "expected"), [("dmy", date(2026, 3, 2)), ("mdy", date(2026, 2, 3))])
def test_order_decides_what_could_be_two_days(order: Any, expected: date) -> None:
    assert cell("project", "expected_on", "02/03/2026", order=order) == expected
    assert read_own("date", Source(), "02/03/2026", "EUR", Reading("EUR", "GB", order=order)) == expected


@given(st.dates(date(1000, 1, 1)))
@settings(max_examples=25, deadline=None)
def test_each_day_is_read_back_from_how_it_is_written(day: date) -> None:
    spelled = day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}", f"{day:%Y/%m/%d}"
    assert {cell("project", "expected_on", text) for text in spelled} == {day}
    assert cell("project", "expected_on", f"{day.day}.{day.month}.{day.year}", order="dmy") == day
    assert cell("project", "expected_on", f"{day.month}/{day.day}/{day.year}", order="mdy") == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1234.56", Money(123_456, "EUR")), ("1,234.56", Money(123_456, "EUR")), ("1.234,56", Money(123_456, "EUR")),
        ("1 234,56", Money(123_456, "EUR")), ("1'234.56", Money(123_456, "EUR")), ("€ 1.234,56", Money(123_456, "EUR")),
        ("1.234,56 EUR", Money(123_456, "EUR")), ("USD 1,234.56", Money(123_456, "USD")), ("0", Money(0, "EUR")),
        ("$1,234.56", Money(123_456, "USD")), ("JPY 1,250", Money(1250, "JPY")), ("28k", Money(2_800_000, "EUR")),
        ("1.5 Mio", Money(150_000_000, "EUR")), ("12.5万", Money(12_500_000, "EUR")), ("-5", Money(-500, "EUR")),
        ("(1,234.56)", Money(-123_456, "EUR")), ("１２３４", Money(123_400, "EUR")), ("0,5", Money(50, "EUR")),
        ("12,34,567.00 INR", Money(123_456_700, "INR")), ("1234,5", Money(123_450, "EUR")),
    ],
)  # fmt: skip
def test_amounts_of_many_countries(text: str, expected: Money) -> None:
    assert cell("project", "amount", text) == expected


@pytest.mark.parametrize(
    "text",
    ["面议", "n/a", "1-2", "10..5", "1.234", "1,2,3", "10 apples", "XYZ 5", "--5", "#DIV/0!", "€", "5 € 6 $", "9" * 30],
)
def test_what_is_no_amount_or_could_be_two_is_refused(text: str) -> None:
    assert reason("project", "amount", text)


@given(st.integers(0, 10**13))
@settings(max_examples=25, deadline=None)
def test_amount_is_read_back_from_how_three_countries_write_it(minor: int) -> None:
    english = f"{minor // 100:,}.{minor % 100:02}"
    german = english.replace(",", " ").replace(".", ",").replace(" ", ".")
    swiss = english.replace(",", "'")
    assert cell("project", "amount", english, decimal=".") == Money(minor, "EUR")
    assert cell("project", "amount", german, decimal=",") == Money(minor, "EUR")
    assert cell("project", "amount", swiss, decimal=".") == Money(minor, "EUR")


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("0", None, "0"), ("-0.5", None, "-0.5"), ("+7", None, "7"), ("1,234,567.8", None, "1234567.8"),
        ("1.234.567,8", ",", "1234567.8"), ("12 %", None, "12"), ("12,5 %", ",", "12.5"), ("−3", None, "-3"),
        ("1 000", None, "1000"), ("1'000.5", None, "1000.5"),
    ],
)  # fmt: skip
def test_numbers_of_many_countries(text: str, decimal: str | None, expected: str) -> None:
    assert read_number(text, decimal) == Decimal(expected)


@pytest.mark.parametrize("text", ["", "-", "1,23", "1.2.3", "1e5", "0x10", "nan", "inf", "½", "12abc", "1 2", "%"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        read_number(text)


@pytest.mark.parametrize(
    ("kind", "name", "text"),
    [
        ("customer", "employees", "-1"), ("customer", "employees", "1.5"), ("customer", "employees", f"1{16 * '0'}"),
        ("customer", "founded", "19999"), ("project", "probability", "101"), ("project", "probability", "-1"),
        ("project", "probability", "0.5"), ("project", "quantity", "two"), ("purchase", "quantity", "-3"),
    ],
)  # fmt: skip
def test_whole_number_has_its_bounds(kind: str, name: str, text: str) -> None:
    assert text in reason(kind, name, text)


@pytest.mark.parametrize(
    ("text", "region", "keys"),
    [
        ("+44 113 496 0142", "CN", ["+441134960142"]), ("0113 496 0142", "GB", ["+441134960142"]),
        ("0044 113 496 0142", "GB", ["+441134960142"]), ("138-0013-8000", "CN", ["+8613800138000"]),
        ("(010) 6552 9988", "CN", ["+861065529988"]), ("１３８００１３８０００", "CN", ["+8613800138000"]),
    ],
)  # fmt: skip
def test_telephone_has_one_key_in_every_spelling(text: str, region: str, keys: list[str]) -> None:
    assert [reach.key for reach in cell("contact", "phone", text, region=region)] == keys


@pytest.mark.parametrize("text", ["ann@acme", "@acme.example", "ann lee", "ann@@acme.example", "a@b@c.example"])
def test_what_is_no_mail_box_is_refused(text: str) -> None:
    assert "e-mail" in reason("contact", "email", text)


@pytest.mark.parametrize("separator", ["; ", ",", " ", ";", " , "])
def test_several_mail_boxes_in_one_cell(separator: str) -> None:
    found = cell("contact", "email", f"Ann@Acme.example{separator}b@c.example")
    assert [reach.key for reach in found] == ["ann@acme.example", "b@c.example"]


@pytest.mark.parametrize(("length", "fits"), [(200, True), (201, False)])
def test_name_as_long_as_it_can_be_kept(length: int, fits: bool) -> None:
    if fits:
        assert cell("customer", "name", "客" * length) == "客" * length
    else:
        assert reason("customer", "name", "客" * length) == "it has more than 200 characters"


@pytest.mark.parametrize("text", ["\x1b[2J", "\u202egnp", "a\nb", "\x00", "x" * 500])
def test_reason_quotes_nothing_that_harms_a_terminal(text: str) -> None:
    for kind, name in (("project", "amount"), ("project", "expected_on"), ("customer", "employees"), ("user", "role")):
        said = reason(kind, name, f"?{text}")
        assert said.isprintable()
        assert len(said) < 200


@pytest.mark.parametrize(
    ("type_", "text", "unit", "expected"),
    [
        ("number", "1.5", 1000, Decimal("1500.0")), ("money", "1.5k", 1, Decimal("1500.0")),
        ("money", "0.001", 1, Decimal("0.001")), ("text", " a\tb ", 1, "a b"), ("date", "2028-02-29", 1, LEAP),
    ],
)  # fmt: skip
def test_own_fields_keep_what_is_written(type_: str, text: str, unit: int, expected: object) -> None:
    assert read_own(type_, Source(unit=Decimal(unit)), text, "EUR", Reading("EUR", "GB")) == expected


@pytest.mark.parametrize(("type_", "text"), [("number", "1" * 13), ("money", "1" * 13), ("text", "x" * 1001)])
def test_own_fields_have_their_bounds(type_: str, text: str) -> None:
    with pytest.raises(ValueError):
        read_own(type_, Source(), text, "EUR", Reading("EUR", "GB"))
