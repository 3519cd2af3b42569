"""Own fields of two customers become those of one."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.fields import own_fields, own_values

_COLUMNS = ("text_value", "text_sort", "number_micro", "day_value")


def merge_own(session: Session, kept_id: int, gone_id: int, chosen: Collection[str]) -> None:
    """Take over the values of the fields in `chosen` (keys); what the one that stays never had moves to it."""
    mine = {row.field_id: row for row in _of(session, kept_id)}
    for row in _of(session, gone_id):
        if row.key not in chosen:
            continue
        had = mine.get(row.field_id)
        if had is None:
            change.update(session, own_values, row.id, record_id=kept_id)
        else:
            change.update(session, own_values, had.id, **{name: getattr(row, name) for name in _COLUMNS})


def _of(session: Session, customer_id: int) -> list[Any]:
    return list(
        session.all(
            select(own_values, own_fields.c.key)
            .join(own_fields, own_fields.c.id == own_values.c.field_id)
            .where(own_fields.c.record_kind == "customer", own_values.c.record_id == customer_id)
            .order_by(own_values.c.id)
        )
    )
