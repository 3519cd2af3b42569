"""A page of a large list on the way along an index: for words that many hold, and by city.

To sort all that hold a word is quick while they are few. The first of many are met sooner on the way along the list,
where they lie scattered; where most of them begin with the word they lie together, and that piece of the list is read.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, except_, func, select, true

from tuicrm.plain.names import name_sort
from tuicrm.sales.pool.filtering import Conditions
from tuicrm.sales.pool.paging import WALKED, Along, Order, Place, PoolQuery, places
from tuicrm.sales.pool.sorting import BY_CITY, NO_CITY
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tokens import LAST, Search

MANY = 20_000
"""A word that fewer hold, or a list of fewer, is sorted as a whole."""
COUNTED = 100_000
"""Who holds a word is counted no further than that; words that so many hold are always met soon."""
NEAR, FAR = range(500), range(500, WALKED)
"""Each of the first is asked for its words; those further on are compared with all that hold them."""
_INDEXED = (customers.c.name_sort, customers.c.created_at)


def on_the_way(
    session: Session, query: PoolQuery, order: Order, found: Conditions, sight: ColumnElement[bool],
    here: ColumnElement[bool],
) -> list[Place] | None:  # fmt: skip
    """Give the places of a page and one more; None where another way is shorter, or too few were met."""
    by_city = order.key is BY_CITY and query.tab != "mine"
    if not by_city and (found.words is None or not any(order.key is one for one in _INDEXED)):
        return None
    number = session.value(select(func.max(customers.c.id))) or 0  # near enough
    held_by = number if found.words is None else found.words.count(session, COUNTED)
    if held_by < MANY or (by_city and _is_without_city(session, query, order.falls)):
        return None
    walk = _Walk(session, query, order, sight, and_(here, *found.where), found.words)
    if by_city:
        walk.order, walk.ahead = Order(customers.c.city, order.falls), and_(sight, customers.c.city.is_not(None))
    elif query.tab != "team":  # one index holds the customers of a tab in their order, but not those of many people
        walk.ahead = and_(sight, here)
    if held_by < COUNTED and found.words is not None:
        if len(found.words.words) > 1:
            return None
        is_plain = order.key is customers.c.name_sort and len(found.where) == 1
        if is_plain and (together := walk.together(held_by)) is not None:
            return together
        if (query.limit + 1) * number / held_by > WALKED / 2:
            return None
    met = walk.met()
    is_whole = len(met) > query.limit or (not by_city and _number(session, walk.ahead, WALKED + 1) <= WALKED)
    return met if is_whole else None


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

    def met(self, *ahead: ColumnElement[bool]) -> list[Place]:
        """Give the places that are met among the first `WALKED`."""
        most, wanted = self.query.limit + 1, and_(self.ahead, *ahead)
        held = true() if self.words is None else self.words.held_by(customers.c.id)
        met = self._given(places(wanted, self.query, self.order, most, Along(NEAR, and_(self.every, held))))
        if len(met) < most:
            among = None if self.words is None else self.words.holders(self.session, once=False)
            met += self._given(places(wanted, self.query, self.order, most, Along(FAR, self.every, among)))
        return met[:most]

    def together(self, number: int) -> list[Place] | None:
        """Give the places where most of `number` that hold a word have it in front; None where they have not.

        Those that begin with it are met one after the other; the few others that hold it are sorted, and both merged.
        """
        assert self.words is not None
        first, most = name_sort(self.words.words[0]), self.query.limit + 1
        begin = and_(customers.c.name_sort >= first, customers.c.name_sort < first + LAST)
        begun = _number(self.session, begin, number)
        if 2 * begun < number:
            return None
        inside = self.met(begin)
        if len(inside) < most and begun > WALKED:
            return None
        others = except_(self.words.holders(self.session, once=False), select(customers.c.id).where(begin)).subquery()
        outside = and_(self.ahead, self.every, customers.c.id.in_(select(others)))
        found = inside + self._given(places(outside, self.query, self.order, most))
        return sorted(found, reverse=self.order.falls)[:most]

    def _given(self, found: Select[Any]) -> list[Place]:
        return [(row.sort_value, row.id) for row in self.session.all(found)]


def _is_without_city(session: Session, query: PoolQuery, falls: bool) -> bool:
    """Say whether the page is (also) about customers whose city is not known: they stand last, and are sorted."""
    if query.after is not None:
        return bool(query.after[0] == NO_CITY)
    return falls and session.exists(select(customers.c.id).where(customers.c.city.is_(None)))


def _number(session: Session, which: ColumnElement[bool], most: int) -> int:
    some = select(customers.c.id).where(which).limit(most).subquery()
    return int(session.value(select(func.count()).select_from(some)))
