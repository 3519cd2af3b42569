"""What a project is about: products with quantities and prices, and the needs that it is to meet."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.plain.names import name_key
from tuicrm.sales import rights
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customer_needs, needs
from tuicrm.store.tables.projects import project_products, projects
from tuicrm.store.tables.trade import products

MOST_PIECES = 10_000_000
STATES = ("asked", "met", "lost")


@dataclass(frozen=True)
class Piece:
    """A product of a project; prices of one piece in minor units, unknown is None."""

    product_id: int
    name: str
    quantity: int
    price_minor: int | None
    cost_minor: int | None


@rule(
    "project.set_product", right="sell", writes=True, refuses=("product_unknown", "pieces", "negative_amount"),
)  # fmt: skip
def set_product(
    session: Session, actor: Actor, project_id: int, product: str | int, quantity: int = 1, *,
    price_minor: int | None = None, cost_minor: int | None = None, now: datetime,
) -> Piece:  # fmt: skip
    """Say how many pieces of a product a project is about; none takes it away.

    Args:
        product: an id, a key or a name of the price list.
        price_minor, cost_minor: of one piece; else those that are known, first from the project, then from the list.
    """
    rights.find(session, actor, projects, project_id, to_write=True)
    row = product_of(session, product)
    if not 0 <= quantity <= MOST_PIECES:
        raise Refused("pieces", given=quantity, most=MOST_PIECES)
    if (price_minor or 0) < 0 or (cost_minor or 0) < 0:
        raise Refused("negative_amount")
    session.lock(projects, project_id)
    here = project_products.c.project_id == project_id, project_products.c.product_id == row.id
    known = session.first(select(project_products).where(*here).order_by(project_products.c.id))
    was = known if known is not None and known.archived_at is None else None
    price = _first(price_minor, was.price_minor if was else None, row.list_minor)
    cost = _first(cost_minor, was.cost_minor if was else None, row.cost_minor)
    values: dict[str, Any] = {"quantity": max(1, quantity), "price_minor": price, "cost_minor": cost}
    if known is not None:
        values = values if quantity else {}
        done = change.update(session, project_products, known.id, **values, archived_at=None if quantity else now)
    else:
        done = quantity > 0
        if done:
            change.insert(session, project_products, project_id=project_id, product_id=row.id, **values)
    if done:
        back = {"price_minor": was.price_minor, "cost_minor": was.cost_minor} if was else {}
        session.can_be_undone_by("project.set_product", project_id, row.id, was.quantity if was else 0, **back)
    return Piece(row.id, row.name, quantity, price, cost)


@rule("project.set_need", right="sell", writes=True, refuses=("need_unknown", "need_state"))
def set_need(
    session: Session, actor: Actor, project_id: int, need: str | int, state: str | None = "asked", *,
    on: date | None = None, now: datetime,
) -> str:  # fmt: skip
    """Say of a need of the team's list that it was asked for, is met, or cost us the project; None takes it away."""
    project = rights.find(session, actor, projects, project_id, to_write=True)
    if state not in (None, *STATES):
        raise Refused("need_state", given=state, known=STATES)
    row = _need(session, need)
    session.lock(projects, project_id)
    here = customer_needs.c.project_id == project_id, customer_needs.c.need_id == row.id
    known = session.first(select(customer_needs).where(*here).order_by(customer_needs.c.id))
    day = on or home(session).day(now)
    values = {
        "met_on": day if state == "met" else None, "lost_on": day if state == "lost" else None,
        "archived_at": now if state is None else None,
    }  # fmt: skip
    before = None
    if known is not None and known.archived_at is None:
        before = "met" if known.met_on else "lost" if known.lost_on else "asked"
    if known is not None:
        change.update(session, customer_needs, known.id, **values)
    elif state is not None:
        change.insert(
            session, customer_needs, project_id=project_id, customer_id=project.customer_id, need_id=row.id,
            asked_on=day, **values,
        )  # fmt: skip
    if before != state:
        session.can_be_undone_by("project.set_need", project_id, row.id, before)
    return str(row.name)


def product_of(session: Session, key: str | int) -> Any:
    """Find a product by its id, its key or its name.

    Raises:
        Refused: `product_unknown`.
    """
    if isinstance(key, int):
        row = session.get(products, key)
        if row is None:
            raise NotFound("product", key)
        return row
    wanted = name_key(line(key)).replace(" ", "")
    for row in session.all(select(products).where(products.c.archived_at.is_(None)).order_by(products.c.id)):
        if wanted and wanted in (row.product_key, name_key(row.name).replace(" ", "")):
            return row
    raise Refused("product_unknown", given=line(key))


def _need(session: Session, key: str | int) -> Any:
    row = session.get(needs, key) if isinstance(key, int) else None
    if row is None and isinstance(key, str):
        wanted = line(key).casefold()
        living = session.all(select(needs).where(needs.c.archived_at.is_(None)).order_by(needs.c.position))
        row = next((one for one in living if one.name.casefold() == wanted), None)
    if row is None:
        names = session.values(select(needs.c.name).where(needs.c.archived_at.is_(None)).order_by(needs.c.position))
        raise Refused("need_unknown", given=key, known=tuple(names))
    return row


def _first(*values: int | None) -> int | None:
    return next((value for value in values if value is not None), None)
