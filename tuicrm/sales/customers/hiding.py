"""Phones and e-mails of customers in the pool: hidden until claimed."""

from typing import Any

from sqlalchemy import select

from tuicrm.sales.pool.policy import HIDE_IN_POOL
from tuicrm.sales.pool.showing import is_shown
from tuicrm.sales.settings.reading import values
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.projects import projects


def is_hidden(session: Session, actor: Actor, customer: Any) -> bool:
    """Say whether the actor sees only the outline of a customer's phones and e-mails.

    Those of a customer in the pool are hidden until somebody claims it, so that nobody copies what they do not look
    after; a team may switch that off. Managers see them, who has an open project there, and for the rest of the day
    whoever had the full card shown, which is counted. Marketing sees no phone at all.
    """
    if actor.role == "marketing":
        return True
    if customer.owner_id is not None or actor.manages or not values(session).of(HIDE_IN_POOL):
        return False
    if is_shown(session, actor, customer.id, session.now):
        return False
    working = select(projects.c.id).where(
        projects.c.customer_id == customer.id,
        projects.c.owner_id == actor.id,
        projects.c.state == "open",
        projects.c.archived_at.is_(None),
    )
    return not session.exists(working)


def masked(kind: str, value: str) -> str:
    """Give the outline of a phone (its last two digits) or an e-mail (its first letter)."""
    if kind == "phone":
        return f"*** ** {value[-2:]}" if len(value) > 4 else "*** **"
    return f"{value[:1]}***@***"
