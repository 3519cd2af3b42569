"""How many customers one person may hold and claim, and what they may not take back at once.

Counted from the ownership history and never from what is held now: claim, release, claim again uses two.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from tuicrm.plain.periods import day_start
from tuicrm.sales.home import Home, home
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.people import users


@dataclass(frozen=True)
class Limits:
    """What one person may; None is no limit."""

    holding: int | None
    claims_a_day: int | None


def limits_of(session: Session, user_id: int) -> Limits:
    """Give a person's own limits, else those of the team; who manages has only limits of their own."""
    row = session.first(select(users.c.role, users.c.holding_limit, users.c.claims_a_day).where(users.c.id == user_id))
    if row is None:
        return Limits(None, None)
    common = Home(holding_limit=None, claims_a_day=None)
    if row.role not in ("manager", "administrator"):
        common = home(session)
    return Limits(
        common.holding_limit if row.holding_limit is None else row.holding_limit,
        common.claims_a_day if row.claims_a_day is None else row.claims_a_day,
    )


def held_count(session: Session, user_id: int) -> int:
    """Count the customers that a person holds."""
    mine = select(func.count()).select_from(customers)
    return int(session.value(mine.where(customers.c.owner_id == user_id, customers.c.archived_at.is_(None))))


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
    days = timedelta(home(session).cooling_days)
    stay, after, back = ownerships.alias("stay"), ownerships.alias("after"), ownerships.alias("back")
    taken_back = select(back.c.id).where(
        back.c.customer_id == after.c.customer_id, back.c.from_at == after.c.to_at, back.c.how == "undo"
    )
    left_at = session.value(
        select(func.max(stay.c.to_at))
        .join(after, (after.c.customer_id == stay.c.customer_id) & (after.c.from_at == stay.c.to_at))
        .where(
            stay.c.customer_id == customer_id,
            stay.c.owner_id == actor.id,
            stay.c.to_at > now - days,
            after.c.owner_id.is_(None),
            after.c.how.in_(("release", "recycle")),
            ~taken_back.exists(),
        )
    )
    return None if left_at is None else left_at + days
