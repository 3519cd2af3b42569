"""Customers whose names end with 电子有限公司, Aktiengesellschaft and their like are known by the name before it."""

from tuicrm.store.migrations.names import read_anew

revision = "name_keys"
down_revision = "places"
branch_labels = None
depends_on = None

_READ_ANEW = ("%子%公司%", "%aktie%", "%pty%", "%incorporated%", "%(uk)%", "% uk%", "%s. r%", "%s. p%", "%beschr%", "%d.%o.%")


def upgrade() -> None:
    read_anew(_READ_ANEW)
