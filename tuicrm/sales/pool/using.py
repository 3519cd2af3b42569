"""What each customer is used for: exactly one of eight, the first that holds, as one expression for all who ask.

| use | the customer |
| --- | --- |
| project | has an open project |
| grows | bought in the last twelve months, and more than in the twelve before |
| bought | bought in the last twelve months |
| resting | is left alone on purpose: the next action is planned for more than thirty days from now |
| never | never saw an action, and never bought |
| silent | saw no action for so many days (a setting) |
| talked | was reached by an action |
| tried | saw actions that reached nobody |
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from tuicrm.plain.language import N_, NP_
from tuicrm.plain.periods import day_start
from tuicrm.sales.home import Home
from tuicrm.sales.next_action import FROM_THEM
from tuicrm.sales.outcomes import was_reached
from tuicrm.sales.settings.declared import Setting, declare
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import purchases

USES = {
    "never": N_("never"),
    "tried": N_("tried"),
    "talked": N_("talked"),
    "project": N_("project"),
    "bought": N_("bought"),
    "grows": N_("grows"),
    "silent": N_("silent"),
    "resting": NP_("use", "resting"),
}
IN_USE = ("tried", "talked", "project", "bought", "grows")
IDLE = ("never", "silent")

REST_DAYS = 30
YEAR_DAYS = 365
SILENT_DAYS = Setting(
    "silent_days", N_("use of the resource"), "number", 60,
    N_("A customer that saw no action for so long is silent."), unit=N_("days"), least=1,
)  # fmt: skip
declare(SILENT_DAYS)


def use_of(house: Home, silent_days: int, now: datetime) -> ColumnElement[str]:
    """Give the use of a customer as an expression on `customers`."""
    today = house.day(now)
    year_ago, before = today - timedelta(YEAR_DAYS), today - timedelta(2 * YEAR_DAYS)
    lately = day_start(today - timedelta(silent_days), house.zone)
    rest = day_start(today + timedelta(REST_DAYS + 1), house.zone)
    this_year = and_(purchases.c.bought_on > year_ago, purchases.c.bought_on <= today)
    year_before = and_(purchases.c.bought_on > before, purchases.c.bought_on <= year_ago)
    has_bought = _bought().exists()
    grew = _sum_of(this_year) > _sum_of(year_before)
    reached = (
        select(actions.c.id)
        .where(actions.c.customer_id == customers.c.id, actions.c.state == "done", was_reached())
        .where(actions.c.origin != FROM_THEM)
        .exists()
    )
    return case(
        (_open_project().exists(), "project"),
        (and_(has_bought, _bought(year_before).exists(), grew), "grows"),
        (and_(has_bought, _bought(this_year).exists()), "bought"),
        (customers.c.next_action_at >= rest, "resting"),
        (and_(customers.c.last_action_at.is_(None), ~has_bought), "never"),
        (func.coalesce(customers.c.last_action_at < lately, True), "silent"),
        (reached, "talked"),
        else_="tried",
    )


def _open_project() -> Select[Any]:
    return select(projects.c.id).where(
        projects.c.customer_id == customers.c.id, projects.c.state == "open", projects.c.archived_at.is_(None)
    )


def _bought(*when: ColumnElement[bool]) -> Select[Any]:
    return select(purchases.c.id).where(
        purchases.c.customer_id == customers.c.id, purchases.c.archived_at.is_(None), *when
    )


def _sum_of(when: ColumnElement[bool]) -> ColumnElement[Any]:
    summed = select(func.coalesce(func.sum(purchases.c.home_minor), 0))
    return summed.where(
        purchases.c.customer_id == customers.c.id, purchases.c.archived_at.is_(None), when
    ).scalar_subquery()
