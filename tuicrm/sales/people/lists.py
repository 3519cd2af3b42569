"""Who we are: me, the people, the teams."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from tuicrm.plain.clean import line
from tuicrm.plain.names import folded, name_key
from tuicrm.sales.home import Home, home
from tuicrm.sales.rules import rule
from tuicrm.sales.with_us import with_us
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Ambiguous, Candidate, NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.people import teams as team_table
from tuicrm.store.tables.people import users as user_table

_USER, _TEAM = user_table.c, team_table.c


@dataclass(frozen=True)
class Me:
    """Who sits here, and what the whole database agrees on."""

    id: int
    login: str
    name: str
    role: str
    team_id: int | None
    team: str | None
    language: str | None
    home: Home
    today: date
    sight: str = "team"


@dataclass(frozen=True)
class UserRow:
    """One of us in a list."""

    id: int
    login: str
    name: str
    role: str
    team_id: int | None
    team: str | None
    joined_on: date | None
    left_on: date | None
    email: str | None = None


@dataclass(frozen=True)
class TeamRow:
    """A team and how many are in it today."""

    id: int
    name: str
    office: str | None
    people: int


@rule("user.me", right="anyone")
def me(session: Session, actor: Actor, *, now: datetime) -> Me:
    """Say who the actor is, and the facts that all screens need."""
    here = home(session)
    team = session.value(select(_TEAM.name).where(_TEAM.id == actor.team_id)) if actor.team_id else None
    return Me(
        actor.id, actor.login, actor.name, actor.role, actor.team_id, team, actor.language, here, here.day(now),
        actor.sight,
    )  # fmt: skip


@rule("user.list", right="read")
def users(
    session: Session, actor: Actor, *, team_id: int | None = None, everybody: bool = False, now: datetime
) -> tuple[UserRow, ...]:
    """Give the people of today by name, of one team where asked; `everybody` adds those who have left."""
    statement = (
        select(
            _USER.id, _USER.login, _USER.name, _USER.role, _USER.team_id, _TEAM.name.label("team"),
            _USER.joined_on, _USER.left_on, _USER.email,
        )
        .select_from(user_table.outerjoin(team_table, _TEAM.id == _USER.team_id))
        .order_by(_USER.name_sort, _USER.id)
    )  # fmt: skip
    if team_id is not None:
        statement = statement.where(_USER.team_id == team_id)
    if not everybody:
        statement = statement.where(with_us(home(session).day(now)))
    return tuple(UserRow(*row) for row in session.all(statement))


@rule("team.list", right="read")
def teams(session: Session, actor: Actor, *, now: datetime) -> tuple[TeamRow, ...]:
    """Give the teams by name, and how many are in each today."""
    people = (
        select(_USER.team_id, func.count().label("people"))
        .where(with_us(home(session).day(now)))
        .group_by(_USER.team_id)
        .subquery()
    )
    statement = (
        select(_TEAM.id, _TEAM.name, _TEAM.office, func.coalesce(people.c.people, 0))
        .select_from(team_table.outerjoin(people, people.c.team_id == _TEAM.id))
        .where(_TEAM.archived_at.is_(None))
        .order_by(_TEAM.name, _TEAM.id)
    )
    return tuple(TeamRow(*row) for row in session.all(statement))


@rule("user.find", right="anyone")
def find(session: Session, actor: Actor, key: str, *, now: datetime) -> UserRow:
    """Find one of us by id, login, name or a unique beginning of a part of either, those who left included."""
    people = users(session, actor, everybody=True, now=now)
    key = line(key).removeprefix("@")
    exact = [each for each in people if key in (each.login, str(each.id))]
    fitting = exact or [each for each in people if name_key(each.name) == name_key(key)]
    fitting = fitting or [each for each in people if _begins(each, folded(key))]
    if not fitting:
        raise NotFound("user", key)
    if len(fitting) > 1:
        raise Ambiguous("user", key, [Candidate(each.id, f"{each.name}, {each.login}") for each in fitting])
    return fitting[0]


def _begins(one: UserRow, key: str) -> bool:
    parts = re.split(r"[\s._-]+", f"{folded(one.name)} {one.login.casefold()}")
    return bool(key) and (any(part.startswith(key) for part in parts) or folded(one.name).startswith(key))
