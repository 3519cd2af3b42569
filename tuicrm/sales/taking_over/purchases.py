"""Purchases: what customers bought, with or without a project before it."""

from collections.abc import Sequence

from tuicrm.plain.money import Money
from tuicrm.plain.periods import month_of
from tuicrm.sales.taking_over.arrivals import Arrival
from tuicrm.sales.taking_over.kinds import Kind, New, Renewal, Row
from tuicrm.sales.taking_over.outcomes import make_room
from tuicrm.sales.taking_over.work import Work, day_of, money_of
from tuicrm.store.tables.trade import purchases


def _row(work: Work, arrival: Arrival) -> Row:
    amount, cost, profit = (money_of(arrival, name) for name in ("amount", "cost", "profit"))
    if cost is None and amount and profit and amount.currency == profit.currency:
        cost = Money(amount.minor - profit.minor, amount.currency)
    bought_on = day_of(arrival, "bought_on") or work.today
    minor, home_minor = work.money(amount, bought_on)
    currency = amount.currency if amount else cost.currency if cost else work.house.currency
    cost_minor, home_cost_minor = work.money(cost if cost and cost.currency == currency else None, bought_on)
    return {
        "customer_id": work.linked(arrival, "customer"),
        "project_id": work.linked(arrival, "project"),
        "product_id": work.linked(arrival, "product"),
        "quantity": arrival.values.get("quantity") or 1,
        "amount_minor": minor,
        "cost_minor": cost_minor,
        "currency": currency,
        "home_minor": home_minor,
        "home_cost_minor": home_cost_minor,
        "bought_on": bought_on,
        "month": month_of(bought_on),
        "ends_on": day_of(arrival, "ends_on"),
    }


def _made(work: Work, made: Sequence[New]) -> None:
    """What was drawn from a won project makes room for what is told of it."""
    make_room(work, {project_id for _id, one in made if (project_id := work.linked(one, "project"))})


def _renewed(work: Work, renewal: Renewal, columns: Row) -> tuple[bool, tuple[str, ...]]:
    if project_id := columns.get("project_id"):
        make_room(work, [project_id])
    return False, ()


_AMOUNT = ("amount_minor", "currency", "home_minor")
_COST = ("cost_minor", "home_cost_minor")

PURCHASE = Kind(
    "purchase",
    purchases,
    _row,
    {
        "customer": ("customer_id",),
        "project": ("project_id",),
        "product": ("product_id",),
        "quantity": ("quantity",),
        "amount": _AMOUNT,
        "cost": _COST,
        "profit": _COST,
        "bought_on": ("bought_on", "month"),
        "ends_on": ("ends_on",),
    },
    made=_made,
    renewed=_renewed,
    refuses=lambda work, arrival: None if day_of(arrival, "bought_on") else ("empty", "bought_on"),
)
