"""Planned and done actions of a person in a span of days, or of one project."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select

from tuicrm.sales import rights
from tuicrm.sales.hiding import hidden_among, veiled
from tuicrm.sales.next_action import AMONG_US
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contacts, customers
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects


@dataclass(frozen=True)
class ActionRow:
    """One action in a list. `stage` is the project's now while planned, and that of the moment once done."""

    id: int
    version: int
    kind: str
    subject: str
    state: str
    grain: str
    planned_on: date | None
    planned_at: datetime | None
    minutes: int | None
    promise: str | None
    origin: str
    postponed: int
    done_at: datetime | None
    done_on: date | None
    outcome: str | None
    note: str | None
    owner_id: int | None
    owner: str | None
    customer_id: int | None
    customer: str | None
    city: str | None
    project_id: int | None
    project: str | None
    amount_minor: int | None
    currency: str | None
    stage: str | None
    contact: str | None


def rows() -> Select[Any]:
    """Select actions in the order of `ActionRow`."""
    a = actions.c
    return (
        select(
            a.id, a.version, a.kind, a.subject, a.state, a.grain, a.planned_on, a.planned_at, a.minutes, a.promise,
            a.origin, a.postponed, a.done_at, a.done_on, a.outcome, a.note, a.owner_id, users.c.name, a.customer_id,
            customers.c.name, customers.c.city, a.project_id, projects.c.name, projects.c.amount_minor,
            projects.c.currency, stages.c.name, contacts.c.name,
        )
        .outerjoin(users, users.c.id == a.owner_id)
        .outerjoin(customers, customers.c.id == a.customer_id)
        .outerjoin(projects, projects.c.id == a.project_id)
        .outerjoin(
            stages,
            or_(stages.c.id == a.stage_id, and_(a.stage_id.is_(None), stages.c.id == projects.c.stage_id)),
        )
        .outerjoin(contacts, contacts.c.id == a.contact_id)
    )  # fmt: skip


def read(session: Session, actor: Actor, found: Iterable[Any]) -> tuple[ActionRow, ...]:
    """Make rows of what was selected; phones and e-mails in their words are hidden where the customer's are."""
    made = tuple(ActionRow(*row) for row in found)
    hidden = hidden_among(session, actor, (one.customer_id for one in made))
    return tuple(
        replace(one, subject=veiled(one.subject), note=veiled(one.note)) if one.customer_id in hidden else one
        for one in made
    )


@rule("agenda.span", right="read")
def span(
    session: Session, actor: Actor, from_on: date, to_on: date, *, user_id: int | None = None,
    states: tuple[str, ...] = ("planned", "done"), now: datetime,
) -> tuple[ActionRow, ...]:  # fmt: skip
    """Give a person's actions of some days (both included): planned ones by their time, done ones by when they were."""
    whose = seen(session, actor, user_id)
    days = []
    if "planned" in states:
        days.append(and_(actions.c.state == "planned", actions.c.planned_on.between(from_on, to_on)))
    if "done" in states:
        days.append(and_(actions.c.state == "done", actions.c.done_on.between(from_on, to_on)))
    if not days:
        return ()
    wanted = rows().where(actions.c.owner_id == whose, or_(*days))
    ordered = wanted.order_by(actions.c.planned_on, actions.c.planned_at, actions.c.done_at, actions.c.id).limit(1000)
    return read(session, actor, session.all(ordered))


@rule("agenda.of_project", right="read")
def of_project(session: Session, actor: Actor, project_id: int, *, now: datetime) -> tuple[ActionRow, ...]:
    """Give a project's own plan and record in the order of time."""
    rights.find(session, actor, projects, project_id)
    wanted = rows().where(actions.c.project_id == project_id, actions.c.state != "cancelled")
    wanted = wanted.where(actions.c.origin != AMONG_US)
    found = read(session, actor, session.all(wanted.order_by(actions.c.id).limit(1000)))
    return tuple(
        sorted(found, key=lambda one: (one.state == "planned", one.done_at or now, str(one.planned_on), one.id))
    )


@rule("agenda.find", right="read")
def find(session: Session, actor: Actor, action_id: int, *, now: datetime) -> ActionRow:
    """Give one action: one's own, or one about something that the actor may see.

    Raises:
        NotFound: not there, or not for the actor to see.
    """
    row = session.first(rows().where(actions.c.id == action_id))
    if row is None:
        raise NotFound("action", action_id)
    (found,) = read(session, actor, (row,))
    if found.owner_id != actor.id:
        about = (projects, found.project_id) if found.project_id is not None else (customers, found.customer_id)
        try:
            rights.find(session, actor, about[0], about[1] or 0)
        except NotFound:
            raise NotFound("action", action_id) from None
    return found


def seen(session: Session, actor: Actor, user_id: int | None) -> int:
    """Give the user whose agenda is asked for: one's own, a team mate's, anybody's for managers."""
    if user_id is None or user_id == actor.id:
        return actor.id
    row = session.get(users, user_id)
    same_team = row is not None and actor.team_id is not None and row.team_id == actor.team_id
    same_team = same_team and actor.sight != rights.OWN
    if row is None or not (same_team or rights.sees_all(actor)):
        raise NotFound("user", row.name if row else user_id)
    return int(row.id)
