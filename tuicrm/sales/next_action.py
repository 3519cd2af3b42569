"""When something is planned next, kept on customer and project: lists sort and filter by it."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from tuicrm.sales.home import Home
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import projects

AMONG_US = "pair"
"""The origin of a talk among ourselves: it stands beside a project, but is no step of it and no contact."""

FROM_THEM = "mail"
"""The origin of a message that a customer wrote to us: on record, but nothing that one of us did."""


def moment_of(house: Home, on: date, at: datetime | None) -> datetime:
    """The moment by which planned actions are put in order: a day counts from its beginning in the team's zone."""
    return at if at is not None else datetime.combine(on, time.min, ZoneInfo(house.zone))


def renew_next(session: Session, house: Home, customer_id: int | None, project_id: int | None) -> None:
    """Keep the time of the next action on customer and project."""
    for table, column, record_id in (
        (customers, actions.c.customer_id, customer_id),
        (projects, actions.c.project_id, project_id),
    ):
        if record_id is None:
            continue
        mine = column == record_id, actions.c.state == "planned", actions.c.origin != AMONG_US
        first = session.value(select(func.min(actions.c.planned_on)).where(*mine))
        at = None
        if first is not None:
            timed = select(func.min(actions.c.planned_at)).where(*mine, actions.c.planned_on == first)
            at = moment_of(house, first, session.value(timed))
        change.update(session, table, record_id, next_action_at=at)
