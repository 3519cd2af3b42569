"""Inquiries as a list, the newest first, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from tuicrm.plain.clean import line
from tuicrm.sales import rights
from tuicrm.sales.hiding import hidden_among, veiled
from tuicrm.sales.inquiries.state import STATES, is_touched, state, tries
from tuicrm.sales.rules import rule
from tuicrm.sales.sources import campaign_of, source_of
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.lists import VERDICTS
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import campaigns, sources
from tuicrm.store.tables.customers import contacts, customers, inquiries
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects
from tuicrm.store.tokens import matching

LIMIT = 100
_REFERRER, _BY = customers.alias("referrer"), users.alias("by_whom")
_REFERRER_USER = users.alias("referring")


@dataclass(frozen=True)
class InquiryQuery:
    """What a list shows.

    Attributes:
        state: one of `STATES`, `untouched` (new or seen), `called`, `known` (asked again), or a verdict; "" is all.
        source, campaign: a key or a name; "-" is those without one.
        words: of the customer.
        after: `InquiryPage.after` of the page before.
    """

    state: str = ""
    source: str = ""
    campaign: str = ""
    customer_id: int | None = None
    is_mine: bool = False
    words: str = ""
    from_on: date | None = None
    to_on: date | None = None
    oldest_first: bool = False
    after: tuple[datetime, int] | None = None
    limit: int = LIMIT


@dataclass(frozen=True)
class Inquiry:
    """One arrival and what became of it; `tries` counts what was done since."""

    id: int
    came_at: datetime
    came_on: date
    customer_id: int
    customer: str
    contact: str | None
    source: str | None
    campaign: str | None
    message: str | None
    state: str
    tries: int
    verdict: str | None
    owner_id: int | None
    owner: str | None
    by: str | None
    project_id: int | None
    project: str | None
    referrer: str | None
    is_first: bool
    consent: str | None


@dataclass(frozen=True)
class InquiryPage:
    """A page of inquiries; `after` begins the next one, None on the last."""

    rows: tuple[Inquiry, ...]
    after: tuple[datetime, int] | None


@rule("inquiry.list", right="read", refuses=("no_source", "no_campaign", "order_of_days", "state_unknown"))
def page(session: Session, actor: Actor, query: InquiryQuery, *, now: datetime) -> InquiryPage:
    """List the inquiries of customers that the actor may see.

    Raises:
        Refused: `no_source`, `no_campaign`, `order_of_days`, `state_unknown`.
    """
    if query.from_on is not None and query.to_on is not None and query.from_on > query.to_on:
        raise Refused("order_of_days", first=query.from_on, last=query.to_on)
    wanted = _rows(actor).where(*_conditions(session, actor, query))
    came, key = inquiries.c.came_at, inquiries.c.id
    if query.after is not None:
        at, last = query.after
        further = or_(came > at, and_(came == at, key > last)) if query.oldest_first else None
        wanted = wanted.where(or_(came < at, and_(came == at, key < last)) if further is None else further)
    order = (came, key) if query.oldest_first else (came.desc(), key.desc())
    found = [Inquiry(*row) for row in session.all(wanted.order_by(*order).limit(query.limit + 1))]
    rows = _outlined(session, actor, found[: query.limit])
    return InquiryPage(rows, (rows[-1].came_at, rows[-1].id) if len(found) > len(rows) else None)


@rule("inquiry.show", right="read")
def one(session: Session, actor: Actor, inquiry_id: int, *, now: datetime) -> Inquiry:
    """Give one inquiry."""
    row = session.first(_rows(actor).where(inquiries.c.id == inquiry_id))
    if row is None:
        raise NotFound("inquiry", inquiry_id)
    return _outlined(session, actor, [Inquiry(*row)])[0]


def _outlined(session: Session, actor: Actor, rows: Sequence[Inquiry]) -> tuple[Inquiry, ...]:
    """Hide the phones and e-mails in what was asked where those of the customer are hidden."""
    hidden = hidden_among(session, actor, (one.customer_id for one in rows))
    return tuple(replace(one, message=veiled(one.message)) if one.customer_id in hidden else one for one in rows)


def of_customer(session: Session, customer_id: int, limit: int) -> tuple[Inquiry, ...]:
    """Give the inquiries of a customer, newest first; the caller has checked that it may be seen."""
    wanted = _rows(None).where(inquiries.c.customer_id == customer_id)
    ordered = wanted.order_by(inquiries.c.came_at.desc(), inquiries.c.id.desc()).limit(limit)
    return tuple(Inquiry(*row) for row in session.all(ordered))


def _rows(actor: Actor | None) -> Select[Any]:
    columns = (
        inquiries.c.id, inquiries.c.came_at, inquiries.c.came_on, inquiries.c.customer_id, customers.c.name,
        contacts.c.name, sources.c.name, campaigns.c.name, inquiries.c.message, state(), tries(), inquiries.c.verdict,
        customers.c.owner_id, users.c.name, _BY.c.name, inquiries.c.project_id, projects.c.name,
        func.coalesce(_REFERRER.c.name, _REFERRER_USER.c.name), inquiries.c.is_new_customer, inquiries.c.consent,
    )  # fmt: skip
    found = (
        select(*columns)
        .join(customers, customers.c.id == inquiries.c.customer_id)
        .outerjoin(contacts, contacts.c.id == inquiries.c.contact_id)
        .outerjoin(sources, sources.c.id == inquiries.c.source_id)
        .outerjoin(campaigns, campaigns.c.id == inquiries.c.campaign_id)
        .outerjoin(users, users.c.id == customers.c.owner_id)
        .outerjoin(_BY, _BY.c.id == inquiries.c.by_id)
        .outerjoin(projects, projects.c.id == inquiries.c.project_id)
        .outerjoin(_REFERRER, _REFERRER.c.id == inquiries.c.referrer_customer_id)
        .outerjoin(_REFERRER_USER, _REFERRER_USER.c.id == inquiries.c.referrer_user_id)
        .where(inquiries.c.archived_at.is_(None))
    )
    return found if actor is None else found.where(rights.customers_in_sight(actor))


def _conditions(session: Session, actor: Actor, query: InquiryQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.state:
        found.append(state_is(query.state))
    for text, column, named in (
        (query.source, inquiries.c.source_id, source_of),
        (query.campaign, inquiries.c.campaign_id, campaign_of),
    ):
        if text == "-":
            found.append(column.is_(None))
        elif text:
            found.append(column == named(session, text).id)
    if query.customer_id is not None:
        found.append(inquiries.c.customer_id == query.customer_id)
    if query.is_mine:
        found.append(customers.c.owner_id == actor.id)
    if query.from_on is not None:
        found.append(inquiries.c.came_on >= query.from_on)
    if query.to_on is not None:
        found.append(inquiries.c.came_on <= query.to_on)
    if (ids := matching(session, "customer", line(query.words))) is not None:
        found.append(inquiries.c.customer_id.in_(ids))
    return found


def asks(*states: str) -> ColumnElement[bool]:
    """Give what `inquiry:new` asks of a customer: it has an inquiry in one of these states; without one, any inquiry.

    Raises:
        Refused: `state_unknown`.
    """
    here = select(inquiries.c.customer_id).where(inquiries.c.archived_at.is_(None))
    if states:
        here = here.where(or_(*(state_is(one.casefold()) for one in states)))
    return customers.c.id.in_(here)


def state_is(name: str) -> ColumnElement[bool]:
    """Give what a state, a verdict, or a part of a campaign's chain asks of an inquiry.

    Raises:
        Refused: `state_unknown`.
    """
    if name in STATES:
        return state() == name
    if name in VERDICTS:
        return inquiries.c.verdict == name
    match name:
        case "untouched":
            return state().in_(("new", "seen"))
        case "called":
            return is_touched()
        case "known":
            return inquiries.c.is_new_customer.is_(False)
    raise Refused("state_unknown", given=name, known=(*STATES, "untouched", "called", "known", *VERDICTS))
