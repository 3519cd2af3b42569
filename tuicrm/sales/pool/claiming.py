"""Take customers out of the pool."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from tuicrm.sales.home import home
from tuicrm.sales.pool.fresh import fresh_until
from tuicrm.sales.pool.holding import (
    Held,
    HeldMany,
    change_holder,
    customer_to_hold,
    for_each,
    name_of,
    undone_by_restore,
)
from tuicrm.sales.pool.limits import Limits, claims_today, cooling_until, held_count, limits_of
from tuicrm.sales.pool.several import closed_to
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.people import teams, users

MOMENT = timedelta(days=1)
"""So long one who saw a customer in the pool is told who took it, even of another team."""

REFUSES = (
    "held", "mine", "taken_by_team", "taken", "limit", "day_limit", "cooling", "fresh", "pool_of_team", "archived",
)  # fmt: skip


@rule("pool.claim", right="sell", writes=True, refuses=REFUSES)
def claim(session: Session, actor: Actor, customer_id: int, *, now: datetime) -> Held:
    """Take a free customer out of the pool. Its projects stay with whom they are.

    Raises:
        Refused: `held` (by whom), `mine` (already), `taken_by_team` and `taken` (held out of sight), `limit` (customers
            held), `day_limit` (claimed today), `cooling` (until when, for one who gave it back), `fresh` (until when
            only its channel's people and managers may take it), `pool_of_team` (its people and managers alone take
            from it), `archived`.
    """
    done = _claim(session, actor, customer_id, now)
    undone_by_restore(session, (done,))
    return done


@rule("pool.claim_many", right="sell", writes=True, refuses=REFUSES)
def claim_many(session: Session, actor: Actor, customer_ids: Sequence[int], *, now: datetime) -> HeldMany:
    """Take as many of these as the rules allow, in this order, and say for the rest why not."""
    result = for_each(session, customer_ids, lambda one: _claim(session, actor, one, now))
    undone_by_restore(session, result.done)
    return result


def _claim(session: Session, actor: Actor, customer_id: int, now: datetime) -> Held:
    try:
        row = customer_to_hold(session, actor, customer_id)
    except NotFound:
        raise _out_of_sight(session, customer_id, now) from None
    if row.owner_id is not None:
        raise _held(session, actor, row.owner_id, row.name)
    if (team := closed_to(session, actor, row.pool_id)) is not None:
        raise Refused("pool_of_team", name=row.name, team=team)
    limits = limits_of(session, actor.id)
    held, claimed = _counted(session, actor, limits, now)
    _check(limits, held, claimed)
    if (until := cooling_until(session, actor, customer_id, now)) is not None:
        raise Refused("cooling", name=row.name, until=home(session).local(until))
    if (fresh := fresh_until(session, actor, row, now)) is not None:
        raise Refused("fresh", name=row.name, until=home(session).local(fresh.until), by=fresh.people)
    free = customers.c.owner_id.is_(None)  # two people, one customer: the database decides
    done = change_holder(session, row, actor.id, free, how="claim", now=now, by_id=actor.id)
    if done is None:
        after = session.get(customers, customer_id)
        raise _held(session, actor, after.owner_id if after else None, row.name)
    return Held(
        done.customer_id,
        done.name,
        done.version,
        done.owner_id,
        done.owner,
        done.was_owner,
        done.stay_id,
        held=held + 1,
        limit=limits.holding,
        claimed_today=claimed + 1,
        day_limit=limits.claims_a_day,
    )


def _counted(session: Session, actor: Actor, limits: Limits, now: datetime) -> tuple[int, int]:
    return held_count(session, actor.id, counts_won=limits.counts_won), claims_today(session, actor.id, now)


def _check(limits: Limits, held: int, claimed: int) -> None:
    if limits.holding is not None and held >= limits.holding:
        raise Refused("limit", held=held, limit=limits.holding)
    if limits.claims_a_day is not None and claimed >= limits.claims_a_day:
        raise Refused("day_limit", claimed=claimed, limit=limits.claims_a_day)


def _out_of_sight(session: Session, customer_id: int, now: datetime) -> Refused:
    """Say who was quicker, if it was free a moment ago; else whose team holds it, as a check does, and no more."""
    row = session.get(customers, customer_id)
    if row is None or row.owner_id is None or row.archived_at is not None:
        return NotFound("customer", customer_id)
    left_the_pool = select(ownerships.c.id).where(
        ownerships.c.customer_id == customer_id,
        ownerships.c.owner_id.is_(None),
        ownerships.c.to_at > now - MOMENT,
    )
    if session.exists(left_the_pool):
        return Refused("held", name=row.name, by=name_of(session, row.owner_id) or "")
    of_holder = select(teams.c.name).join(users, users.c.team_id == teams.c.id).where(users.c.id == row.owner_id)
    team = session.value(of_holder)
    return Refused("taken", key=customer_id) if team is None else Refused("taken_by_team", key=customer_id, team=team)


def _held(session: Session, actor: Actor, owner_id: int | None, name: str) -> Refused:
    if owner_id == actor.id:
        return Refused("mine", name=name)
    return Refused("held", name=name, by=name_of(session, owner_id) or "")
