"""What was sold between two days, for whom it counts, and what of it has no known cost."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from tuicrm.sales.shares import of_ppm, shared
from tuicrm.store.session import Session
from tuicrm.store.tables.trade import credits, purchases

CREDITED = purchases.outerjoin(
    credits,
    and_(
        credits.c.project_id == purchases.c.project_id, credits.c.outcome == "won", credits.c.archived_at.is_(None)
    ),
)  # fmt: skip
"""Purchases with whom their project is credited to; one with shared credit stands there once for each share."""


def bought(over: datetime | None = None) -> ColumnElement[bool]:
    """What counts as bought: what stands, or what stood at a moment until its project was opened again with it."""
    stands = purchases.c.archived_at.is_(None)
    if over is None:
        return stands
    reopened = exists().where(
        credits.c.project_id == purchases.c.project_id, credits.c.archived_at == purchases.c.archived_at
    )
    return or_(stands, and_(purchases.c.archived_at >= over, reopened.correlate(purchases)))


def between(first: date, last: date) -> list[Any]:
    """The conditions of what was bought between two days, both included."""
    return [purchases.c.archived_at.is_(None), purchases.c.bought_on.between(first, last)]


def revenue(session: Session, first: date, last: date) -> int:
    """Sum what was bought, with or without a project; minor units."""
    return int(session.value(select(func.sum(purchases.c.home_minor)).where(*between(first, last))) or 0)


def without_cost(session: Session, first: date, last: date) -> int:
    """Count the purchases whose profit is not known."""
    missing = select(func.count()).where(*between(first, last), purchases.c.home_cost_minor.is_(None))
    return int(session.value(missing) or 0)


def without_rate(session: Session, first: date, last: date) -> int:
    """Count the purchases whose amount is known in another currency alone: it has no rate."""
    foreign = purchases.c.amount_minor.is_not(None), purchases.c.home_minor.is_(None)
    return int(session.value(select(func.count()).where(*between(first, last), *foreign)) or 0)


def by_share(session: Session, amount: Any, column: Any, first: date, last: date) -> dict[int | None, int]:
    """Sum an amount of each purchase by a column of its credits (user or team), each by its share; minor units.

    What has no credit, such as a purchase without a project, stands under None.
    """
    rows = session.all(
        select(column, credits.c.share_ppm, func.sum(amount))
        .select_from(CREDITED)
        .where(*between(first, last))
        .group_by(column, credits.c.share_ppm)
    )
    sums: dict[int | None, int] = {}
    for key, share, minor in rows:
        sums[key] = sums.get(key, 0) + shared(minor, share)
    return {key: of_ppm(one) for key, one in sums.items()}
