"""How customers are used, counted once a day where there are too many to count for each look at a screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, func, select

from tuicrm.sales.home import home
from tuicrm.sales.pool.parts import Within, everybody
from tuicrm.sales.pool.using import SILENT_DAYS, USES, use_of
from tuicrm.sales.pool.waking import BEST
from tuicrm.sales.rights import sees_all
from tuicrm.sales.settings.reading import values
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users

KEPT = "pool_uses"
FREE, NO_TEAM = "pool", "0"
"""Whose customers are counted: those of the pool, of people without a team, and of each team by its number."""


@dataclass(frozen=True)
class Counted:
    """Customers by use and whether they are of the best classes, as they were on a day."""

    on: date
    of: Mapping[tuple[str, bool], int]


def count(session: Session, now: datetime, within: Within = everybody) -> dict[str, list[int]]:
    """Count customers by whose they are, use and class."""
    house = home(session)
    kind = use_of(house, values(session).of(SILENT_DAYS), now).label("kind")
    best = case((customers.c.class_key.in_(BEST), 1), else_=0).label("best")
    is_free = case((customers.c.owner_id.is_(None), 1), else_=0).label("is_free")
    each = (
        select(kind, best, is_free, users.c.team_id)
        .select_from(customers.outerjoin(users, users.c.id == customers.c.owner_id))
        .where(customers.c.archived_at.is_(None), *within(customers.c.id))
        .subquery()
    )
    by = (each.c.is_free, each.c.team_id, each.c.kind, each.c.best)
    found: dict[str, list[int]] = {}
    for free, team_id, name, is_best, number in session.all(select(*by, func.count()).group_by(*by)):
        whose = FREE if free else str(team_id or NO_TEAM)
        found.setdefault(whose, [0] * 2 * len(USES))[2 * list(USES).index(name) + is_best] += number
    return found


def joined(kept: Mapping[str, list[int]], more: Mapping[str, list[int]]) -> dict[str, list[int]]:
    """Give what is kept of two parts of the customers."""
    nothing = [0] * 2 * len(USES)
    return {
        whose: [one + other for one, other in zip(kept.get(whose, nothing), more.get(whose, nothing), strict=True)]
        for whose in sorted({*kept, *more})
    }


def counted(session: Session, actor: Actor, tab: str) -> Counted | None:
    """Give what is kept of the customers of a tab that the actor may see; None where nothing is kept.

    The customers that a rep sees besides those of the pool and of the team, such as one helped with, are left out.
    """
    kept: Any = values(session).kept.get(KEPT)
    if not kept or tab == "mine" or (actor.sight == "own" and not sees_all(actor)):
        return None
    held = [whose for whose in kept["of"] if whose != FREE]
    own = [str(actor.team_id or NO_TEAM)]
    in_sight = held if sees_all(actor) else own
    of_team = in_sight if actor.team_id is None else own
    whose = {"pool": [FREE], "team": of_team, "all": [FREE, *in_sight]}[tab]
    found: dict[tuple[str, bool], int] = {}
    for one in whose:
        for place, number in enumerate(kept["of"].get(one, ())):
            key = list(USES)[place // 2], bool(place % 2)
            found[key] = found.get(key, 0) + number
    return Counted(date.fromisoformat(kept["on"]), found)
