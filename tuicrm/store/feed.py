"""The change feed: which records were written since the last look, by whomever.

It reads the audit trail, and it is a hint to paint anew, not an account: an id is taken before its transaction
commits, so lines appear out of order, and a look reads the last 1,000 ids again and drops those it knows.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select

from tuicrm.store.database import Database, clock
from tuicrm.store.session import Session
from tuicrm.store.tables.system import changes

WINDOW = 1000
TOO_MANY = 5000


@dataclass(frozen=True)
class Line:
    """One record that one operation wrote."""

    kind: str
    record_id: int
    operation: UUID
    actor_id: int | None


@dataclass(frozen=True)
class Look:
    """What one look found; `everything`: too much to name."""

    lines: tuple[Line, ...] = ()
    everything: bool = False


class Feed:
    """Looks at one database again and again; to be used by one thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: set[int] = set()
        self._last: int | None = None
        self._watching: Connection | None = None
        self._version: int | None = None

    def look(self) -> Look:
        """Give what is new since the last look, oldest first; the first look gives nothing."""
        version = self._stirring() if self._database.is_file else None
        if version is not None and version == self._version:
            return Look()
        found = self._database.read_as(self._read, clock())
        self._version = version
        return found

    def close(self) -> None:
        """Give the connection back."""
        if self._watching is not None:
            self._watching.close()
            self._watching = None

    def _read(self, session: Session) -> Look:
        newest: int = session.value(select(func.max(changes.c.id))) or 0
        first = self._last is None
        if self._last is None or newest - self._last > TOO_MANY:
            self._last = newest
            self._known = set(session.values(select(changes.c.id).where(changes.c.id > newest - WINDOW)))
            return Look(everything=not first)
        rows = session.all(
            select(
                changes.c.id,
                changes.c.record_kind,
                changes.c.record_id,
                changes.c.operation_key,
                changes.c.actor_id,
            )
            .where(changes.c.id > self._last - WINDOW)
            .order_by(changes.c.id)
        )
        new = [row for row in rows if row.id not in self._known]
        self._known = {row.id for row in rows}
        self._last = newest
        return Look(tuple(Line(row.record_kind, row.record_id, row.operation_key, row.actor_id) for row in new))

    def _stirring(self) -> int:
        """Give SQLite's number of the last write by another connection: it costs no read of a page."""
        if self._watching is None:
            self._watching = self._database.engine.connect()
        with self._watching.begin():
            return int(self._watching.exec_driver_sql("PRAGMA data_version").scalar_one())
