"""Tags, suspected pairs, and the consent that came with an inquiry."""

import sqlalchemy as sa
from alembic import op

from tuicrm.store import types
from tuicrm.store.migrations import repeatable

revision = "intake"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    repeatable.create_table(
        "tag",
        sa.Column("id", types.Id, autoincrement=True, nullable=False),
        sa.Column("tag_key", types.string(60), nullable=False),
        sa.Column("name", types.string(60), nullable=False),
        sa.Column("archived_at", types.Moment(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("tag_key", name=op.f("uq_tag_tag_key")),
    )
    repeatable.create_table(
        "customer_tag",
        sa.Column("id", types.Id, autoincrement=True, nullable=False),
        sa.Column("customer_id", types.Id, nullable=False),
        sa.Column("tag_id", types.Id, nullable=False),
        sa.Column("archived_at", types.Moment(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_customer_tag_customer_id")),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_customer_tag_tag_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_tag")),
        sa.UniqueConstraint("customer_id", "tag_id", name=op.f("uq_customer_tag_customer_id_tag_id")),
    )
    repeatable.create_index("ix_customer_tag_tag_id", "customer_tag", ["tag_id"], unique=False)
    repeatable.create_table(
        "suspected_pair",
        sa.Column("id", types.Id, autoincrement=True, nullable=False),
        sa.Column("first_id", types.Id, nullable=False),
        sa.Column("second_id", types.Id, nullable=False),
        sa.Column("why", types.string(60), nullable=False),
        sa.Column("percent", sa.SmallInteger(), nullable=False),
        sa.Column("found_at", types.Moment(), nullable=False),
        sa.Column("verdict", types.string(9), nullable=True),
        sa.Column("decided_at", types.Moment(), nullable=True),
        sa.Column("decided_by_id", types.Id, nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "verdict is null or verdict in ('different', 'merged')", name=op.f("ck_suspected_pair_verdict")
        ),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_suspected_pair_order")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user.id"], name=op.f("fk_suspected_pair_decided_by_id")),
        sa.ForeignKeyConstraint(["first_id"], ["customer.id"], name=op.f("fk_suspected_pair_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["customer.id"], name=op.f("fk_suspected_pair_second_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspected_pair")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_suspected_pair_first_id_second_id")),
    )
    repeatable.create_index("ix_suspected_pair_decided_by_id", "suspected_pair", ["decided_by_id"], unique=False)
    repeatable.create_index("ix_suspected_pair_open", "suspected_pair", ["verdict", "percent", "id"], unique=False)
    repeatable.create_index("ix_suspected_pair_second_id", "suspected_pair", ["second_id"], unique=False)
    repeatable.add_column("inquiry", sa.Column("consent", types.long_string(), nullable=True))
