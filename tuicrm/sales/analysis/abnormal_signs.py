"""What may be wrong with an open project, as conditions: on the projects of today, or on how they stood on a day."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, exists, func, literal, or_, select

from tuicrm.plain.language import N_
from tuicrm.sales import rights
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.funnel.as_of import READ_THEN, seen, stood
from tuicrm.sales.project_filter import conditions
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contacts, customers
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.projects import project_contacts, project_periods, projects, stage_history
from tuicrm.store.types import Moment

FAR = 5
"""So many times the average won of its class, or a fifth of a fifth, is far off."""
BUSY = 6
"""So many actions since the last progress are much activity without any."""
ALONE_IS_NONE = "one_contact"
"""A sign that says something only beside another one: many good projects begin with one contact."""
ROTTING = 60
"""Days in a stage that has none of its own."""


@dataclass(frozen=True)
class Stood:
    """Open projects on the day of reading: where they are read, which of them, and the columns of how they stood."""

    source: FromClause
    chosen: tuple[ColumnElement[bool], ...]
    owner_id: ColumnElement[Any]
    amount: ColumnElement[Any]
    expected_on: ColumnElement[Any]
    since_at: ColumnElement[Any]
    is_since_known: ColumnElement[Any]
    moves: ColumnElement[Any]
    no_step: ColumnElement[bool]


@dataclass(frozen=True)
class Sign:
    """One thing that may be wrong with a project."""

    key: str
    condition: ColumnElement[bool]
    words: str


def standing(frame: Frame) -> Stood:
    """Give the open projects: those of now from their rows, those of a past day from their periods."""
    return _now(frame) if frame.scope.as_of is None else _then(frame)


def _now(frame: Frame) -> Stood:
    project = projects.c
    source = projects.join(stages, stages.c.id == project.stage_id)
    chosen = (
        project.state == "open", project.archived_at.is_(None), rights.projects_in_sight(frame.actor),
        *frame.of(project.owner_id, project.team_id),
        *conditions(frame.session, frame.actor, frame.house, frame.scope.where),
    )  # fmt: skip
    return Stood(
        _with_customer(source), chosen, project.owner_id, project.home_minor, project.expected_on,
        project.stage_since_at, project.is_stage_since_known, project.expected_moves, project.next_action_at.is_(None),
    )  # fmt: skip


def _then(frame: Frame) -> Stood:
    """As they stood when the day was over; the stay says since when."""
    held, stay, over = project_periods.c, stage_history.c, literal(frame.over, Moment())
    there = and_(
        stay.project_id == projects.c.id, stay.stage_id == held.stage_id, stay.entered_at < over,
        or_(stay.left_at.is_(None), stay.left_at >= over),
    )  # fmt: skip
    source = (
        projects.join(project_periods, held.project_id == projects.c.id)
        .join(stages, stages.c.id == held.stage_id)
        .outerjoin(stage_history, there)
    )
    earlier = project_periods.alias("earlier")
    days = (
        select(func.count(earlier.c.expected_on.distinct()) - 1)
        .where(earlier.c.project_id == projects.c.id, earlier.c.from_at < over)
        .correlate(projects)
        .scalar_subquery()
    )
    chosen = (
        stood(project_periods, frame.over), seen(frame.actor, project_periods), held.archived_at.is_(None),
        stages.c.kind == "open", *frame.of(held.owner_id, held.team_id),
        *conditions(
            frame.session, frame.actor, frame.house, frame.scope.where, instead={name: held[name] for name in READ_THEN}
        ),
    )  # fmt: skip
    return Stood(
        _with_customer(source), chosen, held.owner_id, held.home_minor, held.expected_on,
        func.coalesce(stay.entered_at, held.from_at), stay.is_entry_known, days, ~_had_step(frame),
    )  # fmt: skip


def _with_customer(source: FromClause) -> FromClause:
    return source.outerjoin(customers, customers.c.id == projects.c.customer_id)


def _had_step(frame: Frame) -> ColumnElement[bool]:
    """An action was there that was not done yet; when one was called off is not kept, so until its day it counts."""
    action, over = actions.c, literal(frame.over, Moment())
    ahead = or_(
        action.done_at >= over, action.state == "planned",
        and_(action.state == "cancelled", action.planned_on > frame.today),
    )  # fmt: skip
    return exists().where(action.project_id == projects.c.id, action.created_at < over, ahead)


def signs(frame: Frame, stood: Stood) -> tuple[Sign, ...]:
    """The signs, as conditions on open projects joined with their stage; contacts of a past day are not known."""
    project, over = projects.c, frame.over
    stay = stage_history.alias("gone")
    lately = over - timedelta(days=30)
    rotten = or_(
        *(
            and_(stages.c.rotting_days == days, stood.since_at < literal(over - timedelta(days=days), Moment()))
            for days in _allowed(frame)
        ),
        and_(stages.c.rotting_days.is_(None), stood.since_at < literal(over - timedelta(days=ROTTING), Moment())),
    )
    until = () if frame.scope.as_of is None else (stay.c.left_at < literal(over, Moment()),)
    back = exists().where(stay.c.project_id == project.id, stay.c.left_how == "back", *until)
    done = (
        select(func.count())
        .where(
            actions.c.project_id == project.id, actions.c.state == "done",
            actions.c.done_at >= literal(lately, Moment()), actions.c.done_at < literal(over, Moment()),
        )
        .correlate(projects)
        .scalar_subquery()
    )  # fmt: skip
    found = (
        Sign("late", stood.expected_on < frame.today, N_("its day of closing is past")),
        Sign("moved", stood.moves >= 2, N_("its day of closing was moved {moves} times")),
        Sign("long", and_(stood.is_since_known.is_(True), rotten), N_("{days} days in {stage}")),
        Sign("no_step", stood.no_step, N_("no next step")),
        Sign("back", back, N_("it went back once")),
        Sign(ALONE_IS_NONE, _one_contact(), N_("one contact only")),
        Sign("far_off", _far_off(frame, stood.amount), N_("its amount is far off its kind")),
        Sign("busy", and_(done >= BUSY, stood.since_at < literal(lately, Moment())), N_("much activity, no progress")),
    )
    return found if frame.scope.as_of is None else tuple(sign for sign in found if sign.key != ALONE_IS_NONE)


def _one_contact() -> ColumnElement[bool]:
    known = (
        select(func.count())
        .select_from(contacts)
        .where(contacts.c.customer_id == projects.c.customer_id, contacts.c.archived_at.is_(None))
        .correlate(projects)
        .scalar_subquery()
    )
    in_it = (
        select(func.count())
        .where(project_contacts.c.project_id == projects.c.id, project_contacts.c.archived_at.is_(None))
        .correlate(projects)
        .scalar_subquery()
    )
    return and_(known <= 1, in_it <= 1)


def _allowed(frame: Frame) -> list[int]:
    return list(
        frame.session.values(select(stages.c.rotting_days).where(stages.c.rotting_days.is_not(None)).distinct())
    )


def _far_off(frame: Frame, amount: ColumnElement[Any]) -> ColumnElement[bool]:
    """Against the average of what was won of the customer's class; a class with few won is not compared."""
    until = () if frame.scope.as_of is None else (projects.c.closed_on <= frame.today,)
    rows = frame.session.all(
        select(customers.c.class_key, func.count(projects.c.home_minor), func.sum(projects.c.home_minor))
        .select_from(projects.outerjoin(customers, customers.c.id == projects.c.customer_id))
        .where(projects.c.state == "won", projects.c.archived_at.is_(None), *until)
        .group_by(customers.c.class_key)
    )
    found = []
    for class_key, count, total in rows:
        if count >= BUSY and total:
            same = customers.c.class_key.is_(None) if class_key is None else customers.c.class_key == class_key
            average = int(total) // count
            found.append(and_(same, or_(amount > average * FAR, amount * FAR * FAR < average)))
    return or_(*found) if found else literal(1) == 0
