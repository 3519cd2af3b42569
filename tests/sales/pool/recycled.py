"""What tests of recycling begin with: customers on a calendar, and what the expression says of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from tests.company import Company
from tests.sales.house import set_values
from tuicrm.plain.names import name_sort
from tuicrm.sales.home import home
from tuicrm.sales.pool.policy import policy
from tuicrm.sales.pool.recycle_at import recycle_at
from tuicrm.store import change, days
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.funnel import funnels, stages
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import purchases

NOON = 12


def at(day: date, hour: int = NOON, minute: int = 0) -> datetime:
    """A moment of a day, in UTC."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def keep(company: Company, **values: Any) -> None:
    """Set settings as they are kept."""

    def write(session: Session) -> None:
        for name, value in values.items():
            change.set_setting(session, name.replace("__", "."), value)

    company.database.write_as(write, company.clock.now)


def only(company: Company, **values: Any) -> None:
    """Switch all rules of recycling off but those that are named; no warning before."""
    off = dict.fromkeys(("recycle_idle_days", "recycle_no_project_days", "recycle_not_won_days"))
    keep(company, **off | {"recycle_warn_days": 0} | values)


def held(company: Company, claimed: date, *, login: str = "li", name: str = "Acme", **values: Any) -> int:
    """A customer that somebody holds since noon of a day."""
    now, company.clock.now = company.clock.now, at(claimed)
    made = company.customer(name, owner=login, **values)
    company.clock.now = now
    return made


def acted(company: Company, customer_id: int, moment: datetime) -> None:
    """Something was done with a customer."""
    set_values(company, customers, customer_id, last_action_at=moment)


def project(company: Company, customer_id: int, begun: date, *, state: str = "open", stage: str = "New",
            progress: date | None = None, closed: date | None = None) -> int:  # fmt: skip
    """A project in a stage since noon of a day."""

    def insert(session: Session) -> int:
        name = {"open": stage, "won": "Won", "lost": "Lost"}[state]
        return change.insert(
            session, projects, customer_id=customer_id, name="Line", name_sort=name_sort("Line"),
            funnel_id=session.value(select(funnels.c.id)), state=state, currency="EUR", category="pipeline",
            stage_id=session.value(select(stages.c.id).where(stages.c.name == name)), created_at=at(begun),
            created_on=begun, created_month=begun.year * 12 + begun.month, stage_since_at=at(begun),
            last_progress_at=None if progress is None else at(progress), closed_on=closed,
            closed_month=None if closed is None else closed.year * 12 + closed.month,
        )  # fmt: skip

    return company.database.write_as(insert, company.clock.now)


def planned(company: Company, project_id: int, on: date, **values: Any) -> None:
    """A next action of a project."""

    def insert(session: Session) -> None:
        change.insert(
            session, actions, project_id=project_id, kind="call", subject="call", state="planned", grain="day",
            planned_on=on, created_at=session.now, **{"origin": "plan"} | values,
        )  # fmt: skip

    company.database.write_as(insert, company.clock.now)


def bought(company: Company, customer_id: int, on: date, ends: date | None = None, **values: Any) -> None:
    """A purchase."""

    def insert(session: Session) -> None:
        change.insert(
            session, purchases, customer_id=customer_id, currency="EUR", bought_on=on, ends_on=ends,
            month=on.year * 12 + on.month, **values,
        )  # fmt: skip

    company.database.write_as(insert, company.clock.now)


def says(company: Company, customer_id: int) -> tuple[str, date, date] | None:
    """What the expression says of a customer: by which rule, due when, back when; None when it never goes."""

    def ask(session: Session) -> tuple[str, date, date] | None:
        found = recycle_at(policy(session), home(session), session.now, customers.c.id == customer_id)
        row = session.first(select(found))
        return row and (row.rule, days.of_number(row.due), days.of_number(row.day))

    return company.database.read_as(ask, company.clock.now)


def day_after(day: date, number: int) -> date:
    return day + timedelta(number)
