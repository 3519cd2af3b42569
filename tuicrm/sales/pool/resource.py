"""Use of the resource: who lies idle where, how much of all is used in each quarter, how long the first use takes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select, union

from tuicrm.plain.currencies import digits
from tuicrm.plain.language import N_
from tuicrm.plain.periods import day_start, quarter_of, quarter_start
from tuicrm.sales.home import Home, home
from tuicrm.sales.pool.using import SILENT_DAYS, USES, use_of
from tuicrm.sales.pool.waking import Woken, woken
from tuicrm.sales.rights import customers_in_sight
from tuicrm.sales.rules import rule
from tuicrm.sales.settings.reading import values
from tuicrm.store import days
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import purchases

BY = ("source", "class", "holder", "value")
QUARTERS = 8
VALUES = {
    "none": N_("nothing yet"), "1k": N_("up to 1k"), "10k": N_("up to 10k"), "100k": N_("up to 100k"),
    "more": N_("more"), "unknown": N_("not known"),
}  # fmt: skip
"""Customers by the profit that they brought, in units of the home currency."""


@dataclass(frozen=True)
class Part:
    """Customers of one source, class, holder or value: how many in each use."""

    key: str
    of: dict[str, int]
    total: int
    used: float


@dataclass(frozen=True)
class Quarter:
    """One quarter: of the customers known at its end, how many saw an action, had an open project, or bought in it.

    Attributes:
        first_use_days: of those that came in it and saw an action since, the median of the days until the first.
        untouched: of those that came in it, how many saw none yet.
    """

    quarter: str
    known: int
    used: int
    came: int
    untouched: int
    first_use_days: float | None

    @property
    def share(self) -> float | None:
        """The share used, 0..1."""
        return self.used / self.known if self.known else None


@dataclass(frozen=True)
class Resource:
    """The whole report."""

    by: str
    parts: tuple[Part, ...]
    total: Part
    quarters: tuple[Quarter, ...]
    woken: tuple[Woken, ...]
    silent_days: int
    currency: str


@rule("pool.resource", right="report", refuses=("resource_by",))
def resource(session: Session, actor: Actor, by: str = "class", *, now: datetime) -> Resource:
    """Report on the customers that the actor may see: their use by source, class, holder or value, and over time."""
    if by not in BY:
        raise Refused("resource_by", given=by, known=BY)
    house, silent = home(session), values(session).of(SILENT_DAYS)
    sight = customers_in_sight(actor)
    parts = _parts(session, house, silent, by, sight, now)
    total = dict.fromkeys(USES, 0)
    for part in parts:
        for name, number in part.of.items():
            total[name] += number
    quarters = _quarters(session, house, sight, now)
    return Resource(by, parts, _part("", total), quarters, woken(session), silent, house.currency)


def _parts(
    session: Session, house: Home, silent: int, by: str, sight: ColumnElement[bool], now: datetime
) -> tuple[Part, ...]:
    kind = use_of(house, silent, now).label("use")
    each = (
        select(kind, _key(by, house).label("key"))
        .select_from(
            customers.outerjoin(sources, sources.c.id == customers.c.source_id).outerjoin(
                users, users.c.id == customers.c.owner_id
            )
        )
        .where(sight, customers.c.archived_at.is_(None))
        .subquery()
    )
    found: dict[str, dict[str, int]] = {}
    for key, name, number in session.all(select(each.c.key, each.c.use, func.count()).group_by(each.c.key, each.c.use)):
        found.setdefault(key or "", dict.fromkeys(USES, 0))[name] += number
    order = list(VALUES) if by == "value" else sorted(found, key=lambda key: (key == "", key))
    return tuple(_part(key, found[key]) for key in order if key in found)


def _part(key: str, of: dict[str, int]) -> Part:
    total = sum(of.values())
    used = total - of["never"] - of["silent"] - of["resting"]
    return Part(key, of, total, used / total if total else 0.0)


def _key(by: str, house: Home) -> ColumnElement[Any]:
    if by == "source":
        return sources.c.key
    if by == "class":
        return customers.c.class_key
    if by == "holder":
        return users.c.name
    unit = 10 ** digits(house.currency)
    here = purchases.c.customer_id == customers.c.id, purchases.c.archived_at.is_(None)
    profit = purchases.c.home_minor - purchases.c.home_cost_minor
    brought = select(func.sum(profit)).where(*here).scalar_subquery()
    return case(
        (and_(brought.is_(None), select(purchases.c.id).where(*here).exists()), "unknown"),
        (func.coalesce(brought, 0) <= 0, "none"), (brought <= 1_000 * unit, "1k"), (brought <= 10_000 * unit, "10k"),
        (brought <= 100_000 * unit, "100k"), else_="more",
    )  # fmt: skip


def _quarters(session: Session, house: Home, sight: ColumnElement[bool], now: datetime) -> tuple[Quarter, ...]:
    this = quarter_of(house.day(now))
    found = []
    for number in range(this - QUARTERS + 1, this + 1):
        first, after = quarter_start(number), quarter_start(number + 1)
        found.append(_quarter(session, house, sight, number, first, after))
    return tuple(found)


def _quarter(
    session: Session, house: Home, sight: ColumnElement[bool], number: int, first: date, after: date
) -> Quarter:
    begins, ends = day_start(first, house.zone), day_start(after, house.zone)
    here = (sight, or_(customers.c.archived_at.is_(None), customers.c.archived_at >= ends))
    known = session.value(select(func.count()).select_from(customers).where(customers.c.created_at < ends, *here))
    worked = select(actions.c.customer_id).where(
        actions.c.state == "done", actions.c.done_on >= first, actions.c.done_on < after
    )
    bought = select(purchases.c.customer_id).where(
        purchases.c.bought_on >= first, purchases.c.bought_on < after, purchases.c.archived_at.is_(None)
    )
    in_project = select(projects.c.customer_id).where(
        projects.c.created_on < after, projects.c.archived_at.is_(None),
        or_(projects.c.closed_on.is_(None), projects.c.closed_on >= first),
    )  # fmt: skip
    touched = union(worked, bought, in_project).subquery()
    used = session.value(
        select(func.count())
        .select_from(customers.join(touched, touched.c.customer_id == customers.c.id))
        .where(customers.c.created_at < ends, *here)
    )
    waited = _waited(session, house, and_(customers.c.created_at >= begins, customers.c.created_at < ends, *here))
    untouched = waited.pop(None, 0)
    year, quarter = divmod(number - 1, 4)
    return Quarter(
        f"{year:04}-Q{quarter + 1}", known, used, sum(waited.values()) + untouched, untouched, _median(waited)
    )


def _waited(session: Session, house: Home, came: ColumnElement[bool]) -> dict[int | None, int]:
    """Count customers by the days until their first action; None is not yet. One done before they came counts as 0."""
    first = (
        select(actions.c.customer_id, func.min(actions.c.done_on).label("on"))
        .where(actions.c.state == "done", actions.c.customer_id.is_not(None))
        .group_by(actions.c.customer_id)
        .subquery()
    )
    gap = days.date_day(first.c.on) - days.day_of(customers.c.created_at, house.zone, session.now)
    each = (
        select(gap.label("days"))
        .select_from(customers.outerjoin(first, first.c.customer_id == customers.c.id))
        .where(came)
        .subquery()
    )
    found: dict[int | None, int] = {}
    for waited, number in session.all(select(each.c.days, func.count()).group_by(each.c.days)):
        key = None if waited is None else max(0, waited)
        found[key] = found.get(key, 0) + number
    return found


def _median(counted: dict[int | None, int]) -> float | None:
    """Give the middle of values that are counted."""
    ordered = sorted((value, number) for value, number in counted.items() if value is not None)
    total = sum(number for _value, number in ordered)
    if not total:
        return None

    def at(place: int) -> int:
        for value, number in ordered:
            if place < number:
                return value
            place -= number
        raise AssertionError("unreachable")

    return (at((total - 1) // 2) + at(total // 2)) / 2
