"""How facts are grouped: for each dimension a column to group by, and the joins that it needs.

Month and quarter come from the stored month number; where none is stored, and for weeks, facts are grouped by day and
the days are put together here: no date is computed in SQL. Owner, team and region of what is closed are those of the
credit, at the event; of what is open, those of today or of the day asked for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, FromClause, Table, and_, case, func, select
from sqlalchemy.sql.util import find_tables

from tuicrm.plain.periods import month_of
from tuicrm.sales.analysis.own_dimensions import OwnDimension, is_own
from tuicrm.sales.called import people_called, told_apart, with_id
from tuicrm.store.days import date_day, of_number
from tuicrm.store.session import Session
from tuicrm.store.sql import steps
from tuicrm.store.tables.channels import campaigns, sources
from tuicrm.store.tables.customers import customer_needs, customers, needs
from tuicrm.store.tables.fields import own_values
from tuicrm.store.tables.funnel import lost_reasons, stages
from tuicrm.store.tables.people import teams
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import products, purchases


@dataclass
class Facts:
    """What is counted: a FROM clause that grows with the joins that are needed, and where each reference stands.

    Attributes:
        columns: for each of month, day, owner, team, customer, source, campaign, stage, product, category the column
            of the facts that holds it (an id, or for month, day and category the value itself; a day is a DATE or
            the number of a day).
        fields: the own fields among the dimensions; `own` is where their values are joined.
        unit: minor units in one of the home currency.
        also: what the rows are grouped by before, because an index has them in this order; it changes no figure.
    """

    source: FromClause
    columns: dict[str, ColumnElement[Any]]
    joined: set[str] = field(default_factory=set)
    own: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, OwnDimension] = field(default_factory=dict)
    also: tuple[ColumnElement[Any], ...] = ()
    unit: int = 100

    @property
    def record(self) -> Table:
        """The table of the records whose own fields may divide these facts."""
        here = {table.name: table for table in find_tables(self.source, include_joins=False)}
        wanted = ("purchase", "inquiry", "action", "project", "customer")
        return cast(Table, next(here[name] for name in wanted if name in here))

    def join(self, table: Table, on: ColumnElement[bool]) -> None:
        """Join a table once, keeping facts without a match."""
        if table.name not in self.joined:
            self.joined.add(table.name)
            self.source = self.source.outerjoin(table, on)


OF_CUSTOMER = {"industry": "industry", "class": "class_key", "country": "country", "city": "city"}
SPANS = {"quarter": 3, "year": 12}
TIMES = ("week", "month", *SPANS)
PLAIN = ("category", "kind", "outcome", "owner")
BY_ID = ("customer", "project", "product")
"""Names that several records may have."""
_TO_MONDAY = 3
"""Days from a Monday to the first day that is counted from."""
SIZES = (1_000, 5_000, 20_000, 100_000)
"""Bounds of the bands of size, in units of the currency."""
NAMED: dict[str, tuple[Table, str]] = {
    "team": (teams, "name"),
    "customer": (customers, "name"),
    "project": (projects, "name"),
    "source": (sources, "key"),
    "campaign": (campaigns, "name"),
    "stage": (stages, "name"),
    "product": (products, "name"),
}


def group_by(facts: Facts, dimension: str) -> ColumnElement[Any]:
    """Give the column that a dimension groups by, joining what it needs."""
    if dimension in TIMES:
        return _time(facts, dimension)
    if dimension in PLAIN:
        return facts.columns[dimension]
    if dimension == "size":
        return _size(facts.unit)
    if dimension == "need":
        return facts.columns["need"] if "need" in facts.columns else _need(facts)
    if is_own(dimension):
        return _own(facts, dimension)
    if dimension == "series":
        facts.join(products, products.c.id == facts.columns["product"])
        series: ColumnElement[Any] = products.c.series
        return series
    if dimension == "reason":
        facts.join(lost_reasons, lost_reasons.c.id == projects.c.lost_reason_id)
        reason: ColumnElement[Any] = lost_reasons.c.name
        return reason
    if dimension in OF_CUSTOMER:
        _customer(facts)
        column: ColumnElement[Any] = customers.c[OF_CUSTOMER[dimension]]
        return column
    if dimension == "region":
        if "team" not in facts.columns:
            region: ColumnElement[Any] = customers.c.region
            return region
        facts.join(teams, teams.c.id == facts.columns["team"])
        office: ColumnElement[Any] = teams.c.office
        return office
    if dimension in ("source", "campaign"):
        return _origin(facts, dimension)
    table, name = NAMED[dimension]
    if table is customers:
        _customer(facts)
    else:
        facts.join(table, table.c.id == facts.columns[dimension])
    named: ColumnElement[Any] = with_id(table) if dimension in BY_ID else table.c[name]
    return named


def _time(facts: Facts, dimension: str) -> ColumnElement[Any]:
    """The month where it is stored, else the day."""
    if not _has_month(facts, dimension):
        return facts.columns["day"]
    month = facts.columns["month"]
    first: ColumnElement[Any] = month if dimension == "month" else steps(month - 1, SPANS[dimension]) + 1
    return first


def whole(facts: Facts, by: Sequence[str]) -> None:
    """Let the database put the days of a week together, where what is counted may not be added up here."""
    if "week" in by:
        day = facts.columns["day"]
        facts.columns["day"] = steps(date_day(day) + _TO_MONDAY, 7) - _TO_MONDAY


def _has_month(facts: Facts, dimension: str) -> bool:
    return dimension != "week" and "month" in facts.columns


def _origin(facts: Facts, dimension: str) -> ColumnElement[Any]:
    """Where it came from; a project that does not say so came from where its customer did."""
    table, name = NAMED[dimension]
    column = facts.columns[dimension]
    if column.table is projects and "customer" in facts.columns:
        _customer(facts)
        column = func.coalesce(column, customers.c[f"{dimension}_id"])
    facts.join(table, table.c.id == column)
    named: ColumnElement[Any] = table.c[name]
    return named


def _own(facts: Facts, dimension: str) -> ColumnElement[Any]:
    """Group by the value of a field that the team declared, as it is kept."""
    own = facts.fields[dimension]
    if own.of_customer:
        _customer(facts)
    table = customers if own.of_customer else facts.record
    value = facts.own.get(dimension)
    if value is None:
        value = facts.own[dimension] = own_values.alias(f"own_{len(facts.own)}")
        # MariaDB goes through all values for each record where the field is one of several: 16 s for 10,000 lines.
        of_field = value.c.field_id == own.field.id
        facts.source = facts.source.outerjoin(value, and_(value.c.record_id == table.c.id, of_field))
    return own.column(value)


def _need(facts: Facts) -> ColumnElement[Any]:
    """Group by what was asked for: of a project, of what was bought by its project, else of the customer.

    Each record counts once with each of its needs.
    """
    by_project = {"project": projects.c.id, "purchase": purchases.c.project_id}
    of_project = by_project.get(facts.record.name)
    whose, of = (
        (customer_needs.c.customer_id, customers.c.id)
        if of_project is None
        else (customer_needs.c.project_id, of_project)
    )
    if of_project is None:
        _customer(facts)
    if "asked_need" not in facts.own:
        asked = (
            select(whose.label("of_id"), needs.c.name.label("name"))
            .join(needs, needs.c.id == customer_needs.c.need_id)
            .where(customer_needs.c.archived_at.is_(None), whose.is_not(None))
            .distinct()
            .subquery("asked_need")
        )
        facts.own["asked_need"] = asked
        facts.source = facts.source.outerjoin(asked, asked.c.of_id == of)
    named: ColumnElement[Any] = facts.own["asked_need"].c.name
    return named


def _size(unit: int) -> ColumnElement[Any]:
    """The band that a project's amount falls into, by its number."""
    amount = projects.c.home_minor
    bands = [(amount < bound * unit, number) for number, bound in enumerate(SIZES)]
    return case((amount.is_(None), None), *bands, else_=len(SIZES))


def size_label(number: int) -> str:
    """Write a band: `..1k`, `1k..5k`, `100k..`."""
    bounds = ["", *(f"{bound // 1000}k" for bound in SIZES), ""]
    return f"{bounds[number]}..{bounds[number + 1]}"


def _customer(facts: Facts) -> None:
    if "customer" in facts.columns:
        facts.join(customers, customers.c.id == facts.columns["customer"])


def labels(session: Session, facts: Facts, dimension: str, values: Iterable[Any]) -> dict[Any, str]:
    """Write the keys of a report: what each value of a dimension is called; no two people are called alike."""
    values = set(values)
    if dimension in facts.fields:
        return {value: facts.fields[dimension].label(value) for value in values}
    if dimension == "owner":
        called = people_called(session)
        return {value: "" if value is None else called[value] for value in values}
    if dimension in BY_ID:
        return {None: "", **told_apart(values)}
    if dimension in TIMES and not _has_month(facts, dimension):
        return {value: "" if value is None else label(dimension, _day(value)) for value in values}
    return {value: label(dimension, value) for value in values}


def _day(value: Any) -> date:
    """A day from a DATE or from its number."""
    return value if isinstance(value, date) else of_number(int(value))


def label(dimension: str, value: Any) -> str:
    """Write a key: `2026-11`, `2026-Q4`, the Monday of a week, a name, and "" for what is missing.

    Args:
        value: of times a day, or the number of a month.
    """
    if value is None:
        return ""
    if dimension == "week":
        return str(value - timedelta(days=value.weekday()))
    if dimension in TIMES:
        year, month = divmod((month_of(value) if isinstance(value, date) else int(value)) - 1, 12)
        named = {"month": f"{year:04}-{month + 1:02}", "quarter": f"{year:04}-Q{month // 3 + 1}", "year": f"{year:04}"}
        return named[dimension]
    if dimension == "size":
        return size_label(int(value))
    return str(value)
