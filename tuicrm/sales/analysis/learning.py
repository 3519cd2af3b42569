"""How likely a project is won from where it stands, and when: counted from the stage history."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, func, literal, literal_column, select, union_all

from tuicrm.plain.periods import month_of
from tuicrm.plain.stats_shrinkage import smoothed
from tuicrm.plain.stats_survival import Incidence, aalen_johansen
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.sampling import looked_at
from tuicrm.store.sql import seconds_between, steps
from tuicrm.store.tables.projects import projects, stage_history
from tuicrm.store.types import Moment

DAY = 86400
MONTHS = 24
"""So far back is learned from."""


@dataclass(frozen=True)
class Curve:
    """From entering a stage: the shares won and lost by each day, and how many projects it rests on."""

    won: Incidence
    lost: Incidence
    n: int

    def within(self, age: float, days: float) -> float:
        """The chance to be won within so many days more, for one that is still open after so many days."""
        left = 1 - _by(self.won, age) - _by(self.lost, age)
        gained = _by(self.won, age + days) - _by(self.won, age)
        return min(1.0, max(0.0, gained / left)) if left > 1e-6 else 0.0

    @property
    def in_the_end(self) -> float:
        """The chance to be won at all."""
        return _by(self.won, 1e9)


NOTHING = Curve(Incidence(()), Incidence(()), 0)


def _by(incidence: Incidence, time: float) -> float:
    place = bisect_right(incidence.steps, time, key=lambda step: step.at)
    return incidence.steps[place - 1].incidence if place else 0.0


@dataclass(frozen=True)
class Learned:
    """What the past teaches, by stage, and over all of them for stages with little of it."""

    by_stage: dict[int, Curve]
    together: Curve
    known: dict[tuple[int, int, int], float] = field(default_factory=dict)

    def within(self, stage_id: int, age: float, days: float) -> float:
        """The chance to be won within so many days, drawn to that of all where the stage has seen few."""
        key = stage_id, int(age), int(age + days)  # curves step by whole days: equal keys, equal chances
        if key not in self.known:
            own = self.by_stage.get(stage_id, NOTHING)
            self.known[key] = smoothed(own.within(age, days) * own.n, own.n, self.together.within(age, days))
        return self.known[key]

    def in_the_end(self, stage_id: int) -> float:
        """The chance to be won at all."""
        own = self.by_stage.get(stage_id, NOTHING)
        return smoothed(own.in_the_end * own.n, own.n, self.together.in_the_end)


def learn(frame: Frame, over: datetime) -> Learned:
    """Count what became of the projects that entered each stage, as far as it was known at a moment."""
    stay = stage_history.c
    known = literal(over, Moment())
    first = month_of(frame.house.day(over)) - MONTHS
    closed = and_(projects.c.closed_at.is_not(None), projects.c.closed_at < known)
    state = case((closed, projects.c.state), else_=None)
    end = case((closed, projects.c.closed_at), else_=known)
    inner = (
        select(
            stay.stage_id.label("stage"), state.label("state"),
            steps(seconds_between(stay.entered_at, end), DAY).label("days"),
        )
        .select_from(stage_history.join(projects, projects.c.id == stay.project_id))
        .where(stay.is_entry_known.is_(True), stay.entered_at < known, stay.entered_month >= first)
        .where(projects.c.archived_at.is_(None), *looked_at(frame))
        .subquery()
    )  # fmt: skip
    rows = frame.session.all(
        select(inner.c.stage, inner.c.state, inner.c.days, func.count())
        .where(inner.c.days >= 0)
        .group_by(inner.c.stage, inner.c.state, inner.c.days)
    )
    by_stage: dict[int, list[tuple[float, str | None, int]]] = {}
    for stage, ended, days, count in rows:
        by_stage.setdefault(stage, []).append((int(days) / DAY, ended if ended in ("won", "lost") else None, count))
    everything = [one for some in by_stage.values() for one in some]
    return Learned({stage: _curve(some) for stage, some in by_stage.items()}, _curve(everything))


def _curve(seen: Sequence[tuple[float, str | None, int]]) -> Curve:
    found = aalen_johansen(seen)
    none = Incidence(())
    return Curve(found.get("won", none), found.get("lost", none), sum(count for _days, _way, count in seen))


Standing = tuple[int, float, int, int]
"""Of what was open at a moment: stage, days in it, how many, how many of them were won until another moment."""


def standing_at(
    frame: Frame, moments: Sequence[tuple[datetime, datetime]], sight: Sequence[Any]
) -> list[list[Standing]]:
    """Give what was open at each of several moments, and was won until another one."""
    stay = stage_history.c
    seen = (
        select(
            stay.stage_id.label("stage"), stay.entered_at, stay.left_at, projects.c.state, projects.c.closed_at
        )
        .select_from(stage_history.join(projects, projects.c.id == stay.project_id))
        .where(projects.c.archived_at.is_(None), *sight, *looked_at(frame))
        .cte("seen")
    )  # fmt: skip
    found: list[list[Standing]] = [[] for _one in moments]
    parts = [_standing(seen, place, *pair) for place, pair in enumerate(moments)]
    for place, stage, age, count, came in frame.session.all(union_all(*parts)) if parts else ():
        found[place].append((stage, int(age) / DAY, int(count), int(came or 0)))
    return found


def _standing(seen: Any, place: int, over: datetime, until: datetime) -> Select[Any]:
    known = literal(over, Moment())
    age = steps(seconds_between(seen.c.entered_at, known), 7 * DAY)
    won = and_(seen.c.state == "won", seen.c.closed_at >= known, seen.c.closed_at < literal(until, Moment()))
    inner = (
        select(seen.c.stage, age.label("age"), case((won, 1), else_=0).label("won"))
        .where(seen.c.entered_at < known, seen.c.left_at.is_(None) | (seen.c.left_at >= known))
        .where(seen.c.closed_at.is_(None) | (seen.c.closed_at >= known))
        .subquery()
    )
    return select(
        literal_column(str(place)).label("place"), inner.c.stage, inner.c.age, func.count().label("count"),
        func.sum(inner.c.won).label("came"),
    ).group_by(inner.c.stage, inner.c.age)  # fmt: skip


def days_between(first: datetime, last: datetime) -> float:
    """Days, with their part."""
    return max(0.0, (last - first) / timedelta(days=1))
