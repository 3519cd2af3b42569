"""The audit trail of a customer, ready to be put in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from tuicrm.sales.customers.hiding import masked
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import campaigns, sources
from tuicrm.store.tables.customers import contacts
from tuicrm.store.tables.people import users
from tuicrm.store.tables.system import changes

MOST = 60
_DERIVED = {
    "id", "uid", "version", "name_sort", "name_key", "pool_id", "customer_id", "contact_id", "created_at",
    "created_month", "created_by_id", "held_since_at", "last_action_at", "next_action_at", "last_inquiry_at",
    "reach_key", "position", "field_id", "record_id",
}  # fmt: skip
_NAMED: Mapping[str, Any] = {"owner_id": users, "source_id": sources, "campaign_id": campaigns}


@dataclass(frozen=True)
class FieldChange:
    """One column: what it was and what it became, as text; None is nothing."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class ChangeLine:
    """What one operation did to the customer or to what belongs to it."""

    at: datetime
    by: str | None
    through: str
    kind: str
    what: str
    fields: tuple[FieldChange, ...]


def changes_of(session: Session, customer_id: int, *, hidden: bool) -> tuple[ChangeLine, ...]:
    """Give who changed what of a customer and its contacts, newest first. Derived columns are left out."""
    people = list(session.values(select(contacts.c.id).where(contacts.c.customer_id == customer_id)))
    of_it = (changes.c.record_kind == "customer") & (changes.c.record_id == customer_id)
    about_it = (changes.c.subject_kind == "customer") & (changes.c.subject_id == customer_id)
    about_them = (changes.c.subject_kind == "contact") & changes.c.subject_id.in_(people)
    rows = session.all(
        select(changes, users.c.name.label("by_name"))
        .outerjoin(users, users.c.id == changes.c.actor_id)
        .where(or_(of_it, about_it, about_them) if people else or_(of_it, about_it))
        .where(changes.c.record_kind.in_(("customer", "contact", "contact_point")))
        .order_by(changes.c.id.desc())
        .limit(MOST)
    )
    found = []
    for row in rows:
        values = {**(row.facts or {}), **(row.personal or {})}
        kept = {name: pair for name, pair in values.items() if name not in _DERIVED}
        if kept:
            fields = tuple(
                FieldChange(name, _text(session, name, old, values, hidden), _text(session, name, new, values, hidden))
                for name, (old, new) in kept.items()
            )
            found.append(ChangeLine(row.at, row.by_name, row.through, row.record_kind, row.what, fields))
    return tuple(found)


def _text(session: Session, name: str, value: Any, all_values: Mapping[str, Any], hidden: bool) -> str | None:
    if value is None:
        return None
    if name in _NAMED:
        table = _NAMED[name]
        return str(session.value(select(table.c.name).where(table.c.id == value)) or value)
    if hidden and name == "value":
        kind = (all_values.get("kind") or [None, "email" if "@" in str(value) else "phone"])[1]
        return masked(kind, str(value))
    return str(value)
