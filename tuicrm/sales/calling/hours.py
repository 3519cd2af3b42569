"""When somebody may be called: hours by country, zone, or for all."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.zones import is_within, opens_at
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.system import settings

SETTING = "call_hours"
EVERYWHERE = "*"
USUAL = (8 * 60, 20 * 60, 6)
"""From 8 to 20, Monday to Saturday."""

Hours = tuple[int, int, int]


@dataclass(frozen=True)
class CallHours:
    """When people of a country (`DE`), of a zone (`America/New_York`) or everywhere (`*`) may be called.

    Minutes of the day there, the last one not included; `days` of the week from Monday on.
    """

    where: str
    first: int
    last: int
    days: int


def of_team(session: Session) -> dict[str, Hours]:
    """Give the hours by where; `*` is always there."""
    kept: Any = session.value(select(settings.c.value).where(settings.c.name == SETTING)) or {}
    return {EVERYWHERE: USUAL} | {where: (one[0], one[1], one[2]) for where, one in kept.items()}


def hours_at(listed: dict[str, Hours], country: str, zones: tuple[str, ...]) -> Hours:
    """Give the hours that hold for a phone: those of its zone, else of its country, else those of all."""
    for where in (*zones, country, EVERYWHERE):
        if where in listed:
            return listed[where]
    return USUAL


def split_zones(session: Session, kept: str | None) -> tuple[str, tuple[str, ...]]:
    """Read what a record of a run keeps: `GB Europe/London`; where nothing is known it is as late as here."""
    country, *zones = (kept or "").split()[:9] or [""]
    return country, tuple(zones) or (home(session).zone,)


def may_call(session: Session, kept: str | None, now: datetime) -> bool:
    """Say whether a phone may ring now."""
    country, zones = split_zones(session, kept)
    return is_within(now, zones, *hours_at(of_team(session), country, zones))


def next_time(session: Session, kept: str | None, now: datetime) -> datetime | None:
    """Give when it may ring again."""
    country, zones = split_zones(session, kept)
    return opens_at(now, zones, *hours_at(of_team(session), country, zones))


@rule("run.hours", right="read")
def listing(session: Session, actor: Actor, *, now: datetime) -> tuple[CallHours, ...]:
    """Give the hours in which people may be called."""
    return tuple(CallHours(where, *hours) for where, hours in sorted(of_team(session).items()))


@rule("run.set_hours", right="manage", writes=True, refuses=("call_hours", "call_where"))
def set_hours(
    session: Session, actor: Actor, where: str, first: int | None, last: int = 0, days: int = 6, *, now: datetime
) -> tuple[CallHours, ...]:
    """Set the hours for a country, a zone or everywhere; `first` None takes them away, then the others hold."""
    place = where.strip() if "/" in where else where.strip().upper()
    if not re.fullmatch(r"\*|[A-Z]{2}|[A-Za-z_]+(/[A-Za-z_-]+)+", place):
        raise Refused("call_where", given=where)
    if first is not None and not (0 <= first < last <= 24 * 60 and 1 <= days <= 7):
        raise Refused("call_hours")
    kept = {name: list(one) for name, one in of_team(session).items()}
    if first is None:
        kept.pop(place, None)
    else:
        kept[place] = [first, last, days]
    change.set_setting(session, SETTING, kept)
    return listing(session, actor, now=now)
