"""What each person did on a day is found without reading their year."""

from tuicrm.store.migrations import repeatable
revision = 'agenda_days'
down_revision = 'pool_lists'
branch_labels = None
depends_on = None


def upgrade() -> None:
    repeatable.create_index('ix_action_done_on', 'action', ['owner_id', 'done_on'], unique=False)
