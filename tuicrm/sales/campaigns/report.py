"""What each channel and campaign brought over a period, for what cost."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, func, select

from tuicrm.plain.stats import wilson
from tuicrm.sales import rights
from tuicrm.sales.campaigns.adding import costs_of
from tuicrm.sales.campaigns.chain import number
from tuicrm.sales.campaigns.credit import Touch, checked
from tuicrm.sales.campaigns.events import credited, events
from tuicrm.sales.home import home
from tuicrm.sales.purchases import has_bought
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import campaigns, sources
from tuicrm.store.tables.customers import customers, inquiries

BY = ("source", "campaign")


@dataclass(frozen=True)
class SourceAsk:
    """What is asked; days are both included."""

    by: str = "source"
    from_on: date | None = None
    to_on: date | None = None
    credit: str = "first"


@dataclass(frozen=True)
class SourceFigures:
    """One channel or campaign; "" is none. Money in minor units of the home currency.

    Attributes:
        buyers: of the `customers` taken in in the period, those that bought since, until now.
        conversion: that as a share, with its 95 % interval; None without customers.
        profit_minor: of purchases whose cost is known, None where that of none is; `unknown_cost` are left out.
        cost_minor: None where no cost was ever given. return_minor: profit less cost.
    """

    key: str
    name: str
    inquiries: int
    customers: int
    buyers: int
    projects: float | int
    won: float | int
    conversion: float | None
    low: float | None
    high: float | None
    revenue_minor: int
    profit_minor: int | None
    cost_minor: int | None
    return_minor: int | None
    unknown_cost: int = 0


@dataclass(frozen=True)
class SourceReport:
    """The figures, the channel with most customers first; `unknown_cost` purchases are in no profit."""

    by: str
    credit: str
    from_on: date | None
    to_on: date | None
    currency: str
    rows: tuple[SourceFigures, ...]
    unknown_cost: int = 0


@dataclass
class _Sums:
    inquiries: int = 0
    customers: int = 0
    buyers: int = 0
    ppm: dict[str, int] = field(default_factory=lambda: {"project": 0, "won": 0})
    revenue: int = 0
    profit: int = 0
    known: int = 0
    unknown: int = 0


@rule("source.report", right="report", refuses=("credit", "dimension", "order_of_days"))
def report(session: Session, actor: Actor, ask: SourceAsk, *, now: datetime) -> SourceReport:
    """Count what came through each channel or campaign in a period, and what came of it in the same period.

    Inquiries by the day they came, customers by the day they were taken in, projects by the day they began, won ones by
    the day they were won, money by the day of the purchase. Who bought of those taken in is counted until now: a young
    period has not had its time.

    Raises:
        Refused: `credit`, `dimension`, `order_of_days`.
    """
    how = checked(ask.credit)
    if ask.by not in BY:
        raise Refused("dimension", given=ask.by, known=BY)
    if ask.from_on is not None and ask.to_on is not None and ask.from_on > ask.to_on:
        raise Refused("order_of_days", first=ask.from_on, last=ask.to_on)
    column = f"{ask.by}_id"
    sums: dict[int | None, _Sums] = {}
    for record_id, n in _arrived(session, actor, ask, inquiries, inquiries.c.came_on, column):
        sums.setdefault(record_id, _Sums()).inquiries = n
    for record_id, n, buyers in _customers(session, actor, ask, column):
        came = sums.setdefault(record_id, _Sums())
        came.customers, came.buyers = n, int(buyers)
    happened = events(session, actor, ask.from_on, ask.to_on)
    unknown = sum(one.what == "purchase" and one.profit_minor is None for one in happened)
    for one in credited(session, happened, how):
        sum_ = sums.setdefault(_id(one.touch, ask.by), _Sums())
        if one.event.what != "purchase":
            sum_.ppm[one.event.what] += one.ppm
            continue
        sum_.revenue += one.revenue_minor
        sum_.profit += one.profit_minor or 0
        sum_.known += one.profit_minor is not None
        sum_.unknown += one.profit_minor is None
    costs = _costs(session, ask)
    for record_id in costs:
        sums.setdefault(record_id, _Sums())
    named = _names(session, ask.by)
    rows = [_figures(named.get(one, ("", "")), sum_, costs.get(one)) for one, sum_ in sums.items()]
    rows.sort(key=lambda row: (-row.customers, -row.inquiries, row.name))
    return SourceReport(ask.by, how, ask.from_on, ask.to_on, home(session).currency, tuple(rows), unknown)


def _id(touch: Touch, by: str) -> int | None:
    return touch.source_id if by == "source" else touch.campaign_id


def _arrived(session: Session, actor: Actor, ask: SourceAsk, table: Any, day: Any, column: str) -> Any:
    wanted = (
        select(table.c[column], func.count())
        .join(customers, customers.c.id == table.c.customer_id)
        .where(table.c.archived_at.is_(None), rights.customers_in_sight(actor))
        .group_by(table.c[column])
    )
    wanted = wanted if ask.from_on is None else wanted.where(day >= ask.from_on)
    return session.all(wanted if ask.to_on is None else wanted.where(day <= ask.to_on))


def _customers(session: Session, actor: Actor, ask: SourceAsk, column: str) -> Any:
    from datetime import timedelta

    from tuicrm.plain.periods import day_start

    zone = home(session).zone
    live = customers.c.archived_at.is_(None), customers.c.merged_into_id.is_(None)
    number_of = func.count(), func.coalesce(func.sum(case((has_bought(), 1), else_=0)), 0)
    wanted = select(customers.c[column], *number_of).where(*live, rights.customers_in_sight(actor))
    if ask.from_on is not None:
        wanted = wanted.where(customers.c.created_at >= day_start(ask.from_on, zone))
    if ask.to_on is not None:
        wanted = wanted.where(customers.c.created_at < day_start(ask.to_on + timedelta(1), zone))
    return session.all(wanted.group_by(customers.c[column]))


def _costs(session: Session, ask: SourceAsk) -> dict[int | None, int | None]:
    by_campaign = costs_of(session, ask.from_on, ask.to_on)
    if ask.by == "campaign":
        return dict(by_campaign.items())
    through = dict(session.all(select(campaigns.c.id, campaigns.c.source_id)))
    found: dict[int | None, int | None] = {}
    for campaign_id, minor in by_campaign.items():
        before = found.get(through[campaign_id], 0)
        found[through[campaign_id]] = None if minor is None or before is None else before + minor
    return found


def _names(session: Session, by: str) -> dict[int | None, tuple[str, str]]:
    if by == "source":
        return {row.id: (row.key, row.name) for row in session.all(select(sources.c.id, sources.c.key, sources.c.name))}
    return {row.id: (row.name, row.name) for row in session.all(select(campaigns.c.id, campaigns.c.name))}


def _figures(named: tuple[str, str], sums: _Sums, cost: int | None) -> SourceFigures:
    profit = None if sums.unknown and not sums.known else sums.profit
    rate = low = high = None
    if sums.customers:
        rate = round(sums.buyers / sums.customers, 6)
        low, high = (round(bound, 6) for bound in wilson(sums.buyers, sums.customers))
    return SourceFigures(
        *named, sums.inquiries, sums.customers, sums.buyers, number(sums.ppm["project"]), number(sums.ppm["won"]),
        rate, low, high, sums.revenue, profit, cost, None if cost is None or profit is None else profit - cost,
        sums.unknown,
    )  # fmt: skip
