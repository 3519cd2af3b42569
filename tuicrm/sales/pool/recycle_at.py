"""When each held customer goes back to the pool, and by which rule: the one expression that all of recycling reads.

The countdown on screens, the warning list, the dry run and recycling itself join `recycle_at`; none of them counts days
by itself. Days are days of business in the team's zone, as numbers (`store.days`).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, literal, select

from tuicrm.sales.home import Home
from tuicrm.sales.pool.policy import Policy
from tuicrm.sales.project_signs import rots_from
from tuicrm.sales.purchases import has_bought
from tuicrm.store import days
from tuicrm.store.days import FAR
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.holding import recycle_warnings
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import purchases

_ALL = 10**12
"""A limit that cuts nothing, so that SQLite counts a clock once and not wherever it is spoken of."""

_OPEN = projects.c.customer_id == customers.c.id, projects.c.state == "open", projects.c.archived_at.is_(None)
"""Of a customer's projects, those that it has open."""

RULES = ("idle", "no_project", "not_won")


def recycle_at(rules: Policy, house: Home, now: datetime, *which: ColumnElement[bool]) -> Subquery:
    """Give `id, owner_id, rule, due, warned, day` of held customers that any rule holds for; days as numbers.

    `due` is when the rules want it back: the earliest of the clocks, but not before what exempts it is over (a lock, an
    open project that is not rotting, a purchase of late). `day` is when it goes: not before it stood on its holder's
    warning list for as long as the team says; `warned` is since when it stands there for this `due`, or NULL.

    Args:
        which: conditions on `customers`, so that a page pays for its own rows only.
    """
    clocks = _clocks(rules, house, now, *which).limit(_ALL).subquery("clocks")
    first = days.earlier(clocks.c.idle, clocks.c.no_project, clocks.c.not_won)
    wanted = select(
        clocks.c.id,
        clocks.c.owner_id,
        case((clocks.c.idle == first, "idle"), (clocks.c.no_project == first, "no_project"), else_="not_won").label(
            "rule"
        ),
        days.later(first, clocks.c.lock_end, clocks.c.project_end, clocks.c.won_end).label("due"),
    ).subquery("wanted")
    warned = days.date_day(recycle_warnings.c.warned_on)
    today = days.number(house.day(now))
    on_list = and_(
        recycle_warnings.c.live_customer_id == wanted.c.id,
        recycle_warnings.c.owner_id == wanted.c.owner_id,
        days.date_day(recycle_warnings.c.due_on) == wanted.c.due,
    )
    return (
        select(
            wanted.c.id,
            wanted.c.owner_id,
            wanted.c.rule,
            wanted.c.due,
            warned.label("warned"),
            days.later(wanted.c.due, func.coalesce(warned, literal(today)) + rules.warn_days).label("day"),
        )
        .select_from(wanted.outerjoin(recycle_warnings, on_list))
        .where(wanted.c.due < FAR)
        .subquery("recycle_at")
    )


def _clocks(rules: Policy, house: Home, now: datetime, *which: ColumnElement[bool]) -> Select[tuple[int, ...]]:
    facts = _facts(rules, house, now, *which).limit(_ALL).cte()  # said first: SQLite reads no query that is too deep
    followed = days.later(facts.c.held, func.coalesce(facts.c.acted, facts.c.held))  # no action yet: since the claim
    counted = facts.c.held if rules.counts_from_claim else followed
    return select(
        facts.c.id,
        facts.c.owner_id,
        (followed + facts.c.idle_days).label("idle"),
        case((facts.c.in_project, FAR), else_=counted + facts.c.no_project_days).label("no_project"),
        case((facts.c.has_won, FAR), else_=counted + facts.c.not_won_days).label("not_won"),
        facts.c.lock_end,
        facts.c.project_end,
        facts.c.won_end,
    )


def _facts(rules: Policy, house: Home, now: datetime, *which: ColumnElement[bool]) -> Select[Any]:
    """What the clocks are reckoned from, of each customer; in a select of its own, so that each is asked once."""
    has_won = has_bought()
    return select(
        customers.c.id,
        customers.c.owner_id,
        days.day_of(customers.c.held_since_at, house.zone, now).label("held"),
        days.day_of(customers.c.last_action_at, house.zone, now).label("acted"),
        rules.idle.sql.label("idle_days"),
        rules.no_project.sql.label("no_project_days"),
        rules.not_won.sql.label("not_won_days"),
        select(projects.c.id).where(*_OPEN).exists().label("in_project"),
        has_won.label("has_won"),
        func.coalesce(days.date_day(customers.c.locked_until_on) + 1, 0).label("lock_end"),
        func.coalesce(_rotting_from(house, now), 0).label("project_end"),
        _won_end(rules, has_won).label("won_end"),
    ).where(customers.c.owner_id.is_not(None), customers.c.archived_at.is_(None), *which)


def _rotting_from(house: Home, now: datetime) -> ColumnElement[int]:
    """The first day on which none of a customer's open projects exempts it any more, if nothing else happens."""
    return select(func.max(rots_from(house, now))).where(*_OPEN).scalar_subquery()


def _won_end(rules: Policy, has_won: ColumnElement[bool]) -> ColumnElement[int]:
    if rules.won_days is None:
        return case((has_won, FAR), else_=0)
    last_bought = (
        select(func.max(days.date_day(func.coalesce(purchases.c.ends_on, purchases.c.bought_on))))
        .where(purchases.c.customer_id == customers.c.id, purchases.c.archived_at.is_(None))
        .scalar_subquery()
    )
    last_won = (
        select(func.max(days.date_day(projects.c.closed_on)))
        .where(projects.c.customer_id == customers.c.id, projects.c.state == "won", projects.c.archived_at.is_(None))
        .scalar_subquery()
    )
    ended = days.later(func.coalesce(last_bought, 0), func.coalesce(last_won, 0))
    return case((has_won, ended + rules.won_days), else_=0)
