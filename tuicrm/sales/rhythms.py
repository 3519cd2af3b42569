"""When a customer is inside the rhythm of its class, as conditions: the agenda counts by them, the pool filters."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_

from tuicrm.sales.home import Home
from tuicrm.store.tables.customers import customers


def has_rhythm(house: Home) -> ColumnElement[bool]:
    """Customers whose class has a rhythm."""
    asked = [key for key, days in house.rhythms.items() if key and days]
    known: ColumnElement[bool] = customers.c.class_key.in_(asked) if asked else false()
    return or_(known, other_class(house.rhythms)) if house.rhythms.get("") else known


def inside_rhythm(house: Home, now: datetime) -> ColumnElement[bool]:
    """Customers with a plan no later than their rhythm from now."""
    return inside(house, customers.c.next_action_at, now, None)


def inside(house: Home, column: Any, now: datetime, otherwise: int | None) -> ColumnElement[bool]:
    """Say of a moment that it comes no later than the rhythm; `otherwise` are the days where there is none."""
    limits = {key: days or otherwise for key, days in house.rhythms.items() if key}
    each = [
        and_(customers.c.class_key == key, column <= now + timedelta(days=days)) for key, days in limits.items() if days
    ]
    if rest := house.rhythms.get("") or otherwise:
        each.append(and_(other_class(house.rhythms), column <= now + timedelta(days=rest)))
    return or_(*each) if each else false()


def other_class(days_of: Mapping[str, int]) -> ColumnElement[bool]:
    """Customers of no class, or of one that is not named."""
    named = [key for key in days_of if key]
    without: ColumnElement[bool] = customers.c.class_key.is_(None)
    return or_(without, customers.c.class_key.not_in(named)) if named else or_(without, customers.c.class_key != "")
