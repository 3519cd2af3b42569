"""Take a claim, a release or an assignment back."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from tuicrm.sales.pool.holding import Held, HeldMany, change_holder, customer_to_hold, for_each, name_of
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, ownerships


@rule("pool.restore", right="sell", writes=True, refuses=("moved", "archived"))
def restore(
    session: Session, actor: Actor, stays: Sequence[tuple[int, int]], *,
    locks: Sequence[tuple[int, tuple[date, str | None]]] = (), now: datetime,
) -> HeldMany:  # fmt: skip
    """Give customers back to who held them before, as long as nobody has changed the holder since.

    A claim taken back still counts for the day, or claim and undo would show any number of phones.

    Args:
        stays: customer id and the id of the ownership row that the actor's own act opened.
        locks: customer id, end and reason of locks that went with the holder and come back with them.
    Raises:
        Refused: `moved` when none of them can be taken back.
    """
    opened, locked = dict(stays), dict(locks)
    result = for_each(session, opened, lambda one: _restore(session, actor, one, opened[one], locked.get(one), now))
    if not result.done and result.left:
        first = result.left[0]
        raise Refused(first.code, **first.facts)
    return result


def _restore(
    session: Session, actor: Actor, customer_id: int, stay_id: int, lock: tuple[date, str | None] | None, now: datetime
) -> Held:
    row = customer_to_hold(session, actor, customer_id)
    stay = session.get(ownerships, stay_id)
    if stay is None or stay.live_customer_id != customer_id or stay.by_id != actor.id:
        raise Refused("moved", name=row.name, by=name_of(session, row.owner_id) or "")
    before = session.first(
        select(ownerships)
        .where(ownerships.c.customer_id == customer_id, ownerships.c.id < stay_id)
        .order_by(ownerships.c.id.desc())
        .limit(1)
    )
    owner_id, since = (before.owner_id, before.from_at) if before is not None else (None, None)
    same = customers.c.owner_id.is_(None) if row.owner_id is None else customers.c.owner_id == row.owner_id
    done = change_holder(session, row, owner_id, same, how="undo", now=now, by_id=actor.id, since=since, lock=lock)
    if done is None:
        raise Refused("moved", name=row.name, by=name_of(session, row.owner_id) or "")
    return done
