"""The table that all figures of expansion rest on: each person's months, with what they brought.

One row for each person and calendar month in which they were there to sell or were credited with a purchase.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, select

from tuicrm.plain.periods import month_of, month_start
from tuicrm.plain.rounding import keeping_sum
from tuicrm.sales.analysis.person_months import spells
from tuicrm.sales.funnel.closed import standing
from tuicrm.sales.shares import PPM, shared
from tuicrm.store.session import Session
from tuicrm.store.tables.people import memberships, users
from tuicrm.store.tables.trade import credits, purchases

PARTS = 377_580
"""A month in parts that days of months of 28, 29, 30 and 31 days are whole numbers of; so sums stay exact."""


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """What one person did in one calendar month (for one team, where teams are asked for).

    Attributes:
        days, of_days: days there to sell (employed, in a selling role, not on leave), and the days of the month.
        profit_minor: of purchases whose cost is known; revenue_minor: of all. Credited by the shares of the project.
        tenure: months since the month of joining the company; it goes on for who returns.
        team_id: the team they were in, and that what they brought was credited to; None unless teams are asked for.
    """

    user_id: int
    month: int
    days: int
    of_days: int
    profit_minor: int
    revenue_minor: int
    tenure: int
    team_id: int | None = None

    @property
    def worked(self) -> float:
        """The part of a month that they were there, 0..1."""
        return self.days / self.of_days

    @property
    def parts(self) -> int:
        """The same, exactly, in parts of a month (`PARTS`)."""
        return self.days * (PARTS // self.of_days)


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of us. `joined_on` is the first day in any role where nobody wrote down when they joined."""

    id: int
    name: str
    joined_on: date
    left_on: date | None
    is_joining_known: bool


@dataclass(frozen=True)
class Months:
    """The table, in order of person and month.

    Attributes:
        first, last: month numbers, both included. What was bought before `first` is not known.
        nobody: month -> (profit, revenue) credited to nobody, such as purchases without a project; minor units.
        colleagues: everybody in the rows, by id.
    """

    first: int
    last: int
    rows: tuple[PersonMonth, ...]
    nobody: dict[int, tuple[int, int]]
    colleagues: dict[int, Colleague]


def months_of(
    session: Session, until: date, *, first: int | None = None, by_team: bool = False, at: datetime | None = None
) -> Months:
    """Give everybody's months up to a day (included), from the month of the first purchase on.

    Args:
        first: a later month number to begin with.
        by_team: one row for each person, month and team.
        at: as it was credited at this moment; now by default.
    """
    begun = session.value(select(func.min(purchases.c.month)).where(purchases.c.archived_at.is_(None)))
    last = month_of(until)
    begin = min(last, max(begun if begun is not None else last, first if first is not None else 0))
    worked = _worked(session, begin, until, by_team=by_team)
    brought, nobody = _brought(session, begin, until, at, by_team=by_team)
    colleagues = _colleagues(session)
    rows = []
    for key in sorted({*worked, *brought}, key=lambda one: (one[0], one[1], one[2] or 0)):
        user_id, month, team_id = key
        profit, revenue = brought.get(key, (0, 0))
        of_days = (month_start(month + 1) - month_start(month)).days
        tenure = month - month_of(colleagues[user_id].joined_on)
        rows.append(PersonMonth(user_id, month, worked.get(key, 0), of_days, profit, revenue, tenure, team_id))
    seen = {row.user_id for row in rows}
    return Months(begin, last, tuple(rows), nobody, {id_: one for id_, one in colleagues.items() if id_ in seen})


def up_to(last: int, table: Months) -> Months:
    """Give the part of a table up to a month."""
    rows = tuple(row for row in table.rows if row.month <= last)
    seen = {row.user_id for row in rows}
    nobody = {month: both for month, both in table.nobody.items() if month <= last}
    return replace(
        table, last=last, rows=rows, nobody=nobody,
        colleagues={id_: one for id_, one in table.colleagues.items() if id_ in seen},
    )  # fmt: skip


Key = tuple[int, int, int | None]


def _worked(session: Session, begin: int, until: date, *, by_team: bool) -> dict[Key, int]:
    found: dict[Key, int] = {}
    for spell in spells(session, month_start(begin), until):
        for month, days, _of_days in spell.by_month():
            key = spell.user_id, month, spell.team_id if by_team else None
            found[key] = found.get(key, 0) + days
    return found


def _brought(
    session: Session, begin: int, until: date, at: datetime | None, *, by_team: bool
) -> tuple[dict[Key, tuple[int, int]], dict[int, tuple[int, int]]]:
    """Profit and revenue by person and month; a month's parts add up to what was bought in it, to the minor unit."""
    mine = and_(credits.c.project_id == purchases.c.project_id, credits.c.outcome == "won", *standing(at))
    whose: list[Any] = [purchases.c.month, credits.c.user_id, credits.c.share_ppm]
    whose += [credits.c.team_id] if by_team else []
    amount = purchases.c.home_minor
    sums = session.all(
        select(*whose, func.sum(amount - purchases.c.home_cost_minor), func.sum(amount))
        .select_from(purchases.outerjoin(credits, mine))
        .where(purchases.c.archived_at.is_(None), purchases.c.month >= begin, purchases.c.bought_on <= until)
        .group_by(*whose)
    )
    by_month: dict[int, dict[tuple[int | None, int | None], list[int]]] = {}
    for month, user_id, share, *team, profit, revenue in sums:
        key = user_id, team[0] if team and user_id is not None else None
        one = by_month.setdefault(month, {}).setdefault(key, [0, 0])
        one[0] += shared(profit, share)
        one[1] += shared(revenue, share)
    found: dict[Key, tuple[int, int]] = {}
    nobody: dict[int, tuple[int, int]] = {}
    for month, people in by_month.items():
        profits = keeping_sum([one[0] for one in people.values()], PPM)
        revenues = keeping_sum([one[1] for one in people.values()], PPM)
        for (user_id, team_id), *both in zip(people, profits, revenues, strict=True):
            if user_id is None:
                nobody[month] = both[0], both[1]
            else:
                found[user_id, month, team_id] = both[0], both[1]
    return found, nobody


def _colleagues(session: Session) -> dict[int, Colleague]:
    first_day = func.min(memberships.c.from_on)
    rows = session.all(
        select(users.c.id, users.c.name, users.c.joined_on, users.c.left_on, first_day)
        .outerjoin(memberships, memberships.c.user_id == users.c.id)
        .group_by(users.c.id, users.c.name, users.c.joined_on, users.c.left_on)
    )
    return {
        user_id: Colleague(user_id, name, joined_on or began or date.min, left_on, joined_on is not None)
        for user_id, name, joined_on, left_on, began in rows
    }
