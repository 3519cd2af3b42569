"""A value as scripts, spreadsheets and people get it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicrm.cli.values import csv_cell, for_json, json_text, moment, text
from tuicrm.plain.clean import FORBIDDEN, FORMULA
from tuicrm.plain.money import Money

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SHANGHAI = timezone(timedelta(hours=8))
KEY = UUID("01a2220e-aba1-7548-bace-4103e4f60da4")


class Colour(Enum):
    RED = "red"
    TWO = 2


class State(StrEnum):
    OPEN = "open"


@dataclass(frozen=True)
class Card:
    name: str
    amount: Money | None
    at: datetime


@pytest.mark.parametrize(
    ("value", "as_json", "as_text"),
    [
        (None, None, ""),
        (True, True, "true"),
        (False, False, "false"),
        (0, 0, "0"),
        (12, 12, "12"),
        (-3, -3, "-3"),
        (0.5, 0.5, "0.5"),
        ("", "", ""),
        ("Acme", "Acme", "Acme"),
        ("北京", "北京", "北京"),
        (Decimal("1.50"), "1.50", "1.50"),
        (KEY, str(KEY), str(KEY)),
        (Colour.RED, "red", "red"),
        (Colour.TWO, 2, "2"),
        (State.OPEN, "open", "open"),
        (Money(1_200_000, "CNY"), {"amount": "12000.00", "currency": "CNY"}, "12000.00 CNY"),
        (Money(5, "JPY"), {"amount": "5", "currency": "JPY"}, "5 JPY"),
        (Money(1234, "KWD"), {"amount": "1.234", "currency": "KWD"}, "1.234 KWD"),
        (Money(-1, "EUR"), {"amount": "-0.01", "currency": "EUR"}, "-0.01 EUR"),
        (date(2026, 1, 2), "2026-01-02", "2026-01-02"),
        (NOON, "2026-11-23T12:00:00Z", "2026-11-23T12:00:00Z"),
        (NOON.astimezone(SHANGHAI), "2026-11-23T12:00:00Z", "2026-11-23T12:00:00Z"),
        (NOON.replace(microsecond=120), "2026-11-23T12:00:00.000120Z", "2026-11-23T12:00:00.000120Z"),
        ((), [], ""),
        (("a", "b"), ["a", "b"], "a, b"),
        ([1, None, 2], [1, None, 2], "1, , 2"),
        ((Money(100, "EUR"), Money(200, "EUR")),
         [{"amount": "1.00", "currency": "EUR"}, {"amount": "2.00", "currency": "EUR"}], "1.00 EUR, 2.00 EUR"),
        ({"a": 1, "b": NOON}, {"a": 1, "b": "2026-11-23T12:00:00Z"}, "a, b"),
        ({1: "one"}, {"1": "one"}, "1"),
    ],
)  # fmt: skip
def test_a_value_has_one_way(value: object, as_json: Any, as_text: str) -> None:
    assert for_json(value) == as_json
    assert text(value) == as_text
    assert json.loads(json_text(value)) == as_json


def test_a_record_is_an_object_with_all_its_fields() -> None:
    assert for_json(Card("Acme", Money(100, "EUR"), NOON)) == {
        "name": "Acme",
        "amount": {"amount": "1.00", "currency": "EUR"},
        "at": "2026-11-23T12:00:00Z",
    }
    assert for_json([Card("Acme", None, NOON)])[0]["amount"] is None


def test_what_has_no_json_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="object"):
        for_json(object())


def test_a_time_without_a_zone_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="zone"):
        moment(datetime(2026, 11, 23))
    with pytest.raises(ValueError, match="zone"):
        for_json(datetime(2026, 11, 23))


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_json_has_no_number_that_is_none(number: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        json_text(number)


def test_a_person_sees_the_time_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        assert text(NOON, local=True) == "2026-11-23 20:00"
        assert text((NOON,), local=True) == "2026-11-23 20:00"
        assert text(NOON) == "2026-11-23T12:00:00Z", "a script gets UTC wherever it runs"
        assert text(date(2026, 11, 23), local=True) == "2026-11-23"
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("Acme", "Acme"),
        ("", ""),
        ("=1+1", "'=1+1"),
        ("+49 40 123", "'+49 40 123"),
        ("-12", "'-12"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠a", "'＠a"),
        ("a=1", "a=1"),
        ("'=1", "'=1"),
        (-12, "-12"),
        (-1.5, "-1.5"),
        (Money(-100, "EUR"), "-1.00 EUR"),
        (date(2026, 1, 2), "2026-01-02"),
        (None, ""),
        (True, "true"),
        ("two\r\nlines", "two\nlines"),
        ("two\rlines", "two\nlines"),
        (("=1", "b"), "=1, b"),
    ],
)
def test_a_cell_is_no_formula(value: object, cell: str) -> None:
    assert csv_cell(value) == cell


@given(st.text(max_size=40))
def test_no_text_is_run_by_a_spreadsheet_and_all_of_it_comes_back(written: str) -> None:
    cell = csv_cell(written)
    assert not cell.startswith(FORMULA)
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerow([cell, "end"])
    ((back, end),) = csv.reader(io.StringIO(file.getvalue()))
    assert end == "end"
    assert back in (cell, cell.replace("\r", "\n"))
    assert back.removeprefix("'") == written.replace("\r\n", "\n").replace("\r", "\n").removeprefix("'")


hostile = st.text(
    alphabet=st.sampled_from('ab\x00\x1b\x07\x9b\u202e\u200b\u2028\ufeff\ud800\U000e0041\n\t"\\北'), max_size=30
)


@given(st.recursive(hostile | st.integers() | st.none(), lambda inner: st.lists(inner, max_size=3), max_leaves=6))
def test_json_reaches_a_terminal_without_a_control_and_comes_back_whole(value: Any) -> None:
    written = json_text(value)
    assert not FORBIDDEN.search(written.replace("\n", ""))
    assert json.loads(written) == value


def test_letters_stay_readable_and_controls_are_escaped() -> None:
    assert json_text({"name": "北京 é"}) == '{"name": "北京 é"}'
    assert json_text("a\u202eb") == '"a\\u202eb"'
    assert json_text("a\x9bb") == '"a\\u009bb"'
    assert json_text("\U000e0041") == '"\\udb40\\udc41"'


def test_a_generator_is_read_once_and_whole() -> None:
    def some() -> Iterator[int]:
        yield 1
        yield 2

    assert for_json(some()) == [1, 2]
    assert json_text(some()) == "[1, 2]"


@given(st.datetimes(timezones=st.sampled_from([UTC, SHANGHAI])))
def test_a_moment_is_the_same_whatever_the_zone(at: datetime) -> None:
    try:
        written = moment(at)
    except OverflowError:
        return  # the first and last hours of all time
    assert written.endswith("Z")
    assert datetime.fromisoformat(written) == at
