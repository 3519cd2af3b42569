"""Customers are found by what is noted on them and their contacts."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from tuicrm.plain.tokens import note_tokens

revision = "notes"
down_revision = "phoned_kinds"
branch_labels = None
depends_on = None

AT_ONCE = 500


def upgrade() -> None:
    """Make the words of the notes that are there; those of a run that broke off go first."""
    token = sa.table("token", *(sa.column(name) for name in ("token", "kind", "record_id")))
    customer = sa.table("customer", sa.column("id"), sa.column("note"))
    contact = sa.table("contact", sa.column("customer_id"), sa.column("note"), sa.column("archived_at"))
    op.execute(sa.delete(token).where(token.c.kind == "note"))
    own = sa.select(customer.c.id.label("id"), customer.c.note).where(customer.c.note.is_not(None))
    theirs = sa.select(contact.c.customer_id.label("id"), contact.c.note).where(
        contact.c.note.is_not(None), contact.c.archived_at.is_(None)
    )
    noted: dict[int, list[str]] = {}
    for number, text in op.get_bind().execute(own.union_all(theirs)):
        noted.setdefault(number, []).append(text)
    rows: list[dict[str, Any]] = []
    for number in sorted(noted):
        rows += [{"token": one, "kind": "note", "record_id": number} for one in sorted(note_tokens(noted[number]))]
        if len(rows) > AT_ONCE:
            op.bulk_insert(token, rows)
            rows = []
    if rows:
        op.bulk_insert(token, rows)
