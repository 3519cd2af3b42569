"""What a merge wrote, read from the audit trail."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.system import changes


def merge_of(session: Session, gone_id: int) -> Any:
    """Give the line in which a customer went into another one, the latest if it did so twice; None if it never did."""
    lines = select(changes).where(changes.c.record_kind == "customer", changes.c.record_id == gone_id)
    newest = session.all(lines.where(changes.c.what == "update").order_by(changes.c.id.desc()))
    return next((line for line in newest if values_of(line).get("merged_into_id", [1, None])[1]), None)


def lines_of(session: Session, operation: UUID) -> list[Any]:
    """Give all lines of one operation, oldest first."""
    return list(session.all(select(changes).where(changes.c.operation_key == operation).order_by(changes.c.id)))


def values_of(line: Any) -> dict[str, Any]:
    """Give what a line says of each column: [old, new]."""
    return {**(line.facts or {}), **(line.personal or {})}


def before(session: Session, line: Any, name: str) -> Any:
    """Give what a column held before a merge wrote it, as if merges that were undone since had never been.

    B, then C went into A, and both brought a name. B goes its own way: A keeps the name of C. When C goes, too, A has
    its own name back, not that of B.
    """
    old = values_of(line)[name][0]
    earlier = select(changes).where(
        changes.c.record_kind == line.record_kind, changes.c.record_id == line.record_id, changes.c.what == "update",
        changes.c.id < line.id,
    )  # fmt: skip
    for one in session.all(earlier.order_by(changes.c.id.desc())):
        if name in values_of(one):
            if values_of(one)[name][1] != old or not _is_undone_merge(session, one.operation_key):
                break
            old = values_of(one)[name][0]
    return old


def _is_undone_merge(session: Session, operation: UUID) -> bool:
    for line in lines_of(session, operation):
        if line.record_kind == "customer" and values_of(line).get("merged_into_id", [1, None])[1]:
            gone = session.get(customers, line.record_id)
            return gone.merged_into_id is None or merge_of(session, line.record_id).operation_key != operation
    return False
