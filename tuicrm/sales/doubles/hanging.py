"""What hangs on a customer, and how it is hung on another one."""

from typing import Any

from sqlalchemy import Table, null, select

from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.calling import run_records
from tuicrm.store.tables.customers import contact_points, contacts, customer_needs, customers, inquiries
from tuicrm.store.tables.doubles import customer_tags
from tuicrm.store.tables.planning import series
from tuicrm.store.tables.projects import collaborators, handovers, projects
from tuicrm.store.tables.system import source_rows
from tuicrm.store.tables.talk import comments, notices
from tuicrm.store.tables.trade import purchases

HANGING: tuple[tuple[Table, str], ...] = (
    (contacts, "customer_id"),
    (contact_points, "customer_id"),
    (projects, "customer_id"),
    (actions, "customer_id"),
    (purchases, "customer_id"),
    (inquiries, "customer_id"),
    (inquiries, "referrer_customer_id"),
    (handovers, "customer_id"),
    (series, "customer_id"),
    (run_records, "customer_id"),
    (comments, "customer_id"),
    (notices, "customer_id"),
    (customers, "parent_id"),
)
"""Every column that points to a customer and simply follows it; a test holds that none is forgotten."""

APART: tuple[tuple[Table, str], ...] = (
    (customer_tags, "tag_id"),
    (customer_needs, "need_id"),
    (collaborators, "user_id"),
)
"""Where one customer has a thing at most once: what both have stays with the one that goes."""


def move_all(session: Session, kept_id: int, gone_id: int) -> int:
    """Hang everything of one customer on another; give how many records that were."""
    moved = 0
    for table, column in HANGING:
        for record_id in session.values(select(table.c.id).where(table.c[column] == gone_id).order_by(table.c.id)):
            if table is not customers or record_id != kept_id:
                moved += change.update(session, table, record_id, **{column: kept_id})
    for table, what in APART:
        moved += _move_apart(session, table, what, kept_id, gone_id)
    origin = source_rows.c.record_kind == "customer"
    for record_id in session.values(select(source_rows.c.id).where(origin, source_rows.c.record_id == gone_id)):
        change.update(session, source_rows, record_id, record_id=kept_id)  # the next import finds the one that stays
    return moved


def keep_one_first(session: Session, customer_id: int) -> None:
    """Of two inquiries that each made a customer only the earlier one did."""
    firsts = session.values(
        select(inquiries.c.id)
        .where(inquiries.c.customer_id == customer_id, inquiries.c.is_new_customer.is_(True))
        .order_by(inquiries.c.came_at, inquiries.c.id)
    )
    for one in firsts[1:]:
        change.update(session, inquiries, one, is_new_customer=False)


def _move_apart(session: Session, table: Table, what: str, kept_id: int, gone_id: int) -> int:
    mine: dict[Any, Any] = {(row[0], row[3]): row for row in _of(session, table, what, kept_id)}
    moved = 0
    for row in _of(session, table, what, gone_id):
        had = mine.get((row[0], row[3]))
        if had is None:
            moved += change.update(session, table, row.id, customer_id=kept_id)
        elif had.archived_at is not None and row.archived_at is None:
            moved += change.update(session, table, had.id, archived_at=None)
    return moved


def _of(session: Session, table: Table, what: str, customer_id: int) -> list[Any]:
    project = table.c.project_id if "project_id" in table.c else null()  # what a project needs goes with the project
    rows = select(table.c[what], table.c.id, table.c.archived_at, project).where(table.c.customer_id == customer_id)
    return list(session.all(rows.order_by(table.c.archived_at.is_(None), table.c.id)))  # live ones come last, and count
