"""Contacts of a project and the part they play: who decides, influences, uses, blocks, buys."""

from datetime import datetime

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.sales import rights
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contacts
from tuicrm.store.tables.projects import project_contacts, projects

PARTS = ("decides", "influences", "uses", "blocks", "buys")


@rule("project.set_contact", right="sell", writes=True, refuses=("part_form", "not_of_customer"))
def set_contact(
    session: Session, actor: Actor, project_id: int, contact_id: int, part: str | None = None, *, is_in: bool = True,
    now: datetime,
) -> str:  # fmt: skip
    """Say which part a contact of the customer plays in a project, or that they play none any more; gives the name."""
    project = rights.find(session, actor, projects, project_id, to_write=True)
    wanted = line(part or "").casefold() or None
    if wanted not in (None, *PARTS):
        raise Refused("part_form", part=wanted, parts=", ".join(PARTS))
    person = session.get(contacts, contact_id)
    if person is None:
        raise NotFound("contact", contact_id)
    if is_in and (person.customer_id != project.customer_id or person.archived_at is not None):
        raise Refused("not_of_customer", name=person.name)
    session.lock(projects, project_id)
    here = project_contacts.c.project_id == project_id, project_contacts.c.contact_id == contact_id
    known = session.first(select(project_contacts).where(*here))
    was_in = known is not None and known.archived_at is None
    if known is None and is_in:
        change.insert(session, project_contacts, project_id=project_id, contact_id=contact_id, part=wanted)
    elif known is not None:
        change.update(session, project_contacts, known.id, part=wanted, archived_at=None if is_in else now)
    before = known.part if known is not None else None
    if (was_in, before if was_in else None) != (is_in, wanted if is_in else None):
        session.can_be_undone_by("project.set_contact", project_id, contact_id, before, is_in=was_in)
    return str(person.name)
