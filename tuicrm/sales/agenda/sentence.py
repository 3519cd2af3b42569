"""One line of text read as a plan: kind, when, for whom, promise. What came of an action is read by `telling`.

Strict: what is not understood stays text. Names found in the database win over dates.
Besides: `@person` (several), `+project`, `place: Kiel`, `!` and `!!`, `remind 15m`, `cost 200`, `every monday`.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from unicodedata import normalize
from zoneinfo import ZoneInfo

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.plain.money import read_amount
from tuicrm.plain.quick_words import Extras, read_extras
from tuicrm.plain.recurring import first_day
from tuicrm.plain.when import read_duration, read_when
from tuicrm.sales import rights
from tuicrm.sales.action_kinds import KINDS, Kind
from tuicrm.sales.agenda.called import Called, Unsure, called
from tuicrm.sales.agenda.kinds import all_kinds, as_read
from tuicrm.sales.home import home
from tuicrm.sales.projects.finding import find as find_project
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Ambiguous, NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contacts, customers
from tuicrm.store.tables.people import users
from tuicrm.store.tokens import matching

_PROMISE = (
    ("ours", re.compile(r"\bwe owe\b:?\s*|我欠[:：]?|我方承诺[:：]?", re.IGNORECASE)),
    ("theirs", re.compile(r"\bthey owe\b:?\s*|对方欠[:：]?|对方承诺[:：]?", re.IGNORECASE)),
)
_PROJECT = re.compile(r"(?<!\S)[+＋](\S+)")
_BY = re.compile(r"[之以]?前(?=\s|$)")
_CLAUSE = ",，。.;；、:：!！?？–—"
_PERSON = re.compile(r"(?<!\S)[@＠](\S+)")
MOST_CALLED = 10


_NO_EXTRAS = Extras("")


@dataclass(frozen=True)
class Glance:
    """What a line says by itself, without looking anything up: enough to show while it is typed."""

    kind: str | None
    subject: str
    on: date | None
    at: datetime | None
    grain: str
    minutes: int | None
    promise: str | None
    extras: Extras = _NO_EXTRAS


@dataclass(frozen=True, kw_only=True)
class Reading(Glance):
    """What a line says, with what was looked up for it.

    trouble: what was written as a reference and not found, or not found once. contact_id, contact: whom it is with
    first. user_id, user: whose it is to be. contact_ids, user_ids: who takes part besides. rule: an RRULE where it
    comes again. cost_minor: in the home currency. unsure: names that several have; they stay text.
    """

    customer_id: int | None
    customer: str | None
    project_id: int | None
    project: str | None
    contact_id: int | None
    contact: str | None
    user_id: int | None
    user: str | None
    trouble: tuple[str, ...] = ()
    place: str = ""
    priority: int = 0
    remind_minutes: int | None = None
    cost_minor: int | None = None
    rule: str | None = None
    contact_ids: tuple[int, ...] = ()
    user_ids: tuple[int, ...] = ()
    people: tuple[str, ...] = ()
    unsure: tuple[Unsure, ...] = ()


def glance(text: str, now: datetime, *, kinds: Sequence[Kind] = KINDS, names: Collection[str] = ()) -> Glance:
    """Read kind, promise, time and length of a line; `now` is in the zone that the line is written in."""
    promise, rest = _promise(line(text))
    on = at = minutes = None
    grain = "day"
    extras = read_extras(rest, now.date())
    if when := read_when(rest := extras.rest, now, names=names):
        minutes, grain = when.minutes, when.precision
        on, at = (None, when.start) if isinstance(when.start, datetime) else (when.start, None)
        until = _BY.match(rest, when.span[1])
        rest = _cut(rest, when.span[0], until.end() if until else when.span[1])
    if minutes is None and (words := rest.split()):
        minutes = read_duration(words[-1])  # "1小时" at the end, apart from the day
        rest = " ".join(words[:-1]) if minutes else rest
    kind, rest = _word(rest, [(one.key, one.spellings) for one in kinds])
    if extras.recurrence is not None and on is None and at is None:
        on = now.date()  # a plan that comes again begins today unless a day is said
    if extras.recurrence is not None:
        began = on or (at.date() if at else now.date())
        begins = first_day(extras.recurrence.rule, began)
        on = begins if on else None
        at = at + (begins - began) if at else None
    return Glance(kind, rest.strip(" ,，。.;:"), on, at, grain, minutes, promise, extras)


@rule("agenda.read_line", right="read")
def read_line(
    session: Session, actor: Actor, text: str, *, customer_id: int | None = None, project_id: int | None = None,
    now: datetime,
) -> Reading:  # fmt: skip
    """Read a quick line: `call @novak fri 10:00 30m +acme-erp` or `明天下午3点 拜访 北京联成 1小时`.

    Args:
        customer_id, project_id: what the line is about already; then no customer is looked for in it.
    """
    rest: str = line(text)
    trouble: list[str] = []
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
    written = [match[1] for match in _PERSON.finditer(rest)]
    for name in written:
        rest = re.sub(rf"(?<!\S)[@＠]{re.escape(name)}(?!\S)", " ", rest, count=1)
    rest = " ".join(rest.split())
    if customer_id is None:
        customer_id, customer_name, rest = _customer_in(session, actor, rest)
    kinds = as_read(all_kinds(session))
    named, unsure, rest = _named(session, actor, rest, customer_id, [word for one in kinds for word in one.spellings])
    if named:
        customer_id, customer_name = named[0].customer_id, customer_name or named[0].customer
    found_people = [(name, _person(session, name, customer_id)) for name in written]
    for name, person in found_people:
        if person is None:
            trouble.append(f"@{name}")
    contact_people = [person for _, person in found_people if person and person[0] == "contact"]
    for one in named:
        if one.contact_id not in [person[1] for person in contact_people]:
            contact_people.append(("contact", one.contact_id, one.contact))
    users_named = [person for _, person in found_people if person and person[0] == "user"]
    house = home(session)
    zone = ZoneInfo(actor.zone or house.zone)
    said = glance(
        rest, now.astimezone(zone), kinds=kinds,
        names=[*_names_at(session, customer_id), *(one.word for one in unsure)],
    )  # fmt: skip
    extras = said.extras
    cost = _cost(extras.cost, house.currency)
    if extras.cost and cost is None:
        trouble.append(extras.cost)
    first = contact_people[0] if contact_people else None
    # One colleague alone is whose it is to be; with others, or with somebody of the customer, they take part.
    whose = users_named[0] if len(users_named) == 1 and first is None else None
    return Reading(
        kind=said.kind, subject=said.subject, on=said.on, at=said.at, grain=said.grain,
        minutes=said.minutes, promise=promise or said.promise, customer_id=customer_id, customer=customer_name,
        project_id=project_id, project=project_name, contact_id=first[1] if first else None,
        contact=first[2] if first else None, user_id=whose[1] if whose else None, user=whose[2] if whose else None,
        trouble=tuple(trouble), place=extras.place, priority=extras.priority, remind_minutes=extras.remind_minutes,
        cost_minor=cost, rule=extras.recurrence.rule if extras.recurrence else None,
        contact_ids=tuple(one[1] for one in contact_people[1:]),
        user_ids=() if whose else tuple(one[1] for one in users_named),
        people=tuple(one[2] for one in (*contact_people[1:], *(() if whose else users_named))), unsure=unsure,
        extras=extras,
    )  # fmt: skip


def _named(
    session: Session, actor: Actor, text: str, customer_id: int | None, spellings: Collection[str]
) -> tuple[list[Called], tuple[Unsure, ...], str]:
    """Give all contacts of one customer who are named without a sign, names that several have, and the rest."""
    found: list[Called] = []
    while isinstance(one := called(session, actor, text, customer_id, spellings), Called) and len(found) < MOST_CALLED:
        found.append(one)
        customer_id, text, spellings = one.customer_id, one.rest, ()
    return found, (one,) if isinstance(one, Unsure) else (), text


def _cost(text: str, currency: str) -> int | None:
    if not text:
        return None
    try:
        found = read_amount(text.removesuffix("元"), currency)
    except ValueError:
        return None
    return found.minor if found.currency == currency else None


def _names_at(session: Session, customer_id: int | None) -> list[str]:
    """Give the names of the customer's people: Mr May is no month, and 周三石 is no Wednesday."""
    if customer_id is None:
        return []
    people = select(contacts.c.name).where(contacts.c.customer_id == customer_id, contacts.c.archived_at.is_(None))
    return [name for name in session.values(people.limit(200)) if name]


def _promise(text: str) -> tuple[str | None, str]:
    for name, pattern in _PROMISE:
        if match := pattern.search(text):
            return name, _cut(text, match.start(), match.end())
    return None, text


def _cut(text: str, start: int, end: int) -> str:
    return " ".join(f"{text[:start]} {text[end:]}".split())


def _word(text: str, known: list[tuple[str, tuple[str, ...]]]) -> tuple[str | None, str]:
    """Find the first word of a list at the beginning of the text, or anywhere as a word of its own.

    It is cut out where it begins the text or is all of a clause; within one it belongs to what is said: in
    `write the offer` the offer stays.
    """
    folded = _flat(text)
    best: tuple[int, int, str] | None = None
    for key, spellings in known:
        for spelling in spellings:
            place = _place(folded, spelling)
            if place >= 0 and (best is None or (place, -len(spelling)) < (best[0], -best[1])):
                best = place, len(spelling), key
    if best is None:
        return None, text
    start, end = best[0], best[0] + best[1]
    return best[2], _cut(text, start, end) if _stands_alone(text, start, end) else text


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether a word begins a text or a clause, or is all of one; in Chinese a blank ends a clause, too."""
    before, after = text[:start], text[end:]
    if not before.rstrip() or before.rstrip()[-1] in _CLAUSE:
        return True
    is_han = not text[start:end].isascii()
    return is_han and (before[-1].isspace() and (not after or after[0].isspace() or after[0] in _CLAUSE))


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
        if (ids := matching(session, "customer", word)) is None:
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


def customer_in(session: Session, actor: Actor, text: str) -> int | None:
    """Give the customer whom a text names, if it is one."""
    return _customer_in(session, actor, text)[0]


def _is_name_of(word: str, name: str) -> bool:
    """Say whether a word is a whole word, or a Chinese part, of a name; initials and mails are not enough here."""
    folded, plain = name.casefold(), word.casefold()
    return plain in folded.split() or (not plain.isascii() and plain in folded)
