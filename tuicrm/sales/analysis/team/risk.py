"""Large open projects that hang on few contacts or stand still."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, or_, select

from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.team.know_how import OnlyOne, only_one
from tuicrm.sales.analysis.team.orphans import NONE, Orphans, orphans_of
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import project_contacts, projects


@dataclass(frozen=True)
class Risk:
    """Large open projects that hang on few contacts or stand still; of those that the reader may see.

    Attributes:
        names: of the three largest, whose amount and share of all that is open follow; `first_id` is the largest.
        all_count, all_minor, all_percent: of all of them, where the three are less than a percent of what is open.
        open_count: of all that is open; `has_amounts` says whether any has one: else nobody can say which are large.
        without_amount: of those where some have none, or one in another currency without a rate.
        foreign_count: where none has one: those with an amount in another currency, for which there is no rate.
        only_one: what one of us alone can sell, of the whole company.
        orphans: the customers of those who left, of the whole company.
    """

    names: tuple[str, ...]
    amount_minor: int
    share_percent: int
    one_contact: int
    count: int
    first_id: int | None = None
    only_one: OnlyOne | None = None
    is_read: bool = True
    all_count: int = 0
    all_minor: int = 0
    all_percent: int = 0
    open_count: int = 1
    has_amounts: bool = True
    foreign_count: int = 0
    without_amount: int = 0
    orphans: Orphans = NONE

    @property
    def is_know_how(self) -> bool:
        """Say whether more money hangs on what one of us alone can sell than on the projects."""
        at_risk = max(self.amount_minor, self.all_minor)
        return self.only_one is not None and self.only_one.amount_minor > at_risk


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
    sums = func.count(), func.count(projects.c.home_minor), func.sum(projects.c.home_minor)
    open_count, known, total = session.first(select(*sums).where(*opened))
    quiet = or_(projects.c.next_action_at.is_(None), projects.c.next_action_at < now - timedelta(days=2))
    at_risk = *opened, projects.c.home_minor > 0, or_(contacts_of <= 1, quiet)
    rows = session.all(
        select(func.coalesce(customers.c.name, projects.c.name), projects.c.home_minor, contacts_of, projects.c.id)
        .select_from(projects.outerjoin(customers, customers.c.id == projects.c.customer_id))
        .where(*at_risk)
        .order_by(projects.c.home_minor.desc(), projects.c.id)
        .limit(3)
    )
    amount = sum(int(row[1]) for row in rows)
    share = round(100 * amount / int(total)) if total else 0
    every: tuple[int, int] = (0, 0)
    if rows and not share:
        every = tuple(session.first(select(func.count(), func.sum(projects.c.home_minor)).where(*at_risk)))
    foreign = select(func.count()).where(*opened, projects.c.amount_minor.is_not(None))
    return Risk(
        tuple(row[0] for row in rows), amount, share, sum(row[2] <= 1 for row in rows), len(rows),
        rows[0][3] if rows else None, only_one(frame, names=names), True,
        every[0], int(every[1]), round(100 * int(every[1]) / int(total)) if total else 0, open_count, bool(total),
        0 if total else session.value(foreign), open_count - known if total else 0,
        orphans_of(session, frame.house, frame.today, names=names),
    )  # fmt: skip
