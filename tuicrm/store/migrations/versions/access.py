"""Keys, one-time words, sessions, and the runs of the host's timers."""

import sqlalchemy as sa
from alembic import op

from tuicrm.store import types
from tuicrm.store.migrations import repeatable

revision = "access"
down_revision = "run"
branch_labels = None
depends_on = None


def upgrade() -> None:
    repeatable.create_table('timer_run',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('name', types.string(30), nullable=False),
    sa.Column('host', types.string(120), nullable=False),
    sa.Column('began_at', types.Moment(), nullable=False),
    sa.Column('ended_at', types.Moment(), nullable=True),
    sa.Column('went_well', sa.Boolean(), nullable=False),
    sa.Column('good_at', types.Moment(), nullable=True),
    sa.Column('said', types.string(300), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_timer_run')),
    sa.UniqueConstraint('name', 'host', name=op.f('uq_timer_run_name_host'))
    )
    repeatable.create_table('access_pass',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('user_id', types.Id, nullable=False),
    sa.Column('kind', types.string(8), nullable=False),
    sa.Column('digest', types.string(64), nullable=False),
    sa.Column('what', types.string(60), nullable=True),
    sa.Column('made_at', types.Moment(), nullable=False),
    sa.Column('made_by_id', types.Id, nullable=True),
    sa.Column('ends_at', types.Moment(), nullable=True),
    sa.Column('used_at', types.Moment(), nullable=True),
    sa.Column('revoked_at', types.Moment(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("kind in ('invite', 'link', 'web', 'calendar')", name=op.f('ck_access_pass_kind')),
    sa.ForeignKeyConstraint(['made_by_id'], ['user.id'], name=op.f('fk_access_pass_made_by_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_access_pass_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_access_pass')),
    sa.UniqueConstraint('digest', name=op.f('uq_access_pass_digest'))
    )
    repeatable.create_index(op.f('ix_access_pass_made_by_id'), 'access_pass', ['made_by_id'], unique=False)
    repeatable.create_index(op.f('ix_access_pass_user_id'), 'access_pass', ['user_id'], unique=False)
    repeatable.create_table('user_key',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('user_id', types.Id, nullable=False),
    sa.Column('kind', types.string(60), nullable=False),
    sa.Column('body', types.long_string(), nullable=True),
    sa.Column('fingerprint', types.string(60), nullable=False),
    sa.Column('live_fingerprint', types.string(60), nullable=True),
    sa.Column('comment', types.string(120), nullable=True),
    sa.Column('added_at', types.Moment(), nullable=False),
    sa.Column('added_by_id', types.Id, nullable=True),
    sa.Column('revoked_at', types.Moment(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('(revoked_at is null) = (live_fingerprint is not null)', name=op.f('ck_user_key_live')),
    sa.ForeignKeyConstraint(['added_by_id'], ['user.id'], name=op.f('fk_user_key_added_by_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_user_key_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_key')),
    sa.UniqueConstraint('live_fingerprint', name=op.f('uq_user_key_live_fingerprint'))
    )
    repeatable.create_index(op.f('ix_user_key_added_by_id'), 'user_key', ['added_by_id'], unique=False)
    repeatable.create_index(op.f('ix_user_key_user_id'), 'user_key', ['user_id'], unique=False)
    repeatable.create_table('user_session',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('user_id', types.Id, nullable=False),
    sa.Column('way', types.string(6), nullable=False),
    sa.Column('key_id', types.Id, nullable=True),
    sa.Column('place', types.string(120), nullable=True),
    sa.Column('host', types.string(120), nullable=False),
    sa.Column('pid', sa.BigInteger(), nullable=False),
    sa.Column('began_at', types.Moment(), nullable=False),
    sa.Column('ended_at', types.Moment(), nullable=True),
    sa.Column('ended_by_id', types.Id, nullable=True),
    sa.Column('word', types.string(300), nullable=True),
    sa.Column('word_by_id', types.Id, nullable=True),
    sa.Column('word_at', types.Moment(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("way in ('screen', 'ssh', 'web')", name=op.f('ck_user_session_way')),
    sa.ForeignKeyConstraint(['ended_by_id'], ['user.id'], name=op.f('fk_user_session_ended_by_id')),
    sa.ForeignKeyConstraint(['key_id'], ['user_key.id'], name=op.f('fk_user_session_key_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_user_session_user_id')),
    sa.ForeignKeyConstraint(['word_by_id'], ['user.id'], name=op.f('fk_user_session_word_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_session'))
    )
    repeatable.create_index(op.f('ix_user_session_ended_by_id'), 'user_session', ['ended_by_id'], unique=False)
    repeatable.create_index(op.f('ix_user_session_key_id'), 'user_session', ['key_id'], unique=False)
    repeatable.create_index('ix_user_session_open', 'user_session', ['ended_at', 'began_at'], unique=False)
    repeatable.create_index(op.f('ix_user_session_user_id'), 'user_session', ['user_id'], unique=False)
    repeatable.create_index(op.f('ix_user_session_word_by_id'), 'user_session', ['word_by_id'], unique=False)
