"""What people say a period will bring."""

from alembic import op
import sqlalchemy as sa
from tuicrm.store import types
from tuicrm.store.migrations import repeatable
revision = 'figures'
down_revision = 'stages'
branch_labels = None
depends_on = None


def upgrade() -> None:
    repeatable.create_table('forecast_call',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('user_id', types.Id, nullable=False),
    sa.Column('kind', types.string(6), nullable=False),
    sa.Column('first_month', sa.BigInteger(), nullable=False),
    sa.Column('months', sa.SmallInteger(), nullable=False),
    sa.Column('amount_minor', sa.BigInteger(), nullable=False),
    sa.Column('currency', types.string(3), nullable=False),
    sa.Column('note', types.string(300), nullable=True),
    sa.Column('by_id', types.Id, nullable=True),
    sa.Column('made_at', types.Moment(), nullable=False),
    sa.CheckConstraint("kind in ('call', 'adjust')", name=op.f('ck_forecast_call_kind')),
    sa.CheckConstraint("months in (1, 3, 12)", name=op.f('ck_forecast_call_months')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_forecast_call_user_id')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_forecast_call_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_forecast_call'))
    )
    repeatable.create_index(op.f('ix_forecast_call_user_id'), 'forecast_call', ['user_id'], unique=False)
    repeatable.create_index(op.f('ix_forecast_call_by_id'), 'forecast_call', ['by_id'], unique=False)
    repeatable.create_index('ix_forecast_call_period', 'forecast_call', ['first_month', 'months', 'user_id'], unique=False)
