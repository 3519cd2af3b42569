"""Many rows with ids of their own, in one go: for a company that is made, not for rules."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, func, insert, select, text

from tuicrm.store import change
from tuicrm.store.session import Session

CHUNK = 1000


def fill(session: Session, rows: Mapping[Table, Sequence[Mapping[str, Any]]]) -> int:
    """Insert rows that bring their ids, table by table; give how many.

    Each leaves its line in the audit trail, and its tokens are made, as if it had come one by one. The rows of a
    table name the same columns; a table comes after those that it points to.
    """
    for table, of_table in rows.items():
        for start in range(0, len(of_table), CHUNK):
            session.connection.execute(insert(table), [dict(row) for row in of_table[start : start + CHUNK]])
        change.note_inserted(session, table, of_table)
        _go_on_after(session, table)
    return sum(len(of_table) for of_table in rows.values())


def _go_on_after(session: Session, table: Table) -> None:
    """Have PostgreSQL give out the next free id; the others do so by themselves."""
    if session.connection.dialect.name != "postgresql":
        return
    last = session.value(select(func.max(table.c.id)))
    if last is not None:
        name = session.connection.dialect.identifier_preparer.format_table(table)
        session.connection.execute(
            text("select setval(pg_get_serial_sequence(:name, 'id'), :last)"), {"name": name, "last": last}
        )
