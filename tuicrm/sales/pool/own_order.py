"""Own fields of customers as orders of a list; what is not known stands last, whichever way it goes."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from tuicrm.sales.fields import OwnField
from tuicrm.sales.pool.paging import Order
from tuicrm.store.days import FAR, date_day
from tuicrm.store.tables.fields import own_values

LARGEST = 2**62
"""More millionths than a number may have."""
BEHIND_ALL = "\U0010ffff"


def own_orders(declared: Sequence[OwnField], taken: Collection[str]) -> Mapping[str, OwnField]:
    """Give own fields by the names of their orders: by their keys, `own:KEY` where that is another order's name."""
    of_customers = [one for one in declared if one.record_kind == "customer"]
    return {f"own:{one.key}" if one.key in taken else one.key: one for one in of_customers}


def falls_at_first(field: OwnField) -> bool:
    """Say whether the most stands first as long as nobody says else: numbers, amounts, and yes before no."""
    return field.type in ("number", "money", "yesno")


def own_order(field: OwnField, falls: bool | None) -> Order:
    """Give the order by an own field."""
    falls = falls_at_first(field) if falls is None else falls
    key, last = _key(field)
    held = select(own_values.c.record_id.label("id"), key.label("own")).where(own_values.c.field_id == field.id)
    found = held.subquery("own_order")
    return Order(func.coalesce(found.c.own, last[falls]), falls, found)


def _key(field: OwnField) -> tuple[ColumnElement[Any], tuple[Any, Any]]:
    """Give what a value is sorted by, and what stands behind all: where the order rises, and where it falls."""
    text = own_values.c.text_value
    match field.type:
        case "number" | "money" | "yesno":
            return own_values.c.number_micro, (LARGEST, -LARGEST)
        case "date":
            return date_day(own_values.c.day_value), (10 * FAR, -10 * FAR)
        case "choice" | "choices" if field.choices:  # several stand where the first of them does
            first = [
                ((text == one) | (func.substr(text, 1, len(one) + 2) == f"{one}, "), nth)
                for nth, one in enumerate(field.choices)
            ]
            nowhere = case((text.is_not(None), len(first)))  # a choice that there is no more
            return case(*first, else_=nowhere), (len(first) + 1, -1)
    return own_values.c.text_sort, (BEHIND_ALL, "")
