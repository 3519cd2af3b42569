"""What is kept in the home currency is converted anew when a rate is entered, corrected or taken away."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, func, select

from tuicrm.plain.money import LARGEST
from tuicrm.plain.periods import zone_of
from tuicrm.sales.currency import converted
from tuicrm.sales.home import Home
from tuicrm.store import change, periods
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import purchases, rates


@dataclass(frozen=True)
class Span:
    """The days that rates decide: from the first one to the day before `until`; None has no end."""

    first: date
    until: date | None

    def of(self, day: ColumnElement[date]) -> list[ColumnElement[bool]]:
        """The conditions of a day that lies in it."""
        return [day >= self.first] if self.until is None else [day >= self.first, day < self.until]

    def holds(self, day: date) -> bool:
        """Say whether a day lies in it."""
        return self.first <= day and (self.until is None or day < self.until)


class Rates:
    """The rates of one currency by their days, as they are now."""

    def __init__(self, session: Session, house: Home, currency: str) -> None:
        known = session.all(select(rates.c.on, rates.c.home_nano).where(rates.c.currency == currency))
        by_day = sorted((row.on, row.home_nano) for row in known)
        self.days, self.nanos = [on for on, _nano in by_day], [nano for _on, nano in by_day]
        self.currency, self.house = currency, house

    def span(self, days: Iterable[date]) -> Span:
        """The days that are decided anew when rates of these days change."""
        first, last = min(given := list(days)), max(given)
        after = bisect_right(self.days, last)
        return Span(first, self.days[after] if after < len(self.days) else None)

    def worth(self, minor: int | None, on: date) -> int | None:
        """What `currency.at_home` gives for this day.

        Raises:
            Refused: `rate_high`, where the amount would be larger than can be kept.
        """
        place = bisect_right(self.days, on)
        if minor is None or not place:
            return None
        amount = converted(minor, self.currency, self.nanos[place - 1], self.house.currency)
        if abs(amount) > LARGEST:
            raise Refused("rate_high", currency=self.currency)
        return amount


def convert(session: Session, known: Rates, days: Iterable[date]) -> tuple[int, int]:
    """Convert all that rates of these days decide; gives how many purchases and projects are worth something else.

    A purchase counts on its day, a closed project on the day it was closed, an open one today.
    """
    span = known.span(days)
    today = known.house.day(session.now)
    counts = _projects(session, known, span, today), _purchases(session, known, span)
    value_periods(session, known, span)
    return counts[1], counts[0]


def _purchases(session: Session, known: Rates, span: Span) -> int:
    bought = purchases.c
    columns = bought.id, bought.amount_minor, bought.cost_minor, bought.bought_on, bought.archived_at
    mine = bought.currency == known.currency, *span.of(bought.bought_on)
    count = 0
    for row in session.all(select(*columns).where(*mine).order_by(bought.id)):
        worth = known.worth(row.amount_minor, row.bought_on), known.worth(row.cost_minor, row.bought_on)
        is_new = change.update(session, purchases, row.id, home_minor=worth[0], home_cost_minor=worth[1])
        count += is_new and row.archived_at is None
    return count


def _projects(session: Session, known: Rates, span: Span, today: date) -> int:
    """A row's day: where a project is closed and nobody knows when, it is that of its beginning."""
    project = projects.c
    closed = func.coalesce(project.closed_on, project.created_on)
    count = 0
    for is_open in (True, False):
        if is_open and not span.holds(today):
            continue
        which = [project.state == "open"] if is_open else [project.state != "open", *span.of(closed)]
        columns = project.id, project.amount_minor, project.archived_at, closed.label("day")
        mine: list[Any] = [project.currency == known.currency, *which]
        for row in session.all(select(*columns).where(*mine).order_by(project.id)):
            worth = known.worth(row.amount_minor, today if is_open else row.day)
            is_new = change.update(session, projects, row.id, home_minor=worth)
            count += is_new and row.archived_at is None
    return count


def value_periods(session: Session, known: Rates, span: Span) -> None:
    """Let the past tell of projects what they were worth then, as if the rates had been known."""
    zone = zone_of(known.house.zone)

    def midnight(day: date) -> datetime:
        return datetime.combine(day, time(), zone).astimezone(UTC)

    periods.value_anew(
        session, known.currency, midnight(span.first), None if span.until is None else midnight(span.until),
        span.first, span.until,
        lambda minor, at: known.worth(minor, known.house.day(at)),
    )  # fmt: skip
