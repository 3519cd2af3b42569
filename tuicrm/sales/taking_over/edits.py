"""What was edited here since the other system's rows came in: told by the audit trail."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from tuicrm.store.change import plain
from tuicrm.store.session import Session
from tuicrm.store.tables.system import changes, operations

CHUNK = 500
RULES = ("import.take_over", "import.finish", "import.rehearse")
Written = Mapping[str, Any]
_WORTH = {"home_minor": "amount_minor", "home_cost_minor": "cost_minor"}


def last_written(session: Session, record_kind: str, record_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Give for each record what imports wrote last into each column, as the audit trail has it."""
    written: dict[int, dict[str, Any]] = {record_id: {} for record_id in record_ids}
    ids = sorted(written)
    for start in range(0, len(ids), CHUNK):
        lines = (
            select(changes.c.record_id, changes.c.facts, changes.c.personal)
            .join(operations, operations.c.key == changes.c.operation_key)
            .where(
                changes.c.record_kind == record_kind,
                changes.c.record_id.in_(ids[start : start + CHUNK]),
                operations.c.rule.in_(RULES),
            )
            .order_by(changes.c.id)
        )
        for record_id, facts, personal in session.all(lines):
            for name, (_old, new) in {**(facts or {}), **(personal or {})}.items():
                written[record_id][name] = new
    return written


def is_edited(before: Mapping[str, Any], written: Written, *columns: str) -> bool:
    """Say whether any of the columns holds something else than what an import put there.

    What an amount is worth at home changes with the rates, too: there it is the amount that tells.
    """
    told = [_WORTH.get(name, name) for name in columns]
    return any(plain(before[name]) != written.get(name) for name in told)
