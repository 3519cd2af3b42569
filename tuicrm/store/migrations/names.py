"""What migrations do with names."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from tuicrm.plain.names import name_key


def read_anew(likes: Sequence[str]) -> None:
    """Make the keys of customers anew whose names, in small letters, are like one of these."""
    customer = sa.table("customer", sa.column("id"), sa.column("name"), sa.column("name_key"))
    named = sa.or_(*(sa.func.lower(customer.c.name).like(each) for each in likes))
    for row in op.get_bind().execute(sa.select(customer).where(named)).all():
        if (key := name_key(row.name)[:200]) != row.name_key:
            op.execute(sa.update(customer).where(customer.c.id == row.id).values(name_key=key))
