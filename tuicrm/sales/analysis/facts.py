"""The four kinds of facts that measures count over, as SQL."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from tuicrm.plain.periods import month_of
from tuicrm.sales import rights
from tuicrm.sales.analysis.dimensions import TIMES, Facts
from tuicrm.sales.analysis.selling import bought
from tuicrm.sales.funnel.as_of import READ_THEN, end_of, seen, stood
from tuicrm.sales.funnel.closed import CREDITED, standing
from tuicrm.sales.home import Home
from tuicrm.sales.project_filter import OF_PROJECT, conditions, names_holder, of_bought
from tuicrm.store.actor import Actor
from tuicrm.store.days import day_of
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import project_periods, project_products, projects, stage_history
from tuicrm.store.tables.trade import credits, purchases


@dataclass(frozen=True)
class Question:
    """Period (both days included), filter, the day as of which it is read, and the dimensions."""

    by: tuple[str, ...]
    from_on: date | None
    to_on: date | None
    where: str
    as_of: date | None

    def over(self, home: Home) -> datetime | None:
        """The moment at which the day as of which it is read is over; None where it is read as of now."""
        return None if self.as_of is None else end_of(home, self.as_of)


@dataclass
class Counted:
    """Facts with their conditions and the additive parts that each group sums.

    Attributes:
        money: places of the parts that count by the share of a credit, once they are summed for each share.
        share: the column of the share (ppm); None where all of it counts.
        over: the end of the day as of which it is read; what happened since is not known then.
        as_of: that day.
    """

    facts: Facts
    conditions: list[Any]
    parts: tuple[ColumnElement[Any], ...]
    money: tuple[int, ...] = ()
    share: ColumnElement[Any] | None = None
    over: datetime | None = None
    as_of: date | None = None

    def known(self, moment: ColumnElement[Any]) -> ColumnElement[bool]:
        """Say that something has happened, as far as it is known."""
        return moment.is_not(None) if self.over is None else moment < self.over

    def known_on(self, day: ColumnElement[Any]) -> ColumnElement[bool]:
        """The same of a day."""
        return day.is_not(None) if self.as_of is None else day <= self.as_of


def closed(session: Session, actor: Actor, home: Home, asked: Question, outcome: str | None) -> Counted:
    """Won and lost projects. Parts: shares won, shares lost (ppm), rows, amount won (by share).

    Days and months are those of the credit: a project that was opened again since has none of its own any more, but
    it was won all the same as of a day before.
    """
    source = projects.join(credits, credits.c.project_id == projects.c.id)
    columns: dict[str, Any] = {
        "month": credits.c.month, "day": credits.c.on, "owner": credits.c.user_id, "team": credits.c.team_id,
        "customer": projects.c.customer_id, "source": projects.c.source_id, "campaign": projects.c.campaign_id,
        "stage": _ended_in(asked.over(home)),
    }  # fmt: skip
    facts = Facts(source, columns)
    amount: Any = projects.c.home_minor
    if "product" in asked.by:
        amount = _by_product(home, facts, asked, outcome)
    chosen: list[Any] = [
        projects.c.archived_at.is_(None),
        rights.results_in_sight(actor),
        *_between(credits.c.on, asked),
    ]
    if asked.as_of is not None:
        chosen.append(credits.c.on <= asked.as_of)
    chosen += standing(asked.over(home))
    if outcome is not None:
        chosen.append(credits.c.outcome == outcome)
    chosen += conditions(session, actor, home, asked.where, instead=CREDITED)
    won = _share(credits.c.outcome == "won")
    lost = _share(credits.c.outcome == "lost")
    money = func.sum(case((credits.c.outcome == "won", amount)))
    parts = (func.sum(won), func.sum(lost), func.count(), money)
    return Counted(facts, chosen, parts, money=(3,), share=credits.c.share_ppm)


def _ended_in(over: datetime | None) -> ColumnElement[Any]:
    """The stage in which it was lost, or won; of one that was opened again since, by its history."""
    ended: ColumnElement[Any] = func.coalesce(projects.c.lost_stage_id, projects.c.stage_id)
    if over is None:
        return ended
    stay = stage_history.c
    stage = case((credits.c.outcome == "lost", stay.from_stage_id), else_=stay.stage_id)
    before = select(stage).where(stay.project_id == projects.c.id, stay.entered_at < over)
    last = before.order_by(stay.entered_at.desc(), stay.id.desc()).limit(1).correlate(projects, credits)
    return case((credits.c.archived_at.is_(None), ended), else_=last.scalar_subquery())


def _share(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, credits.c.share_ppm), else_=0)


def _by_product(home: Home, facts: Facts, asked: Question, outcome: str | None) -> ColumnElement[Any]:
    """What was won counts by the product bought; what was lost has only the products it was about."""
    if outcome == "won":
        lines = (
            select(purchases.c.project_id, purchases.c.product_id, func.sum(purchases.c.home_minor).label("minor"))
            .where(bought(asked.over(home)))
            .group_by(purchases.c.project_id, purchases.c.product_id)
            .subquery()
        )  # a project that bought a product in two lines was won once
        facts.source = facts.source.outerjoin(lines, lines.c.project_id == projects.c.id)
        facts.columns["product"] = lines.c.product_id
        minor: ColumnElement[Any] = lines.c.minor
        return minor
    _about(facts)
    amount: ColumnElement[Any] = projects.c.home_minor
    return amount


def _about(facts: Facts) -> None:
    """A project counts once under each product that it is about."""
    wanted = (
        select(project_products.c.project_id, project_products.c.product_id)
        .where(project_products.c.archived_at.is_(None))
        .distinct()
        .subquery()
    )
    facts.source = facts.source.outerjoin(wanted, wanted.c.project_id == projects.c.id)
    facts.columns["product"] = wanted.c.product_id


def still_open(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
    """Open projects now, or as they stood when a day was over. Parts: number, amount, number with an amount."""
    instead = None
    if asked.as_of is None:
        held: Any = projects
        source: Any = projects
        chosen: list[Any] = [projects.c.state == "open", rights.projects_in_sight(actor)]
    else:
        held = project_periods
        open_stages = select(stages.c.id).where(stages.c.kind == "open")
        source = projects.join(project_periods, project_periods.c.project_id == projects.c.id)
        chosen = [
            stood(project_periods, end_of(home, asked.as_of)), seen(actor, project_periods),
            project_periods.c.stage_id.in_(open_stages),
        ]  # fmt: skip
        instead = {name: project_periods.c[name] for name in READ_THEN}
    chosen.append(held.c.archived_at.is_(None))
    amount = held.c.home_minor
    columns: dict[str, Any] = {
        "day": held.c.expected_on, "owner": held.c.owner_id, "team": held.c.team_id, "stage": held.c.stage_id,
        "customer": projects.c.customer_id, "source": projects.c.source_id, "campaign": projects.c.campaign_id,
        "category": held.c.category,
    }  # fmt: skip
    facts = Facts(source, columns)
    if "product" in asked.by:
        _about(facts)
    chosen += _between(projects.c.created_on, asked)
    chosen += conditions(session, actor, home, asked.where, instead=instead)
    return Counted(facts, chosen, (func.count(), func.sum(amount), func.count(amount)))


def taken_in(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
    """Customers. Parts: number."""
    chosen: list[Any] = [customers.c.archived_at.is_(None), customers.c.merged_into_id.is_(None)]
    chosen.append(rights.customers_in_sight(actor))
    source: Any = customers
    owner = customers.c.owner_id
    if asked.as_of is not None:
        over = end_of(home, asked.as_of)
        stay = and_(
            ownerships.c.customer_id == customers.c.id, ownerships.c.from_at < over,
            or_(ownerships.c.to_at.is_(None), ownerships.c.to_at >= over),
        )  # fmt: skip
        source = customers.outerjoin(ownerships, stay)
        owner = ownerships.c.owner_id
        chosen.append(customers.c.created_at < over)
    if asked.from_on is not None:  # the month says less, but has an index
        chosen.append(customers.c.created_at >= end_of(home, asked.from_on - timedelta(days=1)))
        chosen.append(customers.c.created_month >= month_of(asked.from_on))
    if asked.to_on is not None:
        chosen.append(customers.c.created_at < end_of(home, asked.to_on))
        chosen.append(customers.c.created_month <= month_of(asked.to_on))
    columns: dict[str, Any] = {
        "month": customers.c.created_month, "day": day_of(customers.c.created_at, home.zone, session.now),
        "owner": owner, "source": customers.c.source_id, "campaign": customers.c.campaign_id,
    }  # fmt: skip
    facts = Facts(source, columns)
    if "team" in asked.by:
        facts.join(users, users.c.id == owner)
        facts.columns["team"] = users.c.team_id
    return Counted(facts, chosen, (func.count(),))


_OF_PURCHASES = frozenset({"owner", "team", "product", "series", *TIMES})
_OF_BUYERS = _OF_PURCHASES | {"customer", "class", "source", "campaign", "industry", "country", "city"}
"""What divides purchases by themselves, or by themselves and who bought: no project is looked up for it."""


_OF_WHAT_IS_SOLD = {
    "customer_id": purchases.c.customer_id, "source_id": customers.c.source_id, "campaign_id": customers.c.campaign_id
}  # fmt: skip
"""What a filter line asks of a purchase itself or of its customer: many were never a project."""


def sold(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
    """Purchases. Parts: number, amount, number with a cost, profit of those; money by share.

    By owner, team or region a purchase counts for whom its project is credited to, by their shares; one without a
    project is nobody's.
    """
    over = asked.over(home)
    of_purchase = not asked.where and rights.sees_all(actor) and _OF_PURCHASES.issuperset(asked.by)
    is_of_project = bool(asked.where) or not _OF_BUYERS.issuperset(asked.by)
    source: Any = purchases
    if is_of_project:
        source = purchases.outerjoin(projects, projects.c.id == purchases.c.project_id)
    columns: dict[str, Any] = {
        "month": purchases.c.month, "day": purchases.c.bought_on, "customer": purchases.c.customer_id,
        "product": purchases.c.product_id,
        "source": customers.c.source_id, "campaign": customers.c.campaign_id,
    }  # fmt: skip
    facts = Facts(source, columns)
    if not of_purchase:
        facts.join(customers, customers.c.id == purchases.c.customer_id)
    amount, cost = purchases.c.home_minor, purchases.c.home_cost_minor
    share = None
    if {"owner", "team", "region"} & set(asked.by) or names_holder(asked.where):
        mine = and_(credits.c.project_id == purchases.c.project_id, credits.c.outcome == "won", *standing(over))
        facts.source = facts.source.outerjoin(credits, mine)
        facts.columns |= {"owner": credits.c.user_id, "team": credits.c.team_id}
        share = credits.c.share_ppm
    chosen: list[Any] = [bought(over), *_between(purchases.c.bought_on, asked)]
    if not rights.sees_all(actor):
        credited = select(credits.c.project_id).where(
            credits.c.outcome == "won", *standing(over), rights.credited_to(actor)
        )
        chosen.append(or_(rights.customers_in_sight(actor), purchases.c.project_id.in_(credited)))
    if asked.as_of is not None:
        chosen.append(purchases.c.bought_on <= asked.as_of)
    if asked.where:
        chosen += conditions(
            session, actor, home, asked.where, instead=_OF_WHAT_IS_SOLD | (CREDITED if share is not None else {}),
            more={"product": of_bought}, words_of=OF_PROJECT | {"customer": purchases.c.customer_id},
        )  # fmt: skip
    parts = (func.count(), func.sum(amount), func.count(cost), func.sum(amount - cost))
    return Counted(facts, chosen, parts, money=(1, 3), share=share)


def _between(day: ColumnElement[Any], asked: Question) -> list[Any]:
    found: list[Any] = [day >= asked.from_on] if asked.from_on is not None else []
    return found + ([day <= asked.to_on] if asked.to_on is not None else [])
