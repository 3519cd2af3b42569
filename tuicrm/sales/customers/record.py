"""What happened with a customer: projects, actions, purchases, inquiries, who held it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from tuicrm.sales.inquiries.listing import of_customer
from tuicrm.sales.next_action import AMONG_US
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contacts, customers, ownerships
from tuicrm.store.tables.funnel import lost_reasons, stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import products, purchases

MOST = 100


@dataclass(frozen=True)
class ProjectLine:
    """A project of the customer; money in minor units."""

    id: int
    name: str
    state: str
    stage: str
    owner: str | None
    amount_minor: int | None
    currency: str
    expected_on: date | None
    closed_on: date | None
    lost_reason: str | None


@dataclass(frozen=True)
class ActionLine:
    """An action, planned or done."""

    id: int
    version: int
    kind: str
    subject: str
    state: str
    planned_on: date | None
    planned_at: datetime | None
    done_on: date | None
    done_at: datetime | None
    outcome: str | None
    note: str | None
    promise: str | None
    owner: str | None
    contact: str | None
    project_id: int | None
    project: str | None


@dataclass(frozen=True)
class PurchaseLine:
    """What was bought; `profit_minor` is None where amount or cost is not known."""

    id: int
    product: str | None
    quantity: int
    amount_minor: int | None
    cost_minor: int | None
    profit_minor: int | None
    currency: str
    bought_on: date
    ends_on: date | None
    project_id: int | None


@dataclass(frozen=True)
class InquiryLine:
    """One arrival."""

    id: int
    came_at: datetime
    came_on: date
    source: str | None
    campaign: str | None
    contact: str | None
    message: str | None
    by: str | None
    is_first: bool
    state: str = "new"
    tries: int = 0
    verdict: str | None = None
    project_id: int | None = None
    project: str | None = None
    referrer: str | None = None
    consent: str | None = None


@dataclass(frozen=True)
class StayLine:
    """One stay with a holder, newest first; `owner` None is the pool, `to_at` None lasts.

    `of` names the customer that was merged into this one, where the stay was that one's.
    """

    id: int
    owner: str | None
    from_at: datetime
    to_at: datetime | None
    how: str
    reason: str | None
    note: str | None
    by: str | None
    of: str | None = None


def projects_of(session: Session, customer_id: int) -> tuple[ProjectLine, ...]:
    """Give the customer's projects, open ones and then those closed last first."""
    rows = session.all(
        select(
            projects.c.id, projects.c.name, projects.c.state, stages.c.name, users.c.name, projects.c.amount_minor,
            projects.c.currency, projects.c.expected_on, projects.c.closed_on, lost_reasons.c.name,
        )
        .join(stages, stages.c.id == projects.c.stage_id)
        .outerjoin(users, users.c.id == projects.c.owner_id)
        .outerjoin(lost_reasons, lost_reasons.c.id == projects.c.lost_reason_id)
        .where(projects.c.customer_id == customer_id, projects.c.archived_at.is_(None))
        .order_by(projects.c.created_at.desc(), projects.c.id.desc())
        .limit(MOST)
    )  # fmt: skip
    found = [ProjectLine(*row) for row in rows]
    return tuple(sorted(found, key=lambda one: -(one.closed_on or date.max).toordinal()))


def actions_of(session: Session, customer_id: int) -> tuple[ActionLine, ...]:
    """Give all that is planned, and what was done lately, newest first."""
    wanted = (
        select(
            actions.c.id, actions.c.version, actions.c.kind, actions.c.subject, actions.c.state, actions.c.planned_on,
            actions.c.planned_at, actions.c.done_on, actions.c.done_at, actions.c.outcome, actions.c.note,
            actions.c.promise, users.c.name, contacts.c.name, actions.c.project_id, projects.c.name,
        )
        .outerjoin(users, users.c.id == actions.c.owner_id)
        .outerjoin(contacts, contacts.c.id == actions.c.contact_id)
        .outerjoin(projects, projects.c.id == actions.c.project_id)
        .where(actions.c.customer_id == customer_id, actions.c.origin != AMONG_US)
    )  # fmt: skip
    planned = wanted.where(actions.c.state == "planned").order_by(actions.c.planned_on, actions.c.id).limit(MOST)
    done = wanted.where(actions.c.state == "done").order_by(actions.c.done_on.desc(), actions.c.id.desc()).limit(MOST)
    return tuple(ActionLine(*row) for row in (*session.all(planned), *session.all(done)))


def purchases_of(session: Session, customer_id: int) -> tuple[PurchaseLine, ...]:
    """Give what the customer bought, newest first."""
    rows = session.all(
        select(
            purchases.c.id, products.c.name, purchases.c.quantity, purchases.c.amount_minor, purchases.c.cost_minor,
            purchases.c.currency, purchases.c.bought_on, purchases.c.ends_on, purchases.c.project_id,
        )
        .outerjoin(products, products.c.id == purchases.c.product_id)
        .where(purchases.c.customer_id == customer_id, purchases.c.archived_at.is_(None))
        .order_by(purchases.c.bought_on.desc(), purchases.c.id.desc())
    )  # fmt: skip
    found = []
    for row in rows:
        amount, cost = row.amount_minor, row.cost_minor
        profit = None if amount is None or cost is None else amount - cost
        found.append(PurchaseLine(row[0], row[1], row[2], amount, cost, profit, *row[5:]))
    return tuple(found)


def inquiries_of(session: Session, customer_id: int) -> tuple[InquiryLine, ...]:
    """Give the arrivals of the customer and what became of them, newest first."""
    return tuple(
        InquiryLine(
            one.id, one.came_at, one.came_on, one.source, one.campaign, one.contact, one.message, one.by, one.is_first,
            one.state, one.tries, one.verdict, one.project_id, one.project, one.referrer, one.consent,
        )
        for one in of_customer(session, customer_id, MOST)
    )  # fmt: skip


def merged_into(session: Session, customer_id: int) -> dict[int, str]:
    """Give the customers that went into this one, directly or through another, by id."""
    found: dict[int, str] = {}
    last = [customer_id]
    while last:
        rows = session.all(select(customers.c.id, customers.c.name).where(customers.c.merged_into_id.in_(last)))
        last = [row.id for row in rows if row.id not in found]
        found |= {row.id: row.name for row in rows}
    return found


def stays_of(session: Session, customer_id: int, merged: Mapping[int, str]) -> tuple[StayLine, ...]:
    """Give who held the customer, and those that were merged into it, newest first."""
    by = users.alias("by_whom")
    stay = ownerships.c
    rows = session.all(
        select(
            stay.id, users.c.name, stay.from_at, stay.to_at, stay.how, stay.reason, stay.note, by.c.name,
            stay.customer_id,
        )
        .outerjoin(users, users.c.id == stay.owner_id)
        .outerjoin(by, by.c.id == stay.by_id)
        .where(stay.customer_id.in_((customer_id, *merged)))
        .order_by(stay.from_at.desc(), stay.id.desc())
        .limit(MOST)
    )  # fmt: skip
    return tuple(
        StayLine(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], merged.get(row.customer_id))
        for row in rows
    )
