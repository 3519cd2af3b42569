"""Whom a line means by the name alone, without `@`: the one contact that the actor may see who is called so."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from tuicrm.plain.names import folded
from tuicrm.sales import rights
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contacts, customers
from tuicrm.store.tokens import matching

LONGEST_TEXT = 80
"""A line is no letter: in a longer text nobody is looked for by a name alone."""
MOST = 50
_HAN = re.compile("[\u4e00-\u9fff]+")
_WORDS = re.compile(r"[^\W\d_][\w.'’-]*")
_TO_WHOM = "给跟和与同向找约"


@dataclass(frozen=True)
class Called:
    """A contact with the customer, and the text without the name."""

    contact_id: int
    contact: str
    customer_id: int
    customer: str
    rest: str


def called(session: Session, actor: Actor, text: str, customer_id: int | None) -> Called | None:
    """Give the contact whose whole name stands in a text, if there is just one; of one customer, if it is known."""
    if len(text) > LONGEST_TEXT:
        return None
    if customer_id is not None:
        return _one(text, _live(session, actor, customers.c.id == customer_id))
    for name in names_in(text):
        if (ids := matching("customer", name)) is None:
            continue
        rows = _live(session, actor, customers.c.id.in_(ids))
        if same := [row for row in rows if folded(row.name) == folded(name)]:
            return _one(text, same)
    return None


def names_in(text: str) -> Iterator[str]:
    """Give what in a text may be a whole name, longest first: two or three words, two or three Chinese letters."""
    words = [
        (match.start(), match.end())
        for match in _WORDS.finditer(text)
        if match[0].isascii() or not _HAN.search(match[0])
    ]
    for many in (3, 2):
        for first, last in zip(words, words[many - 1 :], strict=False):
            part = text[first[0] : last[1]]
            if len(part.split()) == many:  # nothing but blanks between them
                yield part
    runs = [match[0] for match in _HAN.finditer(text)]
    for many in (3, 2):
        for run in runs:
            yield from (run[start : start + many] for start in range(len(run) - many + 1))


def without_name(text: str, name: str) -> str | None:
    """Cut a whole name out of a text, with the 给 or 跟 before it; None where it does not stand there."""
    if _HAN.search(name):
        match = re.search(rf"(?:(?:(?<=\s)|^)?[{_TO_WHOM}])?\s*{re.escape(name)}(?!的)", text)
    else:
        match = re.search(rf"(?<![\w@-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE)
    return " ".join(f"{text[: match.start()]} {text[match.end() :]}".split()) if match else None


def _one(text: str, rows: Sequence[Any]) -> Called | None:
    found = [(row, rest) for row in rows if len(row.name) > 1 and (rest := without_name(text, row.name)) is not None]
    longest = max((len(row.name) for row, _ in found), default=0)
    best = [one for one in found if len(one[0].name) == longest]
    if len(best) != 1:
        return None
    row, rest = best[0]
    return Called(row.id, row.name, row.customer_id, row.customer, rest)


def _live(session: Session, actor: Actor, whose: Any) -> Sequence[Any]:
    return session.all(
        select(contacts.c.id, contacts.c.name, contacts.c.customer_id, customers.c.name.label("customer"))
        .join(customers, customers.c.id == contacts.c.customer_id)
        .where(
            whose, contacts.c.archived_at.is_(None), customers.c.archived_at.is_(None),
            customers.c.merged_into_id.is_(None), rights.customers_in_sight(actor),
        )
        .order_by(contacts.c.id)
        .limit(MOST)
    )  # fmt: skip
