"""Dates on people: when they joined, in which role and team they were when, what their seat costs from when on."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from tuicrm.plain.language import N_
from tuicrm.sales.home import home
from tuicrm.sales.people.places import held, keep_an_administrator, known_role
from tuicrm.sales.people.team import team_named
from tuicrm.sales.rules import rule
from tuicrm.sales.wording import add_operations, add_sentences
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import memberships, seat_costs, teams, users

DAY = timedelta(days=1)
add_sentences(
    {
        "place_ahead": N_("{on} is still to come: a place begins today or earlier."),
        "place_before_joining": N_(
            "{name} joined on {on}: a place cannot begin earlier. Correct the first day before."
        ),
        "seat_cost": N_("A seat costs nothing or more, not {given}."),
    }
)
add_operations(
    {
        "user.joined": N_("first day of {name}"),
        "user.place_between": N_("role and team of {name} in a period"),
        "user.seat": N_("cost of the seat of {name}"),
    }
)
Row = tuple[str, int | None, date, date | None]
"""Role, team, first day, and the day from which it no longer holds."""


@dataclass(frozen=True)
class Place:
    """Role and team of somebody from a day to another, both included; without a last day it still holds."""

    role: str
    team: str | None
    from_on: date
    to_on: date | None


@dataclass(frozen=True)
class Seat:
    """What somebody's seat costs in a month, from a day on; minor units."""

    user_id: int
    name: str
    from_on: date
    cost_minor: int
    currency: str


@rule("user.joined", right="administer", writes=True, refuses=("order_of_days",))
def joined(session: Session, actor: Actor, user_id: int, joined_on: date | None, *, now: datetime) -> bool:
    """Correct somebody's first day; their first place begins with it. Say whether that changed anything."""
    user = held(session, user_id)
    if joined_on is not None and user.left_on is not None and joined_on > user.left_on:
        raise Refused("order_of_days", first=joined_on, last=user.left_on)
    changed = change.update(session, users, user_id, joined_on=joined_on)
    rows = _rows(session, user_id)
    if joined_on is not None and rows:
        first = rows[0]
        if first.from_on != joined_on and (first.to_on is None or joined_on <= first.to_on):
            changed = change.update(session, memberships, first.id, from_on=joined_on) or changed
    if changed:
        session.can_be_undone_by("user.joined", user_id, user.joined_on)
    return changed


@rule("user.places", right="read")
def places(session: Session, actor: Actor, user_id: int, *, now: datetime) -> tuple[Place, ...]:
    """Give the roles and teams that somebody had, the oldest first."""
    names = dict(session.all(select(teams.c.id, teams.c.name)))
    return tuple(
        Place(row.role, names.get(row.team_id), row.from_on, None if row.to_on is None else row.to_on - DAY)
        for row in _rows(session, user_id)
        if row.to_on is None or row.to_on > row.from_on
    )


@rule(
    "user.place_between", right="administer", writes=True,
    refuses=("role", "team_unknown", "order_of_days", "place_ahead", "place_before_joining", "last_administrator"),
)  # fmt: skip
def place_between(
    session: Session, actor: Actor, user_id: int, from_on: date, to_on: date | None = None, *, role: str | None = None,
    team: str | None = None, makes_team: bool = False, now: datetime,
) -> tuple[Place, ...]:  # fmt: skip
    """Say which role or team ("" for none) somebody had from a day to another (included; without it until now).

    What was known of these days gives way; what lies before and after stays. Credits keep the team of their day.
    What is not said is as it was on the first of these days.
    """
    user = held(session, user_id)
    if to_on is not None and to_on < from_on:
        raise Refused("order_of_days", first=from_on, last=to_on)
    if from_on > home(session).day(now):
        raise Refused("place_ahead", on=from_on)
    if user.joined_on is not None and from_on < user.joined_on:
        raise Refused("place_before_joining", name=user.name, on=user.joined_on)
    known_role(role or user.role)
    rows = _rows(session, user_id)
    then = next((one for one in reversed(rows) if one.from_on <= from_on), None)
    team_id = (then.team_id if then else user.team_id) if team is None else team_named(session, team, makes_team)[0]
    after = None if to_on is None else to_on + DAY
    if user.left_on is not None:
        after = min(after or date.max, max(from_on, user.left_on + DAY))
    new = role or (then.role if then else user.role), team_id, from_on, after
    before: list[Row] = [(one.role, one.team_id, one.from_on, one.to_on) for one in rows]
    _write(session, user_id, rows, carved(before, new))
    _follow(session, user, home(session).day(now))
    session.can_be_undone_by("user.places_as", user_id, before)
    return places(session, actor, user_id, now=now)


@rule("user.places_as", right="administer", writes=True, refuses=("last_administrator",))
def places_as(session: Session, actor: Actor, user_id: int, rows: list[Row], *, now: datetime) -> int:
    """Give somebody's places back as they were; what takes a correction of them back."""
    user = held(session, user_id)
    wanted: list[Row] = [(role, team_id, from_on, to_on) for role, team_id, from_on, to_on in rows]
    _write(session, user_id, _rows(session, user_id), wanted)
    _follow(session, user, home(session).day(now))
    return len(wanted)


def carved(rows: list[Row], new: Row) -> list[Row]:
    """Put a period into a history: what it covers gives way, what lies before and after stays. In order of days."""
    _role, _team, from_on, to_on = new
    found = [new]
    for role, team_id, begin, end in rows:
        if begin < from_on and begin != end:
            found.append((role, team_id, begin, from_on if end is None else min(end, from_on)))
        if to_on is not None and begin != end and (end is None or end > to_on):
            found.append((role, team_id, max(begin, to_on), end))
    return _joined(sorted(found, key=lambda one: one[2]))


def _joined(rows: list[Row]) -> list[Row]:
    """Periods of one place that meet are one."""
    found: list[Row] = []
    for row in rows:
        if found and found[-1][:2] == row[:2] and found[-1][3] == row[2]:
            found[-1] = (*found[-1][:3], row[3])
        else:
            found.append(row)
    return found


def _write(session: Session, user_id: int, old: list[Any], wanted: list[Row]) -> None:
    for place, (role, team_id, from_on, to_on) in enumerate(wanted):
        values = {"role": role, "team_id": team_id, "from_on": from_on, "to_on": to_on}
        if place < len(old):
            change.update(session, memberships, old[place].id, **values)
        else:
            change.insert(session, memberships, user_id=user_id, **values)
    for one in old[len(wanted) :]:  # no row is ever deleted: a place of no day says nothing
        change.update(session, memberships, one.id, to_on=one.from_on)


def _follow(session: Session, user: Any, today: date) -> None:
    """Role and team of today are those of the place that holds today."""
    running = next(
        (one for one in _rows(session, user.id) if one.from_on <= today and (one.to_on is None or one.to_on > today)),
        None,
    )
    if running is None:
        return
    if user.role == "administrator" and running.role != "administrator":
        keep_an_administrator(session, user)
    change.update(session, users, user.id, role=running.role, team_id=running.team_id)


def _rows(session: Session, user_id: int) -> list[Any]:
    return list(
        session.all(
            select(memberships)
            .where(memberships.c.user_id == user_id)
            .order_by(memberships.c.from_on, memberships.c.id)
        )
    )


@rule("user.seat", right="manage", writes=True, refuses=("seat_cost",))
def seat(
    session: Session, actor: Actor, user_id: int, cost_minor: int | None, from_on: date | None = None, *, now: datetime
) -> Seat:
    """Say what somebody's seat costs in a month (pay, place, tools) from a day on; this month's first by default.

    Args:
        cost_minor: in the currency of the company; None takes back what was said of that day.
    """
    user = session.get(users, user_id)
    if user is None:
        raise NotFound("user", user_id)
    house = home(session)
    from_on = from_on or house.day(now).replace(day=1)
    if cost_minor is not None and cost_minor < 0:
        raise Refused("seat_cost", given=cost_minor)
    known = session.first(select(seat_costs).where(seat_costs.c.user_id == user_id, seat_costs.c.from_on == from_on))
    if cost_minor is None:
        if known is not None:
            change.take_out(session, seat_costs, known.id)
        return Seat(user_id, user.name, from_on, 0, house.currency)
    if known is None:
        change.insert(
            session, seat_costs, user_id=user_id, from_on=from_on, cost_minor=cost_minor, currency=house.currency
        )
        session.can_be_undone_by("user.seat", user_id, None, from_on)
    elif change.update(session, seat_costs, known.id, cost_minor=cost_minor, currency=house.currency):
        session.can_be_undone_by("user.seat", user_id, known.cost_minor, from_on)
    return Seat(user_id, user.name, from_on, cost_minor, house.currency)


@rule("user.seats", right="manage")
def seats(session: Session, actor: Actor, user_id: int | None = None, *, now: datetime) -> tuple[Seat, ...]:
    """Give what seats cost from when on, by name and day; of one person where asked."""
    wanted = (
        select(seat_costs.c.user_id, users.c.name, seat_costs.c.from_on, seat_costs.c.cost_minor, seat_costs.c.currency)
        .join(users, users.c.id == seat_costs.c.user_id)
        .order_by(users.c.name_sort, users.c.id, seat_costs.c.from_on)
    )
    if user_id is not None:
        wanted = wanted.where(seat_costs.c.user_id == user_id)
    return tuple(Seat(*row) for row in session.all(wanted))
