"""A project begins: of a customer, or of somebody whom we do not know yet."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from unicodedata import normalize

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.plain.clean import note as clean_note
from tuicrm.plain.names import name_sort
from tuicrm.plain.periods import month_of
from tuicrm.sales import rights
from tuicrm.sales.currency import at_home
from tuicrm.sales.funnel import entering, history
from tuicrm.sales.funnel.stages import Stage, default_funnel, of_funnel
from tuicrm.sales.home import home
from tuicrm.sales.projects.goods import product_of
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, inquiries
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import project_products, projects


@dataclass(frozen=True)
class NewProject:
    """What is known of a chance when it begins. Money in minor units of `currency`, else of the home currency.

    Attributes:
        may_be_product: `name` may be a product of the price list, which is then taken into the project.
    """

    name: str = ""
    customer_id: int | None = None
    amount_minor: int | None = None
    cost_minor: int | None = None
    currency: str | None = None
    expected_on: date | None = None
    product: str | None = None
    quantity: int = 1
    stage_id: int | None = None
    owner_id: int | None = None
    inquiry_id: int | None = None
    note: str = ""
    may_be_product: bool = False


@dataclass(frozen=True)
class Added:
    """A project that was made."""

    project_id: int
    name: str
    handle: str
    stage: str


@rule(
    "project.add", right="sell", writes=True,
    refuses=("nameless", "close_by_act", "product_unknown", "negative_amount", "archived"),
)  # fmt: skip
def add(session: Session, actor: Actor, new: NewProject, *, now: datetime) -> Added:
    """Begin a project in the first stage, or in the open stage that is named; it is the actor's own.

    A pool customer stays in the pool: to work on a chance is not to claim the customer. Only a lead may name another
    owner.
    """
    customer = rights.find(session, actor, customers, new.customer_id) if new.customer_id else None
    if customer is not None and customer.archived_at is not None:
        raise Refused("archived", name=customer.name)
    product = _product(session, new)
    name = line(new.name) or (product.name if product else "") or (customer.name if customer else "")
    if not name:
        raise Refused("nameless")
    if (new.amount_minor or 0) < 0 or (new.cost_minor or 0) < 0:
        raise Refused("negative_amount")
    house = home(session)
    today = house.day(now)
    stage = _stage(session, new.stage_id)
    owner_id = _holder(session, actor, new.owner_id)
    currency = new.currency or house.currency
    handle = free_handle(session, f"{customer.name} {name}" if customer and customer.name not in name else name)
    project_id = change.insert(
        session, projects, customer_id=new.customer_id, name=name, name_sort=name_sort(name), handle=handle,
        funnel_id=stage.funnel_id, stage_id=stage.id, state="open", owner_id=owner_id,
        team_id=session.value(select(users.c.team_id).where(users.c.id == owner_id)),
        source_id=customer.source_id if customer else None, campaign_id=customer.campaign_id if customer else None,
        amount_minor=new.amount_minor, cost_minor=new.cost_minor, currency=currency,
        home_minor=at_home(session, house, new.amount_minor, currency, today), expected_on=new.expected_on,
        category=stage.category, note=clean_note(new.note) or None, created_at=now, created_on=today,
        created_month=month_of(today), created_by_id=actor.id, stage_since_at=now, last_progress_at=now,
    )  # fmt: skip
    history.begin(session, project_id, stage.id, owner_id, now, how="create")
    if product is not None:
        change.insert(
            session, project_products, project_id=project_id, product_id=product.id, quantity=max(1, new.quantity),
            price_minor=product.list_minor, cost_minor=product.cost_minor,
        )  # fmt: skip
    _tie_inquiry(session, new, project_id)
    entering.plan(session, session.get(projects, project_id), stage.id, now)
    session.can_be_undone_by("project.set_aside", project_id)
    return Added(project_id, name, handle, stage.name)


def _product(session: Session, new: NewProject) -> Any:
    if new.product:
        return product_of(session, new.product)
    if not new.may_be_product or not new.name:
        return None
    try:
        return product_of(session, new.name)
    except Refused:
        return None


def free_handle(session: Session, text: str) -> str:
    """Make the short name that a shell takes (`+acme-erp`); where it is taken, a number follows."""
    stem = re.sub(r"[^\w]+", "-", normalize("NFKC", text).casefold()).strip("-_")[:50] or "project"
    handle, number = stem, 1
    while session.exists(select(projects.c.id).where(projects.c.handle == handle)):
        number += 1
        handle = f"{stem}-{number}"
    return handle


def _stage(session: Session, stage_id: int | None) -> Stage:
    stages = of_funnel(session, default_funnel(session))
    if stage_id is None:
        return stages[0]
    found = next((one for one in stages if one.id == stage_id), None)
    if found is None:
        raise NotFound("stage", stage_id)
    if found.kind != "open":
        raise Refused("close_by_act", stage=found.name)
    return found


def _holder(session: Session, actor: Actor, owner_id: int | None) -> int:
    if owner_id is None or owner_id == actor.id:
        return actor.id
    rights.allow(actor, "lead")
    if session.get(users, owner_id) is None:
        raise NotFound("user", owner_id)
    return owner_id


def _tie_inquiry(session: Session, new: NewProject, project_id: int) -> None:
    """Tie the inquiry that is named, or else the customer's newest one that has no project yet."""
    if new.customer_id is None:
        return
    here = inquiries.c.customer_id == new.customer_id
    free = select(inquiries.c.id).where(here, inquiries.c.project_id.is_(None), inquiries.c.archived_at.is_(None))
    if new.inquiry_id is not None:
        free = free.where(inquiries.c.id == new.inquiry_id)
    inquiry = session.value(free.order_by(inquiries.c.came_at.desc()).limit(1))
    if inquiry is not None:
        change.update(session, inquiries, inquiry, project_id=project_id)
