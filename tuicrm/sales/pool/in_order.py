"""Customers that hold words, in the order of names: the first of many, wherever they stand in the list.

Each word of a customer is kept with the beginning of its name (`place`), in that order. So the first holders of a word
are read from one index, a stretch of places at a time, and only these are sorted by their whole names. Of several words
the rarest is gone along, the others are asked of each; where one of them begins further on, all before it is left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, select, union_all

from tuicrm.sales.pool.paging import Along, Order, Place, PoolQuery, number, places
from tuicrm.store.each_value import each_value
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.system import tokens
from tuicrm.store.tokens import LAST, PLACE, Search, place_of

MANY = 10_000
"""A word that fewer hold, or a list of fewer, is sorted as a whole."""
MOST = 15_000
"""Where not enough are found among so many, all that hold the words are sorted."""
SPELLINGS = 30
"""A word that begins so many others at most is looked up under each of them; one that begins more, as a whole."""
NEAR = 100
"""How many hold the words among the first of those at one place tells whether to go along them."""
DENSE = 3
"""At one place, so many customers are gone by for each that is wanted, before those that hold the words are sorted."""


def rarest_first(session: Session, words: Search, falls: bool) -> list["_Word"]:
    """Give the words in the order in which they are asked; the first is gone along."""
    every = [_Word(session, words, word, falls) for word in words.words]
    if len(every) > 1:
        every.sort(key=lambda one: (one.is_broad, words.number(session, one.word, MANY)))
    return every


def in_order(
    session: Session, query: PoolQuery, order: Order, words: Sequence["_Word"], wanted: ColumnElement[bool], most: int
) -> list[Place] | None:
    """Give the first places by name, all or `most`; None where they are not found soon.

    Args:
        words: as `rarest_first` gives them.
        wanted: what is asked of the customers besides the words.
    """
    found: list[Place] = []

    def take(held: ColumnElement[bool], more: int) -> int:
        found.extend(read(and_(held, wanted), more))
        return len(found)

    def read(which: ColumnElement[bool], more: int, along: Along | None = None) -> list[Place]:
        return [(row.sort_value, row.id) for row in session.all(places(which, query, order, more, along))]

    def is_enough(place: str, more: int) -> bool:
        """Go along the names that begin so, where enough of them hold the words: none has to be sorted."""
        met, walked, further = list[Place](), 0, min(NEAR, more)
        while len(met) < more and walked < further:
            near = Along(range(walked, further), wanted, words[0].search.held_by)
            met += read(_at(place), more - len(met), near)
            each = -(-further // max(len(met), 1))  # so many are gone by until one is met
            walked, further = further, min(further + each * (more - len(met)) + 1, DENSE * more)
            if each > DENSE:
                return False
        found.extend(met if len(met) == more else [])
        return len(met) == more

    begin = words[0].begin if query.after is None else place_of(str(query.after[0]))
    return found if _go(words, begin, most, take, is_enough) else None


def all_by_places(
    session: Session, query: PoolQuery, order: Order, words: Sequence["_Word"], wanted: ColumnElement[bool], most: int
) -> list[Place] | None:
    """Give the places of all in another order, but no more than `most`; None where they are not found soon."""
    found: list[Place] = []

    def take(held: ColumnElement[bool], more: int) -> int:
        asked = places(and_(held, wanted), query, order, more)
        found.extend((row.sort_value, row.id) for row in session.all(asked))
        return len(found)

    return found if _go(words, words[0].begin, most, take, lambda _place, _more: False) else None


def count(session: Session, words: Search, wanted: ColumnElement[bool], most: int) -> int | None:
    """Count who holds words, at most so many; None where that is not seen soon."""
    counted = 0

    def take(held: ColumnElement[bool], more: int) -> int:
        nonlocal counted
        counted += number(session, and_(held, wanted), more)
        return counted

    every = rarest_first(session, words, False)
    return counted if _go(every, every[0].begin, most, take, lambda _place, _more: False) else None


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
        found = self._spellings()
        self.is_broad = len(found) > SPELLINGS
        self.under = [and_(tokens.c.token == token, tokens.c.kind == kind) for kind, token in found]
        if self.is_broad or not found:
            self.under = [and_(*self.search.begins(tokens, self.word))]

    @property
    def begin(self) -> str:
        """The place where the list begins."""
        return LAST if self.falls else ""

    def firsts(self, wanted: ColumnElement[bool], nth: int = 0) -> list[Select[Any]]:
        """Select the first place of each spelling, with a number."""
        of_all = func.max if self.falls else func.min
        place: ColumnElement[Any] = of_all(tokens.c.place).label("place")
        return [select(literal(nth).label("nth"), place).where(one, wanted) for one in self.under]

    def stretch(self, begin: str, most: int) -> tuple[str | None, int]:
        """Give the place before which about `most` entries are from another on, and how many; None: these are all.

        It is the same place where so many stand at one.
        """
        some = self._entries(begin, most).cte("some")
        end = select((func.min if self.falls else func.max)(some.c.place)).scalar_subquery()
        at_end = select(func.count()).where(some.c.place == end).scalar_subquery()
        held, last, beyond = self.session.first(select(func.count(), end, at_end).select_from(some))
        return (None, held) if held < most else (last, held - beyond)

    def at(self, place: str) -> tuple[str | None, int]:
        """Give the first place beyond another, and how many are at that one, but no more than tell that it is many."""
        beyond = tokens.c.place < place if self.falls else tokens.c.place > place
        entries = (
            select(select(tokens.c.record_id).where(one, tokens.c.place == place).limit(MOST + 1).subquery())
            for one in self.under
        )
        held = self.session.value(select(func.count()).select_from(union_all(*entries).subquery()))
        return _first(self.session, self, beyond), held

    def holders(self, begin: str, end: str | None, others: Sequence["_Word"]) -> Select[Any]:
        """Select who holds it from a place on, before another, and the other words too."""
        upto = () if end is None else (tokens.c.place > end if self.falls else tokens.c.place < end,)
        asked = [one.search.holds(one.word, tokens.c.record_id) for one in others]
        each = (select(tokens.c.record_id).where(one, self.is_from(begin), *upto, *asked) for one in self.under)
        return select(union_all(*each).subquery().c.record_id).distinct()

    def is_from(self, begin: str) -> ColumnElement[bool]:
        return tokens.c.place <= begin if self.falls else tokens.c.place >= begin

    def _entries(self, begin: str, most: int) -> Select[Any]:
        by: Any = tokens.c.place.desc() if self.falls else tokens.c.place
        each = (
            select(select(tokens.c.place).where(one, self.is_from(begin)).order_by(by).limit(most).subquery())
            for one in self.under
        )
        every = union_all(*each).subquery()
        return select(every.c.place).order_by(every.c.place.desc() if self.falls else every.c.place).limit(most)

    def _spellings(self) -> Sequence[tuple[str, str]]:
        """Give kind and token of what begins with the word, by one look into the index for each, and one too many."""
        ways = [and_(tokens.c.kind == kind, tokens.c.token < self.word + LAST) for kind in self.search.kinds]
        found = each_value(self.session, tokens.c.token, ways, SPELLINGS, self.word)
        return [(kind, token) for kind, under in zip(self.search.kinds, found, strict=True) for token in under]


def _first(session: Session, word: _Word, wanted: ColumnElement[bool]) -> str | None:
    found = [row.place for row in session.all(union_all(*word.firsts(wanted))) if row.place is not None]
    return (max(found) if word.falls else min(found)) if found else None


def _at(place: str) -> ColumnElement[bool]:
    """Names that stand at a place."""
    name: ColumnElement[str] = customers.c.name_sort
    return name == place if len(place) < PLACE else and_(name >= place, name < place + LAST)


def _go(
    words: Sequence[_Word], place: str, most: int, take: Callable[[ColumnElement[bool], int], int],
    is_enough: Callable[[str, int], bool],
) -> bool:  # fmt: skip
    """Go along the first word until enough are taken, or to its end; False where that takes too long.

    Args:
        take: the holders of a stretch, at most so many; gives how many there are by now.
        is_enough: takes so many at one place, if there are.
    """
    first, *others = words
    begin: str | None = place
    found, looked, further = 0, 0, most + most // 5
    while begin is not None and (begin := _meeting(words, begin)) is not None:
        end, held = first.stretch(begin, further)
        if end == begin:
            if is_enough(begin, most - found):
                return True
            end, held = first.at(begin)
        if looked + held > MOST:
            return False
        if held:
            found = take(customers.c.id.in_(first.holders(begin, end, others)), most - found)
        looked += held
        begin = end if found < most else None
        further = (most - found + 20) * (looked // max(found, 1) + 1)  # as many of them as until here
        if begin is not None and looked + further > MOST:
            return False
    return True


def _meeting(words: Sequence[_Word], begin: str) -> str | None:
    """Give the first place from which on each of the words has holders."""
    asked = [words[0], *(one for one in words[1:] if not one.is_broad)]
    met: str | None = begin
    while met is not None and len(asked) > 1:
        each = (one.firsts(one.is_from(met), nth) for nth, one in enumerate(asked))
        known = [set[str]() for _one in asked]
        for row in words[0].session.all(union_all(*chain.from_iterable(each))):
            known[row.nth] |= {row.place} - {None}
        falls = words[0].falls
        if not all(known):
            return None
        firsts = [max(found) if falls else min(found) for found in known]
        further = min(firsts) if falls else max(firsts)
        if further == met or all(one == further for one in firsts):
            return further
        met = further
    return met
