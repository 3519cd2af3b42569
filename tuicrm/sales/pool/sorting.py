"""What a list of customers can be sorted by; the pool at first by worth x freshness."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, literal

from tuicrm.sales.fields import fields_of
from tuicrm.sales.home import home
from tuicrm.sales.pool.limits import cooling_ids
from tuicrm.sales.pool.own_order import BEHIND_ALL, own_order, own_orders
from tuicrm.sales.pool.paging import Order, Place, PoolQuery, Tab, of_a_tab
from tuicrm.sales.pool.policy import policy
from tuicrm.sales.pool.recycle_at import recycle_at
from tuicrm.sales.pool.worth import likes
from tuicrm.sales.pool.worth_order import places
from tuicrm.store import days
from tuicrm.store.actor import Actor
from tuicrm.store.days import FAR
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.people import users

LARGE = 10_000
"""More customers than that are not sorted by worth as a whole unless somebody asks for it: see `worth_order`."""

BEHIND = 1_000_000
"""More days than any customer has."""

NO_CITY = BEHIND_ALL
BY_CITY = func.coalesce(customers.c.city, NO_CITY)

# Sort keys are never NULL: engines disagree on where NULL stands, and a keyset cannot pass it.
_SORTS: dict[str, Order] = {
    "name": Order(customers.c.name_sort, False),
    "newest": Order(customers.c.created_at, True),
    "since": Order(func.coalesce(ownerships.c.from_at, customers.c.created_at), True),
    "inquiry": Order(func.coalesce(customers.c.last_inquiry_at, customers.c.created_at), True),
    "action": Order(func.coalesce(customers.c.last_action_at, customers.c.created_at), False),
    "class": Order(func.coalesce(customers.c.class_key, "~"), False),
    "city": Order(BY_CITY, False),
    "source": Order(func.coalesce(sources.c.position, 32767), False),
    "owner": Order(func.coalesce(users.c.name_sort, ""), False),
}
SORTS = ("worth", "back", *_SORTS)


def sort_of(session: Session, actor: Actor, query: PoolQuery, now: datetime, *within: ColumnElement[bool]) -> Order:
    """Give what a page is sorted by."""
    wanted, tab = query.sort, query.tab
    sort = wanted or ("worth" if tab == "pool" else "name")
    if sort == "worth" and not wanted and _is_large(session, tab, customers.c.owner_id.is_(None)):
        sort = "newest"  # what a filter leaves of a large pool is only sorted by worth where somebody asks for it
    if sort == "worth":
        found = Order(_worth_and_freshness(session, actor, now), True)
    elif sort == "back":
        at = recycle_at(policy(session), home(session), now, *within)
        found = Order(func.coalesce(at.c.day, FAR), False, at)
    elif sort in _SORTS:
        found = _SORTS[sort]
    elif own := own_orders(fields_of(session, "customer"), SORTS).get(sort):
        found = own_order(own, query.descending)
    else:
        found = _SORTS["name"]
    return found if query.descending is None else found._replace(falls=query.descending)


def sorts_by_worth(session: Session, sort: str, tab: Tab, here: ColumnElement[bool]) -> bool:
    """Say whether a list is by worth x freshness and too large to be sorted as a whole: see `best_places`."""
    return (sort == "worth" or (not sort and tab == "pool")) and _is_large(session, tab, here)


def best_places(
    session: Session, actor: Actor, wanted: ColumnElement[bool], after: Place | None, limit: int, now: datetime
) -> Sequence[Place] | None:
    """Give the next places by worth x freshness in a large list; None: there are too many kinds, sort it."""
    last = None if after is None else (int(after[0]), after[1])
    return places(session, wanted, likes(session), cooling_ids(session, actor, now), last, limit)


def _is_large(session: Session, tab: Tab, here: ColumnElement[bool]) -> bool:
    return of_a_tab(session, tab, here, LARGE) > LARGE


def _worth_and_freshness(session: Session, actor: Actor, now: datetime) -> ColumnElement[int]:
    """Days: the later of its coming into the pool and its last inquiry, and a head start for what it is worth.

    What the actor had until lately and may not claim now stands last.
    """
    house, kinds = home(session), likes(session)
    came = func.coalesce(ownerships.c.from_at, customers.c.created_at)
    asked = func.coalesce(customers.c.last_inquiry_at, customers.c.created_at)
    fresh = days.later(days.day_of(came, house.zone, now), days.day_of(asked, house.zone, now))
    starts = [
        (
            and_(
                func.coalesce(customers.c.class_key, "") == class_key,
                func.coalesce(customers.c.source_id, 0) == source_id,
            ),
            kinds.head_start(class_key, source_id),
        )
        for class_key, source_id in sorted(kinds.groups)
    ]
    others = kinds.head_start(None, None)
    sort = fresh + (case(*starts, else_=others) if starts else literal(others))
    cooling = cooling_ids(session, actor, now)
    return sort - case((customers.c.id.in_(cooling), BEHIND), else_=0) if cooling else sort
