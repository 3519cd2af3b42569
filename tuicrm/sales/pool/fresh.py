"""A customer that is new in the pool is at first for the people of its source, region or industry."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select

from tuicrm.sales.pool.policy import FRESH_HOURS
from tuicrm.sales.settings.reading import values
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.customers import ownerships
from tuicrm.store.tables.people import territories, users


@dataclass(frozen=True)
class Fresh:
    """Until when a customer is for its channel's people alone, and who they are."""

    until: datetime
    people: tuple[str, ...]


def fresh_until(session: Session, actor: Actor, customer: Any, now: datetime) -> Fresh | None:
    """Give until when the actor has to wait for a new customer; None where they need not.

    Counted from the ownership history: an edit makes nothing new again. Managers, and customers whose channel is
    nobody's, know no waiting.
    """
    hours = values(session).of(FRESH_HOURS)
    if hours is None or actor.manages:
        return None
    came_at = session.value(
        select(ownerships.c.from_at).where(
            ownerships.c.live_customer_id == customer.id,
            ownerships.c.owner_id.is_(None),
            ownerships.c.how.in_(("intake", "import")),
        )
    )
    if came_at is None or came_at + timedelta(hours=hours) <= now:
        return None
    people = people_of(session, customer)
    if not people or actor.id in people:
        return None
    return Fresh(came_at + timedelta(hours=hours), tuple(people.values()))


def people_of(session: Session, customer: Any, *kinds: str) -> dict[int, str]:
    """Give the people whose source, region or industry a customer is of: id and name."""
    source = session.value(select(sources.c.key).where(sources.c.id == customer.source_id))
    of_it = {"source": source, "region": customer.region, "industry": customer.industry}
    asked = [(kind, of_it[kind]) for kind in (kinds or of_it) if of_it[kind]]
    if not asked:
        return {}
    rows = session.all(
        select(users.c.id, users.c.name)
        .join(territories, territories.c.user_id == users.c.id)
        .where(
            territories.c.archived_at.is_(None),
            users.c.archived_at.is_(None),
            or_(*((territories.c.kind == kind) & (territories.c.value == value) for kind, value in asked)),
        )
        .order_by(users.c.name_sort, users.c.id)
    )
    return {row.id: row.name for row in rows}
