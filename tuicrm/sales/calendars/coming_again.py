"""Series of other calendars: made once, known again by their UID, changed as a whole, called off."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from tuicrm.plain.clean import line
from tuicrm.plain.clean import note as clean_note
from tuicrm.plain.recurring import occurrences, stamp
from tuicrm.sales.agenda.planning import MOST_MINUTES, MOST_REMIND, NewAction, add
from tuicrm.sales.agenda.series import AHEAD, carry_on, end
from tuicrm.sales.calendars.entry import Entry
from tuicrm.sales.calendars.giving import ONCE, start_day
from tuicrm.sales.home import home
from tuicrm.sales.next_action import renew_next
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.planning import calendar_links, series, series_actions

CREATED = "calendar"


def known_series(session: Session, actor: Actor, entry: Entry) -> Any:
    """Give the series of the actor that an entry is, with the `number` of the version that is here; None if unknown."""
    found = session.first(
        select(series_actions.c.series_id, func.max(calendar_links.c.number))
        .join(calendar_links, calendar_links.c.action_id == series_actions.c.action_id)
        .join(series, series.c.id == series_actions.c.series_id)
        .where(calendar_links.c.uid == entry.uid[:255], series.c.owner_id == actor.id)
        .group_by(series_actions.c.series_id)
        .order_by(series_actions.c.series_id.desc())
        .limit(1)
    )
    return (session.get(series, found[0]), int(found[1])) if found is not None else None


def change_series(session: Session, actor: Actor, row: Any, number: int, entry: Entry, now: datetime) -> str:
    """Bring a series up to its entry and say what became of it; what was done, moved or ended here stays so."""
    if entry.number < number:
        return "older"
    if row.ended_at is not None:
        return "same"
    today = home(session).day(now)
    if entry.state == "cancelled":
        end(session, actor, row.id, from_on=today, reason=CREATED, now=now)
        session.undo = None
        return "called_off"
    begins = start_day(entry)
    rule_text = entry.rule or ONCE
    _check_rule(rule_text, entry, begins)
    local = entry.start if isinstance(entry.start, datetime) else None
    like = {
        "subject": line(entry.summary)[:300], "place": line(entry.place)[:200] or None,
        "details": clean_note(entry.details) or None, "minutes": minutes_of(entry), "priority": entry.priority,
        "remind_minutes": reminder_of(entry),
    }  # fmt: skip
    skipped = sorted({*(row.skipped or ()), *entry.skipped})
    times: dict[str, Any] = {
        "at_minute": local.hour * 60 + local.minute if local else None, "zone": entry.zone, "rule": rule_text[:500],
        "skipped": skipped or None, "added": list(entry.added) or None,
        "from_on": begins,
    }  # fmt: skip
    before = {name: getattr(row, name) for name in (*like, *times)}
    before["skipped"] = sorted(row.skipped or ()) or None
    if before == like | times:
        _number(session, row.id, entry)
        return "same"
    change.update(
        session, series, row.id, **like, **times, made_to_on=min(today - timedelta(days=1), row.made_to_on or today)
    )
    planned = session.all(
        select(series_actions.c.action_id, series_actions.c.occurs)
        .join(actions, actions.c.id == series_actions.c.action_id)
        .where(series_actions.c.series_id == row.id, series_actions.c.is_apart.is_(False))
        .where(actions.c.state == "planned", actions.c.planned_on >= today)
    )
    stays = _coming(entry, rule_text, begins, today, skipped)
    for action_id, occurs in planned:
        if occurs in stays:
            kept = {name: value for name, value in like.items() if name != "minutes" or value is not None}
            change.update(session, actions, action_id, **kept)
        else:
            change.update(session, actions, action_id, state="cancelled", cancel_reason=CREATED)
    made = [one.action_id for one in carry_on(session, actor, row.id, now)]
    _link_all(session, row.id, made, entry)
    _number(session, row.id, entry)
    renew_next(session, home(session), row.customer_id, row.project_id)
    return "changed"


def _coming(entry: Entry, rule_text: str, begins: date, today: date, skipped: Collection[str]) -> set[str]:
    """Give the times that a series has from today on, as its actions name them."""
    local = entry.start.replace(tzinfo=None) if isinstance(entry.start, datetime) else None
    first = local or datetime.combine(begins, datetime.min.time())
    last = max(today, begins) + AHEAD + timedelta(days=3 * 366)
    found = occurrences(rule_text, first, max(begins, today), last, skipped=skipped, added=entry.added)
    return {stamp(at) for at in found}


def _number(session: Session, series_id: int, entry: Entry) -> None:
    """Keep which version of an entry all times of its series are of."""
    older = (
        select(calendar_links.c.id)
        .join(series_actions, series_actions.c.action_id == calendar_links.c.action_id)
        .where(series_actions.c.series_id == series_id, calendar_links.c.number < entry.number)
    )
    for link_id in session.values(older):
        change.update(session, calendar_links, link_id, number=entry.number)


def _link_all(session: Session, series_id: int, made: Collection[int], entry: Entry) -> None:
    of_it = select(series_actions.c.action_id, series_actions.c.occurs).where(series_actions.c.series_id == series_id)
    for action_id, occurs in session.all(of_it):
        if action_id in made:
            link(session, action_id, entry, occurs)


def make_series(session: Session, actor: Actor, entry: Entry, new: NewAction, today: date, now: datetime) -> int:
    """Keep a series with its rule; only what is still to come becomes actions, or its last time where none is."""
    local = entry.start if isinstance(entry.start, datetime) else None
    rule_text = entry.rule or ONCE
    begins = start_day(entry)
    _check_rule(rule_text, entry, begins)
    series_id = change.insert(
        session, series, owner_id=actor.id, made_by_id=actor.id, customer_id=new.customer_id,
        project_id=new.project_id, contact_id=new.contact_id, kind=new.kind, subject=new.subject,
        place=new.place or None, details=new.details or None, minutes=new.minutes, priority=new.priority,
        remind_minutes=new.remind_minutes, at_minute=local.hour * 60 + local.minute if local else None,
        zone=entry.zone, rule=rule_text[:500], skipped=list(entry.skipped) or None, added=list(entry.added) or None,
        from_on=begins, made_to_on=today - timedelta(days=1) if begins < today else None, created_at=now,
    )  # fmt: skip
    made = [one.action_id for one in carry_on(session, actor, series_id, now, new)]
    if not made:
        action_id = add(session, actor, new, now).action_id
        change.insert(session, series_actions, series_id=series_id, action_id=action_id, occurs=_first(entry))
        made = [action_id]
    _link_all(session, series_id, made, entry)
    return made[0]


def _check_rule(rule_text: str, entry: Entry, begins: date) -> None:
    try:
        occurrences(rule_text, datetime.combine(begins, datetime.min.time()), begins, begins + timedelta(days=7))
    except ValueError:
        raise Refused("recurrence", given=rule_text) from None


def _first(entry: Entry) -> str:
    if isinstance(entry.start, datetime):
        return stamp(entry.start.replace(tzinfo=None))
    return stamp(datetime.combine(start_day(entry), datetime.min.time()))


def link(session: Session, action_id: int, entry: Entry, occurs: str) -> None:
    """Keep which entry an action is."""
    change.insert(
        session, calendar_links, action_id=action_id, uid=entry.uid[:255], occurs=occurs, number=entry.number,
        changed_at=entry.changed_at,
    )  # fmt: skip


def minutes_of(entry: Entry) -> int | None:
    """Give how long an entry lasts, if an action may."""
    return entry.minutes if entry.minutes and 0 < entry.minutes <= MOST_MINUTES else None


def reminder_of(entry: Entry) -> int | None:
    """Give how long before an entry a reminder comes, if one may."""
    said = entry.remind_minutes
    return said if said is not None and 0 <= said <= MOST_REMIND else None
