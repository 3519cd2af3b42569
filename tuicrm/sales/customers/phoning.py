"""Phones that are wrong, or that must not be called any more: marked, never deleted."""

from datetime import datetime
from typing import Literal

from sqlalchemy import select

from tuicrm.sales import rights
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contact_points, customers

Mark = Literal["wrong", "closed", "good"]


@rule("contact.mark_phone", right="sell", writes=True, refuses=("phone_mark",))
def mark_phone(session: Session, actor: Actor, point_id: int, mark: str, *, now: datetime) -> int:
    """Mark a phone (an e-mail, a messenger) as wrong, as closed to us, or as good again."""
    if mark not in ("wrong", "closed", "good"):
        raise Refused("phone_mark", given=mark)
    row = session.get(contact_points, point_id)
    if row is None:
        raise NotFound("contact", point_id)
    rights.find(session, actor, customers, row.customer_id)
    before = "wrong" if row.wrong_at is not None else "closed" if row.closed_at is not None else "good"
    change.update(
        session, contact_points, point_id, wrong_at=now if mark == "wrong" else None,
        closed_at=now if mark == "closed" else None,
    )  # fmt: skip
    session.can_be_undone_by("contact.mark_phone", point_id, before)
    return point_id


@rule("contact.close_phones", right="sell", writes=True)
def close_phones(
    session: Session, actor: Actor, customer_id: int, contact_id: int | None = None, *,
    again: tuple[int, ...] | None = None, now: datetime,
) -> tuple[int, ...]:  # fmt: skip
    """Close all phones of a contact, or of the customer itself: they do not want to be called.

    Args:
        again: open these instead.
    """
    rights.find(session, actor, customers, customer_id)
    whose = contact_points.c.contact_id == contact_id if contact_id else contact_points.c.contact_id.is_(None)
    living = contact_points.c.archived_at.is_(None), contact_points.c.kind == "phone"
    phones = select(contact_points.c.id).where(contact_points.c.customer_id == customer_id, whose, *living)
    ids = again if again is not None else tuple(session.values(phones.where(contact_points.c.closed_at.is_(None))))
    for point_id in ids:
        change.update(session, contact_points, point_id, closed_at=None if again is not None else now)
    if again is None:
        session.can_be_undone_by("contact.close_phones", customer_id, contact_id, again=ids)
    return ids
