"""One line about a new chance: what of it is the name, the pieces, the amount and the day."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tuicrm.plain.deal_line import read_deal

NOW = datetime(2026, 11, 23, 18, 43, tzinfo=ZoneInfo("Europe/London"))
LINES = (
    ("", "", None, None, None, None),
    ("   ", "", None, None, None, None),
    ("PX-200", "PX-200", None, None, None, None),
    ("Line 4", "Line 4", None, None, None, None),
    ("line 4 28k", "line 4", None, 2800000, "EUR", None),
    ("line 4 28k eur", "line 4", None, 2800000, "EUR", None),
    ("line 4 EUR 28k", "line 4", None, 2800000, "EUR", None),
    ("line 4 €28k", "line 4", None, 2800000, "EUR", None),
    ("line 4 28000", "line 4", None, 2800000, "EUR", None),
    ("line 4 2026", "line 4 2026", None, None, None, None),
    ("line 4 1999", "line 4 1999", None, None, None, None),
    ("line 4 2000", "line 4 2000", None, None, None, None),
    ("line 4 999", "line 4 999", None, None, None, None),
    ("line 4 1000", "line 4", None, 100000, "EUR", None),
    ("PX x 2", "PX", 2, None, None, None),
    ("PX x2", "PX", 2, None, None, None),
    ("PX 2x", "PX", 2, None, None, None),
    ("PX ×2", "PX", 2, None, None, None),
    ("PX *2", "PX", 2, None, None, None),
    ("PX x 0", "PX x 0", None, None, None, None),
    ("PX x 100000", "PX x", None, 10000000, "EUR", None),
    ("PX x 99999", "PX", 99999, None, None, None),
    ("PX 2台", "PX", 2, None, None, None),
    ("PX 2 台", "PX", 2, None, None, None),
    ("泵 3套", "泵", 3, None, None, None),
    ("泵 3件 28万", "泵", 3, 28000000, "EUR", None),
    ("PX x 2 28k close 18 dec", "PX", 2, 2800000, "EUR", "2026-12-18"),
    ("PX x 2 28k by friday", "PX", 2, 2800000, "EUR", "2026-11-27"),
    ("PX close 18 dec", "PX", None, None, None, "2026-12-18"),
    ("PX closing 18 dec", "PX", None, None, None, "2026-12-18"),
    ("PX expected friday", "PX", None, None, None, "2026-11-27"),
    ("PX due tomorrow", "PX", None, None, None, "2026-11-24"),
    ("PX until 31 dec", "PX until 31 dec", None, None, None, None),
    ("PX on friday", "PX", None, None, None, "2026-11-27"),
    ("PX friday", "PX", None, None, None, "2026-11-27"),
    ("PX 预计成交 12月18日", "PX", None, None, None, "2026-12-18"),
    ("PX 12月18日", "PX", None, None, None, "2026-12-18"),
    ("PX 下周五", "PX", None, None, None, "2026-12-04"),
    ("PX 28万 3台 12月18日", "PX", 3, 28000000, "EUR", "2026-12-18"),
    ("dec 3台", "dec", 3, None, None, None),
    ("3台 dec", "dec", 3, None, None, None),
    ("x 2", "", 2, None, None, None),
    ("28k", "", None, 2800000, "EUR", None),
    ("friday", "", None, None, None, "2026-11-27"),
    ("28k friday", "", None, 2800000, "EUR", "2026-11-27"),
    ("28k 30k", "28k", None, 3000000, "EUR", None),
    ("PX -28k", "PX -28k", None, None, None, None),
    ("PX (28k)", "PX (28k)", None, None, None, None),
    ("PX 28k usd", "PX", None, 2800000, "USD", None),
    ("PX 28k jpy", "PX", None, 28000, "JPY", None),
    ("PX 28.5k", "PX", None, 2850000, "EUR", None),
    ("PX 1.2m", "PX", None, 120000000, "EUR", None),
    ("PX 1,200", "PX", None, 120000, "EUR", None),
    ("PX 1.200", "PX 1.200", None, None, None, None),
    ("PX 12,5", "PX 12,5", None, None, None, None),
    ("PX 0", "PX 0", None, None, None, None),
    ("PX 0k", "PX 0k", None, None, None, None),
    ("PX x", "PX x", None, None, None, None),
    ("PX xx2", "PX xx2", None, None, None, None),
    ("X2", "", 2, None, None, None),
    ("X 2", "", 2, None, None, None),
    ("X-2", "X-2", None, None, None, None),
    ("2x4 timber", "2x4 timber", None, None, None, None),
    ("2x4 timber 5k", "2x4 timber", None, 500000, "EUR", None),
    ("4x4 pickup", "4x4 pickup", None, None, None, None),
    ("50% off", "50% off", None, None, None, None),
    ("Q4 deal", "Q4 deal", None, None, None, None),
    ("Q4 2026", "Q4 2026", None, None, None, None),
    ("plan 2027", "plan 2027", None, None, None, None),
    ("March campaign", "March campaign", None, None, None, None),
    ("May", "May", None, None, None, None),
    ("may 5", "", None, None, None, "2027-05-05"),
    ("PX, 28k, friday", "PX", None, 2800000, "EUR", "2026-11-27"),
    ("PX; 28k", "PX", None, 2800000, "EUR", None),
    ("PX，28k，周五", "PX", None, 2800000, "EUR", "2026-11-27"),
    ("PX\u300028k", "PX", None, 2800000, "EUR", None),
    ("ＰＸ ２８ｋ", "ＰＸ", None, 2800000, "EUR", None),
    ("PX 28k 28k", "PX 28k", None, 2800000, "EUR", None),
    ("PX 1 2 3", "PX 1 2 3", None, None, None, None),
    ("PX 1e5", "PX 1e5", None, None, None, None),
    ("PX 99999999999999999", "PX 99999999999999999", None, None, None, None),
    ("\x1b[31mPX 5k", "[31mPX", None, 500000, "EUR", None),
    ("PX\x00 5k", "PX", None, 500000, "EUR", None),
    (
        "a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a 5k",
        "a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a",
        None,
        500000,
        "EUR",
        None,
    ),
    ("PX 28k today", "PX", None, 2800000, "EUR", "2026-11-23"),
    ("PX today 9:00 28k", "PX", None, 2800000, "EUR", "2026-11-23"),
    ("PX 28k USD", "PX", None, 2800000, "USD", None),
    ("PX 28k all", "PX all", None, 2800000, "EUR", None),
    ("try 5k", "try", None, 500000, "EUR", None),
    ("PX 5k chf friday", "PX", None, 500000, "CHF", "2026-11-27"),
    ("28k eur PX", "PX", None, 2800000, "EUR", None),
    ("PX, 5k usd, 18 dec", "PX", None, 500000, "USD", "2026-12-18"),
)
"""text -> name, pieces, minor units, currency, day."""


def read(text: str) -> tuple[Any, ...]:
    found = read_deal(text, "EUR", NOW)
    day = found.expected_on and found.expected_on.isoformat()
    return text, found.name, found.pieces, found.amount_minor, found.currency, day


def test_every_line() -> None:
    assert [(row, read(row[0])) for row in LINES if read(row[0]) != row] == []


def test_the_name_of_a_line_reads_as_that_name() -> None:
    """But where the rest of a line is again a day, pieces or an amount."""
    again = {row[1]: read(row[1])[1] for row in LINES if read(row[1])[2:] == (None, None, None, None)}
    assert [name for name, found in again.items() if found != name] == []


def test_an_amount_has_its_currency_and_no_control_sign_is_left() -> None:
    for text, name, pieces, minor, currency, _day in LINES:
        assert (minor is None) == (currency is None), text
        assert pieces is None or 0 < pieces < 100_000
        assert not set(name) & set("\x1b\x00")
