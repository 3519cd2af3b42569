"""Several pools: a team's or a region's beside the first one. A customer goes back to the pool that it came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from tuicrm.plain.clean import line
from tuicrm.plain.names import folded
from tuicrm.sales.people.team import team_named, worded
from tuicrm.sales.rights import find
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import pools
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import teams


@dataclass(frozen=True)
class OnePool:
    """One of the pools.

    Attributes:
        team: whose people and managers alone claim from it; None is everybody.
        region: new customers of it lie here.
        free: customers that lie in it now; `held` those that would come back to it.
    """

    id: int
    name: str
    team: str | None
    region: str | None
    free: int
    held: int


@rule("pool.pools", right="read")
def pools_of(session: Session, actor: Actor, *, now: datetime) -> tuple[OnePool, ...]:
    """Give the pools, the first one first."""
    counted = (
        select(customers.c.pool_id, func.count().label("all"), func.count(customers.c.owner_id).label("held"))
        .where(customers.c.archived_at.is_(None))
        .group_by(customers.c.pool_id)
        .subquery()
    )
    number, held = func.coalesce(counted.c.all, 0), func.coalesce(counted.c.held, 0)
    rows = session.all(
        select(pools.c.id, pools.c.name, teams.c.name, pools.c.region, number - held, held)
        .select_from(
            pools.outerjoin(teams, teams.c.id == pools.c.team_id).outerjoin(counted, counted.c.pool_id == pools.c.id)
        )
        .where(pools.c.archived_at.is_(None))
        .order_by(pools.c.id)
    )
    return tuple(OnePool(*row) for row in rows)


@rule("pool.open", right="manage", writes=True, refuses=("empty", "too_long", "pool_taken", "team_unknown"))
def open_pool(session: Session, actor: Actor, name: str, team: str = "", region: str = "", *, now: datetime) -> int:
    """Open a pool, or one anew that was closed; give its id.

    Args:
        team: whose people alone claim from it, by name; "" is everybody.
        region: of which new customers lie in it.
    """
    said = worded(name, "name", 80)
    team_id, _name = team_named(session, team, makes_it=False)
    values: dict[str, Any] = {"team_id": team_id, "region": line(region)[:80] or None, "archived_at": None}
    known = session.first(select(pools).where(pools.c.name == said))
    if known is not None and known.archived_at is None:
        raise Refused("pool_taken", name=said)
    if known is None:
        pool_id = change.insert(session, pools, name=said, **values)
    else:
        pool_id = known.id
        change.update(session, pools, pool_id, **values)
    session.can_be_undone_by("pool.close", pool_id)
    return int(pool_id)


@rule("pool.close", right="manage", writes=True, refuses=("pool_first", "pool_filled"))
def close_pool(session: Session, actor: Actor, pool_id: int, *, now: datetime) -> None:
    """Close a pool that no customer belongs to any more.

    Raises:
        Refused: `pool_first` (the one that there always is), `pool_filled` (by how many).
    """
    row = pool_with(session, pool_id)
    if row.id == first_pool(session):
        raise Refused("pool_first", name=row.name)
    belong = session.value(select(func.count()).select_from(customers).where(customers.c.pool_id == pool_id))
    if belong:
        raise Refused("pool_filled", name=row.name, number=belong)
    change.update(session, pools, pool_id, archived_at=now)
    team = session.value(select(teams.c.name).where(teams.c.id == row.team_id))
    session.can_be_undone_by("pool.open", row.name, team or "", row.region or "")


@rule("pool.put", right="lead", writes=True, refuses=("pool_same",))
def put(session: Session, actor: Actor, customer_ids: Sequence[int], pool_id: int, *, now: datetime) -> int:
    """Let customers belong to another pool, the free and the held; give how many did not before."""
    target = pool_with(session, pool_id)
    pairs = [(one, target.id) for one in dict.fromkeys(customer_ids)]
    moved = _put(session, actor, pairs)
    if not moved:
        raise Refused("pool_same", name=target.name)
    return moved


@rule("pool.put_back", right="lead", writes=True)
def put_back(session: Session, actor: Actor, pairs: Sequence[tuple[int, int]], *, now: datetime) -> int:
    """Let each customer belong to the pool beside it: what takes `pool.put` back."""
    return _put(session, actor, [(int(one), pool_with(session, int(pool_id)).id) for one, pool_id in pairs])


def _put(session: Session, actor: Actor, pairs: Sequence[tuple[int, int]]) -> int:
    session.lock(customers, *(one for one, _pool in pairs))
    rows = [(find(session, actor, customers, one), pool_id) for one, pool_id in pairs]
    before = tuple((row.id, row.pool_id) for row, pool_id in rows if row.pool_id != pool_id)
    for row, pool_id in rows:
        if row.pool_id != pool_id:
            change.update(session, customers, row.id, pool_id=pool_id)
    if before:
        session.can_be_undone_by("pool.put_back", before)
    return len(before)


def pool_with(session: Session, pool_id: int) -> Any:
    """Give an open pool by its id."""
    row = session.get(pools, pool_id)
    if row is None or row.archived_at is not None:
        raise NotFound("pool", pool_id)
    return row


def pool_among(session: Session, pool_id: int) -> str | None:
    """Give the name of a pool, where there are several."""
    rows = session.all(select(pools.c.id, pools.c.name).where(pools.c.archived_at.is_(None)))
    return next((row.name for row in rows if row.id == pool_id and len(rows) > 1), None)


def first_pool(session: Session) -> int:
    """Give the pool that there always is."""
    return int(session.value(select(func.min(pools.c.id)).where(pools.c.archived_at.is_(None))))


def pool_of_region(session: Session, region: str | None) -> int | None:
    """Give the pool in which new customers of a region lie; None is the first one."""
    if not region:
        return None
    rows = session.all(select(pools.c.id, pools.c.region).where(pools.c.archived_at.is_(None)))
    return next((row.id for row in rows if row.region and folded(row.region) == folded(region)), None)


def closed_to(session: Session, actor: Actor, pool_id: int) -> str | None:
    """Give the team whose people alone claim from a pool, if the actor is none of them."""
    if actor.manages:
        return None
    row = session.first(
        select(teams.c.id, teams.c.name).join(pools, pools.c.team_id == teams.c.id).where(pools.c.id == pool_id)
    )
    return None if row is None or row.id == actor.team_id else str(row.name)
