"""A merge is undone: every column that it wrote gets back what it held, as the audit trail tells.

What somebody wrote since stays: only columns that still hold what the merge put there are given back.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Table, Uuid, select

from tuicrm.sales import rights
from tuicrm.sales.doubles.merging import Merged
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.everything import all_tables
from tuicrm.store.tables.system import changes
from tuicrm.store.types import Moment


@rule("customer.unmerge", right="sell", writes=True, refuses=("not_merged", "changed_after_merge"))
def unmerge(session: Session, actor: Actor, gone_id: int, *, now: datetime) -> Merged:
    """Make two customers again of the one that another was merged into.

    Raises:
        Refused: `not_merged`, `changed_after_merge` (the one that stayed went into a third one since).
    """
    gone = session.get(customers, gone_id)
    if gone is None:
        raise NotFound("customer", gone_id)
    if gone.merged_into_id is None:
        raise Refused("not_merged", name=gone.name)
    kept_id = gone.merged_into_id
    if (kept := session.get(customers, kept_id)) is not None and kept.merged_into_id is not None:
        raise Refused("changed_after_merge", name=kept.name)
    rights.find(session, actor, customers, kept_id, to_write=True)
    session.lock(customers, *sorted((kept_id, gone_id)))
    lines = _lines(session, gone_id)
    keep_holder = _was_held_since(session, lines, kept_id)
    given_back = 0
    for line in reversed(lines):
        table = all_tables().tables.get(line.record_kind)
        if table is None or "id" not in table.c or (keep_holder and _is_about_holder(line, kept_id)):
            continue
        if line.what == "insert":
            change.take_out(session, table, line.record_id)
        else:
            given_back += _give_back(session, table, line, keep_holder=keep_holder)
    return Merged(kept_id, session.get(customers, kept_id).name, gone_id, gone.name, given_back)


def _lines(session: Session, gone_id: int) -> list[Any]:
    """Give the lines that the merge of this customer left, oldest first."""
    mine = select(changes).where(changes.c.record_kind == "customer", changes.c.record_id == gone_id)
    newest = mine.where(changes.c.what == "update").order_by(changes.c.id.desc())
    merge = next((row for row in session.all(newest) if (row.facts or {}).get("merged_into_id", [1, None])[1]), None)
    if merge is None:
        raise Refused("not_merged", name=gone_id)
    return list(
        session.all(select(changes).where(changes.c.operation_key == merge.operation_key).order_by(changes.c.id))
    )


def _was_held_since(session: Session, lines: list[Any], kept_id: int) -> bool:
    """Say whether the customer that stayed got another holder after the merge gave it one."""
    made = [line.record_id for line in lines if line.record_kind == "ownership" and line.what == "insert"]
    return bool(made) and session.get(ownerships, made[0]).live_customer_id != kept_id


def _is_about_holder(line: Any, kept_id: int) -> bool:
    return bool(line.record_kind == "ownership")


def _give_back(session: Session, table: Table, line: Any, *, keep_holder: bool) -> int:
    row = session.get(table, line.record_id)
    values = {**(line.facts or {}), **(line.personal or {})}
    if keep_holder and table is customers:
        values = {name: pair for name, pair in values.items() if name not in ("owner_id", "held_since_at")}
    still = {
        name: _typed(table, name, old)
        for name, (old, new) in values.items()
        if name in table.c and change.plain(getattr(row, name)) == new
    }
    return int(change.update(session, table, line.record_id, **still)) if still else 0


def _typed(table: Table, name: str, value: Any) -> Any:
    """Turn what JSON holds into what the column takes."""
    if value is None:
        return None
    kind = table.c[name].type
    if isinstance(kind, Moment):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return UUID(value) if isinstance(kind, Uuid) else value
