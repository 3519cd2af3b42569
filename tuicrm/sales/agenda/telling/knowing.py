"""What the database knows that a sentence may name: contacts, needs, outcomes."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.sales import outcomes, rights
from tuicrm.sales.agenda import needing
from tuicrm.sales.agenda.kinds import all_kinds
from tuicrm.sales.agenda.telling.tell import Context
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contacts, customers
from tuicrm.store.tables.projects import projects


@rule("agenda.context", right="read")
def context(
    session: Session, actor: Actor, *, kind: str = "call", customer_id: int | None = None,
    project_id: int | None = None, now: datetime,
) -> Context:  # fmt: skip
    """Give what has to be known to read a sentence about a customer or project."""
    currency = home(session).currency
    if project_id is not None:
        project: Any = rights.find(session, actor, projects, project_id)
        customer_id, currency = project.customer_id, project.currency or currency
    elif customer_id is not None:
        rights.find(session, actor, customers, customer_id)
    people = select(contacts.c.id, contacts.c.name).where(
        contacts.c.customer_id == customer_id, contacts.c.archived_at.is_(None)
    )
    known = tuple((row.id, row.name) for row in session.all(people.order_by(contacts.c.id).limit(50)))
    return Context(
        kind, currency, project_id is not None, known if customer_id is not None else (),
        needing.of_team(session), outcomes.of_team(session), all_kinds(session),
    )  # fmt: skip
