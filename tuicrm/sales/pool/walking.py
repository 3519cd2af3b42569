"""A page of a large list on the way along an index: for words that many hold, and by city.

To sort all that hold a word is quick while they are few. The first of many are met soon on the way along the list where
they lie scattered: each customer on it is asked for its words. By name they are found wherever they stand: `in_order`.
"""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, select

from tuicrm.sales.pool.filtering import Conditions
from tuicrm.sales.pool.in_order import MANY, in_order, rarest_first
from tuicrm.sales.pool.in_order import count as counted_in_order
from tuicrm.sales.pool.paging import COUNTED, WALKED, Along, Order, Place, PoolQuery, of_a_tab, places
from tuicrm.sales.pool.sorting import BY_CITY, NO_CITY
from tuicrm.sales.pool.worth import last_id
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tokens import Search

NEAR, FAR = 500, 30_000
"""How many are met among the first tells whether enough are met further on: so far the newest are gone along, which
stand together in the database; others only to `WALKED`."""
_INDEXED = (customers.c.name_sort, customers.c.created_at)


class Met(NamedTuple):
    """The places of a page and more; `total` says how many there are at all, at most `COUNTED`, where that was seen."""

    places: list[Place]
    total: int | None = None


def on_the_way(
    session: Session, query: PoolQuery, order: Order, found: Conditions, sight: ColumnElement[bool],
    here: ColumnElement[bool],
) -> Met | None:  # fmt: skip
    """Give the places of a page and one more; None where another way is shorter, or too few were met."""
    by_city = order.key is BY_CITY and query.tab != "mine"
    if not by_city and (found.words is None or not any(order.key is one for one in _INDEXED)):
        return None
    if not _is_large(session) or (by_city and _is_without_city(session, query, order.falls)):
        return None
    walk = _Walk(session, query, order, sight, and_(here, *found.where), found.words)
    if by_city:
        walk.order, walk.ahead = Order(customers.c.city, order.falls), and_(sight, customers.c.city.is_not(None))
    elif query.tab != "team":  # one index holds the customers of a tab in their order, but not those of many people
        walk.ahead = and_(sight, here)
    if not by_city and query.tab in ("pool", "mine") and of_a_tab(session, query.tab, walk.ahead, WALKED) <= WALKED:
        return walk.met(is_short=True)
    if found.words is not None and found.words.count(session, MANY) < MANY:
        return None
    if found.words is None or order.key is not customers.c.name_sort:
        return walk.met()
    words = rarest_first(session, found.words, order.falls)
    if words[0].is_broad and (met := walk.met()) is not None:
        return met
    most = query.limit + 1 if query.after is not None else max(COUNTED, query.limit + 1)
    by_places = in_order(session, query, order, words, and_(sight, walk.every), most)
    if by_places is not None:
        return Met(by_places, min(len(by_places), COUNTED) if most >= COUNTED else None)
    return None if words[0].is_broad else walk.met()


def count(session: Session, words: Search, wanted: ColumnElement[bool]) -> int | None:
    """Count who holds several words in a large company, at most `COUNTED`; None where another way is shorter."""
    if len(words.words) == 1 or not _is_large(session):
        return None
    return counted_in_order(session, words, wanted, COUNTED)


def _is_large(session: Session) -> bool:
    return last_id(session) >= MANY  # near enough


@dataclass
class _Walk:
    """A way along a list.

    Attributes:
        ahead: which customers lie on it, by an index.
        every: what is asked of those, all of it but their words.
    """

    session: Session
    query: PoolQuery
    order: Order
    ahead: ColumnElement[bool]
    every: ColumnElement[bool]
    words: Search | None

    def met(self, *, is_short: bool = False) -> Met | None:
        """Give the places that are met among the first `WALKED`: None where it takes longer, if the list goes on."""
        most = self.query.limit + 1
        end = FAR if self.order.key is customers.c.created_at else WALKED
        met, walked = self._given(range(NEAR), most), NEAR
        if not is_short and len(met) * end < most * NEAR:
            return None
        while len(met) < most and walked < end:
            each = walked // max(len(met), 1) + 1  # so many are walked by until one is met
            further = min(walked + 2 * each * (most - len(met)), end)
            met += self._given(range(walked, further), most - len(met))
            walked = further
        return Met(met) if is_short or len(met) == most else None

    def _given(self, stretch: range, most: int) -> list[Place]:
        held = None if self.words is None else self.words.held_by
        asked = places(self.ahead, self.query, self.order, most, Along(stretch, self.every, held))
        return [(row.sort_value, row.id) for row in self.session.all(asked)]


def _is_without_city(session: Session, query: PoolQuery, falls: bool) -> bool:
    """Say whether the page is (also) about customers whose city is not known: they stand last, and are sorted."""
    if query.after is not None:
        return bool(query.after[0] == NO_CITY)
    return falls and session.exists(select(customers.c.id).where(customers.c.city.is_(None)))
