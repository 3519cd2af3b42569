"""Count who took projects how far, without a look at each stay."""

from tuicrm.store.migrations import repeatable
revision = 'held_stays'
down_revision = 'board_size'
branch_labels = None
depends_on = None


def upgrade() -> None:
    repeatable.create_index(
        'ix_stage_history_held', 'stage_history', ['stage_id', 'holder_id', 'left_how', 'entered_month'], unique=False
    )
