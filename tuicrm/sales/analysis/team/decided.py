"""What the decisions of the last review did: to their actions, and to the projects that they were about."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, func, select

from tuicrm.plain.periods import day_start
from tuicrm.sales.home import Home
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions, review_decisions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import projects, stage_history

BACK_DAYS = 14
"""Older decisions are not of the last review any more."""
NAMED = 2


@dataclass(frozen=True)
class Decided:
    """The decisions of the last day on which any were made, of projects in sight; `count` 0 where there were none.

    `open` wait for their action, of which `late` are past their day and `open_names` name the first by their
    customers; `done` have it done; of the projects, `won`, `lost` and `moved` (forwards) have since gone on.
    """

    on: date | None = None
    count: int = 0
    done: int = 0
    open: int = 0
    late: int = 0
    won: int = 0
    lost: int = 0
    moved: int = 0
    open_names: tuple[str, ...] = ()


def decided_of(session: Session, house: Home, sight: Any, now: datetime) -> Decided:
    """Give the last review before today within two weeks; today's own has had no time to do anything."""
    d, today = review_decisions.c, house.day(now)
    of_sight = review_decisions.join(projects, projects.c.id == d.project_id)
    live = d.archived_at.is_(None), projects.c.archived_at.is_(None), sight
    morning = day_start(today, house.zone)
    last = session.value(
        select(func.max(d.decided_at))
        .select_from(of_sight)
        .where(d.decided_at < morning, d.decided_at >= morning - timedelta(days=BACK_DAYS), *live)
    )
    if last is None:
        return Decided()
    on = house.day(last)
    moved = exists().where(
        stage_history.c.project_id == d.project_id, stage_history.c.entered_at > d.decided_at,
        stage_history.c.how.in_(("forward", "skip")),
    )  # fmt: skip
    since = and_(projects.c.closed_at.is_not(None), projects.c.closed_at >= d.decided_at)
    rows = session.all(
        select(
            d.id, d.project_id, func.coalesce(customers.c.name, projects.c.name).label("name"),
            projects.c.state, since.label("since"), moved.label("moved"),
            actions.c.state.label("action"), actions.c.planned_on,
        )
        .select_from(
            of_sight.outerjoin(actions, actions.c.id == d.action_id).outerjoin(
                customers, customers.c.id == projects.c.customer_id
            )
        )
        .where(d.decided_at >= day_start(on, house.zone), *live)
        .where(d.decided_at < day_start(on + timedelta(days=1), house.zone))
        .order_by(d.decided_at, d.id)
    )  # fmt: skip
    waiting = [row for row in rows if row.action == "planned"]
    of_project = {row.project_id: row for row in rows}.values()
    return Decided(
        on, len(rows), sum(row.action == "done" for row in rows), len(waiting),
        sum(row.planned_on is not None and row.planned_on < today for row in waiting),
        sum(row.state == "won" and bool(row.since) for row in of_project),
        sum(row.state == "lost" and bool(row.since) for row in of_project),
        sum(row.state == "open" and bool(row.moved) for row in of_project),
        tuple(dict.fromkeys(row.name for row in waiting))[:NAMED],
    )  # fmt: skip
