"""The select of a page of customers: which of them, in which order, after whom, and what stands in a row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Join, Select, Subquery, and_, func, or_, select

from tuicrm.store.among import among
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import pools, sources
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.people import users

Tab = Literal["pool", "mine", "team", "all"]
TABS: tuple[Tab, ...] = ("pool", "mine", "team", "all")
LIMIT = 100
WALKED = 10_000
"""So far a list is gone along, before all that it may have is sorted."""
COUNTED = 1000
"""How many rows of a filter are counted at most: more is said as "1,000+"."""

Place = tuple[Any, int]
"""The sort value and the id of a customer: where it stands in a list."""

_BY = users.alias("by_whom")


class Order(NamedTuple):
    """What a list is sorted by, whether it falls, and what has to be joined for it."""

    key: ColumnElement[Any]
    falls: bool
    joins: Subquery | None = None


class Along(NamedTuple):
    """Which customers of a list are looked at, from its beginning on, and what is asked of them.

    Attributes:
        held: asked of an id alone, before any row is looked up.
    """

    stretch: range
    asked: ColumnElement[bool]
    held: Callable[[ColumnElement[int]], ColumnElement[bool]] | None = None


@dataclass(frozen=True)
class PoolQuery:
    """What a list shows.

    Attributes:
        sort: a key of `SORTS`, or an own field's (see `own_orders`); "" is the tab's own: in the pool worth x freshness
            (the newest first where a filter leaves part of a large one), else by name.
        after: `PoolPage.after` of the page before.
    """

    tab: Tab = "pool"
    filter: str = ""
    sort: str = ""
    descending: bool | None = None
    after: Place | None = None
    limit: int = LIMIT


def places(
    wanted: ColumnElement[bool],
    query: PoolQuery,
    order: Order,
    most: int,
    along: Along | None = None,
) -> Select[Any]:
    """Select id and sort value of the customers that come next.

    What stands in their rows is asked afterwards, so that a list that has to be sorted as a whole sorts two columns.
    Engines leave a join out that a sort does not need.

    Args:
        along: asked of a stretch of the list only, on the way along it; too few may be left for a page.
    """
    key, falls, joins = order
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
    if along is not None:
        walked = found.limit(len(along.stretch)).offset(along.stretch.start).subquery("walked")
        found = select(walked).join(customers, customers.c.id == walked.c.id).where(along.asked)
        if along.held is not None:
            found = found.where(along.held(walked.c.id))
        found = found.order_by(*_order(walked.c.sort_value, walked.c.id, falls))
    return found.limit(most)


def rows(ids: Sequence[int], known: ColumnElement[int], wanted: ColumnElement[int]) -> Select[Any]:
    """Select what stands in the rows of customers; how much of them is known, and wanted."""
    return (
        select(
            *(customers.c[name] for name in _COLUMNS),
            sources.c.name.label("source"),
            users.c.name.label("owner"),
            ownerships.c.from_at,
            ownerships.c.how,
            ownerships.c.reason,
            _BY.c.name.label("by_name"),
            pools.c.name.label("pool"),
            known.label("known"),
            wanted.label("wanted"),
        )
        .select_from(
            _joined(customers)
            .outerjoin(_BY, _BY.c.id == ownerships.c.by_id)
            .join(pools, pools.c.id == customers.c.pool_id)
        )
        .where(among(customers.c.id, ids))
    )


def number(session: Session, which: ColumnElement[bool], most: int) -> int:
    """Count customers, but no further than `most`."""
    some = select(customers.c.id).where(which).limit(most).subquery()
    return int(session.value(select(func.count()).select_from(some)))


def of_a_tab(session: Session, tab: Tab, here: ColumnElement[bool], most: int) -> int:
    """Count the customers of a tab, `here`, until they are more than `most`; once in a transaction that only reads."""
    return session.once(("customers of", tab, most), lambda: number(session, here, most + 1))


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
    "source_id",
)  # fmt: skip
