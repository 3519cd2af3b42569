"""Phones and e-mails of customers in the pool: hidden until claimed, also where they stand in a text."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import Select, func, or_, select

from tuicrm.plain.language import N_
from tuicrm.plain.outline import masked as masked
from tuicrm.plain.outline import outlined
from tuicrm.plain.periods import day_start
from tuicrm.sales.home import home
from tuicrm.sales.settings.declared import Setting
from tuicrm.sales.settings.reading import values
from tuicrm.store.actor import Actor
from tuicrm.store.among import among
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.system import disclosures

HIDE_IN_POOL = Setting(
    "hide_in_pool",
    N_("pool"),
    "flag",
    True,
    N_("Phones and e-mails of customers in the pool are hidden until claimed."),
)  # fmt: skip
Found = TypeVar("Found")
WHAT = "pool card"
"""What a full card of a customer in the pool is called among what was disclosed."""


def is_hidden(session: Session, actor: Actor, customer: Any) -> bool:
    """Say whether the actor sees only the outline of a customer's phones and e-mails.

    Those of a customer in the pool are hidden until somebody claims it, so that nobody copies what they do not look
    after; a team may switch that off. Managers see them, who has an open project there, unless they began it
    themselves while the customer lay in the pool, and for the rest of the day whoever had the full card shown, which
    is counted. Marketing sees no phone at all.
    """
    if customer.owner_id is not None and actor.role != "marketing":
        return False
    return customer.id in hidden_among(session, actor, (customer.id,))


def hidden_among(session: Session, actor: Actor, customer_ids: Iterable[int | None]) -> frozenset[int]:
    """Give those of some customers whose phones and e-mails the actor sees in outline only."""
    asked = frozenset(one for one in customer_ids if one is not None)
    if actor.role == "marketing" or not asked:
        return asked
    if actor.manages or not values(session).of(HIDE_IN_POOL):
        return frozenset()
    free = select(customers.c.id).where(among(customers.c.id, list(asked)), customers.c.owner_id.is_(None))
    if not (hidden := frozenset(session.values(free))):
        return hidden
    since = select(ownerships.c.from_at).where(ownerships.c.live_customer_id == projects.c.customer_id)
    working = select(projects.c.customer_id).where(
        among(projects.c.customer_id, list(hidden)),
        projects.c.owner_id == actor.id,
        projects.c.state == "open",
        projects.c.archived_at.is_(None),
        or_(func.coalesce(projects.c.created_by_id, 0) != actor.id, projects.c.created_at <= since.scalar_subquery()),
    )
    return hidden - frozenset(session.values(working)) - frozenset(session.values(shown_today(session, actor.id)))


def shown_today(session: Session, user_id: int) -> Select[tuple[int]]:
    """Select the customers of the pool whose full card a person was shown on this day of business."""
    where = home(session)
    start = day_start(where.day(session.now), where.zone)
    return select(disclosures.c.record_id).where(
        disclosures.c.user_id == user_id, disclosures.c.what == WHAT, disclosures.c.at >= start
    )


def written_over(was: str | None, text: str, name: str) -> str:
    """Give what to write for a note that somebody edits: where they saw outlines only, these never replace it.

    Raises:
        Refused: `claim_first`, when more than that was changed.
    """
    if not was or "***" not in text:
        return text
    seen = outlined(was)
    if seen == was:
        return text
    if text.strip() != seen.strip():
        raise Refused("claim_first", name=name)
    return was


def veiled(found: Found) -> Found:
    """Give the same with outlines instead of the phones and e-mails in all of its texts."""
    what: Any = found
    if isinstance(found, str):
        what = outlined(found)
    elif isinstance(found, tuple):
        what = tuple(veiled(one) for one in found)
    elif is_dataclass(found) and not isinstance(found, type):
        here = {field.name: getattr(found, field.name) for field in fields(found)}
        what = replace(found, **{name: veiled(value) for name, value in here.items()})
    return what  # type: ignore[no-any-return]
