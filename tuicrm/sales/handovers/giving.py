"""Hand over a project, or a customer with all its projects."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import note as clean_note
from tuicrm.sales.handovers import passing
from tuicrm.sales.handovers.allowed import check_limit, giver_of, receiver_of
from tuicrm.sales.handovers.passing import AT_ONCE, ON_ACCEPTANCE, Terms
from tuicrm.sales.handovers.restoring import state_of
from tuicrm.sales.handovers.summary import summary_of
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import handovers, projects

Thing = tuple[str, int]
"""What passes on: ("customer", id) or ("project", id)."""

REFUSES = (
    "nothing_to_give", "archived", "nobodys", "receiver", "other_team", "asks_first", "receiver_limit", "same_holder",
    "handover_pending", "due_past", "if_late",
)  # fmt: skip


@dataclass(frozen=True)
class HandedOver:
    """What passed on, or will when the receiver accepts.

    Attributes:
        batch: the number under which it is accepted or returned.
        name: of the first thing.
        done: the holder has changed.
    """

    batch: int
    name: str
    to_id: int
    to: str
    customers: int
    projects: int
    done: bool
    due_on: date


@rule("handover.give", right="sell", writes=True, refuses=REFUSES)
def give(
    session: Session, actor: Actor, things: Sequence[Thing], receiver_id: int, terms: Terms = Terms(), *, now: datetime
) -> HandedOver:  # fmt: skip
    """Hand over projects, and customers each with all projects of the same holder, open, won and lost alike.

    Raises:
        Refused: `nobodys`, `same_holder`, `handover_pending` (it waits for somebody's answer already), `receiver`,
            `asks_first` (a rep gives on acceptance), `other_team`, `receiver_limit`, `due_past`, `nothing_to_give`.
    """
    made, rows = give_core(session, actor, things, receiver_id, terms, now)
    remember(session, [rows])
    return made


def give_core(
    session: Session, actor: Actor, things: Sequence[Thing], receiver_id: int, terms: Terms, now: datetime
) -> tuple[HandedOver, list[Any]]:
    """Check all, then write: also gives the rows, each with who held it before."""
    receiver = receiver_of(session, actor, receiver_id, at_once=terms.at_once)
    due_on = _due(session, terms, now)
    wanted = _with_projects(session, things)
    if not wanted:
        raise Refused("nothing_to_give")
    session.lock(customers, *sorted(record_id for kind, record_id in wanted if kind == "customer"))
    session.lock(projects, *sorted(record_id for kind, record_id in wanted if kind == "project"))
    given = [(kind, giver_of(session, actor, _table(kind), record_id)) for kind, record_id in wanted]
    for kind, thing in given:
        _check(session, actor, kind, thing, receiver)
    rows = [_write(session, actor, kind, thing, receiver, terms, due_on, now) for kind, thing in given]
    batch = rows[0].id
    for row in rows:
        change.update(session, handovers, row.id, batch=batch)
    if terms.at_once:
        for row in rows:
            passing.pass_to(session, row, receiver.id, now)
    counts = {kind: sum(one == kind for one, _ in given) for kind in ("customer", "project")}
    made = HandedOver(
        batch, given[0][1].name, receiver.id, receiver.name, counts["customer"], counts["project"], terms.at_once,
        due_on,
    )  # fmt: skip
    return made, rows


def remember(session: Session, batches: Sequence[Sequence[Any]]) -> None:
    """Let all of these be taken back at once."""
    rows = [row for batch in batches for row in batch]
    before = tuple((row.id, row.from_id, ()) for row in rows)
    left_with = tuple(holder for _id, holder, _answer in state_of(session, rows))
    session.can_be_undone_by("handover.restore", before, left_with)


def _table(kind: str) -> Any:
    return {"customer": customers, "project": projects}[kind]


def _due(session: Session, terms: Terms, now: datetime) -> date:
    today = home(session).day(now)
    if terms.due_on is not None and terms.due_on < today:
        raise Refused("due_past", day=terms.due_on)
    if terms.if_late not in (passing.BACK, passing.TO_LEAD):
        raise Refused("if_late", given=terms.if_late)
    return terms.due_on or today + timedelta(days=passing.ANSWER_DAYS)


def _with_projects(session: Session, things: Sequence[Thing]) -> list[Thing]:
    """A customer brings along all its projects of the same holder."""
    wanted: dict[Thing, None] = dict.fromkeys(things)
    for kind, record_id in things:
        if kind == "customer":
            own = (
                select(projects.c.id)
                .join(customers, customers.c.id == projects.c.customer_id)
                .where(customers.c.id == record_id, projects.c.owner_id == customers.c.owner_id)
                .where(projects.c.archived_at.is_(None))
            )
            wanted |= dict.fromkeys(("project", one) for one in session.values(own.order_by(projects.c.id)))
    return list(wanted)


def _check(session: Session, actor: Actor, kind: str, thing: Any, receiver: Any) -> None:
    if thing.owner_id == receiver.id:
        raise Refused("same_holder", name=thing.name, to=receiver.name)
    about = handovers.c.project_id == thing.id
    if kind == "customer":
        about = (handovers.c.customer_id == thing.id) & handovers.c.project_id.is_(None)
        check_limit(session, actor, receiver, thing.id)
    open_ones = handovers.c.accepted_at.is_(None), handovers.c.ended_at.is_(None)
    waits = (
        select(users.c.name)
        .join(handovers, handovers.c.to_id == users.c.id)
        .where(about, handovers.c.how == ON_ACCEPTANCE, *open_ones)
    )
    if (name := session.value(waits)) is not None:
        raise Refused("handover_pending", name=thing.name, to=name)


def _write(
    session: Session, actor: Actor, kind: str, thing: Any, receiver: Any, terms: Terms, due_on: date, now: datetime
) -> Any:
    record_id = change.insert(
        session, handovers,
        customer_id=thing.id if kind == "customer" else None, project_id=thing.id if kind == "project" else None,
        from_id=thing.owner_id, to_id=receiver.id, by_id=actor.id, note=clean_note(terms.note) or None, given_at=now,
        due_on=due_on, how=AT_ONCE if terms.at_once else ON_ACCEPTANCE,
        actions=passing.MOVE if terms.moves_actions else passing.LEAVE, if_late=terms.if_late,
        reads_days=max(0, terms.reads_days), summary=json.dumps(summary_of(session, kind, thing), ensure_ascii=False),
    )  # fmt: skip
    return session.get(handovers, record_id)
