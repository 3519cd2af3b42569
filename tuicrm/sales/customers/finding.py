"""Which customer a KEY means."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from tuicrm.plain.clean import line
from tuicrm.plain.emails import email_key
from tuicrm.plain.names import name_key, name_sort
from tuicrm.plain.phones import phone_keys
from tuicrm.sales import rights
from tuicrm.sales.home import home
from tuicrm.sales.recognising import web_domain
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Ambiguous, Candidate, NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contact_points, customers
from tuicrm.store.tables.people import users
from tuicrm.store.tokens import matching

MANY = 12
_LARGEST_ID = 2**31


@dataclass(frozen=True)
class CustomerRef:
    """A customer that was found."""

    id: int
    name: str
    city: str | None
    owner_id: int | None
    owner: str | None
    version: int


@rule("customer.find", right="read", refuses=("ambiguous",))
def find(session: Session, actor: Actor, key: str, *, now: datetime) -> CustomerRef:
    """Find the one customer that a KEY means: an id, phone, e-mail, domain, name, or a unique part of a name.

    Raises:
        NotFound: none that the actor may see.
        Ambiguous: more than one, with the first of them.
    """
    text = line(key)
    for condition in _conditions(session, text):
        found = _rows(session, actor, condition)
        live = [row for row in found if row.archived_at is None] or found
        if len(live) > 1:
            named = [Candidate(row.id, ", ".join(part for part in (row.name, row.city) if part)) for row in live]
            raise Ambiguous("customer", key, named)
        if live:
            row = live[0]
            return CustomerRef(row.id, row.name, row.city, row.owner_id, row.owner, row.version)
    raise NotFound("customer", key)


@rule("customer.likely", right="read")
def likely(session: Session, actor: Actor, text: str, *, limit: int = 9, now: datetime) -> tuple[CustomerRef, ...]:
    """Give customers that a text may mean while it is typed, by name."""
    ids = matching(session, "customer", text)
    if ids is None:
        return ()
    wanted = customers.c.id.in_(ids) & customers.c.archived_at.is_(None)
    rows = _rows(session, actor, wanted, limit)
    return tuple(CustomerRef(row.id, row.name, row.city, row.owner_id, row.owner, row.version) for row in rows)


def _conditions(session: Session, text: str) -> Iterator[ColumnElement[bool]]:
    """Give what a KEY may mean, the surest first."""
    number = text.removeprefix("#")
    if number.isascii() and number.isdecimal() and int(number) < _LARGEST_ID:
        standing = _standing(session, int(number))
        yield customers.c.id == standing
        if session.value(select(customers.c.id).where(customers.c.id == standing)) is not None:
            return  # it is somebody's whom the actor may not see: never another one who has this in a phone
    if "@" in text and not text.startswith("@"):
        yield _reached("email", [_email(text)])
    if sum(char.isdigit() for char in text) >= 3 and (keys := phone_keys(text, home(session).region)):
        yield _reached("phone", keys)
    if text:
        yield customers.c.name == text
        yield customers.c.name_sort == name_sort(text)
    if key := name_key(text):
        yield customers.c.name_key == key
    if " " not in text and (domain := web_domain(text)):
        yield customers.c.domain == domain
    if (ids := matching(session, "customer", text)) is not None:
        yield customers.c.id.in_(ids)


def _standing(session: Session, customer_id: int) -> int:
    """Give the customer that a number leads to: of one that was merged the one that stayed."""
    while (into := session.value(select(customers.c.merged_into_id).where(customers.c.id == customer_id))) is not None:
        customer_id = int(into)
    return customer_id


def _email(text: str) -> str:
    try:
        return email_key(text)
    except ValueError:
        return text.casefold()


def _reached(kind: str, keys: Sequence[str]) -> ColumnElement[bool]:
    ids = select(contact_points.c.customer_id).where(
        contact_points.c.kind == kind, contact_points.c.reach_key.in_(keys), contact_points.c.archived_at.is_(None)
    )
    return customers.c.id.in_(ids)


def _rows(session: Session, actor: Actor, wanted: ColumnElement[bool], limit: int = MANY) -> Sequence[Any]:
    columns = ("id", "name", "city", "owner_id", "version", "archived_at")
    return session.all(
        select(*(customers.c[name] for name in columns), users.c.name.label("owner"))
        .select_from(customers.outerjoin(users, users.c.id == customers.c.owner_id))
        .where(wanted, rights.customers_in_sight(actor), customers.c.merged_into_id.is_(None))
        .order_by(customers.c.name_sort, customers.c.id)
        .limit(limit)
    )
