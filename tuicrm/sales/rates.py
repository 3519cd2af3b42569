"""Rates of exchange: what one unit of a currency is worth at home from a day on, to the day of the next rate."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Table, func, select

from tuicrm.plain.clean import line
from tuicrm.plain.currencies import CODES, code_of
from tuicrm.plain.language import N_
from tuicrm.plain.money import LARGEST
from tuicrm.plain.periods import read_date
from tuicrm.sales.converting import Rates, convert, value_periods
from tuicrm.sales.currency import NANO
from tuicrm.sales.home import Home, home
from tuicrm.sales.rules import rule
from tuicrm.sales.wording import add_operations, add_sentences
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.system import changes
from tuicrm.store.tables.trade import purchases, rates

add_sentences(
    {
        "rate_currency": N_("{given} is no currency. Write its code of three letters, as USD."),
        "rate_home": N_("{currency} is the currency of home: it needs no rate."),
        "rate_number": N_("{given} is no rate. Write what one {currency} is worth in {home}, as 7.1032."),
        "rate_high": N_("At this rate of {currency} an amount would be too large to be kept. Check the rate."),
        "rate_day": N_("{given} is no day. Write it as 2026-12-18."),
        "rate_unknown": N_("There is no rate of {currency} from {on} on. See `tuicrm rate list`."),
    }
)
add_operations(
    {
        "rate.set": N_("rate of a currency"),
        "rate.take_in": N_("rates of currencies"),
        "rate.drop": N_("removal of a rate"),
    }
)
CHECKED = ("rate_currency", "rate_home", "rate_number", "rate_high", "rate_day")
_NUMBER = re.compile(r"\d+(\.\d*)?|\.\d+", re.ASCII)


@dataclass(frozen=True)
class RateRow:
    """A rate in a list: one unit of `currency` is worth `rate` of `home` from `on` to the next rate's day."""

    id: int
    currency: str
    on: date
    rate: str
    home: str


@dataclass(frozen=True)
class Given:
    """A rate as somebody wrote it; without a day it is from today on."""

    currency: str
    rate: str
    on: str = ""


@dataclass(frozen=True)
class Wrong:
    """A given rate that did not come in: its place among all, and the code and facts of the refusal."""

    place: int
    code: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Entered:
    """What came of it: the rates that stand now, and how many purchases and projects were converted."""

    rates: tuple[RateRow, ...]
    purchases: int
    projects: int
    wrong: tuple[Wrong, ...] = ()


@dataclass(frozen=True)
class Missing:
    """A currency with amounts that are worth nothing at home, for want of a rate on their day; `since`: the first."""

    currency: str
    purchases: int
    projects: int
    since: date


@rule("rate.set", right="manage", writes=True, refuses=CHECKED)
def set_rate(session: Session, actor: Actor, given: Given, *, now: datetime) -> Entered:
    """Say what one unit of a currency is worth from a day on; what lies in those days is converted anew.

    Raises:
        Refused: `rate_currency`, `rate_home`, `rate_number`, `rate_high`, `rate_day`.
    """
    house = home(session)
    return _enter(session, house, [_read(house, given, now)])


@rule("rate.take_in", right="manage", writes=True, refuses=CHECKED)
def take_in(session: Session, actor: Actor, given: Sequence[Given], *, now: datetime) -> Entered:
    """Take in a table of rates: what is wrong in it is left out and named, the rest is entered at once."""
    house = home(session)
    read, wrong = [], []
    for place, one in enumerate(given):
        try:
            read.append(_read(house, one, now))
        except Refused as error:
            wrong.append(Wrong(place, error.code, error.facts))
    return _enter(session, house, read, tuple(wrong))


@rule("rate.drop", right="manage", writes=True, refuses=("rate_currency", "rate_home", "rate_unknown", "rate_high"))
def drop(session: Session, actor: Actor, currency: str, on: date, *, now: datetime) -> Entered:
    """Take a rate away: its days go back to the rate before it, or have none.

    Raises:
        Refused: `rate_currency`, `rate_home`, `rate_unknown`.
    """
    house = home(session)
    code = _code(house, currency)
    row = session.first(select(rates).where(rates.c.currency == code, rates.c.on == on))
    if row is None:
        raise Refused("rate_unknown", currency=code, on=on)
    change.take_out(session, rates, row.id)
    bought, open_or_closed = convert(session, Rates(session, house, code), [on])
    session.can_be_undone_by("rate.restore", session.operation)
    return Entered((_row(row, house),), bought, open_or_closed)


@rule("rate.restore", right="manage", writes=True)
def restore(session: Session, actor: Actor, operation: UUID, *, now: datetime) -> int:
    """Put rates back as they were before an operation, and all that it converted; gives how many records."""
    house, days = home(session), dict[str, list[date]]()
    told = select(changes.c.record_kind, changes.c.record_id, changes.c.what, changes.c.facts)
    lines = session.all(told.where(changes.c.operation_key == operation).order_by(changes.c.id.desc()))
    for one in lines:
        if one.record_kind == "rate":
            currency, on = _put_back(session, one)
            days.setdefault(currency, []).append(on)
    for table in (projects, purchases):  # a rule holds projects before what belongs to them
        _as_before(session, table, [one for one in lines if one.record_kind == table.name])
    for currency, touched in days.items():
        known = Rates(session, house, currency)
        value_periods(session, known, known.span(touched))
    return len(lines)


@rule("rate.list", right="read")
def listing(session: Session, actor: Actor, currency: str = "", *, now: datetime) -> tuple[RateRow, ...]:
    """List rates, the newest first: all, or those of one currency.

    Raises:
        Refused: `rate_currency`, `rate_home`.
    """
    house = home(session)
    mine = [rates.c.currency == _code(house, currency)] if currency else []
    rows = session.all(select(rates).where(*mine).order_by(rates.c.on.desc(), rates.c.currency, rates.c.id))
    return tuple(_row(row, house) for row in rows)


@rule("rate.missing", right="report")
def missing(session: Session, actor: Actor, *, now: datetime) -> tuple[Missing, ...]:
    """Name the currencies in use that lack a rate, with how many records and since when."""
    at_home = home(session).currency
    found: dict[str, list[Any]] = {}
    closed = func.coalesce(projects.c.closed_on, projects.c.created_on)
    for place, (table, day) in enumerate(((purchases, purchases.c.bought_on), (projects, closed))):
        lacks = [table.c.amount_minor.is_not(None), table.c.home_minor.is_(None), table.c.archived_at.is_(None)]
        counted = select(table.c.currency, func.count(), func.min(day)).where(table.c.currency != at_home, *lacks)
        for currency, count, since in session.all(counted.group_by(table.c.currency)):
            known = found.setdefault(currency, [0, 0, since])
            known[place], known[2] = count, min(known[2], since)
    return tuple(Missing(currency, *found[currency]) for currency in sorted(found))


def read_rate(text: str) -> int | None:
    """Read a positive number as parts of a thousand million, a half of one rounded up; None where it is none."""
    plain = unicodedata.normalize("NFKC", line(text)).strip()
    if not _NUMBER.fullmatch(plain) or len(plain) > 60:
        return None
    nano = int((Decimal(plain) * NANO).to_integral_value(ROUND_HALF_UP))
    return nano if 0 < nano <= LARGEST else None


def rate_text(nano: int) -> str:
    """Write a rate as it is typed: 7.1032."""
    whole, rest = divmod(nano, NANO)
    return f"{whole}.{rest:09}".rstrip("0").rstrip(".")


def _code(house: Home, text: str) -> str:
    plain = unicodedata.normalize("NFKC", line(text)).strip()
    code = code_of(plain)
    if code not in CODES:
        raise Refused("rate_currency", given=plain[:40] or "“”")
    if code == house.currency:
        raise Refused("rate_home", currency=code)
    return code


def _read(house: Home, given: Given, now: datetime) -> tuple[str, date, int]:
    code = _code(house, given.currency)
    nano = read_rate(given.rate)
    if nano is None:
        raise Refused("rate_number", given=line(given.rate)[:40] or "“”", currency=code, home=house.currency)
    try:
        on = read_date(given.on) if given.on.strip() else house.day(now)
    except ValueError:
        raise Refused("rate_day", given=line(given.on)[:40]) from None
    return code, on, nano


def _enter(
    session: Session, house: Home, read: Iterable[tuple[str, date, int]], wrong: tuple[Wrong, ...] = ()
) -> Entered:
    """Write rates, of two for one day the later one, and convert the days that they decide."""
    wanted = {(code, on): nano for code, on, nano in read}
    days: dict[str, list[date]] = {}
    for (code, on), nano in sorted(wanted.items()):
        days.setdefault(code, []).append(on)
        kept = session.value(select(rates.c.id).where(rates.c.currency == code, rates.c.on == on))
        if kept is None:
            change.insert(session, rates, currency=code, on=on, home_nano=nano)
        else:
            change.update(session, rates, kept, home_nano=nano)
    counts = [convert(session, Rates(session, house, code), touched) for code, touched in days.items()]
    if wanted:
        session.can_be_undone_by("rate.restore", session.operation)
    rows = [row for code in days for row in session.all(select(rates).where(rates.c.currency == code))]
    entered = sorted((_row(row, house) for row in rows if (row.currency, row.on) in wanted), key=_order)
    return Entered(tuple(entered), sum(one for one, _ in counts), sum(one for _, one in counts), wrong)


def _order(row: RateRow) -> tuple[str, date]:
    return row.currency, row.on


def _row(row: Any, house: Home) -> RateRow:
    return RateRow(row.id, row.currency, row.on, rate_text(row.home_nano), house.currency)


def _put_back(session: Session, told: Any) -> tuple[str, date]:
    """Bring one rate to where it was before a line of the trail; gives its currency and day."""
    if told.what == "delete":
        was = {name: pair[0] for name, pair in told.facts.items()}
        was["on"] = date.fromisoformat(was["on"])
        change.insert(session, rates, **was)
        return was["currency"], was["on"]
    row = session.get(rates, told.record_id)
    if told.what == "insert":
        change.take_out(session, rates, row.id)
    else:
        change.update(session, rates, row.id, home_nano=told.facts["home_nano"][0])
    return row.currency, row.on


def _as_before(session: Session, table: Table, lines: Sequence[Any]) -> None:
    for one in sorted(lines, key=lambda told: int(told.record_id)):
        change.update(session, table, one.record_id, **{name: pair[0] for name, pair in one.facts.items()})
