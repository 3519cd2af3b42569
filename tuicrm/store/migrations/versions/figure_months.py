"""Figures by month of stays, customers and inquiries are read from indexes alone."""

from tuicrm.store.migrations import repeatable

revision = "figure_months"
down_revision = "large_lists"
branch_labels = None
depends_on = None

INDEXES = {
    "stage_history": (
        "ix_stage_history_months",
        ["entered_month", "how", "holder_id", "entered_at", "by_id", "stage_id", "left_how", "seconds", "project_id"],
    ),
    "customer": (
        "ix_customer_months",
        ["created_month", "created_at", "archived_at", "merged_into_id", "source_id", "class_key", "owner_id"],
    ),
    "inquiry": (
        "ix_inquiry_days",
        ["came_on", "month", "customer_id", "came_at", "archived_at", "source_id", "campaign_id", "answered_at"],
    ),
}


def upgrade() -> None:
    for table, (name, columns) in INDEXES.items():
        repeatable.create_index(name, table, columns, unique=False)
    repeatable.drop_index("ix_stage_history_moves", "stage_history")  # the new ones begin like these two
    repeatable.drop_index("ix_customer_created_month", "customer")
