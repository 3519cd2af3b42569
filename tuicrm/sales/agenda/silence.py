"""Silence: customers and open projects about which nothing was done for some days by class, and nothing is planned.

After twice as many days a silence is the lead's matter, too.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from tuicrm.sales import rights
from tuicrm.sales.agenda.listing import seen
from tuicrm.sales.agenda.rhythm import older
from tuicrm.sales.home import Home, home
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects

ESCALATES = 2
MOST = 500


@dataclass(frozen=True)
class Silent:
    """A customer or project that hears nothing. `days` since the last word, `limit` by its class."""

    kind: str
    id: int
    name: str
    customer_id: int | None
    class_key: str | None
    owner_id: int | None
    owner: str | None
    last_at: datetime | None
    days: int
    limit: int
    is_escalated: bool


@rule("silence.list", right="read")
def silent(
    session: Session, actor: Actor, user_id: int | None = None, *, team_id: int | None = None,
    only_escalated: bool = False, now: datetime,
) -> tuple[Silent, ...]:  # fmt: skip
    """Give what is silent, the longest silence first: one's own, a colleague's, or with `team_id` a team's.

    Args:
        only_escalated: what has been silent for so long that it is the lead's matter.
    """
    if team_id is None:
        mine: Any = {"owner": [seen(session, actor, user_id)]}
    else:
        if not rights.sees_all(actor) and team_id != actor.team_id:
            return ()
        mine = {"owner": session.values(select(users.c.id).where(users.c.team_id == team_id))}
    house = home(session)
    factor = ESCALATES if only_escalated else 1
    found = _customers(session, house, mine["owner"], factor, now) + _projects(
        session, house, mine["owner"], factor, now
    )
    return tuple(sorted(found, key=lambda one: (-one.days, one.kind, one.id)))


def _customers(session: Session, house: Home, whose: Any, factor: int, now: datetime) -> list[Silent]:
    heard = func.coalesce(customers.c.last_action_at, customers.c.held_since_at, customers.c.created_at)
    rows = session.all(
        select(
            customers.c.id, customers.c.name, customers.c.id, customers.c.class_key, users.c.id, users.c.name,
            heard.label("heard"),
        )
        .join(users, users.c.id == customers.c.owner_id)
        .where(customers.c.owner_id.in_(whose), customers.c.archived_at.is_(None))
        .where(customers.c.next_action_at.is_(None), older(house.silence, heard, now, factor))
        .order_by(heard, customers.c.id)
        .limit(MOST)
    )  # fmt: skip
    return [_row("customer", row, house, now) for row in rows]


def _projects(session: Session, house: Home, whose: Any, factor: int, now: datetime) -> list[Silent]:
    heard = func.coalesce(projects.c.last_progress_at, projects.c.stage_since_at)
    rows = session.all(
        select(
            projects.c.id, projects.c.name, projects.c.customer_id, customers.c.class_key, users.c.id, users.c.name,
            heard.label("heard"),
        )
        .select_from(
            projects.join(users, users.c.id == projects.c.owner_id).outerjoin(
                customers, customers.c.id == projects.c.customer_id
            )
        )
        .where(projects.c.owner_id.in_(whose), projects.c.state == "open", projects.c.archived_at.is_(None))
        .where(projects.c.next_action_at.is_(None), older(house.silence, heard, now, factor))
        .order_by(heard, projects.c.id)
        .limit(MOST)
    )  # fmt: skip
    return [_row("project", row, house, now) for row in rows]


def _row(kind: str, row: Any, house: Home, now: datetime) -> Silent:
    limit = house.silence.get(row[3] or "", house.silence.get("", 0))
    days = (now - row.heard).days
    return Silent(
        kind, row[0], row[1], row[2], row[3], row[4], row[5], row.heard, days, limit, days >= ESCALATES * limit
    )  # fmt: skip
