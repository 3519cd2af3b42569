"""Which phase the company is in: founding, expanding, level or shrinking, by heads, revenue and profit."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import func, select

from tuicrm.plain.periods import month_of
from tuicrm.sales.analysis.selling import between
from tuicrm.sales.analysis.team.years import Years
from tuicrm.store.session import Session
from tuicrm.store.tables.trade import purchases

Name = Literal["founding", "expanding", "level", "shrinking"]
MOVES = 0.10
"""A figure that changed by less stands still."""
WHOLE_YEAR = 9
"""Months of the year before that must have been recorded; with fewer there is nothing to compare with."""


@dataclass(frozen=True)
class Year:
    """Four quarters: average heads that sell, revenue and profit in minor units, and how many months are on record."""

    heads: float
    revenue_minor: int
    profit_minor: int
    months: int = 12


@dataclass(frozen=True)
class Phase:
    """The phase, with the parts that it is made of."""

    name: Name
    before: Year
    now: Year


def phase(before: Year, now: Year) -> Phase:
    """Name the phase of two years: heads, revenue and profit each count one up or down when they moved by a tenth.

    Two more up than down is expanding, two more down is shrinking, the rest is level; without a year before it is
    founding.
    """
    if before.months < WHOLE_YEAR or before.heads <= 0 or before.revenue_minor <= 0:
        return Phase("founding", before, now)
    balance = sum(
        moves(was, is_now)
        for was, is_now in (
            (before.heads, now.heads), (before.revenue_minor, now.revenue_minor),
            (before.profit_minor, now.profit_minor),
        )
    )  # fmt: skip
    name: Name = "expanding" if balance >= 2 else "shrinking" if balance <= -2 else "level"
    return Phase(name, before, now)


def moves(was: float, now: float) -> int:
    """Say whether a figure rose, fell, or stands; what was nought or a loss is measured by its own size."""
    step = (now - was) / abs(was) if was else float(now > 0) - float(now < 0)
    return (step >= MOVES) - (step <= -MOVES)


def phase_of(session: Session, years: Years) -> Phase:
    """Name the phase of the twelve months up to a day, against the same months a year before."""
    begun = session.value(select(func.min(purchases.c.month)).where(purchases.c.archived_at.is_(None)))
    return phase(
        _year(session, years.before, years.months_before, begun), _year(session, years.now, years.months_now, begun)
    )


def _year(session: Session, days: tuple[date, date], months: dict[int, float], begun: int | None) -> Year:
    first, last = days
    of = purchases.c
    row = session.first(
        select(func.sum(of.home_minor), func.sum(of.home_minor - of.home_cost_minor)).where(*between(first, last))
    )
    length = month_of(last) - month_of(first) + 1
    recorded = 0 if begun is None else max(0, month_of(last) - max(begun, month_of(first)) + 1)
    return Year(sum(months.values()) / length, int(row[0] or 0), int(row[1] or 0), recorded)
