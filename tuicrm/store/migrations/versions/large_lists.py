"""What holds a word is asked of one record after the other by an index alone, and customers are listed by city."""

from tuicrm.store.migrations import repeatable
revision = 'large_lists'
down_revision = 'steps_of_actions'
branch_labels = None
depends_on = None


def upgrade() -> None:
    repeatable.create_index('ix_token_record', 'token', ['record_id', 'kind', 'token'], unique=False)
    repeatable.drop_index('ix_token_kind_record', 'token')
    repeatable.create_index('ix_customer_city', 'customer', ['city', 'id'], unique=False)
