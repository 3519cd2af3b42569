"""The one way to write. Rules change rows only through here; each call leaves its line in the audit trail."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, and_, select
from sqlalchemy import delete as sql_delete
from sqlalchemy import insert as sql_insert
from sqlalchemy import update as sql_update
from sqlalchemy.sql.dml import ReturningInsert

from tuicrm.store import derived
from tuicrm.store.session import Entry, Session, by_id

CHUNK = 500  # rows of one INSERT: SQLite and PostgreSQL bound the number of parameters


def insert(session: Session, table: Table, **values: Any) -> int:
    """Add one row and give its id."""
    return insert_many(session, table, [values])[0]


def insert_many(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Add many rows that all name the same columns; give their ids in the order of the rows."""
    ids: list[int] = []
    statement = _inserting(table)
    for start in range(0, len(rows), CHUNK):
        part = [dict(row) for row in rows[start : start + CHUNK]]
        given = session.connection.execute(statement, part).scalars().all()
        for record_id, row in zip(given, part, strict=True):
            _note(session, table, record_id, "insert", {name: [None, value] for name, value in row.items()}, row)
        ids.extend(given)
    return ids


def update(session: Session, table: Table, record_id: int, /, **values: Any) -> bool:
    """Set columns of one row. Says whether anything changed; a row that is not there is an error of the caller."""
    return update_if(session, table, record_id, **values) is not None


def update_if(
    session: Session, table: Table, record_id: int, /, *conditions: ColumnElement[bool], **values: Any
) -> Mapping[str, Any] | None:
    """Set columns of one row if the conditions still hold; the database decides.

    Returns:
        The row as it was before, or None when a condition failed or nothing would change.
    """
    before = session.connection.execute(_holding(table), {"id": record_id}).mappings().first()
    if before is None:
        raise LookupError(f"{table.name} {record_id} is not there")
    changed = {name: value for name, value in values.items() if before[name] != value}
    if not changed:
        return None
    written = dict(changed)
    if "version" in table.c:
        written["version"] = table.c.version + 1
    statement = sql_update(table).where(and_(table.c.id == record_id, *conditions)).values(written)
    if session.connection.execute(statement).rowcount != 1:
        return None
    differences = {name: [before[name], value] for name, value in changed.items()}
    was = {str(name): value for name, value in before.items()}
    _note(session, table, record_id, "update", differences, was)
    return was


def take_out(session: Session, table: Table, record_id: int) -> None:
    """Delete a row that the operation made which is being taken back now; nothing else is ever deleted.

    Only for rows that nobody refers to and that say nothing once the operation is undone, such as a stay with a
    holder; and for a rate of exchange that was wrong. The line of the trail says what the row held.
    """
    before = session.connection.execute(by_id(table), {"id": record_id}).mappings().first()
    if before is None:
        return
    session.connection.execute(sql_delete(table).where(table.c.id == record_id))
    was = {str(name): value for name, value in before.items()}
    _note(
        session, table, record_id, "delete", {name: [value, None] for name, value in was.items() if name != "id"}, was
    )


@cache
def _inserting(table: Table) -> ReturningInsert[Any]:
    return sql_insert(table).returning(table.c.id, sort_by_parameter_order=True)


@cache
def _holding(table: Table) -> Select[Any]:
    return by_id(table).with_for_update(key_share=True)


def settings_of(session: Session) -> Mapping[str, Any]:
    """Give all facts about the whole database."""
    return session.once("settings", lambda: {row.name: row.value for row in session.all(_all_settings())})


@cache
def _all_settings() -> Select[tuple[str, Any]]:
    from tuicrm.store.tables.system import settings

    return select(settings.c.name, settings.c.value)


def set_setting(session: Session, name: str, value: Any, *, is_noted: bool = True) -> None:
    """Keep one fact about the whole database.

    Args:
        is_noted: in the audit trail; not what a run only remembers between its steps.
    """
    from tuicrm.store.tables.system import settings

    session.known.clear()
    old = session.connection.execute(select(settings.c.value).where(settings.c.name == name)).first()
    if old is None:
        session.connection.execute(sql_insert(settings).values(name=name, value=value, version=1))
    elif old[0] == value:
        return
    else:
        session.connection.execute(sql_update(settings).where(settings.c.name == name).values(value=value))
    facts = {name: [None if old is None else old[0], value]}
    if is_noted:
        session.entries.append(Entry("setting", 0, "insert" if old is None else "update", facts, {}, None))


def write_trail(session: Session) -> None:
    """Write what the rule left to write: derived rows first, then the audit lines."""
    from tuicrm.store.tables.system import changes

    derived.renew(session)
    rows = [
        {
            "operation_key": session.operation,
            "at": session.now,
            "actor_id": session.actor_id,
            "through": session.through,
            "record_kind": str(entry.kind),  # a table's name is no plain text, and SQLite's driver is slow with such
            "record_id": entry.record_id,
            "what": entry.what,
            "facts": entry.facts,
            "personal": entry.personal or None,
            "subject_kind": str(entry.subject[0]) if entry.subject else None,
            "subject_id": entry.subject[1] if entry.subject else None,
        }
        for entry in session.entries
    ]
    if rows:
        session.connection.execute(sql_insert(changes), rows)


def note_inserted(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Leave the lines of rows that `store.bulk` inserted with their ids, and mark what follows from them as stale."""
    personal = {column.name for column in table.c if column.info.get("personal")}
    for row in rows:
        filled = [(name, [None, plain(value)]) for name, value in row.items() if value is not None and name != "id"]
        own = {name: pair for name, pair in filled if name in personal}
        facts = {name: pair for name, pair in filled if name not in personal}
        subject = _subject(table, row["id"], row) if own else None
        session.entries.append(Entry(table.name, row["id"], "insert", facts, own, subject))
        derived.touch(session, table.name, row["id"], row, row)


def _note(
    session: Session,
    table: Table,
    record_id: int,
    what: str,
    values: Mapping[str, list[Any]],
    row: Mapping[str, Any],
) -> None:
    facts: dict[str, Any] = {}
    personal: dict[str, Any] = {}
    for name, (old, new) in values.items():
        if what == "insert" and new is None:
            continue
        where = personal if table.c[name].info.get("personal") else facts
        where[name] = [None if old is None else plain(old), plain(new)]
    subject = _subject(table, record_id, row) if personal else None
    session.entries.append(Entry(table.name, record_id, what, facts, personal, subject))
    derived.touch(session, table.name, record_id, row, values)


def _subject(table: Table, record_id: int, row: Mapping[str, Any]) -> tuple[str, int]:
    """Whom the personal columns of a row are about: a contact, a customer, a user, or else the record itself."""
    if table.name in ("contact", "customer", "user"):
        return table.name, record_id
    for kind in ("contact", "customer", "user"):
        if (about := row.get(f"{kind}_id")) is not None:
            return kind, int(about)
    return table.name, record_id


def plain(value: Any) -> Any:
    """Turn a column's value into what JSON can hold."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
