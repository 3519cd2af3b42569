"""References: whatever a row points to is there, also where the database itself does not watch over it."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Table, and_, select
from sqlalchemy import column as number
from sqlalchemy import table as lightweight

from tuicrm.plain.language import N_
from tuicrm.sales.invariants.finding import Invariant, by_select
from tuicrm.store.tables.everything import all_tables

_SAYS = N_("What a record points to is there")


def references() -> Iterator[Invariant]:
    """Make an invariant for each foreign key, and for the values of own fields and the search tokens."""
    tables = all_tables().tables
    for table in all_tables().sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys:
                yield _of(f"{table.name}.{column.name}", table, column, key.column.table)
    kinds = tables["own_field"].c.record_kind
    for kind in ("customer", "contact", "project", "purchase", "inquiry", "action"):
        values, fields, target = tables["own_value"], tables["own_field"], tables[kind]
        orphans = (
            select(values.c.id)
            .join(fields, and_(fields.c.id == values.c.field_id, kinds == kind))
            .outerjoin(target, target.c.id == values.c.record_id)
            .where(target.c.id.is_(None))
        )
        yield by_select(f"own_value.{kind}", "own_value", _SAYS, orphans)
    for kind, of in (("customer", "customer"), ("note", "customer"), ("project", "project")):
        tokens, target = tables["token"], tables[of]
        lost = (
            select(tokens.c.record_id)
            .distinct()
            .outerjoin(target, target.c.id == tokens.c.record_id)
            .where(tokens.c.kind == kind, target.c.id.is_(None))
        )
        yield by_select(f"token.{kind}", "token", _SAYS, lost)


def _of(name: str, table: Table, column: "Column[Any]", target: Table) -> Invariant:
    # Not the table's own alias: that copies each of its columns, 180 times half of all that a check takes.
    there = lightweight(target.name, number("id", column.type)).alias("there")
    orphans = (
        select(table.c.id if "id" in table.c else column)
        .outerjoin(there, there.c.id == column)
        .where(column.is_not(None), there.c.id.is_(None))
    )
    return by_select(name, table.name, _SAYS, orphans)
