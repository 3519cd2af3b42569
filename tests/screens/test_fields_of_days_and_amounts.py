"""What the fields for days and amounts understand, and what they say while one types."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicrm.plain import language
from tuicrm.plain.money import exact_text
from tuicrm.screens.amounts import amount_field, minor_of
from tuicrm.screens.days import day_field, day_of

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-18", date(2026, 12, 18)),
        (" 2026-12-18 ", date(2026, 12, 18)),
        ("2026-02-30", None),
        ("18 dec", date(2026, 12, 18)),
        ("dec 18", date(2026, 12, 18)),
        ("1 nov", date(2027, 11, 1)),
        ("today", TODAY),
        ("tomorrow", date(2026, 11, 24)),
        ("fri", date(2026, 11, 27)),
        ("next fri", date(2026, 12, 4)),
        ("mon", date(2026, 11, 30)),
        ("in 2 weeks", date(2026, 12, 7)),
        ("in 10 days", date(2026, 12, 3)),
        ("end of month", date(2026, 11, 30)),
        ("eoy", date(2026, 12, 31)),
        ("next week", date(2026, 11, 30)),
        ("fri 10:00", date(2026, 11, 27)),
        ("9:00", date(2026, 11, 23)),
        ("7:00", date(2026, 11, 24)),  # over already at eight
        ("今天", TODAY),
        ("明天", date(2026, 11, 24)),
        ("周五", date(2026, 11, 27)),
        ("12月18日", date(2026, 12, 18)),
        ("月底", date(2026, 11, 30)),
        ("", None),
        ("   ", None),
        ("soon", None),
        ("maybe never", None),
        ("5", None),
        ("3/4/2026", None),  # nobody knows which of the two it is
        ("yesterday", None),
    ],
)
def test_a_day_is_read_in_words(text: str, day: date | None) -> None:
    assert day_of(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "said", "ok"),
    [
        ("", None, True),
        ("fri", "Fri 27 Nov", True),
        ("2026-12-18", "Fri 18 Dec", True),
        ("2027-03-01", "Mon 1 Mar 2027", True),
        ("今天", "Mon 23 Nov", True),
        ("soon", "not a day; write fri, 18 dec or 2026-12-18", False),
        ("2026-02-30", "not a day; write fri, 18 dec or 2026-12-18", False),
    ],
)
def test_the_field_says_what_it_understood(text: str, said: str | None, ok: bool) -> None:
    field = day_field("expected", "Expected", None, TODAY)
    reading = field.reading(text)
    if said is None:
        assert reading is None
    else:
        assert reading is not None
        assert (reading.text, reading.ok) == (said, ok)
    assert field.wrong(text) == ("" if ok else said)


def test_the_field_is_filled_with_the_day_that_is_known() -> None:
    assert day_field("expected", "Expected", date(2026, 12, 18), TODAY).value == "2026-12-18"
    assert day_field("expected", "Expected", None, TODAY).value == ""


def test_a_day_that_is_needed_may_not_be_empty() -> None:
    field = day_field("expected", "Expected", None, TODAY, required=True)
    assert field.wrong("") == "This is needed."
    assert field.wrong("fri") == ""


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_any_day_as_it_is_filled_in_is_read_as_itself(day: date) -> None:
    assert day_of(day_field("on", "On", day, TODAY).value, TODAY) == day


@given(st.integers(0, 400))
def test_so_many_days_from_now(days: int) -> None:
    if days >= 1:
        assert day_of(f"in {days} days", TODAY) == TODAY + timedelta(days)
        assert day_of(f"{days}天后", TODAY) == TODAY + timedelta(days)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_day_or_none(text: str) -> None:
    found = day_of(text, TODAY)
    assert found is None or isinstance(found, date)
    reading = day_field("on", "On", None, TODAY).reading(text)
    assert reading is None or "\n" not in reading.text


@pytest.mark.parametrize(
    ("text", "currency", "said", "ok"),
    [
        ("28k", "EUR", "€28,000.00", True),
        ("28000", "EUR", "€28,000.00", True),
        ("28000.50", "EUR", "€28,000.50", True),
        ("0", "EUR", "€0.00", True),
        ("12.5万", "EUR", "€125,000.00", True),
        ("lots", "EUR", "not an amount; write 28k or 28000.50", False),
        ("12..5", "EUR", "not an amount; write 28k or 28000.50", False),
        ("28k USD", "EUR", "this is in EUR", False),
        ("$28k", "EUR", "this is in EUR", False),
    ],
)
def test_an_amount_is_said_as_understood(text: str, currency: str, said: str, ok: bool) -> None:
    reading = amount_field("amount", "Amount", None, currency).reading(text)
    assert reading is not None
    assert reading.ok is ok
    assert said in reading.text


def test_the_amount_s_currency_stands_in_its_label() -> None:
    assert amount_field("amount", "Amount", None, "EUR").label == "Amount (EUR)"


def test_an_empty_amount_is_unknown_and_not_zero() -> None:
    assert minor_of("", "EUR") is None
    assert minor_of("  ", "EUR") is None
    assert minor_of("0", "EUR") == 0


@given(st.integers(0, 10**13), st.sampled_from(["EUR", "JPY", "KWD", "CNY"]))
def test_any_amount_as_it_is_filled_in_is_read_as_itself(minor: int, currency: str) -> None:
    field = amount_field("amount", "Amount", minor, currency)
    assert field.value == exact_text(minor, currency)
    assert minor_of(field.value, currency) == minor
    assert field.wrong(field.value) == ""


def test_the_fields_speak_chinese() -> None:
    language.use("zh")
    try:
        said = day_field("on", "日期", None, TODAY).reading("周五")
        assert said is not None
        assert "周五" in said.text
        wrong = day_field("on", "日期", None, TODAY).reading("soon")
        assert wrong is not None
        assert not wrong.ok
        assert "not a day" not in wrong.text
    finally:
        language.use("en")
