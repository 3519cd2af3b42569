"""Open projects as they stood at a moment: stage, holder, amount, expected day, category, probability."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, func, literal, or_, select

from tuicrm.sales import rights
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.project_filter import conditions
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.projects import project_periods, projects
from tuicrm.store.types import Moment


@dataclass(frozen=True, slots=True)
class OpenProject:
    """One open project; `since` is when it came into its stage."""

    id: int
    owner: str
    stage_id: int
    category: str
    amount: float
    probability: int
    expected_on: date | None
    since: datetime

    def age(self, now: datetime) -> float:
        """Days in the stage."""
        return max(0.0, (now - self.since) / timedelta(days=1))


def open_at(frame: Frame, over: datetime) -> list[OpenProject]:
    """Give them: from the projects themselves for now, from their periods for a moment that is past."""
    if frame.scope.as_of is None:
        held: Any = projects
        source: Any = projects
        amount, since = projects.c.home_minor, projects.c.stage_since_at
        chosen: list[Any] = [projects.c.state == "open"]
    else:
        held = project_periods
        source = projects.join(project_periods, project_periods.c.project_id == projects.c.id)
        amount = held.c.home_minor if "home_minor" in held.c else held.c.amount_minor
        since = held.c.from_at
        chosen = [held.c.from_at < over, or_(held.c.to_at.is_(None), held.c.to_at >= over)]
    chosen += [
        stages.c.kind == "open", projects.c.archived_at.is_(None), rights.projects_in_sight(frame.actor),
        *frame.of(held.c.owner_id, held.c.team_id),
        *conditions(frame.session, frame.actor, frame.house, frame.scope.where),
    ]  # fmt: skip
    rows = frame.session.all(
        select(
            projects.c.id, held.c.owner_id, held.c.stage_id, held.c.category, amount,
            func.coalesce(held.c.probability, stages.c.probability), held.c.expected_on, since,
        )
        .select_from(source.join(stages, stages.c.id == held.c.stage_id))
        .where(*chosen)
    )  # fmt: skip
    return [
        OpenProject(row[0], frame.called.get(row[1], ""), row[2], row[3], float(row[4] or 0), *row[5:8]) for row in rows
    ]


@dataclass(frozen=True)
class Stood:
    """What the open projects of a moment came to that were expected by a day: by category, and weighted."""

    amounts: Mapping[str, int]
    weighted: float

    def of(self, category: str) -> int:
        """The sum of one category."""
        return self.amounts.get(category, 0)


def sums_at(frame: Frame, moments: Sequence[datetime], last: date) -> list[Stood]:
    """Sum what was open at each of several moments and expected by a day; in one pass over the periods."""
    if not moments:
        return []
    held = project_periods
    chance = func.coalesce(held.c.probability, stages.c.probability)
    sums = []
    for at in (literal(one, Moment()) for one in moments):
        stood = and_(held.c.from_at < at, or_(held.c.to_at.is_(None), held.c.to_at >= at))
        sums += [
            func.sum(case((stood, held.c.home_minor), else_=0)),
            func.sum(case((stood, held.c.home_minor * chance), else_=0)),
        ]
    rows = frame.session.all(
        select(held.c.category, *sums)
        .select_from(
            held.join(projects, projects.c.id == held.c.project_id).join(stages, stages.c.id == held.c.stage_id)
        )
        .where(
            held.c.from_at < moments[-1], or_(held.c.to_at.is_(None), held.c.to_at >= moments[0]),
            held.c.expected_on <= last, stages.c.kind == "open", projects.c.archived_at.is_(None),
            rights.projects_in_sight(frame.actor), *frame.of(held.c.owner_id, held.c.team_id),
            *conditions(frame.session, frame.actor, frame.house, frame.scope.where),
        )
        .group_by(held.c.category)
    )  # fmt: skip
    return [
        Stood(
            {row[0]: int(row[2 * place + 1] or 0) for row in rows},
            sum(int(row[2 * place + 2] or 0) for row in rows if row[0] != "omitted") / 100,
        )
        for place in range(len(moments))
    ]
