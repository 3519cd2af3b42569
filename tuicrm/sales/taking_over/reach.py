"""Phones, e-mails and messengers that arrive with a customer or a contact."""

from collections.abc import Sequence

from sqlalchemy import select

from tuicrm.sales.taking_over.arrivals import Arrival, Reach
from tuicrm.sales.taking_over.work import Work
from tuicrm.store import change
from tuicrm.store.tables.customers import contact_points

FIELDS = ("phone", "mobile", "email", "messenger")


def add(work: Work, reached: Sequence[tuple[int, int | None, Arrival]]) -> int:
    """Write what is not there yet; what was taken off here does not come back, and nothing is ever taken off.

    Args:
        reached: (customer, contact or None, arrival).

    Returns:
        How many were written.
    """
    wanted = [
        (customer_id, contact_id, point)
        for customer_id, contact_id, arrival in reached
        for name in FIELDS
        for point in arrival.values.get(name) or ()
    ]
    if not wanted:
        return 0
    customer_ids = sorted({customer_id for customer_id, *_ in wanted})
    there: dict[tuple[int, str, str], int] = {}
    positions: dict[int, int] = {}
    for start in range(0, len(customer_ids), 500):
        part = customer_ids[start : start + 500]
        columns = (contact_points.c.customer_id, contact_points.c.kind, contact_points.c.reach_key)
        for row in work.session.all(select(*columns).where(contact_points.c.customer_id.in_(part))):
            there[row.customer_id, row.kind, row.reach_key] = 1
            positions[row.customer_id] = positions.get(row.customer_id, 0) + 1
    rows = []
    for customer_id, contact_id, point in wanted:
        if (customer_id, point.kind, point.key) in there:
            continue
        there[customer_id, point.kind, point.key] = 1
        position = positions[customer_id] = positions.get(customer_id, -1) + 1
        rows.append(_row(customer_id, contact_id, point, position))
    change.insert_many(work.session, contact_points, rows)
    return len(rows)


def move(work: Work, contact_id: int, customer_id: int) -> None:
    """Take what a contact is reached by along to another customer; what that one has already is set aside."""
    place = contact_points.c.kind, contact_points.c.reach_key
    there = {
        (kind, key) for kind, key in work.session.all(select(*place).where(contact_points.c.customer_id == customer_id))
    }
    own = select(contact_points.c.id, *place).where(contact_points.c.contact_id == contact_id)
    for point_id, kind, key in work.session.all(own):
        if (kind, key) in there:
            change.update(work.session, contact_points, point_id, contact_id=None, archived_at=work.now)
        else:
            change.update(work.session, contact_points, point_id, customer_id=customer_id)


def _row(customer_id: int, contact_id: int | None, point: Reach, position: int) -> dict[str, object]:
    return {
        "customer_id": customer_id,
        "contact_id": contact_id,
        "kind": point.kind,
        "value": point.value,
        "reach_key": point.key,
        "position": min(position, 32_000),
    }
