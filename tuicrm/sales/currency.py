"""Amounts in the home currency."""

from datetime import date

from sqlalchemy import select

from tuicrm.plain.currencies import digits
from tuicrm.sales.home import Home
from tuicrm.store.schema import metadata
from tuicrm.store.session import Session
from tuicrm.store.tables.trade import rates

NANO = 1_000_000_000


def at_home(session: Session, home: Home, minor: int | None, currency: str, on: date) -> int | None:
    """Convert minor units at the rate of the day, or the last one before it, rounding half away from zero.

    Returns:
        Minor units of the home currency; None where the amount or the rate is not known.
    """
    if minor is None or currency == home.currency:
        return minor
    known = select(rates.c.home_nano).where(rates.c.currency == currency, rates.c.on <= on)
    nano: int | None = session.value(known.order_by(rates.c.on.desc()).limit(1))
    if nano is None:
        return None
    return converted(minor, currency, nano, home.currency)


def has_money(session: Session) -> bool:
    """Say whether anything is in the database that is in a currency."""
    priced = (table for table in metadata().tables.values() if "currency" in table.c)
    return any(session.exists(select(one.c.id).where(one.c.currency.is_not(None))) for one in priced)


def converted(minor: int, currency: str, nano: int, into: str) -> int:
    """Give minor units of another currency at a rate in parts of a thousand million, rounding half away from zero."""
    up, down = 10 ** digits(into), 10 ** digits(currency) * NANO
    whole, rest = divmod(abs(minor) * nano * up, down)
    amount: int = whole + (2 * rest >= down)
    return amount if minor >= 0 else -amount
