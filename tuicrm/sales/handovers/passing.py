"""The one way in which a handover takes effect: holder, open actions, and what the former holder may still read.

It changes the holder and nothing else: stage, dates, amounts, records and what was credited stay as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from tuicrm.sales.home import home
from tuicrm.sales.next_action import AMONG_US
from tuicrm.sales.pool.holding import change_holder
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import collaborators, handovers, projects

AT_ONCE, ON_ACCEPTANCE = "at_once", "accept"
BACK, TO_LEAD = "back", "lead"
MOVE, LEAVE = "move", "leave"
PART = "handover"
"""The part of a collaborator who is one because they handed over."""

ANSWER_DAYS = 3
READS_DAYS = 30


@dataclass(frozen=True)
class Terms:
    """How something passes on.

    Attributes:
        at_once: the holder changes now; else when the receiver accepts.
        moves_actions: the open actions of the former holder go along; else they stay with them.
        due_on: answered by this day, three days from now by default; after it goes back, or to the lead (`if_late`).
        reads_days: so long the former holder keeps reading; 0: not at all.
    """

    note: str = ""
    at_once: bool = False
    moves_actions: bool = True
    due_on: date | None = None
    if_late: str = BACK
    reads_days: int = READS_DAYS


def subject(row: Any) -> tuple[Any, int]:
    """Give the table and id of what a handover is about."""
    return (projects, row.project_id) if row.project_id is not None else (customers, row.customer_id)


def lock(session: Session, rows: Sequence[Any]) -> None:
    """Hold what handovers are about: customers first, then projects."""
    session.lock(customers, *sorted(row.customer_id for row in rows if row.project_id is None))
    session.lock(projects, *sorted(row.project_id for row in rows if row.project_id is not None))


def holder_of(session: Session, row: Any) -> int | None:
    """Say who holds what a handover is about."""
    table, record_id = subject(row)
    held: int | None = session.value(select(table.c.owner_id).where(table.c.id == record_id))
    return held


def pass_to(session: Session, row: Any, to_id: int | None, now: datetime, *, how: str = "handover") -> None:
    """Give what a handover is about to somebody; on its way back only the actions that it moved come along."""
    table, record_id = subject(row)
    thing = session.get(table, record_id)
    if thing.owner_id == to_id:
        return
    if table is projects:
        team = session.value(select(users.c.team_id).where(users.c.id == to_id))
        change.update(session, projects, record_id, owner_id=to_id, team_id=team)
    else:
        same = customers.c.owner_id.is_(None) if thing.owner_id is None else customers.c.owner_id == thing.owner_id
        change_holder(session, thing, to_id, same, how=how, now=now, by_id=session.actor_id, note=row.note)
    if to_id is not None and to_id == row.from_id:
        _actions_back(session, row, to_id)
        _end_reading(session, row, now)
    elif to_id is not None:
        if row.actions == MOVE:
            _move_actions(session, row, thing.owner_id, to_id)
        _let_read(session, row, now)


def _move_actions(session: Session, row: Any, from_id: int | None, to_id: int) -> None:
    about = actions.c.project_id == row.project_id
    if row.project_id is None:  # those of a project pass on with the project
        about = (actions.c.customer_id == row.customer_id) & actions.c.project_id.is_(None)
    open_ones = select(actions.c.id).where(about, actions.c.state == "planned", actions.c.owner_id == from_id)
    open_ones = open_ones.where(actions.c.origin != AMONG_US)
    for action_id in session.values(open_ones.order_by(actions.c.id)):
        change.update(session, actions, action_id, owner_id=to_id, handover_id=row.id)


def _actions_back(session: Session, row: Any, to_id: int) -> None:
    moved = select(actions.c.id).where(actions.c.handover_id == row.id, actions.c.state == "planned")
    for action_id in session.values(moved.order_by(actions.c.id)):
        change.update(session, actions, action_id, owner_id=to_id, handover_id=None)


def _let_read(session: Session, row: Any, now: datetime) -> None:
    """The former holder keeps reading for some days, unless they have left or help with it anyway."""
    today = home(session).day(now)
    former = session.get(users, row.from_id) if row.from_id is not None else None
    if former is None or not row.reads_days or (former.left_on is not None and former.left_on <= today):
        return
    reads = {"project_id": row.project_id, "customer_id": row.customer_id, "user_id": former.id}
    if session.exists(select(collaborators.c.id).where(*_same(reads), collaborators.c.archived_at.is_(None))):
        return
    until = today + timedelta(days=row.reads_days)
    change.insert(session, collaborators, **reads, part=PART, may_write=False, until_on=until)


def _end_reading(session: Session, row: Any, now: datetime) -> None:
    reads = {"project_id": row.project_id, "customer_id": row.customer_id, "user_id": row.from_id}
    given = select(collaborators.c.id).where(
        *_same(reads), collaborators.c.part == PART, collaborators.c.archived_at.is_(None)
    )
    for record_id in session.values(given):
        change.update(session, collaborators, record_id, archived_at=now)


def _same(values: dict[str, Any]) -> list[Any]:
    columns = {name: collaborators.c[name] for name in values}
    return [columns[name].is_(None) if value is None else columns[name] == value for name, value in values.items()]


def of_batch(session: Session, batch: int) -> Sequence[Any]:
    """Give all that passed on by one act, in the order in which it was named."""
    return session.all(select(handovers).where(handovers.c.batch == batch).order_by(handovers.c.id))
