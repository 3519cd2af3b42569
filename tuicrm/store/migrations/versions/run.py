"""Runs of calls, comments, where one was."""

from alembic import op
import sqlalchemy as sa
from tuicrm.store import types
from tuicrm.store.migrations import repeatable
revision = 'run'
down_revision = 'review'
branch_labels = None
depends_on = None


def upgrade() -> None:

    repeatable.create_table('call_outcome',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('key', types.string(20), nullable=False),
    sa.Column('digit', sa.SmallInteger(), nullable=True),
    sa.Column('is_reached', sa.Boolean(), nullable=False),
    sa.Column('follow', types.string(6), nullable=False),
    sa.Column('waits', types.Json(), nullable=True),
    sa.Column('most_tries', sa.SmallInteger(), nullable=True),
    sa.Column('at_limit', types.string(7), nullable=False),
    sa.Column('archived_at', types.Moment(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("at_limit in ('release', 'stop')", name=op.f('ck_call_outcome_at_limit')),
    sa.CheckConstraint("follow in ('again', 'ask', 'next', 'none', 'reason', 'wrong', 'close')", name=op.f('ck_call_outcome_follow')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_outcome')),
    sa.UniqueConstraint('key', name=op.f('uq_call_outcome_key'))
    )
    repeatable.create_table('call_run',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('user_id', types.Id, nullable=False),
    sa.Column('name', types.string(120), nullable=False),
    sa.Column('started_at', types.Moment(), nullable=False),
    sa.Column('ended_at', types.Moment(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_call_run_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_run'))
    )
    repeatable.create_index('ix_call_run_user', 'call_run', ['user_id', 'ended_at', 'id'], unique=False)
    repeatable.create_table('kept',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('user_id', types.Id, nullable=False),
    sa.Column('name', types.string(20), nullable=False),
    sa.Column('value', types.Json(), nullable=True),
    sa.Column('at', types.Moment(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_kept_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept')),
    sa.UniqueConstraint('user_id', 'name', name=op.f('uq_kept_user_id_name'))
    )
    repeatable.create_table('call_run_record',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('run_id', types.Id, nullable=False),
    sa.Column('customer_id', types.Id, nullable=False),
    sa.Column('project_id', types.Id, nullable=True),
    sa.Column('contact_id', types.Id, nullable=True),
    sa.Column('action_id', types.Id, nullable=True),
    sa.Column('inquiry_id', types.Id, nullable=True),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('why', types.string(10), nullable=False),
    sa.Column('state', types.string(7), nullable=False),
    sa.Column('due_at', types.Moment(), nullable=True),
    sa.Column('zones', types.string(200), nullable=True),
    sa.Column('outcome', types.string(20), nullable=True),
    sa.Column('logged_at', types.Moment(), nullable=True),
    sa.Column('seconds', sa.BigInteger(), nullable=True),
    sa.Column('done_action_id', types.Id, nullable=True),
    sa.Column('next_action_id', types.Id, nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("state in ('waiting', 'done', 'left')", name=op.f('ck_call_run_record_state')),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_call_run_record_action_id')),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_call_run_record_contact_id')),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_call_run_record_customer_id')),
    sa.ForeignKeyConstraint(['done_action_id'], ['action.id'], name=op.f('fk_call_run_record_done_action_id')),
    sa.ForeignKeyConstraint(['inquiry_id'], ['inquiry.id'], name=op.f('fk_call_run_record_inquiry_id')),
    sa.ForeignKeyConstraint(['next_action_id'], ['action.id'], name=op.f('fk_call_run_record_next_action_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_call_run_record_project_id')),
    sa.ForeignKeyConstraint(['run_id'], ['call_run.id'], name=op.f('fk_call_run_record_run_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_run_record'))
    )
    repeatable.create_index(op.f('ix_call_run_record_action_id'), 'call_run_record', ['action_id'], unique=False)
    repeatable.create_index(op.f('ix_call_run_record_contact_id'), 'call_run_record', ['contact_id'], unique=False)
    repeatable.create_index(op.f('ix_call_run_record_customer_id'), 'call_run_record', ['customer_id'], unique=False)
    repeatable.create_index(op.f('ix_call_run_record_done_action_id'), 'call_run_record', ['done_action_id'], unique=False)
    repeatable.create_index(op.f('ix_call_run_record_inquiry_id'), 'call_run_record', ['inquiry_id'], unique=False)
    repeatable.create_index(op.f('ix_call_run_record_next_action_id'), 'call_run_record', ['next_action_id'], unique=False)
    repeatable.create_index('ix_call_run_record_order', 'call_run_record', ['run_id', 'state', 'position'], unique=False)
    repeatable.create_index(op.f('ix_call_run_record_project_id'), 'call_run_record', ['project_id'], unique=False)
    repeatable.create_table('comment',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('by_id', types.Id, nullable=False),
    sa.Column('customer_id', types.Id, nullable=True),
    sa.Column('project_id', types.Id, nullable=True),
    sa.Column('action_id', types.Id, nullable=True),
    sa.Column('words', types.long_string(), nullable=True),
    sa.Column('at', types.Moment(), nullable=False),
    sa.Column('archived_at', types.Moment(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('customer_id is not null or project_id is not null or action_id is not null', name=op.f('ck_comment_about')),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_comment_action_id')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_comment_by_id')),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_comment_customer_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_comment_project_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment'))
    )
    repeatable.create_index(op.f('ix_comment_action_id'), 'comment', ['action_id'], unique=False)
    repeatable.create_index(op.f('ix_comment_by_id'), 'comment', ['by_id'], unique=False)
    repeatable.create_index(op.f('ix_comment_customer_id'), 'comment', ['customer_id'], unique=False)
    repeatable.create_index(op.f('ix_comment_project_id'), 'comment', ['project_id'], unique=False)
    repeatable.create_table('notice',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('user_id', types.Id, nullable=False),
    sa.Column('by_id', types.Id, nullable=True),
    sa.Column('kind', types.string(10), nullable=False),
    sa.Column('comment_id', types.Id, nullable=True),
    sa.Column('customer_id', types.Id, nullable=True),
    sa.Column('project_id', types.Id, nullable=True),
    sa.Column('action_id', types.Id, nullable=True),
    sa.Column('at', types.Moment(), nullable=False),
    sa.Column('seen_at', types.Moment(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("kind in ('named', 'wrote')", name=op.f('ck_notice_kind')),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_notice_action_id')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_notice_by_id')),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_notice_comment_id')),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_notice_customer_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_notice_project_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_notice_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice'))
    )
    repeatable.create_index(op.f('ix_notice_action_id'), 'notice', ['action_id'], unique=False)
    repeatable.create_index(op.f('ix_notice_by_id'), 'notice', ['by_id'], unique=False)
    repeatable.create_index(op.f('ix_notice_comment_id'), 'notice', ['comment_id'], unique=False)
    repeatable.create_index(op.f('ix_notice_customer_id'), 'notice', ['customer_id'], unique=False)
    repeatable.create_index(op.f('ix_notice_project_id'), 'notice', ['project_id'], unique=False)
    repeatable.create_index('ix_notice_user', 'notice', ['user_id', 'seen_at', 'id'], unique=False)
    repeatable.add_column('action', sa.Column('postpone_reason', types.string(200), nullable=True))
    repeatable.add_column('action', sa.Column('correct_reason', types.string(200), nullable=True))
    repeatable.add_column('contact_point', sa.Column('closed_at', types.Moment(), nullable=True))

