"""What asked and was not looked at yet: the owner is told, and looking takes the news away."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from tuicrm.sales import rights
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, inquiries

MOST = 99


@dataclass(frozen=True)
class Seen:
    """Inquiries that somebody looked at for the first time."""

    ids: tuple[int, ...]


@rule("inquiry.unseen", right="anyone")
def unseen(session: Session, actor: Actor, *, now: datetime) -> int:
    """Count what customers asked since the actor holds them and the actor has not looked at; at most `MOST`."""
    mine = (
        select(inquiries.c.id)
        .join(customers, customers.c.id == inquiries.c.customer_id)
        .where(
            customers.c.owner_id == actor.id, inquiries.c.came_at > customers.c.held_since_at,
            customers.c.archived_at.is_(None), inquiries.c.seen_at.is_(None),
            inquiries.c.answered_at.is_(None), inquiries.c.verdict.is_(None), inquiries.c.archived_at.is_(None),
        )
        .limit(MOST)
    )  # fmt: skip
    return int(session.value(select(func.count()).select_from(mine.subquery())))


@rule("inquiry.see", right="sell", writes=True)
def see(session: Session, actor: Actor, customer_id: int, *, now: datetime) -> Seen:
    """Note that the inquiries of a customer were looked at, by its holder or, in the pool, by anybody who sells."""
    row = rights.find(session, actor, customers, customer_id)
    if row.owner_id not in (None, actor.id):
        return Seen(())
    fresh = select(inquiries.c.id).where(
        inquiries.c.customer_id == customer_id, inquiries.c.seen_at.is_(None), inquiries.c.archived_at.is_(None)
    )
    ids = tuple(session.values(fresh.order_by(inquiries.c.id)))
    for one in ids:
        change.update(session, inquiries, one, seen_at=now)
    return Seen(ids)
