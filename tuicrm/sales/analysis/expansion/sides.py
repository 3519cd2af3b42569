"""Which two groups of projects, or two periods, a comparison sets against each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, extract, func, or_, select

from tuicrm.plain import formats
from tuicrm.plain.language import _
from tuicrm.plain.periods import month_of, month_start
from tuicrm.sales.analysis.comparing import days_of
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.project_filter import conditions
from tuicrm.store.errors import Refused
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import project_periods, projects

NEW = "new"
NEW_MONTHS = 12
"""Who joined less than so many months before a project began is new to it."""


def _at_first(name: str) -> ColumnElement[Any]:
    """What a project began with; of a project without any period what it is now."""
    first = (
        select(project_periods.c[name])
        .where(project_periods.c.project_id == projects.c.id)
        .order_by(project_periods.c.id)
        .limit(1)
        .correlate(projects)
        .scalar_subquery()
    )
    return func.coalesce(first, projects.c[name])


FIRST_HOLDER: Mapping[str, ColumnElement[Any]] = {name: _at_first(name) for name in ("owner_id", "team_id")}
"""Owner and team of a project are those that it began with: a handover moves it to no other side."""


@dataclass(frozen=True)
class Sides:
    """Two groups: what each is called, and what decides on which side a project is.

    Attributes:
        is_ours: 1 for ours, 0 for theirs; None where the periods part them.
        only: conditions on both.
        then: the days of the other side, where the periods part them.
    """

    ours: str
    theirs: str
    is_ours: ColumnElement[Any] | None
    only: tuple[ColumnElement[bool], ...] = ()
    then: tuple[date, date] | None = None


def sides_of(frame: Frame) -> Sides:
    """Read `by` and `against` of what is asked: new people against experienced ones, where neither is said.

    `by` is `new`, or a filter (`team:East`, `source:fair`) that is set against the rest; `against` is another filter,
    or a period (`year-before`, `period-before`, DAY..DAY).

    Raises:
        Refused: `against`, or what a filter line has wrong.
    """
    by, against = frame.scope.by.strip(), frame.scope.against.strip()
    days = days_of(frame.first, frame.last, against) if against else None
    if days is not None:
        only = (_is_new(min(frame.first, days[0])),) if by == NEW else tuple(_filtered(frame, by))
        today = frame.house.day(frame.now)
        return Sides(_period(frame.first, frame.last, today), _period(*days, today), None, only, days)
    if by in ("", NEW):
        if against:
            raise Refused("against", given=against)
        return Sides(_("new people"), _("experienced ones"), case((_is_new(frame.first), 1), else_=0))
    ours = and_(*_filtered(frame, by))
    if not against:
        return Sides(by, _("the others"), case((ours, 1), else_=0))
    theirs = and_(*_filtered(frame, against))
    return Sides(by, against, case((ours, 1), else_=0), (or_(ours, theirs),))


def _filtered(frame: Frame, text: str) -> list[ColumnElement[bool]]:
    if text and ":" not in text:
        raise Refused("against", given=text)
    return conditions(frame.session, frame.actor, frame.house, text, instead=FIRST_HOLDER)


def _is_new(first: date) -> ColumnElement[bool]:
    """Whether the one who held it first had joined lately; without a day of joining one is experienced.

    Args:
        first: the first day of the projects: who joined a year before is new to none, and most are told by that alone.
    """
    joined = extract("year", users.c.joined_on) * 12 + extract("month", users.c.joined_on)
    lately = users.c.joined_on >= month_start(month_of(first) - NEW_MONTHS + 1)
    return and_(users.c.joined_on.is_not(None), lately, projects.c.created_month - joined < NEW_MONTHS)


def _period(first: date, last: date, today: date) -> str:
    return _("{first} to {last}").format(first=formats.day(first, today), last=formats.day(last, today))


def begun(first: date, last: date) -> ColumnElement[bool]:
    """Projects that began between two days, both included."""
    months = projects.c.created_month.between(month_of(first), month_of(last))
    return and_(months, projects.c.created_on.between(first, last))


def side(sides: Sides, first: date, last: date) -> tuple[ColumnElement[Any], ColumnElement[bool]]:
    """Give the column that tells the side of a project, and the condition that it began in the days compared."""
    ours = begun(first, last)
    if sides.then is None:
        assert sides.is_ours is not None
        return sides.is_ours, ours
    return case((ours, 1), else_=0), or_(ours, begun(*sides.then))
