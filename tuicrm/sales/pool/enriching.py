"""What a list says of a customer besides its own columns: read for the rows of one page only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from tuicrm.sales.fields import texts_of
from tuicrm.sales.home import home
from tuicrm.sales.pool.policy import policy
from tuicrm.sales.pool.recycle_at import recycle_at
from tuicrm.sales.pool.response import Response, responses
from tuicrm.sales.pool.worth import likes
from tuicrm.store import days
from tuicrm.store.among import among
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers


@dataclass(frozen=True)
class Extra:
    """Of one customer.

    Attributes:
        worth_minor: what its like brought, in home currency; None where too little is known.
        complete: percent of what its class requires.
        recycle_on, recycle_rule: when it goes back to the pool and by which rule; None: never, as things are.
        response: the clock of the first answer, while somebody waits for one.
        own: values of own fields by key, as the card writes them; those without a value are left out.
    """

    worth_minor: int | None = None
    complete: int = 0
    recycle_on: date | None = None
    recycle_days: int | None = None
    recycle_rule: str | None = None
    response: Response | None = None
    own: Mapping[str, str] = field(default_factory=dict)


NOTHING = Extra()


def extras(session: Session, rows: Sequence[Any], now: datetime) -> dict[int, Extra]:
    """Give what is said besides of these customers, read with how much of them is `known` and `wanted`."""
    if not rows:
        return {}
    house = home(session)
    today = days.number(house.day(now))
    kinds = likes(session)
    back = {}
    customer_ids = [row.id for row in rows]
    held_ids = [row.id for row in rows if row.owner_id is not None]
    if held_ids:  # what lies in the pool goes nowhere: its page does not pay for the question
        at = recycle_at(policy(session), house, now, among(customers.c.id, held_ids))
        back = {row.id: row for row in session.all(select(at.c.id, at.c.rule, at.c.day))}
    waiting, own = responses(session, customer_ids, now), texts_of(session, "customer", customer_ids)
    found = {}
    for row in rows:
        goes = back.get(row.id)
        found[row.id] = Extra(
            worth_minor=kinds.worth(row.class_key, row.source_id),
            complete=100 * row.known // row.wanted,
            recycle_on=None if goes is None else days.of_number(goes.day),
            recycle_days=None if goes is None else goes.day - today,
            recycle_rule=None if goes is None else goes.rule,
            response=waiting.get(row.id),
            own=own.get(row.id, {}),
        )
    return found
