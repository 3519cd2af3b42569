"""What idle customers brought once somebody worked on them: the reason to call those that lie idle now."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Any

from sqlalchemy import and_, case, func, or_, select

from tuicrm.sales.home import home
from tuicrm.sales.pool.parts import Within, everybody
from tuicrm.sales.pool.using import SILENT_DAYS
from tuicrm.sales.pool.worth import is_large
from tuicrm.sales.settings.reading import values
from tuicrm.store import days
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.trade import purchases

KEPT = "pool_woken"
BEST = ("A", "B")


@dataclass(frozen=True)
class Woken:
    """Customers of one class that were idle and then worked on, and the profit of what they bought after that.

    `unknown` of them bought, and nobody knows at what cost: what they brought is not nought.
    """

    class_key: str
    woken: int
    bought: int
    profit_minor: int
    unknown: int = 0

    @property
    def each_minor(self) -> int | None:
        """What one of them brought on average; None where it is known of none."""
        known = self.woken - self.unknown
        return round(self.profit_minor / known) if known else None


def woken(session: Session) -> tuple[Woken, ...]:
    """Give what is kept since the last daily run; where nothing is yet, count in a small database only."""
    kept = values(session).kept.get(KEPT)
    if kept is not None:
        return tuple(Woken(*row) for row in kept)
    return () if is_large(session) else count(session)


def joined(kept: Any, more: Iterable[Woken]) -> list[Any]:
    """Give what is kept of two parts of the customers."""
    found = {key: Woken(key, *numbers) for key, *numbers in kept}
    for one in more:
        known = found.get(one.class_key, Woken(one.class_key, 0, 0, 0))
        found[one.class_key] = Woken(
            one.class_key, known.woken + one.woken, known.bought + one.bought, known.profit_minor + one.profit_minor,
            known.unknown + one.unknown,
        )  # fmt: skip
    return [list(astuple(found[key])) for key in sorted(found)]


def count(session: Session, within: Within = everybody) -> tuple[Woken, ...]:
    """Count customers with an action after more silent days than the team allows, and what they bought from then on.

    The first such action counts: its day against that of the action before, or of the customer's arrival.
    """
    silent, house = values(session).of(SILENT_DAYS), home(session)
    done = (
        select(
            actions.c.customer_id,
            actions.c.done_on,
            func.lag(actions.c.done_on)
            .over(partition_by=actions.c.customer_id, order_by=(actions.c.done_on, actions.c.id))
            .label("before_on"),
        )
        .where(
            actions.c.state == "done",
            actions.c.customer_id.is_not(None),
            actions.c.done_on.is_not(None),
            *within(actions.c.customer_id),
        )
        .subquery()
    )
    came = days.day_of(customers.c.created_at, house.zone, session.now)
    gap = days.date_day(done.c.done_on) - func.coalesce(days.date_day(done.c.before_on), came)
    first = (
        select(done.c.customer_id, func.min(done.c.done_on).label("woken_on"))
        .join(customers, customers.c.id == done.c.customer_id)
        .where(gap > silent)
        .group_by(done.c.customer_id)
        .subquery()
    )
    after = and_(
        purchases.c.customer_id == first.c.customer_id,
        purchases.c.bought_on >= first.c.woken_on,
        purchases.c.archived_at.is_(None),
    )
    profit = purchases.c.home_minor - purchases.c.home_cost_minor
    rows = session.all(
        select(
            func.coalesce(customers.c.class_key, "").label("class_key"),
            func.count(func.distinct(first.c.customer_id)),
            func.count(func.distinct(purchases.c.customer_id)),
            func.sum(profit),
            func.count(func.distinct(case((profit.is_not(None), purchases.c.customer_id)))),
        )
        .select_from(first.join(customers, customers.c.id == first.c.customer_id).outerjoin(purchases, after))
        .where(or_(customers.c.archived_at.is_(None), purchases.c.id.is_not(None)))
        .group_by(customers.c.class_key)
        .order_by(customers.c.class_key)
    )
    return tuple(
        Woken(key, number, bought, int(brought or 0), bought - known) for key, number, bought, brought, known in rows
    )
