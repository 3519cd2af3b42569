"""Contacts of a customer with their phones and e-mails, as a card shows them."""

from dataclasses import dataclass

from sqlalchemy import select

from tuicrm.sales.hiding import masked
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contact_points, contacts


@dataclass(frozen=True)
class PointLine:
    """A phone, e-mail or messenger; `value` is only its outline where it is hidden, and `key` is then empty."""

    id: int
    kind: str
    value: str
    key: str
    label: str | None
    is_wrong: bool


@dataclass(frozen=True)
class ContactLine:
    """A person at the customer."""

    id: int
    version: int
    name: str
    title: str | None
    part: str | None
    note: str | None
    points: tuple[PointLine, ...]


def contacts_of(
    session: Session, customer_id: int, *, hidden: bool
) -> tuple[tuple[PointLine, ...], tuple[ContactLine, ...]]:
    """Give the customer's own points, and its contacts by name, each with theirs."""
    rows = session.all(
        select(contact_points)
        .where(contact_points.c.customer_id == customer_id, contact_points.c.archived_at.is_(None))
        .order_by(contact_points.c.position, contact_points.c.id)
    )
    points: dict[int | None, list[PointLine]] = {}
    for row in rows:
        value, key = (masked(row.kind, row.value), "") if hidden else (row.value, row.reach_key)
        line = PointLine(row.id, row.kind, value, key, row.label, row.wrong_at is not None)
        points.setdefault(row.contact_id, []).append(line)
    people = session.all(
        select(contacts)
        .where(contacts.c.customer_id == customer_id, contacts.c.archived_at.is_(None))
        .order_by(contacts.c.name_sort, contacts.c.id)
    )
    made = tuple(
        ContactLine(one.id, one.version, one.name, one.title, one.part, one.note, tuple(points.get(one.id, ())))
        for one in people
    )
    live = {one.id for one in people}
    own = [line for contact_id, lines in points.items() if contact_id not in live for line in lines]
    return tuple(own), made
