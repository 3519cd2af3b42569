"""What the rules of the pool keep."""

from alembic import op
import sqlalchemy as sa
from tuicrm.store import types
from tuicrm.store.migrations import repeatable
revision = 'pool'
down_revision = 'intake'
branch_labels = None
depends_on = None


def upgrade() -> None:
    repeatable.create_table('list_choice',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('user_id', types.Id, nullable=False),
    sa.Column('screen', types.string(20), nullable=False),
    sa.Column('tab', types.string(20), nullable=False),
    sa.Column('columns', types.Json(), nullable=True),
    sa.Column('sort', types.string(40), nullable=True),
    sa.Column('is_descending', sa.Boolean(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_list_choice_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_list_choice')),
    sa.UniqueConstraint('user_id', 'screen', 'tab', name=op.f('uq_list_choice_user_id_screen_tab'))
    )
    repeatable.create_table('territory',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('user_id', types.Id, nullable=False),
    sa.Column('kind', types.string(8), nullable=False),
    sa.Column('value', types.string(80), nullable=False),
    sa.Column('archived_at', types.Moment(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("kind in ('source', 'region', 'industry')", name=op.f('ck_territory_kind')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_territory_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_territory'))
    )
    repeatable.create_index('ix_territory_kind', 'territory', ['kind', 'value'], unique=False)
    repeatable.create_index(op.f('ix_territory_user_id'), 'territory', ['user_id'], unique=False)
    repeatable.create_table('hand_out',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('customer_id', types.Id, nullable=False),
    sa.Column('at', types.Moment(), nullable=False),
    sa.Column('rule', types.string(12), nullable=False),
    sa.Column('chosen_id', types.Id, nullable=True),
    sa.Column('why', types.string(20), nullable=False),
    sa.Column('eligible', types.Json(), nullable=True),
    sa.Column('seed', sa.BigInteger(), nullable=True),
    sa.Column('by_id', types.Id, nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_hand_out_by_id')),
    sa.ForeignKeyConstraint(['chosen_id'], ['user.id'], name=op.f('fk_hand_out_chosen_id')),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_hand_out_customer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hand_out'))
    )
    repeatable.create_index(op.f('ix_hand_out_by_id'), 'hand_out', ['by_id'], unique=False)
    repeatable.create_index('ix_hand_out_chosen', 'hand_out', ['chosen_id', 'at'], unique=False)
    repeatable.create_index(op.f('ix_hand_out_customer_id'), 'hand_out', ['customer_id'], unique=False)
    repeatable.create_table('recycle_warning',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('customer_id', types.Id, nullable=False),
    sa.Column('owner_id', types.Id, nullable=False),
    sa.Column('rule', types.string(10), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('warned_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('ended', types.string(8), nullable=True),
    sa.Column('live_customer_id', sa.BigInteger(), nullable=True),
    sa.CheckConstraint("ended is null or ended in ('recycled', 'saved')", name=op.f('ck_recycle_warning_ended')),
    sa.CheckConstraint("rule in ('idle', 'no_project', 'not_won')", name=op.f('ck_recycle_warning_rule')),
    sa.CheckConstraint('(ended_on is null) = (ended is null)', name=op.f('ck_recycle_warning_ended_on')),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_recycle_warning_customer_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['user.id'], name=op.f('fk_recycle_warning_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recycle_warning')),
    sa.UniqueConstraint('live_customer_id', name=op.f('uq_recycle_warning_live_customer_id'))
    )
    repeatable.create_index(op.f('ix_recycle_warning_customer_id'), 'recycle_warning', ['customer_id'], unique=False)
    repeatable.create_index(op.f('ix_recycle_warning_owner_id'), 'recycle_warning', ['owner_id'], unique=False)
    repeatable.add_column('customer', sa.Column('class_how', types.string(4), nullable=True))
    repeatable.add_column('customer', sa.Column('class_reason', types.string(200), nullable=True))
    repeatable.add_column('pool', sa.Column('region', types.string(80), nullable=True))
    repeatable.add_column('user', sa.Column('lock_limit', sa.SmallInteger(), nullable=True))
    repeatable.add_column('user', sa.Column('cards_a_day', sa.SmallInteger(), nullable=True))
    repeatable.add_column('user', sa.Column('capacity', sa.SmallInteger(), nullable=True))
