"""The one way in which a customer changes its holder: the record, and a row of its ownership history."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from tuicrm.sales.home import home
from tuicrm.sales.pool.warning_list import end_warning
from tuicrm.sales.rights import find
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.people import users

OUT_OF_SIGHT = ("not_found", "taken_by_team", "taken")
"""Refusals of a customer whose name is not told."""


@dataclass(frozen=True)
class Held:
    """A customer and who holds it now.

    Attributes:
        owner_id: None means that it lies in the pool.
        stay_id: the row of the ownership history that was opened.
        version: of the customer, after the change.
        held, limit: what the new holder holds now, and may hold; None is not counted, or no limit.
        claimed_today, day_limit: claims of the new holder today, this one included.
        locked_until_on: kept from recycling until then.
        lock_lost: end and reason of the lock that went with the holder; what takes the act back gives it back.
    """

    customer_id: int
    name: str
    version: int
    owner_id: int | None
    owner: str | None
    was_owner: str | None
    stay_id: int
    held: int | None = None
    limit: int | None = None
    claimed_today: int | None = None
    day_limit: int | None = None
    locked_until_on: date | None = None
    lock_lost: tuple[date, str | None] | None = None


@dataclass(frozen=True)
class Left:
    """A customer that an act on many left alone, and why: a refusal's code and facts."""

    customer_id: int
    name: str
    code: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class HeldMany:
    """What an act on many customers did, in the order in which they were named."""

    done: tuple[Held, ...]
    left: tuple[Left, ...]


def customer_to_hold(session: Session, actor: Actor, customer_id: int) -> Any:
    """Give a customer that may change its holder, and hold the row; an archived one must be brought back first."""
    session.lock(customers, customer_id)  # else it is claimed and given back before the stay that lasts is read
    row: Any = find(session, actor, customers, customer_id)
    if row.archived_at is not None:
        raise Refused("archived", name=row.name)
    return row


def change_holder(
    session: Session,
    row: Any,
    owner_id: int | None,
    *conditions: ColumnElement[bool],
    how: str,
    now: datetime,
    by_id: int | None,
    reason: str | None = None,
    note: str | None = None,
    since: datetime | None = None,
    lock: tuple[date, str | None] | None = None,
) -> Held | None:
    """Give a customer to somebody, or to the pool; close the stay that lasted and open the next.

    Args:
        row: the customer as it was read; its row is locked.
        conditions: what must still hold when the database writes.
        since, lock: held since, by default from now on; and locked until when, for what reason. Only taking an act
            back restores older ones.
    Returns:
        None when a condition failed: somebody was quicker.
    """
    live = session.first(select(ownerships.c.id, ownerships.c.from_at).where(ownerships.c.live_customer_id == row.id))
    at = now if live is None else max(now, live.from_at)  # a clock that is behind makes no gap
    held_since = None if owner_id is None else since or at
    values: dict[str, Any] = {"owner_id": owner_id, "held_since_at": held_since}
    if owner_id != row.owner_id and how not in ("handover", "undo"):
        values |= {"locked_until_on": None, "lock_reason": None}  # a lock is its holder's
    if lock is not None and owner_id is not None:
        values |= {"locked_until_on": lock[0], "lock_reason": lock[1]}
    done = change.update_if(session, customers, row.id, *conditions, **values)
    if done is None:
        return None
    end_warning(session, row.id, home(session).day(now), recycled=how == "recycle")
    if live is not None:
        change.update(session, ownerships, live.id, to_at=at, live_customer_id=None)
    stay = open_stay(session, row.id, owner_id, how=how, now=at, by_id=by_id, reason=reason, note=note)
    return Held(
        customer_id=row.id,
        name=row.name,
        version=done["version"] + 1,
        owner_id=owner_id,
        owner=name_of(session, owner_id),
        was_owner=name_of(session, done["owner_id"]),
        stay_id=stay,
        lock_lost=(row.locked_until_on, row.lock_reason)
        if row.locked_until_on is not None and "locked_until_on" in values
        else None,
    )


def undone_by_restore(session: Session, done: Iterable[Held]) -> None:
    """Let undo give customers back to whom they were before, with the locks that they had."""
    moved = tuple(done)
    if moved:
        locks = {one.customer_id: one.lock_lost for one in moved if one.lock_lost is not None}
        stays = tuple((one.customer_id, one.stay_id) for one in moved)
        session.can_be_undone_by("pool.restore", stays, **({"locks": tuple(locks.items())} if locks else {}))


def open_stay(
    session: Session,
    customer_id: int,
    owner_id: int | None,
    *,
    how: str,
    now: datetime,
    by_id: int | None,
    reason: str | None = None,
    note: str | None = None,
) -> int:
    """Begin a row of the ownership history; give its id."""
    return change.insert(
        session,
        ownerships,
        customer_id=customer_id,
        owner_id=owner_id,
        from_at=now,
        how=how,
        reason=reason,
        note=note or None,
        by_id=by_id,
        live_customer_id=customer_id,
    )


def for_each(session: Session, customer_ids: Iterable[int], act: Callable[[int], Held]) -> HeldMany:
    """Act on many customers; what is refused for one of them leaves that one alone and the rest goes on.

    An act checks all before it writes, so a refusal leaves nothing half done.
    """
    wanted = list(dict.fromkeys(customer_ids))
    session.lock(customers, *wanted)  # all at once and by rising id: two such acts never wait for each other
    done: list[Held] = []
    left: list[Left] = []
    for customer_id in wanted:
        try:
            done.append(act(customer_id))
        except Refused as refused:
            name = session.value(select(customers.c.name).where(customers.c.id == customer_id))
            hidden = refused.code in OUT_OF_SIGHT
            left.append(Left(customer_id, "" if hidden or not name else name, refused.code, dict(refused.facts)))
    return HeldMany(tuple(done), tuple(left))


def leads(session: Session, actor: Actor, owner_id: int) -> bool:
    """Say whether the holder is one for whom the actor decides: themselves, their team, or anybody."""
    if actor.manages or owner_id == actor.id:
        return True
    if not actor.leads or actor.team_id is None:
        return False
    return bool(session.value(select(users.c.team_id).where(users.c.id == owner_id)) == actor.team_id)


def name_of(session: Session, user_id: int | None) -> str | None:
    """Give the name of one of us."""
    return None if user_id is None else session.value(select(users.c.name).where(users.c.id == user_id))
