"""How many customers are where, what the rules leave a person, and how the resource is used."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, select

from tuicrm.plain.periods import day_start
from tuicrm.sales.home import home
from tuicrm.sales.pool.limits import claims_today, held_count, limits_of, locked_count
from tuicrm.sales.pool.listing import TABS, Tab, of_tab
from tuicrm.sales.rights import customers_in_sight
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import purchases

MOST = 10_000
"""Counts go up to here; one more stands for "more than that"."""

SILENT_DAYS = 60
USES = ("bought", "project", "worked", "silent", "never")
"""What a customer is used for; each is in exactly one, the first that holds."""


@dataclass(frozen=True)
class PoolCounts:
    """How many customers each tab has (at most `MOST` + 1), and what the rules leave the actor.

    Attributes:
        holding_limit, day_limit, lock_limit: None is no limit.
    """

    pool: int
    mine: int
    team: int
    all: int
    claimed_today: int
    day_limit: int | None
    held: int
    holding_limit: int | None
    locks: int = 0
    lock_limit: int | None = None


@dataclass(frozen=True)
class Use:
    """How the customers of a tab are used, in the words of `USES`."""

    bought: int
    project: int
    worked: int
    silent: int
    never: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.bought + self.project + self.worked + self.silent + self.never

    @property
    def percent(self) -> int | None:
        """How many in a hundred are in use: bought, in a project, or worked on lately. None without customers."""
        used = self.bought + self.project + self.worked
        return None if self.total == 0 else round(100 * used / self.total)


@rule("pool.counts", right="read")
def counts(session: Session, actor: Actor, *, now: datetime) -> PoolCounts:
    """Count the customers of each tab and what the actor may still take."""
    limits = limits_of(session, actor.id)
    numbers = {tab: _bounded(session, and_(_live(actor), of_tab(session, actor, tab))) for tab in TABS}
    return PoolCounts(
        **numbers,
        claimed_today=claims_today(session, actor.id, now),
        day_limit=limits.claims_a_day,
        held=held_count(session, actor.id, counts_won=limits.counts_won),
        holding_limit=limits.holding,
        locks=locked_count(session, actor.id, home(session).day(now)),
        lock_limit=limits.locks,
    )


@rule("pool.use", right="read")
def use(session: Session, actor: Actor, tab: Tab = "all", *, now: datetime) -> Use:
    """Count what the customers of a tab are used for.

    Each is in exactly one: it has bought; else has an open project; else was worked on in the last `SILENT_DAYS`
    days; else is silent since; or nobody ever did anything with it.
    """
    where = home(session)
    lately = day_start(where.day(now) - timedelta(SILENT_DAYS), where.zone)
    bought = select(purchases.c.customer_id).where(
        purchases.c.customer_id.is_not(None), purchases.c.archived_at.is_(None)
    )
    in_project = select(projects.c.customer_id).where(
        projects.c.customer_id.is_not(None), projects.c.state == "open", projects.c.archived_at.is_(None)
    )
    kind = case(
        (customers.c.id.in_(bought), "bought"),
        (customers.c.id.in_(in_project), "project"),
        (customers.c.last_action_at >= lately, "worked"),
        (customers.c.last_action_at.is_not(None), "silent"),
        else_="never",
    ).label("kind")
    each = select(kind).where(_live(actor), of_tab(session, actor, tab)).subquery()
    found = dict(session.all(select(each.c.kind, func.count()).group_by(each.c.kind)))
    return Use(**{name: found.get(name, 0) for name in USES})


def _live(actor: Actor) -> ColumnElement[bool]:
    return and_(customers_in_sight(actor), customers.c.archived_at.is_(None))


def _bounded(session: Session, wanted: ColumnElement[bool]) -> int:
    some = select(customers.c.id).where(wanted).limit(MOST + 1).subquery()
    return int(session.value(select(func.count()).select_from(some)))
