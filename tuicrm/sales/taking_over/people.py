"""Users and teams: who sold, and for whom."""

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from tuicrm.plain.names import folded, name_sort
from tuicrm.sales.rights import RIGHTS
from tuicrm.sales.taking_over.arrivals import Arrival
from tuicrm.sales.taking_over.kinds import Kind, New, Renewal, Row
from tuicrm.sales.taking_over.links import named
from tuicrm.sales.taking_over.strangers import strangers
from tuicrm.sales.taking_over.work import Work, day_of, text_of
from tuicrm.store import change
from tuicrm.store.lists import ROLES
from tuicrm.store.tables.people import memberships, teams, users

MODEST = ("rep", "team_lead", "marketing", "intake")
"""Roles that a manager may bring along; the others see or decide everything, and only an administrator gives them."""
_LONGEST_LOGIN = 60


def _team_row(work: Work, arrival: Arrival) -> Row:
    return {"name": text_of(arrival, "name") or arrival.key, "office": text_of(arrival, "office")}


def _user_row(work: Work, arrival: Arrival) -> Row:
    name = text_of(arrival, "name") or arrival.key
    return {
        "login": text_of(arrival, "login") or "",
        "name": name,
        "name_sort": name_sort(name),
        "email": text_of(arrival, "email"),
        "role": text_of(arrival, "role") or "rep",
        "team_id": work.linked(arrival, "team"),
        "joined_on": day_of(arrival, "joined_on"),
        "left_on": day_of(arrival, "left_on"),
    }


def _refuses(work: Work, arrival: Arrival) -> tuple[str, str] | None:
    role = text_of(arrival, "role") or "rep"
    if role not in ROLES:
        return "role", "role"
    if role not in MODEST and work.actor.role not in RIGHTS["administer"]:
        return "role_not_yours", "role"
    return None


def _team_name(arrival: Arrival) -> str:
    return folded(text_of(arrival, "name") or arrival.key)


def _find_teams(work: Work, arrivals: Sequence[Arrival]) -> dict[str, int]:
    return strangers(
        work, "team", {one.key: [text_of(one, "name") or one.key] for one in arrivals}, named, any_way=True
    )


def _find_users(work: Work, arrivals: Sequence[Arrival]) -> dict[str, int]:
    """Somebody who is here already by login, e-mail or name, but did not come from the same system as another."""
    spelled = {
        one.key: [text for text in (text_of(one, "login"), text_of(one, "email"), text_of(one, "name")) if text]
        for one in arrivals
    }
    return strangers(work, "user", spelled, named)


def logins(taken: set[str], names: Sequence[str]) -> list[str]:
    """Give each name a login that is readable and not taken: "Li Wei" is li.wei, a second one li.wei2."""
    given = []
    for name in names:
        stem = ".".join(re.findall("[a-z0-9]+", name_sort(name))) or "user"
        login, number = stem[: _LONGEST_LOGIN - 4], 1
        while login in taken:
            number += 1
            login = f"{stem[: _LONGEST_LOGIN - 4]}{number}"
        taken.add(login)
        given.append(login)
    return given


def _name_logins(work: Work, rows: Sequence[Row]) -> None:
    """Fill the logins that the other system does not know."""
    taken = set(work.session.values(select(users.c.login)))
    taken |= {row["login"] for row in rows if row["login"]}
    without = [row for row in rows if not row["login"]]
    for row, login in zip(without, logins(taken, [row["name"] for row in without]), strict=True):
        row["login"] = login


def _users_made(work: Work, made: Sequence[New]) -> None:
    rows = []
    for user_id, arrival in made:
        row = _user_row(work, arrival)
        from_on = row["joined_on"] or work.today
        rows.append({"user_id": user_id, "team_id": row["team_id"], "role": row["role"], "from_on": from_on})
    change.insert_many(work.session, memberships, rows)


def _user_renewed(work: Work, renewal: Renewal, columns: Row) -> tuple[bool, tuple[str, ...]]:
    """Another team or role is another membership from today on."""
    if "team_id" in columns or "role" in columns:
        place(work, renewal.record_id, work.today)
    return False, ()


def place(work: Work, user_id: int, from_on: date) -> None:
    """End the membership that runs, and begin one with the team and role that the user has now."""
    user = work.session.get(users, user_id)
    if user is None:
        return
    running = select(memberships.c.id).where(memberships.c.user_id == user_id, memberships.c.to_on.is_(None))
    for membership_id in work.session.values(running):
        change.update(work.session, memberships, membership_id, to_on=from_on)
    change.insert(work.session, memberships, user_id=user_id, team_id=user.team_id, role=user.role, from_on=from_on)


TEAM = Kind("team", teams, _team_row, {"name": ("name",), "office": ("office",)}, find=_find_teams, same=_team_name)
USER = Kind(
    "user",
    users,
    _user_row,
    {
        "name": ("name", "name_sort"),
        "email": ("email",),
        "role": ("role",),
        "team": ("team_id",),
        "joined_on": ("joined_on",),
        "left_on": ("left_on",),
    },
    find=_find_users,
    complete=_name_logins,
    made=_users_made,
    renewed=_user_renewed,
    refuses=_refuses,
)
