"""An action is planned or moved to another time."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tuicrm.plain.clean import line
from tuicrm.plain.clean import note as clean_note
from tuicrm.sales import rights
from tuicrm.sales.agenda.among_us import move_the_other
from tuicrm.sales.agenda.kinds import known_kind
from tuicrm.sales.agenda.people import set_people
from tuicrm.sales.home import home
from tuicrm.sales.next_action import renew_next
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contacts, customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects


@dataclass(frozen=True)
class NewAction:
    """What is to be done. A time of day in `at`, else the day (or the week that begins on it) in `on`.

    `contact_ids` and `user_ids`: who else takes part. `priority`: 0, 1 (high), 2 (highest). `remind_minutes`: so long
    before its time. `expected_cost_minor`: in the home currency.
    """

    kind: str
    subject: str = ""
    customer_id: int | None = None
    project_id: int | None = None
    contact_id: int | None = None
    on: date | None = None
    at: datetime | None = None
    grain: str = "day"
    minutes: int | None = None
    place: str = ""
    owner_id: int | None = None
    promise: str | None = None
    priority: int = 0
    origin: str = "plan"
    contact_ids: tuple[int, ...] = ()
    user_ids: tuple[int, ...] = ()
    details: str = ""
    expected_cost_minor: int | None = None
    remind_minutes: int | None = None


@dataclass(frozen=True)
class Planned:
    """An action that stands in somebody's agenda."""

    action_id: int
    kind: str
    subject: str
    on: date
    at: datetime | None
    grain: str
    about: str


MOST_MINUTES = 14 * 1440
MOST_REMIND = 14 * 1440
PRIORITIES = (0, 1, 2)
PLAN_REFUSES = (
    "kind", "no_time", "about_nothing", "promise", "archived", "minutes", "reminder", "cost", "priority",
)  # fmt: skip


@rule("agenda.plan", right="sell", writes=True, refuses=PLAN_REFUSES)
def plan(session: Session, actor: Actor, new: NewAction, *, now: datetime) -> Planned:
    """Plan an action for a customer or a project; for oneself unless a lead names somebody else."""
    made = add(session, actor, new, now)
    session.can_be_undone_by("agenda.cancel", made.action_id, reason="undo")
    return made


def add(session: Session, actor: Actor, new: NewAction, now: datetime) -> Planned:
    """Write a planned action after all checks."""
    kind = known_kind(session, new.kind)
    if new.promise not in (None, "ours", "theirs"):
        raise Refused("promise", given=new.promise)
    check_amounts(new.minutes, new.remind_minutes, new.expected_cost_minor, new.priority)
    customer_id, about = subject_of(session, actor, new)
    house = home(session)
    if new.on is None and new.at is None:
        raise Refused("no_time")
    on = house.day(new.at) if new.at is not None else new.on
    assert on is not None
    grain = "minute" if new.at is not None else ("week" if new.grain == "week" else "day")
    owner_id = whose(session, actor, new.owner_id)
    action_id = change.insert(
        session, actions, customer_id=customer_id, project_id=new.project_id, contact_id=new.contact_id,
        owner_id=owner_id, made_by_id=actor.id, kind=new.kind, subject=line(new.subject)[:300], state="planned",
        grain=grain, planned_on=on, planned_at=new.at, first_planned_on=on, place=line(new.place) or None,
        minutes=new.minutes or kind.minutes, promise=new.promise, priority=new.priority, origin=new.origin,
        created_at=now, details=clean_note(new.details) or None, remind_minutes=new.remind_minutes,
        expected_cost_minor=new.expected_cost_minor,
        currency=house.currency if new.expected_cost_minor is not None else None,
    )  # fmt: skip
    set_people(session, action_id, customer_id, new.contact_ids, new.user_ids, owner_id, new.contact_id)
    renew_next(session, house, customer_id, new.project_id)
    return Planned(action_id, new.kind, line(new.subject), on, new.at, grain, about)


def check_amounts(minutes: int | None, remind_minutes: int | None, cost_minor: int | None, priority: int) -> None:
    """Refuse what no action can have."""
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        raise Refused("minutes", most=MOST_MINUTES // 60)
    if remind_minutes is not None and not 0 <= remind_minutes <= MOST_REMIND:
        raise Refused("reminder", most=MOST_REMIND // 1440)
    if cost_minor is not None and cost_minor < 0:
        raise Refused("cost")
    if priority not in PRIORITIES:
        raise Refused("priority", known=PRIORITIES)


def subject_of(session: Session, actor: Actor, new: NewAction) -> tuple[int | None, str]:
    """Check what an action is about, and give the customer that belongs to it and a name to show."""
    if new.project_id is not None:
        project = rights.find(session, actor, projects, new.project_id)
        customer_id = project.customer_id
        about = project.name
    elif new.customer_id is not None:
        customer = rights.find(session, actor, customers, new.customer_id)
        if customer.archived_at is not None:
            raise Refused("archived", name=customer.name)
        customer_id, about = customer.id, customer.name
    else:
        raise Refused("about_nothing")
    if new.contact_id is not None:
        contact_of(session, new.contact_id, customer_id)
    return customer_id, str(about)


def contact_of(session: Session, contact_id: int, customer_id: int | None) -> int:
    """Give a contact back if it is one of the customer's.

    Raises:
        NotFound: it is not.
    """
    contact = session.get(contacts, contact_id)
    if contact is None or contact.customer_id != customer_id:
        raise NotFound("contact", contact_id)
    return contact_id


def whose(session: Session, actor: Actor, owner_id: int | None) -> int:
    if owner_id is None or owner_id == actor.id:
        return actor.id
    rights.allow(actor, "lead")
    if session.get(users, owner_id) is None:
        raise NotFound("user", owner_id)
    return owner_id


OFTEN = 2
"""Who puts the same off more often than so has to say why."""


@rule("agenda.postpone", right="sell", writes=True, refuses=("not_planned", "no_time", "postponed_often"))
def postpone(
    session: Session, actor: Actor, action_id: int, *, on: date | None = None, at: datetime | None = None,
    reason: str = "", back_to: tuple[str, int] | None = None, now: datetime,
) -> Planned:  # fmt: skip
    """Move a planned action to another day or time; a later day counts as postponed, the third time with a reason.

    Args:
        back_to: the grain, and how often it was postponed, before the move that this one takes back.
    """
    row = own(session, actor, action_id)
    if row.state != "planned":
        raise Refused("not_planned", subject=row.subject)
    if on is None and at is None:
        raise Refused("no_time")
    house = home(session)
    day = house.day(at) if at is not None else on
    assert day is not None
    grain = "minute" if at is not None else ("day" if row.grain == "minute" else row.grain)
    is_later = day > row.planned_on
    if is_later and row.postponed >= OFTEN and back_to is None and not line(reason):
        raise Refused("postponed_often", times=row.postponed, days=(row.planned_on - row.first_planned_on).days)
    postponed = row.postponed + is_later
    if back_to is not None:
        grain, postponed = back_to
    why = {"postpone_reason": line(reason)[:200]} if line(reason) else {}
    change.update(session, actions, action_id, planned_on=day, planned_at=at, grain=grain, postponed=postponed, **why)
    move_the_other(session, row, day, at, grain)
    renew_next(session, house, row.customer_id, row.project_id)
    session.can_be_undone_by(
        "agenda.postpone", action_id, on=None if row.planned_at else row.planned_on, at=row.planned_at,
        back_to=(row.grain, row.postponed),
    )  # fmt: skip
    return Planned(action_id, row.kind, row.subject, day, at, grain, row.subject)


def own(session: Session, actor: Actor, action_id: int) -> Any:
    """Hold an action that the actor may change: one's own, a team mate's for a lead.

    Raises:
        NotFound: not there, or about something that the actor may not see.
    """
    session.lock(actions, action_id)
    row = session.get(actions, action_id)
    if row is None:
        raise NotFound("action", action_id)
    if row.owner_id not in (actor.id, None) and not actor.leads:
        table, record_id = (projects, row.project_id) if row.project_id else (customers, row.customer_id)
        rights.find(session, actor, table, record_id, to_write=True)
    return row
