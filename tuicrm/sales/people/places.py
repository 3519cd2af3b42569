"""Who is in the team, in which role, from when to when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tuicrm.plain.clean import line
from tuicrm.plain.names import name_sort
from tuicrm.sales.home import home
from tuicrm.sales.paired import Ended, end_of, put_all_back
from tuicrm.sales.people.team import team_named, worded
from tuicrm.sales.rules import rule
from tuicrm.sales.unmaking import unmake
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.lists import ROLES
from tuicrm.store.session import Session
from tuicrm.store.tables.people import memberships, teams, users

_LOGIN = re.compile(r"[\w][\w.@+-]{0,59}")


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


@rule(
    "user.add", right="administer", writes=True,
    refuses=("empty", "too_long", "login_form", "login_taken", "role", "team_unknown"),
)  # fmt: skip
def add_user(
    session: Session, actor: Actor, login: str, *, name: str = "", role: str = "rep", team: str = "",
    joined_on: date | None = None, makes_team: bool = False, now: datetime,
) -> Placed:  # fmt: skip
    """Let somebody in.

    Args:
        name: as colleagues read it; the login when empty.
        team: a team's name; none when empty. `makes_team` makes it if there is none of that name.
        joined_on: today by default.
    """
    login, name = _login(login), line(name) and worded(name, "name", 120)
    known_role(role)
    if session.exists(select(users.c.id).where(users.c.login == login)):
        raise Refused("login_taken", login=login)
    team_id, team_name = team_named(session, team, makes_team)
    name, joined_on = name or login, joined_on or home(session).day(now)
    try:
        user = change.insert(
            session, users, login=login, name=name, name_sort=name_sort(name), role=role, team_id=team_id,
            joined_on=joined_on,
        )  # fmt: skip
    except IntegrityError as error:  # somebody else let the same login in at this moment
        raise Refused("login_taken", login=login) from error
    place_id = change.insert(session, memberships, user_id=user, team_id=team_id, role=role, from_on=joined_on)
    session.can_be_undone_by("user.unmake", user, place_id)
    return Placed(user, name, role, team_name, changed=True)


@rule("user.unmake", right="administer", writes=True, refuses=("used_since",))
def unmake_user(session: Session, actor: Actor, user_id: int, place_id: int, *, now: datetime) -> None:
    """Take back that somebody was let in, while they did and got nothing; a team that was made for them stays."""
    unmake(session, users, user_id, held(session, user_id).name, (memberships, place_id))


@rule("user.place", right="administer", writes=True, refuses=("role", "team_unknown", "has_left", "last_administrator"))
def place(
    session: Session, actor: Actor, user_id: int, *, role: str | None = None, team: str | None = None,
    makes_team: bool = False, now: datetime,
) -> Placed:  # fmt: skip
    """Give somebody another role, another team ("" for none), or both, from today on."""
    user = held(session, user_id)
    today = home(session).day(now)
    if user.left_on is not None and user.left_on < today:
        raise Refused("has_left", name=user.name, on=user.left_on)
    known_role(role or user.role)
    old_team = session.value(select(teams.c.name).where(teams.c.id == user.team_id)) if user.team_id else None
    team_id, team_name = (user.team_id, old_team) if team is None else team_named(session, team, makes_team)
    new_role: str = role or user.role
    new = {"role": new_role, "team_id": team_id}
    if user.role == "administrator" and new_role != "administrator":
        keep_an_administrator(session, user)
    if not change.update(session, users, user_id, **new):
        return Placed(user_id, user.name, user.role, old_team, changed=False)
    _move_membership(session, user_id, today, new)
    session.can_be_undone_by("user.place", user_id, role=user.role, team=old_team or "")
    return Placed(user_id, user.name, new_role, team_name, changed=True)


@rule("user.leave", right="administer", writes=True, refuses=("has_left", "last_administrator"))
def leave(session: Session, actor: Actor, user_id: int, *, left_on: date | None = None, now: datetime) -> Left:
    """Note somebody's last day (today by default). What they hold stays theirs until it is handed over.

    Talks of pairs that they will be gone for are called off, so that the other may be paired anew.
    """
    user = held(session, user_id)
    if user.left_on is not None:
        raise Refused("has_left", name=user.name, on=user.left_on)
    if user.role == "administrator":
        keep_an_administrator(session, user)
    left_on = left_on or home(session).day(now)
    change.update(session, users, user_id, left_on=left_on)
    for row in _open_memberships(session, user_id):
        change.update(session, memberships, row.id, to_on=max(row.from_on, left_on + timedelta(days=1)))
    session.can_be_undone_by("user.stay", user_id, pairs=end_of(session, user_id, user.name, left_on))
    return Left(user_id, user.name, left_on)


@rule("user.stay", right="administer", writes=True)
def stay(session: Session, actor: Actor, user_id: int, *, pairs: Ended | None = None, now: datetime) -> Placed:
    """Take back that somebody left, or let them in again: their last place goes on, after a gap a new one begins.

    Args:
        pairs: talks that were called off when they left, to put back.
    """
    user = held(session, user_id)
    team = session.value(select(teams.c.name).where(teams.c.id == user.team_id)) if user.team_id else None
    if user.left_on is None:
        return Placed(user_id, user.name, user.role, team, changed=False)
    today = home(session).day(now)
    change.update(session, users, user_id, left_on=None)
    put_all_back(session, pairs or ())
    last = session.first(
        select(memberships).where(memberships.c.user_id == user_id).order_by(memberships.c.from_on.desc()).limit(1)
    )
    if last is not None and user.left_on >= today:
        change.update(session, memberships, last.id, to_on=None)
    else:
        place = {"user_id": user_id, "team_id": user.team_id, "role": user.role, "from_on": today}
        change.insert(session, memberships, **place)
    return Placed(user_id, user.name, user.role, team, changed=True)


def held(session: Session, user_id: int) -> Any:
    """Lock and read a user; the administrators with them, because one of them has to stay."""
    administrators = session.values(select(users.c.id).where(users.c.role == "administrator"))
    session.lock(users, *sorted({user_id, *administrators}))
    user = session.get(users, user_id)
    if user is None:
        raise NotFound("user", user_id)
    return user


def keep_an_administrator(session: Session, leaving: Any) -> None:
    """Refuse to let the last administrator go."""
    others = select(users.c.id).where(
        users.c.role == "administrator", users.c.id != leaving.id, users.c.left_on.is_(None)
    )
    if not session.exists(others.where(users.c.archived_at.is_(None))):
        raise Refused("last_administrator", name=leaving.name)


def _move_membership(session: Session, user_id: int, today: date, new: dict[str, Any]) -> None:
    """Close the place of until now and open the new one; two moves on one day leave one place."""
    for row in _open_memberships(session, user_id):
        if row.from_on >= today:
            change.update(session, memberships, row.id, **new)
            return
        change.update(session, memberships, row.id, to_on=today)
    change.insert(session, memberships, user_id=user_id, from_on=today, **new)


def _open_memberships(session: Session, user_id: int) -> Sequence[Any]:
    return session.all(
        select(memberships)
        .where(memberships.c.user_id == user_id, memberships.c.to_on.is_(None))
        .order_by(memberships.c.from_on.desc(), memberships.c.id.desc())
    )


def _login(login: str) -> str:
    login = line(login)
    if not login:
        raise Refused("empty", what="login")
    if not _LOGIN.fullmatch(login):
        raise Refused("login_form", login=login)
    return login


def known_role(role: str) -> None:
    """Refuse a role that there is not."""
    if role not in ROLES:
        raise Refused("role", role=role, roles=ROLES)
