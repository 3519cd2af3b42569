"""Steps of a migration that may run twice: MariaDB keeps half of a migration that broke in the middle."""

from typing import Any

from alembic import op
from sqlalchemy import inspect


def create_table(name: str, *columns: Any, **options: Any) -> None:
    """Create a table unless an earlier, broken run has done so."""
    if not inspect(op.get_bind()).has_table(name):
        op.create_table(name, *columns, **options)


def create_index(name: str, table: str, columns: list[str], **options: Any) -> None:
    """Create an index unless it is there."""
    if name not in {one["name"] for one in inspect(op.get_bind()).get_indexes(table)}:
        op.create_index(name, table, columns, **options)


def add_column(table: str, column: Any) -> None:
    """Add a column unless it is there."""
    if column.name not in {one["name"] for one in inspect(op.get_bind()).get_columns(table)}:
        op.add_column(table, column)
