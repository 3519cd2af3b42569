"""What can be chosen for a project: the price list."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.trade import products


@dataclass(frozen=True)
class Offered:
    """A product of the price list. Money in minor units."""

    id: int
    name: str
    key: str
    list_minor: int | None
    currency: str


@rule("product.list", right="read")
def products_offered(session: Session, actor: Actor, *, now: datetime) -> tuple[Offered, ...]:
    """Give the price list by name."""
    columns = products.c.id, products.c.name, products.c.product_key, products.c.list_minor, products.c.currency
    living = select(*columns).where(products.c.archived_at.is_(None)).order_by(products.c.name, products.c.id)
    return tuple(Offered(*row) for row in session.all(living))
