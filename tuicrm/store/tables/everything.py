"""Every table: for migrations, dumps and tests. A command imports only the subjects it needs."""

from sqlalchemy import MetaData

from tuicrm.store.tables import (  # noqa: F401
    agenda,
    channels,
    customers,
    fields,
    funnel,
    people,
    projects,
    system,
    trade,
)
from tuicrm.store.tables.base import metadata


def all_tables() -> MetaData:
    """Give the metadata with all tables loaded."""
    return metadata
