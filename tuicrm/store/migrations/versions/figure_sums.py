"""Sums of what was bought, for whom it counts and which moves were made are read from indexes."""

from tuicrm.store.migrations import repeatable
revision = 'figure_sums'
down_revision = 'stage_ways'
branch_labels = None
depends_on = None

_INDEXES = {
    'ix_purchase_sums': (
        'purchase',
        ['month', 'bought_on', 'archived_at', 'project_id', 'customer_id', 'product_id', 'home_minor',
         'home_cost_minor'],
    ),
    'ix_credit_shares': (
        'credit', ['project_id', 'outcome', 'archived_at', 'user_id', 'share_ppm', 'team_id'],
    ),
    'ix_stage_history_moves': ('stage_history', ['entered_month', 'how', 'holder_id', 'entered_at', 'by_id']),
}  # fmt: skip


def upgrade() -> None:
    for name, (table, columns) in _INDEXES.items():
        repeatable.create_index(name, table, columns, unique=False)
    repeatable.drop_index('ix_purchase_month', 'purchase')  # the new ones begin like these two
    repeatable.drop_index('ix_credit_project_id', 'credit')
