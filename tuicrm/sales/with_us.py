"""Who is still with us on a day: neither taken out, nor is their last day over."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from tuicrm.store.tables.people import users


def with_us(today: date) -> ColumnElement[bool]:
    """The condition on users that they are with us on a day; on their last one they are."""
    return and_(users.c.archived_at.is_(None), or_(users.c.left_on.is_(None), users.c.left_on >= today))


def is_with_us(user: Any, today: date) -> bool:
    """Say the same of a row of users."""
    return user.archived_at is None and (user.left_on is None or user.left_on >= today)
