"""How people are reached: contacts of a customer, with their phones and e-mails."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.plain.countries import country_code
from tuicrm.plain.emails import email_key
from tuicrm.plain.names import folded, name_sort
from tuicrm.plain.phones import phone_keys
from tuicrm.store import change
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contact_points, contacts


@dataclass(frozen=True)
class Point:
    """A phone or an e-mail: as it was written, and what it is compared by."""

    kind: str
    value: str
    key: str


def points_of(
    phones: Sequence[str], emails: Sequence[str], region: str, country: str | None = None
) -> tuple[Point, ...]:
    """Read phones and e-mails as they are typed; several numbers in one field are several phones.

    Args:
        country: of whom they are, as it is written: there the phones are dialled, if they can be.

    Raises:
        Refused: `phone_form`, `email_form` with what was written.
    """
    found: dict[tuple[str, str], Point] = {}
    there = country_code(country)
    for text in phones:
        if not line(text):
            continue
        keys = phone_keys(text, region, there)
        if not keys:
            raise Refused("phone_form", text=line(text)[:60])
        for key in keys:
            found.setdefault(("phone", key), Point("phone", line(text)[:200] if len(keys) == 1 else key, key))
    for text in emails:
        if not line(text):
            continue
        try:
            key = email_key(text)
        except ValueError:
            raise Refused("email_form", text=line(text)[:60]) from None
        found.setdefault(("email", key), Point("email", key, key))
    return tuple(found.values())


def reach(session: Session, customer_id: int, name: str, title: str, points: Sequence[Point]) -> int | None:
    """Find or make a contact of a customer by name, and add the points that are not known there yet.

    Returns:
        The contact; without a name whose point was known, or None.
    """
    known = known_points(session, customer_id)
    contact_id = _contact(session, customer_id, name, title, points, known)
    fresh = [point for point in points if (point.kind, point.key) not in known]
    for place, point in enumerate(fresh, start=len(known)):
        add_point(session, customer_id, contact_id, point, place)
    return contact_id


def known_points(session: Session, customer_id: int) -> dict[tuple[str, str], Any]:
    """Give the live points of a customer and its contacts by kind and key."""
    live = select(contact_points).where(
        contact_points.c.customer_id == customer_id, contact_points.c.archived_at.is_(None)
    )
    return {(row.kind, row.reach_key): row for row in session.all(live.order_by(contact_points.c.id.desc()))}


def add_contact_row(session: Session, customer_id: int, name: str, **values: Any) -> int:
    """Add a contact; its name is clean."""
    filled = {key: value or None for key, value in values.items()}
    return change.insert(
        session, contacts, customer_id=customer_id, name=name, name_sort=name_sort(name)[:160], **filled
    )


def add_point(session: Session, customer_id: int, contact_id: int | None, point: Point, position: int) -> int:
    """Add a phone or an e-mail to a contact, or to the customer itself."""
    return change.insert(
        session, contact_points, customer_id=customer_id, contact_id=contact_id, kind=point.kind,
        value=point.value, reach_key=point.key, position=min(position, 32_000),
    )  # fmt: skip


def _contact(
    session: Session,
    customer_id: int,
    name: str,
    title: str,
    points: Sequence[Point],
    known: Mapping[tuple[str, str], Any],
) -> int | None:
    if not name:
        theirs = (known.get((point.kind, point.key)) for point in points)
        return next((row.contact_id for row in theirs if row is not None and row.contact_id is not None), None)
    rows = session.all(
        select(contacts.c.id, contacts.c.name, contacts.c.title).where(
            contacts.c.customer_id == customer_id, contacts.c.archived_at.is_(None)
        )
    )
    for row in rows:
        if folded(row.name) == folded(name):
            if title and not row.title:
                change.update(session, contacts, row.id, title=title)
            return int(row.id)
    return add_contact_row(session, customer_id, name, title=title)
