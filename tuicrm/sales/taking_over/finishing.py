"""After the last row: memberships reach back, inquiries find their answers, customers may follow their projects."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from tuicrm.sales.taking_over import past
from tuicrm.sales.taking_over.customers import hand
from tuicrm.sales.taking_over.edits import is_edited, last_written
from tuicrm.sales.taking_over.work import Work
from tuicrm.store import change
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers, inquiries, ownerships
from tuicrm.store.tables.people import memberships, users
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.system import source_rows


@dataclass(frozen=True)
class Finished:
    """What the end of an import changed: how many customers got an owner."""

    given_owners: int


def finish(work: Work, *, owner_from_projects: bool) -> Finished:
    """Draw the conclusions that only the whole import allows; safe to repeat."""
    _reach_back(work)
    _answer(work)
    past.team_of_credits(work, _came(work, "project"))
    return Finished(_give_owners(work) if owner_from_projects else 0)


def _reach_back(work: Work) -> None:
    """Let the first membership of an imported person begin with their first project, where the file has no day."""
    first = (
        select(projects.c.owner_id, func.min(projects.c.created_on))
        .where(projects.c.owner_id.in_(_came(work, "user")))
        .group_by(projects.c.owner_id)
    )
    begun: dict[int, date] = {row[0]: row[1] for row in work.session.all(first)}
    leads = select(memberships.c.team_id, func.min(projects.c.created_on)).join(
        projects, projects.c.team_id == memberships.c.team_id
    )
    led: dict[int | None, date] = {row[0]: row[1] for row in work.session.all(leads.group_by(memberships.c.team_id))}
    rows = work.session.all(
        select(memberships, users.c.joined_on)
        .join(users, users.c.id == memberships.c.user_id)
        .where(memberships.c.user_id.in_(_came(work, "user")))
        .order_by(memberships.c.user_id, memberships.c.from_on, memberships.c.id)
    )
    written = last_written(work.session, "membership", [row.id for row in rows])
    seen: set[int] = set()
    for row in rows:
        is_first = row.user_id not in seen
        seen.add(row.user_id)
        day = begun.get(row.user_id) or (led.get(row.team_id) if row.role == "team_lead" else None)
        if not is_first or row.joined_on is not None or day is None or day >= row.from_on:
            continue
        if not is_edited(row._mapping, written[row.id], "from_on", "team_id", "role"):
            change.update(work.session, memberships, row.id, from_on=day)


def _answer(work: Work) -> None:
    """An inquiry was answered by the first action with its customer that the files tell of after it came."""
    first = func.min(actions.c.done_at)
    told = (
        select(inquiries.c.id, first)
        .join(actions, actions.c.customer_id == inquiries.c.customer_id)
        .where(
            inquiries.c.id.in_(_came(work, "inquiry")), inquiries.c.answered_at.is_(None),
            inquiries.c.archived_at.is_(None), actions.c.state == "done", actions.c.done_at >= inquiries.c.came_at,
        )
        .group_by(inquiries.c.id)
        .order_by(inquiries.c.id)
    )  # fmt: skip
    for inquiry_id, answered_at in work.session.all(told):
        change.update(work.session, inquiries, inquiry_id, answered_at=answered_at)


def _give_owners(work: Work) -> int:
    """Give each customer of this import that nobody has held to the holder of its latest project.

    Latest is the one that began last, among those whose beginning the file knows; who has left gets nothing.
    """
    free = (
        select(customers.c.id)
        .join(ownerships, ownerships.c.live_customer_id == customers.c.id)
        .where(
            customers.c.id.in_(_came(work, "customer")), customers.c.owner_id.is_(None),
            customers.c.archived_at.is_(None), ownerships.c.how == "import",
        )
    )  # fmt: skip
    here = users.c.archived_at.is_(None) & users.c.left_on.is_(None)
    candidates = (
        select(projects.c.customer_id, projects.c.owner_id)
        .join(users, users.c.id == projects.c.owner_id)
        .where(projects.c.customer_id.in_(free), projects.c.archived_at.is_(None), here)
        .order_by(
            projects.c.customer_id,
            (projects.c.created_on < work.today).desc(),  # a day that is not known stands as the day of the import
            projects.c.created_on.desc(),
            projects.c.id.desc(),
        )
    )
    latest: dict[int, int] = {}
    for customer_id, owner_id in work.session.all(candidates):
        latest.setdefault(customer_id, owner_id)
    for customer_id, owner_id in sorted(latest.items()):
        hand(work, customer_id, owner_id, work.now)
    return len(latest)


def _came(work: Work, kind: str):  # type: ignore[no-untyped-def]
    """The records of a kind that came from this system."""
    return select(source_rows.c.record_id).where(source_rows.c.system == work.system, source_rows.c.record_kind == kind)
