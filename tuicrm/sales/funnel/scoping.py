"""Whose projects a line asks for: `team:East owner:li expected:2026-10-01..2026-12-31`."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select

from tuicrm.plain.filters import Term, parse_filter
from tuicrm.plain.periods import parse_day
from tuicrm.sales.funnel.causes import Scope
from tuicrm.sales.people.lists import find
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import teams

KEYS = {
    "team": "team", "owner": "owner", "expected": "expected", "团队": "team", "小组": "team", "负责人": "owner",
    "预计": "expected",
}  # fmt: skip
MINE = ("me", "我")


def scope_of(session: Session, actor: Actor, text: str, *, now: datetime) -> Scope:
    """Read whose projects are asked for, and expected in which days; both ends are included.

    Raises:
        Refused: `filter` (what is not understood), `filter_day`, `scope` (something else is asked of a scope).
        NotFound: a team or person of that name.
    """
    read = parse_filter(text, KEYS)
    if read.errors:
        raise Refused("filter", sentence=read.errors[0].sentence)
    if read.words or any(term.negated or term.op in ("none", "any") for term in read.terms):
        raise Refused("scope")
    said: dict[str, Any] = {}
    for term in read.terms:
        if term.key == "expected":
            said["expected_from"], said["expected_to"] = _days(term)
        elif len(term.value) != 1 or term.op != "in":
            raise Refused("scope")
        elif term.key == "team":
            said["team_id"] = team_of(session, actor, term.value[0])
        else:
            login = term.value[0]
            said["owner_id"] = actor.id if login in MINE else find(session, actor, login, now=now).id
    return Scope(**said)


def team_of(session: Session, actor: Actor, name: str) -> int:
    """Find a team by its name or id; `me` is the actor's own."""
    if name in MINE and actor.team_id is not None:
        return actor.team_id
    named = [teams.c.name == name, func.lower(teams.c.name) == name.lower()]
    if name.isdecimal() and len(name) <= 18:
        named.append(teams.c.id == int(name))
    found = session.value(select(teams.c.id).where(or_(*named)).order_by(teams.c.id).limit(1))
    if found is None:
        raise NotFound("team", name)
    return int(found)


def _days(term: Term) -> tuple[date | None, date | None]:
    days = [_day(one) for one in term.value]
    if term.op == "between":
        if days[0] > days[1]:
            raise Refused("order_of_days", first=days[0], last=days[1])
        return days[0], days[1]
    if term.op == "in" and len(days) == 1:
        return days[0], days[0]
    if term.op in ("min", "max"):
        return (days[0], None) if term.op == "min" else (None, days[0])
    raise Refused("scope")


def _day(text: str) -> date:
    try:
        return parse_day(text)
    except ValueError as error:
        raise Refused("filter_day", given=text) from error
