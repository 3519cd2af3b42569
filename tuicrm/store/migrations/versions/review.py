"""Periods keep what they were worth at home and who was set aside; handovers, chosen credit, decisions of reviews.

Revision ID: review
Revises: planning
"""

import sqlalchemy as sa
from alembic import op

from tuicrm.store import types
from tuicrm.store.migrations import repeatable

revision = "review"
down_revision = "planning"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and tables, and say of each period what it was worth at home."""
    repeatable.add_column("project_period", sa.Column("home_minor", sa.BigInteger(), nullable=True))
    repeatable.add_column("project_period", sa.Column("archived_at", types.Moment(), nullable=True))
    repeatable.add_column("credit", sa.Column("made_at", types.Moment(), nullable=True))
    for column in (
        sa.Column("batch", sa.BigInteger(), nullable=True),
        sa.Column("how", types.string(8), nullable=True),
        sa.Column("actions", types.string(5), nullable=True),
        sa.Column("if_late", types.string(4), nullable=True),
        sa.Column("reads_days", sa.SmallInteger(), nullable=True),
        sa.Column("summary", types.long_string(), nullable=True),
        sa.Column("ended_at", types.Moment(), nullable=True),
        sa.Column("ended_how", types.string(8), nullable=True),
    ):
        repeatable.add_column("handover", column)
    repeatable.create_index("ix_handover_batch", "handover", ["batch"], unique=False)
    repeatable.create_table(
        "credit_share",
        sa.Column("id", types.Id, autoincrement=True, nullable=False),
        sa.Column("project_id", types.Id, nullable=False),
        sa.Column("user_id", types.Id, nullable=False),
        sa.Column("share_ppm", sa.BigInteger(), nullable=False),
        sa.Column("set_at", types.Moment(), nullable=False),
        sa.Column("set_by_id", types.Id, nullable=True),
        sa.Column("archived_at", types.Moment(), nullable=True),
        sa.CheckConstraint("share_ppm between 1 and 1000000", name=op.f("ck_credit_share_share")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_credit_share_project_id")),
        sa.ForeignKeyConstraint(["set_by_id"], ["user.id"], name=op.f("fk_credit_share_set_by_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_credit_share_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_share")),
    )
    for name in ("project_id", "set_by_id", "user_id"):
        repeatable.create_index(f"ix_credit_share_{name}", "credit_share", [name], unique=False)
    repeatable.create_table(
        "review_decision",
        sa.Column("id", types.Id, autoincrement=True, nullable=False),
        sa.Column("project_id", types.Id, nullable=False),
        sa.Column("action_id", types.Id, nullable=True),
        sa.Column("what", types.string(10), nullable=False),
        sa.Column("by_id", types.Id, nullable=True),
        sa.Column("holder_id", types.Id, nullable=True),
        sa.Column("team_id", types.Id, nullable=True),
        sa.Column("decided_at", types.Moment(), nullable=False),
        sa.Column("archived_at", types.Moment(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "what in ('next_step', 'date', 'category', 'help', 'handover', 'lost', 'keep', 'talk')",
            name=op.f("ck_review_decision_what"),
        ),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_review_decision_action_id")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_review_decision_by_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["user.id"], name=op.f("fk_review_decision_holder_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_review_decision_project_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_review_decision_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_decision")),
    )
    for name in ("action_id", "by_id", "decided_at", "holder_id", "project_id", "team_id"):
        repeatable.create_index(f"ix_review_decision_{name}", "review_decision", [name], unique=False)
    _worth_at_home()


def _worth_at_home() -> None:
    """A running period is worth what its project is; another one its amount, where that is in the home currency.

    Elsewhere it is known only where the amount is the one that the project has now.
    """
    project = sa.table("project", *map(sa.column, ("id", "currency", "home_minor", "amount_minor", "archived_at")))
    period = sa.table(
        "project_period",
        *map(sa.column, ("project_id", "live_project_id", "amount_minor", "currency", "home_minor", "archived_at")),
    )
    setting = sa.table("setting", sa.column("name"), sa.column("value", types.Json()))
    home = op.get_bind().execute(sa.select(setting.c.value).where(setting.c.name == "currency")).scalar()
    mine, unknown = project.c.id == period.c.project_id, period.c.home_minor.is_(None)
    of_project = {name: sa.select(project.c[name]).where(mine).scalar_subquery() for name in ("home_minor", "archived_at")}
    lasts = period.c.live_project_id.is_not(None)
    op.execute(sa.update(period).where(unknown, lasts).values(of_project))
    op.execute(sa.update(period).where(unknown, period.c.currency == home).values(home_minor=period.c.amount_minor))
    same = sa.exists().where(
        mine, project.c.currency == period.c.currency, project.c.amount_minor == period.c.amount_minor
    )
    op.execute(sa.update(period).where(unknown, same).values(home_minor=of_project["home_minor"]))


def downgrade() -> None:
    """Nothing goes back: what was written since would be lost."""
