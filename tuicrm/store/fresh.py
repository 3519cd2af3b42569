"""How fresh a customer is: the later of its coming to where it is now and its last inquiry.

It is kept beside the customer, so that the pool can be listed by it, however many customers there are.
"""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import ColumnElement, Update, bindparam, case, func, select, update

from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, ownerships

CHUNK = 500


def renew(session: Session, customer_ids: Sequence[int]) -> None:
    """Write it for customers whose stay or last inquiry changed; no act of anybody, so no line in the audit trail."""
    ids = sorted(set(customer_ids))
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        session.connection.execute(_renewing(), {"part": part})


@cache
def _renewing() -> Update:
    which = customers.c.id.in_(bindparam("part", expanding=True))
    return update(customers).where(which).values(fresh_at=fresh())


def fresh() -> ColumnElement[object]:
    """Give the moment as an expression on `customers`."""
    stay = select(ownerships.c.from_at).where(ownerships.c.live_customer_id == customers.c.id).scalar_subquery()
    came = func.coalesce(stay, customers.c.created_at)
    asked = func.coalesce(customers.c.last_inquiry_at, customers.c.created_at)
    return case((came > asked, came), else_=asked)
