"""How projects leave stages: counted by the database, by stage, way, length, holder and period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, null, select

from tuicrm.plain.periods import month_of
from tuicrm.sales import rights
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.funnel.stages import Stage, default_funnel, of_funnel
from tuicrm.sales.project_filter import conditions
from tuicrm.store.sql import seconds_between, steps
from tuicrm.store.tables.projects import projects, stage_history
from tuicrm.store.types import Moment

DAY = 86400
WAYS = {"forward": "on", "skip": "on", "won": "on", "lost": "lost", "back": "back"}
"""How a stay ends -> forwards, lost or back. Other ends (another funnel, undone) count as not over."""


@dataclass(frozen=True)
class Stay:
    """So many stays of a stage that lasted so many days; `way` is None where they are not over."""

    stage_id: int
    way: str | None
    days: float
    count: int


@dataclass(frozen=True)
class Ended:
    """So many stays of a stage and a holder that ended so."""

    stage_id: int
    holder_id: int | None
    way: str
    count: int


def open_stages(frame: Frame) -> list[Stage]:
    """The stages of the team's funnel that projects pass through."""
    return [one for one in of_funnel(frame.session, default_funnel(frame.session)) if one.kind == "open"]


def lengths(frame: Frame, first: date, last: date) -> list[Stay]:
    """Give how long stays lasted that were entered between two days, as far as was known on the day of reading."""
    stay = stage_history.c
    over = literal(frame.over, Moment())
    ended = and_(stay.left_at.is_not(None), stay.left_at < over)
    way = case((ended, stay.left_how), else_=None)
    whole = case((ended, stay.seconds), else_=seconds_between(stay.entered_at, over))
    days = steps(whole, DAY)
    source, chosen = _entered(frame, first, last)
    inner = (
        select(stay.stage_id.label("stage"), way.label("way"), days.label("days"))
        .select_from(source)
        .where(stay.is_entry_known.is_(True), *chosen, stay.entered_at < over)
        .subquery()
    )
    rows = frame.session.all(
        select(inner.c.stage, inner.c.way, inner.c.days, func.count())
        .where(inner.c.days.is_not(None), inner.c.days >= 0)
        .group_by(inner.c.stage, inner.c.way, inner.c.days)
    )
    return [Stay(stage, WAYS.get(way or ""), int(days) / DAY, count) for stage, way, days, count in rows]


def ends(frame: Frame, first: date, last: date, *, by_holder: bool = True) -> list[Ended]:
    """Give how stays ended that were entered in the months of two days, by who held the project then."""
    stay = stage_history.c
    known = and_(stay.left_at.is_not(None), stay.left_at < literal(frame.over, Moment()))
    holder: ColumnElement[Any] = stay.holder_id if by_holder else null()
    source, chosen = _entered(frame, first, last)
    rows = frame.session.all(
        select(stay.stage_id, holder, stay.left_how, func.count())
        .select_from(source)
        .where(known, stay.left_how.in_(WAYS), *chosen)
        .group_by(stay.stage_id, stay.left_how, *((holder,) if by_holder else ()))
    )
    return [Ended(stage, held_by, WAYS[how], count) for stage, held_by, how, count in rows]


def _entered(frame: Frame, first: date, last: date) -> tuple[Any, list[Any]]:
    """What was entered between two days; projects are only looked up where something is asked of them."""
    stay = stage_history.c
    chosen: list[Any] = [stay.entered_month.between(month_of(first), month_of(last)), *frame.of(stay.holder_id)]
    if rights.sees_all(frame.actor) and not frame.scope.where:
        gone = select(projects.c.id).where(projects.c.archived_at.is_not(None))
        return stage_history, [*chosen, stay.project_id.not_in(gone)]
    chosen += [projects.c.archived_at.is_(None), rights.projects_in_sight(frame.actor)]
    chosen += conditions(frame.session, frame.actor, frame.house, frame.scope.where)
    return stage_history.join(projects, projects.c.id == stay.project_id), chosen


def counted(rows: Sequence[Ended], stage_id: int, **only: Any) -> tuple[int, int]:
    """Give how many of a stage's stays went on, of how many that went on or were lost."""
    on = lost = 0
    for row in rows:
        if row.stage_id == stage_id and all(getattr(row, name) == value for name, value in only.items()):
            on += row.count if row.way == "on" else 0
            lost += row.count if row.way == "lost" else 0
    return on, on + lost
