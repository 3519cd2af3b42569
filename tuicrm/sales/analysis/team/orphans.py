"""The customers of those who left: who looks after them now."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, or_, select

from tuicrm.plain.periods import day_start
from tuicrm.sales.home import Home
from tuicrm.sales.with_us import with_us
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.people import users

BACK = timedelta(days=730)
"""Who left longer ago is no risk any more."""
BEFORE = timedelta(days=31)
"""What somebody handed over so shortly before the last day was theirs, too."""
NAMED = 2


@dataclass(frozen=True)
class Orphans:
    """The customers that those held who left within two years; of the whole company.

    Attributes:
        free: that nobody holds now, or somebody who has left.
        holders: who holds most of the others; empty where the reader may not see single people.
        held_by: how many hold the others.
    """

    customers: int = 0
    free: int = 0
    holders: tuple[str, ...] = ()
    held_by: int = 0


NONE = Orphans()


def orphans_of(session: Session, house: Home, today: date, *, names: bool) -> Orphans:
    """Count the customers of those who left, and name who holds most of them."""
    gone = users.alias()
    holder = case((with_us(today), users.c.id))  # who has left holds nothing
    rows = session.all(
        select(customers.c.id, gone.c.left_on, ownerships.c.to_at, holder.label("holder"), users.c.name)
        .select_from(
            ownerships.join(gone, gone.c.id == ownerships.c.owner_id)
            .join(customers, customers.c.id == ownerships.c.customer_id)
            .outerjoin(users, users.c.id == customers.c.owner_id)
        )
        .where(gone.c.left_on.between(today - BACK, today - timedelta(days=1)), customers.c.archived_at.is_(None))
        .where(or_(ownerships.c.to_at.is_(None), ownerships.c.to_at >= day_start(today - BACK, house.zone)))
    )
    held = {
        row.id: (row.holder, row.name) if row.holder is not None else None
        for row in rows
        if row.to_at is None or house.day(row.to_at) >= row.left_on - BEFORE
    }
    by_holder = Counter(one for one in held.values() if one is not None)
    first = sorted(by_holder, key=lambda one: (-by_holder[one], one))[:NAMED]
    named = tuple(name for _id, name in first) if names else ()
    return Orphans(len(held), len(held) - by_holder.total(), named, len(by_holder))
