"""Which values the filter line of customers offers to complete, besides those that never change."""

from datetime import datetime

from sqlalchemy import select

from tuicrm.sales.rules import rule
from tuicrm.sales.sources import all_sources
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import campaigns, pools
from tuicrm.store.tables.people import users


@rule("pool.filter_values", right="read")
def filter_values(session: Session, actor: Actor, *, now: datetime) -> dict[str, tuple[str, ...]]:
    """Give, for each key whose values are names that a team chose, these names."""
    logins = select(users.c.login).where(users.c.left_on.is_(None), users.c.archived_at.is_(None)).order_by(users.c.id)
    named = {"pool": pools, "campaign": campaigns}
    return {
        "owner": ("none", "me", *session.values(logins)),
        "source": tuple(one.key for one in all_sources(session)),
        **{
            key: tuple(session.values(select(table.c.name).where(table.c.archived_at.is_(None)).order_by(table.c.id)))
            for key, table in named.items()
        },
    }
