"""What plans are made of."""

from alembic import op
import sqlalchemy as sa
from tuicrm.store import types
from tuicrm.store.migrations import repeatable
revision = 'planning'
down_revision = 'pool'
branch_labels = None
depends_on = None


def upgrade() -> None:
    repeatable.create_table('action_kind',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('key', types.string(20), nullable=False),
    sa.Column('spellings', types.Json(), nullable=True),
    sa.Column('minutes', sa.SmallInteger(), nullable=False),
    sa.Column('fields', types.Json(), nullable=True),
    sa.Column('position', sa.SmallInteger(), nullable=False),
    sa.Column('archived_at', types.Moment(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_kind')),
    sa.UniqueConstraint('key', name=op.f('uq_action_kind_key'))
    )
    repeatable.create_table('plan_template',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('name', types.string(80), nullable=False),
    sa.Column('steps', types.Json(), nullable=True),
    sa.Column('archived_at', types.Moment(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_template')),
    sa.UniqueConstraint('name', name=op.f('uq_plan_template_name'))
    )
    repeatable.create_table('free_day',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('day_on', sa.Date(), nullable=False),
    sa.Column('name', types.string(80), nullable=False),
    sa.Column('team_id', types.Id, nullable=True),
    sa.Column('is_worked', sa.Boolean(), nullable=False),
    sa.Column('archived_at', types.Moment(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_free_day_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_free_day'))
    )
    repeatable.create_index('ix_free_day_day_on', 'free_day', ['day_on'], unique=False)
    repeatable.create_index(op.f('ix_free_day_team_id'), 'free_day', ['team_id'], unique=False)
    repeatable.create_table('project_plan',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('project_id', types.Id, nullable=False),
    sa.Column('template_id', types.Id, nullable=True),
    sa.Column('begins_on', sa.Date(), nullable=False),
    sa.Column('made_by_id', types.Id, nullable=True),
    sa.Column('created_at', types.Moment(), nullable=False),
    sa.Column('archived_at', types.Moment(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['made_by_id'], ['user.id'], name=op.f('fk_project_plan_made_by_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_project_plan_project_id')),
    sa.ForeignKeyConstraint(['template_id'], ['plan_template.id'], name=op.f('fk_project_plan_template_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project_plan'))
    )
    repeatable.create_index(op.f('ix_project_plan_made_by_id'), 'project_plan', ['made_by_id'], unique=False)
    repeatable.create_index(op.f('ix_project_plan_project_id'), 'project_plan', ['project_id'], unique=False)
    repeatable.create_index(op.f('ix_project_plan_template_id'), 'project_plan', ['template_id'], unique=False)
    repeatable.create_table('series',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('uid', sa.Uuid(), nullable=False),
    sa.Column('owner_id', types.Id, nullable=False),
    sa.Column('made_by_id', types.Id, nullable=True),
    sa.Column('customer_id', types.Id, nullable=True),
    sa.Column('project_id', types.Id, nullable=True),
    sa.Column('contact_id', types.Id, nullable=True),
    sa.Column('kind', types.string(20), nullable=False),
    sa.Column('subject', types.string(300), nullable=False),
    sa.Column('place', types.string(200), nullable=True),
    sa.Column('details', types.long_string(), nullable=True),
    sa.Column('minutes', sa.SmallInteger(), nullable=True),
    sa.Column('priority', sa.SmallInteger(), nullable=False),
    sa.Column('promise', types.string(6), nullable=True),
    sa.Column('remind_minutes', sa.SmallInteger(), nullable=True),
    sa.Column('at_minute', sa.SmallInteger(), nullable=True),
    sa.Column('zone', types.string(40), nullable=False),
    sa.Column('rule', types.string(500), nullable=False),
    sa.Column('skipped', types.Json(), nullable=True),
    sa.Column('added', types.Json(), nullable=True),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('made_to_on', sa.Date(), nullable=True),
    sa.Column('created_at', types.Moment(), nullable=False),
    sa.Column('ended_at', types.Moment(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("promise is null or promise in ('ours', 'theirs')", name=op.f('ck_series_promise')),
    sa.CheckConstraint('customer_id is not null or project_id is not null', name=op.f('ck_series_about')),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_series_contact_id')),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_series_customer_id')),
    sa.ForeignKeyConstraint(['made_by_id'], ['user.id'], name=op.f('fk_series_made_by_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['user.id'], name=op.f('fk_series_owner_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_series_project_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_series')),
    sa.UniqueConstraint('uid', name=op.f('uq_series_uid'))
    )
    repeatable.create_index(op.f('ix_series_contact_id'), 'series', ['contact_id'], unique=False)
    repeatable.create_index(op.f('ix_series_customer_id'), 'series', ['customer_id'], unique=False)
    repeatable.create_index(op.f('ix_series_made_by_id'), 'series', ['made_by_id'], unique=False)
    repeatable.create_index(op.f('ix_series_owner_id'), 'series', ['owner_id'], unique=False)
    repeatable.create_index(op.f('ix_series_project_id'), 'series', ['project_id'], unique=False)
    repeatable.create_table('action_person',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('action_id', types.Id, nullable=False),
    sa.Column('contact_id', types.Id, nullable=True),
    sa.Column('user_id', types.Id, nullable=True),
    sa.Column('archived_at', types.Moment(), nullable=True),
    sa.CheckConstraint('(contact_id is null) <> (user_id is null)', name=op.f('ck_action_person_who')),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_action_person_action_id')),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_action_person_contact_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_action_person_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_person')),
    sa.UniqueConstraint('action_id', 'contact_id', name=op.f('uq_action_person_action_id_contact_id')),
    sa.UniqueConstraint('action_id', 'user_id', name=op.f('uq_action_person_action_id_user_id'))
    )
    repeatable.create_index(op.f('ix_action_person_contact_id'), 'action_person', ['contact_id'], unique=False)
    repeatable.create_index(op.f('ix_action_person_user_id'), 'action_person', ['user_id'], unique=False)
    repeatable.create_table('action_seen',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('action_id', types.Id, nullable=False),
    sa.Column('user_id', types.Id, nullable=False),
    sa.Column('at', types.Moment(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_action_seen_action_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_action_seen_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_seen')),
    sa.UniqueConstraint('action_id', 'user_id', name=op.f('uq_action_seen_action_id_user_id'))
    )
    repeatable.create_index(op.f('ix_action_seen_user_id'), 'action_seen', ['user_id'], unique=False)
    repeatable.create_table('calendar_link',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('action_id', types.Id, nullable=False),
    sa.Column('uid', types.string(255), nullable=False),
    sa.Column('occurs', types.string(16), nullable=False),
    sa.Column('number', sa.BigInteger(), nullable=False),
    sa.Column('changed_at', types.Moment(), nullable=True),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_calendar_link_action_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_link')),
    sa.UniqueConstraint('action_id', name=op.f('uq_calendar_link_action_id'))
    )
    repeatable.create_index('ix_calendar_link_uid', 'calendar_link', ['uid', 'occurs'], unique=False)
    repeatable.create_table('plan_step',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('plan_id', types.Id, nullable=False),
    sa.Column('action_id', types.Id, nullable=False),
    sa.Column('position', sa.SmallInteger(), nullable=False),
    sa.Column('days', sa.SmallInteger(), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_plan_step_action_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['project_plan.id'], name=op.f('fk_plan_step_plan_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_step')),
    sa.UniqueConstraint('action_id', name=op.f('uq_plan_step_action_id'))
    )
    repeatable.create_index(op.f('ix_plan_step_plan_id'), 'plan_step', ['plan_id'], unique=False)
    repeatable.create_table('series_action',
    sa.Column('id', types.Id, autoincrement=True, nullable=False),
    sa.Column('series_id', types.Id, nullable=False),
    sa.Column('action_id', types.Id, nullable=False),
    sa.Column('occurs', types.string(16), nullable=False),
    sa.Column('is_apart', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_series_action_action_id')),
    sa.ForeignKeyConstraint(['series_id'], ['series.id'], name=op.f('fk_series_action_series_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_series_action')),
    sa.UniqueConstraint('action_id', name=op.f('uq_series_action_action_id')),
    sa.UniqueConstraint('series_id', 'occurs', name=op.f('uq_series_action_series_id_occurs'))
    )
    repeatable.add_column('action', sa.Column('details', types.long_string(), nullable=True))
    repeatable.add_column('action', sa.Column('expected_cost_minor', sa.BigInteger(), nullable=True))
    repeatable.add_column('action', sa.Column('remind_minutes', sa.SmallInteger(), nullable=True))
    repeatable.add_column('team', sa.Column('hours', types.string(200), nullable=True))
    repeatable.add_column('team', sa.Column('country', types.string(8), nullable=True))
    repeatable.add_column('user', sa.Column('hours', types.string(200), nullable=True))
    repeatable.add_column('user', sa.Column('country', types.string(8), nullable=True))
    repeatable.add_column('user_leave', sa.Column('archived_at', types.Moment(), nullable=True))
