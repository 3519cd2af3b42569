"""How many customers one person may hold and claim, and what they may not take back at once.

Counted from the ownership history and never from what is held now: claim, release, claim again uses two.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from tuicrm.plain.periods import day_start
from tuicrm.sales.home import home
from tuicrm.sales.pool.policy import (
    CARDS_A_DAY,
    CLAIMS_A_DAY,
    COOLING_DAYS,
    HOLDING_COUNTS_WON,
    HOLDING_LIMIT,
    LOCK_LIMIT,
    own_or_role,
)
from tuicrm.sales.purchases import has_bought
from tuicrm.sales.settings.reading import values
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.people import users


@dataclass(frozen=True)
class Limits:
    """What one person may; None is no limit.

    Attributes:
        counts_won: customers that have bought count among those held.
    """

    holding: int | None
    claims_a_day: int | None
    locks: int | None = None
    cards_a_day: int | None = None
    counts_won: bool = True


def limits_of(session: Session, user_id: int) -> Limits:
    """Give a person's own limits, else the role's or the team's; who manages has only limits of their own."""
    own = (users.c.holding_limit, users.c.claims_a_day, users.c.lock_limit, users.c.cards_a_day)
    row = session.first(select(users.c.role, *own).where(users.c.id == user_id))
    if row is None:
        return Limits(None, None)
    kept = values(session)
    return Limits(
        own_or_role(kept, HOLDING_LIMIT, row.role, row.holding_limit),
        own_or_role(kept, CLAIMS_A_DAY, row.role, row.claims_a_day),
        own_or_role(kept, LOCK_LIMIT, row.role, row.lock_limit),
        own_or_role(kept, CARDS_A_DAY, row.role, row.cards_a_day),
        kept.of(HOLDING_COUNTS_WON),
    )


def held_count(session: Session, user_id: int, *, counts_won: bool = True) -> int:
    """Count the customers that a person holds; those that have bought only if they count."""
    mine = select(func.count()).select_from(customers)
    mine = mine.where(customers.c.owner_id == user_id, customers.c.archived_at.is_(None))
    if not counts_won:
        mine = mine.where(~has_bought())
    return int(session.value(mine))


def locked_count(session: Session, user_id: int, today: date) -> int:
    """Count the customers that a person keeps locked."""
    locked = select(func.count()).select_from(customers)
    return int(
        session.value(
            locked.where(
                customers.c.owner_id == user_id,
                customers.c.archived_at.is_(None),
                customers.c.locked_until_on >= today,
            )
        )
    )


def claims_today(session: Session, user_id: int, now: datetime) -> int:
    """Count the claims of a person on this day of business, also of customers given back since."""
    where = home(session)
    start = day_start(where.day(now), where.zone)
    claimed = select(func.count()).select_from(ownerships)
    return int(
        session.value(
            claimed.where(ownerships.c.owner_id == user_id, ownerships.c.how == "claim", ownerships.c.from_at >= start)
        )
    )


def cooling_until(session: Session, actor: Actor, customer_id: int, now: datetime) -> datetime | None:
    """Give until when one who gave a customer back, or lost it by rule, may not claim it again; else None."""
    left_at = session.value(_left(session, actor, now, customer_id))
    return None if left_at is None else left_at + timedelta(values(session).of(COOLING_DAYS))


def cooling_ids(session: Session, actor: Actor, now: datetime) -> tuple[int, ...]:
    """Give the customers that the actor gave back or lost so lately that only others may claim them."""
    left = _left(session, actor, now)
    ids = (row.customer_id for row in session.all(left) if row.customer_id is not None)
    return session.once(("cooling", actor.id), lambda: tuple(ids))


def _left(session: Session, actor: Actor, now: datetime, customer_id: int | None = None) -> Select[Any]:
    """When the actor's stays ended that still cool, the latest of each customer."""
    days = timedelta(values(session).of(COOLING_DAYS))
    stay, after, back = ownerships.alias("stay"), ownerships.alias("after"), ownerships.alias("back")
    taken_back = select(back.c.id).where(
        back.c.customer_id == after.c.customer_id, back.c.from_at == after.c.to_at, back.c.how == "undo"
    )
    wanted = (
        select(func.max(stay.c.to_at), stay.c.customer_id)
        .join(after, (after.c.customer_id == stay.c.customer_id) & (after.c.from_at == stay.c.to_at))
        .where(
            stay.c.owner_id == actor.id,
            stay.c.to_at > now - days,
            after.c.owner_id.is_(None),
            after.c.how.in_(("release", "recycle")),
            ~taken_back.exists(),
        )
        .group_by(stay.c.customer_id)
    )
    return wanted if customer_id is None else wanted.where(stay.c.customer_id == customer_id)
