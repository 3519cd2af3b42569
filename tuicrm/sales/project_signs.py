"""The signs of cards, also as conditions, so that a filter finds what the board marks: `sign:rotting`."""

from sqlalchemy import ColumnElement, and_, func, or_, select

from tuicrm.plain.language import N_
from tuicrm.sales.home import Home
from tuicrm.sales.wording import add_sentences
from tuicrm.store import days
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
            found = and_(_still(session, house), ~_paused(session, house))
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


def _first_planned() -> ColumnElement[int]:
    """The id of the next step that the card shows."""
    here = actions.c.project_id == projects.c.id, actions.c.state == "planned"
    ordered = select(actions.c.id).where(*here).order_by(actions.c.planned_on, actions.c.planned_at, actions.c.id)
    return ordered.limit(1).correlate(projects).scalar_subquery()


def _still(session: Session, house: Home) -> ColumnElement[bool]:
    """Whether nothing went on for longer than the stage allows."""
    begun = days.day_of(func.coalesce(projects.c.last_progress_at, projects.c.stage_since_at), house.zone, session.now)
    asked = (
        select(days.day_of(customers.c.last_inquiry_at, house.zone, session.now))
        .where(customers.c.id == projects.c.customer_id)
        .correlate(projects)
        .scalar_subquery()
    )
    quiet = days.number(house.day(session.now)) - days.later(begun, func.coalesce(asked, 0))
    return _stage(quiet > stages.c.rotting_days)


def _paused(session: Session, house: Home) -> ColumnElement[bool]:
    """Whether the next step pauses the clock: not late, not put off often, and within the stage's days."""
    first, today = actions.alias("pausing"), house.day(session.now)
    in_time = and_(
        first.c.planned_on >= today,
        or_(first.c.planned_at.is_(None), first.c.planned_at >= session.now),
        first.c.postponed < POSTPONED_OFTEN,
    )
    near = days.date_day(first.c.planned_on) <= days.number(today) + stages.c.rotting_days
    return (
        select(first.c.id)
        .select_from(first.join(stages, stages.c.id == projects.c.stage_id))
        .where(first.c.id == _first_planned(), in_time, near)
        .correlate(projects)
        .exists()
    )


def _stage(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    found = select(stages.c.id).where(stages.c.id == projects.c.stage_id, stages.c.rotting_days.is_not(None), condition)
    return found.correlate(projects).exists()
