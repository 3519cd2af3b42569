"""Customers whose names end with Ges.m.b.H., Sociedad Limitada or unipersonale are known by the name before it."""

from tuicrm.store.migrations.names import read_anew

revision = "legal_forms"
down_revision = "figure_holders"
branch_labels = None
depends_on = None

_READ_ANEW = ("%ges%m%b%h%", "%sociedad%", "%unipersonale%")


def upgrade() -> None:
    read_anew(_READ_ANEW)
