"""Customers: one holder at each moment, a history without a gap, people and inquiries that belong to them."""

from typing import Any

from sqlalchemy import Select, and_, func, not_, or_, select

from tuicrm.plain.language import N_
from tuicrm.sales.invariants.finding import by_select
from tuicrm.sales.invariants.funnel import differs
from tuicrm.sales.invariants.months import months_of
from tuicrm.store.fresh import fresh
from tuicrm.store.tables.customers import contact_points, contacts, customers, inquiries, ownerships
from tuicrm.store.tables.people import memberships, users
from tuicrm.store.tables.projects import handovers, projects


def _torn() -> Select[Any]:
    """Stays with a holder that do not begin where the one before them ended."""
    one, order = ownerships.c.customer_id, (ownerships.c.from_at, ownerships.c.id)
    told = select(
        ownerships.c.id,
        ownerships.c.from_at,
        func.lag(ownerships.c.to_at).over(partition_by=one, order_by=order).label("before"),
        func.row_number().over(partition_by=one, order_by=order).label("place"),
    ).subquery()
    return select(told.c.id).where(told.c.place > 1, or_(told.c.before.is_(None), told.c.before != told.c.from_at))


def _overlapping() -> Select[Any]:
    """Memberships that begin before another of the same person has ended."""
    other = memberships.alias("other")
    return (
        select(memberships.c.id)
        .join(other, and_(other.c.user_id == memberships.c.user_id, other.c.id != memberships.c.id))
        .where(
            other.c.from_on <= memberships.c.from_on,
            or_(other.c.to_on.is_(None), other.c.to_on > memberships.c.from_on),
            or_(memberships.c.to_on.is_(None), memberships.c.to_on > memberships.c.from_on),
        )
    )


def _of_another(table: Any, column: str) -> Select[Any]:
    """Rows that name a contact of another customer."""
    return (
        select(table.c.id)
        .join(contacts, contacts.c.id == table.c[column])
        .where(table.c.customer_id != contacts.c.customer_id)
    )


_live = select(ownerships.c.id).where(ownerships.c.live_customer_id == customers.c.id)
POOL = (
    by_select(
        "customer.no_holder", "customer", N_("Every customer is held by one person, or by the pool"),
        select(customers.c.id).where(not_(_live.exists())),
    ),
    by_select(
        "customer.fresh", "customer", N_("How fresh a customer is follows from its stay and its last inquiry"),
        select(customers.c.id).where(differs(customers.c.fresh_at, fresh())),
    ),
    by_select(
        "customer.other_holder", "customer", N_("A customer is held by whom its history says, since then"),
        select(customers.c.id)
        .join(ownerships, ownerships.c.live_customer_id == customers.c.id)
        .where(
            or_(
                differs(customers.c.owner_id, ownerships.c.owner_id),
                and_(customers.c.owner_id.is_not(None), customers.c.held_since_at.is_(None)),
                customers.c.held_since_at > ownerships.c.from_at,
            )
        ),
    ),
    by_select("ownership.gap", "ownership", N_("A stay with a holder begins when the one before it ends"), _torn()),
    by_select(
        "ownership.live", "ownership", N_("The stay that lasts is marked, and no other"),
        select(ownerships.c.id).where(
            or_(
                ownerships.c.to_at.is_(None) != ownerships.c.live_customer_id.is_not(None),
                ownerships.c.live_customer_id != ownerships.c.customer_id,
            )
        ),
    ),
    by_select(
        "customer.merged", "customer", N_("A merged customer is put aside, and not merged into itself"),
        select(customers.c.id).where(
            customers.c.merged_into_id.is_not(None),
            or_(customers.c.archived_at.is_(None), customers.c.merged_into_id == customers.c.id),
        ),
    ),
    by_select(
        "contact_point.contact", "contact_point", N_("A telephone or mail box is of the contact's own customer"),
        _of_another(contact_points, "contact_id"),
    ),
    by_select(
        "inquiry.contact", "inquiry", N_("An inquiry came from a contact of its own customer"),
        _of_another(inquiries, "contact_id"),
    ),
    by_select(
        "inquiry.project", "inquiry", N_("An inquiry led to a project of its own customer"),
        select(inquiries.c.id)
        .join(projects, projects.c.id == inquiries.c.project_id)
        .where(projects.c.customer_id.is_not(None), projects.c.customer_id != inquiries.c.customer_id),
    ),
    by_select(
        "handover.one", "handover", N_("A handover is not both accepted and returned"),
        select(handovers.c.id).where(handovers.c.accepted_at.is_not(None), handovers.c.returned_at.is_not(None)),
    ),
    by_select(
        "membership.two", "membership", N_("Nobody has two roles on one day"), _overlapping()
    ),
    by_select(
        "user.membership", "user", N_("Role and team of today are the membership's"),
        select(users.c.id)
        .join(memberships, and_(memberships.c.user_id == users.c.id, memberships.c.to_on.is_(None)))
        .where(or_(memberships.c.role != users.c.role, differs(memberships.c.team_id, users.c.team_id))),
    ),
    *months_of(inquiries, ("came_on", "month")),
)  # fmt: skip
