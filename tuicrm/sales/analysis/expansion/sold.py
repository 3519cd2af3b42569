"""What was sold in two periods, by product, class, source, person and kind of customer; joiners and their seats."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import case, func, or_, select

from tuicrm.plain.language import N_, _
from tuicrm.plain.periods import month_of, month_start
from tuicrm.plain.rounding import keeping_sum
from tuicrm.sales.analysis import facts
from tuicrm.sales.analysis.dimensions import group_by, labels
from tuicrm.sales.analysis.expansion.margin import Worth
from tuicrm.sales.analysis.expansion.months import PARTS
from tuicrm.sales.analysis.expansion.persons import Periods
from tuicrm.sales.analysis.expansion.reading import Told
from tuicrm.sales.analysis.frame import DAY, Frame
from tuicrm.sales.analysis.records import falls_under
from tuicrm.sales.shares import PPM, shared
from tuicrm.store.tables.people import seat_costs
from tuicrm.store.tables.trade import purchases

DIMENSIONS = {
    "product": N_("product"), "class": N_("class"), "source": N_("source"), "owner": N_("person"),
    "known": N_("customer"),
}  # fmt: skip
_TOGETHER = ("product", "class", "source")


def worths(frame: Frame, span: Periods) -> dict[str, dict[str, Worth]]:
    """Give revenue and profit of both periods by category, for each dimension; purchases whose cost is known."""
    found: dict[str, dict[str, Worth]] = {name: {} for name in DIMENSIONS}
    for names, rows in (
        ((*_TOGETHER, "known"), _rows(frame, span, _TOGETHER)),
        (("owner",), _rows(frame, span, ("owner",))),
    ):
        kept = _kept_sums(rows)
        for (key, is_now), (revenue, profit) in kept.items():
            worth = Worth(0, 0, revenue, profit) if is_now else Worth(revenue, profit)
            for name, value in zip(names, key, strict=False):
                category = found[name]
                category[value] = category.get(value, Worth()) + worth
    return {name: dict(sorted(one.items())) for name, one in found.items()}


Sums = dict[tuple[tuple[str, ...], bool], list[int]]


def _rows(frame: Frame, span: Periods, by: tuple[str, ...]) -> Sums:
    """Revenue and profit by category and period, times the share of the credit (ppm)."""
    question = facts.Question(
        by, month_start(span.first1), month_start(span.last2 + 1) - DAY, won_by(frame), frame.scope.as_of
    )
    counted = facts.sold(frame.session, frame.actor, frame.house, question)
    keys = [group_by(counted.facts, one) for one in by]
    is_now = case((purchases.c.month >= span.first2, 1), else_=0)
    keys.append(is_now)
    first = _first_months()
    if by == _TOGETHER:
        counted.facts.source = counted.facts.source.outerjoin(first, first.c.customer_id == purchases.c.customer_id)
        keys.append(
            case(
                (purchases.c.customer_id.is_(None), None),
                (first.c.month >= case((is_now == 1, span.first2), else_=span.first1), 1),
                else_=0,
            )
        )
    keys += [counted.share] if counted.share is not None else []
    amount, cost = purchases.c.home_minor, purchases.c.home_cost_minor
    statement = (
        select(*keys, func.sum(amount), func.sum(amount - cost))
        .select_from(counted.facts.source)
        .where(*counted.conditions, cost.is_not(None), amount.is_not(None))
        .where(
            or_(purchases.c.month.between(span.first1, span.last1), purchases.c.month.between(span.first2, span.last2))
        )
        .group_by(*keys)
    )
    found: Sums = {}
    rows = frame.session.all(statement)
    called = [labels(frame.session, counted.facts, one, {row[at] for row in rows}) for at, one in enumerate(by)]
    for row in rows:
        values, rest = row[: len(by)], list(row[len(by) :])
        now = bool(rest.pop(0))
        named = tuple(names[one] for names, one in zip(called, values, strict=True))
        if by == _TOGETHER:
            named += (_known(rest.pop(0)),)
        share = rest.pop(0) if counted.share is not None else None
        sums = found.setdefault((named, now), [0, 0])
        sums[0] += shared(rest[0], share)
        sums[1] += shared(rest[1], share)
    return found


def _kept_sums(rows: Sums) -> dict[tuple[tuple[str, ...], bool], tuple[int, int]]:
    """Minor units; each period's parts add up to its whole."""
    found: dict[tuple[tuple[str, ...], bool], list[int]] = {}
    for now in (False, True):
        mine = {key: sums for key, sums in rows.items() if key[1] is now}
        revenue = keeping_sum([sums[0] for sums in mine.values()], PPM)
        profit = keeping_sum([sums[1] for sums in mine.values()], PPM)
        found |= {key: both for key, *both in zip(mine, revenue, profit, strict=True)}
    return {key: (both[0], both[1]) for key, both in found.items()}


def _known(is_new: int | None) -> str:
    return "" if is_new is None else _("new customers") if is_new else _("known customers")


def _first_months() -> Any:
    return (
        select(purchases.c.customer_id, func.min(purchases.c.month).label("month"))
        .where(purchases.c.archived_at.is_(None), purchases.c.customer_id.is_not(None))
        .group_by(purchases.c.customer_id)
        .subquery("first_purchase")
    )


def projects_of(frame: Frame, span: Periods, dimension: str, value: str) -> Any:
    """Select the projects of what was bought in the period now, of one category; of all where it has no column."""
    by = (dimension,) if dimension in (*_TOGETHER, "owner") else ()
    question = facts.Question(
        by, month_start(span.first2), month_start(span.last2 + 1) - DAY, won_by(frame), frame.scope.as_of
    )
    counted = facts.sold(frame.session, frame.actor, frame.house, question)
    of_it = [falls_under(frame.session, counted, dimension, value)] if by else []
    statement = select(purchases.c.project_id).select_from(counted.facts.source)
    return statement.where(*counted.conditions, *of_it, purchases.c.home_cost_minor.is_not(None))


def won_by(frame: Frame) -> str:
    """The filter of a frame as a line, with the people that it is of."""
    if not frame.named:
        return frame.scope.where
    return f'{frame.scope.where} {"owner" if frame.user_id is not None else "team"}:"{frame.named}"'.strip()


def seats(frame: Frame) -> dict[int, list[tuple[int, int]]]:
    """Give for each person (month from which, cost of a month), in order; in the currency of the company."""
    rows = frame.session.all(
        select(seat_costs.c.user_id, seat_costs.c.from_on, seat_costs.c.cost_minor)
        .where(seat_costs.c.currency == frame.house.currency)
        .order_by(seat_costs.c.user_id, seat_costs.c.from_on)
    )
    found: dict[int, list[tuple[int, int]]] = {}
    for user_id, from_on, cost in rows:
        found.setdefault(user_id, []).append((month_of(from_on), cost))
    return found


def joiners(read: Told, known: Mapping[int, list[tuple[int, int]]]) -> list[tuple[float, float, float]]:
    """Give person-months, profit and cost of the seat in the period now of all who joined since the one before began.

    Whose seat has no cost is taken at the mean of those that have one; without any there is nothing to give.
    """
    latest = [costs[-1][1] for costs in known.values()]
    if not latest:
        return []
    mean = sum(latest) / len(latest)
    found = []
    for person in read.people:
        if person.joined is None or person.joined < read.span.first1:
            continue
        months = [one for one in person.here if read.span.place(one[0]) == 1]
        worked = sum(parts for _month, parts, _profit in months) / PARTS
        if worked:
            costs = known.get(person.id, [])
            cost = sum(parts / PARTS * _cost_at(costs, month, mean) for month, parts, _profit in months)
            found.append((worked, float(sum(profit for _month, _parts, profit in months)), cost))
    return found


def _cost_at(costs: list[tuple[int, int]], month: int, mean: float) -> float:
    """The cost that holds in a month; before the first that is known it is that one."""
    before = [cost for begin, cost in costs if begin <= month]
    return float(before[-1] if before else costs[0][1] if costs else mean)
