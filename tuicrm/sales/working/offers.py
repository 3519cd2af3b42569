"""Plans of people who are away, offered to their deputies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select

from tuicrm.sales.home import home
from tuicrm.sales.next_action import AMONG_US
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import leaves, users
from tuicrm.store.tables.projects import projects

MOST = 200


@dataclass(frozen=True)
class Offered:
    """A plan that waits for a deputy, and until when its owner is away."""

    action_id: int
    owner_id: int
    owner: str
    back_on: date
    kind: str
    subject: str
    on: date
    at: datetime | None
    grain: str
    customer_id: int | None
    customer: str | None
    project_id: int | None
    project: str | None


_OF_LEAVE = and_(
    leaves.c.user_id == actions.c.owner_id, actions.c.planned_on >= leaves.c.from_on,
    actions.c.planned_on <= leaves.c.to_on, leaves.c.archived_at.is_(None),
)  # fmt: skip


@rule("leave.offered", right="read")
def offered(session: Session, actor: Actor, *, now: datetime) -> tuple[Offered, ...]:
    """Give the plans that are offered to the actor, in order of time: those of days that their owners are away.

    Without a deputy the team lead is asked.
    """
    today = home(session).day(now)
    mine = leaves.c.deputy_id == actor.id
    if actor.role == "team_lead" and actor.team_id is not None:
        mine = or_(mine, and_(leaves.c.deputy_id.is_(None), users.c.team_id == actor.team_id, users.c.id != actor.id))
    rows = session.all(
        select(
            actions.c.id, users.c.id, users.c.name, leaves.c.to_on, actions.c.kind, actions.c.subject,
            actions.c.planned_on, actions.c.planned_at, actions.c.grain, actions.c.customer_id, customers.c.name,
            actions.c.project_id, projects.c.name,
        )
        .join(leaves, _OF_LEAVE)
        .join(users, users.c.id == actions.c.owner_id)
        .outerjoin(customers, customers.c.id == actions.c.customer_id)
        .outerjoin(projects, projects.c.id == actions.c.project_id)
        .where(actions.c.state == "planned", actions.c.origin != AMONG_US, leaves.c.to_on >= today, mine)
        .order_by(actions.c.planned_on, actions.c.planned_at, actions.c.id)
        .limit(MOST)
    )  # fmt: skip
    return tuple(Offered(*row) for row in rows)


@rule("leave.take_over", right="sell", writes=True, refuses=("not_offered",))
def take_over(session: Session, actor: Actor, action_ids: Sequence[int], *, now: datetime) -> tuple[int, ...]:
    """Take plans over that are offered to the actor: all of them or none.

    Raises:
        Refused: `not_offered` (somebody else took it, or it was never offered).
    """
    open_to_me = {one.action_id for one in offered(session, actor, now=now)}
    owners: dict[int, int] = {}
    for action_id in action_ids:
        session.lock(actions, action_id)
        row = session.get(actions, action_id)
        if row is None:
            raise NotFound("action", action_id)
        if action_id not in open_to_me or row.owner_id == actor.id:
            raise Refused("not_offered", subject=row.subject)
        owners[action_id] = row.owner_id
        change.update(session, actions, action_id, owner_id=actor.id)
    session.can_be_undone_by("leave.give_back", [[key, value] for key, value in owners.items()])
    return tuple(owners)


@rule("leave.give_back", right="sell", writes=True)
def give_back(session: Session, actor: Actor, owners: Sequence[Sequence[int]], *, now: datetime) -> int:
    """Give plans back to whose they were; only what is the actor's."""
    for action_id, owner_id in owners:
        row = session.get(actions, action_id)
        if row is None or row.owner_id != actor.id:
            raise NotFound("action", action_id)
        change.update(session, actions, action_id, owner_id=owner_id)
    return len(owners)
