"""All customers are listed by when they came."""

from tuicrm.store.migrations import repeatable
revision = 'pool_lists'
down_revision = 'figures'
branch_labels = None
depends_on = None


def upgrade() -> None:
    repeatable.create_index('ix_customer_created', 'customer', ['created_at', 'id'], unique=False)
