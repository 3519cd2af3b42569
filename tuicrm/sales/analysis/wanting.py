"""Needs as facts: what customers and projects asked for, and what of it was met."""

from typing import Any

from sqlalchemy import and_, func, or_, select

from tuicrm.sales import rights
from tuicrm.sales.analysis.dimensions import Facts
from tuicrm.sales.analysis.events import customer_filter, days, of_user
from tuicrm.sales.analysis.facts import Counted, Question
from tuicrm.sales.home import Home
from tuicrm.store.actor import Actor
from tuicrm.store.days import date_day, day_of
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customer_needs, customers, needs, ownerships
from tuicrm.store.tables.projects import projects


def needed(day: str) -> Any:
    """Needs by the day they were asked for (`asked_on`) or met (`met_on`), for who held the customer on that day."""

    def counted(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
        on, stay = customer_needs.c[day], ownerships.alias("stay")
        first, after = (day_of(moment, home.zone, session.now) for moment in (stay.c.from_at, stay.c.to_at))
        then = and_(
            stay.c.customer_id == customers.c.id, first <= date_day(on),
            or_(stay.c.to_at.is_(None), after > date_day(on)),
        )  # fmt: skip
        owner = func.coalesce(stay.c.owner_id, projects.c.owner_id)
        facts = Facts(
            customer_needs.join(needs, needs.c.id == customer_needs.c.need_id)
            .outerjoin(projects, projects.c.id == customer_needs.c.project_id)
            .outerjoin(customers, customers.c.id == func.coalesce(customer_needs.c.customer_id, projects.c.customer_id))
            .outerjoin(stay, then),
            {
                "customer": customers.c.id, "source": customers.c.source_id, "campaign": customers.c.campaign_id,
                "need": needs.c.name, "day": on,
            },
            {"customer", "project"},
        )  # fmt: skip
        of_user(facts, owner, asked.by, on)
        seen = customers.c.id.is_(None) & customer_needs.c.project_id.in_(
            select(projects.c.id).where(rights.projects_in_sight(actor))
        )
        chosen: list[Any] = [
            customer_needs.c.archived_at.is_(None), on.is_not(None), *days(on, asked),
            or_(rights.customers_in_sight(actor), seen),
        ]  # fmt: skip
        chosen += customer_filter(session, actor, asked.where, session.now, owner)
        return Counted(facts, chosen, (func.count(),))

    return counted
