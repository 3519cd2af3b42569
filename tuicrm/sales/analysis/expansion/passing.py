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
from tuicrm.store.tables.projects import projects, stage_history
from tuicrm.store.types import Moment

DAY = 86400
YEARS = timedelta(days=3650)
"""Seconds are counted from some moment long ago; from which does not matter."""
LEFT_OUT = -1
WAYS = (None, "on", "lost")


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
    counted = []
    for place in range(len(stages)):
        here, following = reached.c[f"at_{place}"], reached.c[f"at_{place + 1}"]
        is_lost = and_(following.is_(None), reached.c.state == "lost")
        way = case((following.is_not(None), WAYS.index("on")), (is_lost, WAYS.index("lost")), else_=0)
        seconds = case((following.is_not(None), following), (is_lost, reached.c.closed), else_=reached.c.over) - here
        days = case((seconds > 0, steps(seconds, DAY)), else_=0)
        code = days + (place * 2 + reached.c.ours) * len(WAYS) + way
        counted.append(select(code.label("code")).where(here.is_not(None), reached.c.unknown == 0))
    counted.append(select(literal(LEFT_OUT).label("code")).where(reached.c.unknown > 0))
    one = union_all(*counted).subquery()
    rows = {
        int(code): count for code, count in frame.session.all(select(one.c.code, func.count()).group_by(one.c.code))
    }
    left_out = rows.pop(LEFT_OUT, 0)
    return Passed(tuple(stages), tuple(_passing(code, rows[code]) for code in sorted(rows)), left_out)


def _passing(code: int, count: int) -> Passing:
    """Take apart what was counted as one number, because one is sorted twice as fast as four: whole days and a rest."""
    days, rest = divmod(code, DAY)
    group, way = divmod(rest, len(WAYS))
    return Passing(group // 2, bool(group % 2), WAYS[way], float(days), count)


def _timed(frame: Frame, one: Select[Any], count: int) -> Select[Any]:
    """The same with seconds for moments, read from them once; a project that was won reached all stages."""
    found, over = one.subquery(), literal(frame.over, Moment())
    begin = literal(frame.over - YEARS, Moment())
    won = case((found.c.state == "won", found.c.closed_at), else_=None)
    moments: dict[str, ColumnElement[Any]] = {
        f"at_{place}": func.coalesce(found.c[f"at_{place}"], won) for place in range(count)
    }
    moments[f"at_{count}"] = won
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
    is_ours, began = side(sides, frame.first, frame.last)
    columns: list[ColumnElement[Any]] = [
        projects.c.id, func.max(is_ours).label("ours"), func.max(state).label("state"),
        func.max(projects.c.closed_at).label("closed_at"),
        func.sum(case((stay.is_entry_known.is_(True), 0), else_=1)).label("unknown"),
    ]  # fmt: skip
    for place in range(len(places)):
        ids = [one for some in places[place:] for one in some]
        entered = case((stay.stage_id.in_(ids), stay.entered_at), else_=None) if place else stay.entered_at
        columns.append(func.min(entered).label(f"at_{place}"))
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
    return projects.outerjoin(users, users.c.id == FIRST_HOLDER["owner_id"])


def chosen(frame: Frame, sides: Sides, began: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    """The conditions on projects of either side."""
    mine = frame.of(FIRST_HOLDER["owner_id"], FIRST_HOLDER["team_id"])
    where = conditions(frame.session, frame.actor, frame.house, frame.scope.where, instead=FIRST_HOLDER)
    return [
        projects.c.archived_at.is_(None), rights.projects_in_sight(frame.actor), began, *sides.only, *mine, *where,
    ]  # fmt: skip
