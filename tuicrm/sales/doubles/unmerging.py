"""A merge is undone: every column that it wrote gets back what it held, as the audit trail tells.

What somebody wrote since stays: only columns that still hold what the merge put there are given back.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Table, Uuid

from tuicrm.sales import rights
from tuicrm.sales.doubles.comparing import JOINED
from tuicrm.sales.doubles.merging import Merged
from tuicrm.sales.doubles.parting import part
from tuicrm.sales.doubles.tracing import before, lines_of, merge_of, values_of
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.everything import all_tables
from tuicrm.store.types import Moment

HOLDER = ("owner_id", "held_since_at")
"""What the history of holders says, too: it is given back with that, or not at all."""


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
    if (merge := merge_of(session, gone_id)) is None:
        raise Refused("not_merged", name=gone.name)
    lines = lines_of(session, merge.operation_key)
    keep_holder = _was_held_since(session, lines, kept_id)
    given_back = 0
    for line in reversed(lines):
        table = all_tables().tables.get(line.record_kind)
        if table is None or "id" not in table.c or (keep_holder and table is ownerships):
            continue
        if line.what == "insert":
            change.take_out(session, table, line.record_id)
        else:
            given_back += _give_back(session, table, line, keep_holder=keep_holder)
    returned = {(line.record_kind, line.record_id) for line in lines}
    part(session, (kept_id, gone_id), since=merge.at, returned=returned)
    return Merged(kept_id, session.get(customers, kept_id).name, gone_id, gone.name, given_back)


def _was_held_since(session: Session, lines: list[Any], kept_id: int) -> bool:
    """Say whether the customer that stayed got another holder after the merge gave it one."""
    made = [line.record_id for line in lines if line.record_kind == "ownership" and line.what == "insert"]
    return bool(made) and session.get(ownerships, made[0]).live_customer_id != kept_id


def _give_back(session: Session, table: Table, line: Any, *, keep_holder: bool) -> int:
    row = session.get(table, line.record_id)
    values = values_of(line)
    if keep_holder and table is customers:
        values = {name: pair for name, pair in values.items() if name not in HOLDER}
    written: dict[str, Any] = {}
    for name, (old, new) in values.items():
        if name not in table.c:
            continue
        held = change.plain(getattr(row, name))
        if held == new:
            written[name] = _typed(table, name, old if name in HOLDER else before(session, line, name))
        elif name == JOINED and held:
            written[name] = _without(held, old, new)
    return int(change.update(session, table, line.record_id, **written)) if written else 0


def _without(held: str, old: str | None, new: str | None) -> str | None:
    """Take out of a note that grew since what the merge wrote below the old one."""
    brought = (new or "").removeprefix(old or "").strip("\n")
    lines, theirs = held.split("\n"), brought.split("\n")
    for at in range(len(lines) - len(theirs), -1, -1):
        if lines[at : at + len(theirs)] == theirs:
            return "\n".join(lines[:at] + lines[at + len(theirs) :]) or None
    return held


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
