"""The signs of cards, also as conditions, so that a filter finds what the board marks: `sign:rotting`."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select

from tuicrm.plain.language import N_
from tuicrm.sales.home import Home
from tuicrm.sales.next_action import AMONG_US
from tuicrm.sales.wording import add_sentences
from tuicrm.store import days
from tuicrm.store.days import FAR
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.funnel import approvals, stages
from tuicrm.store.tables.projects import projects

LATE, ROTTING, NO_NEXT, MOVED_OFTEN, THIN, WAITS = "late", "rotting", "no_next", "moved_often", "thin", "waits"
OFTEN = 2
"""So often an expected day has been moved when that is a sign."""
POSTPONED_OFTEN = 3
"""A next step that was put off so often pauses nothing any more."""
SIGNS = (ROTTING, LATE, NO_NEXT, MOVED_OFTEN, WAITS)

add_sentences(
    {
        "sign": N_("There is no sign {given}. Signs: {known}."),
        "sign_today": N_("Signs are of today: on the board of a past day they are no filter."),
    }
)


def has_sign(session: Session, house: Home, sign: str) -> ColumnElement[bool]:
    """Give which open projects bear a sign now, as `cards` computes it."""
    first = actions.alias("first_planned")
    planned = select(first.c.id).where(first.c.id == _first_planned())
    late = or_(
        first.c.planned_on < house.day(session.now),
        and_(first.c.planned_at.is_not(None), first.c.planned_at < session.now),
    )
    match sign:
        case "rotting":
            found = rots_from(house, session.now, by_the_minute=True) <= days.number(house.day(session.now))
        case "late":
            found = planned.where(late).exists()
        case "no_next":
            found = ~planned.exists()
        case "moved_often":
            found = projects.c.expected_moves >= OFTEN
        case _:
            found = projects.c.id.in_(
                select(approvals.c.live_project_id).where(approvals.c.live_project_id.is_not(None))
            )
    return and_(projects.c.state == "open", found)


def rots_from(house: Home, now: datetime, *, by_the_minute: bool = False) -> ColumnElement[int]:
    """Give the day, as a number, from which an open project stands still for too long if nothing else happens.

    That is the day after its stage's days are over, counted from its last progress or from when its customer asked
    again. A next step that comes within the stage's days puts it off until the step is late, unless the step was put
    off often itself. `funnel.rotting` tells the same of a card.

    Args:
        by_the_minute: a step is late from its time of day on, and not from the next day.
    """
    begun = days.day_of(func.coalesce(projects.c.last_progress_at, projects.c.stage_since_at), house.zone, now)
    asked = (
        select(days.day_of(customers.c.last_inquiry_at, house.zone, now))
        .where(customers.c.id == projects.c.customer_id)
        .correlate(projects)
        .scalar_subquery()
    )
    first = actions.alias("pausing")
    still = days.later(begun, func.coalesce(asked, 0)) + stages.c.rotting_days + 1
    step = days.date_day(first.c.planned_on)
    near = step - stages.c.rotting_days <= days.later(still, literal(days.number(house.day(now))))
    over: ColumnElement[int] = step + 1
    if by_the_minute:
        over = case((first.c.planned_at < now, step), else_=over)
    return (
        select(
            case(
                (stages.c.rotting_days.is_(None), FAR),
                (and_(step >= still, near, first.c.postponed < POSTPONED_OFTEN), over),
                else_=still,
            )
        )
        .select_from(stages.outerjoin(first, first.c.id == _first_planned()))
        .where(stages.c.id == projects.c.stage_id)
        .correlate(projects)
        .scalar_subquery()
    )


def _first_planned() -> ColumnElement[int]:
    """The id of the next step that the card shows."""
    here = actions.c.project_id == projects.c.id, actions.c.state == "planned", actions.c.origin != AMONG_US
    ordered = select(actions.c.id).where(*here).order_by(actions.c.planned_on, actions.c.planned_at, actions.c.id)
    return ordered.limit(1).correlate(projects).scalar_subquery()
