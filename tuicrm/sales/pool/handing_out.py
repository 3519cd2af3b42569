"""Hand new customers out by the team's rule; who could have got one, who did, and why, stays on record.

Intake calls `hand_out` for each new customer, inside its own transaction. Capacity, catching up and the draw: who is
behind catches up by a fifth a day; a draw is weighted by what is left of each one's number, and its seed is kept, so
that it can be drawn again. Source of the formula: the assignment of leads in Odoo's crm_team_member.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, or_, select

from tuicrm.plain.language import N_
from tuicrm.plain.periods import day_start
from tuicrm.sales.home import home
from tuicrm.sales.pool.fresh import people_of
from tuicrm.sales.pool.holding import Held, change_holder
from tuicrm.sales.pool.limits import held_count, limits_of
from tuicrm.sales.settings.declared import Setting, declare
from tuicrm.sales.settings.reading import values
from tuicrm.sales.talk.notices import tell_given
from tuicrm.sales.with_us import with_us
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import pools
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.holding import hand_outs
from tuicrm.store.tables.people import leaves, users

DAYS = 30
CATCH_UP = 0.2

_GROUP = N_("hand-out")
RULES = {
    "pool": N_("they stay in the pool"),
    "round_robin": N_("in turn"),
    "least_loaded": N_("who has most room"),
    "source": N_("by source"),
    "region": N_("by region"),
    "industry": N_("by industry"),
}
WHY = {
    "turn": N_("it was their turn"),
    "room": N_("drawn by the room that each one has"),
    "nobody": N_("nobody could take it"),
    "no_room": N_("nobody has room today"),
    "no_people": N_("nobody looks after it"),
}
HAND_OUT = Setting(
    "hand_out", _GROUP, "choice", "pool", N_("What happens with a new customer."), choices=RULES, off_is="pool"
)  # fmt: skip
CAPACITY = Setting(
    "capacity", _GROUP, "number", 30,
    N_("How many new customers one person can take in 30 days; 0 takes none."), unit=N_("customers"),
    most=10_000, column="capacity",
)  # fmt: skip
declare(HAND_OUT, CAPACITY)


@dataclass(frozen=True)
class Eligible:
    """One who could have got a customer.

    Attributes:
        taken: customers that they came to hold in 30 days; `room` what is left of their number for today.
    """

    id: int
    name: str
    capacity: int
    taken: int
    room: int


@dataclass(frozen=True)
class HandedOut:
    """Whom a customer went to, if to anybody; `seed` repeats the draw."""

    customer_id: int
    rule: str
    chosen_id: int | None
    chosen: str | None
    why: str
    eligible: tuple[Eligible, ...]
    seed: int | None
    held: Held | None = None


def hand_out(
    session: Session, actor: Actor, customer_id: int, *, rule: str = "", seed: int | None = None, now: datetime
) -> HandedOut | None:
    """Hand one new customer out by the team's rule, within the caller's transaction.

    Args:
        rule: instead of the team's own; a key of `RULES`.
        seed: of the draw; by default made of the operation.
    Returns:
        None when new customers stay in the pool, or when it is held already; else what was decided, which is on
        record also when nobody could take it.
    """
    rule = rule or values(session).of(HAND_OUT)
    session.lock(pools, session.value(select(func.min(pools.c.id))))  # two hand-outs, one turn: one after the other
    row = session.get(customers, customer_id)
    if rule == "pool" or row is None or row.owner_id is not None or row.archived_at is not None:
        return None
    among = people_of(session, row, rule) if rule in ("source", "region", "industry") else None
    team_id = session.value(select(pools.c.team_id).where(pools.c.id == row.pool_id))
    able = eligible(session, now, among, team_id)
    return _give(session, actor, row, rule, able, "no_people" if among == {} else "nobody", seed, now)


def hand_to_another(session: Session, actor: Actor, row: Any, among: set[int], now: datetime) -> HandedOut:
    """Give a held customer to whoever of some people has most room."""
    able = eligible(session, now, dict.fromkeys(among - {row.owner_id}, ""))
    return _give(session, actor, row, "least_loaded", able, "nobody", None, now)


def eligible(
    session: Session, now: datetime, among: dict[int, str] | None = None, team_id: int | None = None
) -> tuple[Eligible, ...]:
    """Give who can take a customer now: who sells, is here today, has a capacity and may hold one more.

    Args:
        among: these alone; `team_id` of this team alone, whose pool the customer lies in.
    """
    house = home(session)
    today = house.day(now)
    away = select(leaves.c.user_id).where(
        leaves.c.from_on <= today, leaves.c.to_on >= today, leaves.c.archived_at.is_(None)
    )
    wanted = select(users.c.id, users.c.name, users.c.capacity).where(
        users.c.role.in_(("rep", "team_lead")), with_us(today), users.c.id.not_in(away),
        or_(users.c.joined_on.is_(None), users.c.joined_on <= today),
    )  # fmt: skip
    if among is not None:
        wanted = wanted.where(users.c.id.in_(list(among)))
    if team_id is not None:
        wanted = wanted.where(users.c.team_id == team_id)
    usual = values(session).of(CAPACITY)
    taken = _taken(session, now - timedelta(DAYS))
    given_today = _taken(session, day_start(today, house.zone), how=("assign",))
    found = []
    for row in session.all(wanted.order_by(users.c.id)):
        capacity = usual if row.capacity is None else row.capacity
        if not capacity or not _may_hold_more(session, row.id):
            continue
        quota = quota_of(capacity, taken.get(row.id, 0))
        found.append(
            Eligible(row.id, row.name, capacity, taken.get(row.id, 0), max(0, quota - given_today.get(row.id, 0)))
        )
    return tuple(found)


def _may_hold_more(session: Session, user_id: int) -> bool:
    limits = limits_of(session, user_id)
    return limits.holding is None or held_count(session, user_id, counts_won=limits.counts_won) < limits.holding


def quota_of(capacity: int, taken: int, days: int = 1) -> int:
    """Give how many a person may get in so many days: their share, and a fifth of what they are behind."""
    share = capacity * days / DAYS
    return round(share + CATCH_UP * max(0.0, capacity - (taken + share)))


def draw(able: Sequence[Eligible], seed: int) -> Eligible:
    """Draw one, weighted by room: the same seed draws the same."""
    return Random(seed).choices(list(able), [one.room for one in able])[0]


def _give(
    session: Session, actor: Actor, row: Any, rule: str, able: tuple[Eligible, ...], without: str, seed: int | None,
    now: datetime,
) -> HandedOut:  # fmt: skip
    seed = seed if seed is not None else (session.operation.int if session.operation else row.id) & 0xFFFFFFFF
    chosen, why, able = _chosen(session, rule, able, without, seed)
    drawn = seed if why == "room" else None
    held = None
    if chosen is not None:
        session.lock(customers, row.id)
        same = customers.c.owner_id.is_(None) if row.owner_id is None else customers.c.owner_id == row.owner_id
        held = change_holder(
            session, row, chosen.id, same, how="assign", now=now, by_id=actor.id, reason=f"hand_out {rule}"
        )
        if held is not None:
            tell_given(session, row.id, chosen.id, actor.id, now)
    change.insert(
        session, hand_outs, customer_id=row.id, at=now, rule=rule, chosen_id=chosen.id if chosen and held else None,
        why=why, seed=drawn, by_id=actor.id,
        eligible=[{"id": one.id, "capacity": one.capacity, "taken": one.taken, "room": one.room} for one in able],
    )  # fmt: skip
    name = chosen.name if chosen is not None and held is not None else None
    return HandedOut(row.id, rule, chosen.id if name and chosen else None, name, why, able, drawn, held)


def _chosen(
    session: Session, rule: str, able: tuple[Eligible, ...], without: str, seed: int
) -> tuple[Eligible | None, str, tuple[Eligible, ...]]:
    """Choose who gets a customer: give them, why, and who could have got it; none who claim their last one just now."""
    while able:
        if rule != "round_robin" and not any(one.room for one in able):
            return None, "no_room", able
        chosen, why = (_whose_turn(session, able), "turn") if rule == "round_robin" else (draw(able, seed), "room")
        session.lock(users, chosen.id)  # what they hold was counted without
        if _may_hold_more(session, chosen.id):
            return chosen, why, able
        able = tuple(one for one in able if one is not chosen)
    return None, without, able


def _whose_turn(session: Session, able: tuple[Eligible, ...]) -> Eligible:
    last: dict[int, datetime] = dict(
        session.all(
            select(hand_outs.c.chosen_id, func.max(hand_outs.c.id))
            .where(hand_outs.c.chosen_id.in_([one.id for one in able]))
            .group_by(hand_outs.c.chosen_id)
        )
    )
    return min(able, key=lambda one: (last.get(one.id, 0), one.id))


def _taken(session: Session, since: datetime, how: tuple[str, ...] = ("claim", "assign", "handover")) -> dict[int, int]:
    rows = session.all(
        select(ownerships.c.owner_id, func.count())
        .where(ownerships.c.owner_id.is_not(None), ownerships.c.how.in_(how), ownerships.c.from_at >= since)
        .group_by(ownerships.c.owner_id)
    )
    return {row[0]: row[1] for row in rows}
