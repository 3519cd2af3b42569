"""What a quarter brought is read from its own credits, however many projects are open."""

from tuicrm.store.migrations import repeatable

revision = "closed_credits"
down_revision = "figure_sums"
branch_labels = None
depends_on = None


def upgrade() -> None:
    repeatable.create_index("ix_credit_closed", "credit", ["outcome", "on", "project_id"], unique=False)
