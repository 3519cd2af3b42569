"""Plans that come again: a series, its actions made some weeks ahead, and edits of one or of all to come."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from tuicrm.plain.clean import line
from tuicrm.plain.clean import note as clean_note
from tuicrm.plain.periods import zone_of
from tuicrm.plain.recurring import ended, keeps_weekday, occurrences, stamp, unstamp
from tuicrm.plain.worktime import NeverAtWork
from tuicrm.sales import rights
from tuicrm.sales.agenda.planning import (
    PLAN_REFUSES,
    NewAction,
    Planned,
    add,
    own,
    subject_of,
    whose,
)
from tuicrm.sales.home import home
from tuicrm.sales.next_action import renew_next
from tuicrm.sales.rules import rule
from tuicrm.sales.working.times import of_user
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.planning import series, series_actions
from tuicrm.store.tables.projects import projects

A_WEEK = timedelta(days=7)
AHEAD = timedelta(days=70)
"""How far ahead the actions of a series are made; they are made on whenever the series is looked after."""
FEWEST = 3
FARTHEST = timedelta(days=3 * 366)


@dataclass(frozen=True)
class Coming:
    """A series and the actions that were made of it now."""

    series_id: int
    rule: str
    planned: tuple[Planned, ...]


@dataclass(frozen=True)
class SeriesRow:
    """A series in a list. `next_on`: the day of its next planned action."""

    id: int
    kind: str
    subject: str
    rule: str
    at_minute: int | None
    zone: str
    customer_id: int | None
    project_id: int | None
    from_on: date
    next_on: date | None
    ended_at: datetime | None
    customer: str | None
    project: str | None


@rule("series.plan", right="sell", writes=True, refuses=(*PLAN_REFUSES, "recurrence"))
def plan_series(session: Session, actor: Actor, new: NewAction, rule: str, *, now: datetime) -> Coming:
    """Plan an action that comes again by an RRULE, from the first day or time on.

    Raises:
        Refused: `recurrence` (the rule cannot be read, or no time of it comes).
    """
    customer_id, _about = subject_of(session, actor, new)
    house = home(session)
    if new.on is None and new.at is None:
        raise Refused("no_time")
    owner_id = whose(session, actor, new.owner_id)
    zone = of_user(session, owner_id).zone
    local = new.at.astimezone(zone_of(zone)) if new.at is not None else None
    from_on = local.date() if local is not None else new.on
    assert from_on is not None
    series_id = change.insert(
        session, series, owner_id=owner_id, made_by_id=actor.id, customer_id=customer_id, project_id=new.project_id,
        contact_id=new.contact_id, kind=new.kind, subject=line(new.subject)[:300], place=line(new.place)[:200] or None,
        details=clean_note(new.details) or None, minutes=new.minutes, priority=new.priority, promise=new.promise,
        remind_minutes=new.remind_minutes, at_minute=local.hour * 60 + local.minute if local else None, zone=zone,
        rule=rule[:500], from_on=from_on, created_at=now,
    )  # fmt: skip
    planned = carry_on(session, actor, series_id, now, new)
    if not planned:
        raise Refused("recurrence", given=rule)
    renew_next(session, house, customer_id, new.project_id)
    session.can_be_undone_by("series.end", series_id, from_on=from_on, reason="undo")
    return Coming(series_id, rule, planned)


@rule("series.is_due", right="read")
def is_due(session: Session, actor: Actor, *, now: datetime) -> bool:
    """Say whether the actor has a series of which actions are to be made."""
    return session.exists(_due(session, now).where(series.c.owner_id == actor.id))


@rule("series.keep_up", right="sell", writes=True)
def keep_up(session: Session, actor: Actor, *, everybody: bool = False, now: datetime) -> int:
    """Make the actions of the actor's series that are due to be made by now; say how many.

    What a series is about may be out of sight by now, or set aside: nothing is made of it then.

    Args:
        everybody: of all who are here, for the host's daily run; who manages may.
    """
    due = _due(session, now).where(series.c.owner_id == actor.id)
    if everybody:
        rights.allow(actor, "manage")
        here = select(users.c.id).where(users.c.left_on.is_(None), users.c.archived_at.is_(None))
        due = _due(session, now).where(series.c.owner_id.in_(here))
    made = 0
    for series_id in session.values(due):
        with suppress(Refused):
            made += len(carry_on(session, actor, series_id, now))
    return made


def _due(session: Session, now: datetime) -> Select[tuple[int]]:
    to = home(session).day(now) + AHEAD - A_WEEK
    return select(series.c.id).where(series.c.ended_at.is_(None), series.c.made_to_on < to).order_by(series.c.id)


@rule("series.list", right="read")
def listed(session: Session, actor: Actor, *, now: datetime) -> tuple[SeriesRow, ...]:
    """Give the actor's series that go on, by their next day."""
    next_on = (
        select(func.min(actions.c.planned_on))
        .join(series_actions, series_actions.c.action_id == actions.c.id)
        .where(series_actions.c.series_id == series.c.id, actions.c.state == "planned")
        .scalar_subquery()
    )
    columns = ("id", "kind", "subject", "rule", "at_minute", "zone", "customer_id", "project_id", "from_on")
    rows = session.all(
        select(
            *(series.c[name] for name in columns),
            next_on.label("next_on"),
            series.c.ended_at,
            customers.c.name,
            projects.c.name,
        )
        .select_from(
            series.outerjoin(projects, projects.c.id == series.c.project_id).outerjoin(
                customers, customers.c.id == func.coalesce(series.c.customer_id, projects.c.customer_id)
            )
        )
        .where(series.c.owner_id == actor.id, series.c.ended_at.is_(None))
        .order_by(series.c.id)
    )  # fmt: skip
    return tuple(sorted((SeriesRow(*row) for row in rows), key=lambda one: (one.next_on or date.max, one.id)))


@rule("series.end", right="sell", writes=True, refuses=("series_over",))
def end(
    session: Session, actor: Actor, series_id: int, *, from_on: date | None = None, reason: str = "", now: datetime
) -> tuple[int, ...]:
    """End a series from a day on (today by default): what is planned of it then is cancelled; give these actions.

    Raises:
        Refused: `series_over`, it ended before.
    """
    row = _held(session, actor, series_id)
    if row.ended_at is not None:
        raise Refused("series_over", subject=row.subject)
    first = from_on or home(session).day(now)
    gone = _to_come(session, series_id, first)
    for one in gone:
        change.update(session, actions, one.action_id, state="cancelled", cancel_reason=line(reason)[:200] or None)
    change.update(session, series, series_id, ended_at=now, rule=ended(row.rule, first - timedelta(days=1)))
    renew_next(session, home(session), row.customer_id, row.project_id)
    session.can_be_undone_by("series.go_on", series_id, as_was=row.rule, action_ids=[one.action_id for one in gone])
    return tuple(one.action_id for one in gone)


@rule("series.go_on", right="sell", writes=True)
def go_on(
    session: Session, actor: Actor, series_id: int, *, as_was: str, action_ids: Sequence[int], now: datetime
) -> int:
    """Let a series go on as it was before it ended; what was cancelled then is planned again."""
    row = _held(session, actor, series_id)
    for action_id in action_ids:
        action = session.get(actions, action_id)
        if action is not None and action.state == "cancelled":
            change.update(session, actions, action_id, state="planned", cancel_reason=None)
    change.update(session, series, series_id, ended_at=None, rule=as_was)
    renew_next(session, home(session), row.customer_id, row.project_id)
    return series_id


@rule("series.edit", right="sell", writes=True, refuses=(*PLAN_REFUSES, "recurrence", "no_series", "series_over"))
def edit_to_come(
    session: Session, actor: Actor, action_id: int, to: NewAction, *, comes: str | None = None, now: datetime
) -> Coming:
    """Change one action of a series and all that come after it: from there on it is a series of its own.

    Raises:
        Refused: `no_series` (it is not of one), besides what planning refuses.
    """
    row = own(session, actor, action_id)
    link = session.first(select(series_actions).where(series_actions.c.action_id == action_id))
    if link is None:
        raise Refused("no_series", subject=row.subject)
    before = _held(session, actor, link.series_id)
    first = unstamp(link.occurs).date()
    end(session, actor, before.id, from_on=min(first, row.planned_on), reason="", now=now)
    if to.on is None and to.at is None:
        raise Refused("no_time")
    to = replace(to, customer_id=row.customer_id, project_id=row.project_id, owner_id=before.owner_id)
    made = plan_series(session, actor, to, comes or before.rule, now=now)
    session.undo = None  # two acts in one: it is taken back by editing again
    return made


def carry_on(
    session: Session, actor: Actor, series_id: int, now: datetime, like: NewAction | None = None
) -> tuple[Planned, ...]:
    """Make the actions of a series that are not made yet, up to so far ahead; at least a few where it is sparse."""
    row = session.get(series, series_id)
    if row is None or row.ended_at is not None:
        return ()
    house = home(session)
    first = row.made_to_on + timedelta(days=1) if row.made_to_on else row.from_on
    last = max(house.day(now), row.from_on) + AHEAD
    times = _times(row, first, last)
    if len(times) < FEWEST and row.made_to_on is None:
        times, farther = _times(row, first, row.from_on + FARTHEST)[:FEWEST], last
        last = max(farther, times[-1].date()) if times else last
    known = set(session.values(select(series_actions.c.occurs).where(series_actions.c.series_id == series_id)))
    made: list[Planned] = []
    for at in times:
        if stamp(at) not in known:
            made.append(_make(session, actor, row, at, now, like))
    change.update(session, series, series_id, made_to_on=last)
    return tuple(made)


def skip(session: Session, action_id: int) -> None:
    """Leave the time of an action out of its series for good, so that it is not made again."""
    link = session.first(select(series_actions).where(series_actions.c.action_id == action_id))
    if link is not None:
        row = session.get(series, link.series_id)
        change.update(session, series, row.id, skipped=[*(row.skipped or ()), link.occurs])


def _make(session: Session, actor: Actor, row: Any, at: datetime, now: datetime, like: NewAction | None) -> Planned:
    """Plan one time of a series; a day by interval that is not worked moves to the next one that is."""
    on = at.date()
    if not keeps_weekday(row.rule):
        try:
            on = of_user(session, row.owner_id).first_day(on)
        except NeverAtWork:
            pass
    moment = None
    if row.at_minute is not None:
        moment = datetime.combine(on, time(*divmod(row.at_minute, 60)), zone_of(row.zone))
    new = NewAction(
        row.kind, row.subject, customer_id=row.customer_id, project_id=row.project_id, contact_id=row.contact_id,
        on=None if moment else on, at=moment, minutes=row.minutes, place=row.place or "", owner_id=row.owner_id,
        promise=row.promise, priority=row.priority, details=row.details or "", remind_minutes=row.remind_minutes,
        origin="series", contact_ids=like.contact_ids if like else (), user_ids=like.user_ids if like else (),
    )  # fmt: skip
    planned = add(session, actor, new, now)
    change.insert(session, series_actions, series_id=row.id, action_id=planned.action_id, occurs=stamp(at))
    return planned


def _times(row: Any, first: date, last: date) -> list[datetime]:
    begins = datetime.combine(row.from_on, time(*divmod(row.at_minute or 0, 60)))
    try:
        return occurrences(row.rule, begins, first, last, skipped=row.skipped or (), added=row.added or ())
    except ValueError:
        raise Refused("recurrence", given=row.rule) from None


def _held(session: Session, actor: Actor, series_id: int) -> Any:
    session.lock(series, series_id)
    row = session.get(series, series_id)
    if row is None or (row.owner_id != actor.id and not actor.leads):
        raise NotFound("series", series_id)
    return row


def _to_come(session: Session, series_id: int, first: date) -> Sequence[Any]:
    return session.all(
        select(series_actions.c.action_id)
        .join(actions, actions.c.id == series_actions.c.action_id)
        .where(series_actions.c.series_id == series_id, actions.c.state == "planned", actions.c.planned_on >= first)
        .order_by(actions.c.planned_on, actions.c.id)
    )
