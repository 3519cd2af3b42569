"""Actions as calendar entries: a person's, or a project's; a series as one entry with the times that differ."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from tuicrm.plain.periods import zone_of
from tuicrm.plain.recurring import unstamp
from tuicrm.sales import rights
from tuicrm.sales.action_kinds import KIND
from tuicrm.sales.agenda.listing import seen
from tuicrm.sales.agenda.people import people_of
from tuicrm.sales.calendars.entry import Attendee, Entry, Given
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contact_points, contacts, customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.planning import calendar_links, series, series_actions
from tuicrm.store.tables.projects import projects

BEFORE, AFTER = timedelta(days=90), timedelta(days=730)
MOST = 20_000
ONCE = "FREQ=DAILY;COUNT=1"
"""The rule of a series that has nothing but times besides (RDATE)."""


@rule("calendar.entries", right="read")
def entries(
    session: Session, actor: Actor, *, user_id: int | None = None, project_id: int | None = None,
    from_on: date | None = None, to_on: date | None = None, now: datetime,
) -> Given:  # fmt: skip
    """Give the calendar of a person (oneself by default) or of a project: 90 days back and two years ahead.

    Raises:
        NotFound: a person or project that the actor may not see.
    """
    house = home(session)
    today = house.day(now)
    if project_id is not None:
        project = rights.find(session, actor, projects, project_id)
        whose, name, zone = actions.c.project_id == project_id, project.name, actor.zone or house.zone
    else:
        user = session.get(users, seen(session, actor, user_id))
        whose, name, zone = actions.c.owner_id == user.id, user.name, user.zone or house.zone
    day = actions.c.planned_on
    rows = session.all(
        select(
            actions, customers.c.name.label("customer"), projects.c.name.label("project"),
            calendar_links.c.uid.label("link_uid"), calendar_links.c.occurs.label("link_occurs"),
            calendar_links.c.number, series_actions.c.series_id, series_actions.c.occurs, series_actions.c.is_apart,
        )
        .outerjoin(customers, customers.c.id == actions.c.customer_id)
        .outerjoin(projects, projects.c.id == actions.c.project_id)
        .outerjoin(calendar_links, calendar_links.c.action_id == actions.c.id)
        .outerjoin(series_actions, series_actions.c.action_id == actions.c.id)
        .where(whose, day.between(from_on or today - BEFORE, to_on or today + AFTER))
        .order_by(day, actions.c.planned_at, actions.c.id)
        .limit(MOST)
    )  # fmt: skip
    with_whom = _attendees(session, rows)
    found: list[Entry] = []
    uids: dict[int, str] = {}
    for series_id in dict.fromkeys(row.series_id for row in rows if row.series_id is not None):
        found.append(_series(session, series_id, [row for row in rows if row.series_id == series_id]))
        uids[series_id] = found[-1].uid
    for row in rows:
        if row.series_id is None and (row.state != "cancelled" or row.link_uid is not None):
            found.append(_entry(row, zone, with_whom.get(row.id, ())))
        elif row.series_id is not None and (row.is_apart or row.state == "done"):
            found.append(_entry(row, zone, with_whom.get(row.id, ()), uid=uids[row.series_id], occurs=row.occurs))
    return Given(str(name), zone, tuple(found))


def summary_of(row: Any) -> str:
    """What another calendar shows: the subject of what came from there, else kind, customer and subject."""
    if row.link_uid is not None:
        return str(row.subject)
    about = row.customer or row.project or ""
    said = f"{KIND[row.kind].word} {about}".strip()
    return f"{said}: {row.subject}" if row.subject and row.subject != about else said


def own_uid(row: Any) -> str:
    """The UID of an action that began here."""
    return f"{row.uid}@tuicrm"


def _entry(row: Any, zone: str, attendees: tuple[Attendee, ...], uid: str = "", occurs: str = "") -> Entry:
    start: datetime | date = row.planned_on
    if row.planned_at is not None:
        start = row.planned_at.astimezone(zone_of(zone))
    return Entry(
        uid or row.link_uid or own_uid(row), summary_of(row), start, zone, occurs=occurs,
        minutes=row.minutes if row.planned_at is not None else None, days=7 if row.grain == "week" else 1,
        number=max(row.number or 0, row.version), details=row.details or "", place=row.place or "", state=row.state,
        done_at=row.done_at, priority=row.priority, remind_minutes=row.remind_minutes, kind=row.kind,
        is_task=row.kind == "task", attendees=attendees, changed_at=row.created_at,
    )  # fmt: skip


def _series(session: Session, series_id: int, rows: Sequence[Any]) -> Entry:
    """The series itself; what was called off of it is left out of its times."""
    one = session.get(series, series_id)
    start: datetime | date = one.from_on
    if one.at_minute is not None:
        start = datetime.combine(one.from_on, time(*divmod(one.at_minute, 60)), zone_of(one.zone))
    gone = tuple(row.occurs for row in rows if row.state == "cancelled" and not row.is_apart)
    linked = next((row.link_uid for row in rows if row.link_uid), None)
    summary = one.subject if linked else summary_of(rows[0])
    return Entry(
        linked or f"{one.uid}@tuicrm", summary, start, one.zone, minutes=one.minutes, number=one.version,
        details=one.details or "", place=one.place or "", priority=one.priority, remind_minutes=one.remind_minutes,
        kind=one.kind, rule="" if one.rule == ONCE else one.rule, skipped=(*(one.skipped or ()), *gone),
        added=tuple(one.added or ()),
        changed_at=one.created_at,
    )  # fmt: skip


def _attendees(session: Session, rows: Sequence[Any]) -> dict[int, tuple[Attendee, ...]]:
    """Who takes part besides the owner and can be reached by e-mail."""
    others = people_of(session, [row.id for row in rows])
    wanted: dict[int, list[int]] = {}
    for row in rows:
        besides = [one.contact_id for one in others.get(row.id, ()) if one.contact_id is not None]
        wanted[row.id] = [*([row.contact_id] if row.contact_id else []), *besides]
    ids = {contact_id for them in wanted.values() for contact_id in them}
    mails = session.all(
        select(contact_points.c.contact_id, contact_points.c.value, contacts.c.name)
        .join(contacts, contacts.c.id == contact_points.c.contact_id)
        .where(contact_points.c.contact_id.in_(ids), contact_points.c.kind == "email")
        .where(contact_points.c.archived_at.is_(None))
        .order_by(contact_points.c.position, contact_points.c.id)
    )
    known: dict[int, Attendee] = {}
    for contact_id, value, name in mails:
        known.setdefault(contact_id, Attendee(value, name))
    colleagues = {one.user_id for them in others.values() for one in them if one.user_id}
    by_user = {
        row.id: Attendee(row.email, row.name)
        for row in session.all(select(users).where(users.c.id.in_(colleagues), users.c.email.is_not(None)))
    }
    return {
        action_id: (
            *(known[one] for one in them if one in known),
            *(by_user[one.user_id] for one in others.get(action_id, ()) if one.user_id in by_user),
        )
        for action_id, them in wanted.items()
    }


def start_day(entry: Entry) -> date:
    """The day on which an entry begins, in its zone."""
    if isinstance(entry.start, datetime):
        return entry.start.date()
    return entry.start or unstamp(entry.occurs).date()
