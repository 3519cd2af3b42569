"""Texts of own fields are put in order as names are."""

import sqlalchemy as sa
from alembic import op

from tuicrm.plain.names import name_sort
from tuicrm.store import types
from tuicrm.store.migrations import repeatable

revision = "sorted_texts"
down_revision = "forms_of_the_world"
branch_labels = None
depends_on = None

AT_ONCE = 5_000


def upgrade() -> None:
    repeatable.add_column("own_value", sa.Column("text_sort", types.string(240)))
    value = sa.table("own_value", sa.column("id"), sa.column("text_value"), sa.column("text_sort"))
    unsorted = sa.select(value.c.id, value.c.text_value).where(
        value.c.text_value.is_not(None), value.c.text_sort.is_(None)
    )
    write = sa.update(value).where(value.c.id == sa.bindparam("number")).values(text_sort=sa.bindparam("sort"))
    connection = op.get_bind()
    while rows := connection.execute(unsorted.limit(AT_ONCE)).all():
        connection.execute(write, [{"number": row.id, "sort": name_sort(row.text_value)[:240]} for row in rows])
