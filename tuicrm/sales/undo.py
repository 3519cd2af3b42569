"""Take an act of one's own back: by the rule that its operation named, as an operation of its own.

Nothing is replayed: the rule that takes back checks rights and criteria like every other. It runs only while
the records are as the act left them; what somebody did with them since is not overrun.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, or_, select

from tuicrm.plain.language import N_
from tuicrm.sales import rules, wording
from tuicrm.sales.rules import rule
from tuicrm.store import codec
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.access import access_passes, user_keys
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contacts, customers, inquiries
from tuicrm.store.tables.doubles import customer_tags
from tuicrm.store.tables.people import leaves, memberships, seat_costs, users
from tuicrm.store.tables.projects import handovers, projects
from tuicrm.store.tables.system import changes, operations
from tuicrm.store.tables.talk import comments

HOURS = 24
"""How far back `u` reaches: a key hit by mistake must not take back what was done last week."""

_NAMED = {"customer": customers, "project": projects, "user": users}
_PARTS = {
    "inquiry": (inquiries, ("customer",)), "contact": (contacts, ("customer",)),
    "customer_tag": (customer_tags, ("customer",)),
    "handover": (handovers, ("project", "customer")), "comment": (comments, ("project", "customer")),
    "user_leave": (leaves, ("user",)), "action": (actions, ("project", "customer")),
    "membership": (memberships, ("user",)), "seat_cost": (seat_costs, ("user",)),
    "user_key": (user_keys, ("user",)), "access_pass": (access_passes, ("user",)),
}  # fmt: skip
"""Rows that are a part of one of those: of which, the nearest first."""

wording.add_operations(
    {
        "user.place": N_("new role or team of {name}"),
        "user.leave": N_("leaving of {name}"),
    }
)


@dataclass(frozen=True)
class Act:
    """An act that can be taken back.

    Attributes:
        rule: its name in the registry; `wording.operation` puts it in words.
        kind, record_id, name: the customer, project or user that it was about; None where it was none of them.
    """

    key: UUID
    rule: str
    at: datetime
    kind: str | None
    record_id: int | None
    name: str | None

    @property
    def words(self) -> str:
        """The act in words, in the language of the moment."""
        return wording.operation(self.rule, self.name)


@rule("undo.list", right="anyone")
def listing(session: Session, actor: Actor, *, limit: int = 10, now: datetime) -> tuple[Act, ...]:
    """Give the actor's own acts of the last day that can be taken back, newest first."""
    rows = session.all(_undoable(actor, now).limit(limit))
    return tuple(_act(session, row) for row in rows)


@rule("undo.offered", right="anyone")
def is_offered(session: Session, actor: Actor, key: UUID, *, now: datetime) -> bool:
    """Say whether an operation can be taken back."""
    return session.exists(select(operations.c.key).where(operations.c.key == key, operations.c.undo.is_not(None)))


@rule("undo.last", right="anyone", writes=True, refuses=("no_undo", "undone_since", "undone_since_you"))
def last(session: Session, actor: Actor, *, now: datetime) -> Act:
    """Take the actor's newest act back, if nobody changed the same records since.

    Raises:
        Refused: `no_undo` (nothing of theirs in the last day), `undone_since` (by whom), and whatever the rule
            that takes it back refuses.
    """
    row = session.first(_undoable(actor, now).limit(1))
    if row is None:
        raise Refused("no_undo")
    _refuse_if_changed(session, actor, row.key)
    undo: dict[str, Any] = codec.from_json(row.undo)
    done = _act(session, row)
    rules.named(undo["rule"]).function(session, actor, *undo["args"], now=now, **undo["named"])
    session.undo = None  # taking back is not taken back in turn: the next `u` goes one further
    session.undoes = row.key
    return done


def _undoable(actor: Actor, now: datetime) -> Select[Any]:
    taken_back = select(operations.c.undoes).where(operations.c.undoes.is_not(None))
    return (
        select(operations.c.key, operations.c.rule, operations.c.at, operations.c.undo)
        .where(
            operations.c.actor_id == actor.id,
            operations.c.at >= now - timedelta(hours=HOURS),
            operations.c.undo.is_not(None),
            operations.c.undoes.is_(None),
            operations.c.key.not_in(taken_back),
        )
        .order_by(operations.c.at.desc(), operations.c.key.desc())
    )


def _refuse_if_changed(session: Session, actor: Actor, key: UUID) -> None:
    """Refuse if another operation wrote to the same records later, unless that was taken back itself."""
    touched = (
        select(changes.c.record_kind, changes.c.record_id, func.max(changes.c.id).label("last_id"))
        .where(changes.c.operation_key == key)
        .group_by(changes.c.record_kind, changes.c.record_id)
        .subquery()
    )
    undoing = select(operations.c.key).where(operations.c.undoes.is_not(None))
    undone = select(operations.c.undoes).where(operations.c.undoes.is_not(None))
    looking = select(operations.c.key).where(operations.c.rule == "inquiry.see")
    reading = select(operations.c.key).where(operations.c.rule == "notice.see")
    later = session.first(
        select(changes.c.actor_id, users.c.name)
        .select_from(
            changes.join(
                touched,
                (touched.c.record_kind == changes.c.record_kind) & (touched.c.record_id == changes.c.record_id),
            ).outerjoin(users, users.c.id == changes.c.actor_id)
        )
        .where(
            changes.c.id > touched.c.last_id,
            changes.c.operation_key != key,
            changes.c.operation_key.not_in(undoing),
            changes.c.operation_key.not_in(undone),
            changes.c.operation_key.not_in(looking),
            or_(changes.c.record_kind != "inquiry", changes.c.operation_key.not_in(reading)),
        )
        .order_by(changes.c.id.desc())
        .limit(1)
    )
    if later is not None:
        if later.actor_id == actor.id:
            raise Refused("undone_since_you")
        raise Refused("undone_since", by=later.name or "tuicrm")


def _act(session: Session, row: Row[Any]) -> Act:
    """Say what an operation was about: the first customer, project or user that it wrote, or whose part it wrote."""
    about = session.first(
        select(changes.c.record_kind, changes.c.record_id)
        .where(changes.c.operation_key == row.key, changes.c.record_kind.in_(tuple(_NAMED)))
        .order_by(changes.c.id)
        .limit(1)
    )
    if about is None:
        return _of_part(session, row)
    table = _NAMED[about.record_kind]
    name = session.value(select(table.c.name).where(table.c.id == about.record_id))
    return Act(row.key, row.rule, row.at, about.record_kind, about.record_id, name)


def _of_part(session: Session, row: Row[Any]) -> Act:
    part = session.first(
        select(changes.c.record_kind, changes.c.record_id)
        .where(changes.c.operation_key == row.key, changes.c.record_kind.in_(tuple(_PARTS)))
        .order_by(changes.c.id)
        .limit(1)
    )
    about_nothing = Act(row.key, row.rule, row.at, None, None, None)
    if part is None:
        return about_nothing
    table, wholes = _PARTS[part.record_kind]
    for whole in wholes:
        of = _NAMED[whole]
        found = session.first(
            select(of.c.id, of.c.name)
            .join(table, table.c[f"{whole}_id"] == of.c.id)
            .where(table.c.id == part.record_id)
        )
        if found:
            return Act(row.key, row.rule, row.at, whole, found.id, found.name)
    return about_nothing
