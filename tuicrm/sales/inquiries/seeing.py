"""What asked and was not looked at yet: the owner is told, and looking takes the news away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from tuicrm.sales import rights
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contacts, customers, inquiries

MOST = 99


@dataclass(frozen=True)
class Seen:
    """Inquiries that somebody looked at for the first time."""

    ids: tuple[int, ...]


def _news(actor: Actor, *columns: Any) -> Select[Any]:
    """Select of what customers asked since the actor holds them and the actor has not looked at."""
    return (
        select(*columns)
        .select_from(
            inquiries.join(customers, customers.c.id == inquiries.c.customer_id)
            .outerjoin(contacts, contacts.c.id == inquiries.c.contact_id)
        )
        .where(
            customers.c.owner_id == actor.id, inquiries.c.came_at > customers.c.held_since_at,
            customers.c.archived_at.is_(None), inquiries.c.seen_at.is_(None),
            inquiries.c.answered_at.is_(None), inquiries.c.verdict.is_(None), inquiries.c.archived_at.is_(None),
        )
    )  # fmt: skip


@rule("inquiry.unseen", right="anyone")
def unseen(session: Session, actor: Actor, *, now: datetime) -> int:
    """Count what customers asked since the actor holds them and the actor has not looked at; at most `MOST`."""
    mine = _news(actor, inquiries.c.id).limit(MOST)
    return int(session.value(select(func.count()).select_from(mine.subquery())))


def news(session: Session, actor: Actor) -> Sequence[Any]:
    """Give what `unseen` counts, the newest first, with its customer and who asks."""
    found = _news(
        actor, inquiries.c.id, inquiries.c.came_at, inquiries.c.message, inquiries.c.project_id, customers.c.name,
        inquiries.c.customer_id, contacts.c.name.label("contact"),
    ).order_by(inquiries.c.came_at.desc(), inquiries.c.id.desc())  # fmt: skip
    return session.all(found.limit(MOST))


def see_news(session: Session, actor: Actor, inquiry_ids: Sequence[int] | None, now: datetime) -> int:
    """Note that the actor has seen these of the news, or all; give how many."""
    mine = _news(actor, inquiries.c.id)
    if inquiry_ids is not None:
        mine = mine.where(inquiries.c.id.in_(inquiry_ids))
    ids = session.values(mine.order_by(inquiries.c.id))
    for one in ids:
        change.update(session, inquiries, one, seen_at=now)
    return len(ids)


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
