"""One transaction, as the rules see it."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Executable, Select, Table, bindparam, select

Found = TypeVar("Found")


@dataclass
class Entry:
    """One line of the audit trail before it is written."""

    kind: str
    record_id: int
    what: str
    facts: dict[str, Any]
    personal: dict[str, Any]
    subject: tuple[str, int] | None


@dataclass
class Session:
    """A connection inside one transaction. Only `store.change` writes through it.

    `entries` collects the audit lines, `derived` the records whose tokens and periods have to be made again;
    both are written when the rule has returned, in the same transaction. `known` is what was asked once.
    """

    connection: Connection
    now: datetime
    actor_id: int | None = None
    through: str = "program"
    operation: UUID | None = None
    entries: list[Entry] = field(default_factory=list)
    derived: dict[tuple[str, int], None] = field(default_factory=dict)
    undo: "Undo | None" = None
    undoes: UUID | None = None
    known: dict[Hashable, Any] = field(default_factory=dict)

    def all(self, statement: Executable, **values: Any) -> Sequence[Any]:
        """Give all rows; `values` are what the statement leaves open."""
        return self.connection.execute(statement, values).all()

    def first(self, statement: Executable, **values: Any) -> Any:
        """Give the first row, or None."""
        return self.connection.execute(statement, values).first()

    def value(self, statement: Executable) -> Any:
        """Give the first column of the first row, or None."""
        return self.connection.execute(statement).scalar()

    def values(self, statement: Executable) -> Sequence[Any]:
        """Give the first column of all rows."""
        return self.connection.execute(statement).scalars().all()

    def get(self, table: Table, record_id: int) -> Any:
        """Give one whole row by its id."""
        return self.first(by_id(table), id=record_id)

    def once(self, what: Hashable, ask: Callable[[], Found]) -> Found:
        """Give what was asked before where nothing is written: such a transaction is one snapshot. Else ask anew."""
        if self.operation is not None:
            return ask()
        if what not in self.known:
            self.known[what] = ask()
        found: Found = self.known[what]
        return found

    def lock(self, table: Table, *record_ids: int) -> None:
        """Hold rows until the end of the transaction, so that what is counted or read stays true.

        Always in the order user, customer, project and by rising id: two rules then never wait for each other.
        `key_share`: on PostgreSQL a row may still be referred to while it is held.
        SQLite needs no such lock: a write transaction there is the only one from its first statement on.
        Nor does a read, which is one snapshot: a rule that looks first runs the same lines without it.
        """
        if self.connection.dialect.name != "sqlite" and record_ids and self.operation is not None:
            self.all(
                select(table.c.id)
                .where(table.c.id.in_(record_ids))
                .order_by(table.c.id)
                .with_for_update(key_share=True)
            )

    def exists(self, statement: Select[Any]) -> bool:
        """Say whether a select gives any row."""
        return self.connection.execute(statement.limit(1)).first() is not None

    def can_be_undone_by(self, rule: str, *args: Any, **named: Any) -> None:
        """Keep on the operation which rule, with which arguments, takes it back."""
        self.undo = Undo(rule, args, named)


@cache
def by_id(table: Table) -> Select[Any]:
    """Select a whole row by `id`. Half of the time of a short question goes into putting it together: here, once."""
    return select(table).where(table.c.id == bindparam("id"))


@dataclass(frozen=True)
class Undo:
    """The rule that takes an operation back."""

    rule: str
    args: tuple[Any, ...]
    named: dict[str, Any]
