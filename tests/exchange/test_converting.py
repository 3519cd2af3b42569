"""Cells as people write them: read as what is meant, or refused with the reason."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tuicrm.exchange.converting import Reading, read_cell, read_number, read_own
from tuicrm.exchange.fields import FIELDS
from tuicrm.exchange.mapping import Source
from tuicrm.exchange.rows import key_of, picked
from tuicrm.plain.money import Money
from tuicrm.sales.taking_over import Reach

LI = Reach("email", "Li@Acme.example", "li@acme.example")


def cell(kind: str, name: str, text: str, currency: str = "CNY", **options: Any) -> Any:
    return read_cell(FIELDS[kind][name], Source(**options), text, currency, Reading("CNY", "CN"))


@pytest.mark.parametrize(
    ("text", "minor"),
    [("12.5万", 12_500_000), ("¥1,250,000.00", 125_000_000), ("1250000元", 125_000_000), ("RMB 1,250", 125_000)],
)
def test_amounts(text: str, minor: int) -> None:
    assert cell("project", "amount", text) == Money(minor, "CNY")


def test_amount_in_a_unit_and_a_currency_of_its_own() -> None:
    assert cell("project", "amount", "1.5", unit=Decimal(1000)) == Money(150_000, "CNY")
    assert cell("project", "amount", "28k", "USD") == Money(2_800_000, "USD")
    assert cell("project", "amount", "1.234,5", decimal=",") == Money(123_450, "CNY")


def test_rounding_is_added_up() -> None:
    reading = Reading("CNY", "CN")
    for text in ("0.125", "0.335"):
        read_cell(FIELDS["project"]["amount"], Source(decimal="."), text, "CNY", reading)
    assert reading.rounded == {"CNY": Decimal("-0.010")}


@pytest.mark.parametrize(
    ("kind", "name", "text", "value"),
    [
        ("customer", "employees", "1,200", 1200),
        ("customer", "founded", "1996", 1996),
        ("project", "probability", "60 %", 60),
        ("project", "expected_on", "2024年3月5日", date(2024, 3, 5)),
        ("project", "expected_on", "2018-02-26 19:58:54", date(2018, 2, 26)),
        ("contact", "mobile", "138 0013 8000", (Reach("phone", "138 0013 8000", "+8613800138000"),)),
        ("contact", "email", "Li@Acme.example", (LI,)),
        ("contact", "email", "Li@Acme.example; b@c.example", (LI, Reach("email", "b@c.example", "b@c.example"))),
        ("user", "role", "Team Lead", "team_lead"),
        ("customer", "name", " Acme\t\x00Ltd ", "Acme Ltd"),
        ("customer", "note", "a\r\nb", "a\nb"),
    ],
)
def test_cells(kind: str, name: str, text: str, value: Any) -> None:
    assert cell(kind, name, text) == value


@pytest.mark.parametrize(
    ("kind", "name", "text", "reason"),
    [
        ("project", "amount", "面议", "“面议” is not an amount"),
        ("project", "expected_on", "2024/2/30", "there is no day “2024/2/30”"),
        ("project", "probability", "120", "“120” is not a whole number up to 100"),
        ("customer", "employees", "2.5", "“2.5” is not a whole number"),
        ("customer", "employees", "many", "“many” is not a number"),
        ("contact", "mobile", "无", "“无” is not a phone number"),
        ("contact", "email", "li at acme", "is not an e-mail address"),
        ("user", "role", "king", "“king” is none of: rep, team_lead"),
        ("team", "name", "x" * 81, "it has more than 80 characters"),
    ],
)
def test_what_cannot_be_read_says_why(kind: str, name: str, text: str, reason: str) -> None:
    with pytest.raises(ValueError) as found:
        cell(kind, name, text)
    assert reason in str(found.value)


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1,234.5", None, "1234.5"),
        ("1.234,5", ",", "1234.5"),
        ("-7", None, "-7"),
        ("１２", None, "12"),
        ("3 %", None, "3"),
    ],
)
def test_numbers(text: str, decimal: str | None, value: str) -> None:
    assert read_number(text, decimal) == Decimal(value)


def test_own_money_is_exact_and_bounded() -> None:
    reading = Reading("USD", "US")
    millions = Source(unit=Decimal(1_000_000))
    assert read_own("money", millions, "1100.04", "USD", reading) == Decimal("1100040000")
    with pytest.raises(ValueError):
        read_own("money", millions, "9999999", "USD", reading)


def test_text_of_a_field_is_picked_by_its_source() -> None:
    cells = {"first": "Ann", "last": "Lee", "empty": " ", "stage": "Closed  WON", "none": "-"}
    assert picked(Source(columns=("empty", "last")), cells) == "Lee"
    assert picked(Source(columns=("first", "empty", "last"), join=" "), cells) == "Ann Lee"
    assert picked(Source(columns=("stage",), choices={"closed won": "Won"}), cells) == "Won"
    assert picked(Source(columns=("none",), empty=frozenset({"-"}), default="?"), cells) == "?"
    assert picked(Source(value="rep"), cells) == "rep"
    assert picked(Source(columns=("gone",)), cells) == ""


def test_keys_of_several_columns_stay_apart() -> None:
    assert key_of(("a",), {"a": "7"}) == "7"
    assert key_of(("a", "b"), {"a": "x|", "b": "y"}) != key_of(("a", "b"), {"a": "x", "b": "|y"})
    assert key_of(("a", "b"), {"a": "x", "b": ""}) == "x|"
    long = key_of(("a",), {"a": "x" * 500})
    assert len(long) <= 200
    assert long != key_of(("a",), {"a": "x" * 501})
    with pytest.raises(ValueError):
        key_of(("a", "b"), {"a": " ", "b": ""})
