"""Search by our own tokens: the same answers on all engines, two Chinese characters are enough."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, delete, insert, select

from tuicrm.plain.tokens import query_tokens, tokens_of
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contact_points, contacts, customers
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.system import tokens

CHUNK = 500
LAST = "\U0010ffff"


def matching(kind: str, query: str) -> Select[Any] | None:
    """Select the ids (perhaps repeated) of the records that hold every word of a query; None without words."""
    words = query_tokens(query)
    found: Select[Any] | None = None
    for word in words:
        ids = select(tokens.c.record_id).where(
            tokens.c.kind == kind, tokens.c.token >= word, tokens.c.token < word + LAST
        )
        found = ids if found is None else found.where(tokens.c.record_id.in_(ids))
    return found


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
