"""Kinds of actions that the team added may be done by phone."""

import sqlalchemy as sa
from tuicrm.store.migrations import repeatable
revision = 'phoned_kinds'
down_revision = "closed_credits"
branch_labels = None
depends_on = None


def upgrade() -> None:
    repeatable.add_column('action_kind', sa.Column('is_by_phone', sa.Boolean(), nullable=False,
                                                   server_default=sa.false()))
