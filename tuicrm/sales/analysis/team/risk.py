"""Large open projects that hang on few contacts or stand still."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, or_, select

from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.team.know_how import OnlyOne, only_one
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import project_contacts, projects


@dataclass(frozen=True)
class Risk:
    """Large open projects that hang on few contacts or stand still; of those that the reader may see.

    `first_id` is the largest of them; `only_one` what one of us alone can sell, of the whole company.
    `has_amounts`: whether any open project has one; else nobody can say which are large.
    """

    names: tuple[str, ...]
    amount_minor: int
    share_percent: int
    one_contact: int
    count: int
    first_id: int | None = None
    only_one: OnlyOne | None = None
    is_read: bool = True
    has_amounts: bool = True

    @property
    def is_know_how(self) -> bool:
        """Say whether more money hangs on what one of us alone can sell than on the projects."""
        return self.only_one is not None and self.only_one.amount_minor > self.amount_minor


NOT_READ = Risk((), 0, 0, 0, 0, is_read=False)
"""Of a page that is shown before this is computed."""


def risk_of(frame: Frame, sight: Any, *, names: bool = True) -> Risk:
    """The largest open projects with one contact at most or no next step: at most three names, their share of all.

    Args:
        names: whether the reader may see figures of single people.
    """
    session, now = frame.session, frame.now
    contacts_of = (
        select(func.count())
        .where(project_contacts.c.project_id == projects.c.id, project_contacts.c.archived_at.is_(None))
        .correlate(projects)
        .scalar_subquery()
    )
    opened = projects.c.state == "open", projects.c.archived_at.is_(None), sight
    total = session.value(select(func.sum(projects.c.home_minor)).where(*opened))
    quiet = or_(projects.c.next_action_at.is_(None), projects.c.next_action_at < now - timedelta(days=2))
    rows = session.all(
        select(func.coalesce(customers.c.name, projects.c.name), projects.c.home_minor, contacts_of, projects.c.id)
        .select_from(projects.outerjoin(customers, customers.c.id == projects.c.customer_id))
        .where(*opened, projects.c.home_minor > 0, or_(contacts_of <= 1, quiet))
        .order_by(projects.c.home_minor.desc(), projects.c.id)
        .limit(3)
    )
    amount = sum(int(row[1]) for row in rows)
    share = round(100 * amount / int(total)) if total else 0
    return Risk(
        tuple(row[0] for row in rows), amount, share, sum(row[2] <= 1 for row in rows), len(rows),
        rows[0][3] if rows else None, only_one(frame, names=names), has_amounts=bool(total),
    )  # fmt: skip
