"""What a customer is likely to bring: what its like brought, the same class from the same source.

The likes are counted once a day, or where they were never counted when they are asked for, and kept as a setting.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from typing import Any

from sqlalchemy import func, or_, select

from tuicrm.sales.pool.parts import Within, everybody
from tuicrm.sales.settings.reading import values
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.trade import purchases

KEPT = "pool_likes"
PRIOR = 10
"""A group counts as if so many of the group above it belonged to it: three lucky ones make no expectation."""
LEAST = 5
"""Fewer customers that were worked on than this say nothing about others."""
LARGE = 10_000
"""With more customers than that nothing is counted for a page."""
HALF_DAYS = 30
"""After so many days in the pool half of the worth is counted: what asked lately answers."""


@dataclass(frozen=True)
class Like:
    """Customers of one kind that were worked on: how many, how many bought, and what all of them brought.

    `unknown` of them bought, and nobody knows what that cost us: what they brought is not nought.
    """

    worked: int
    bought: int
    profit_minor: int
    unknown: int = 0

    @property
    def known(self) -> int:
        """Of how many it is known what they brought."""
        return self.worked - self.unknown


NO_LIKE = Like(0, 0, 0)


@dataclass(frozen=True)
class Likes:
    """What customers brought, by class and source."""

    groups: Mapping[tuple[str, int], Like]

    def of(self, class_key: str | None, source_id: int | None) -> Like:
        """Add up the like of a customer."""
        return self.groups.get((class_key or "", source_id or 0), NO_LIKE)

    def worth(self, class_key: str | None, source_id: int | None) -> int | None:
        """Give the expected profit in minor units; None where of too few it is known.

        Formula: (profit of the like + PRIOR x mean of its class) / (number of the like + PRIOR); the mean of the
        class is drawn to the mean of all in the same way. Empirical Bayes, with a prior of ten customers.
        """
        everybody = _sum(self.groups.values())
        if everybody.known < LEAST:
            return None
        mean = everybody.profit_minor / everybody.known
        of_class = _sum(like for (key, _source), like in self.groups.items() if key == (class_key or ""))
        mean = (of_class.profit_minor + PRIOR * mean) / (of_class.known + PRIOR)
        like = self.of(class_key, source_id)
        return round((like.profit_minor + PRIOR * mean) / (like.known + PRIOR))

    def head_start(self, class_key: str | None, source_id: int | None) -> int:
        """Give by how many days of freshness the worth of a customer lets it come before one worth a single unit.

        Worth x 0.5 ** (days / HALF_DAYS) sorts like this number less the days: so a list is sorted by a sum.
        """
        worth = self.worth(class_key, source_id)
        return 0 if worth is None or worth <= 100 else round(HALF_DAYS * math.log2(worth / 100))


def likes(session: Session) -> Likes:
    """Give what is kept; where nothing is yet, count in a small database and wait for the daily run in a large one."""
    kept = values(session).kept.get(KEPT)
    if kept is not None:
        return _read(kept)
    return Likes({}) if is_large(session) else count(session)


def is_large(session: Session, than: int | None = None) -> bool:
    """Say whether counting all customers takes too long for a page."""
    return last_id(session) > (LARGE if than is None else than)


def last_id(session: Session) -> int:
    """Give the largest id of a customer: about as many there are."""
    return session.once("last customer", lambda: int(session.value(select(func.max(customers.c.id))) or 0))


def count(session: Session, within: Within = everybody) -> Likes:
    """Count customers that were worked on: an action was done with them, or they bought."""
    profit = purchases.c.home_minor - purchases.c.home_cost_minor
    brought = (
        select(purchases.c.customer_id, func.sum(profit).label("profit"))
        .where(
            purchases.c.archived_at.is_(None), purchases.c.customer_id.is_not(None), *within(purchases.c.customer_id)
        )
        .group_by(purchases.c.customer_id)
        .subquery()
    )
    rows = session.all(
        select(
            customers.c.class_key,
            customers.c.source_id,
            func.count(),
            func.count(brought.c.customer_id),
            func.sum(brought.c.profit),
            func.count(brought.c.customer_id) - func.count(brought.c.profit),
        )
        .select_from(customers.outerjoin(brought, brought.c.customer_id == customers.c.id))
        .where(
            or_(customers.c.last_action_at.is_not(None), brought.c.customer_id.is_not(None)), *within(customers.c.id)
        )
        .group_by(customers.c.class_key, customers.c.source_id)
    )
    groups: dict[tuple[str, int], Like] = {}
    for class_key, source_id, worked, bought, profit_minor, unknown in rows:
        key = (class_key or "", source_id or 0)
        groups[key] = _sum((groups.get(key, NO_LIKE), Like(worked, bought, int(profit_minor or 0), unknown)))
    return Likes(groups)


def joined(kept: Any, more: Likes) -> list[Any]:
    """Give what is kept of two parts of the customers."""
    groups = dict(_read(kept).groups)
    for key, like in more.groups.items():
        groups[key] = _sum((groups.get(key, NO_LIKE), like))
    return [[*key, *astuple(like)] for key, like in sorted(groups.items())]


def _read(kept: Any) -> Likes:
    return Likes({(row[0], row[1]): Like(*row[2:]) for row in kept})


def _sum(several: Iterable[Like]) -> Like:
    worked = bought = profit = unknown = 0
    for one in several:
        worked, bought, profit = worked + one.worked, bought + one.bought, profit + one.profit_minor
        unknown += one.unknown
    return Like(worked, bought, profit, unknown)
