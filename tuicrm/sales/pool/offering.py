"""Which values the filter line of customers offers to complete, besides those that never change."""

from datetime import datetime

from sqlalchemy import func, select

from tuicrm.plain.language import current
from tuicrm.sales import rights
from tuicrm.sales.pool.worth import is_large
from tuicrm.sales.rules import rule
from tuicrm.sales.sources import all_sources
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import campaigns, pools
from tuicrm.store.tables.customers import customers, needs
from tuicrm.store.tables.doubles import tags
from tuicrm.store.tables.people import users

WRITTEN = ("city", "industry", "region", "country")
"""Facts that people write as they like; a large company has too many to read them all for a line that is typed."""
MOST = 60


@rule("pool.filter_values", right="read")
def filter_values(session: Session, actor: Actor, *, now: datetime) -> dict[str, tuple[str, ...]]:
    """Give, for each key whose values are names that a team chose, these names."""
    logins = select(users.c.login).where(users.c.left_on.is_(None), users.c.archived_at.is_(None)).order_by(users.c.id)
    named = {"pool": pools, "campaign": campaigns, "tag": tags, "need": needs}
    return {
        "owner": ("none", "me", *session.values(logins)),
        "source": tuple(one.name if current() == "zh" else one.key for one in all_sources(session)),
        **({} if is_large(session) else {key: _written(session, actor, key) for key in WRITTEN}),
        **{
            key: tuple(session.values(select(table.c.name).where(table.c.archived_at.is_(None)).order_by(table.c.id)))
            for key, table in named.items()
        },
    }


def _written(session: Session, actor: Actor, name: str) -> tuple[str, ...]:
    """Give what stands in a fact of the customers in sight, the commonest first."""
    column = customers.c[name]
    wanted = select(column).where(column.is_not(None), customers.c.archived_at.is_(None))
    wanted = wanted.where(rights.customers_in_sight(actor)).group_by(column)
    return tuple(session.values(wanted.order_by(func.count().desc(), column).limit(MOST)))
