"""Customers that hold words, in the order of names: the first of many, wherever they stand in the list.

Each word of a customer is kept with the beginning of its name (`place`), in that order. So the first holders of a word
are read from one index, a stretch of places at a time, and only these are sorted by their whole names. Of several words
the rarest is gone along, the others are asked of each; where one of them begins further on, all before it is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, select, true, union_all

from tuicrm.sales.pool.paging import Order, Place, PoolQuery, places
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.system import tokens
from tuicrm.store.tokens import LAST, Search, place_of

MOST = 15_000
"""Where not enough are found among so many, all that hold the words are sorted."""
SPELLINGS = 30
"""A word that begins so many others at most is looked up under each of them; one that begins more, as a whole."""
COUNTED = 5_000
"""Which word is rarer is seen by counting no further than that."""


def in_order(
    session: Session, query: PoolQuery, order: Order, words: Search, wanted: ColumnElement[bool], most: int
) -> list[Place] | None:
    """Give the first places by name, all or `most`; None where they are not found soon.

    Args:
        wanted: what is asked of the customers besides the words.
    """
    every = [_Word(session, words, word, order.falls) for word in words.words]
    if len(every) > 1:
        every.sort(key=lambda one: (one.is_broad, one.count()))
    return _Way(session, query, order, wanted, every).found(most)


@dataclass
class _Word:
    """One word, and under which tokens its holders stand, in the order of places.

    Attributes:
        under: one condition for each token and kind; or one for all that begin with the word, where these are many.
    """

    session: Session
    search: Search
    word: str
    falls: bool
    under: list[ColumnElement[bool]] = field(init=False)
    is_broad: bool = field(init=False)

    def __post_init__(self) -> None:
        found = [(kind, token) for kind in self.search.kinds for token in self._spellings(kind)]
        self.is_broad = len(found) > SPELLINGS
        self.under = [and_(tokens.c.token == token, tokens.c.kind == kind) for kind, token in found]
        if self.is_broad or not found:
            self.under = [and_(*self.search.begins(tokens, self.word))]

    def count(self) -> int:
        """Count its holders, but no further than `COUNTED`."""
        return self._number(true(), COUNTED)

    @property
    def begin(self) -> str:
        """The place where the list begins."""
        return LAST if self.falls else ""

    def first(self, begin: str) -> str | None:
        """Give the place of its first holder from a place on."""
        return self._first(self._is_from(begin))

    def stretch(self, begin: str, number: int) -> tuple[str | None, int]:
        """Give the place before which about `number` entries are from another on, and how many; None: these are all."""
        some = self._entries(begin, number).subquery()
        of_all = func.min if self.falls else func.max
        held, end = self.session.first(select(func.count(), of_all(some.c.place)).select_from(some))
        if held < number:
            return None, held
        if end != begin:
            at_end = self.session.value(select(func.count()).where(some.c.place == end))
            return end, held - at_end
        beyond = tokens.c.place < begin if self.falls else tokens.c.place > begin
        return self._first(beyond), self._number(tokens.c.place == begin, MOST + 1)  # all of them at one place

    def holders(self, begin: str, end: str | None, others: Sequence["_Word"]) -> Select[Any]:
        """Select who holds it from a place on, before another, and the other words too."""
        upto = () if end is None else (tokens.c.place > end if self.falls else tokens.c.place < end,)
        asked = [one.search.holds(one.word, tokens.c.record_id) for one in others]
        each = (select(tokens.c.record_id).where(one, self._is_from(begin), *upto, *asked) for one in self.under)
        return select(union_all(*each).subquery().c.record_id).distinct()

    def _entries(self, begin: str, number: int) -> Select[Any]:
        by: Any = tokens.c.place.desc() if self.falls else tokens.c.place
        each = (
            select(select(tokens.c.place).where(one, self._is_from(begin)).order_by(by).limit(number).subquery())
            for one in self.under
        )
        every = union_all(*each).subquery()
        return select(every.c.place).order_by(every.c.place.desc() if self.falls else every.c.place).limit(number)

    def _first(self, wanted: ColumnElement[bool]) -> str | None:
        of_all = func.max if self.falls else func.min
        each = [select(of_all(tokens.c.place).label("place")).where(one, wanted) for one in self.under]
        found = [place for place in self.session.values(union_all(*each)) if place is not None]
        return (max(found) if self.falls else min(found)) if found else None

    def _number(self, wanted: ColumnElement[bool], most: int) -> int:
        each = (select(select(tokens.c.record_id).where(one, wanted).limit(most).subquery()) for one in self.under)
        return int(self.session.value(select(func.count()).select_from(union_all(*each).subquery())))

    def _is_from(self, begin: str) -> ColumnElement[bool]:
        return tokens.c.place <= begin if self.falls else tokens.c.place >= begin

    def _spellings(self, kind: str) -> Sequence[str]:
        """Give the tokens that begin with the word by one look into the index for each, and one more than needed."""
        smallest = select(func.min(tokens.c.token)).where(tokens.c.kind == kind, tokens.c.token < self.word + LAST)
        first = smallest.where(tokens.c.token >= self.word).scalar_subquery()
        way = select(first.label("token"), literal(0).label("number")).cte("way", recursive=True)
        following = smallest.where(tokens.c.token > way.c.token).correlate(way).scalar_subquery()
        more = select(following, way.c.number + 1).where(way.c.token.is_not(None), way.c.number < SPELLINGS)
        way = way.union_all(more)
        return self.session.values(select(way.c.token).where(way.c.token.is_not(None)))


@dataclass
class _Way:
    """The way along the holders of the rarest word, which comes first."""

    session: Session
    query: PoolQuery
    order: Order
    wanted: ColumnElement[bool]
    words: list[_Word]

    def found(self, most: int) -> list[Place] | None:
        first = self.words[0]
        begin: str | None = first.begin if self.query.after is None else place_of(str(self.query.after[0]))
        found, looked, number = list[Place](), 0, most + most // 5
        while begin is not None and (begin := self._meeting(begin)) is not None:
            end, held = first.stretch(begin, number)
            if looked + held > MOST:
                return None
            if held:
                found += self._given(begin, end, most - len(found))
            looked += held
            begin = end if len(found) < most else None
            number = (most - len(found) + 20) * (looked // max(len(found), 1) + 1)  # as many of them as until here
            if begin is not None and looked + number > MOST:
                return None
        return found

    def _meeting(self, begin: str) -> str | None:
        """Give the first place from which on each of the words has holders."""
        if not (others := [one for one in self.words[1:] if not one.is_broad]):
            return begin
        met: str | None = begin
        while met is not None:
            known = [one.first(met) for one in (self.words[0], *others)]
            firsts = [one for one in known if one is not None]
            if len(firsts) < len(known):
                return None
            further = min(firsts) if self.order.falls else max(firsts)
            if further == met or all(one == further for one in firsts):
                return further
            met = further
        return None

    def _given(self, begin: str, end: str | None, most: int) -> list[Place]:
        first, *others = self.words
        held = customers.c.id.in_(first.holders(begin, end, others))
        rows = self.session.all(places(and_(held, self.wanted), self.query, self.order, most))
        return [(row.sort_value, row.id) for row in rows]
