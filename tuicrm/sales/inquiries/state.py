"""What became of an inquiry. It is computed from what was done since, never set by hand.

refused: a seller gave a verdict. won, project: it led to one, or it asked about one that was open and somebody has
followed it up. talked: somebody at the customer's was reached since. tried: only in vain. seen: its holder looked at
it. new: nobody did.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from tuicrm.sales.next_action import FROM_THEM
from tuicrm.sales.outcomes import was_reached
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import inquiries
from tuicrm.store.tables.projects import projects

STATES = ("new", "seen", "tried", "talked", "project", "won", "refused")


def _since(*columns: Any) -> Select[Any]:
    """Select what was done with the customer since it asked."""
    return (
        select(*columns)
        .where(
            actions.c.customer_id == inquiries.c.customer_id,
            actions.c.state == "done",
            actions.c.done_at >= inquiries.c.came_at,
            actions.c.kind != "task",
            actions.c.origin != FROM_THEM,
        )
        .correlate(inquiries)
    )


def tries() -> ColumnElement[int]:
    """How often the customer was called, visited or written to since."""
    return _since(func.count()).scalar_subquery()


def is_touched() -> ColumnElement[bool]:
    """Whether anybody did anything with the customer since it asked."""
    return _since(actions.c.id).exists()


def _project(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    mine = select(projects.c.id).where(
        projects.c.id == inquiries.c.project_id, projects.c.archived_at.is_(None), *conditions
    )
    return mine.correlate(inquiries).exists()


def has_project() -> ColumnElement[bool]:
    """Whether it led to a project, or asked about one and was followed up."""
    return or_(_project(projects.c.created_at >= inquiries.c.came_at), and_(_project(), is_touched()))


def is_won() -> ColumnElement[bool]:
    """Whether its project was won."""
    return _project(projects.c.state == "won")


def state() -> ColumnElement[str]:
    """The state of an inquiry, one of `STATES`."""
    talked = _since(actions.c.id).where(was_reached()).exists()
    return case(
        (inquiries.c.verdict.is_not(None), "refused"),
        (is_won(), "won"),
        (has_project(), "project"),
        (talked, "talked"),
        (is_touched(), "tried"),
        (inquiries.c.seen_at.is_not(None), "seen"),
        else_="new",
    )
