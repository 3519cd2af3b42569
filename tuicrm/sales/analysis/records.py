"""The records behind a figure: which projects, customers or purchases a group of a report counts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, false, func, or_, select

from tuicrm.sales import rights
from tuicrm.sales.analysis.dimensions import group_by, labels
from tuicrm.sales.analysis.facts import Counted, Question
from tuicrm.sales.analysis.report import Ask, checked, counted_for
from tuicrm.sales.home import home
from tuicrm.sales.privacy import allow_narrowing, mask
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers, inquiries
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import handovers, projects, stage_history
from tuicrm.store.tables.trade import purchases

MOST = 200
"""So many records are given where nobody says how many."""


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


@dataclass(frozen=True)
class Found:
    """Records behind a figure, at most as many as were asked for, and how many there are in all."""

    records: tuple[Record, ...]
    count: int


NOTHING = Found((), 0)


@rule(
    "report.records", right="report",
    refuses=(
        "measure", "dimension", "dimension_of_measure", "order_of_days", "filter", "filter_amount", "filter_day",
        "figures_of_one",
    ),
)  # fmt: skip
def records(
    session: Session, actor: Actor, ask: Ask, key: tuple[str, ...], *, most: int | None = MOST, now: datetime
) -> Found:
    """Give the records that one row of a report counts, the largest amounts first.

    Args:
        key: the row's key, as the report gave it; "" stands for what is missing.
        most: so many at most; None is all of them.
    """
    measure = checked(session, ask)
    allow_narrowing(session, actor, ask.where)
    if mask(session, actor, ask.by, home(session).day(now))(key) != key:
        return NOTHING
    question = Question(ask.by, ask.from_on, ask.to_on, ask.where, ask.as_of)
    counted = counted_for(session, actor, home(session), measure, question)
    fits = [falls_under(session, counted, dimension, value) for dimension, value in zip(ask.by, key, strict=True)]
    ids = select(_id(measure.facts)).select_from(counted.facts.source).where(*counted.conditions, *fits)
    if measure.facts in ("customers", "asked", "held", "need", "met"):
        return _customers(session, ids, most)
    if measure.facts in ("acted", "due", "planned", "missed"):
        return _actions(session, ids, most)
    if measure.facts == "aimed":
        return NOTHING
    if measure.facts == "sold":
        return _purchases(session, ids, most)
    return _projects(session, ids, most, is_open=measure.facts == "open")


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


def of_ids(session: Session, actor: Actor, ids: Select[Any], most: int | None = MOST) -> Found:
    """Give the records in sight behind a select of ids of customers, of purchases, or of projects."""
    column = next(iter(ids.selected_columns))
    if column is customers.c.id:
        return _customers(session, ids.where(rights.customers_in_sight(actor)), most)
    if column is purchases.c.id:
        return _purchases(session, ids, most)
    seen = select(projects.c.id).where(projects.c.id.in_(ids), rights.projects_in_sight(actor))
    return _projects(session, seen, most)


def _found(session: Session, asked: Select[Any], most: int | None, record: Callable[..., Record]) -> Found:
    """Read so many, and count them all where there are more."""
    rows = session.all(asked.limit(most))
    count = len(rows)
    if most is not None and count == most:
        count = int(session.value(select(func.count()).select_from(asked.order_by(None).subquery())) or 0)
    return Found(tuple(record(*row) for row in rows), count)


def _projects(session: Session, ids: Select[Any], most: int | None, *, is_open: bool = False) -> Found:
    owners = users.alias()
    day = projects.c.expected_on if is_open else projects.c.closed_on
    source: FromClause = projects.outerjoin(customers, customers.c.id == projects.c.customer_id).outerjoin(
        owners, owners.c.id == projects.c.owner_id
    )
    asked = (
        select(
            projects.c.id, projects.c.name, customers.c.name.label("customer"), owners.c.name.label("owner"),
            projects.c.home_minor, day,
        )
        .select_from(source)
        .where(projects.c.id.in_(ids))
        .order_by(projects.c.home_minor.is_(None), projects.c.home_minor.desc(), projects.c.id)
    )  # fmt: skip
    return _found(session, asked, most, partial(Record, "project"))


def _customers(session: Session, ids: Select[Any], most: int | None) -> Found:
    owners = users.alias()
    asked = (
        select(customers.c.id, customers.c.name, owners.c.name.label("owner"))
        .select_from(customers.outerjoin(owners, owners.c.id == customers.c.owner_id))
        .where(customers.c.id.in_(ids))
        .order_by(customers.c.name_sort, customers.c.id)
    )
    return _found(
        session, asked, most, lambda number, name, owner: Record("customer", number, name, None, owner, None, None)
    )


def _actions(session: Session, ids: Select[Any], most: int | None) -> Found:
    """Actions open as the project or customer that they are about."""
    owners = users.alias()
    source: FromClause = actions.outerjoin(customers, customers.c.id == actions.c.customer_id).outerjoin(
        owners, owners.c.id == actions.c.owner_id
    )
    day = func.coalesce(actions.c.done_on, actions.c.planned_on)
    asked = (
        select(
            actions.c.project_id, actions.c.customer_id, actions.c.subject, customers.c.name.label("customer"),
            owners.c.name.label("owner"), actions.c.cost_minor, day.label("day"),
        )
        .select_from(source)
        .where(actions.c.id.in_(ids))
        .order_by(day.desc(), actions.c.id)
    )  # fmt: skip

    def record(project: int | None, customer: int | None, *said: Any) -> Record:
        return Record("project" if project else "customer", project or customer, *said)

    return _found(session, asked, most, record)


def _purchases(session: Session, ids: Select[Any], most: int | None) -> Found:
    source = purchases.outerjoin(customers, customers.c.id == purchases.c.customer_id).outerjoin(
        projects, projects.c.id == purchases.c.project_id
    )
    asked = (
        select(
            purchases.c.project_id, purchases.c.customer_id, projects.c.name.label("project"),
            customers.c.name.label("customer"), purchases.c.home_minor, purchases.c.bought_on,
        )
        .select_from(source)
        .where(purchases.c.id.in_(ids))
        .order_by(purchases.c.home_minor.desc(), purchases.c.id)
    )  # fmt: skip

    def record(
        project: int | None, customer: int | None, name: str | None, who: str | None, amount: int | None, on: date
    ) -> Record:
        kind = "project" if project else "customer" if customer else None
        return Record(kind, project or customer, name or who or "", who, None, amount, on)

    return _found(session, asked, most, record)
