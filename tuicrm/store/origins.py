"""Which row of which other system became which record here: the program's own bookkeeping, beside the audit trail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, insert, select, update

from tuicrm.store.session import Session
from tuicrm.store.tables.system import source_rows

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record came from, and what the row said when it was last read."""

    id: int
    key: str
    record_kind: str
    record_id: int
    digest: str


def known(session: Session, system: str, kind: str, keys: Iterable[str]) -> dict[str, Origin]:
    """Give the records that came from these ids of a system, by id."""
    table = source_rows
    wanted = sorted(set(keys))
    found: dict[str, Origin] = {}
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        statement = select(
            table.c.id, table.c.external_id, table.c.record_kind, table.c.record_id, table.c.digest
        ).where(and_(table.c.system == system, table.c.kind == kind, table.c.external_id.in_(part)))
        found.update({row[1]: Origin(*row) for row in session.all(statement)})
    return found


def remember(session: Session, system: str, kind: str, record_kind: str, came: Sequence[tuple[str, int, str]]) -> None:
    """Keep where new records came from; `came` holds (id there, id here, digest)."""
    rows = [
        {
            "system": system,
            "kind": kind,
            "external_id": key,
            "record_kind": record_kind,
            "record_id": record_id,
            "digest": digest,
            "read_at": session.now,
        }
        for key, record_id, digest in came
    ]
    if rows:
        session.connection.execute(insert(source_rows), rows)


def read_again(session: Session, origin: Origin, digest: str) -> None:
    """Keep what a row says now."""
    changed = update(source_rows).where(source_rows.c.id == origin.id)
    session.connection.execute(changed.values(digest=digest, read_at=session.now))
