"""One line of text read as an action: kind, outcome, when, for whom, promise, and what comes next.

Strict: what is not understood stays text. Names found in the database win over dates.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from unicodedata import normalize
from zoneinfo import ZoneInfo

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.plain.when import read_duration, read_when
from tuicrm.sales import rights
from tuicrm.sales.action_kinds import KINDS, OUTCOMES
from tuicrm.sales.home import home
from tuicrm.sales.projects.finding import find as find_project
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Ambiguous, NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contacts, customers
from tuicrm.store.tables.people import users
from tuicrm.store.tokens import matching

_THEN = re.compile(r"\s*(?:->|→|；|;)\s*|(?:^|\s+)then\s+|[，,。 ]*下一步[:： ]*", re.IGNORECASE)
_PROMISE = (
    ("ours", re.compile(r"\bwe owe\b:?\s*|我欠[:：]?|我方承诺[:：]?", re.IGNORECASE)),
    ("theirs", re.compile(r"\bthey owe\b:?\s*|对方欠[:：]?|对方承诺[:：]?", re.IGNORECASE)),
)
_DIGIT = re.compile(r"([1-9])(?:\s+|$)")
_PROJECT = re.compile(r"(?<!\S)[+＋](\S+)")
_PERSON = re.compile(r"(?<!\S)[@＠](\S+)")


@dataclass(frozen=True)
class Reading:
    """What a line says. `trouble` names what was written as a reference and not found, or not found once."""

    kind: str | None
    outcome: str | None
    subject: str
    on: date | None
    at: datetime | None
    grain: str
    minutes: int | None
    promise: str | None
    customer_id: int | None
    customer: str | None
    project_id: int | None
    project: str | None
    contact_id: int | None
    contact: str | None
    user_id: int | None
    user: str | None
    next: "Reading | None" = None
    trouble: tuple[str, ...] = ()


@dataclass(frozen=True)
class Glance:
    """What a line says by itself, without looking anything up: enough to show while it is typed."""

    kind: str | None
    outcome: str | None
    subject: str
    on: date | None
    at: datetime | None
    grain: str
    minutes: int | None
    promise: str | None


def glance(text: str, now: datetime, *, with_outcome: bool = False) -> Glance:
    """Read kind or outcome, promise, time and length of a line; `now` is in the zone that the line is written in.

    A digit at the beginning is an outcome: `1` is no answer, unless a blank stands before it.
    A sentence that says what was done has no time.
    """
    promise, rest = _promise(line(text))
    on = at = minutes = kind = outcome = None
    grain = "day"
    if with_outcome:
        if not text[:1].isspace() and (match := _DIGIT.match(rest)):
            outcome = next(one.key for one in OUTCOMES if one.digit == int(match[1]))
            rest = rest[match.end() :]
        else:
            outcome, rest = _word(rest, [(one.key, one.spellings) for one in OUTCOMES])
    else:
        if when := read_when(rest, now):
            minutes, grain = when.minutes, when.precision
            on, at = (None, when.start) if isinstance(when.start, datetime) else (when.start, None)
            rest = _cut(rest, *when.span)
        if minutes is None and (words := rest.split()):
            minutes = read_duration(words[-1])  # "1小时" at the end, apart from the day
            rest = " ".join(words[:-1]) if minutes else rest
        kind, rest = _word(rest, [(one.key, one.spellings) for one in KINDS])
    return Glance(kind, outcome, rest.strip(" ,，。.;:"), on, at, grain, minutes, promise)


def in_two(text: str) -> tuple[str, str | None]:
    """Divide a sentence into what was done and, after `then` or 下一步, what is to be done next."""
    whole = f" {line(text)}" if text[:1].isspace() else line(text)
    if match := _THEN.search(whole):
        return whole[: match.start()], whole[match.end() :]
    return whole, None


@rule("agenda.read_line", right="read")
def read_line(
    session: Session, actor: Actor, text: str, *, customer_id: int | None = None, project_id: int | None = None,
    with_outcome: bool = False, now: datetime,
) -> Reading:  # fmt: skip
    """Read a quick line: `call @novak fri 10:00 30m +acme-erp` or `明天下午3点 拜访 北京联成 1小时`.

    Args:
        customer_id, project_id: what the line is about already; then no customer is looked for in it.
        with_outcome: read what was done, and after `then` (or 下一步) what is to be done next.
    """
    done, following = in_two(text) if with_outcome else (line(text), None)
    first = _read(session, actor, done, customer_id, project_id, now, with_outcome=with_outcome)
    if not following:
        return first
    about = first.customer_id or customer_id, first.project_id or project_id
    then = _read(session, actor, following, *about, now, with_outcome=False)
    return Reading(**{**first.__dict__, "next": then, "trouble": first.trouble + then.trouble})


def _read(
    session: Session, actor: Actor, text: str, customer_id: int | None, project_id: int | None, now: datetime, *,
    with_outcome: bool,
) -> Reading:  # fmt: skip
    rest, trouble = text, []
    promise, rest = _promise(rest)
    project_name = customer_name = None
    if match := _PROJECT.search(rest):
        rest = _cut(rest, match.start(), match.end())
        try:
            found = find_project(session, actor, match[1], now=now)
            project_id, project_name = found.id, found.name
            customer_id, customer_name = found.customer_id, found.customer
        except (NotFound, Ambiguous):
            trouble.append(match[0])
    person: tuple[str, int, str] | None = None
    if match := _PERSON.search(rest):
        person = _person(session, match[1], customer_id)
        if person is None:
            trouble.append(match[0])
        else:
            rest = _cut(rest, match.start(), match.end())
    if customer_id is None:
        customer_id, customer_name, rest = _customer_in(session, actor, rest)
    zone = ZoneInfo(actor.zone or home(session).zone)
    said = glance(rest, now.astimezone(zone), with_outcome=with_outcome)
    is_contact = person is not None and person[0] == "contact"
    return Reading(
        kind=said.kind, outcome=said.outcome, subject=said.subject, on=said.on, at=said.at, grain=said.grain,
        minutes=said.minutes, promise=promise or said.promise, customer_id=customer_id, customer=customer_name,
        project_id=project_id, project=project_name, contact_id=person[1] if person and is_contact else None,
        contact=person[2] if person and is_contact else None,
        user_id=person[1] if person and not is_contact else None,
        user=person[2] if person and not is_contact else None, trouble=tuple(trouble),
    )  # fmt: skip


def _promise(text: str) -> tuple[str | None, str]:
    for name, pattern in _PROMISE:
        if match := pattern.search(text):
            return name, _cut(text, match.start(), match.end())
    return None, text


def _cut(text: str, start: int, end: int) -> str:
    return " ".join(f"{text[:start]} {text[end:]}".split())


def _word(text: str, known: list[tuple[str, tuple[str, ...]]]) -> tuple[str | None, str]:
    """Find the first word of a list at the beginning of the text, or anywhere as a word of its own."""
    folded = _flat(text)
    best: tuple[int, int, str] | None = None
    for key, spellings in known:
        for spelling in spellings:
            place = _place(folded, spelling)
            if place >= 0 and (best is None or (place, -len(spelling)) < (best[0], -best[1])):
                best = place, len(spelling), key
    if best is None:
        return None, text
    return best[2], _cut(text, best[0], best[0] + best[1])


def _flat(text: str) -> str:
    """Make a text small and narrow letter by letter, so that a place in it is the same place in the text."""
    return "".join(small if len(small := normalize("NFKC", char).casefold()) == 1 else char for char in text)


def _place(folded: str, spelling: str) -> int:
    if not spelling.isascii():
        return folded.find(spelling)
    match = re.search(rf"(?<![\w-]){re.escape(spelling)}(?![\w-])", folded)
    return match.start() if match else -1


def _person(session: Session, key: str, customer_id: int | None) -> tuple[str, int, str] | None:
    """A contact of the customer first, then one of us, by login or by the beginning of a name."""
    folded = key.casefold()
    if customer_id is not None:
        people = select(contacts.c.id, contacts.c.name).where(
            contacts.c.customer_id == customer_id, contacts.c.archived_at.is_(None)
        )
        matching_ones = [row for row in session.all(people) if folded in row.name.casefold()]
        if len(matching_ones) == 1:
            return "contact", matching_ones[0].id, matching_ones[0].name
    us = select(users.c.id, users.c.login, users.c.name).where(users.c.archived_at.is_(None))
    rows = session.all(us)
    exact = [row for row in rows if row.login.casefold() == folded]
    partly = [row for row in rows if folded in row.name.casefold().split() or row.name.casefold() == folded]
    found = exact or partly
    return ("user", found[0].id, found[0].name) if len(found) == 1 else None


def _customer_in(session: Session, actor: Actor, text: str) -> tuple[int | None, str | None, str]:
    """Find the one customer whose whole name stands in the text, or that a word of it means alone."""
    words = [word for word in re.findall(r"[\w&.-]{2,}", text) if not word.isdecimal()]
    for word in sorted(words, key=len, reverse=True):
        if (ids := matching("customer", word)) is None:
            continue
        named = select(customers.c.id, customers.c.name).where(
            customers.c.id.in_(ids),
            customers.c.merged_into_id.is_(None),
            customers.c.archived_at.is_(None),
            rights.customers_in_sight(actor),
        )
        rows = session.all(named.limit(20))
        whole = [row for row in rows if _flat(row.name) in _flat(text)]
        chosen = max(whole, key=lambda row: len(row.name), default=None)
        if chosen is not None:
            start = _flat(text).index(_flat(chosen.name))
            return chosen.id, chosen.name, _cut(text, start, start + len(chosen.name))
        if len(rows) == 1 and _is_name_of(word, rows[0].name):
            start = text.index(word)
            return rows[0].id, rows[0].name, _cut(text, start, start + len(word))
    return None, None, text


def _is_name_of(word: str, name: str) -> bool:
    """Say whether a word is a whole word, or a Chinese part, of a name; initials and mails are not enough here."""
    folded, plain = name.casefold(), word.casefold()
    return plain in folded.split() or (not plain.isascii() and plain in folded)
