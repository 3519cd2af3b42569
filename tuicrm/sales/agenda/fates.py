"""What became of a planned action, as conditions in SQL: the one definition that lists and reports share."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Text, and_, case, literal, or_, select, type_coerce

from tuicrm.store.days import date_day, number
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.system import changes

_WEEK = 6


def counts_as_planned(over: datetime | None = None) -> ColumnElement[bool]:
    """What is or was planned, and not called off, now or by a moment; what was missed was not called off."""
    return or_(
        actions.c.state == "planned",
        and_(actions.c.state == "done", actions.c.first_planned_on.is_not(None)),
        and_(actions.c.state == "cancelled", or_(actions.c.outcome == "missed", *_ended_since(over))),
    )


def open_then(day: date, over: datetime) -> ColumnElement[bool]:
    """What was planned by the end of a day that is past, and by then neither done nor called off."""
    ended = and_(actions.c.state == "cancelled", *_ended_since(over))
    still = or_(actions.c.state == "planned", actions.c.done_on > day, ended)
    return and_(actions.c.planned_on.is_not(None), actions.c.created_at < over, still)


def _ended_since(over: datetime | None) -> list[ColumnElement[bool]]:
    """Called off, or found to be missed, since a moment: that has no day of its own, but the trail knows it."""
    if over is None:
        return []
    ended = type_coerce(changes.c.facts, Text()).like('%"state":["planned","cancelled"]%')
    told = (changes.c.record_kind == actions.name, changes.c.what == "update", changes.c.at >= over)
    return [actions.c.id.in_(select(changes.c.record_id).where(*told, ended))]


def due_day() -> ColumnElement[int]:
    """The number of the day on which an action is due."""
    return date_day(actions.c.planned_on) + case((actions.c.grain == "week", literal(_WEEK)), else_=literal(0))


def in_time() -> ColumnElement[bool]:
    """Done by its due day."""
    return and_(actions.c.state == "done", date_day(actions.c.done_on) <= due_day())


def late() -> ColumnElement[bool]:
    """Done after its due day."""
    return and_(actions.c.state == "done", date_day(actions.c.done_on) > due_day())


def missed(today: date) -> ColumnElement[bool]:
    """Did not happen, or is still open when its due day is over."""
    return or_(actions.c.state == "cancelled", and_(actions.c.state == "planned", _is_over(today)))


def missed_by(day: date, over: datetime) -> ColumnElement[bool]:
    """The same as it stood when a day was over: what was done or has ended since was still open."""
    found = and_(actions.c.state == "cancelled", ~and_(*_ended_since(over)))
    return or_(found, and_(open_then(day, over), _is_over(day)))


def _is_over(day: date) -> ColumnElement[bool]:
    return due_day() < literal(number(day))
