"""Products."""

from collections.abc import Sequence

from sqlalchemy import select

from tuicrm.sales.taking_over.arrivals import Arrival
from tuicrm.sales.taking_over.kinds import Kind, Row
from tuicrm.sales.taking_over.links import product_key
from tuicrm.sales.taking_over.work import Work, money_of, text_of
from tuicrm.store.tables.trade import products


def _row(work: Work, arrival: Arrival) -> Row:
    name = text_of(arrival, "name") or arrival.key
    listed, cost = money_of(arrival, "list"), money_of(arrival, "cost")
    currency = next((money.currency for money in (listed, cost) if money), work.house.currency)
    return {
        "name": name,
        "product_key": _key(arrival),
        "series": text_of(arrival, "series"),
        "list_minor": listed.minor if listed else None,
        "cost_minor": cost.minor if cost and cost.currency == currency else None,
        "currency": currency,
    }


def _key(arrival: Arrival) -> str:
    return product_key(text_of(arrival, "name") or arrival.key)


def _find(work: Work, arrivals: Sequence[Arrival]) -> dict[str, int]:
    """A product of the same spelling key is the same product: the key is unique."""
    keys = {arrival.key: _key(arrival) for arrival in arrivals}
    rows = work.session.all(
        select(products.c.product_key, products.c.id).where(products.c.product_key.in_(set(keys.values())))
    )
    known = {row.product_key: row.id for row in rows}
    return {key: known[wanted] for key, wanted in keys.items() if wanted in known}


PRODUCT = Kind(
    "product",
    products,
    _row,
    {
        "name": ("name", "product_key"),
        "series": ("series",),
        "list": ("list_minor", "currency"),
        "cost": ("cost_minor", "currency"),
    },
    find=_find,
    same=_key,
)
