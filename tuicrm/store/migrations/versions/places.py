"""Who holds a word is kept in the order of names: a search reads the first of many, wherever they stand in the list."""

from typing import Any

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint, inspect, text

from tuicrm.store import types
from tuicrm.store.migrations import repeatable

revision = "places"
down_revision = "given"
branch_labels = None
depends_on = None

_COPY = """
insert into token_with_place (kind, token, place, record_id)
select token.kind, token.token, coalesce(substr(customer.name_sort, 1, 16), ''), token.record_id
from token left join customer on customer.id = token.record_id and token.kind in ('customer', 'note')
order by 1, 2, 3, 4
"""


def upgrade() -> None:
    """Make the table anew, in the order of its key: to change millions of rows one by one takes longer."""
    connection = op.get_bind()
    there = set(inspect(connection).get_table_names())
    if "token" in there and "place" not in {one["name"] for one in inspect(connection).get_columns("token")}:
        if "token_with_place" in there:  # half of it, from a run that broke
            op.drop_table("token_with_place")
        _create(connection.dialect.name)
        connection.execute(text(_COPY))
        op.drop_table("token")
    if "token" not in set(inspect(connection).get_table_names()):
        op.rename_table("token_with_place", "token")
    if inspect(connection).get_pk_constraint("token")["name"] == "pk_token_with_place":
        connection.execute(text("alter table token rename constraint pk_token_with_place to pk_token"))
    repeatable.create_index("ix_token_record", "token", ["record_id", "kind", "token"], unique=False)
    connection.execute(text("analyze table token" if connection.dialect.name in ("mariadb", "mysql") else "analyze token"))


def _create(engine: str) -> None:
    options: dict[str, Any] = {"sqlite_with_rowid": False}
    op.create_table(
        "token_with_place",
        Column("kind", types.string(12), nullable=False),
        Column("token", types.string(40), nullable=False),
        Column("place", types.string(16), nullable=False),
        Column("record_id", types.Id, autoincrement=False, nullable=False),
        PrimaryKeyConstraint(
            "kind", "token", "place", "record_id",
            name=op.f("pk_token_with_place" if engine == "postgresql" else "pk_token"),
        ),
        **options,
    )  # fmt: skip
