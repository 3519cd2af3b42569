"""Keep a customer from recycling: with a reason and an end, and only so many per person."""

from datetime import date, datetime, timedelta
from typing import Any

from tuicrm.plain.clean import line
from tuicrm.sales.home import home
from tuicrm.sales.pool.holding import Held, customer_to_hold, leads, name_of
from tuicrm.sales.pool.limits import limits_of, locked_count
from tuicrm.sales.pool.policy import LOCK_DAYS
from tuicrm.sales.rules import rule
from tuicrm.sales.settings.reading import values
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users


@rule(
    "pool.lock", right="sell", writes=True,
    refuses=("lock_reason", "in_pool", "not_yours", "lock_limit", "lock_past", "lock_long", "archived"),
)  # fmt: skip
def lock(
    session: Session, actor: Actor, customer_id: int, reason: str, until_on: date | None = None, *, now: datetime
) -> Held:
    """Keep a held customer from recycling until a day, that day included.

    Args:
        until_on: by default as long as the rules allow, or 90 days.
    Raises:
        Refused: `lock_reason` (is missing), `in_pool`, `not_yours` (only the holder or who leads them), `lock_limit`
            (so many are locked), `lock_past` (the end is over), `lock_long` (the latest end), `archived`.
    """
    text, today = line(reason)[:200], home(session).day(now)
    if not text:
        raise Refused("lock_reason")
    longest = values(session).of(LOCK_DAYS)
    until = until_on or today + timedelta(longest or 90)
    if until < today:
        raise Refused("lock_past", on=until)
    if longest is not None and until > today + timedelta(longest):
        raise Refused("lock_long", days=longest, on=today + timedelta(longest))
    row = _own(session, actor, customer_id)
    if row.locked_until_on is None or row.locked_until_on < today:
        limit, locked = limits_of(session, row.owner_id).locks, locked_count(session, row.owner_id, today)
        if limit is not None and locked >= limit:
            raise Refused("lock_limit", locked=locked, limit=limit)
    was = (row.locked_until_on, row.lock_reason)
    return _lock(session, row, until, text, was)


@rule("pool.unlock", right="sell", writes=True, refuses=("in_pool", "not_yours", "not_locked", "archived"))
def unlock(session: Session, actor: Actor, customer_id: int, *, now: datetime) -> Held:
    """Take a lock off: the rules hold again, and a warning comes before the customer goes."""
    row = _own(session, actor, customer_id)
    if row.locked_until_on is None:
        raise Refused("not_locked", name=row.name)
    return _lock(session, row, None, None, (row.locked_until_on, row.lock_reason))


@rule("pool.relock", right="sell", writes=True, refuses=("in_pool", "not_yours", "archived"))
def relock(
    session: Session, actor: Actor, customer_id: int, until_on: date | None, reason: str | None, *, now: datetime
) -> Held:
    """Give a customer the lock, or the freedom, that it had: takes back `lock` and `unlock`."""
    row = _own(session, actor, customer_id)
    return _lock(session, row, until_on, reason, (row.locked_until_on, row.lock_reason))


def _own(session: Session, actor: Actor, customer_id: int) -> Any:
    row = customer_to_hold(session, actor, customer_id)
    if row.owner_id is None:
        raise Refused("in_pool", name=row.name)
    if row.owner_id != actor.id and not leads(session, actor, row.owner_id):
        raise Refused("not_yours", name=row.name, by=name_of(session, row.owner_id) or "")
    session.lock(users, row.owner_id)  # what they keep locked is counted
    return row


def _lock(session: Session, row: Any, until: date | None, reason: str | None, was: tuple[Any, Any]) -> Held:
    change.update(session, customers, row.id, locked_until_on=until, lock_reason=reason)
    session.can_be_undone_by("pool.relock", row.id, *was)
    after = session.get(customers, row.id)
    owner = name_of(session, row.owner_id)
    return Held(row.id, row.name, after.version, row.owner_id, owner, owner, 0, locked_until_on=until)
