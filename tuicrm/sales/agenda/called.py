"""Whom a line means by a name alone, without `@`: the one contact that the actor may see who is called so.

A whole name is read wherever it stands; a first or last name only where a person stands (`call Anna tomorrow`, `meeting
with Wang`, `Anna: call fri`), written as in the database, and only if nobody else is called so.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from tuicrm.plain.language import _, in_a_row
from tuicrm.plain.names import folded
from tuicrm.plain.when_days import day_at
from tuicrm.sales import rights
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contacts, customers
from tuicrm.store.tables.people import users
from tuicrm.store.tokens import matching

LONGEST_TEXT = 80
"""A line is no letter: in a longer text nobody is looked for by a name alone."""
MOST = 50
MOST_NAMED = 3
_HAN = re.compile("[\u4e00-\u9fff]+")
_TITLES = "总|经理|工|老师|女士|先生|主任|小姐"
_TITLED = re.compile(rf"(?:[给跟和与同向找约]\s*)?([\u4e00-\u9fff])(?:{_TITLES})(?!的)")
_PARTICLES = frozenset(
    {"van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "la", "le", "bin", "al", "el", "ten", "zu"}
)
_TO_WHOM_ENGLISH = "with|to|for|and|see|ask|tell|thank"
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


@dataclass(frozen=True)
class Unsure:
    """A name that several have: `people` are some of them, each with the customer or as one of us."""

    word: str
    people: tuple[str, ...]


def called(
    session: Session, actor: Actor, text: str, customer_id: int | None, spellings: Collection[str] = ()
) -> Called | Unsure | None:
    """Give whom a name in a text means; of one customer, if it is known.

    Args:
        spellings: the words that say what is to be done; a person stands behind them.
    """
    if len(text) > LONGEST_TEXT:
        return None
    return _by_whole_name(session, actor, text, customer_id) or _by_one_name(
        session, actor, text, customer_id, spellings
    )


def _by_whole_name(session: Session, actor: Actor, text: str, customer_id: int | None) -> Called | Unsure | None:
    if customer_id is not None:
        return _one(text, _live(session, actor, customers.c.id == customer_id))
    for name in names_in(text):
        if (ids := matching(session, "customer", name)) is None:
            continue
        rows = _live(session, actor, customers.c.id.in_(ids))
        if same := [row for row in rows if folded(row.name) == folded(name)]:
            return _one(text, same)
    return None


def _by_one_name(
    session: Session, actor: Actor, text: str, customer_id: int | None, spellings: Collection[str]
) -> Called | Unsure | None:
    for word, start, end in lone_names(text, spellings):
        whose = customers.c.id == customer_id
        if customer_id is None:
            if (ids := matching(session, "customer", word)) is None:
                continue
            whose = customers.c.id.in_(ids)
        rows = [
            row
            for row in _live(session, actor, whose & contacts.c.name.contains(word, autoescape=True))
            if word in parts_of(row.name)
        ]
        if not rows:
            continue
        others = [] if customer_id is not None else [name for name in _names_of_us(session) if word in parts_of(name)]
        if len(rows) == 1 and not others:
            (row,) = rows
            rest = " ".join(f"{text[:start]} {text[end:]}".split())
            return Called(row.id, row.name, row.customer_id, row.customer, rest)
        return _unsure(word, rows, others)
    if customer_id is not None and (match := _TITLED.search(text)):
        rows = [row for row in _live(session, actor, customers.c.id == customer_id) if row.name[:1] == match[1]]
        if len(rows) == 1:
            rest = " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())
            return Called(rows[0].id, rows[0].name, rows[0].customer_id, rows[0].customer, rest)
        return _unsure(match[0], rows, ()) if rows else None
    return None


def lone_names(text: str, spellings: Collection[str]) -> Iterator[tuple[str, int, int]]:
    """Give the single words of a text that stand where a person does, each with what is cut out for it.

    A word behind which another name begins is none: Anna Berg is not Anna Roth. Without spellings only those count that
    are named beside others.
    """
    kinds = "|".join(re.escape(one) for one in sorted(spellings, key=len, reverse=True) if one.isascii()) or "(?!)"
    title = r"(?:(?:Mrs?|Ms|Dr|Herr|Frau)\.? )?"
    word = r"(?P<{}>[^\W\d_][\w'’-]+)(?![\w@]|['’-]\w)"
    behind = (
        rf"(?<![\w@+-])(?i:{kinds})(?: (?:back|up))?(?P<cut> )(?:(?i:{_TO_WHOM_ENGLISH}) )?"
        rf"{title}{word.format('a')}"
        rf"|(?<![\w@+-])(?P<with>(?i:{_TO_WHOM_ENGLISH}) ){title}{word.format('b')}"
        rf"|(?:^|(?<=, )){title}{word.format('c')}(?= ?[:,]| (?i:{kinds})(?!\w))"
        rf"|(?<=, ){title}{word.format('d')}"
    )
    at = 0
    while match := re.compile(behind).search(text, at):
        name = next(group for group in "abcd" if match[group])
        at = match.end(name)
        if match[name][0].isupper() and not _goes_on(text[match.end(name) :]):
            start = match.end("cut") if match["cut"] else match.start()
            yield match[name], start, match.end(name)


def _goes_on(after: str) -> bool:
    """Say whether a name goes on behind its first word; a day with a capital does not."""
    following = re.match(r" ([^\W\d_][\w.'’-]*)", after)
    if following is None:
        return False
    word = following[1]
    if word.casefold() in _PARTICLES:
        return True
    return word[0].isupper() and not _HAN.match(word) and day_at(after[1:].casefold(), 0, date(2000, 1, 1)) is None


def parts_of(name: str) -> tuple[str, ...]:
    """Give the words of a name that are more than an initial."""
    return tuple(part for part in re.split(r"[\s.]+", name) if len(part) > 1)


def unsure_words(found: Sequence[Unsure]) -> str:
    """Say which names several have, and how to say who is meant."""
    said = _("{word} may be {people}: add the customer, or write the whole name.")
    return in_a_row(*(said.format(word=one.word, people=", ".join(one.people)) for one in found))


def _names_of_us(session: Session) -> Sequence[str]:
    return session.values(select(users.c.name).where(users.c.archived_at.is_(None)))


def _unsure(word: str, rows: Sequence[Any], others: Sequence[str]) -> Unsure:
    people = (*(f"{row.name} ({row.customer})" for row in rows), *(_("{name} (one of us)").format(name=name)
                                                                   for name in others))  # fmt: skip
    return Unsure(word, people[:MOST_NAMED])


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


def _one(text: str, rows: Sequence[Any]) -> Called | Unsure | None:
    found = [(row, rest) for row in rows if len(row.name) > 1 and (rest := without_name(text, row.name)) is not None]
    longest = max((len(row.name) for row, _rest in found), default=0)
    best = [one for one in found if len(one[0].name) == longest]
    if len(best) != 1:
        return _unsure(best[0][0].name, [row for row, _rest in best], ()) if best else None
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
