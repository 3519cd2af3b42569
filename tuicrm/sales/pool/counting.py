"""How many customers are where, what the rules leave a person, and how the resource is used."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, func, select

from tuicrm.sales.home import home
from tuicrm.sales.pool import kept_use
from tuicrm.sales.pool.limits import claims_today, held_count, limits_of, locked_count
from tuicrm.sales.pool.listing import of_tab
from tuicrm.sales.pool.paging import TABS, Tab
from tuicrm.sales.pool.using import IDLE, IN_USE, SILENT_DAYS, USES, use_of
from tuicrm.sales.pool.waking import BEST, woken
from tuicrm.sales.pool.worth import LEAST
from tuicrm.sales.rights import customers_in_sight
from tuicrm.sales.rules import rule
from tuicrm.sales.settings.reading import values
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers

MOST = 10_000
"""Counts go up to here; one more stands for "more than that"."""


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
    """How the customers of a tab are used: how many of each of `USES`.

    Attributes:
        idle_best: customers of the classes A and B that are in no use; `brought_minor` what such ones brought each
            when somebody worked on them after all, on average over `woken` of them; None where there were too few.
        on: the day of the count, where there are too many to count each time; None is now.
    """

    of: dict[str, int]
    idle_best: int = 0
    woken: int = 0
    brought_minor: int | None = None
    currency: str = ""
    on: date | None = None

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.of.values())

    @property
    def percent(self) -> int | None:
        """How many in a hundred are in use. None without customers."""
        used = sum(self.of.get(name, 0) for name in IN_USE)
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
    """Count what the customers of a tab are used for: each is in exactly one (`using`).

    Of more than `MOST` customers the count of the day is given.
    """
    wanted = and_(_live(actor), of_tab(session, actor, tab))
    kept = kept_use.counted(session, actor, tab) if _bounded(session, wanted) > MOST else None
    by_kind = kept.of if kept is not None else _by_kind(session, wanted, now)
    found = dict.fromkeys(USES, 0)
    for (name, _is_best), counted in by_kind.items():
        found[name] += counted
    idle = sum(counted for (name, is_best), counted in by_kind.items() if is_best and name in IDLE)
    brought = woken(session)
    of_best = [one for one in brought if one.class_key in BEST]
    number, profit = sum(one.woken - one.unknown for one in of_best), sum(one.profit_minor for one in of_best)
    each = round(profit / number) if number >= LEAST else None
    return Use(found, idle, number, each, home(session).currency, None if kept is None else kept.on)


def _by_kind(session: Session, wanted: ColumnElement[bool], now: datetime) -> dict[tuple[str, bool], int]:
    """Count customers by use and whether they are of the best classes."""
    kind = use_of(home(session), values(session).of(SILENT_DAYS), now).label("kind")
    best = case((customers.c.class_key.in_(BEST), 1), else_=0).label("best")
    each = select(kind, best).where(wanted).subquery()
    rows = session.all(select(each.c.kind, each.c.best, func.count()).group_by(each.c.kind, each.c.best))
    return {(row[0], bool(row[1])): row[2] for row in rows}


def _live(actor: Actor) -> ColumnElement[bool]:
    return and_(customers_in_sight(actor), customers.c.archived_at.is_(None))


def _bounded(session: Session, wanted: ColumnElement[bool]) -> int:
    some = select(customers.c.id).where(wanted).limit(MOST + 1).subquery()
    return int(session.value(select(func.count()).select_from(some)))
