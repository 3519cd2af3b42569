"""How much of what its class requires is known of a customer, as a share that three engines count alike.

Of every customer: city, industry, source, a contact, a phone, an e-mail. Besides, the own fields that the team requires
of all customers or of those of its class.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select

from tuicrm.sales.fields import fields_of
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contact_points, contacts, customers
from tuicrm.store.tables.fields import own_values


def known_and_wanted(session: Session) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """Give how many facts of a customer are known, and how many are wanted, as expressions on `customers`."""
    facts: list[ColumnElement[bool]] = [
        customers.c.city.is_not(None),
        customers.c.industry.is_not(None),
        customers.c.source_id.is_not(None),
        select(contacts.c.id)
        .where(contacts.c.customer_id == customers.c.id, contacts.c.archived_at.is_(None))
        .exists(),
        _point("phone"),
        _point("email"),
    ]
    known: ColumnElement[int] = literal(0)
    for fact in facts:
        known = known + case((fact, 1), else_=0)
    wanted: ColumnElement[int] = literal(len(facts))
    for one in fields_of(session, "customer"):
        if not one.required_for:
            continue
        asked = _is_of(one.required_for)
        filled = (
            select(own_values.c.id)
            .where(
                own_values.c.field_id == one.id,
                own_values.c.record_id == customers.c.id,
                or_(
                    own_values.c.text_value.is_not(None),
                    own_values.c.number_micro.is_not(None),
                    own_values.c.day_value.is_not(None),
                ),
            )
            .exists()
        )
        known = known + case((and_(asked, filled), 1), else_=0)
        wanted = wanted + case((asked, 1), else_=0)
    return known, wanted


def _point(kind: str) -> ColumnElement[bool]:
    points = contact_points
    return (
        select(points.c.id)
        .where(points.c.customer_id == customers.c.id, points.c.kind == kind, points.c.archived_at.is_(None))
        .exists()
    )


def _is_of(classes: Sequence[str]) -> ColumnElement[bool]:
    """Read what a field is required for: classes as `A` or `class:A`; `*` or `all` for every customer."""
    names = {one.removeprefix("class:").upper() for one in classes}
    if names & {"*", "ALL"}:
        return literal(True)
    return func.coalesce(customers.c.class_key, "").in_(sorted(names))
