"""Whether a project had a next step on a day, and who dealt with a customer, are read from indexes alone."""

from tuicrm.store.migrations import repeatable

revision = "steps_of_actions"
down_revision = "notes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    steps = ["project_id", "state", "planned_on", "created_at", "done_at", "origin"]
    repeatable.create_index("ix_action_steps", "action", steps, unique=False)
    dealt = ["customer_id", "state", "done_at", "done_on", "owner_id"]
    repeatable.create_index("ix_action_dealt", "action", dealt, unique=False)
    repeatable.drop_index("ix_action_project", "action")  # the new ones begin like these two
    repeatable.drop_index("ix_action_first_done", "action")
