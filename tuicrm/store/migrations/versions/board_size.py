"""The cards of a stage are read the largest first, many as quickly as few."""

from tuicrm.store.migrations import repeatable
revision = 'board_size'
down_revision = 'pairing'
branch_labels = None
depends_on = None


def upgrade() -> None:
    columns = ['state', 'stage_id', 'home_minor', 'id', 'archived_at', 'probability']
    repeatable.create_index('ix_project_size', 'project', columns, unique=False)
