"""Figures over millions of actions and stays are read from indexes."""

from tuicrm.store.migrations import repeatable
revision = 'figure_indexes'
down_revision = 'fresh'
branch_labels = None
depends_on = None

_INDEXES = {
    'ix_action_done_month': (
        'action', ['done_month', 'owner_id', 'kind', 'done_on', 'outcome', 'done_minutes', 'cost_minor'],
    ),
    'ix_action_planned_on': (
        'action',
        ['planned_on', 'owner_id', 'handover_id', 'state', 'first_planned_on', 'outcome', 'done_on', 'grain', 'kind',
         'postponed'],
    ),
    'ix_action_first_done': ('action', ['customer_id', 'state', 'done_at']),
    'ix_stage_history_entered': (
        'stage_history',
        ['stage_id', 'entered_month', 'left_how', 'holder_id', 'seconds', 'left_at', 'entered_at', 'project_id',
         'is_entry_known'],
    ),
    'ix_project_period_then': (
        'project_period',
        ['from_at', 'to_at', 'stage_id', 'category', 'expected_on', 'project_id', 'home_minor', 'probability',
         'owner_id', 'team_id'],
    ),
    'ix_credit_whose': (
        'credit', ['user_id', 'outcome', 'month', 'on', 'share_ppm', 'archived_at', 'project_id', 'team_id'],
    ),
}  # fmt: skip


def upgrade() -> None:
    for name, (table, columns) in _INDEXES.items():
        repeatable.create_index(name, table, columns, unique=False)
    repeatable.drop_index('ix_credit_user_month', 'credit')  # the new ones begin like these three
    repeatable.drop_index('ix_stage_history_stage', 'stage_history')
    repeatable.drop_index('ix_project_period_from', 'project_period')
