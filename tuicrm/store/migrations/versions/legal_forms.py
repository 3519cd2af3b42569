"""Customers whose names end with Ges.m.b.H., Sociedad Limitada or unipersonale are known by the name before it."""

import sqlalchemy as sa
from alembic import op

from tuicrm.plain.names import name_key

revision = "legal_forms"
down_revision = "figure_holders"
branch_labels = None
depends_on = None

_READ_ANEW = ("%ges%m%b%h%", "%sociedad%", "%unipersonale%")


def upgrade() -> None:
    customer = sa.table("customer", sa.column("id"), sa.column("name"), sa.column("name_key"))
    named = sa.or_(*(sa.func.lower(customer.c.name).like(each) for each in _READ_ANEW))
    for row in op.get_bind().execute(sa.select(customer).where(named)).all():
        if (key := name_key(row.name)[:200]) != row.name_key:
            op.execute(sa.update(customer).where(customer.c.id == row.id).values(name_key=key))
