"""A full card of a customer in the pool, with phones and e-mails: so many a day for each person, and all on record."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from tuicrm.sales.hiding import WHAT, shown_today
from tuicrm.sales.pool.limits import limits_of
from tuicrm.sales.rights import find
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.system import disclosures


@dataclass(frozen=True)
class Shown:
    """A customer whose phones and e-mails the actor sees for the rest of the day."""

    customer_id: int
    name: str
    shown_today: int
    limit: int | None


@rule("pool.show", right="sell", writes=True, refuses=("card_limit", "not_in_pool"))
def show_card(session: Session, actor: Actor, customer_id: int, *, now: datetime) -> Shown:
    """Show the phones and e-mails of a customer in the pool for today; a second look at the same one is free.

    Raises:
        Refused: `card_limit` (so many are shown today), `not_in_pool` (a held one needs no showing).
    """
    row = find(session, actor, customers, customer_id)
    if row.owner_id is not None:
        raise Refused("not_in_pool", name=row.name)
    shown, limit = shown_number(session, actor.id), limits_of(session, actor.id).cards_a_day
    if customer_id not in session.values(shown_today(session, actor.id)):
        if limit is not None and shown >= limit:
            raise Refused("card_limit", shown=shown, limit=limit)
        change.insert(
            session, disclosures, at=now, user_id=actor.id, what=WHAT, record_kind="customer", record_id=customer_id
        )
        shown += 1
    return Shown(customer_id, row.name, shown, limit)


def shown_number(session: Session, user_id: int) -> int:
    """Count the full cards of the pool that a person was shown on this day of business."""
    return int(session.value(select(func.count()).select_from(shown_today(session, user_id).subquery())))
