"""A page of a large list on the way along an index: for words that many hold, and by city.

To sort all that hold a word is quick while they are few. The first of many are met soon on the way along the list where
they lie scattered: each customer on it is asked for its words. By name they are found wherever they stand: `in_order`.
"""

from dataclasses import dataclass
from math import isqrt
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, select

from tuicrm.sales.pool.filtering import Conditions
from tuicrm.sales.pool.in_order import MANY, all_by_places, in_order, rarest_first
from tuicrm.sales.pool.in_order import count as counted_in_order
from tuicrm.sales.pool.paging import COUNTED, WALKED, Along, Order, Place, PoolQuery, of_a_tab, places
from tuicrm.sales.pool.sorting import BY_CITY, NO_CITY
from tuicrm.sales.pool.worth import last_id
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tokens import Search

NEAR, FAR = 500, 30_000
"""How many are met among the first, or else in places further on, tells whether enough are met at all: so far the
newest are gone along, which stand together in the database; others only to `WALKED`."""
LOOKS, COMMON = 4, 4
"""At so many places of the way it is looked, where the first few do not tell: they may all have come from one file; and
so many that are met there are more than are counted at all."""
FEW = 8
"""A few that were met tell little: a stretch is no more than so many times as long as the way until there."""
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
    if found.words is None:
        return walk.met()
    if order.key is not customers.c.name_sort:
        met = walk.met()
        is_common = met is not None or walk.seen >= COMMON
        return met if is_common else _few_of_many(walk, order, found.words, and_(sight, walk.every))
    words = rarest_first(session, found.words, order.falls)
    if words[0].is_broad and (met := walk.met()) is not None:
        return met
    most = query.limit + 1 if query.after is not None else max(COUNTED, query.limit + 1)
    by_places = in_order(session, query, order, words, and_(sight, walk.every), most)
    if by_places is not None:
        return Met(by_places, min(len(by_places), COUNTED) if most >= COUNTED else None)
    return None if words[0].is_broad else walk.met()


def _few_of_many(walk: "_Walk", order: Order, words: Search, wanted: ColumnElement[bool]) -> Met | None:
    """Find the few who hold several words that many hold, all of them by their places, and put them in order."""
    rarest = rarest_first(walk.session, words, False)
    if len(rarest) == 1 or rarest[0].is_broad:
        return None
    every = all_by_places(walk.session, walk.query, order, rarest, wanted, COUNTED)
    if every is None or len(every) == COUNTED:
        return None
    every.sort(reverse=order.falls)
    return Met(every[: walk.query.limit + 1], len(every) if walk.query.after is None else None)


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
        seen: how many were met among the first, and in the places further on that were looked at.
    """

    session: Session
    query: PoolQuery
    order: Order
    ahead: ColumnElement[bool]
    every: ColumnElement[bool]
    words: Search | None
    seen: int = 0

    def met(self, *, is_short: bool = False) -> Met | None:
        """Give the places that are met among the first `WALKED`: None where it takes longer, if the list goes on."""
        most = self.query.limit + 1
        end = FAR if self.order.key is customers.c.created_at else WALKED
        met, walked = self._given(range(NEAR), most), NEAR
        self.seen = len(met)
        if not is_short and len(met) * end < most * NEAR and not self._are_further_on(end, most):
            return None
        while len(met) < most and walked < end:
            each, missing = walked // max(len(met), 1) + 1, most - len(met)  # one is met among so many
            likely = min(missing + isqrt(missing), FEW * max(len(met), 1))  # all of a stretch are asked
            further = min(walked + each * likely, FEW * walked, end)
            met += self._given(range(walked, further), missing)
            walked = further
        return Met(met) if is_short or len(met) == most else None

    def _are_further_on(self, end: int, most: int) -> bool:
        """Say whether enough may be met on the whole way, where it does not look so from its beginning.

        Of several words it has to be plain: to ask each customer for them takes longer than to sort who holds them.
        """
        further = range(0, end, end // LOOKS)[1:]
        self.seen += sum(len(self._given(range(place, place + NEAR), most)) for place in further)
        many = 1 if self.words is None else len(self.words.words)
        return self.seen * end >= many * most * NEAR * LOOKS

    def _given(self, stretch: range, most: int) -> list[Place]:
        held = None if self.words is None else self.words.held_by
        asked = places(self.ahead, self.query, self.order, most, Along(stretch, self.every, held))
        return [(row.sort_value, row.id) for row in self.session.all(asked)]


def _is_without_city(session: Session, query: PoolQuery, falls: bool) -> bool:
    """Say whether the page is (also) about customers whose city is not known: they stand last, and are sorted."""
    if query.after is not None:
        return bool(query.after[0] == NO_CITY)
    return falls and session.exists(select(customers.c.id).where(customers.c.city.is_(None)))
