"""Who a project began with, and what was won by whom, are read from indexes alone."""

from tuicrm.store.migrations import repeatable

revision = "first_holders"
down_revision = "figure_plays"
branch_labels = None
depends_on = None

_INDEXES = {
    "ix_project_period_first": ("project_period", ["project_id", "id", "owner_id", "team_id"]),
    "ix_purchase_of_customer": ("purchase", ["customer_id", "archived_at", "month"]),
    "ix_purchase_of_project": ("purchase", ["project_id", "archived_at", "product_id"]),
    "ix_credit_outcome": (
        "credit", ["outcome", "on", "project_id", "archived_at", "user_id", "share_ppm", "team_id"],
    ),
}  # fmt: skip
_SHORTER = {
    "ix_project_period_project_id": "project_period", "ix_purchase_customer_id": "purchase",
    "ix_purchase_project_id": "purchase", "ix_credit_closed": "credit",
}  # fmt: skip


def upgrade() -> None:
    for name, (table, columns) in _INDEXES.items():
        repeatable.create_index(name, table, columns, unique=False)
    for name, table in _SHORTER.items():  # the new ones begin like these
        repeatable.drop_index(name, table)
