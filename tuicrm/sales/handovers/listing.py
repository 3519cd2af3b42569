"""Handovers to read: what waits for an answer, what came of the others, and one with all that belongs to it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, or_, select

from tuicrm.sales import rights
from tuicrm.sales.pool.holding import leads
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import handovers, projects


@dataclass(frozen=True)
class HandoverRow:
    """What passed on by one act.

    Attributes:
        id: the batch: by it it is accepted or returned.
        state: waiting, accepted, returned, back (not answered in time), lead (then given to the lead), undone,
            handed_on (somebody else got it meanwhile).
        is_done: the holder has changed already; else it changes on acceptance.
        name: of its first thing; `customers` and `projects` count all of them.
    """

    id: int
    state: str
    is_done: bool
    name: str
    customer_id: int | None
    project_id: int | None
    customers: int
    projects: int
    from_id: int | None
    from_name: str | None
    to_id: int
    to_name: str
    by_name: str | None
    note: str | None
    given_at: datetime
    due_on: date | None
    reason: str | None


@dataclass(frozen=True)
class HandoverCard:
    """One handover with what the record said of each thing when it was given; see `summary.summary_of`."""

    row: HandoverRow
    summaries: tuple[dict[str, Any], ...]
    may_answer: bool


@rule("handover.list", right="read")
def listing(
    session: Session, actor: Actor, *, waiting: bool = False, user_id: int | None = None, limit: int = 100,
    now: datetime,
) -> tuple[HandoverRow, ...]:  # fmt: skip
    """Give handovers that the actor gave, got or may see, the newest first."""
    wanted = _rows()
    if waiting:
        wanted = wanted.where(handovers.c.ended_at.is_(None))
    if user_id is not None:
        wanted = wanted.where(or_(handovers.c.from_id == user_id, handovers.c.to_id == user_id))
    if not rights.sees_all(actor):
        mine = [column == actor.id for column in (handovers.c.from_id, handovers.c.to_id, handovers.c.by_id)]
        if actor.leads and actor.team_id is not None:
            team = select(users.c.id).where(users.c.team_id == actor.team_id)
            mine += [handovers.c.from_id.in_(team), handovers.c.to_id.in_(team)]
        wanted = wanted.where(or_(*mine))
    rows = session.all(wanted.order_by(handovers.c.batch.desc(), handovers.c.id).limit(limit * 40))
    return tuple(_batches(rows))[:limit]


@rule("handover.pending", right="read")
def pending(session: Session, actor: Actor, user_id: int | None = None, *, now: datetime) -> tuple[HandoverRow, ...]:
    """Give what waits for a person's answer, the one that is due first."""
    return waiting_for(session, user_id or actor.id)


def waiting_for(session: Session, user_id: int) -> tuple[HandoverRow, ...]:
    """Give what waits for a person's answer."""
    mine = _rows().where(handovers.c.to_id == user_id, handovers.c.ended_at.is_(None))
    return tuple(_batches(session.all(mine.order_by(handovers.c.due_on, handovers.c.batch, handovers.c.id))))


@rule("handover.card", right="read")
def card(session: Session, actor: Actor, batch: int, *, now: datetime) -> HandoverCard:
    """Give one handover with the summary of each thing, for who gave, got, or leads one of them."""
    rows = session.all(_rows().where(handovers.c.batch == batch).order_by(handovers.c.id))
    if not rows:
        raise NotFound("handover", batch)
    found = next(iter(_batches(rows)))
    people = [one for one in (found.from_id, found.to_id) if one is not None]
    mine = actor.id in (*people, rows[0].by_id) or rights.sees_all(actor)
    if not mine and not any(leads(session, actor, one) for one in people):
        raise NotFound("handover", batch)
    kept = session.values(select(handovers.c.summary).where(handovers.c.batch == batch).order_by(handovers.c.id))
    may_answer = found.state == "waiting" and (actor.id == found.to_id or actor.manages)
    return HandoverCard(found, tuple(json.loads(one) for one in kept if one), may_answer)


def _rows() -> Select[Any]:
    giver, receiver, by = users.alias(), users.alias(), users.alias()
    return (
        select(
            handovers, projects.c.name.label("project"), customers.c.name.label("customer"),
            giver.c.name.label("from_name"), receiver.c.name.label("to_name"), by.c.name.label("by_name"),
        )
        .outerjoin(projects, projects.c.id == handovers.c.project_id)
        .outerjoin(customers, customers.c.id == handovers.c.customer_id)
        .outerjoin(giver, giver.c.id == handovers.c.from_id)
        .join(receiver, receiver.c.id == handovers.c.to_id)
        .outerjoin(by, by.c.id == handovers.c.by_id)
        .where(handovers.c.how.is_not(None), handovers.c.batch.is_not(None))
    )  # fmt: skip


def _batches(rows: Sequence[Any]) -> list[HandoverRow]:
    batches: dict[int, list[Any]] = {}
    for row in rows:
        batches.setdefault(row.batch, []).append(row)
    return [_batch(batch, of_it) for batch, of_it in batches.items()]


def _batch(batch: int, rows: Sequence[Any]) -> HandoverRow:
    first = rows[0]
    of_projects = [row for row in rows if row.project_id is not None]
    waits = any(row.ended_at is None for row in rows)
    state = "waiting" if waits else next((row.ended_how for row in rows if row.ended_how != "handed_on"), "handed_on")
    done = first.how == "at_once" or any(row.accepted_at is not None for row in rows)
    return HandoverRow(
        batch, state, done, first.customer or first.project or "", first.customer_id, first.project_id,
        len(rows) - len(of_projects), len(of_projects), first.from_id, first.from_name, first.to_id, first.to_name,
        first.by_name, first.note, first.given_at, first.due_on, first.return_reason,
    )  # fmt: skip
