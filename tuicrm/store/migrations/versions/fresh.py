"""How fresh a customer is stands beside it, and its like are listed by it through an index."""

import sqlalchemy as sa
from alembic import op

from tuicrm.store import types
from tuicrm.store.migrations import repeatable

revision = "fresh"
down_revision = "held_stays"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and say of each customer what it is."""
    repeatable.add_column("customer", sa.Column("fresh_at", types.Moment(), nullable=True))
    customer = sa.table("customer", *(sa.column(name, types.Moment()) for name in (
        "id", "created_at", "last_inquiry_at", "fresh_at",
    )))  # fmt: skip
    stay = sa.table("ownership", sa.column("live_customer_id"), sa.column("from_at", types.Moment()))
    since = sa.select(stay.c.from_at).where(stay.c.live_customer_id == customer.c.id).scalar_subquery()
    came = sa.func.coalesce(since, customer.c.created_at)
    asked = sa.func.coalesce(customer.c.last_inquiry_at, customer.c.created_at)
    op.execute(sa.update(customer).values(fresh_at=sa.case((came > asked, came), else_=asked)))
    columns = ["class_key", "source_id", "fresh_at", "id", "owner_id"]
    repeatable.create_index("ix_customer_fresh", "customer", columns, unique=False)
