"""A need that was found while something was done: kept with the project or the customer."""

from datetime import datetime

from sqlalchemy import select

from tuicrm.sales import rights
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customer_needs, customers, needs
from tuicrm.store.tables.projects import projects


@rule("agenda.find_need", right="sell", writes=True, refuses=("need_unknown",))
def find_need(
    session: Session, actor: Actor, customer_id: int | None, project_id: int | None, name: str, *, now: datetime
) -> int | None:
    """Keep that a customer or project has one of the team's needs; gives the row, None when it is known already."""
    _find(session, actor, customer_id, project_id)
    listed = session.all(select(needs.c.id, needs.c.name).where(needs.c.archived_at.is_(None)).order_by(needs.c.id))
    need_id = next((row.id for row in listed if row.name.casefold() == name.casefold()), None)
    if need_id is None:
        raise Refused("need_unknown", given=name, known=tuple(row.name for row in listed))
    about = {"project_id": project_id, "customer_id": customer_id}
    column = customer_needs.c.project_id if project_id is not None else customer_needs.c.customer_id
    same = column == (project_id or customer_id), customer_needs.c.need_id == need_id
    if session.exists(select(customer_needs.c.id).where(*same, customer_needs.c.archived_at.is_(None))):
        return None
    made = change.insert(session, customer_needs, **about, need_id=need_id, asked_on=home(session).day(now))
    session.can_be_undone_by("agenda.forget_need", made)
    return made


@rule("agenda.forget_need", right="sell", writes=True)
def forget_need(session: Session, actor: Actor, customer_need_id: int, *, now: datetime) -> int:
    """Take a need that was kept by mistake off the list."""
    row = session.get(customer_needs, customer_need_id)
    if row is None:
        raise NotFound("need", customer_need_id)
    _find(session, actor, row.customer_id, row.project_id)
    change.update(session, customer_needs, customer_need_id, archived_at=now)
    return customer_need_id


def _find(session: Session, actor: Actor, customer_id: int | None, project_id: int | None) -> None:
    """Hold the customer or project that a need is about to what the actor may change."""
    table, record_id = (projects, project_id) if project_id is not None else (customers, customer_id or 0)
    rights.find(session, actor, table, record_id, to_write=True)


def of_team(session: Session) -> tuple[str, ...]:
    """Give the names of the team's needs."""
    listed = select(needs.c.name).where(needs.c.archived_at.is_(None)).order_by(needs.c.position, needs.c.id)
    return tuple(session.values(listed))
