"""Who joined, and when they won projects of their own: read from the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select

from tuicrm.plain.periods import month_of, month_start
from tuicrm.plain.stats_counted import counted_quantile
from tuicrm.sales.analysis.expansion.hiring import Hired
from tuicrm.sales.analysis.expansion.months import Colleague
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.funnel.closed import standing
from tuicrm.sales.shares import PPM
from tuicrm.store.sql import seconds_between
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import project_periods, projects
from tuicrm.store.tables.trade import credits
from tuicrm.store.types import Moment

MOST = 3
DAYS_A_MONTH = 365.25 / 12
CYCLE_MONTHS = 24


@dataclass(frozen=True)
class OwnWins:
    """People who joined since records began, with their first wins; `taken_over` wins of a book do not count."""

    hired: tuple[Hired, ...]
    taken_over: int


def own_wins(frame: Frame, colleagues: Iterable[Colleague], first: int) -> OwnWins:
    """Give who joined from a month on (a month number), and their first three won projects of their own.

    One's own is a project that began on the day of joining or later, or that one held for more than half of its life;
    of a shared credit half or more. Everything else is a book that was taken over: somebody else's work.
    """
    people = [one for one in colleagues if one.is_joining_known and month_start(first) <= one.joined_on <= frame.today]
    over = None if frame.scope.as_of is None else frame.over
    won: tuple[Any, ...] = (
        credits.c.outcome == "won", *standing(over), credits.c.on <= frame.today, credits.c.share_ppm * 2 >= PPM,
        credits.c.month >= first, users.c.joined_on >= month_start(first), credits.c.on >= users.c.joined_on,
        projects.c.archived_at.is_(None),
    )  # fmt: skip
    source = credits.join(projects, projects.c.id == credits.c.project_id).join(users, users.c.id == credits.c.user_id)
    all_ = (
        select(credits.c.user_id, credits.c.on, credits.c.project_id, case((_is_own(), 1), else_=0).label("own"))
        .select_from(source)
        .where(*won)
        .subquery()
    )
    alike = all_.c.user_id, all_.c.own
    place = func.row_number().over(partition_by=alike, order_by=(all_.c.on, all_.c.project_id))
    ranked = select(
        *alike, all_.c.on, place.label("place"), func.count().over(partition_by=alike).label("of")
    ).subquery()
    rows = frame.session.all(
        select(ranked.c.user_id, ranked.c.own, ranked.c.on, ranked.c.place, ranked.c.of)
        .where(ranked.c.place <= MOST)
        .order_by(ranked.c.user_id, ranked.c.place)
    )
    days: dict[int, list[date]] = {}
    for user_id, _own, on, _place, _of in (row for row in rows if row.own):
        days.setdefault(user_id, []).append(on)
    mine = {one.id for one in people}
    hired = tuple(Hired(one.id, one.joined_on, one.left_on, tuple(days.get(one.id, ()))) for one in people)
    return OwnWins(hired, sum(row.of for row in rows if not row.own and row.place == 1 and row.user_id in mine))


def _is_own() -> ColumnElement[bool]:
    period = project_periods.c
    end = func.coalesce(period.to_at, projects.c.closed_at)
    until = case((end > projects.c.closed_at, projects.c.closed_at), else_=end)
    held = (
        select(func.sum(seconds_between(period.from_at, until)))
        .where(period.project_id == projects.c.id, period.owner_id == credits.c.user_id)
        .where(period.from_at < projects.c.closed_at)
        .correlate(projects, credits)
        .scalar_subquery()
    )
    life = seconds_between(projects.c.created_at, projects.c.closed_at)
    return or_(
        projects.c.created_on >= users.c.joined_on,
        and_(projects.c.closed_at.is_not(None), func.coalesce(held, 0) * 2 > life),
    )


def cycle_months(frame: Frame) -> float:
    """Give the median time from beginning to won of the last two years, in months; 0 where nothing was won."""
    last = month_of(frame.today)
    rows = frame.session.all(
        select(projects.c.cycle_days, func.count())
        .where(projects.c.state == "won", projects.c.closed_month.between(last - CYCLE_MONTHS, last))
        .where(projects.c.closed_at < literal(frame.over, Moment()), projects.c.archived_at.is_(None))
        .where(projects.c.cycle_days.is_not(None))
        .group_by(projects.c.cycle_days)
    )
    found = counted_quantile([(float(days), float(count)) for days, count in rows], 0.5)
    return (found or 0.0) / DAYS_A_MONTH
