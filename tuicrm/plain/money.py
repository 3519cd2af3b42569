"""Money: an exact integer of minor units with its currency, and the ways it is written in files.

The amounts of a file are read, never guessed: what could mean two things is refused with the reason.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Literal

from tuicrm.plain.clean import line, show
from tuicrm.plain.currencies import CODES, SHARED, WRITTEN, digits
from tuicrm.plain.language import _

LARGEST = 2**63 - 1
"""The largest amount in minor units: what the databases hold."""

_TIMES = {
    "k": 10**3, "thousand": 10**3, "tsd": 10**3, "千": 10**3, "千元": 10**3,
    "m": 10**6, "mn": 10**6, "mm": 10**6, "mio": 10**6, "mln": 10**6, "million": 10**6, "百万": 10**6,
    "b": 10**9, "bn": 10**9, "billion": 10**9, "十亿": 10**9,
    "w": 10**4, "万": 10**4, "萬": 10**4, "十万": 10**5, "千万": 10**7, "亿": 10**8, "億": 10**8,
}  # fmt: skip

_NUMBER = re.compile(r"[0-9](?:[0-9.,'’ ]*[0-9])?")
_GROUPED = {
    ".": re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:['’ ]\d{3})+|\d+)(?:\.(\d+))?"),
    ",": re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,3}(?:['’ ]\d{3})+|\d+)(?:,(\d+))?"),
}
_UNITED = re.compile(r"(\d+)[亿億](\d{1,4}(?:\.\d+)?)[万萬]", re.ASCII)  # 1亿2000万


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents, fen) of one currency."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if self.currency not in CODES:
            raise ValueError(_("{currency} is no currency").format(currency=show(self.currency)))
        if abs(self.minor) > LARGEST:
            raise ValueError(_("this amount is too large"))


def rounded(value: Decimal, currency: str) -> tuple[int, Decimal]:
    """Return minor units and what rounding left over (value = minor units + rest, in major units).

    A half is rounded away from zero.
    """
    if not value.is_finite() or value.adjusted() > 18:
        raise ValueError(_("this amount is too large"))
    with localcontext() as context:
        context.prec = 60
        context.Emin, context.Emax = -(10**6), 10**6
        shift = digits(currency)
        minor = value.scaleb(shift).to_integral_value(ROUND_HALF_UP)
        return int(minor), value - minor.scaleb(-shift)


def from_decimal(value: Decimal, currency: str) -> Money:
    """Return the money, a half minor unit rounded away from zero."""
    return Money(rounded(value, currency)[0], currency)


def exact_text(minor: int, currency: str) -> str:
    """Return the amount as scripts get it: "12000.00", "-0.05", "1200" for a currency without cents."""
    places = digits(currency)
    if not places:
        return str(minor)
    whole, rest = divmod(abs(minor), 10**places)
    return f"{'-' if minor < 0 else ''}{whole}.{rest:0{places}}"


def read_amount(text: str, default_currency: str, *, decimal: Literal[".", ","] | None = None) -> Money:
    """Return the money that the text writes: 12.5万元, ¥1,250,000.00, RMB 1,250, 28k, 1.234,56 EUR.

    Args:
        default_currency: where the text names none; and where its sign (¥, $, kr) is one of several.
        decimal: the decimal sign, where the file is known; then 1.234 is no longer ambiguous.
    Raises:
        ValueError: a sentence with the reason. A range, a word (面议), an amount that could be two.
    """
    return from_decimal(*read_exact(text, default_currency, decimal=decimal))


def read_exact(text: str, default_currency: str, *, decimal: Literal[".", ","] | None = None) -> tuple[Decimal, str]:
    """Return amount and currency as written, not yet rounded to minor units; else like `read_amount`."""
    plain = " ".join(unicodedata.normalize("NFKC", line(text)).replace("\u2212", "-").split()).casefold()
    negative, plain = _sign(plain)
    united = _UNITED.search(plain)
    number = united or _NUMBER.search(plain)
    if not number:
        raise _refused(text)
    before, after, times = plain[: number.start()].strip(), plain[number.end() :].strip(), 1
    if before.endswith("-") or after.startswith("-"):
        if negative:
            raise _refused(text)
        before, after, negative = before.removesuffix("-"), after.removeprefix("-"), True
    if not united:
        after, times = _times(after)
    currency = _currency(text, before.strip(), after.strip(), default_currency)
    if united:
        value = Decimal(united[1]) * 10**8 + Decimal(united[2]) * 10**4
    else:
        value = Decimal(_digits_of(number[0], currency, decimal, scaled=times > 1)) * times
    return (-value if negative else value), currency


def _sign(text: str) -> tuple[bool, str]:
    if text.startswith("(") and text.endswith(")"):  # an accountant's minus
        return True, text[1:-1].strip()
    if text[:1] in ("+", "-"):
        return text[0] == "-", text[1:].strip()
    return False, text


def _times(after: str) -> tuple[str, int]:
    for word in sorted(_TIMES, key=len, reverse=True):
        rest = after.removeprefix(word)
        if rest != after and not (word[-1].isascii() and rest[:1].isascii() and rest[:1].isalpha()):
            return rest, _TIMES[word]
    return after, 1


def _digits_of(number: str, currency: str, decimal: Literal[".", ","] | None, *, scaled: bool) -> str:
    """Return the number as Python writes it, or refuse it."""
    readings: dict[str, str] = {}
    for sign, pattern in _GROUPED.items():
        if decimal in (sign, None) and (match := pattern.fullmatch(number)):
            whole = re.sub(r"\D", "", match[1])
            readings[sign] = f"{whole}.{match[2]}" if match[2] else whole
    both = {Decimal(reading) for reading in readings.values()}
    if len(both) == 1:
        return next(iter(readings.values()))
    if not both:
        raise _refused(number)
    # One sign, three digits after it: 1,234 is grouped everywhere but for a handful of files, and those
    # are read with `decimal`; 1.234 is as likely the one as the other, unless something else says.
    if number.startswith("0"):
        return readings["." if "." in number else ","]
    if "," in number or scaled or digits(currency) > 2:
        return readings["."]
    raise ValueError(
        _("{number} could be {one} or {other}").format(number=number, one=readings["."], other=readings[","])
    )


def _currency(text: str, before: str, after: str, default: str) -> str:
    found = {_named(text, word, default) for word in (before, after) if word}
    if len(found) > 1:
        raise _refused(text)
    return found.pop() if found else default


def _named(text: str, word: str, default: str) -> str:
    if word.upper() in CODES:
        return word.upper()
    if named := WRITTEN.get(word.replace(" ", "")):
        return named
    if not (shared := SHARED.get(word)):
        raise _refused(text)
    if default in shared:
        return default
    if word == "$":
        return "USD"
    raise ValueError(
        _("{sign} could be {one} or {other}: write the code").format(sign=word, one=shared[0], other=shared[1])
    )


def _refused(text: str) -> ValueError:
    kept = line(text)
    if not kept:
        return ValueError(_("there is no amount"))
    return ValueError(_("“{text}” is not an amount").format(text=show(kept[:40])))
