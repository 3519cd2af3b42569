"""Inquiry credit: what came of the customers that each person entered, whoever sold to them; beside sale credit."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from tuicrm.plain.periods import day_start
from tuicrm.sales.home import home
from tuicrm.sales.privacy import own_or_seen
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, inquiries
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import purchases

DAYS = 365


@dataclass(frozen=True)
class Entered:
    """What one person entered in the period, and what came of it until now.

    Attributes:
        customers: new customers by their inquiries; `inquiries` all that they entered, of known customers too.
        projects, bought: of those customers, how many have a project, and how many bought.
        profit_minor: of all their purchases whose cost is known, in home currency; None where that of none is.
    """

    user_id: int
    name: str
    inquiries: int
    customers: int
    projects: int
    bought: int
    profit_minor: int | None


@dataclass(frozen=True)
class InquiryCredit:
    """The period, both days included, and the people, by the profit of what they entered."""

    from_on: date
    to_on: date
    currency: str
    people: tuple[Entered, ...]


@rule("pool.inquiry_credit", right="report")
def inquiry_credit(
    session: Session, actor: Actor, from_on: date | None = None, to_on: date | None = None, *, now: datetime
) -> InquiryCredit:
    """Give what each person entered: by default in the last year. A lead sees those of their team, a rep their own."""
    house = home(session)
    last = to_on or house.day(now)
    first = from_on or last - timedelta(DAYS - 1)
    begins, ends = day_start(first, house.zone), day_start(last + timedelta(1), house.zone)
    came = (inquiries.c.archived_at.is_(None), inquiries.c.came_at >= begins, inquiries.c.came_at < ends)
    new = (
        select(inquiries.c.by_id.label("by_id"), customers.c.id.label("customer_id"))
        .join(customers, customers.c.id == inquiries.c.customer_id)
        .where(*came, inquiries.c.is_new_customer.is_(True), customers.c.merged_into_id.is_(None))
        .subquery()
    )
    who = select(users.c.id, users.c.name).order_by(users.c.name_sort, users.c.id)
    if not (actor.manages or actor.role in ("auditor", "marketing")):
        who = who.where(users.c.team_id == actor.team_id if actor.team_id is not None else users.c.id == actor.id)
    number = func.count(func.distinct(new.c.customer_id))
    made = dict(session.all(select(new.c.by_id, number).group_by(new.c.by_id)))
    asked = dict(session.all(select(inquiries.c.by_id, func.count()).where(*came).group_by(inquiries.c.by_id)))
    begun = dict(
        session.all(
            select(new.c.by_id, number)
            .join(projects, projects.c.customer_id == new.c.customer_id)
            .where(projects.c.archived_at.is_(None))
            .group_by(new.c.by_id)
        )
    )
    sold = {
        row[0]: (row[1], None if row[2] is None else int(row[2]))
        for row in session.all(
            select(new.c.by_id, number, func.sum(purchases.c.home_minor - purchases.c.home_cost_minor))
            .join(purchases, purchases.c.customer_id == new.c.customer_id)
            .where(purchases.c.archived_at.is_(None))
            .group_by(new.c.by_id)
        )
    }
    people = [
        Entered(
            row.id, row.name, asked.get(row.id, 0), made.get(row.id, 0), begun.get(row.id, 0),
            *sold.get(row.id, (0, 0)),
        )
        for row in session.all(who)
        if asked.get(row.id)
    ]  # fmt: skip
    people.sort(key=lambda one: (-(one.profit_minor or 0), -one.customers, one.name))
    return InquiryCredit(first, last, house.currency, own_or_seen(session, actor, people))
