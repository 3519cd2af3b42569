"""Customers as a list: page by page, filtered and sorted; pool, mine, my team's, all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, true

from tuicrm.sales.home import Home, home
from tuicrm.sales.pool import walking
from tuicrm.sales.pool.completeness import known_and_wanted
from tuicrm.sales.pool.enriching import NOTHING, Extra, extras
from tuicrm.sales.pool.filtering import Conditions, conditions
from tuicrm.sales.pool.paging import COUNTED as COUNTED
from tuicrm.sales.pool.paging import Place, PoolQuery, Tab, number, places, rows
from tuicrm.sales.pool.sorting import SORTS as SORTS
from tuicrm.sales.pool.sorting import best_places, sort_of, sorts_by_worth
from tuicrm.sales.rights import OWN, customers_in_sight
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.among import among
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects


@dataclass(frozen=True)
class Worker:
    """One of us with open projects at a customer."""

    name: str
    projects: int


@dataclass(frozen=True)
class PoolRow:
    """One customer of a list.

    Attributes:
        since_days: days of business since it lies in the pool, or since its owner holds it.
        how, reason, by: how it came there (`intake`, `release`, ...), the reason's key, and by whom.
        idle_days: since the last action, or since it was given to its holder.
        locked_until_on: kept from recycling until then.
        extra: worth, completeness, the day of recycling, the clock of the first answer.
        pool: the one that it lies in, or comes back to.
        workers: who has open projects at it: a pool customer may still be worked on.
    """

    id: int
    name: str
    kind: str
    city: str | None
    class_key: str | None
    source: str | None
    owner_id: int | None
    owner: str | None
    since_days: int
    how: str | None
    reason: str | None
    by: str | None
    last_action_at: datetime | None
    last_action: str | None
    last_outcome: str | None
    next_action_at: datetime | None
    idle_days: int
    last_inquiry_at: datetime | None
    inquiry_days: int | None
    created_at: datetime
    is_archived: bool
    version: int
    workers: tuple[Worker, ...] = ()
    industry: str | None = None
    region: str | None = None
    country: str | None = None
    locked_until_on: date | None = None
    pool: str = ""
    extra: Extra = NOTHING


@dataclass(frozen=True)
class PoolPage:
    """A page of customers.

    Attributes:
        after: what the next page begins after; None on the last.
        total: how many fit the filter, at most `COUNTED`; known on the first page only.
        errors: a sentence for each part of the filter that was not understood.
    """

    rows: tuple[PoolRow, ...]
    after: Place | None
    total: int | None
    errors: tuple[str, ...] = ()


@rule("pool.page", right="read")
def page(session: Session, actor: Actor, query: PoolQuery, *, now: datetime) -> PoolPage:
    """Give one page of the customers that the actor may see."""
    here = of_tab(session, actor, query.tab)
    found = conditions(session, actor, query.filter, now, here)
    sight = in_sight(actor, query.tab)
    found_places, total = _places(session, actor, query, found, sight, here, now)
    more, found_places = len(found_places) > query.limit, found_places[: query.limit]
    ids = [number for _value, number in found_places]
    by_id = {row.id: row for row in session.all(rows(ids, *known_and_wanted(session)))} if ids else {}
    shown = [by_id[number] for number in ids if number in by_id]
    last, at_work, where = _last_actions(session, ids), workers(session, ids), home(session)
    more_of = extras(session, shown, now)
    made = tuple(
        _row(row, last.get(row.id), at_work.get(row.id, ()), more_of.get(row.id, NOTHING), where, now) for row in shown
    )
    after = found_places[-1] if more else None
    if query.after is None and total is None:
        total = _count(session, found, and_(sight, here)) if more else len(ids)
    return PoolPage(made, after, total, tuple(found.errors))


def _places(
    session: Session, actor: Actor, query: PoolQuery, found: Conditions, sight: ColumnElement[bool],
    here: ColumnElement[bool], now: datetime,
) -> tuple[Sequence[Place], int | None]:  # fmt: skip
    """Give the places of a page and one more, by the shortest way; and how many there are, where that is seen by it."""
    seen = and_(sight, here)
    is_whole = not query.filter.strip() and query.descending is not False  # each kind would ask a filter anew
    if is_whole and sorts_by_worth(session, query.sort, query.tab, here):
        best = best_places(session, actor, and_(seen, found.every), query.after, query.limit + 1, now)
        if best is not None:
            return best, None
    order = sort_of(session, actor, query, now, here)
    if (walked := walking.on_the_way(session, query, order, found, sight, here)) is not None:
        return walked
    counts = found.words is not None and query.after is None  # what holds them is sorted anyway: no second look
    most = max(COUNTED, query.limit + 1) if counts else query.limit + 1
    every = [(row.sort_value, row.id) for row in session.all(places(and_(seen, found.every), query, order, most))]
    return every, min(len(every), COUNTED) if counts else None


def of_tab(session: Session, actor: Actor, tab: Tab) -> ColumnElement[bool]:
    """Give which customers a tab is about: the pool, mine, my team's (without a team: everybody's), all."""
    match tab:
        case "pool":
            return customers.c.owner_id.is_(None)
        case "mine":
            return customers.c.owner_id == actor.id
        case "team" if actor.team_id is None:
            return customers.c.owner_id.is_not(None)
        case "team":
            people = session.values(select(users.c.id).where(users.c.team_id == actor.team_id))
            return among(customers.c.owner_id, people)
        case _:
            return true()


def in_sight(actor: Actor, tab: Tab) -> ColumnElement[bool]:
    """Give which customers of a tab the actor may see: of the pool, one's own and one's team's all."""
    is_teams = tab == "team" and actor.team_id is not None and actor.sight != OWN
    return true() if tab in ("pool", "mine") or is_teams else customers_in_sight(actor)


def workers(session: Session, customer_ids: Sequence[int]) -> dict[int, tuple[Worker, ...]]:
    """Give who has open projects at customers, most projects first."""
    if not customer_ids:
        return {}
    counted = func.count().label("projects")
    rows = session.all(
        select(projects.c.customer_id, users.c.name, counted)
        .join(users, users.c.id == projects.c.owner_id)
        .where(
            among(projects.c.customer_id, customer_ids), projects.c.state == "open", projects.c.archived_at.is_(None)
        )
        .group_by(projects.c.customer_id, users.c.name)
        .order_by(counted.desc(), users.c.name)
    )
    found: dict[int, tuple[Worker, ...]] = {}
    for row in rows:
        found[row.customer_id] = (*found.get(row.customer_id, ()), Worker(row.name, row.projects))
    return found


def _last_actions(session: Session, customer_ids: Sequence[int]) -> dict[int, Any]:
    """Give the kind and outcome of the last action done with each customer."""
    if not customer_ids:
        return {}
    rows = session.all(
        select(actions.c.customer_id, actions.c.kind, actions.c.outcome)
        .join(customers, customers.c.id == actions.c.customer_id)
        .where(
            among(actions.c.customer_id, customer_ids),
            actions.c.state == "done",
            actions.c.done_at == customers.c.last_action_at,
        )
    )
    return {row.customer_id: row for row in rows}


def _row(row: Any, last: Any, at_work: tuple[Worker, ...], extra: Extra, where: Home, now: datetime) -> PoolRow:
    def ago(since: datetime) -> int:
        return (where.day(now) - where.day(since)).days

    touched = max(one for one in (row.last_action_at, row.held_since_at, row.created_at) if one is not None)
    return PoolRow(
        id=row.id,
        name=row.name,
        kind=row.kind,
        city=row.city,
        class_key=row.class_key,
        source=row.source,
        owner_id=row.owner_id,
        owner=row.owner,
        since_days=ago(row.from_at or row.held_since_at or row.created_at),
        how=row.how,
        reason=row.reason,
        by=row.by_name,
        last_action_at=row.last_action_at,
        last_action=last.kind if last else None,
        last_outcome=last.outcome if last else None,
        next_action_at=row.next_action_at,
        idle_days=ago(touched),
        last_inquiry_at=row.last_inquiry_at,
        inquiry_days=None if row.last_inquiry_at is None else ago(row.last_inquiry_at),
        created_at=row.created_at,
        is_archived=row.archived_at is not None,
        version=row.version,
        workers=at_work,
        industry=row.industry,
        region=row.region,
        country=row.country,
        locked_until_on=row.locked_until_on,
        pool=row.pool,
        extra=extra,
    )


def _count(session: Session, found: Conditions, seen: ColumnElement[bool]) -> int:
    wanted = and_(seen, *found.where)
    if found.words is None:
        return number(session, wanted, COUNTED)
    if (counted := walking.count(session, found.words, wanted)) is not None:
        return counted
    met = customers.c.id.in_(found.words.met(4 * COUNTED))  # PostgreSQL looks for all of them, to take each once
    soon = number(session, and_(met, wanted), COUNTED)
    return soon if soon == COUNTED else number(session, and_(customers.c.id.in_(found.words.met()), wanted), COUNTED)
