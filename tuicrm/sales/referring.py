"""What an arrival points to: who sent them, and the open project that they ask about."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from tuicrm.plain.clean import line
from tuicrm.plain.names import folded, name_key
from tuicrm.sales.reaching import points_of
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contact_points, customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects


@dataclass(frozen=True)
class Referrer:
    """Who sent somebody: a customer or one of us."""

    customer_id: int | None = None
    user_id: int | None = None


def referrer_of(session: Session, text: str, region: str) -> Referrer:
    """Find who is meant: `@li` one of us; else a customer by id, name, phone or e-mail, else one of us by name.

    Raises:
        Refused: `no_referrer` (nobody, or several).
    """
    wanted = line(text)
    if wanted.startswith("@"):
        found = session.values(select(users.c.id).where(users.c.login == wanted[1:].casefold()))
        if len(found) != 1:
            raise Refused("no_referrer", referrer=wanted)
        return Referrer(user_id=found[0])
    ids = _customers(session, wanted, region)
    if len(ids) == 1:
        return Referrer(customer_id=ids[0])
    people = [row.id for row in session.all(select(users.c.id, users.c.name)) if folded(row.name) == folded(wanted)]
    if not ids and len(people) == 1:
        return Referrer(user_id=people[0])
    raise Refused("no_referrer", referrer=wanted)


def _customers(session: Session, text: str, region: str) -> list[int]:
    ways: list[ColumnElement[bool]] = []
    number = text.removeprefix("#")
    if number.isascii() and number.isdecimal() and len(number) < 10:
        ways.append(customers.c.id == int(number))
    try:
        points = points_of((text,), (), region) if sum(map(str.isdigit, text)) > 6 else ()
        points = points_of((), (text,), region) if "@" in text else points
    except Refused:
        points = ()
    for point in points:
        reached = select(contact_points.c.customer_id).where(
            contact_points.c.kind == point.kind, contact_points.c.reach_key == point.key,
            contact_points.c.archived_at.is_(None),
        )  # fmt: skip
        ways.append(customers.c.id.in_(reached))
    if key := name_key(text):
        ways.append(customers.c.name_key == key[:200])
    for way in ways:
        if found := session.values(select(customers.c.id).where(way, customers.c.merged_into_id.is_(None)).limit(2)):
            return list(found)
    return []


def project_asked_about(session: Session, customer_id: int, text: str) -> Any:
    """Give the open project of a customer that a text names (id, `+handle`, name); without a text its only one.

    None where there is none or, without a text, more than one: then a person says which.

    Raises:
        Refused: `no_open_project` for a text that names none.
    """
    wanted = line(text).removeprefix("+")
    of_it = select(projects.c.id, projects.c.name, projects.c.handle).where(
        projects.c.customer_id == customer_id, projects.c.state == "open", projects.c.archived_at.is_(None)
    )
    if not wanted:
        found = session.all(of_it.limit(2))
        return found[0] if len(found) == 1 else None
    named = or_(projects.c.handle == wanted.casefold(), projects.c.name == wanted)
    if wanted.isascii() and wanted.isdecimal() and len(wanted) < 10:
        named = or_(named, projects.c.id == int(wanted))
    row = session.first(of_it.where(named))
    if row is None:
        raise Refused("no_open_project", project=wanted)
    return row
