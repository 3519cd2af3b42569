"""A part of all customers, by their ids: what goes through all of them does it part by part."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers

Within = Callable[[Any], Sequence[ColumnElement[bool]]]
"""Gives, for a column of customers' ids, the conditions that it is of the part."""


def everybody(column: ColumnElement[int]) -> Sequence[ColumnElement[bool]]:
    """All customers."""
    return ()


def part(after: int, last: int | None) -> Within:
    """Give those behind `after`, up to `last`; without an end these are the last ones."""

    def within(column: ColumnElement[int]) -> Sequence[ColumnElement[bool]]:
        return [column > after] if last is None else [column > after, column <= last]

    return within


def end_of(session: Session, after: int, number: int, *which: ColumnElement[bool]) -> int | None:
    """Give the id of the last of `number` customers behind `after`; None where there are fewer."""
    behind = select(customers.c.id).where(customers.c.id > after, *which).order_by(customers.c.id)
    last: int | None = session.value(behind.offset(number - 1).limit(1))
    return last
