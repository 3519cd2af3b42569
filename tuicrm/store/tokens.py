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

from tuicrm.plain.tokens import query_tokens, tokens_of
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contact_points, contacts, customers
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.system import tokens

CHUNK = 500
LAST = "\U0010ffff"
FEW, MANY = 2_000, 50_000
"""So few records are looked at one by one; words that so many hold are met often enough on the way along a list."""


def matching(session: Session, kind: str, query: str) -> Select[Any] | CompoundSelect[Any] | None:
    """Select the ids of the records that hold every word of a query; None without words.

    Each id once: PostgreSQL then sorts those that hold the words, and does not go along a list of all in the belief
    that it meets them soon. Where few hold one of the words these are looked at, one by one; where many hold each of
    them the lists are laid over each other. Which it is the engines do not know beforehand, so it is counted, but
    never further than `FEW`.
    """
    words = query_tokens(query)
    if len(words) < 2:
        return _holders(kind, words[0]).distinct() if words else None
    counted = _counts(session, kind, words, FEW)
    if min(counted) >= FEW:
        return intersect(*(_holders(kind, word) for word in words))
    least, *others = sorted(words, key=lambda word: counted[words.index(word)])
    found = _holders(kind, least).where(*(_holds(kind, word, tokens.c.record_id) for word in others))
    return found.distinct()


def held_by_many(session: Session, kind: str, query: str, record_id: ColumnElement[int]) -> ColumnElement[bool] | None:
    """Ask of a record whether it holds every word of a query; None unless `MANY` hold each of them.

    Then the first of a list are found sooner by going along the list than by sorting all that hold the words.
    """
    words = query_tokens(query)
    if not words or any(count < MANY for count in _counts(session, kind, words, MANY)):
        return None
    return and_(*(_holds(kind, word, record_id) for word in words))


def _counts(session: Session, kind: str, words: Sequence[str], most: int) -> Sequence[int]:
    """Count who holds each word, but no further than that."""
    some = [select(func.count()).select_from(_holders(kind, word).limit(most).subquery()) for word in words]
    return tuple(session.first(select(*(one.scalar_subquery() for one in some))))


def _holds(kind: str, word: str, record_id: ColumnElement[int]) -> ColumnElement[bool]:
    held = tokens.alias()
    return exists().where(held.c.record_id == record_id, *_begins(held, kind, word))


def _holders(kind: str, word: str) -> Select[Any]:
    return select(tokens.c.record_id).where(*_begins(tokens, kind, word))


def _begins(held: FromClause, kind: str, word: str) -> Iterator[ColumnElement[bool]]:
    yield from (held.c.kind == kind, held.c.token >= word, held.c.token < word + LAST)


def renew_customers(session: Session, customer_ids: Sequence[int]) -> None:
    """Make the tokens of customers again, from their names, contacts, phones and e-mails."""
    for part in _parts(customer_ids):
        texts: dict[int, list[str]] = {}
        phones: dict[int, list[str]] = {}
        own = select(customers.c.id, customers.c.name, customers.c.domain, customers.c.registration)
        for row in session.all(own.where(customers.c.id.in_(part))):
            texts[row[0]] = _filled(row)
        people = select(contacts.c.customer_id, contacts.c.name).where(
            contacts.c.customer_id.in_(part), contacts.c.archived_at.is_(None)
        )
        for row in session.all(people):
            texts[row.customer_id].append(row.name)
        reached = select(contact_points).where(
            contact_points.c.customer_id.in_(part), contact_points.c.archived_at.is_(None)
        )
        for row in session.all(reached):
            if row.kind == "phone":
                phones.setdefault(row.customer_id, []).extend({row.reach_key, row.value})
            else:
                texts[row.customer_id].append(row.reach_key)
        _replace(session, "customer", {one: tokens_of(texts[one], phones.get(one, ())) for one in texts})


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
