"""Who changed a record between reading and writing it."""

from sqlalchemy import Table, select

from tuicrm.store.errors import ChangedSince, NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users
from tuicrm.store.tables.system import changes


def changed_since(session: Session, table: Table, record_id: int, version: int, fields: tuple[str, ...]) -> None:
    """Refuse where one of these fields was changed after `version`; the row is under lock.

    Each update of a record adds one to its version, so the trail's newest (now - version) updates are the ones after.

    Raises:
        ChangedSince: by whom, and which of the fields.
    """
    row = session.get(table, record_id)
    if row is None:
        raise NotFound(table.name, record_id)
    if row.version <= version:
        return
    newer = session.all(
        select(changes.c.facts, changes.c.personal, users.c.name)
        .outerjoin(users, users.c.id == changes.c.actor_id)
        .where(changes.c.record_kind == table.name, changes.c.record_id == record_id, changes.c.what == "update")
        .order_by(changes.c.id.desc())
        .limit(row.version - version)
    )
    for facts, personal, by in newer:
        if clash := [name for name in fields if name in (facts or {}) or name in (personal or {})]:
            raise ChangedSince(table.name, record_id, by, clash)
