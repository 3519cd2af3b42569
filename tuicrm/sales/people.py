"""Us: who is in the team, in which role, from when to when."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from tuicrm.sales.home import Home, home
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.people import teams


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


@dataclass(frozen=True)
class TeamRow:
    """A team and how many are in it today."""

    id: int
    name: str
    office: str | None
    people: int


@dataclass(frozen=True)
class Added:
    """A user or a team that was made; `name` as it was kept."""

    id: int
    name: str


@dataclass(frozen=True)
class Placed:
    """Where one of us stands now; False in `changed` when they stood there already."""

    id: int
    name: str
    role: str
    team: str | None
    changed: bool


@dataclass(frozen=True)
class Left:
    """One of us who is no longer here after a day."""

    id: int
    name: str
    left_on: date


@rule("user.me", right="anyone")
def me(session: Session, actor: Actor, *, now: datetime) -> Me:
    """Say who the actor is, and the facts that all screens need."""
    here = home(session)
    team = session.value(select(teams.c.name).where(teams.c.id == actor.team_id)) if actor.team_id else None
    return Me(actor.id, actor.login, actor.name, actor.role, actor.team_id, team, actor.language, here, here.day(now))
