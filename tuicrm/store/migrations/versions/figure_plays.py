"""What the playbook asked for and what was done of it are read from indexes alone."""

from tuicrm.store.migrations import repeatable

revision = "figure_plays"
down_revision = "figure_months"
branch_labels = None
depends_on = None

STAYS = [
    "stage_id", "entered_month", "left_how", "holder_id", "seconds", "left_at", "entered_at", "project_id",
    "is_entry_known", "how",
]  # fmt: skip


def upgrade() -> None:
    repeatable.create_index("ix_stage_history_stays", "stage_history", STAYS, unique=False)
    repeatable.create_index("ix_action_played", "action", ["playbook_action_id", "project_id", "done_at"], unique=False)
    repeatable.drop_index("ix_stage_history_entered", "stage_history")  # the new ones begin like these two
    repeatable.drop_index("ix_action_playbook_action_id", "action")
