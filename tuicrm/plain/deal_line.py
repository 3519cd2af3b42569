"""One typed line about a new chance: `PX-200 x 2 28k close 18 dec` is a name, pieces, an amount and a day."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from tuicrm.plain.clean import line
from tuicrm.plain.money import read_amount
from tuicrm.plain.when import read_when

_PIECES = re.compile(
    r"(?:^|\s)[x×*]\s?(\d{1,5})(?=\s|$)|(?:^|\s)(\d{1,5})[x×*](?=\s|$)|(?:^|\s)(\d{1,5})\s?[台套件个批](?=\s|$)", re.I
)
_CUE = r"(?:closes?|closing|expected|due|by|until|预计成交|预计签约|预计|成交|签约|截止)"
_CUE_BEFORE = re.compile(rf"(?:^|[\s,，]){_CUE}\s*[:：]?\s*(?:on\s+)?$", re.I)
_BARE = re.compile(r"\d[\d,]*")
_TYPED_SMALL = frozenset(
    ("eur", "usd", "gbp", "cny", "rmb", "jpy", "chf", "hkd", "sgd", "twd", "krw", "inr", "aud", "cad", "sek", "nok",
     "dkk", "pln", "czk")
)  # fmt: skip
"""Codes that are no word in small letters: `28k usd` are dollars, but `all` and `try` are no lek and no lira."""
_YEARS = range(1900, 2101)
_LEAST = 1000
"""A bare number below this is part of a name, as in `Line 4`."""


@dataclass(frozen=True)
class DealLine:
    """What a line says; `currency` only where there is an amount."""

    name: str
    pieces: int | None = None
    amount_minor: int | None = None
    currency: str | None = None
    expected_on: date | None = None

    @property
    def is_whole(self) -> bool:
        """Say whether it says more than a name."""
        return self.amount_minor is not None or self.expected_on is not None or self.pieces is not None


def read_deal(text: str, currency: str, now: datetime) -> DealLine:
    """Read a line; what is no day, no pieces and no amount is the name.

    Args:
        currency: where the line names none.
        now: aware, in the zone of whoever writes.
    """
    rest, pieces = _without_pieces(line(text).replace("，", " ").replace("；", " "))  # `3台` is no 3 December
    rest, on = _without_day(rest, now)
    rest, minor, of = _without_amount(rest, currency)
    return DealLine(" ".join(rest.split()).strip(" ,，;；"), pieces, minor, of, on)


def _without_day(text: str, now: datetime) -> tuple[str, date | None]:
    found = read_when(text, now)
    if found is None:
        return text, None
    begin, end = found.span
    if text[end : end + 1] in tuple("台套件个批"):
        return text, None  # `dec 3台` names three pieces, no third of December
    before, after = text[:begin], text[end:]
    on = found.start.date() if isinstance(found.start, datetime) else found.start
    return f"{_CUE_BEFORE.sub('', before)} {after}", on


def _without_pieces(text: str) -> tuple[str, int | None]:
    found = _PIECES.search(text)
    if found is None:
        return text, None
    number = int(next(group for group in found.groups() if group))
    return (f"{text[: found.start()]} {text[found.end() :]}", number) if number else (text, None)


def _without_amount(text: str, currency: str) -> tuple[str, int | None, str | None]:
    """Take the last word that is an amount, with its currency beside it, if there is one."""
    words = [word.rstrip(",;") for word in text.split()]
    for place in reversed(range(len(words))):
        for size in (3, 2, 1):  # `EUR 28 k`, `28,000 EUR`, `28k`
            part = words[max(0, place - size + 1) : place + 1]
            if len(part) < size or (size > 1 and not _names_money(part)):
                continue
            money = _money(" ".join(part), currency)
            if money is not None:
                return " ".join((*words[: place - size + 1], *words[place + 1 :])), *money
    return text, None, None


def _names_money(words: list[str]) -> bool:
    """Say whether words are a number and what stands for money beside it, and nothing of a name."""
    signs = [word for word in words if not any(sign.isdigit() for sign in word)]
    return len(signs) == len(words) - 1 and all(
        re.fullmatch(r"[A-Z]{3}|[€$£¥￥]|k|m|万|亿|元|万元", one) or one in _TYPED_SMALL for one in signs
    )


def _money(text: str, currency: str) -> tuple[int, str] | None:
    if _BARE.fullmatch(text):
        number = int(text.replace(",", ""))
        if number < _LEAST or (number in _YEARS and "," not in text):
            return None
    elif not re.match(r"[-+]?[^\W\d_]{0,3}\s?[€$£¥￥]?\s?\d", text):
        return None
    try:
        money = read_amount(text, currency)
    except (ValueError, ArithmeticError):
        return None
    return (money.minor, money.currency) if money.minor > 0 else None
