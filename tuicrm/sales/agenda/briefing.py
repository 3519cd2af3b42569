"""What one should know of a customer or project before one acts, in three lines; and how the month stands."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, select

from tuicrm.plain.periods import month_of
from tuicrm.sales import rights
from tuicrm.sales.agenda.listing import seen
from tuicrm.sales.funnel.criteria import of_move
from tuicrm.sales.funnel.stages import of_funnel
from tuicrm.sales.hiding import is_hidden, veiled
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.sales.shares import of_ppm, shared
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contact_points, contacts, customers, inquiries
from tuicrm.store.tables.people import targets
from tuicrm.store.tables.projects import project_contacts, projects
from tuicrm.store.tables.trade import credits

FEW = 3


@dataclass(frozen=True)
class Reach:
    """A person at the customer, the part they play, and the first way to reach them."""

    name: str
    part: str | None
    value: str | None


@dataclass(frozen=True)
class Last:
    """One entry of the record. `outcome` is None for an inquiry, whose message is the note."""

    on: date
    kind: str
    outcome: str | None
    note: str


@dataclass(frozen=True)
class Want:
    """What the next stage asks for, and whether it is there."""

    label: str
    is_met: bool


@dataclass(frozen=True)
class Brief:
    """Newest record first. `stage` is None where there is no project; `to_stage` where it is the last one.

    Attributes:
        is_hidden: phones and e-mails are left out, and only outlined in texts.
    """

    customer: str | None
    city: str | None
    class_key: str | None
    phone: str | None
    project: str | None
    stage: str | None
    to_stage: str | None
    contacts: tuple[Reach, ...]
    record: tuple[Last, ...]
    wants: tuple[Want, ...]
    is_hidden: bool = False


@dataclass(frozen=True)
class Month:
    """What a person won this month, and their target (None: none is set). Minor units of the home currency."""

    won_minor: int
    target_minor: int | None
    currency: str


@rule("agenda.brief", right="read")
def brief(
    session: Session, actor: Actor, *, customer_id: int | None = None, project_id: int | None = None, now: datetime
) -> Brief:
    """Say who is there, what was said last, and what the project's next stage wants.

    Raises:
        NotFound: not there, or not for the actor to see.
    """
    project = rights.find(session, actor, projects, project_id) if project_id is not None else None
    if project is not None and customer_id is None:
        customer_id = project.customer_id
    customer = None
    if customer_id is not None:  # who may see the project may see for whom it is
        known = select(customers).where(customers.c.id == customer_id)
        customer = session.first(known) if project else rights.find(session, actor, customers, customer_id)
    stage, to_stage, wants = _wants(session, project) if project is not None else (None, None, ())
    hidden = customer is not None and is_hidden(session, actor, customer)
    record = _record(session, customer_id, project_id)
    return Brief(
        customer=customer.name if customer else None,
        city=customer.city if customer else None,
        class_key=customer.class_key if customer else None,
        phone=None if hidden else _phone(session, customer_id),
        project=project.name if project else None,
        stage=stage,
        to_stage=to_stage,
        contacts=_contacts(session, customer_id, project_id, hidden=hidden),
        record=veiled(record) if hidden else record,
        wants=wants,
        is_hidden=hidden,
    )


@rule("agenda.month", right="read")
def month(session: Session, actor: Actor, user_id: int | None = None, *, now: datetime) -> Month:
    """Give a person's won of this month, by their shares, and the month's target."""
    whose = seen(session, actor, user_id)
    house = home(session)
    number = month_of(house.day(now))
    shares = (
        select(credits.c.share_ppm, func.sum(projects.c.home_minor))
        .select_from(credits.join(projects, projects.c.id == credits.c.project_id))
        .where(credits.c.user_id == whose, credits.c.outcome == "won", credits.c.month == number)
        .where(credits.c.archived_at.is_(None))
        .group_by(credits.c.share_ppm)
    )
    won = of_ppm(sum(shared(minor, share) for share, minor in session.all(shares)))
    wanted = select(targets.c.amount_minor).where(
        targets.c.user_id == whose, targets.c.month == number, targets.c.currency == house.currency
    )
    return Month(won, session.value(wanted), house.currency)


def _wants(session: Session, project: Any) -> tuple[str | None, str | None, tuple[Want, ...]]:
    path = of_funnel(session, project.funnel_id)
    here = next((one for one in path if one.id == project.stage_id), None)
    if here is None or project.state != "open":
        return here.name if here else None, None, ()
    ahead = next((one for one in path if one.position > here.position and one.kind in ("open", "won")), None)
    if ahead is None:
        return here.name, None, ()
    return here.name, ahead.name, tuple(Want(one.label, one.is_met) for one in of_move(session, project, ahead))


def _phone(session: Session, customer_id: int | None) -> str | None:
    if customer_id is None:
        return None
    living = contact_points.c.customer_id == customer_id, contact_points.c.archived_at.is_(None)
    own = select(contact_points.c.value).where(
        *living, contact_points.c.contact_id.is_(None), contact_points.c.wrong_at.is_(None)
    )
    found: str | None = session.value(own.order_by(contact_points.c.position, contact_points.c.id).limit(1))
    return found


def _contacts(session: Session, customer_id: int | None, project_id: int | None, *, hidden: bool) -> tuple[Reach, ...]:
    """Those of the project first, as they came; a wrong number is none."""
    if customer_id is None:
        return ()
    in_project = and_(
        project_contacts.c.contact_id == contacts.c.id, project_contacts.c.project_id == project_id,
        project_contacts.c.archived_at.is_(None),
    )  # fmt: skip
    people = session.all(
        select(contacts.c.id, contacts.c.name, contacts.c.part, project_contacts.c.id, project_contacts.c.part)
        .select_from(contacts.outerjoin(project_contacts, in_project))
        .where(contacts.c.customer_id == customer_id, contacts.c.archived_at.is_(None))
        .order_by(contacts.c.id)
        .limit(4 * FEW)
    )
    first = sorted(people, key=lambda row: row[3] is None)[:FEW]
    if hidden:
        return tuple(Reach(row[1], row[4] or row[2], None) for row in first)
    points = session.all(
        select(contact_points.c.contact_id, contact_points.c.value)
        .where(contact_points.c.contact_id.in_([row[0] for row in first]), contact_points.c.archived_at.is_(None))
        .where(contact_points.c.wrong_at.is_(None))
        .order_by(contact_points.c.kind.desc(), contact_points.c.position, contact_points.c.id)  # phone before email
    )
    reach: dict[int, str] = {}
    for contact_id, value in points:
        reach.setdefault(contact_id, value)
    return tuple(Reach(row[1], row[4] or row[2], reach.get(row[0])) for row in first)


def _record(session: Session, customer_id: int | None, project_id: int | None) -> tuple[Last, ...]:
    """The newest of what was done and asked; of the whole customer, since a talk is rarely about one project alone."""
    about = actions.c.customer_id == customer_id if customer_id is not None else actions.c.project_id == project_id
    done = (
        select(actions.c.done_on, actions.c.kind, actions.c.outcome, actions.c.note, actions.c.subject)
        .where(about, actions.c.state == "done")
        .order_by(actions.c.done_at.desc(), actions.c.id.desc())
        .limit(FEW)
    )
    found = [Last(row[0], row[1], row[2], row[3] or row[4] or "") for row in session.all(done)]
    if customer_id is not None:
        asked = (
            select(inquiries.c.came_on, inquiries.c.message)
            .where(inquiries.c.customer_id == customer_id, inquiries.c.archived_at.is_(None))
            .order_by(inquiries.c.came_at.desc(), inquiries.c.id.desc())
            .limit(1)
        )
        found += [Last(row[0], "inquiry", None, row[1] or "") for row in session.all(asked)]
    return tuple(sorted(found, key=lambda one: one.on, reverse=True)[:FEW])
