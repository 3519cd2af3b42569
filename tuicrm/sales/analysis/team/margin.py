"""How much of what is sold is left as profit, these twelve months and the twelve before, and what moved it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import case, func, or_, select

from tuicrm.plain.stats_signs import luck_of_sum
from tuicrm.sales.analysis.expansion.margin import Share, Worth, gap, shares, total_of
from tuicrm.sales.analysis.expansion.persons import Periods
from tuicrm.sales.analysis.selling import CREDITED
from tuicrm.sales.shares import of_ppm, shared
from tuicrm.store.session import Session
from tuicrm.store.tables.trade import credits, products, purchases

LUCK = 0.05
LEAST = 0.02
"""Fewer points of a margin are not spoken of."""
LEAST_PEOPLE = 5


@dataclass(frozen=True)
class Margin:
    """The margin of both periods, of purchases whose cost is known.

    Attributes:
        missing_minor: what the profit now would be more at the margin of before, of what has a known cost.
        product: which product moved it most, "" where none can be named; its margins and its shares of revenue.
        sold: revenue of both periods, of what has a known cost.
        is_mix: because more or less of it is sold, and not because it leaves more or less.
    """

    before: float
    now: float
    is_clear: bool
    missing_minor: int = 0
    product: str = ""
    is_mix: bool = False
    margins: tuple[float | None, float | None] = (None, None)
    parts: tuple[float, float] = (0.0, 0.0)
    sold: tuple[int, int] = (0, 0)

    def more(self, months: tuple[float, float]) -> float:
        """How much more is sold per person-month than before, as a part of that."""
        if self.sold[0] <= 0 or not all(months):
            return 0.0
        return (self.sold[1] / months[1]) / (self.sold[0] / months[0]) - 1


def margin_of(session: Session, span: Periods) -> Margin | None:
    """Compare the margins of two periods; None without revenue in both.

    It is clear when it moved by two points or more and luck alone seldom does that: what each person's sales add to
    the change, with signs dealt by lot (`luck_of_sum`).
    """
    of_product, of_person = _sums(session, span)
    total = total_of(of_product)
    if total.revenue1 <= 0 or total.revenue2 <= 0:
        return None
    before, now = total.profit1 / total.revenue1, total.profit2 / total.revenue2
    people = [one for person, one in of_person.items() if person is not None]
    is_clear = abs(now - before) >= LEAST and len(people) >= LEAST_PEOPLE and luck_of_sum(_pulls(people, total)) <= LUCK
    whole = gap(total)
    if not is_clear or whole is None:
        return Margin(before, now, is_clear=False)
    sold = int(total.revenue1), int(total.revenue2)
    return _named(session, Margin(before, now, True, whole.missing_minor, sold=sold), of_product, total)


def _pulls(people: list[Worth], total: Worth) -> list[float]:
    """What each person adds to the change if the margin was the same in both periods."""
    mean = (total.profit1 + total.profit2) / (total.revenue1 + total.revenue2)
    return [
        (one.profit2 - mean * one.revenue2) / total.revenue2 - (one.profit1 - mean * one.revenue1) / total.revenue1
        for one in people
    ]


def _named(session: Session, found: Margin, of_product: Mapping[Any, Worth], total: Worth) -> Margin:
    """Say which product it comes from most, and whether because of how much of it is sold."""
    keys = {str(key or ""): key for key in of_product}
    split = shares({name: of_product[key] for name, key in keys.items()})
    is_mix = abs(sum(one.mix_minor for one in split)) > abs(sum(one.rate_minor for one in split))

    def part(one: Share) -> int:
        return one.mix_minor if is_mix else one.rate_minor

    most = min(split, key=lambda one: part(one) * (1 if found.now < found.before else -1))
    key = keys[most.name]
    if key is None or len(split) < 2:
        return found
    one = of_product[key]
    name = str(session.value(select(products.c.name).where(products.c.id == key)))
    margins = one.profit1 / one.revenue1 if one.revenue1 else None, one.profit2 / one.revenue2 if one.revenue2 else None
    parts = one.revenue1 / total.revenue1, one.revenue2 / total.revenue2
    return replace(found, product=name, is_mix=is_mix, margins=margins, parts=parts)


def _sums(session: Session, span: Periods) -> tuple[dict[Any, Worth], dict[Any, Worth]]:
    """Revenue and profit of both periods, by product and by person."""
    is_now = case((purchases.c.month >= span.first2, 1), else_=0)
    amount, cost = purchases.c.home_minor, purchases.c.home_cost_minor
    keys = purchases.c.product_id, credits.c.user_id, credits.c.share_ppm, is_now
    rows = session.all(
        select(*keys, func.sum(amount), func.sum(amount - cost))
        .select_from(CREDITED)
        .where(purchases.c.archived_at.is_(None), cost.is_not(None), amount.is_not(None))
        .where(
            or_(purchases.c.month.between(span.first1, span.last1), purchases.c.month.between(span.first2, span.last2))
        )
        .group_by(*keys)
    )
    found: tuple[dict[Any, Worth], dict[Any, Worth]] = {}, {}
    for product, person, share, now, *both in rows:
        revenue, profit = (of_ppm(shared(minor, share)) for minor in both)
        worth = Worth(0, 0, revenue, profit) if now else Worth(revenue, profit)
        for sums, key in zip(found, (product, person), strict=True):
            sums[key] = sums.get(key, Worth()) + worth
    return found
