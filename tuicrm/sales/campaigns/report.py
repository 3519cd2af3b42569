"""What each channel and campaign brought over a period, for what cost."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from tuicrm.plain.stats import wilson
from tuicrm.sales import rights
from tuicrm.sales.campaigns.adding import costs_of
from tuicrm.sales.campaigns.chain import _amount, _number
from tuicrm.sales.campaigns.credit import Touch, checked, shares, touches_of
from tuicrm.sales.campaigns.events import events
from tuicrm.sales.home import home
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
    """One channel or campaign; "" is none. Money in minor units of the home currency, `profit_minor` of known cost.

    `conversion` is won projects per customer taken in, with its 95 % interval; None without customers, or with fewer.
    `return_minor` is profit less cost; `cost_minor` None where no cost was ever given.
    """

    key: str
    name: str
    inquiries: int
    customers: int
    projects: float | int
    won: float | int
    conversion: float | None
    low: float | None
    high: float | None
    revenue_minor: int
    profit_minor: int
    cost_minor: int | None
    return_minor: int | None


@dataclass(frozen=True)
class SourceReport:
    """The figures, the channel with most customers first."""

    by: str
    credit: str
    from_on: date | None
    to_on: date | None
    currency: str
    rows: tuple[SourceFigures, ...]


@dataclass
class _Sums:
    inquiries: int = 0
    customers: int = 0
    ppm: dict[str, int] = field(default_factory=lambda: {"project": 0, "won": 0, "revenue": 0, "profit": 0})


@rule("source.report", right="report", refuses=("credit", "dimension", "order_of_days"))
def report(session: Session, actor: Actor, ask: SourceAsk, *, now: datetime) -> SourceReport:
    """Count what came through each channel or campaign in a period, and what came of it in the same period.

    Inquiries by the day they came, customers by the day they were taken in, projects by the day they began, won ones by
    the day they were won, money by the day of the purchase.

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
    for record_id, n in _customers(session, actor, ask, column):
        sums.setdefault(record_id, _Sums()).customers = n
    found = events(session, actor, ask.from_on, ask.to_on)
    touches = touches_of(session, (one.customer_id for one in found))
    for event in found:
        for touch, part in shares(touches[event.customer_id], event.on, how):
            ppm = sums.setdefault(_id(touch, ask.by), _Sums()).ppm
            if event.what != "purchase":
                ppm[event.what] += part
            else:
                ppm["revenue"] += event.revenue_minor * part
                ppm["profit"] += (event.profit_minor or 0) * part
    costs = _costs(session, ask)
    for record_id in costs:
        sums.setdefault(record_id, _Sums())
    named = _names(session, ask.by)
    rows = [_figures(named.get(one, ("", "")), sum_, costs.get(one)) for one, sum_ in sums.items()]
    rows.sort(key=lambda row: (-row.customers, -row.inquiries, row.name))
    return SourceReport(ask.by, how, ask.from_on, ask.to_on, home(session).currency, tuple(rows))


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
    wanted = select(customers.c[column], func.count()).where(*live, rights.customers_in_sight(actor))
    if ask.from_on is not None:
        wanted = wanted.where(customers.c.created_at >= day_start(ask.from_on, zone))
    if ask.to_on is not None:
        wanted = wanted.where(customers.c.created_at < day_start(ask.to_on + timedelta(1), zone))
    return session.all(wanted.group_by(customers.c[column]))


def _costs(session: Session, ask: SourceAsk) -> dict[int | None, int]:
    by_campaign = costs_of(session, ask.from_on, ask.to_on)
    if ask.by == "campaign":
        return dict(by_campaign.items())
    through = dict(session.all(select(campaigns.c.id, campaigns.c.source_id)))
    found: dict[int | None, int] = {}
    for campaign_id, minor in by_campaign.items():
        found[through[campaign_id]] = found.get(through[campaign_id], 0) + minor
    return found


def _names(session: Session, by: str) -> dict[int | None, tuple[str, str]]:
    if by == "source":
        return {row.id: (row.key, row.name) for row in session.all(select(sources.c.id, sources.c.key, sources.c.name))}
    return {row.id: (row.name, row.name) for row in session.all(select(campaigns.c.id, campaigns.c.name))}


def _figures(named: tuple[str, str], sums: _Sums, cost: int | None) -> SourceFigures:
    won, profit = _number(sums.ppm["won"]), _amount(sums.ppm["profit"])
    rate = low = high = None
    if sums.customers and won <= sums.customers:  # else they came in before the period: no share of these
        rate = round(won / sums.customers, 6)
        low, high = (round(bound, 6) for bound in wilson(won, sums.customers))
    return SourceFigures(
        *named, sums.inquiries, sums.customers, _number(sums.ppm["project"]), won, rate, low, high,
        _amount(sums.ppm["revenue"]), profit, cost, None if cost is None else profit - cost,
    )  # fmt: skip
