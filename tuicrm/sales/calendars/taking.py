"""Entries of another calendar become actions of the actor: new, changed where their UID is known, or refused."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import false, select

from tuicrm.plain.clean import line
from tuicrm.plain.clean import note as clean_note
from tuicrm.plain.names import folded
from tuicrm.plain.periods import month_of
from tuicrm.plain.recurring import occurrences
from tuicrm.sales.action_kinds import KINDS
from tuicrm.sales.agenda.planning import NewAction, add
from tuicrm.sales.agenda.sentence import customer_in
from tuicrm.sales.calendars.coming_again import (
    CREATED,
    change_series,
    known_series,
    link,
    make_series,
    minutes_of,
    reminder_of,
)
from tuicrm.sales.calendars.entry import Entry
from tuicrm.sales.calendars.giving import ONCE, start_day
from tuicrm.sales.home import Home, home
from tuicrm.sales.next_action import renew_next
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contact_points, contacts, customers
from tuicrm.store.tables.planning import calendar_links, series, series_actions
from tuicrm.store.tables.projects import projects

OWN = "@tuicrm"


@dataclass(frozen=True)
class Taken:
    """What became of an entry: made, changed, same, older (a later version is here) or called_off."""

    what: str
    action_id: int | None
    about: str


@rule("calendar.take", right="sell", writes=True, refuses=("for_whom", "over", "no_time", "no_master", "recurrence"))
def take(
    session: Session, actor: Actor, entry: Entry, *, customer_id: int | None = None, project_id: int | None = None,
    with_past: bool = False, now: datetime,
) -> Taken:  # fmt: skip
    """Take one entry. Its UID tells whether it is known; a version older than the one here changes nothing.

    Args:
        customer_id, project_id: for whom, where neither an attendee's e-mail nor a name in the summary says it.

    Raises:
        Refused: `over` (in the past, without `with_past`), `for_whom`, `no_time`, `no_master`, `recurrence`.
    """
    if entry.start is None and not entry.occurs:
        raise Refused("no_time")
    known = _known(session, actor, entry)
    if known is not None:
        return _change(session, actor, known, entry, now)
    if entry.occurs:
        return _one_of_series(session, actor, entry, now)
    if _is_own_series(session, entry):
        return Taken("same", None, line(entry.summary))
    if (here := known_series(session, actor, entry)) is not None:
        row, number = here
        return Taken(change_series(session, actor, row, number, entry, now), None, _name_of(session, row))
    house = home(session)
    today = house.day(now)
    if not with_past and _last_day(entry, today) < today:
        raise Refused("over", subject=line(entry.summary))
    if entry.state == "cancelled":
        return Taken("called_off", None, "")
    about = _about(session, actor, entry, customer_id, project_id)
    action_id = (
        make_series(session, actor, entry, _new(entry, about, actor), today, now)
        if entry.rule or entry.added
        else _make(session, actor, entry, about, now)
    )
    renew_next(session, house, about.customer_id, about.project_id)
    return Taken("made", action_id, about.name)


@dataclass(frozen=True)
class _About:
    customer_id: int | None
    project_id: int | None
    name: str
    contact_ids: tuple[int, ...] = ()


def _known(session: Session, actor: Actor, entry: Entry) -> Any:
    """The action that an entry is: linked by UID, or one of ours that comes back."""
    linked = session.first(
        select(actions, calendar_links.c.id.label("link_id"), calendar_links.c.number)
        .join(calendar_links, calendar_links.c.action_id == actions.c.id)
        .where(calendar_links.c.uid == entry.uid[:255], calendar_links.c.occurs == entry.occurs)
        .where(actions.c.owner_id == actor.id)
        .order_by(calendar_links.c.id.desc())
    )
    if linked is not None or entry.rule or not entry.uid.endswith(OWN):
        return linked
    return session.first(select(actions).where(_uid_is(entry.uid.removesuffix(OWN)), actions.c.owner_id == actor.id))


def _uid_is(text: str) -> Any:
    try:
        return actions.c.uid == UUID(text)
    except ValueError:
        return false()


def _is_own_series(session: Session, entry: Entry) -> bool:
    """A series that began here is edited here: elsewhere only single times of it are moved."""
    try:
        own = UUID(entry.uid.removesuffix(OWN)) if entry.uid.endswith(OWN) else None
    except ValueError:
        return False
    return own is not None and session.exists(select(series.c.id).where(series.c.uid == own))


def _about(session: Session, actor: Actor, entry: Entry, customer_id: int | None, project_id: int | None) -> _About:
    """Find for whom an entry is: what was said, who takes part, or a customer's name in the summary."""
    mails = [folded(one.email) for one in entry.attendees if one.email]
    people = session.all(
        select(contacts.c.id, contacts.c.customer_id)
        .join(contact_points, contact_points.c.contact_id == contacts.c.id)
        .where(contact_points.c.kind == "email", contact_points.c.reach_key.in_(mails))
        .where(contact_points.c.archived_at.is_(None), contacts.c.archived_at.is_(None))
        .order_by(contacts.c.id)
    )
    if project_id is not None:
        customer_id = session.value(select(projects.c.customer_id).where(projects.c.id == project_id))
    elif customer_id is None:
        customer_id = next((row.customer_id for row in people if row.customer_id is not None), None)
    if customer_id is None and project_id is None:
        customer_id = customer_in(session, actor, line(entry.summary))
    if customer_id is None and project_id is None:
        raise Refused("for_whom", subject=line(entry.summary)[:80])
    table, record_id = (projects, project_id) if project_id is not None else (customers, customer_id)
    name = session.value(select(table.c.name).where(table.c.id == record_id))
    with_whom = tuple(dict.fromkeys(row.id for row in people if row.customer_id == customer_id))
    return _About(customer_id, project_id, str(name), with_whom)


def _new(entry: Entry, about: _About, actor: Actor) -> NewAction:
    timed = entry.start if isinstance(entry.start, datetime) else None
    return NewAction(
        _kind(entry), line(entry.summary)[:300], customer_id=about.customer_id, project_id=about.project_id,
        contact_id=about.contact_ids[0] if about.contact_ids else None, contact_ids=about.contact_ids[1:], at=timed,
        on=None if timed else start_day(entry), minutes=minutes_of(entry), place=line(entry.place)[:200],
        owner_id=actor.id, priority=entry.priority, details=clean_note(entry.details), origin=CREATED,
        remind_minutes=reminder_of(entry), grain="week" if entry.days == 7 and timed is None else "day",
    )  # fmt: skip


def _make(session: Session, actor: Actor, entry: Entry, about: _About, now: datetime) -> int:
    action_id = add(session, actor, _new(entry, about, actor), now).action_id
    link(session, action_id, entry, entry.occurs)
    if entry.state == "done":
        _done(session, action_id, entry, now)
    return action_id


def _one_of_series(session: Session, actor: Actor, entry: Entry, now: datetime) -> Taken:
    """Change one time of a series that is here already."""
    row = session.first(
        select(series_actions.c.id, series_actions.c.action_id)
        .join(calendar_links, calendar_links.c.action_id == series_actions.c.action_id)
        .join(actions, actions.c.id == series_actions.c.action_id)
        .where(calendar_links.c.uid == entry.uid[:255], series_actions.c.occurs == entry.occurs)
        .where(actions.c.owner_id == actor.id)
    )
    if row is None:
        raise Refused("no_master", subject=line(entry.summary)[:80])
    return _change(session, actor, session.get(actions, row.action_id), entry, now)


def _change(session: Session, actor: Actor, row: Any, entry: Entry, now: datetime) -> Taken:
    """Bring an action up to its entry; what was done or called off here stays so."""
    name = _name_of(session, row)
    number = getattr(row, "number", None)
    if number is not None and entry.number < number:
        return Taken("older", row.id, name)
    if row.state != "planned":
        return Taken("same", row.id, name)
    house = home(session)
    if entry.state == "cancelled":
        change.update(session, actions, row.id, state="cancelled", cancel_reason=CREATED)
        renew_next(session, house, row.customer_id, row.project_id)
        return Taken("called_off", row.id, name)
    written = _changed(house, row, entry, is_own=number is None)
    changed = change.update(session, actions, row.id, **written)
    link = session.first(select(series_actions).where(series_actions.c.action_id == row.id))
    if changed and link is not None and entry.occurs:
        change.update(session, series_actions, link.id, is_apart=True)
    if number is not None:
        change.update(session, calendar_links, row.link_id, number=entry.number)
    if entry.state == "done":
        _done(session, row.id, entry, now)
        changed = True
    renew_next(session, house, row.customer_id, row.project_id)
    return Taken("changed" if changed else "same", row.id, name)


def _changed(house: Home, row: Any, entry: Entry, *, is_own: bool) -> dict[str, Any]:
    written: dict[str, Any] = {
        "place": line(entry.place)[:200] or None, "details": clean_note(entry.details) or None,
        "priority": entry.priority, "remind_minutes": reminder_of(entry),
    }  # fmt: skip
    if not is_own:
        written["subject"] = line(entry.summary)[:300]
    if isinstance(entry.start, datetime):
        on = house.day(entry.start)
        written |= {"planned_at": entry.start, "planned_on": on, "grain": "minute"}
        if minutes_of(entry):
            written["minutes"] = minutes_of(entry)
    elif entry.start is not None:
        on = entry.start
        written |= {"planned_at": None, "planned_on": on, "grain": "week" if entry.days == 7 else "day"}
    else:
        return written
    if on > row.planned_on:
        written["postponed"] = row.postponed + 1
    return written


def _done(session: Session, action_id: int, entry: Entry, now: datetime) -> None:
    at = entry.done_at or now
    on = home(session).day(at)
    change.update(
        session, actions, action_id, state="done", outcome="done", done_at=at, done_on=on, done_month=month_of(on)
    )


def _last_day(entry: Entry, today: date) -> date:
    """The day after which an entry is over; a series without an end never is."""
    begins = start_day(entry)
    if not (entry.rule or entry.added):
        return begins + timedelta(days=entry.days - 1)
    try:
        coming = occurrences(
            entry.rule or ONCE, datetime.combine(begins, datetime.min.time()), max(begins, today),
            today + timedelta(days=3 * 366), added=entry.added,
        )  # fmt: skip
    except ValueError:
        raise Refused("recurrence", given=entry.rule) from None
    return coming[-1].date() if coming else begins


def _kind(entry: Entry) -> str:
    if entry.kind:
        return entry.kind
    if entry.is_task:
        return "task"
    words = folded(entry.summary)
    return next((one.key for one in KINDS if any(words.startswith(said) for said in one.spellings)), "meeting")


def _name_of(session: Session, row: Any) -> str:
    table, record_id = (projects, row.project_id) if row.project_id else (customers, row.customer_id)
    return str(session.value(select(table.c.name).where(table.c.id == record_id)) or "")
