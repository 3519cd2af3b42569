"""Contacts of two customers become those of one: one person at both is one person."""

from typing import Any

from sqlalchemy import Table, select

from tuicrm.plain.names import folded
from tuicrm.sales.reaching import known_points
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contact_points, contacts, inquiries
from tuicrm.store.tables.projects import project_contacts

NAMING: tuple[Table, ...] = (actions, inquiries, contact_points)


def merge_people(session: Session, kept_id: int, gone_id: int) -> int:
    """Let contacts of one name be one, and put aside phones and e-mails that both have; give how many changed.

    The rest of moving them is done with everything else that hangs on a customer.
    """
    mine = {folded(row.name): row for row in _live(session, kept_id)}
    known = known_points(session, kept_id)
    changed = 0
    for row in _live(session, gone_id):
        same = mine.get(folded(row.name))
        if same is not None:
            changed += _become(session, row, same)
    for key, point in sorted(known_points(session, gone_id).items()):
        if key in known:
            changed += change.update(session, contact_points, point.id, archived_at=session.now)
    return changed


def _live(session: Session, customer_id: int) -> list[Any]:
    rows = select(contacts).where(contacts.c.customer_id == customer_id, contacts.c.archived_at.is_(None))
    return list(session.all(rows.order_by(contacts.c.id.desc())))


def _become(session: Session, row: Any, same: Any) -> int:
    changed = 0
    for table in NAMING:
        for record_id in session.values(select(table.c.id).where(table.c.contact_id == row.id).order_by(table.c.id)):
            changed += change.update(session, table, record_id, contact_id=same.id)
    in_project = select(project_contacts.c.project_id).where(project_contacts.c.contact_id == same.id)
    further = select(project_contacts.c.id).where(
        project_contacts.c.contact_id == row.id, project_contacts.c.project_id.not_in(in_project)
    )
    for record_id in session.values(further):
        changed += change.update(session, project_contacts, record_id, contact_id=same.id)
    filled = {name: getattr(row, name) for name in ("title", "part") if getattr(same, name) is None}
    notes = [one for one in (same.note, row.note) if one]
    change.update(session, contacts, same.id, **filled, note="\n".join(dict.fromkeys(notes)) or None)
    return changed + change.update(session, contacts, row.id, archived_at=session.now)
