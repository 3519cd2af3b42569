"""Search by our own tokens: the same answers on all engines, two Chinese characters are enough."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    and_,
    delete,
    exists,
    func,
    insert,
    intersect,
    select,
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
FEW, MANY = 2_000, 50_000
"""So few records are looked at one by one; words that so many hold are met often enough on the way along a list."""


def matching(session: Session, kind: str, query: str, *more: str) -> Select[Any] | CompoundSelect[Any] | None:
    """Select the ids of the records that hold every word of a query; None without words.

    `more`: other kinds of words of the same records, such as `NOTE`.

    Each id once: PostgreSQL then sorts those that hold the words, and does not go along a list of all in the belief
    that it meets them soon. Where few hold one of the words these are looked at, one by one; where many hold each of
    them the lists are laid over each other. Which it is the engines do not know beforehand, so it is counted, but
    never further than `FEW`.
    """
    words, kinds = query_tokens(query), (kind, *more)
    if len(words) < 2:
        return _holders(kinds, words[0]).distinct() if words else None
    counted = _counts(session, kinds, words, FEW)
    if min(counted) >= FEW:
        return intersect(*(_holders(kinds, word) for word in words))
    least, *others = sorted(words, key=lambda word: counted[words.index(word)])
    found = _holders(kinds, least).where(*(_holds(kinds, word, tokens.c.record_id) for word in others))
    return found.distinct()


def held_by_many(
    session: Session, kind: str, query: str, record_id: ColumnElement[int], *more: str
) -> ColumnElement[bool] | None:
    """Ask of a record whether it holds every word of a query; None unless `MANY` hold each of them.

    Then the first of a list are found sooner by going along the list than by sorting all that hold the words.
    """
    words, kinds = query_tokens(query), (kind, *more)
    if not words or any(count < MANY for count in _counts(session, kinds, words, MANY)):
        return None
    return and_(*(_holds(kinds, word, record_id) for word in words))


def _counts(session: Session, kinds: Kinds, words: Sequence[str], most: int) -> Sequence[int]:
    """Count who holds each word, but no further than that."""
    some = [select(func.count()).select_from(_holders(kinds, word).limit(most).subquery()) for word in words]
    return tuple(session.first(select(*(one.scalar_subquery() for one in some))))


def _holds(kinds: Kinds, word: str, record_id: ColumnElement[int]) -> ColumnElement[bool]:
    held = tokens.alias()
    return exists().where(held.c.record_id == record_id, *_begins(held, kinds, word))


def _holders(kinds: Kinds, word: str) -> Select[Any]:
    return select(tokens.c.record_id).where(*_begins(tokens, kinds, word))


def _begins(held: FromClause, kinds: Kinds, word: str) -> Iterator[ColumnElement[bool]]:
    yield held.c.kind == kinds[0] if len(kinds) == 1 else held.c.kind.in_(kinds)
    yield from (held.c.token >= word, held.c.token < word + LAST)


def renew_customers(session: Session, customer_ids: Sequence[int]) -> None:
    """Make the tokens of customers again, from their names, contacts, phones and e-mails."""
    for part in _parts(customer_ids):
        texts: dict[int, list[str]] = {}
        phones: dict[int, list[str]] = {}
        noted: dict[int, list[str]] = {}
        own = select(customers.c.id, customers.c.name, customers.c.domain, customers.c.registration, customers.c.note)
        for row in session.all(own.where(customers.c.id.in_(part))):
            texts[row.id], noted[row.id] = _filled(row[:-1]), [row.note or ""]
        people = select(contacts.c.customer_id, contacts.c.name, contacts.c.note).where(
            contacts.c.customer_id.in_(part), contacts.c.archived_at.is_(None)
        )
        for row in session.all(people):
            texts[row.customer_id].append(row.name)
            noted[row.customer_id].append(row.note or "")
        reached = select(contact_points).where(
            contact_points.c.customer_id.in_(part), contact_points.c.archived_at.is_(None)
        )
        for row in session.all(reached):
            if row.kind == "phone":
                phones.setdefault(row.customer_id, []).extend({row.reach_key, row.value})
            else:
                texts[row.customer_id].append(row.reach_key)
        _replace(session, "customer", {one: tokens_of(texts[one], phones.get(one, ())) for one in texts})
        _replace(session, NOTE, {one: note_tokens(noted[one]) for one in noted})


def renew_projects(session: Session, project_ids: Sequence[int]) -> None:
    """Make the tokens of projects again, from their own names and those of their customers."""
    for part in _parts(project_ids):
        named = (
            select(projects.c.id, projects.c.name, projects.c.handle, customers.c.name)
            .outerjoin(customers, customers.c.id == projects.c.customer_id)
            .where(projects.c.id.in_(part))
        )
        rows = session.all(named)
        _replace(session, "project", {row[0]: tokens_of(_filled(row)) for row in rows})


def _replace(session: Session, kind: str, words: dict[int, set[str]]) -> None:
    had: dict[int, set[str]] = {one: set() for one in words}
    held = select(tokens.c.record_id, tokens.c.token)
    for row in session.all(held.where(tokens.c.kind == kind, tokens.c.record_id.in_(words))):
        had[row[0]].add(row[1])
    gone = [(one, had[one] - words[one]) for one in words if had[one] - words[one]]
    for record_id, stale in gone:
        session.connection.execute(
            delete(tokens).where(tokens.c.kind == kind, tokens.c.record_id == record_id, tokens.c.token.in_(stale))
        )
    fresh = [
        {"token": token, "kind": kind, "record_id": one} for one in words for token in sorted(words[one] - had[one])
    ]
    for start in range(0, len(fresh), 5000):
        session.connection.execute(insert(tokens), fresh[start : start + 5000])


def _filled(row: Any) -> list[str]:
    """The texts of a row after its id, without the empty ones."""
    return [str(text) for text in tuple(row)[1:] if text]


def _parts(ids: Iterable[int]) -> Iterable[list[int]]:
    ordered = sorted(set(ids))
    return (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))
