"""Search by our own tokens: the same answers on all engines, two Chinese characters are enough."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from tuicrm.plain.tokens import note_tokens, query_tokens, tokens_of
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contact_points, contacts, customers
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.system import tokens

Kinds = tuple[str, ...]
CHUNK = 500
LAST = "\U0010ffff"
NOTE = "note"
"""The kind of what is noted on a customer and its contacts: lists are searched for it, no name is looked up by it."""
PLACE = 16
"""So many letters of a name are kept with its words; the length of that column."""
FEW = 2_000
"""So few records are looked at one by one."""

# What tokens are made from, asked after each write of a name: put together once.
_PART: BindParameter[Any] = bindparam("part", expanding=True)
_NAMED = select(
    customers.c.id, customers.c.name, customers.c.domain, customers.c.registration, customers.c.note,
    customers.c.name_sort,
).where(customers.c.id.in_(_PART))  # fmt: skip
_PEOPLE = select(contacts.c.customer_id, contacts.c.name, contacts.c.note).where(
    contacts.c.customer_id.in_(_PART), contacts.c.archived_at.is_(None)
)
_REACHED = select(contact_points).where(contact_points.c.customer_id.in_(_PART), contact_points.c.archived_at.is_(None))
_CALLED = (
    select(projects.c.id, projects.c.name, projects.c.handle, customers.c.name)
    .outerjoin(customers, customers.c.id == projects.c.customer_id)
    .where(projects.c.id.in_(_PART))
)
_HELD = select(tokens.c.record_id, tokens.c.token, tokens.c.place).where(
    tokens.c.kind == bindparam("kind"), tokens.c.record_id.in_(_PART)
)


@dataclass(frozen=True)
class Search:
    """The words of a query that a record has to hold.

    Attributes:
        words: as tokens begin; never none.
        kinds: of tokens; one kind more than the records', such as `NOTE`, where that is searched too.
    """

    words: tuple[str, ...]
    kinds: Kinds

    def count(self, session: Session, most: int) -> int:
        """Count who holds the word that fewest hold, but no further than that."""
        fewest = most
        for word in self.words:  # one after the other: the first that few hold saves to count the others
            if fewest == most:
                fewest = min(fewest, self.number(session, word, most))
        return fewest

    def number(self, session: Session, word: str, most: int) -> int:
        """Count who holds one word, but no further than that."""
        held = select(func.count()).select_from(self._holders(word).limit(most).subquery())
        return session.once(("holders", self.kinds, word, most), lambda: int(session.value(held)))

    def holders(self, session: Session) -> Select[Any]:
        """Select the ids of those that hold every word.

        Where few hold one of the words these are looked at, one by one; where many hold each of them the lists are laid
        over each other. Which it is the engines do not know beforehand, so it is counted, but never further than `FEW`.
        PostgreSQL is given each id once: it then sorts those that hold the words, and does not go along a list of all
        in the belief that it meets them soon.
        """
        first, *others = self.words
        found = self._holders(first)
        if others:
            some = [select(func.count()).select_from(self._holders(word).limit(FEW).subquery()) for word in self.words]
            counted = session.first(select(*(one.scalar_subquery() for one in some)))
            least, *others = (word for _count, word in sorted(zip(counted, self.words, strict=True)))
            found = self._holders(least)
            if min(counted) < FEW:
                found = found.where(*(self.holds(word, tokens.c.record_id) for word in others))
            else:  # + 0: SQLite would look each of them up instead
                found = found.where(
                    *((tokens.c.record_id + 0).in_(self._holders(word, tokens.alias())) for word in others)
                )
        if session.connection.dialect.name != "postgresql":
            return found
        if others:  # it reckons with a turning disk, and would read all records rather than look up some thousands
            session.connection.exec_driver_sql("SET LOCAL random_page_cost = 1.1")
        return found.distinct()

    def held_by(self, record_id: ColumnElement[int]) -> ColumnElement[bool]:
        """Ask of one record after the other whether it holds every word: of few, or of those met on the way."""
        return and_(*(self.holds(word, record_id) for word in self.words))

    def met(self, most: int | None = None) -> Select[Any]:
        """Select the ids like `holders`, as they are met: the first of many; a record with several such words once."""
        first, *others = self.words
        some = self._holders(first).where(*(self.holds(word, tokens.c.record_id) for word in others)).limit(most)
        return select(some.subquery().c.record_id).distinct()

    def _holders(self, word: str, held: FromClause = tokens) -> Select[Any]:
        return select(held.c.record_id).where(*self.begins(held, word))

    def holds(self, word: str, record_id: ColumnElement[int]) -> ColumnElement[bool]:
        """Ask whether a record holds a word.

        With an offset PostgreSQL asks it of one record after the other, and does not look for all holders first.
        """
        held = tokens.alias()
        one = select(held.c.record_id).where(held.c.record_id == record_id, *self.begins(held, word))
        return one.limit(1).offset(0).exists()

    def begins(self, held: FromClause, word: str) -> Iterator[ColumnElement[bool]]:
        yield held.c.kind == self.kinds[0] if len(self.kinds) == 1 else held.c.kind.in_(self.kinds)
        yield from (held.c.token >= word, held.c.token < word + LAST)


def search(kind: str, query: str, *more: str) -> Search | None:
    """Read a query; None without words. `more`: other kinds of words of the same records, such as `NOTE`."""
    words = query_tokens(query)
    return Search(tuple(words), (kind, *more)) if words else None


def matching(session: Session, kind: str, query: str, *more: str) -> Select[Any] | None:
    """Select the ids of the records that hold every word of a query; None without words."""
    found = search(kind, query, *more)
    return None if found is None else found.holders(session)


def renew_customers(session: Session, customer_ids: Sequence[int]) -> None:
    """Make the tokens of customers again, from their names, contacts, phones and e-mails."""
    for part in _parts(customer_ids):
        texts: dict[int, list[str]] = {}
        phones: dict[int, list[str]] = {}
        noted: dict[int, list[str]] = {}
        places: dict[int, str] = {}
        for row in session.all(_NAMED, part=part):
            texts[row.id], noted[row.id], places[row.id] = _filled(row[:-2]), [row.note or ""], place_of(row.name_sort)
        for row in session.all(_PEOPLE, part=part):
            texts[row.customer_id].append(row.name)
            noted[row.customer_id].append(row.note or "")
        for row in session.all(_REACHED, part=part):
            if row.kind == "phone":
                phones.setdefault(row.customer_id, []).extend({row.reach_key, row.value})
            else:
                texts[row.customer_id].append(row.reach_key)
        _replace(session, "customer", {one: tokens_of(texts[one], phones.get(one, ())) for one in texts}, places)
        _replace(session, NOTE, {one: note_tokens(noted[one]) for one in noted}, places)


def renew_projects(session: Session, project_ids: Sequence[int]) -> None:
    """Make the tokens of projects again, from their own names and those of their customers."""
    for part in _parts(project_ids):
        rows = session.all(_CALLED, part=part)
        _replace(session, "project", {row[0]: tokens_of(_filled(row)) for row in rows})


def place_of(name_sort: str) -> str:
    """Give where a name stands in a list, near enough: how it begins."""
    return name_sort[:PLACE]


def _replace(session: Session, kind: str, words: dict[int, set[str]], places: Mapping[int, str] = {}) -> None:
    had: dict[int, set[str]] = {one: set() for one in words}
    moved: dict[int, None] = {}
    for row in session.all(_HELD, kind=kind, part=[*words]):
        had[row.record_id].add(row.token)
        if row.place != places.get(row.record_id, ""):
            moved[row.record_id] = None
    gone = [(one, had[one] - words[one]) for one in words if had[one] - words[one]]
    for record_id, stale in gone:
        session.connection.execute(
            delete(tokens).where(tokens.c.kind == kind, tokens.c.record_id == record_id, tokens.c.token.in_(stale))
        )
    for record_id in moved:
        of_it = update(tokens).where(tokens.c.kind == kind, tokens.c.record_id == record_id)
        session.connection.execute(of_it.values(place=places.get(record_id, "")))
    fresh = [
        {"token": token, "kind": kind, "place": places.get(one, ""), "record_id": one}
        for one in words
        for token in sorted(words[one] - had[one])
    ]
    for start in range(0, len(fresh), 5000):
        session.connection.execute(insert(tokens), fresh[start : start + 5000])


def _filled(row: Any) -> list[str]:
    """The texts of a row after its id, without the empty ones."""
    return [str(text) for text in tuple(row)[1:] if text]


def _parts(ids: Iterable[int]) -> Iterable[list[int]]:
    ordered = sorted(set(ids))
    return (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))
