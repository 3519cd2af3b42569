"""Rhythms: how often a customer of a class is to hear from us; who is inside, what is missing, planned in one go.

A customer is covered when an action is planned no later than its rhythm from now; one whose class has no rhythm is not
asked for. An open project is covered by its customer's rhythm, or the widest one where there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select

from tuicrm.plain.worktime import NeverAtWork, WorkTime
from tuicrm.sales.agenda.listing import seen
from tuicrm.sales.agenda.planning import NewAction, Planned, add
from tuicrm.sales.home import Home, home, keep
from tuicrm.sales.privacy import own_or_seen
from tuicrm.sales.rhythms import has_rhythm, inside, inside_rhythm, other_class
from tuicrm.sales.rules import rule
from tuicrm.sales.working.times import of_user
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects

LONGEST = 730
PER_DAY = 8
"""So many proposals fall on one working day; the rest goes on to the next."""
MOST = 200


@dataclass(frozen=True)
class Coverage:
    """How much of what a person holds is planned for. `share` is None where nothing is asked for."""

    user_id: int
    user: str
    customers: int
    customers_covered: int
    projects: int
    projects_covered: int

    @property
    def missing(self) -> int:
        """How many have no plan inside their rhythm."""
        return self.customers + self.projects - self.customers_covered - self.projects_covered

    @property
    def share(self) -> float | None:
        """The part that is covered."""
        asked = self.customers + self.projects
        return round((self.customers_covered + self.projects_covered) / asked, 6) if asked else None


@dataclass(frozen=True)
class Gap:
    """A customer or an open project without a plan inside its rhythm, and the day that is proposed for one."""

    kind: str
    id: int
    name: str
    customer: str | None
    class_key: str | None
    rhythm_days: int
    last_at: datetime | None
    next_at: datetime | None
    propose_on: date


@rule("rhythm.list", right="read")
def rhythms(session: Session, actor: Actor, *, now: datetime) -> dict[str, dict[str, int]]:
    """Give the rhythms and the days of silence by class; "" is every other class."""
    house = home(session)
    return {"rhythm": dict(house.rhythms), "silence": dict(house.silence)}


@rule("rhythm.set", right="manage", writes=True, refuses=("rhythm",))
def set_rhythm(
    session: Session, actor: Actor, class_key: str, *, days: int | None = None, silence: int | None = None,
    now: datetime,
) -> dict[str, dict[str, int]]:  # fmt: skip
    """Set a class's rhythm or silence in days; 0 is off. "" is every other class."""
    house = home(session)
    kept: dict[str, Mapping[str, int]] = {}
    before = {}
    for name, value, had in (("rhythms", days, house.rhythms), ("silence", silence, house.silence)):
        if value is None:
            continue
        if not 0 <= value <= LONGEST:
            raise Refused("rhythm", most=LONGEST)
        kept[name] = {**had, class_key: value}
        before["days" if name == "rhythms" else "silence"] = had.get(class_key, 0)
    keep(session, **kept)
    session.can_be_undone_by("rhythm.set", class_key, **before)
    return rhythms(session, actor, now=now)


@rule("rhythm.coverage", right="read")
def coverage(session: Session, actor: Actor, *, team_id: int | None = None, now: datetime) -> tuple[Coverage, ...]:
    """Give the plan coverage of each person of a team (the actor's own by default; who sees all: everybody).

    Who may not see figures of single people sees their own.
    """
    house = home(session)
    who = _people(actor, team_id)
    of_customers = _counts(
        session, customers.c.owner_id, has_rhythm(house), inside_rhythm(house, now), customers.c.archived_at.is_(None)
    )
    held = projects.outerjoin(customers, customers.c.id == projects.c.customer_id)
    of_projects = _counts(
        session, projects.c.owner_id, projects.c.state == "open", _project_inside(house, now),
        projects.c.archived_at.is_(None), source=held,
    )  # fmt: skip
    rows = session.all(
        select(users.c.id, users.c.name).where(*who, users.c.archived_at.is_(None)).order_by(users.c.name_sort)
    )
    found = [
        Coverage(row.id, row.name, *of_customers.get(row.id, (0, 0)), *of_projects.get(row.id, (0, 0))) for row in rows
    ]
    some = (one for one in found if one.customers or one.projects or one.user_id == actor.id)
    return own_or_seen(session, actor, some)


def coverage_of(session: Session, house: Home, user_id: int, name: str, now: datetime) -> Coverage:
    """Give how much of what one person holds has a plan inside its rhythm."""
    mine = customers.c.owner_id == user_id
    of_customers = _counts(
        session, customers.c.owner_id, has_rhythm(house), inside_rhythm(house, now), mine,
        customers.c.archived_at.is_(None),
    )  # fmt: skip
    of_projects = _counts(
        session, projects.c.owner_id, projects.c.state == "open", _project_inside(house, now),
        projects.c.owner_id == user_id, projects.c.archived_at.is_(None),
        source=projects.outerjoin(customers, customers.c.id == projects.c.customer_id),
    )  # fmt: skip
    return Coverage(user_id, name, *of_customers.get(user_id, (0, 0)), *of_projects.get(user_id, (0, 0)))


@rule("rhythm.missing", right="read")
def missing(session: Session, actor: Actor, user_id: int | None = None, *, now: datetime) -> tuple[Gap, ...]:
    """Give what of a person's has no plan inside its rhythm, the most overdue first, each with a day for it."""
    whose = seen(session, actor, user_id)
    house = home(session)
    found = _missing_projects(session, house, whose, now) + _missing_customers(session, house, whose, now)
    found.sort(key=lambda one: (_due(one, now), one[0], one[1]))
    return _proposed(session, house, whose, found, now)


@rule("rhythm.plan_missing", right="sell", writes=True)
def plan_missing(
    session: Session, actor: Actor, *, kind: str = "call", subject: str = "", now: datetime
) -> tuple[Planned, ...]:
    """Plan all that is missing for the actor in one go, each for the day that is proposed; `u` takes all of it back."""
    made = []
    for gap in missing(session, actor, now=now):
        about = {"customer_id": gap.id} if gap.kind == "customer" else {"project_id": gap.id}
        new = NewAction(kind, subject, on=gap.propose_on, origin="rhythm", **about)  # type: ignore[arg-type]
        made.append(add(session, actor, new, now))
    session.can_be_undone_by("rhythm.unplan", [one.action_id for one in made])
    return tuple(made)


@rule("rhythm.unplan", right="sell", writes=True)
def unplan(session: Session, actor: Actor, action_ids: tuple[int, ...], *, now: datetime) -> int:
    """Cancel plans that were made in one go, where they are still planned."""
    from tuicrm.sales.agenda.planning import own
    from tuicrm.sales.next_action import renew_next
    from tuicrm.store import change
    from tuicrm.store.tables.agenda import actions

    gone = 0
    for action_id in action_ids:
        row = own(session, actor, action_id)
        if row.state == "planned":
            change.update(session, actions, action_id, state="cancelled", cancel_reason="undo")
            renew_next(session, home(session), row.customer_id, row.project_id)
            gone += 1
    return gone


def beyond_rhythm(house: Home, heard: Any, now: datetime) -> ColumnElement[bool]:
    """Customers whose last word is older than their rhythm."""
    return older(house.rhythms, heard, now)


def older(days_of: Mapping[str, int], heard: Any, now: datetime, factor: int = 1) -> ColumnElement[bool]:
    """Customers whose last word is older than the days of their class; 0 days are off."""
    each = [
        and_(customers.c.class_key == key, heard < now - timedelta(days=factor * days))
        for key, days in days_of.items()
        if key and days
    ]
    if rest := days_of.get(""):
        each.append(and_(other_class(days_of), heard < now - timedelta(days=factor * rest)))
    return or_(*each) if each else false()


def _project_inside(house: Home, now: datetime) -> ColumnElement[bool]:
    return inside(house, projects.c.next_action_at, now, _widest(house))


def _widest(house: Home) -> int:
    return max(house.rhythms.values(), default=0) or 30


def _people(actor: Actor, team_id: int | None) -> list[ColumnElement[bool]]:
    from tuicrm.sales.rights import sees_all

    if team_id is None and not sees_all(actor):
        team_id = actor.team_id
        if team_id is None:
            return [users.c.id == actor.id]
    return [] if team_id is None else [users.c.team_id == team_id]


def _counts(
    session: Session, owner: Any, asked: ColumnElement[bool], met: ColumnElement[bool], *more: ColumnElement[bool],
    source: Any = customers,
) -> dict[int, tuple[int, int]]:  # fmt: skip
    rows = session.all(
        select(owner, func.count(), func.sum(case((met, 1), else_=0)))
        .select_from(source)
        .where(owner.is_not(None), asked, *more)
        .group_by(owner)
    )
    return {row[0]: (int(row[1]), int(row[2] or 0)) for row in rows}


_Found = tuple[str, int, str, str | None, str | None, int, datetime | None, datetime | None]


def _missing_customers(session: Session, house: Home, whose: int, now: datetime) -> list[_Found]:
    c = customers.c
    outside = or_(c.next_action_at.is_(None), ~inside_rhythm(house, now))
    rows = session.all(
        select(c.id, c.name, c.class_key, func.coalesce(c.last_action_at, c.held_since_at), c.next_action_at)
        .where(c.owner_id == whose, c.archived_at.is_(None), has_rhythm(house), outside)
        .order_by(func.coalesce(c.last_action_at, c.held_since_at), c.id)
        .limit(MOST)
    )
    rest = house.rhythms.get("") or _widest(house)
    return [
        ("customer", row[0], row[1], row[1], row[2], house.rhythms.get(row[2] or "", rest), row[3], row[4])
        for row in rows
    ]


def _missing_projects(session: Session, house: Home, whose: int, now: datetime) -> list[_Found]:
    p = projects.c
    rows = session.all(
        select(
            p.id,
            p.name,
            customers.c.name,
            customers.c.class_key,
            func.coalesce(p.last_progress_at, p.stage_since_at),
            p.next_action_at,
        )
        .select_from(projects.outerjoin(customers, customers.c.id == p.customer_id))
        .where(p.owner_id == whose, p.state == "open", p.archived_at.is_(None))
        .where(or_(p.next_action_at.is_(None), ~_project_inside(house, now)))
        .order_by(func.coalesce(p.last_progress_at, p.stage_since_at), p.id)
        .limit(MOST)
    )
    rest = house.rhythms.get("") or _widest(house)
    return [
        ("project", row[0], row[1], row[2], row[3], house.rhythms.get(row[3] or "", rest) or rest, row[4], row[5])
        for row in rows
    ]


def _due(one: _Found, now: datetime) -> datetime:
    return (one[6] or now) + timedelta(days=one[5])


def _proposed(session: Session, house: Home, whose: int, found: list[_Found], now: datetime) -> tuple[Gap, ...]:
    """Propose for each the working day up to which it is due, not before today, and not too many for one day."""
    work = of_user(session, whose)
    taken: dict[date, int] = {}
    made: list[Gap] = []
    today = house.day(now)
    for one in found:
        due = max(house.day(_due(one, now)), today)
        on = _room(work, due, today, taken)
        taken[on] = taken.get(on, 0) + 1
        made.append(Gap(*one, propose_on=on))
    return tuple(made)


def _room(work: WorkTime, due: date, today: date, taken: Mapping[date, int]) -> date:
    """Find a working day with room: the last one up to the day it is due, else the next one after it."""
    for back in range((due - today).days + 1):
        on = due - timedelta(days=back)
        if work.works(on) and taken.get(on, 0) < PER_DAY:
            return on
    try:
        on = work.next_day(due)
        while taken.get(on, 0) >= PER_DAY:
            on = work.next_day(on)
    except NeverAtWork:
        return due
    return on
