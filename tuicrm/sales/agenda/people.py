"""Who takes part in an action besides its owner and its first contact."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from tuicrm.store import change
from tuicrm.store.errors import NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contacts
from tuicrm.store.tables.people import users
from tuicrm.store.tables.planning import action_people


@dataclass(frozen=True)
class Person:
    """A contact or one of us; one of the two ids is None."""

    contact_id: int | None
    user_id: int | None
    name: str


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
