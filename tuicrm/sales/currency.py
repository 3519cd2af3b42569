"""Amounts in the home currency."""

from datetime import date

from sqlalchemy import select

from tuicrm.plain.currencies import digits
from tuicrm.sales.home import Home
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
    nano = session.value(known.order_by(rates.c.on.desc()).limit(1))
    if nano is None:
        return None
    up, down = 10 ** digits(home.currency), 10 ** digits(currency) * NANO
    whole, rest = divmod(abs(minor) * nano * up, down)
    converted: int = whole + (2 * rest >= down)
    return converted if minor >= 0 else -converted
