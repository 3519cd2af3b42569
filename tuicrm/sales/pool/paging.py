"""The select of a page of customers: which of them, in which order, after whom, and what stands in a row."""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, FromClause, Join, Select, Subquery, and_, or_, select

from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.people import users

Tab = Literal["pool", "mine", "team", "all"]
TABS: tuple[Tab, ...] = ("pool", "mine", "team", "all")
LIMIT = 100
WALKED = 2_000
"""So far a list is gone along for words that many hold, before all that hold them are sorted."""

_BY = users.alias("by_whom")


@dataclass(frozen=True)
class PoolQuery:
    """What a list shows.

    Attributes:
        sort: a key of `SORTS`; "" is the tab's own: in the pool worth x freshness (the newest first where a filter
            leaves part of a large one), else by name.
        after: `PoolPage.after` of the page before.
    """

    tab: Tab = "pool"
    filter: str = ""
    sort: str = ""
    descending: bool | None = None
    after: tuple[Any, int] | None = None
    limit: int = LIMIT


def statement(
    wanted: ColumnElement[bool], query: PoolQuery, key: ColumnElement[Any], falls: bool, joins: Subquery | None,
    on_the_way: ColumnElement[bool] | None = None,
) -> Select[Any]:  # fmt: skip
    """Build the select of a page; one row more than asked for tells whether others follow.

    The places come first and what stands in the rows after them, so that a list that has to be sorted as a whole sorts
    two columns. Engines leave a join out that a sort does not need.

    Args:
        on_the_way: asked of the first `WALKED` customers of the list only; too few of them may be left for a page.
    """
    if query.descending is not None:
        falls = query.descending
    if query.after is not None:
        value, last_id = query.after
        beyond = key < value if falls else key > value
        tie = customers.c.id < last_id if falls else customers.c.id > last_id
        wanted = and_(wanted, or_(beyond, and_(key == value, tie)))
    sorted_by = _joined(customers)
    if joins is not None:
        sorted_by = sorted_by.outerjoin(joins, joins.c.id == customers.c.id)
    found = select(customers.c.id, key.label("sort_value")).select_from(sorted_by).where(wanted)
    found = found.order_by(*_order(key, customers.c.id, falls))
    if on_the_way is not None:
        walked = found.limit(WALKED).subquery("walked")
        found = select(walked).join(customers, customers.c.id == walked.c.id).where(on_the_way)
        found = found.order_by(*_order(walked.c.sort_value, walked.c.id, falls))
    place = found.limit(query.limit + 1).subquery("place")
    return (
        select(
            *(customers.c[name] for name in _COLUMNS),
            sources.c.name.label("source"),
            users.c.name.label("owner"),
            ownerships.c.from_at,
            ownerships.c.how,
            ownerships.c.reason,
            _BY.c.name.label("by_name"),
            place.c.sort_value,
        )
        .select_from(
            _joined(place.join(customers, customers.c.id == place.c.id)).outerjoin(_BY, _BY.c.id == ownerships.c.by_id)
        )
        .order_by(*_order(place.c.sort_value, place.c.id, falls))
    )


def _order(key: ColumnElement[Any], number: ColumnElement[int], falls: bool) -> tuple[ColumnElement[Any], ...]:
    return (key.desc(), number.desc()) if falls else (key, number)


def _joined(rows: FromClause) -> Join:
    """Join the stay that lasts, the holder and the source to customers."""
    return (
        rows.outerjoin(ownerships, ownerships.c.live_customer_id == customers.c.id)
        .outerjoin(users, users.c.id == customers.c.owner_id)
        .outerjoin(sources, sources.c.id == customers.c.source_id)
    )


_COLUMNS = (
    "id", "name", "kind", "city", "class_key", "owner_id", "held_since_at", "last_action_at", "next_action_at",
    "last_inquiry_at", "created_at", "archived_at", "version", "industry", "region", "country", "locked_until_on",
)  # fmt: skip
