"""Text of a cell -> value of a field, by the field's type; what cannot be read says why in a sentence."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from tuicrm.exchange.fields import Field
from tuicrm.exchange.headers import fold_text
from tuicrm.exchange.mapping import Source
from tuicrm.plain.clean import line, note, show
from tuicrm.plain.countries import country_code
from tuicrm.plain.language import _
from tuicrm.plain.money import Money, read_exact, rounded
from tuicrm.plain.periods import read_date
from tuicrm.sales.taking_over.arrivals import Reach

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:[,  ']\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_NUMBER_WITH_COMMA = re.compile(r"[+-]?(?:\d{1,3}(?:[.  ']\d{3})+|\d+)(?:,\d+)?", re.ASCII)
_MONTH = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(0?[1-9]|1[0-2])月?", re.ASCII)


@dataclass
class Reading:
    """How cells are read that do not say it themselves.

    Attributes:
        currency: of amounts without one.
        region, country: of phones without a country code; the country, where known, is that of the row's customer.
        decimal, order: the decimal sign, and whether day or month comes first.
        rounded: what rounding to minor units left over, by currency, in major units.
    """

    currency: str
    region: str
    decimal: Literal[".", ","] | None = None
    order: Literal["dmy", "mdy"] | None = None
    rounded: dict[str, Decimal] = field(default_factory=dict)
    country: str | None = None


def read_cell(field: Field, source: Source, text: str, currency: str, reading: Reading) -> Any:
    """Return the value of a filled cell.

    Raises:
        ValueError: a sentence with the reason.
    """
    match field.type:
        case "money":
            return _money(source, text, currency, reading)
        case "whole":
            return _whole(field, source, text, reading)
        case "number":
            return read_number(text, source.decimal or reading.decimal) * source.unit
        case "date":
            return read_date(text, order=source.order or reading.order)
        case "month":
            return _month(text, source.order or reading.order)
        case "phone":
            return _phones(text, reading)
        case "email":
            return _emails(text)
        case "choice":
            return _choice(field, text)
        case "note":
            return note(text)
    plain = line(text)
    if len(plain) > field.length:
        raise ValueError(_("it has more than {most} characters").format(most=field.length))
    return plain


def read_own(type_: str, source: Source, text: str, currency: str, reading: Reading) -> str | Decimal | date:
    """Return the value of an own field; money keeps its exact amount in major units.

    Raises:
        ValueError: a sentence with the reason.
    """
    if type_ == "money":
        return _within(read_exact(text, currency, decimal=source.decimal or reading.decimal)[0] * source.unit)
    if type_ == "number":
        return _within(read_number(text, source.decimal or reading.decimal) * source.unit)
    if type_ == "date":
        return read_date(text, order=source.order or reading.order)
    plain = line(text)
    if len(plain) > 1000:
        raise ValueError(_("it has more than {most} characters").format(most=1000))
    return plain


def read_number(text: str, decimal: str | None = None) -> Decimal:
    """Return a number as files write it: 1,234.5 or 12 %.

    Raises:
        ValueError: a sentence with the reason.
    """
    plain = unicodedata.normalize("NFKC", line(text)).replace("\u2212", "-").removesuffix("%").strip()
    pattern, point = (_NUMBER_WITH_COMMA, ",") if decimal == "," else (_NUMBER, ".")
    if not pattern.fullmatch(plain):
        raise ValueError(_("“{text}” is not a number").format(text=show(plain[:40])))
    whole, _point, rest = plain.partition(point)
    try:
        return Decimal(re.sub(r"[^\d+-]", "", whole) + (f".{rest}" if rest else ""))
    except InvalidOperation:
        raise ValueError(_("“{text}” is not a number").format(text=show(plain[:40]))) from None


def _within(value: Decimal) -> Decimal:
    if abs(value) >= 10**12:
        raise ValueError(_("this number is too large"))
    return value


def _money(source: Source, text: str, currency: str, reading: Reading) -> Money:
    value, found = read_exact(text, currency, decimal=source.decimal or reading.decimal)
    minor, rest = rounded(value * source.unit, found)
    if rest:
        reading.rounded[found] = reading.rounded.get(found, Decimal(0)) + rest
    return Money(minor, found)


def _month(text: str, order: Literal["dmy", "mdy"] | None) -> date:
    """Return the first day of a month that a file writes as 2026-11 or 2026年11月, or by any day of it."""
    plain = unicodedata.normalize("NFKC", line(text)).strip()
    if found := _MONTH.fullmatch(plain):
        return date(int(found[1]), int(found[2]), 1)
    return read_date(text, order=order).replace(day=1)


def _whole(field: Field, source: Source, text: str, reading: Reading) -> int:
    value = read_number(text, source.decimal or reading.decimal)
    if value != value.to_integral_value() or not 0 <= value <= field.most:
        raise ValueError(
            _("“{text}” is not a whole number up to {most}").format(text=show(line(text)[:40]), most=field.most)
        )
    return int(value)


def _phones(text: str, reading: Reading) -> tuple[Reach, ...]:
    from tuicrm.plain.phones import phone_keys

    keys = phone_keys(text, reading.region, country_code(reading.country))
    if not keys:
        raise ValueError(_("“{text}” is not a phone number").format(text=show(line(text)[:40])))
    written = line(text)[:200]
    return tuple(Reach("phone", written if len(keys) == 1 else key, key) for key in keys)


def _emails(text: str) -> tuple[Reach, ...]:
    from tuicrm.plain.emails import email_key

    parts = [part for part in re.split(r"[;,\s]+(?=[^<>]*@)", line(text)) if part]
    return tuple(Reach("email", part[:200], email_key(part)) for part in parts)


def _choice(field: Field, text: str) -> str:
    plain = fold_text(text).replace(" ", "_")
    if plain not in field.choices:
        raise ValueError(
            _("“{text}” is none of: {choices}").format(text=show(line(text)[:40]), choices=", ".join(field.choices))
        )
    return plain
