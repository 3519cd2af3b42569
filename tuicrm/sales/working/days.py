"""Days that the company or a team has free, or works, whatever the country's calendar says."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select

from tuicrm.sales.home import home
from tuicrm.sales.people.team import team_named, worded
from tuicrm.sales.rules import rule
from tuicrm.sales.working.holidays_of import calendar_of
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import teams, users
from tuicrm.store.tables.planning import free_days

MOST_DAYS = 800


@dataclass(frozen=True)
class FreeDay:
    """A day that is free, or worked although it would be. `id` is None for the country's own."""

    id: int | None
    on: date
    name: str
    team: str | None
    is_worked: bool


@rule("day.list", right="read", refuses=("order_of_days",))
def days(
    session: Session, actor: Actor, from_on: date, to_on: date, *, user_id: int | None = None, now: datetime
) -> tuple[FreeDay, ...]:
    """Give the holidays and free days of a span as they count for a person (oneself by default), in order."""
    if to_on < from_on:
        raise Refused("order_of_days", first=from_on, last=to_on)
    user = session.get(users, user_id or actor.id)
    if user is None:
        raise NotFound("user", user_id)
    team = session.get(teams, user.team_id) if user.team_id else None
    country = user.country or (team.country if team else None) or home(session).country
    whose = free_days.c.team_id.is_(None)
    rows = session.all(
        select(free_days, teams.c.name.label("team"))
        .outerjoin(teams, teams.c.id == free_days.c.team_id)
        .where(free_days.c.archived_at.is_(None), free_days.c.day_on.between(from_on, to_on))
        .where(or_(whose, free_days.c.team_id == user.team_id) if user.team_id else whose)
    )
    found = {row.day_on: FreeDay(row.id, row.day_on, row.name, row.team, row.is_worked) for row in rows}
    calendar = calendar_of(country) if country else None
    for more in range(min((to_on - from_on).days + 1, MOST_DAYS) if calendar is not None else 0):
        day = from_on + timedelta(days=more)
        assert calendar is not None
        if day in found:
            continue
        if (name := calendar.get(day)) is not None:
            found[day] = FreeDay(None, day, name, None, False)
        elif day in calendar.weekend_workdays:
            found[day] = FreeDay(None, day, "", None, True)
    return tuple(found[day] for day in sorted(found))


@rule("day.add", right="lead", writes=True, refuses=("empty", "too_long", "team_unknown", "day_known"))
def add_day(
    session: Session, actor: Actor, on: date, name: str, *, team: str = "", is_worked: bool = False, now: datetime
) -> FreeDay:
    """Give a team, or everybody, a day free, or have it worked. A team lead does that for the own team alone."""
    team_id, team_name = team_named(session, team, False) if team else (None, None)
    if not actor.manages:
        team_id = actor.team_id
        team_name = session.value(select(teams.c.name).where(teams.c.id == team_id))
    same = free_days.c.team_id.is_(None) if team_id is None else free_days.c.team_id == team_id
    if session.exists(select(free_days.c.id).where(free_days.c.day_on == on, same, free_days.c.archived_at.is_(None))):
        raise Refused("day_known", on=on)
    name = worded(name, "name", 80)
    made = change.insert(session, free_days, day_on=on, name=name, team_id=team_id, is_worked=is_worked)
    session.can_be_undone_by("day.drop", made)
    return FreeDay(made, on, name, team_name, is_worked)


@rule("day.drop", right="lead", writes=True)
def drop_day(session: Session, actor: Actor, day_id: int, *, now: datetime) -> int:
    """Take a day of one's own off the list again."""
    row = session.get(free_days, day_id)
    if row is None or row.archived_at is not None or (not actor.manages and row.team_id != actor.team_id):
        raise NotFound("free_day", day_id)
    change.update(session, free_days, day_id, archived_at=now)
    return day_id
