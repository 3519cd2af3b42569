"""What Alembic runs: on the connection, and inside the transaction, that `store.migrate` hands over."""

from alembic import context

from tuicrm.store.migrations.drawing import render
from tuicrm.store.tables.everything import all_tables

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=all_tables(),
    render_item=render,
    compare_type=True,
    transactional_ddl=False,  # the transaction is ours
    user_module_prefix="types.",
)
context.run_migrations()
