"""Who takes part in an action besides its owner and its first contact."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.plain.names import folded
from tuicrm.sales import rights
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contacts, customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.planning import action_people

MOST = 500


@dataclass(frozen=True)
class Person:
    """A contact or one of us; one of the two ids is None."""

    contact_id: int | None
    user_id: int | None
    name: str


@dataclass(frozen=True)
class Partners:
    """Who may take part in what is planned for a customer: its contacts, and all of us with their logins."""

    contacts: tuple[tuple[int, str], ...]
    users: tuple[tuple[int, str, str], ...]


@rule("agenda.partners", right="read")
def partners(session: Session, actor: Actor, customer_id: int | None, *, now: datetime) -> Partners:
    """Give who may take part in what is planned for a customer, or for none."""
    known: Sequence[Any] = ()
    if customer_id is not None:
        rights.find(session, actor, customers, customer_id)
        of_them = select(contacts.c.id, contacts.c.name).where(
            contacts.c.customer_id == customer_id, contacts.c.archived_at.is_(None)
        )
        known = session.all(of_them.order_by(contacts.c.name_sort, contacts.c.id).limit(MOST))
    us = select(users.c.id, users.c.name, users.c.login).where(users.c.archived_at.is_(None))
    return Partners(
        tuple((row.id, row.name) for row in known),
        tuple((row.id, row.name, row.login) for row in session.all(us.order_by(users.c.name_sort, users.c.id))),
    )


@dataclass(frozen=True)
class Named:
    """Whom a list of names means; `unknown` are those who are nobody, or not only one."""

    contact_ids: tuple[int, ...] = ()
    user_ids: tuple[int, ...] = ()
    unknown: tuple[str, ...] = ()


def named(text: str, among: Partners, had: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())) -> Named:
    """Read `Jan Novak, @li`: whole names, logins, or the one name that a word is part of.

    Args:
        had: contacts and users who take part already: of two with one name it is they.
    """
    found: tuple[list[int], list[int]] = ([], [])
    unknown = []
    for part in re.split(r"[,，、;；\n]", text):
        if not (name := folded(line(part))):
            continue
        place, person_id = _one_of(name, among, had)
        if person_id is None:
            unknown.append(line(part))
        elif person_id not in found[place]:
            found[place].append(person_id)
    return Named(tuple(found[0]), tuple(found[1]), tuple(unknown))


def _one_of(name: str, among: Partners, had: tuple[tuple[int, ...], tuple[int, ...]]) -> tuple[int, int | None]:
    people = [(0, key, folded(shown), "") for key, shown in among.contacts]
    people += [(1, key, folded(shown), folded(login)) for key, shown, login in among.users]
    bare = name.removeprefix("@").removeprefix("＠")
    exact = [one for one in people if one[2] == bare or (one[3] and one[3] == bare)]
    if name != bare:  # a sign means one of us before a contact
        exact = [one for one in exact if one[3] == bare] or exact
    chosen = exact or [one for one in people if bare in one[2].split() or (not bare.isascii() and bare in one[2])]
    if len(chosen) > 1:
        chosen = [one for one in chosen if one[1] in had[one[0]]] or chosen
    return (chosen[0][0], chosen[0][1]) if len(chosen) == 1 else (0, None)


def set_people(
    session: Session, action_id: int, customer_id: int | None, contact_ids: Sequence[int], user_ids: Sequence[int],
    owner_id: int | None, first_id: int | None,
) -> None:  # fmt: skip
    """Make these people, and no others, take part; owner and first contact do so anyway.

    Raises:
        NotFound: a contact of another customer, or nobody.
    """
    wanted = {("contact_id", one) for one in contact_ids if one != first_id}
    wanted |= {("user_id", one) for one in user_ids if one != owner_id}
    for kind, person_id in sorted(wanted):
        row = session.get(contacts if kind == "contact_id" else users, person_id)
        if row is None or (kind == "contact_id" and row.customer_id != customer_id):
            raise NotFound(kind.removesuffix("_id"), person_id)
    had: set[tuple[str, int]] = set()
    for row in session.all(select(action_people).where(action_people.c.action_id == action_id)):
        person = ("contact_id", row.contact_id) if row.contact_id is not None else ("user_id", row.user_id)
        had.add(person)
        archived_at = None if person in wanted else (row.archived_at or session.now)
        change.update(session, action_people, row.id, archived_at=archived_at)
    for kind, person_id in sorted(wanted - had):
        values = {"contact_id": None, "user_id": None, kind: person_id}
        change.insert(session, action_people, action_id=action_id, **values)


def people_of(session: Session, action_ids: Iterable[int]) -> dict[int, tuple[Person, ...]]:
    """Give who else takes part in each of some actions, contacts before colleagues, by name."""
    rows = session.all(
        select(
            action_people.c.action_id, action_people.c.contact_id, action_people.c.user_id,
            contacts.c.name.label("contact"), users.c.name.label("user"),
        )
        .outerjoin(contacts, contacts.c.id == action_people.c.contact_id)
        .outerjoin(users, users.c.id == action_people.c.user_id)
        .where(action_people.c.action_id.in_(list(action_ids)), action_people.c.archived_at.is_(None))
    )  # fmt: skip
    found: dict[int, list[Person]] = {}
    for row in sorted(rows, key=lambda row: (row.contact_id is None, row.contact or row.user)):
        found.setdefault(row.action_id, []).append(Person(row.contact_id, row.user_id, row.contact or row.user))
    return {action_id: tuple(people) for action_id, people in found.items()}
