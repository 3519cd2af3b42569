"""Steps of a migration that may run twice: MariaDB keeps half of a migration that broke in the middle."""

from typing import Any

from alembic import op
from sqlalchemy import Column, ForeignKey, inspect, text

from tuicrm.store import types


def create_table(name: str, *columns: Any, **options: Any) -> None:
    """Create a table unless an earlier, broken run has done so."""
    if not inspect(op.get_bind()).has_table(name):
        op.create_table(name, *columns, **options)


def create_index(name: str, table: str, columns: list[str], **options: Any) -> None:
    """Create an index unless it is there."""
    if name not in {one["name"] for one in inspect(op.get_bind()).get_indexes(table)}:
        op.create_index(name, table, columns, **options)


def drop_index(name: str, table: str) -> None:
    """Drop an index unless it is gone."""
    if name in {one["name"] for one in inspect(op.get_bind()).get_indexes(table)}:
        op.drop_index(name, table_name=table)


def add_column(table: str, column: Column[Any]) -> None:
    """Add a column unless it is there."""
    if not _has_column(table, column.name):
        op.add_column(table, column)


def add_reference(table: str, name: str, target: str) -> None:
    """Add a column that refers to another table's id, unless it is there; SQLite makes the table anew for it."""
    constraint = f"fk_{table}_{name}"
    if op.get_bind().dialect.name == "sqlite":
        if not _has_column(table, name):
            with op.batch_alter_table(table) as batch:
                batch.add_column(Column(name, types.Id, ForeignKey(f"{target}.id", name=constraint)))
        return
    add_column(table, Column(name, types.Id))
    if constraint not in {one["name"] for one in inspect(op.get_bind()).get_foreign_keys(table)}:
        op.create_foreign_key(constraint, table, target, [name], ["id"])


def change_check(table: str, name: str, condition: str) -> None:
    """Replace a check constraint; SQLite makes the table anew for it."""
    there = name in {one["name"] for one in inspect(op.get_bind()).get_check_constraints(table)}
    with op.batch_alter_table(table) as batch:
        if there:
            batch.drop_constraint(name, type_="check")
        batch.create_check_constraint(name, text(condition))


def _has_column(table: str, name: str) -> bool:
    return name in {one["name"] for one in inspect(op.get_bind()).get_columns(table)}
