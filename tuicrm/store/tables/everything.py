"""Every table: for migrations, dumps, tests, and checks that go through all of them."""

from sqlalchemy import MetaData

from tuicrm.store import schema


def all_tables() -> MetaData:
    """Give the metadata with all tables."""
    return schema.metadata()
