"""Rates of exchange that a mapping file brings along: what other currencies are worth at home, from which day."""

from datetime import date
from decimal import Decimal, InvalidOperation

from tuicrm.exchange.mapping import Mapping, MappingError, Mistake
from tuicrm.exchange.mapping_part import Part
from tuicrm.plain.currencies import CODES
from tuicrm.plain.language import _
from tuicrm.plain.periods import parse_day
from tuicrm.sales import rates
from tuicrm.sales.wording import words
from tuicrm.store.database import Desk
from tuicrm.store.errors import Refused


def rates_of(top: Part) -> tuple[rates.Given, ...]:
    """Read the sections [[rate]]: currency, on, rate."""
    found = []
    for part in top.parts("rate"):
        code = part.text("currency", required=True) or ""
        if code and code not in CODES:
            part.wrong("currency", _("“{code}” is no currency. Write its code, such as USD or CNY").format(code=code))
        found.append(rates.Given(code, _rate(part), _day(part)))
        part.rest()
    return tuple(found)


def enter_rates(desk: Desk, mapping: Mapping) -> None:
    """Enter the rates of a mapping; the same again changes nothing.

    Raises:
        MappingError: with each that is refused, such as one of the home currency.
    """
    if not mapping.rates:
        return
    wrong = desk.write(rates.take_in, mapping.rates).wrong
    if wrong:
        said = [Mistake(f"rate[{one.place + 1}]", words(Refused(one.code, **one.facts))) for one in wrong]
        raise MappingError(mapping.label, said)


def _rate(part: Part) -> str:
    said = str(part.get("rate", (int, float, str), ""))
    try:
        is_one = 0 < Decimal(said) < 10**12
    except InvalidOperation:
        is_one = False
    if not is_one:
        part.wrong("rate", _("write what one unit is worth at home: rate = 7.1032"))
    return said


def _day(part: Part) -> str:
    said = part.get("on", (date, str), "")
    if isinstance(said, date):
        return said.isoformat()[:10]
    try:
        return parse_day(said).isoformat()
    except ValueError:
        part.wrong("on", _("write the day from which it counts: on = 2026-11-01"))
    return ""
