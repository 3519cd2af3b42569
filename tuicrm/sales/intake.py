"""The one door: whoever arrives is recognised or becomes a customer in the pool, and each arrival is an inquiry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from tuicrm.plain import outline
from tuicrm.plain.clean import line
from tuicrm.plain.clean import note as clean_note
from tuicrm.plain.language import N_
from tuicrm.plain.likeness import is_somewhat_alike
from tuicrm.plain.names import name_key, name_sort
from tuicrm.sales import fields, rights
from tuicrm.sales.home import home
from tuicrm.sales.pool.handing_out import hand_out
from tuicrm.sales.pool.holding import name_of, open_stay
from tuicrm.sales.pool.several import pool_of_region
from tuicrm.sales.reaching import points_of, reach
from tuicrm.sales.recognising import Evidence, Near, Recognised, is_no_name, own_domain, recognise, registration_of
from tuicrm.sales.referring import Referrer, project_asked_about, referrer_of
from tuicrm.sales.rules import rule
from tuicrm.sales.sources import all_sources, campaign_of, source_of
from tuicrm.sales.wording import add_operations, add_sentences
from tuicrm.store import change, derived
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import pools
from tuicrm.store.tables.customers import customers, inquiries

add_sentences(
    {
        "lead_empty": N_("Say who it is: a name, a contact, a phone or an e-mail."),
        "phone_form": N_("“{text}” is not a phone number. Write it with its digits, such as +44 113 496 0142."),
        "email_form": N_("“{text}” is not an e-mail address. Write it like name@company.com."),
        "worked_on": N_("Somebody worked with {name} since. Edit the card by hand."),
        "no_referrer": N_("Who is {referrer}? Name one customer, or one of us as @login."),
        "no_open_project": N_("There is no open project {project} of this customer."),
    }
)
add_operations({"lead.take_in": N_("intake of {name}")})


@dataclass(frozen=True)
class Lead:
    """What is known of somebody who arrives; all of it as it was written.

    Attributes:
        name: of the company; without one the contact is the customer, as a person.
        source, campaign: a key or a name; a campaign brings its source.
        class_key: A, B, C, D or whatever the team calls its classes.
        fields: own fields of the customer by key.
        came_at: when they asked; by default now.
        referrer: who sent them: a customer, or one of us as @login.
        project: the open project that they ask about; of a customer with just one it is that one. "-" is none.
        consent: what they agreed to, word for word.
    """

    name: str = ""
    source: str = ""
    campaign: str = ""
    contact: str = ""
    title: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    website: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    industry: str = ""
    address: str = ""
    registration: str = ""
    class_key: str = ""
    message: str = ""
    note: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    came_at: datetime | None = None
    referrer: str = ""
    project: str = ""
    consent: str = ""


@dataclass(frozen=True)
class TakenIn:
    """Who it was.

    Attributes:
        is_new: a customer was made; else `known_by` says by what it was recognised.
        in_pool: nobody holds it. `owner` is who does.
        near: customers that may be the same: for a person to look at.
        project: the open project that the inquiry was tied to.
        is_told: somebody else holds it, and finds the inquiry among their news.
    """

    customer_id: int
    inquiry_id: int
    name: str
    is_new: bool
    known_by: str | None
    owner: str | None
    in_pool: bool
    near: tuple[Near, ...] = ()
    project: str | None = None
    is_told: bool = False


REFUSES = (
    "lead_empty", "phone_form", "email_form", "no_source", "no_campaign", "field_value", "field_unknown",
    "no_referrer", "no_open_project",
)  # fmt: skip
_FACTS = ("website", "city", "region", "country", "industry", "address", "registration")
_LENGTHS = {name: int(getattr(customers.c[name].type, "length", 0)) for name in _FACTS}


@rule("lead.take_in", right="take_in", writes=True, refuses=REFUSES)
def take_in(session: Session, actor: Actor, lead: Lead, *, now: datetime) -> TakenIn:
    """Take somebody in: a known customer gets another inquiry, never a second record; a new one lies in the pool.

    How they are recognised: `tuicrm/sales/recognising.py`. What is known already is filled up, never overwritten.

    Raises:
        Refused: those of `REFUSES`.
    """
    pool_id = _lock(session)
    return _take_in(session, actor, lead, pool_id, now)


@dataclass(frozen=True)
class TurnedAway:
    """A lead of many that was refused: its place among them, and the refusal."""

    place: int
    code: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class TakenMany:
    """Those that came in, by their places, and those that did not."""

    taken: tuple[tuple[int, TakenIn], ...]
    refused: tuple[TurnedAway, ...]


@rule("lead.take_in_many", right="take_in", writes=True)
def take_in_many(session: Session, actor: Actor, leads: Sequence[Lead], *, now: datetime) -> TakenMany:
    """Take many in at once; one that is refused leaves itself out and nothing else."""
    pool_id = _lock(session)
    taken: list[tuple[int, TakenIn]] = []
    refused: list[TurnedAway] = []
    for place, lead in enumerate(leads):
        try:
            taken.append((place, _take_in(session, actor, lead, pool_id, now)))
        except Refused as refusal:  # raised before its first write
            refused.append(TurnedAway(place, refusal.code, dict(refusal.facts)))
        derived.renew(session)  # the next one must be found near by this one's name
    session.undo = None  # what many lines brought in is not taken back by one key
    return TakenMany(tuple(taken), tuple(refused))


def _lock(session: Session) -> int:
    """Hold the pool: two windows take the same stranger in, and the second must see the first."""
    pool_id: int = session.value(select(func.min(pools.c.id)).where(pools.c.archived_at.is_(None)))
    session.lock(pools, pool_id)
    return pool_id


def _take_in(session: Session, actor: Actor, lead: Lead, pool_id: int, now: datetime) -> TakenIn:
    read = _read(session, lead)
    found = recognise(session, read.evidence)
    project = _project(session, found.customer_id, lead.project)
    if found.customer_id is None:
        customer_id = _make(session, actor, read, pool_id, now)
    else:
        customer_id = found.customer_id
        _fill_up(session, customer_id, read)
    contact_id = reach(session, customer_id, read.contact, line(lead.title)[:120], read.evidence.points)
    _own_fields(session, customer_id, read, is_new=found.customer_id is None)
    about = None if project is None else project.id
    inquiry_id = _inquire(session, actor, customer_id, contact_id, read, now, about, is_new=found.customer_id is None)
    if found.customer_id is None:
        hand_out(session, actor, customer_id, now=now)
    session.can_be_undone_by("lead.withdraw", inquiry_id)
    return _answer(session, customer_id, inquiry_id, found, actor, project)


@rule("lead.withdraw", right="take_in", writes=True, refuses=("worked_on",))
def withdraw(session: Session, actor: Actor, inquiry_id: int, *, now: datetime) -> int:
    """Take an inquiry out again, and the customer with it if the inquiry made it and nobody worked with it since."""
    inquiry = session.get(inquiries, inquiry_id)
    if inquiry is None or inquiry.by_id != actor.id:
        raise Refused("worked_on", name="")
    customer = session.get(customers, inquiry.customer_id)
    assert customer is not None
    change.update(session, inquiries, inquiry_id, archived_at=now)
    others = session.exists(
        select(inquiries.c.id).where(inquiries.c.customer_id == customer.id, inquiries.c.archived_at.is_(None))
    )
    if inquiry.is_new_customer and not others:
        if customer.owner_id is not None or customer.last_action_at is not None:
            raise Refused("worked_on", name=customer.name)
        change.update(session, customers, customer.id, archived_at=now)
    return int(inquiry.customer_id)


@dataclass(frozen=True)
class _Read:
    lead: Lead
    evidence: Evidence
    shown: str
    contact: str
    source_id: int | None
    campaign_id: int | None
    referrer: Referrer
    facts: Mapping[str, str]


def _read(session: Session, lead: Lead) -> _Read:
    """Read all that is written before the first write: a refusal leaves nothing half done."""
    region = home(session).region
    points = points_of(lead.phones, lead.emails, region, lead.country)
    company, contact = line(lead.name)[:200], line(lead.contact)[:120]
    first = min(points, key=lambda point: point.kind != "email", default=None)
    if is_no_name(company) and (contact or first):
        company = ""
    name = company or contact or (first.value if first else "")
    if not name:
        raise Refused("lead_empty")
    campaign = campaign_of(session, lead.campaign) if line(lead.campaign) else None
    source_id = campaign.source_id if campaign else None
    if line(lead.source):
        source_id = source_of(session, lead.source).id
    _check_own(session, lead.fields)
    referrer = referrer_of(session, lead.referrer, region) if line(lead.referrer) else Referrer()
    if source_id is None and referrer != Referrer():
        source_id = next((one.id for one in all_sources(session) if one.key == "referral"), None)
    facts = {name: line(getattr(lead, name))[: _LENGTHS[name]] for name in _FACTS}
    facts["registration"] = registration_of(facts["registration"])
    evidence = Evidence(
        name=name,
        kind="company" if company else "person",
        city=facts["city"],
        domain=own_domain(facts["website"], points),
        registration=facts["registration"],
        points=points,
    )
    shown = name if company or contact or first is None else outline.name_of(first.kind, first.value)
    return _Read(lead, evidence, shown, contact, source_id, campaign.id if campaign else None, referrer, facts)


def _check_own(session: Session, texts: Mapping[str, str]) -> None:
    declared = {one.key: one for one in fields.fields_of(session, "customer")} if texts else {}
    for key, text in texts.items():
        if key not in declared:
            raise Refused("field_unknown", fields=(key,))
        fields.written(declared[key], text)


def _project(session: Session, customer_id: int | None, text: str) -> Any:
    if customer_id is None and line(text) not in ("", "-"):
        raise Refused("no_open_project", project=line(text))
    return None if customer_id is None or line(text) == "-" else project_asked_about(session, customer_id, text)


def _make(session: Session, actor: Actor, read: _Read, pool_id: int, now: datetime) -> int:
    seen = read.evidence
    customer_id = change.insert(
        session,
        customers,
        kind=seen.kind,
        name=read.shown,
        name_sort=name_sort(read.shown)[:240],
        name_key=name_key(seen.name)[:200],
        pool_id=pool_of_region(session, read.facts.get("region")) or pool_id,
        source_id=read.source_id,
        campaign_id=read.campaign_id,
        class_key=_class(read) or None,
        class_how="hand" if _class(read) else None,
        domain=seen.domain or None,
        note=clean_note(read.lead.note) or None,
        created_at=now,
        created_month=home(session).month(now),
        created_by_id=actor.id,
        **{name: value or None for name, value in read.facts.items()},
    )
    open_stay(session, customer_id, None, how="intake", now=now, by_id=actor.id)
    return customer_id


def _fill_up(session: Session, customer_id: int, read: _Read) -> None:
    """Add what was not known of a customer; bring an archived one back, since it asks again."""
    row = session.get(customers, customer_id)
    assert row is not None
    offered = {**read.facts, "domain": read.evidence.domain, "class_key": _class(read)}
    fresh: dict[str, Any] = {name: value for name, value in offered.items() if value and getattr(row, name) is None}
    if "class_key" in fresh:
        fresh["class_how"] = "hand"
    text = clean_note(read.lead.note)
    if text and text not in (row.note or ""):  # the same list read twice says nothing new
        fresh["note"] = f"{row.note}\n{text}" if row.note else text
    if row.archived_at is not None:
        fresh["archived_at"] = None
    change.update(session, customers, customer_id, **fresh)


def _class(read: _Read) -> str:
    """Give the class that they came with: somebody knew it, and a rule leaves it."""
    return line(read.lead.class_key)[:40].upper()


def _own_fields(session: Session, customer_id: int, read: _Read, *, is_new: bool) -> None:
    if not read.lead.fields:
        return
    had = {} if is_new else {one.field.key: one.text for one in fields.values_of(session, "customer", customer_id)}
    declared = {one.key: one for one in fields.fields_of(session, "customer")}
    for key, text in read.lead.fields.items():
        if not had.get(key):
            fields.write(session, declared[key], customer_id, text)


def _inquire(
    session: Session,
    actor: Actor,
    customer_id: int,
    contact_id: int | None,
    read: _Read,
    now: datetime,
    project_id: int | None,
    *,
    is_new: bool,
) -> int:
    came_at = min(read.lead.came_at or now, now)
    where = home(session)
    row = session.get(customers, customer_id)
    assert row is not None
    inquiry_id = change.insert(
        session,
        inquiries,
        customer_id=customer_id,
        contact_id=contact_id,
        source_id=read.source_id,
        campaign_id=read.campaign_id,
        message=_said(row, read) or None,
        came_at=came_at,
        came_on=where.day(came_at),
        month=where.month(came_at),
        by_id=actor.id,
        is_new_customer=is_new,
        project_id=project_id,
        referrer_customer_id=read.referrer.customer_id,
        referrer_user_id=read.referrer.user_id,
        consent=clean_note(read.lead.consent) or None,
        seen_at=now if row.owner_id == actor.id else None,  # else the owner is told that it asked again
    )
    if row.last_inquiry_at is None or row.last_inquiry_at < came_at:
        change.update(session, customers, customer_id, last_inquiry_at=came_at)
    return inquiry_id


def _said(customer: Any, read: _Read) -> str:
    """Give what they wrote; above it the name of their company if they were known by another."""
    message, company = clean_note(read.lead.message), line(read.lead.name)[:200]
    keys = name_key(company), customer.name_key
    if not company or read.evidence.domain == company or is_somewhat_alike(*keys):
        return message
    return "\n".join(part for part in (company, message) if part)


def _answer(
    session: Session, customer_id: int, inquiry_id: int, found: Recognised, actor: Actor, project: Any
) -> TakenIn:
    row = session.get(customers, customer_id)
    assert row is not None
    near = found.near
    if near:  # a suggestion must not name what the actor may not see
        ids = [one.id for one in near]
        seen = set(
            session.values(select(customers.c.id).where(customers.c.id.in_(ids), rights.customers_in_sight(actor)))
        )
        near = tuple(one for one in near if one.id in seen)
    return TakenIn(
        customer_id=customer_id,
        inquiry_id=inquiry_id,
        name=row.name,
        is_new=found.customer_id is None,
        known_by=found.by,
        owner=name_of(session, row.owner_id),
        in_pool=row.owner_id is None,
        near=near,
        project=None if project is None else project.name,
        is_told=row.owner_id not in (None, actor.id),
    )
