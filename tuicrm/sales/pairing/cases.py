"""Which of somebody's projects a talk may be about: best one that stands in the stage now."""

from dataclasses import dataclass

from sqlalchemy import func, select

from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import projects, stage_history


@dataclass(frozen=True)
class Case:
    """A project, or where there is none a customer, of whom both a talk and its entry in the agenda are."""

    customer_id: int | None
    project_id: int | None


def case_of(session: Session, user_id: int, stage_id: int) -> Case | None:
    """Give the largest open project of somebody in a stage, else the last that left it, else any of theirs.

    None only where somebody holds neither a project nor a customer.
    """
    mine = projects.c.owner_id == user_id, projects.c.archived_at.is_(None)
    columns = select(projects.c.customer_id, projects.c.id)
    largest = func.coalesce(projects.c.home_minor, 0).desc(), projects.c.id
    here = columns.where(*mine, projects.c.state == "open", projects.c.stage_id == stage_id).order_by(*largest)
    left = (
        columns.join(stage_history, stage_history.c.project_id == projects.c.id)
        .where(*mine, stage_history.c.stage_id == stage_id, stage_history.c.left_at.is_not(None))
        .order_by(stage_history.c.left_at.desc(), stage_history.c.id)
    )
    any_open = columns.where(*mine).order_by(projects.c.state != "open", *largest)
    for wanted in (here, left, any_open):
        if (row := session.first(wanted.limit(1))) is not None:
            return Case(row[0], row[1])
    held = select(customers.c.id).where(customers.c.owner_id == user_id, customers.c.archived_at.is_(None))
    row = session.first(held.order_by(customers.c.id).limit(1))
    return Case(row[0], None) if row is not None else None
