"""The records behind a figure: which projects, customers or purchases a group of a report counts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, false, func, or_, select

from tuicrm.sales import rights
from tuicrm.sales.analysis.dimensions import group_by, labels
from tuicrm.sales.analysis.facts import Counted, Question
from tuicrm.sales.analysis.privacy import allow_narrowing, mask
from tuicrm.sales.analysis.report import Ask, checked, counted_for
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers, inquiries
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import handovers, projects, stage_history
from tuicrm.store.tables.trade import purchases

MOST = 200
"""So many records are given at most; whoever wants all of them filters the board or the pool."""


@dataclass(frozen=True)
class Record:
    """One record: what it opens as (project or customer; None where there is nothing to open), and what it says.

    Attributes:
        on: the day of closing or of purchase, the expected day, or when a customer was taken in.
        amount_minor: in the currency of the company.
    """

    kind: str | None
    id: int | None
    name: str
    customer: str | None
    owner: str | None
    amount_minor: int | None
    on: date | None


@rule(
    "report.records", right="report",
    refuses=(
        "measure", "dimension", "dimension_of_measure", "order_of_days", "filter", "filter_amount", "filter_day",
        "figures_of_one",
    ),
)  # fmt: skip
def records(session: Session, actor: Actor, ask: Ask, key: tuple[str, ...], *, now: datetime) -> tuple[Record, ...]:
    """Give the records that one row of a report counts, the largest amounts first, at most 200.

    Args:
        key: the row's key, as the report gave it; "" stands for what is missing.
    """
    measure = checked(session, ask)
    allow_narrowing(session, actor, ask.where)
    if mask(session, actor, ask.by, home(session).day(now))(key) != key:
        return ()
    question = Question(ask.by, ask.from_on, ask.to_on, ask.where, ask.as_of)
    counted = counted_for(session, actor, home(session), measure, question)
    fits = [falls_under(session, counted, dimension, value) for dimension, value in zip(ask.by, key, strict=True)]
    ids = select(_id(measure.facts)).select_from(counted.facts.source).where(*counted.conditions, *fits)
    if measure.facts in ("customers", "asked", "held", "need", "met"):
        return _customers(session, ids)
    if measure.facts in ("acted", "due", "planned", "missed"):
        return _actions(session, ids)
    if measure.facts == "aimed":
        return ()
    return _purchases(session, ids) if measure.facts == "sold" else _projects(session, ids, measure.facts)


def _id(facts: str) -> ColumnElement[Any]:
    """What a fact opens as: the customer, the project or the purchase that it is about."""
    columns: dict[str, Any] = {
        "customers": customers.c.id, "asked": inquiries.c.customer_id, "held": customers.c.id, "need": customers.c.id,
        "met": customers.c.id, "sold": purchases.c.id, "acted": actions.c.id, "due": actions.c.id,
        "planned": actions.c.id, "missed": actions.c.id,
        "moved": stage_history.c.project_id, "given": handovers.c.project_id, "taken": handovers.c.project_id,
    }  # fmt: skip
    found: ColumnElement[Any] = columns.get(facts, projects.c.id)
    return found


def falls_under(session: Session, counted: Counted, dimension: str, value: str) -> ColumnElement[bool]:
    """The condition that a fact falls under a label: more than one month falls under a quarter."""
    column = group_by(counted.facts, dimension)
    known = session.values(select(column).select_from(counted.facts.source).where(*counted.conditions).group_by(column))
    meant = [one for one, name in labels(session, counted.facts, dimension, known).items() if name == value]
    if not meant:
        return false()
    if None in meant:
        return or_(column.is_(None), column.in_([one for one in meant if one is not None]))
    return column.in_(meant)


def of_ids(session: Session, actor: Actor, ids: Select[Any]) -> tuple[Record, ...]:
    """Give the records in sight behind a select of ids of customers, of purchases, or of projects; at most 200."""
    column = next(iter(ids.selected_columns))
    if column is customers.c.id:
        return _customers(session, ids.where(rights.customers_in_sight(actor)))
    if column is purchases.c.id:
        return _purchases(session, ids)
    return of_projects(session, actor, ids)


def of_projects(session: Session, actor: Actor, ids: Select[Any]) -> tuple[Record, ...]:
    """Give projects in sight by a select of their ids, the largest amounts first, at most 200."""
    seen = select(projects.c.id).where(projects.c.id.in_(ids), rights.projects_in_sight(actor))
    return _projects(session, seen, "closed")


def _projects(session: Session, ids: Select[Any], facts: str) -> tuple[Record, ...]:
    owners = users.alias()
    day = projects.c.expected_on if facts == "open" else projects.c.closed_on
    source: FromClause = projects.outerjoin(customers, customers.c.id == projects.c.customer_id).outerjoin(
        owners, owners.c.id == projects.c.owner_id
    )
    rows = session.all(
        select(projects.c.id, projects.c.name, customers.c.name, owners.c.name, projects.c.home_minor, day)
        .select_from(source)
        .where(projects.c.id.in_(ids))
        .order_by(projects.c.home_minor.is_(None), projects.c.home_minor.desc(), projects.c.id)
        .limit(MOST)
    )
    return tuple(Record("project", row[0], row[1], row[2], row[3], row[4], row[5]) for row in rows)


def _customers(session: Session, ids: Select[Any]) -> tuple[Record, ...]:
    owners = users.alias()
    rows = session.all(
        select(customers.c.id, customers.c.name, owners.c.name)
        .select_from(customers.outerjoin(owners, owners.c.id == customers.c.owner_id))
        .where(customers.c.id.in_(ids))
        .order_by(customers.c.name_sort, customers.c.id)
        .limit(MOST)
    )
    return tuple(Record("customer", row[0], row[1], None, row[2], None, None) for row in rows)


def _actions(session: Session, ids: Select[Any]) -> tuple[Record, ...]:
    """Actions open as the project or customer that they are about."""
    owners = users.alias()
    source: FromClause = actions.outerjoin(customers, customers.c.id == actions.c.customer_id).outerjoin(
        owners, owners.c.id == actions.c.owner_id
    )
    day = func.coalesce(actions.c.done_on, actions.c.planned_on)
    rows = session.all(
        select(
            actions.c.project_id, actions.c.customer_id, actions.c.subject, customers.c.name, owners.c.name,
            actions.c.cost_minor, day,
        )
        .select_from(source)
        .where(actions.c.id.in_(ids))
        .order_by(day.desc(), actions.c.id)
        .limit(MOST)
    )  # fmt: skip
    return tuple(
        Record("project" if project else "customer", project or customer, subject, who, owner, cost, on)
        for project, customer, subject, who, owner, cost, on in rows
    )


def _purchases(session: Session, ids: Select[Any]) -> tuple[Record, ...]:
    source = purchases.outerjoin(customers, customers.c.id == purchases.c.customer_id).outerjoin(
        projects, projects.c.id == purchases.c.project_id
    )
    rows = session.all(
        select(
            purchases.c.project_id, purchases.c.customer_id, projects.c.name, customers.c.name,
            purchases.c.home_minor, purchases.c.bought_on,
        )
        .select_from(source)
        .where(purchases.c.id.in_(ids))
        .order_by(purchases.c.home_minor.desc(), purchases.c.id)
        .limit(MOST)
    )  # fmt: skip
    return tuple(
        Record(
            "project" if project else "customer" if customer else None, project or customer, name or who or "", who,
            None, amount, on,
        )
        for project, customer, name, who, amount, on in rows
    )  # fmt: skip
