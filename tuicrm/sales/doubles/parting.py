"""What was written while two customers were one goes, when they are two again, where the rest of it lies.

A step, a purchase or a question goes with its project, else with the person it was with; what names neither stays.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Table, func, select

from tuicrm.plain.names import folded
from tuicrm.sales.doubles.hanging import HANGING, keep_one_first
from tuicrm.sales.home import home
from tuicrm.sales.next_action import AMONG_US, FROM_THEM, renew_next
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contact_points, contacts, customers, inquiries
from tuicrm.store.tables.projects import project_contacts, projects

Both = tuple[int, int]


def part(session: Session, both: Both, *, since: datetime, returned: Collection[tuple[str, int]]) -> None:
    """Let what was written at one customer since the merge be at the right one of the two.

    Args:
        both: the one that stayed, and the one that is itself again.
        since: when they became one.
        returned: table and id of what the undone merge gave back: it is where it belongs.
    """
    _projects_begun(session, both, since)
    left = _with_their_projects(session, both, since) | _with_their_people(session, both, since, returned)
    for customer_id in sorted({*both} | left):
        keep_one_first(session, customer_id)
        renew_next(session, home(session), customer_id, None)
        _renew_last(session, customer_id)


def _projects_begun(session: Session, both: Both, since: datetime) -> None:
    """A project that was begun from a question of the one that went is theirs."""
    kept_id, gone_id = both
    asked = select(inquiries.c.project_id).where(inquiries.c.customer_id == gone_id, inquiries.c.came_at <= since)
    begun = select(projects.c.id).where(
        projects.c.customer_id == kept_id, projects.c.created_at > since, projects.c.id.in_(asked)
    )
    for project_id in session.values(begun.order_by(projects.c.id)):
        change.update(session, projects, project_id, customer_id=gone_id)


def _with_their_projects(session: Session, both: Both, since: datetime) -> set[int]:
    """Let rows go with their project; give the customers that they leave: one may be a third that was one with both."""
    left: set[int] = set()
    for table in dict.fromkeys(table for table, _column in HANGING if "project_id" in table.c):
        apart = _apart(table, projects, "project_id", both)
        for row in session.all(apart):
            if table is inquiries and row.came_at <= since:
                change.update(session, table, row.id, project_id=None)  # who asked is known; the tie was the mistake
            else:
                change.update(session, table, row.id, customer_id=row.belongs_to)
                left.add(row.customer_id)
    return left


def _with_their_people(
    session: Session, both: Both, since: datetime, returned: Collection[tuple[str, int]]
) -> set[int]:
    left: set[int] = set()
    for row in session.all(_apart(contact_points, contacts, "contact_id", both)):
        change.update(session, contact_points, row.id, customer_id=row.belongs_to)
    for table in dict.fromkeys(
        table for table, _column in HANGING if {"project_id", "contact_id"} <= set(table.c.keys())
    ):
        for row in session.all(_apart(table, contacts, "contact_id", both)):
            is_old = (table.name, row.id) in returned or (table is inquiries and row.came_at <= since)
            if row.project_id is None and not is_old:
                change.update(session, table, row.id, customer_id=row.belongs_to)
                left.add(row.customer_id)
            else:
                same = _namesake(session, row.contact_id, row.customer_id)
                change.update(session, table, row.id, contact_id=same)
    strange = (
        select(project_contacts.c.id)
        .join(projects, projects.c.id == project_contacts.c.project_id)
        .join(contacts, contacts.c.id == project_contacts.c.contact_id)
        .where(projects.c.customer_id.in_(both), contacts.c.customer_id.in_(both))
        .where(projects.c.customer_id != contacts.c.customer_id, project_contacts.c.archived_at.is_(None))
    )
    for record_id in session.values(strange.order_by(project_contacts.c.id)):
        change.update(session, project_contacts, record_id, archived_at=session.now)
    return left


def _apart(table: Table, other: Table, column: str, both: Both) -> Any:
    """Rows of another customer that name a record of one of the two."""
    return (
        select(table, other.c.customer_id.label("belongs_to"))
        .join(other, other.c.id == table.c[column])
        .where(other.c.customer_id.in_(both), table.c.customer_id != other.c.customer_id)
        .order_by(table.c.id)
    )


def _namesake(session: Session, contact_id: int, customer_id: int) -> int | None:
    """Give the contact of that name at another customer: one person at both was one person while they were one."""
    name = folded(session.get(contacts, contact_id).name)
    theirs = session.all(select(contacts.c.id, contacts.c.name).where(contacts.c.customer_id == customer_id))
    return next((row.id for row in theirs if folded(row.name) == name), None)


def _renew_last(session: Session, customer_id: int) -> None:
    done = actions.c.customer_id == customer_id, actions.c.state == "done"
    acted = select(func.max(actions.c.done_at)).where(*done, actions.c.origin.not_in((AMONG_US, FROM_THEM)))
    asked = select(func.max(inquiries.c.came_at)).where(
        inquiries.c.customer_id == customer_id, inquiries.c.archived_at.is_(None)
    )
    row = session.get(customers, customer_id)
    change.update(
        session, customers, customer_id,
        last_action_at=session.value(acted), last_inquiry_at=session.value(asked) or row.last_inquiry_at,
    )  # fmt: skip
