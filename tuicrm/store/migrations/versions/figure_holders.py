"""Who held a customer when an inquiry was answered, and how often a day was moved, are read from indexes alone."""

from tuicrm.store.migrations import repeatable

revision = "figure_holders"
down_revision = "name_keys"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_ownership_held": ("ownership", ["customer_id", "from_at", "to_at", "owner_id"], "ix_ownership_customer_id"),
    "ix_inquiry_answers": (
        "inquiry",
        [
            "came_on", "month", "customer_id", "came_at", "archived_at", "source_id", "campaign_id", "answered_at",
            "verdict",
        ],
        "ix_inquiry_days",
    ),
    "ix_project_period_days": (
        "project_period",
        ["project_id", "id", "owner_id", "team_id", "from_at", "expected_on", "archived_at"],
        "ix_project_period_first",
    ),
}  # fmt: skip


def upgrade() -> None:
    for name, (table, columns, old) in INDEXES.items():
        repeatable.create_index(name, table, columns, unique=False)
        repeatable.drop_index(old, table)  # the new one begins like it
