"""All about one customer on one page."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from tuicrm.sales import needs, rights, tags
from tuicrm.sales.auditing.trail import TrailLine, trail_of
from tuicrm.sales.customers.facts import FACTS, text_of
from tuicrm.sales.customers.people import ContactLine, PointLine, contacts_of
from tuicrm.sales.customers.record import (
    ActionLine,
    InquiryLine,
    ProjectLine,
    PurchaseLine,
    StayLine,
    actions_of,
    inquiries_of,
    merged_into,
    projects_of,
    purchases_of,
    stays_of,
)
from tuicrm.sales.fields import FieldValue, values_of
from tuicrm.sales.hiding import is_hidden, masked, veiled
from tuicrm.sales.home import home
from tuicrm.sales.needs import NeedOf
from tuicrm.sales.pool.hand_outs import Record, records_of
from tuicrm.sales.pool.listing import Worker, workers
from tuicrm.sales.pool.several import pool_among
from tuicrm.sales.pool.worth import NO_LIKE, Like, likes
from tuicrm.sales.projects.helping import Helper, helpers_of
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import campaigns, sources
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users

CHANGES = 60
CHANGED = ("customer", "contact", "contact_point")
"""What the page tells the changes of; the whole trail has a page of its own."""


@dataclass(frozen=True)
class FactValue:
    """A fact by its name, as the text that an edit reads again; "" when it is not known."""

    name: str
    text: str


@dataclass(frozen=True)
class Worth:
    """What the customer bought in all, in one currency. Profit counts only purchases whose cost is known.

    Attributes:
        profit_minor: None when no cost is known.
        without_cost: purchases left out of the profit.
    """

    currency: str
    amount_minor: int
    profit_minor: int | None
    purchases: int
    without_cost: int


@dataclass(frozen=True)
class CustomerCard:
    """The whole page.

    Attributes:
        facts: in their order; `source` and `campaign` are the names for people, the facts of these names the keys.
        is_hidden: phones and e-mails are only outlined, as the customer lies in the pool.
        currency: the home currency, in which own fields of money are.
        points: those of the customer itself, not of one contact.
        record: actions done, newest first, at most 100; changes at most 60.
        merged: number and name of the customers that went into this one.
        class_how, class_reason: `hand` or `rule`, and why; see `classing.reason_in_words`.
        like: customers of the same class from the same source that were worked on; `worth_minor` what one of them is
            likely to bring, in home currency, None where too few were.
        pool: which one it lies in or comes back to, where there are several.
        locked_until_on, lock_reason: kept from recycling until then, and why; None where it is not, or no more.
        hand_outs: to whom it was handed out by rule, who could have got it, and why; newest first.
    """

    id: int
    version: int
    name: str
    kind: str
    facts: tuple[FactValue, ...]
    own: tuple[FieldValue, ...]
    currency: str
    source: str | None
    campaign: str | None
    owner_id: int | None
    owner: str | None
    since_days: int
    is_hidden: bool
    is_archived: bool
    may_write: bool
    created_on: date
    created_by: str | None
    last_action_at: datetime | None
    next_action_at: datetime | None
    workers: tuple[Worker, ...]
    points: tuple[PointLine, ...]
    contacts: tuple[ContactLine, ...]
    open_projects: tuple[ProjectLine, ...]
    closed_projects: tuple[ProjectLine, ...]
    plan: tuple[ActionLine, ...]
    record: tuple[ActionLine, ...]
    purchases: tuple[PurchaseLine, ...]
    worth: tuple[Worth, ...]
    inquiries: tuple[InquiryLine, ...]
    stays: tuple[StayLine, ...]
    changes: tuple[TrailLine, ...]
    tags: tuple[str, ...] = ()
    needs: tuple[NeedOf, ...] = ()
    merged: tuple[tuple[int, str], ...] = ()
    class_how: str | None = None
    class_reason: str | None = None
    like: Like = NO_LIKE
    worth_minor: int | None = None
    hand_outs: tuple[Record, ...] = ()
    helpers: tuple[Helper, ...] = ()
    pool: str | None = None
    locked_until_on: date | None = None
    lock_reason: str | None = None

    def fact(self, name: str) -> str:
        """Give the text of a fact."""
        return next((one.text for one in self.facts if one.name == name), "")


@rule("customer.card", right="read")
def card(session: Session, actor: Actor, customer_id: int, *, now: datetime) -> CustomerCard:
    """Give everything about a customer that the actor may see."""
    row = rights.find(session, actor, customers, customer_id)
    where = home(session)
    hidden = is_hidden(session, actor, row)
    points, people = contacts_of(session, customer_id, hidden=hidden)
    found = projects_of(session, customer_id)
    lines = actions_of(session, customer_id)
    bought = purchases_of(session, customer_id)
    merged = merged_into(session, customer_id)
    stays = stays_of(session, customer_id, merged)
    lasting = (one.from_at for one in stays if one.to_at is None and one.of is None)
    since = next(lasting, row.held_since_at or row.created_at)
    kinds = likes(session)
    is_locked = row.locked_until_on is not None and row.locked_until_on >= where.day(now)
    shown = CustomerCard(
        id=row.id,
        version=row.version,
        name=row.name,
        kind=row.kind,
        facts=tuple(FactValue(fact.name, text_of(session, fact, getattr(row, fact.column))) for fact in FACTS),
        own=values_of(session, "customer", customer_id),
        currency=where.currency,
        source=_named(session, sources, row.source_id),
        campaign=_named(session, campaigns, row.campaign_id),
        owner_id=row.owner_id,
        owner=_named(session, users, row.owner_id),
        since_days=(where.day(now) - where.day(since)).days,
        is_hidden=hidden,
        is_archived=row.archived_at is not None,
        may_write=rights.may_write(session, actor, customers, row),
        created_on=where.day(row.created_at),
        created_by=_named(session, users, row.created_by_id),
        last_action_at=row.last_action_at,
        next_action_at=row.next_action_at,
        workers=workers(session, [customer_id]).get(customer_id, ()),
        points=points,
        contacts=people,
        open_projects=tuple(one for one in found if one.state == "open"),
        closed_projects=tuple(one for one in found if one.state != "open"),
        plan=tuple(sorted((one for one in lines if one.state == "planned"), key=lambda one: (one.planned_on, one.id))),
        record=tuple(one for one in lines if one.state == "done"),
        purchases=bought,
        worth=_worth(bought),
        inquiries=inquiries_of(session, customer_id),
        stays=stays,
        changes=trail_of(
            session, "customer", customer_id, mask=masked if hidden else None, kinds=CHANGED, limit=CHANGES
        ),
        tags=tags.of_customer(session, customer_id),
        needs=needs.of_customer(session, customer_id),
        merged=tuple(sorted(merged.items())),
        class_how=row.class_how,
        class_reason=row.class_reason,
        like=kinds.of(row.class_key, row.source_id),
        worth_minor=kinds.worth(row.class_key, row.source_id),
        hand_outs=records_of(session, customer_id),
        helpers=helpers_of(session, "customer", customer_id, where.day(now)),
        pool=pool_among(session, row.pool_id),
        locked_until_on=row.locked_until_on if is_locked else None,
        lock_reason=row.lock_reason if is_locked else None,
    )
    return _outlined(shown) if hidden else shown


def _outlined(card: CustomerCard) -> CustomerCard:
    """Hide what stands in its texts, too: in what was asked, said and noted."""
    note = tuple(veiled(one) if one.name == "note" else one for one in card.facts)
    texts = ("contacts", "open_projects", "closed_projects", "plan", "record", "inquiries", "stays", "needs")
    return replace(card, facts=note, **{name: veiled(getattr(card, name)) for name in texts})


def _named(session: Session, table: Any, record_id: int | None) -> str | None:
    return None if record_id is None else session.value(select(table.c.name).where(table.c.id == record_id))


def _worth(bought: tuple[PurchaseLine, ...]) -> tuple[Worth, ...]:
    found: list[Worth] = []
    for currency in dict.fromkeys(one.currency for one in bought):
        of_it = [one for one in bought if one.currency == currency]
        profits = [one.profit_minor for one in of_it if one.profit_minor is not None]
        amount = sum(one.amount_minor or 0 for one in of_it)
        found.append(Worth(currency, amount, sum(profits) if profits else None, len(of_it), len(of_it) - len(profits)))
    return tuple(found)
