"""What a stage and a project know besides."""

from alembic import op
import sqlalchemy as sa
from tuicrm.store import types
from tuicrm.store.migrations import repeatable
revision = 'stages'
down_revision = "access"
branch_labels = None
depends_on = None


def upgrade() -> None:
    repeatable.create_table('approval',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('project_id', types.Id, nullable=False),
    sa.Column('from_stage_id', types.Id, nullable=False),
    sa.Column('to_stage_id', types.Id, nullable=False),
    sa.Column('asked_at', types.Moment(), nullable=False),
    sa.Column('asked_by_id', types.Id, nullable=True),
    sa.Column('reason', types.string(200), nullable=True),
    sa.Column('decided_at', types.Moment(), nullable=True),
    sa.Column('decided_by_id', types.Id, nullable=True),
    sa.Column('decision', types.string(9), nullable=True),
    sa.Column('note', types.string(200), nullable=True),
    sa.Column('live_project_id', sa.BigInteger(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("decision is null or decision in ('approved', 'returned', 'withdrawn')", name=op.f('ck_approval_decision')),
    sa.CheckConstraint('(decided_at is null) = (decision is null)', name=op.f('ck_approval_decided')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['user.id'], name=op.f('fk_approval_asked_by_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user.id'], name=op.f('fk_approval_decided_by_id')),
    sa.ForeignKeyConstraint(['from_stage_id'], ['stage.id'], name=op.f('fk_approval_from_stage_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_approval_project_id')),
    sa.ForeignKeyConstraint(['to_stage_id'], ['stage.id'], name=op.f('fk_approval_to_stage_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_approval')),
    sa.UniqueConstraint('live_project_id', name=op.f('uq_approval_live_project_id'))
    )
    repeatable.create_index(op.f('ix_approval_project_id'), 'approval', ['project_id'], unique=False)
    repeatable.create_table('project_link',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('project_id', types.Id, nullable=False),
    sa.Column('title', types.string(120), nullable=False),
    sa.Column('target', types.string(500), nullable=False),
    sa.Column('added_at', types.Moment(), nullable=False),
    sa.Column('added_by_id', types.Id, nullable=True),
    sa.Column('archived_at', types.Moment(), nullable=True),
    sa.ForeignKeyConstraint(['added_by_id'], ['user.id'], name=op.f('fk_project_link_added_by_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_project_link_project_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project_link'))
    )
    repeatable.create_index(op.f('ix_project_link_project_id'), 'project_link', ['project_id'], unique=False)
    repeatable.create_table('project_tag',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('project_id', types.Id, nullable=False),
    sa.Column('tag', types.string(40), nullable=False),
    sa.Column('archived_at', types.Moment(), nullable=True),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_project_tag_project_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project_tag')),
    sa.UniqueConstraint('project_id', 'tag', name=op.f('uq_project_tag_project_id_tag'))
    )
    repeatable.create_index(op.f('ix_project_tag_tag'), 'project_tag', ['tag'], unique=False)
    repeatable.add_column('playbook', sa.Column('opening', types.long_string(), nullable=True))
    repeatable.add_column('playbook', sa.Column('answers', types.Json(), nullable=True))
    repeatable.add_column('project', sa.Column('stale_probability', sa.SmallInteger(), nullable=True))
    repeatable.add_column('project', sa.Column('stale_reason', types.string(200), nullable=True))
    repeatable.add_column('project', sa.Column('edit_reason', types.string(200), nullable=True))
    repeatable.add_reference('project', 'known_stage_id', 'stage')
    repeatable.add_column('stage_history', sa.Column('waited_seconds', sa.BigInteger(), nullable=True))
