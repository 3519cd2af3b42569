"""How projects pass through the funnel, counted by the database: per project and stage, not per stay."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select, union_all

from tuicrm.sales import rights
from tuicrm.sales.analysis.expansion.gap import Gap, Passing, gap_of
from tuicrm.sales.analysis.expansion.sides import FIRST_HOLDER, Sides, side, sides_of
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.kept import kept
from tuicrm.sales.funnel.stages import Stage, default_funnel, ever_in
from tuicrm.sales.project_filter import conditions
from tuicrm.store.sql import seconds_between, steps
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import project_periods, projects, stage_history
from tuicrm.store.types import Moment

DAY = 86400
YEARS = timedelta(days=3650)
"""Seconds are counted from some moment long ago; from which does not matter."""
LEFT_OUT = -1


@dataclass(frozen=True)
class Passed:
    """The stages in their order, what passed through them, and how many projects have no known day of entering."""

    stages: tuple[Stage, ...]
    passings: tuple[Passing, ...]
    left_out: int


def figures(frame: Frame) -> tuple[Sides, Passed, Gap]:
    """Compute the gap that a frame asks for; once for the page and for the block."""
    sides = sides_of(frame)

    def compute() -> tuple[Passed, Gap]:
        found = passed(frame, sides)
        return found, gap_of(found.passings, range(len(found.stages)))

    sight = "all" if rights.sees_all(frame.actor) else frame.actor.sight  # the page asks with the sight of all
    return sides, *kept(frame, f"gap in sight {sight}", compute)


def passed(frame: Frame, sides: Sides) -> Passed:
    """Count, for each stage and side, how long it took to reach the next stage or to be lost.

    A stage is reached when the project first enters it or a later one; a project that was won reached all of them. What
    an undo took back was never entered.
    """
    places = _places(frame)
    stages = [stage for stage, _ids in places]
    if not stages:
        return Passed((), (), 0)
    reached = _timed(frame, _reached(frame, sides, [ids for _stage, ids in places]), len(stages)).cte("reached")
    parts = []
    for place in range(len(stages)):
        here, following = reached.c[f"at_{place}"], reached.c[f"at_{place + 1}"]
        is_lost = and_(following.is_(None), reached.c.state == "lost")
        way = case((following.is_not(None), "on"), (is_lost, "lost"), else_=None)
        seconds = case((following.is_not(None), following), (is_lost, reached.c.closed), else_=reached.c.over) - here
        days = case((seconds > 0, steps(seconds, DAY)), else_=0)
        known = reached.c.unknown == 0
        columns = (literal(place).label("place"), reached.c.ours, way.label("way"), days.label("days"))
        parts.append(select(*columns).where(here.is_not(None), known))
    nothing = (literal(LEFT_OUT).label("place"), reached.c.ours, literal(None).label("way"), literal(0).label("days"))
    parts.append(select(*nothing).where(reached.c.unknown > 0))
    one = union_all(*parts).subquery()
    rows = frame.session.all(
        select(one.c.place, one.c.ours, one.c.way, one.c.days, func.count()).group_by(
            one.c.place, one.c.ours, one.c.way, one.c.days
        )
    )
    return Passed(
        tuple(stages),
        tuple(
            Passing(place, bool(ours), way, int(days) / DAY, count)
            for place, ours, way, days, count in rows
            if place != LEFT_OUT
        ),
        sum(count for place, _ours, _way, _days, count in rows if place == LEFT_OUT),
    )


def _timed(frame: Frame, one: Select[Any], count: int) -> Select[Any]:
    """The same with seconds for moments: read from them once, and not again for each stage."""
    found, over = one.subquery(), literal(frame.over, Moment())
    begin = literal(frame.over - YEARS, Moment())
    moments = {f"at_{place}": found.c[f"at_{place}"] for place in range(count + 1)}
    moments |= {"closed": found.c.closed_at, "over": over}
    columns = [seconds_between(begin, at).label(name) for name, at in moments.items()]
    return select(found.c.ours, found.c.state, found.c.unknown, *columns)


def _places(frame: Frame) -> list[tuple[Stage, list[int]]]:
    """The stages that the funnel has, each with the ids that count as it: those taken out since join the one before."""
    found: list[tuple[Stage, list[int]]] = []
    waiting: list[int] = []
    for stage, is_archived in ever_in(frame.session, default_funnel(frame.session)):
        if stage.kind != "open":
            continue
        if is_archived:
            (found[-1][1] if found else waiting).append(stage.id)
        else:
            found.append((stage, [*waiting, stage.id]))
            waiting = []
    return found


def _reached(frame: Frame, sides: Sides, places: list[list[int]]) -> Select[Any]:
    """One row a project: its side, how it stands, and when it first came to each stage or beyond."""
    stay = stage_history.c
    over = literal(frame.over, Moment())
    closed = and_(projects.c.closed_at.is_not(None), projects.c.closed_at < over)
    state = case((closed, projects.c.state), else_="open")
    won_at = case((and_(closed, projects.c.state == "won"), projects.c.closed_at), else_=None)
    is_ours, began = side(sides, frame.first, frame.last)
    columns: list[ColumnElement[Any]] = [
        projects.c.id, func.max(is_ours).label("ours"), func.max(state).label("state"),
        func.max(projects.c.closed_at).label("closed_at"),
        func.sum(case((stay.is_entry_known.is_(True), 0), else_=1)).label("unknown"),
    ]  # fmt: skip
    for place in range(len(places)):
        ids = [one for some in places[place:] for one in some]
        first = func.min(case((stay.stage_id.in_(ids), stay.entered_at), else_=None))
        columns.append(func.coalesce(first, func.max(won_at)).label(f"at_{place}"))
    columns.append(func.max(won_at).label(f"at_{len(places)}"))
    return (
        select(*columns)
        .select_from(joined().join(stage_history, stay.project_id == projects.c.id))
        .where(
            # + 0: an index by stage would be gone through for all years; that by project knows all that is asked
            (stay.stage_id + 0).in_([one for some in places for one in some]), stay.entered_at < over,
            or_(stay.left_how.is_(None), stay.left_how != "undo"), *chosen(frame, sides, began),
        )
        .group_by(projects.c.id)
    )  # fmt: skip


def joined() -> Any:
    """Projects with whom they began with."""
    first = (
        select(func.min(project_periods.c.id))
        .where(project_periods.c.project_id == projects.c.id)
        .correlate(projects)
        .scalar_subquery()
    )
    return projects.outerjoin(project_periods, project_periods.c.id == first).outerjoin(
        users, users.c.id == FIRST_HOLDER["owner_id"]
    )


def chosen(frame: Frame, sides: Sides, began: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    """The conditions on projects of either side."""
    mine = frame.of(FIRST_HOLDER["owner_id"], FIRST_HOLDER["team_id"])
    where = conditions(frame.session, frame.actor, frame.house, frame.scope.where, instead=FIRST_HOLDER)
    return [
        projects.c.archived_at.is_(None), rights.projects_in_sight(frame.actor), began, *sides.only, *mine, *where,
    ]  # fmt: skip
