"""How facts are grouped: for each dimension a column to group by, and the joins that it needs.

Month and quarter come from the stored month number: no date is computed in SQL. Owner, team and region of what is
closed are those of the credit, at the event; of what is open, those of today or of the day asked for.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, FromClause, String, Table, and_, case, func, select
from sqlalchemy import cast as sql_cast
from sqlalchemy.sql.util import find_tables

from tuicrm.sales.fields import field_key
from tuicrm.store.sql import steps
from tuicrm.store.tables.channels import campaigns, sources
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.fields import own_fields, own_values
from tuicrm.store.tables.funnel import lost_reasons, stages
from tuicrm.store.tables.people import teams, users
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import products


@dataclass
class Facts:
    """What is counted: a FROM clause that grows with the joins that are needed, and where each reference stands.

    Attributes:
        columns: for each of month, owner, team, customer, source, campaign, stage, product, category the column of
            the facts that holds it (an id, or for month and category the value itself).
    """

    source: FromClause
    columns: dict[str, ColumnElement[Any]]
    joined: set[str] = field(default_factory=set)
    own: dict[str, Any] = field(default_factory=dict)

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
OWN, OF_ITS_CUSTOMER = "own:", "customer:"
PLAIN = ("category", "kind", "outcome", "need", "week")
SIZES = (1_000, 5_000, 20_000, 100_000)
"""Bounds of the bands of size, in units of the currency."""
NAMED: dict[str, tuple[Table, str]] = {
    "owner": (users, "name"),
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
    if dimension == "month":
        return facts.columns["month"]
    if dimension in SPANS:
        first: ColumnElement[Any] = steps(facts.columns["month"] - 1, SPANS[dimension]) + 1
        return first
    if dimension in PLAIN:
        return facts.columns[dimension]
    if dimension == "size":
        return _size()
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
    named: ColumnElement[Any] = table.c[name]
    return named


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


def is_own(dimension: str) -> bool:
    """Say whether it is an own field: `own:KEY` of the record itself, `customer:KEY` of its customer."""
    return dimension.startswith((OWN, OF_ITS_CUSTOMER))


def _own(facts: Facts, dimension: str) -> ColumnElement[Any]:
    """Group by the value of a field that the team declared; texts as they are, numbers in millionths."""
    whose, _colon, key = dimension.partition(":")
    if f"{whose}:" == OF_ITS_CUSTOMER:
        _customer(facts)
    table = customers if f"{whose}:" == OF_ITS_CUSTOMER else facts.record
    field = select(own_fields.c.id).where(own_fields.c.record_kind == table.name, own_fields.c.key == field_key(key))
    value = facts.own.get(dimension)
    if value is None:
        value = facts.own[dimension] = own_values.alias(f"own_{len(facts.own)}")
        facts.source = facts.source.outerjoin(value, and_(value.c.record_id == table.c.id, value.c.field_id.in_(field)))
    number: ColumnElement[Any] = sql_cast(value.c.number_micro, String(40))
    return func.coalesce(value.c.text_value, number)


def _size() -> ColumnElement[Any]:
    """The band that a project's amount falls into, by its number; in minor units of a currency with two digits."""
    amount = projects.c.home_minor
    bands = [(amount < bound * 100, number) for number, bound in enumerate(SIZES)]
    return case((amount.is_(None), None), *bands, else_=len(SIZES))


def size_label(number: int) -> str:
    """Write a band: `..1k`, `1k..5k`, `100k..`."""
    bounds = ["", *(f"{bound // 1000}k" for bound in SIZES), ""]
    return f"{bounds[number]}..{bounds[number + 1]}"


def _customer(facts: Facts) -> None:
    if "customer" in facts.columns:
        facts.join(customers, customers.c.id == facts.columns["customer"])


def label(dimension: str, value: Any) -> str:
    """Write a key: `2026-11`, `2026-Q4`, a name, and "" for what is missing."""
    if value is None:
        return ""
    if dimension == "month":
        year, month = divmod(int(value) - 1, 12)
        return f"{year:04}-{month + 1:02}"
    if dimension == "week" and isinstance(value, date):
        return (value - timedelta(days=value.weekday())).isoformat()
    if dimension == "quarter":
        year, month = divmod(int(value) - 1, 12)
        return f"{year:04}-Q{month // 3 + 1}"
    if dimension == "year":
        return f"{(int(value) - 1) // 12:04}"
    if dimension == "size":
        return size_label(int(value))
    return str(value)
