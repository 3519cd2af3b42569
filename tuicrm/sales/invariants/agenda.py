"""Actions: planned, done or cancelled, and of the customer whose project they are about."""

from typing import Any

from sqlalchemy import Select, Table, or_, select

from tuicrm.plain.language import N_
from tuicrm.sales.invariants.finding import by_select
from tuicrm.sales.invariants.months import months_of
from tuicrm.sales.next_action import AMONG_US
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contacts, customers
from tuicrm.store.tables.projects import projects


def _next_not_known(table: Table, about: Any) -> Select[Any]:
    """Records that do not know whether anything is planned for them."""
    theirs = about == table.c.id, actions.c.state == "planned", actions.c.origin != AMONG_US
    planned = select(actions.c.id).where(*theirs).exists()
    return select(table.c.id).where(
        or_(table.c.next_action_at.is_(None) & planned, table.c.next_action_at.is_not(None) & ~planned)
    )


AGENDA = (
    by_select(
        "customer.next", "customer", N_("A customer knows when the next action is planned"),
        _next_not_known(customers, actions.c.customer_id),
    ),
    by_select(
        "project.next", "project", N_("A project knows when the next action is planned"),
        _next_not_known(projects, actions.c.project_id),
    ),
    by_select(
        "action.customer", "action", N_("An action for a project is with the project's customer"),
        select(actions.c.id)
        .join(projects, projects.c.id == actions.c.project_id)
        .where(actions.c.customer_id != projects.c.customer_id),
    ),
    by_select(
        "action.contact", "action", N_("An action is with a contact of its own customer"),
        select(actions.c.id)
        .join(contacts, contacts.c.id == actions.c.contact_id)
        .where(actions.c.customer_id != contacts.c.customer_id),
    ),
    by_select(
        "action.done", "action", N_("Only what was done has a moment and an outcome"),
        select(actions.c.id).where(
            or_(
                (actions.c.state != "done")
                & or_(
                    actions.c.done_at.is_not(None), actions.c.outcome.is_not(None), actions.c.done_minutes.is_not(None)
                ),
                (actions.c.state == "done") & actions.c.done_at.is_(None),
            )
        ),
    ),
    by_select(
        "action.postponed", "action", N_("What was postponed knows its first day"),
        select(actions.c.id).where(
            or_(actions.c.postponed < 0, (actions.c.postponed > 0) & actions.c.first_planned_on.is_(None))
        ),
    ),
    *months_of(actions, ("done_on", "done_month")),
)  # fmt: skip
