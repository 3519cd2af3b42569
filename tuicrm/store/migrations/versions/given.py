"""Who is given a customer is told so."""

from alembic import op

from tuicrm.store.migrations import repeatable

revision = "given"
down_revision = "first_holders"
branch_labels = None
depends_on = None


def upgrade() -> None:
    repeatable.change_check("notice", op.f("ck_notice_kind"), "kind in ('named', 'wrote', 'given')")
