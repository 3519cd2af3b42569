"""What became of a project's stays is read from one index."""

from tuicrm.store.migrations import repeatable
revision = 'stage_ways'
down_revision = 'figure_indexes'
branch_labels = None
depends_on = None

_COLUMNS = ['project_id', 'stage_id', 'entered_at', 'left_how', 'is_entry_known']


def upgrade() -> None:
    repeatable.create_index('ix_stage_history_ways', 'stage_history', _COLUMNS, unique=False)
