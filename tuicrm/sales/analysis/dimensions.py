"""How facts are grouped: for each dimension a column to group by, and the joins that it needs.

Month and quarter come from the stored month number: no date is computed in SQL. Owner, team and region of what is
closed are those of the credit, at the event; of what is open, those of today or of the day asked for.
"""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Table

from tuicrm.store.tables.channels import campaigns, sources
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.people import teams, users
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

    def join(self, table: Table, on: ColumnElement[bool]) -> None:
        """Join a table once, keeping facts without a match."""
        if table.name not in self.joined:
            self.joined.add(table.name)
            self.source = self.source.outerjoin(table, on)


OF_CUSTOMER = {"industry": "industry", "class": "class_key", "country": "country"}
NAMED: dict[str, tuple[Table, str]] = {
    "owner": (users, "name"),
    "team": (teams, "name"),
    "customer": (customers, "name"),
    "source": (sources, "key"),
    "campaign": (campaigns, "name"),
    "stage": (stages, "name"),
    "product": (products, "name"),
}


def group_by(facts: Facts, dimension: str) -> ColumnElement[Any]:
    """Give the column that a dimension groups by, joining what it needs."""
    if dimension in ("month", "quarter"):
        return facts.columns["month"]
    if dimension == "category":
        return facts.columns["category"]
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
    table, name = NAMED[dimension]
    if table is customers:
        _customer(facts)
    else:
        facts.join(table, table.c.id == facts.columns[dimension])
    named: ColumnElement[Any] = table.c[name]
    return named


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
    if dimension == "quarter":
        year, month = divmod(int(value) - 1, 12)
        return f"{year:04}-Q{month // 3 + 1}"
    return str(value)
