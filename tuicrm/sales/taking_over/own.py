"""Values of own fields that arrive with records."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import select

from tuicrm.sales.fields import LONGEST, MICRO, fields_of, sort_of_text
from tuicrm.sales.taking_over.edits import is_edited, last_written
from tuicrm.sales.taking_over.kinds import New, Row
from tuicrm.sales.taking_over.work import Work
from tuicrm.store import change
from tuicrm.store.tables.fields import own_values

COLUMNS = ("text_value", "number_micro", "day_value")


def add(work: Work, kind: str, made: Sequence[New]) -> None:
    """Write the values of new records."""
    fields = _fields(work, kind, made)
    rows: list[Row] = []
    for record_id, arrival in made:
        for key, value in arrival.own.items():
            columns = _columns(value)
            if key in fields and any(one is not None for one in columns.values()):
                rows.append({"field_id": fields[key], "record_id": record_id, **columns})
    change.insert_many(work.session, own_values, rows)


def renew(work: Work, kind: str, record_id: int, arrival: New) -> tuple[bool, tuple[str, ...]]:
    """Bring one record's values to what its row says now; what was edited here is kept and named."""
    fields = _fields(work, kind, [arrival])
    here = own_values.c.record_id == record_id, own_values.c.field_id.in_(fields.values())
    had = {row.field_id: row for row in work.session.all(select(own_values).where(*here))} if fields else {}
    written = last_written(work.session, "own_value", [row.id for row in had.values()])
    is_changed, kept = False, []
    for key, value in arrival[1].own.items():
        columns = _columns(value)
        row = had.get(fields.get(key, 0))
        if key not in fields:
            continue
        if row is None:
            if any(one is not None for one in columns.values()):
                change.insert(work.session, own_values, field_id=fields[key], record_id=record_id, **columns)
                is_changed = True
        elif any(getattr(row, name) != columns[name] for name in COLUMNS):
            if is_edited(row._mapping, written[row.id], *COLUMNS):
                kept.append(key)
            else:
                is_changed |= change.update(work.session, own_values, row.id, **columns)
    return is_changed, tuple(kept)


def _fields(work: Work, kind: str, arrivals: Sequence[New]) -> dict[str, int]:
    named = {key for _id, arrival in arrivals for key in arrival.own}
    return {one.key: one.id for one in fields_of(work.session, kind) if one.key in named} if named else {}


def _columns(value: str | Decimal | date | None) -> Row:
    columns: dict[str, Any] = dict.fromkeys(COLUMNS)
    if isinstance(value, Decimal):
        columns["number_micro"] = int((value * MICRO).to_integral_value(ROUND_HALF_UP))
    elif isinstance(value, date):
        columns["day_value"] = value
    elif value:
        columns["text_value"] = str(value)[:LONGEST]
    columns["text_sort"] = sort_of_text(columns["text_value"])
    return columns
