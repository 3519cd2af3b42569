"""Open projects as they stood at a moment: stage, holder, amount, expected day, category, probability."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func, literal, or_, select

from tuicrm.sales import rights
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.project_filter import conditions
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.projects import project_periods, projects, stage_history
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
    held, source, chosen = _standing(frame, over)
    since = projects.c.stage_since_at if held is projects else _entered(over)
    rows = frame.session.all(
        select(
            projects.c.id, held.c.owner_id, held.c.stage_id, held.c.category, held.c.home_minor,
            func.coalesce(held.c.probability, stages.c.probability), held.c.expected_on, since,
        )
        .select_from(source)
        .where(*chosen)
        .order_by(projects.c.id)  # what is drawn by lot goes along with the order
    )  # fmt: skip
    return [
        OpenProject(row[0], frame.called.get(row[1], ""), row[2], row[3], float(row[4] or 0), *row[5:8]) for row in rows
    ]


def _entered(over: datetime) -> ColumnElement[Any]:
    """When a project came into the stage in which it was at a moment."""
    stay = stage_history.c
    last = select(stay.entered_at).where(stay.project_id == projects.c.id, stay.entered_at < over)
    found: ColumnElement[Any] = last.order_by(stay.entered_at.desc(), stay.id.desc()).limit(1).scalar_subquery()
    return func.coalesce(found, projects.c.stage_since_at)


def expected_by(frame: Frame, over: datetime, last: date, owners: Collection[int] | None = None) -> Select[Any]:
    """Choose the ids of those of them that were expected by a day, of some holders or of all."""
    held, source, chosen = _standing(frame, over)
    if owners is not None:
        chosen.append(held.c.owner_id.in_(owners))
    return select(projects.c.id).select_from(source).where(*chosen, held.c.expected_on <= last)


def _standing(frame: Frame, over: datetime) -> tuple[Any, FromClause, list[Any]]:
    """Give where to read what was open at a moment: the table that tells it, what to select from, the conditions."""
    held: Any = projects
    source: FromClause = projects
    chosen: list[Any] = [projects.c.state == "open"]
    if frame.scope.as_of is not None:
        held = project_periods
        source = projects.join(held, held.c.project_id == projects.c.id)
        chosen = [held.c.from_at < over, or_(held.c.to_at.is_(None), held.c.to_at >= over)]
    chosen += [
        stages.c.kind == "open", projects.c.archived_at.is_(None), rights.projects_in_sight(frame.actor),
        *frame.of(held.c.owner_id, held.c.team_id),
        *conditions(frame.session, frame.actor, frame.house, frame.scope.where),
    ]  # fmt: skip
    return held, source.join(stages, stages.c.id == held.c.stage_id), chosen


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
