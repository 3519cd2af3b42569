"""Pairs of colleagues who learn from each other, and the programmes that measure them.

Revision ID: pairing
Revises: agenda_days
"""

import sqlalchemy as sa
from alembic import op

from tuicrm.store import types
from tuicrm.store.migrations import repeatable

revision = "pairing"
down_revision = "agenda_days"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two tables."""
    repeatable.create_table(
        "pair_programme",
        sa.Column("id", types.Id, autoincrement=True, nullable=False),
        sa.Column("team_id", types.Id, nullable=True),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("wait_weeks", sa.SmallInteger(), nullable=False),
        sa.Column("lot", sa.BigInteger(), nullable=False),
        sa.Column("made_at", types.Moment(), nullable=False),
        sa.Column("made_by_id", types.Id, nullable=True),
        sa.Column("ended_at", types.Moment(), nullable=True),
        sa.Column("archived_at", types.Moment(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("wait_weeks between 1 and 12", name=op.f("ck_pair_programme_wait_weeks")),
        sa.ForeignKeyConstraint(["made_by_id"], ["user.id"], name=op.f("fk_pair_programme_made_by_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_pair_programme_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_programme")),
    )
    for name in ("made_by_id", "team_id"):
        repeatable.create_index(f"ix_pair_programme_{name}", "pair_programme", [name], unique=False)
    people = ("learner_id", "partner_id", "made_by_id", "note_by_id", "note_decided_by_id")
    repeatable.create_table(
        "pair",
        sa.Column("id", types.Id, autoincrement=True, nullable=False),
        sa.Column("programme_id", types.Id, nullable=True),
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("talk_on", sa.Date(), nullable=False),
        sa.Column("is_later", sa.Boolean(), nullable=False),
        sa.Column("learner_id", types.Id, nullable=False),
        sa.Column("partner_id", types.Id, nullable=False),
        sa.Column("stage_id", types.Id, nullable=False),
        sa.Column("state", types.string(9), nullable=False),
        sa.Column("two", types.string(41), nullable=True),
        sa.Column("learner_went_on", sa.BigInteger(), nullable=True),
        sa.Column("learner_settled", sa.BigInteger(), nullable=True),
        sa.Column("partner_went_on", sa.BigInteger(), nullable=True),
        sa.Column("partner_settled", sa.BigInteger(), nullable=True),
        sa.Column("learner_action_id", types.Id, nullable=True),
        sa.Column("partner_action_id", types.Id, nullable=True),
        sa.Column("made_at", types.Moment(), nullable=False),
        sa.Column("made_by_id", types.Id, nullable=True),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("end_reason", types.string(200), nullable=True),
        sa.Column("went_well", types.long_string(), nullable=True),
        sa.Column("was_hard", types.long_string(), nullable=True),
        sa.Column("asked", types.long_string(), nullable=True),
        sa.Column("to_try", types.long_string(), nullable=True),
        sa.Column("note", types.long_string(), nullable=True),
        sa.Column("note_state", types.string(8), nullable=True),
        sa.Column("note_at", types.Moment(), nullable=True),
        sa.Column("note_by_id", types.Id, nullable=True),
        sa.Column("note_decided_at", types.Moment(), nullable=True),
        sa.Column("note_decided_by_id", types.Id, nullable=True),
        sa.Column("note_answer", types.string(200), nullable=True),
        sa.Column("note_number", sa.SmallInteger(), nullable=True),
        sa.Column("archived_at", types.Moment(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state in ('planned', 'met', 'skipped', 'cancelled')", name=op.f("ck_pair_state")),
        sa.CheckConstraint(
            "note_state is null or note_state in ('proposed', 'accepted', 'declined')", name=op.f("ck_pair_note_state")
        ),
        sa.CheckConstraint("learner_id <> partner_id", name=op.f("ck_pair_others")),
        sa.CheckConstraint("(state = 'met') = (met_on is not null)", name=op.f("ck_pair_met")),
        *(sa.ForeignKeyConstraint([name], ["user.id"], name=op.f(f"fk_pair_{name}")) for name in people),
        sa.ForeignKeyConstraint(["programme_id"], ["pair_programme.id"], name=op.f("fk_pair_programme_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_pair_stage_id")),
        sa.ForeignKeyConstraint(["learner_action_id"], ["action.id"], name=op.f("fk_pair_learner_action_id")),
        sa.ForeignKeyConstraint(["partner_action_id"], ["action.id"], name=op.f("fk_pair_partner_action_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair")),
        sa.UniqueConstraint("two", name=op.f("uq_pair_two")),
        sa.UniqueConstraint("learner_action_id", name=op.f("uq_pair_learner_action_id")),
        sa.UniqueConstraint("partner_action_id", name=op.f("uq_pair_partner_action_id")),
    )
    for name in (*people, "programme_id", "stage_id", "week_on", "talk_on"):
        repeatable.create_index(f"ix_pair_{name}", "pair", [name], unique=False)


def downgrade() -> None:
    """Nothing goes back: what was written since would be lost."""
