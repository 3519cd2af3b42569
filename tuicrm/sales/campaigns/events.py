"""What came of customers: projects begun and won, purchases; what each brought and whose credit it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from tuicrm.sales import rights
from tuicrm.sales.campaigns.credit import Touch, divided, shares, touches_of
from tuicrm.sales.home import home
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import purchases


@dataclass(frozen=True)
class Event:
    """One thing that happened with a customer: `project`, `won` or `purchase`; money at home, None unknown.

    Attributes:
        id: of the project or the purchase.
        at: when on that day, None where only the day is known.
    """

    what: str
    id: int
    customer_id: int
    on: date
    revenue_minor: int = 0
    profit_minor: int | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Credited:
    """The part of an event that one touch is credited with; of an amount the parts make the whole, to the cent."""

    event: Event
    touch: Touch
    ppm: int
    revenue_minor: int
    profit_minor: int | None

    def and_also(self, other: "Credited") -> "Credited":
        """Put two parts of one event together."""
        profit = None if self.profit_minor is None else self.profit_minor + (other.profit_minor or 0)
        return Credited(self.event, self.touch, self.ppm + other.ppm, self.revenue_minor + other.revenue_minor, profit)


def credited(session: Session, found: Sequence[Event], how: str) -> Iterator[Credited]:
    """Divide events among the touches that brought their customers, by a way of credit."""
    touches = touches_of(session, (one.customer_id for one in found))
    for event in found:
        parts = shares(touches[event.customer_id], event.on, how, event.at)
        each = [ppm for _touch, ppm in parts]
        revenue = divided(event.revenue_minor, each)
        profit = [None] * len(each) if event.profit_minor is None else divided(event.profit_minor, each)
        for (touch, ppm), amount, left in zip(parts, revenue, profit, strict=True):
            yield Credited(event, touch, ppm, amount, left)


def events(
    session: Session, actor: Actor, from_on: date | None, to_on: date | None, of: ColumnElement[bool] | None = None
) -> list[Event]:
    """Give the events of a period (both days included) of customers in sight; `of` narrows the customers."""
    seen = [rights.customers_in_sight(actor)] if not rights.sees_all(actor) else []
    seen += [of] if of is not None else []
    begun, closed, house = projects.c.created_on, projects.c.closed_on, home(session)
    live = projects.c.archived_at.is_(None)
    started = _rows(session, projects, (begun, projects.c.created_at), [live, *_within(begun, from_on, to_on), *seen])
    won = _rows(
        session, projects, (closed, projects.c.closed_at),
        [live, projects.c.state == "won", *_within(closed, from_on, to_on), *seen],
    )  # fmt: skip
    day = purchases.c.bought_on
    bought = _rows(
        session, purchases.outerjoin(projects, projects.c.id == purchases.c.project_id),
        (day, projects.c.closed_at, purchases.c.home_minor, purchases.c.home_cost_minor),
        [purchases.c.archived_at.is_(None), *_within(day, from_on, to_on), *seen],
    )  # fmt: skip

    def moment(on: date, at: datetime | None) -> datetime | None:
        return at if at is not None and house.day(at) == on else None  # else it was entered on another day

    return [
        *(Event("project", row[0], row[1], row[2], at=moment(row[2], row[3])) for row in started),
        *(Event("won", row[0], row[1], row[2], at=moment(row[2], row[3])) for row in won if row[2] is not None),
        *(
            Event("purchase", row[0], row[1], row[2], row[4] or 0, _profit(row[4], row[5]), moment(row[2], row[3]))
            for row in bought
        ),
    ]


def _profit(amount: int | None, cost: int | None) -> int | None:
    return None if amount is None or cost is None else amount - cost


def _rows(session: Session, table: Any, columns: Any, conditions: list[ColumnElement[bool]]) -> Sequence[Any]:
    record = projects if table is projects else purchases
    source = table.join(customers, customers.c.id == record.c.customer_id)
    wanted = select(record.c.id, record.c.customer_id, *columns).select_from(source)
    return session.all(wanted.where(*conditions))


def _within(day: ColumnElement[Any], from_on: date | None, to_on: date | None) -> list[ColumnElement[bool]]:
    found = [day >= from_on] if from_on is not None else []
    return found + ([day <= to_on] if to_on is not None else [])
