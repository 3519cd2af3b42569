"""What the open projects will bring: by month of their expected day, in cumulative categories."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, extract, func, select

from tuicrm.plain.language import N_
from tuicrm.plain.periods import month_of
from tuicrm.sales import rights
from tuicrm.sales.funnel.stages import default_funnel, of_funnel
from tuicrm.sales.home import home
from tuicrm.sales.project_filter import conditions
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.projects import projects


@dataclass(frozen=True)
class Month:
    """One month of the forecast, in minor units of the home currency; `month` is None for projects without a day.

    Each of closed, commit, best and pipeline holds the one before it: closed + commit, + best, + pipeline.
    """

    month: int | None
    closed_minor: int
    commit_minor: int
    best_minor: int
    pipeline_minor: int
    weighted_minor: int
    open_count: int
    late_count: int


@dataclass(frozen=True)
class Forecast:
    """This month and the ones after it; what is overdue counts in this month and is named."""

    months: tuple[Month, ...]
    currency: str
    definition: str


DEFINITION = N_(
    "Open projects by the month of their expected day; those whose day is past count in this month. Closed is what was "
    "won in the month; commit, best and pipeline each include the one before. Weighted: amount x own probability, else "
    "the stage's."
)


@rule("report.forecast", right="report", refuses=("filter", "filter_amount", "filter_day"))
def forecast(session: Session, actor: Actor, where: str = "", months: int = 6, *, now: datetime) -> Forecast:
    """Give the forecast of the projects that the actor may see."""
    house = home(session)
    today = house.day(now)
    this = month_of(today)
    chosen = [projects.c.archived_at.is_(None), rights.projects_in_sight(actor)]
    chosen += conditions(session, actor, house, where)
    opened = _open_by_month(session, chosen)
    won = dict(_won_by_month(session, chosen, this))
    folded: dict[int | None, list[int]] = {this + step: [0] * 6 for step in range(months)}
    for month, category, amount, weighted, count in opened:
        place = None if month is None else max(this, month)
        sums = folded.setdefault(place, [0] * 6)
        late = count if month is not None and month < this else 0
        for index, value in enumerate(_parts(category, amount, weighted, count, late)):
            sums[index] += value
    ordered = sorted(folded, key=lambda month: (month is None, month or 0))
    rows = [_month(month, won.get(month or 0, 0), folded[month]) for month in ordered]
    return Forecast(tuple(rows), house.currency, DEFINITION)


def _parts(category: str, amount: int, weighted: int, count: int, late: int) -> tuple[int, ...]:
    """commit, best, pipeline, weighted, count, late; what is omitted counts in none of the sums."""
    commit = amount if category == "commit" else 0
    best = amount if category in ("commit", "best") else 0
    pipeline = amount if category != "omitted" else 0
    return commit, best, pipeline, weighted if category != "omitted" else 0, count, late


def _month(month: int | None, closed: int, sums: list[int]) -> Month:
    commit, best, pipeline, weighted, count, late = sums
    return Month(month, closed, closed + commit, closed + best, closed + pipeline, weighted, count, late)


def _open_by_month(session: Session, chosen: list[Any]) -> list[tuple[int | None, str, int, int, int]]:
    stages = of_funnel(session, default_funnel(session))
    chances = case(*((projects.c.stage_id == one.id, one.probability) for one in stages), else_=0)
    month = extract("year", projects.c.expected_on) * 12 + extract("month", projects.c.expected_on)
    weight = projects.c.home_minor * func.coalesce(projects.c.probability, chances)
    rows = session.all(
        select(month, projects.c.category, func.sum(projects.c.home_minor), func.sum(weight), func.count())
        .where(projects.c.state == "open", *chosen)
        .group_by(month, projects.c.category)
    )
    return [
        (None if row[0] is None else int(row[0]), row[1], int(row[2] or 0), int(row[3] or 0) // 100, int(row[4]))
        for row in rows
    ]


def _won_by_month(session: Session, chosen: list[Any], this: int) -> list[tuple[int, int]]:
    rows = session.all(
        select(projects.c.closed_month, func.sum(projects.c.home_minor))
        .where(projects.c.state == "won", projects.c.closed_month >= this, *chosen)
        .group_by(projects.c.closed_month)
    )
    return [(int(row[0]), int(row[1] or 0)) for row in rows]
