"""What came of customers: projects begun and won, purchases; each with its day and what it brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select

from tuicrm.sales import rights
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import purchases


@dataclass(frozen=True)
class Event:
    """One thing that happened with a customer: `project`, `won` or `purchase`; money at home, None unknown."""

    what: str
    customer_id: int
    on: date
    revenue_minor: int = 0
    profit_minor: int | None = None


def events(
    session: Session, actor: Actor, from_on: date | None, to_on: date | None, of: ColumnElement[bool] | None = None
) -> list[Event]:
    """Give the events of a period (both days included) of customers in sight; `of` narrows the customers."""
    seen = [rights.customers_in_sight(actor)] if not rights.sees_all(actor) else []
    seen += [of] if of is not None else []
    live = projects.c.archived_at.is_(None)
    begun = _rows(
        session, projects, (projects.c.created_on,), [live, *_within(projects.c.created_on, from_on, to_on), *seen]
    )
    won = _rows(
        session, projects, (projects.c.closed_on,),
        [live, projects.c.state == "won", *_within(projects.c.closed_on, from_on, to_on), *seen],
    )  # fmt: skip
    columns = purchases.c.bought_on, purchases.c.home_minor, purchases.c.home_cost_minor
    bought = _rows(
        session, purchases, columns,
        [purchases.c.archived_at.is_(None), *_within(purchases.c.bought_on, from_on, to_on), *seen],
    )  # fmt: skip
    return [
        *(Event("project", row[0], row[1]) for row in begun),
        *(Event("won", row[0], row[1]) for row in won if row[1] is not None),
        *(Event("purchase", row[0], row[1], row[2] or 0, _profit(row[2], row[3])) for row in bought),
    ]


def _profit(amount: int | None, cost: int | None) -> int | None:
    return None if amount is None or cost is None else amount - cost


def _rows(session: Session, table: Any, columns: Any, conditions: list[ColumnElement[bool]]) -> Sequence[Any]:
    wanted = select(table.c.customer_id, *columns).join(customers, customers.c.id == table.c.customer_id)
    return session.all(wanted.where(*conditions))


def _within(day: ColumnElement[Any], from_on: date | None, to_on: date | None) -> list[ColumnElement[bool]]:
    found = [day >= from_on] if from_on is not None else []
    return found + ([day <= to_on] if to_on is not None else [])
