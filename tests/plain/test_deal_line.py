"""One line about a new chance: name, pieces, amount and day; what is none of these stays the name."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.plain.deal_line import DealLine, read_deal

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday
DEC = date(2026, 12, 18)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("PX-200 x 2 28k close 18 dec", DealLine("PX-200", 2, 28_000_00, "EUR", DEC)),
        ("2x PX-200 EUR 28,000 by friday", DealLine("PX-200", 2, 28_000_00, "EUR", date(2026, 11, 27))),
        ("28k PX-200 ×3", DealLine("PX-200", 3, 28_000_00, "EUR")),
        ("PX-200", DealLine("PX-200")),
        ("PX-200 28k", DealLine("PX-200", None, 28_000_00, "EUR")),
        ("Line 4", DealLine("Line 4")),
        ("Line 4, 12000", DealLine("Line 4", None, 12_000_00, "EUR")),
        ("Line 4 999", DealLine("Line 4 999")),
        ("Relaunch 2027", DealLine("Relaunch 2027")),
        ("Relaunch 2027 28k", DealLine("Relaunch 2027", None, 28_000_00, "EUR")),
        ("DN50 valves 1,250.00 EUR", DealLine("DN50 valves", None, 1_250_00, "EUR")),
        ("Web shop 28 k", DealLine("Web shop", None, 28_000_00, "EUR")),
        ("PX-200 $9k", DealLine("PX-200", None, 9_000_00, "USD")),
        ("28k", DealLine("", None, 28_000_00, "EUR")),
        ("close 18 dec", DealLine("", None, None, None, DEC)),
        ("Closet doors 18 dec", DealLine("Closet doors", None, None, None, DEC)),
        ("PX 300 x 0", DealLine("PX 300 x 0")),
        ("-5k discount", DealLine("-5k discount")),
        ("设备改造 3台 12.5万 预计 12月18日", DealLine("设备改造", 3, 125_000_00, "EUR", DEC)),
        ("年度框架，120万，成交：下周五", DealLine("年度框架", None, 1_200_000_00, "EUR", date(2026, 12, 4))),
        ("年度框架 120万 成交 下周五", DealLine("年度框架", None, 1_200_000_00, "EUR", date(2026, 12, 4))),
        ("", DealLine("")),
        ("  \t ", DealLine("")),
    ],
)
def test_a_line_is_read(text: str, read: DealLine) -> None:
    assert read_deal(text, "EUR", NOW) == read


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [("PX-200", False), ("Line 4", False), ("", False), ("PX x 2", True), ("PX 28k", True), ("PX by friday", True)],
)
def test_it_is_all_there_is_to_say_when_it_says_more_than_a_name(text: str, is_whole: bool) -> None:
    assert read_deal(text, "EUR", NOW).is_whole is is_whole


WORDS = st.lists(
    st.sampled_from(["PX-200", "line", "4", "x", "2", "28k", "EUR", "close", "18", "dec", "friday", "泵", "3台", "0"]),
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(WORDS)
def test_nothing_typed_is_lost_or_made_up(words: list[str]) -> None:
    text = " ".join(words)
    read = read_deal(text, "EUR", NOW)
    assert all(word in text.split() for word in read.name.split())
    assert read.pieces is None or 0 < read.pieces < 100_000
    assert (read.amount_minor is None) == (read.currency is None)
    if not read.is_whole:
        assert read.name.split() == text.split()
