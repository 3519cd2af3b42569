"""What became of a planned action, as conditions in SQL: the one definition that lists and reports share."""

from datetime import date

from sqlalchemy import ColumnElement, and_, case, literal, or_

from tuicrm.store.days import date_day, number
from tuicrm.store.tables.agenda import actions

_WEEK = 6


def counts_as_planned() -> ColumnElement[bool]:
    """What is or was planned, and not called off; what was missed was not called off."""
    return or_(
        actions.c.state == "planned",
        and_(actions.c.state == "done", actions.c.first_planned_on.is_not(None)),
        and_(actions.c.state == "cancelled", actions.c.outcome == "missed"),
    )


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
    return or_(actions.c.state == "cancelled", and_(actions.c.state == "planned", due_day() < literal(number(today))))
