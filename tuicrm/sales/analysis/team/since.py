"""What changed since the reader last looked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select

from tuicrm.plain.periods import month_of
from tuicrm.sales.home import Home
from tuicrm.store.session import Session
from tuicrm.store.tables.projects import projects, stage_history


@dataclass(frozen=True)
class Since:
    """What changed since the reader last looked (or in the last week), of projects they may see.

    A project that was taken over, of which nobody knows since when it exists, is not new. `moved` counts steps to a
    later stage, `back` those to an earlier one.
    """

    since: datetime
    new: int
    new_minor: int
    won: int
    won_minor: int
    lost: int
    lost_minor: int
    moved: int
    back: int = 0


def since_of(session: Session, house: Home, sight: Any, since: datetime) -> Since:
    from_on = house.day(since)
    taken_over = stage_history.alias()
    of_unknown_age = exists().where(
        taken_over.c.project_id == projects.c.id,
        taken_over.c.how == "import",
        taken_over.c.is_entry_known.is_(False),
        taken_over.c.entered_at == projects.c.created_at,
    )
    made = session.first(
        select(func.count(), func.sum(projects.c.home_minor)).where(
            projects.c.created_at >= since,
            projects.c.archived_at.is_(None),
            ~of_unknown_age,
            sight,
            projects.c.created_month >= month_of(from_on) - 1,  # an index has it
        )
    )
    closed = {
        row[0]: (row[1], int(row[2] or 0))
        for row in session.all(
            select(projects.c.state, func.count(), func.sum(projects.c.home_minor))
            .where(projects.c.state.in_(("won", "lost")), projects.c.closed_on >= from_on, sight)
            .where(projects.c.closed_month >= month_of(from_on))  # an index has it
            .where(projects.c.archived_at.is_(None))
            .group_by(projects.c.state)
        )
    }
    ways = session.all(
        select(stage_history.c.how, func.count())
        .select_from(stage_history.join(projects, projects.c.id == stage_history.c.project_id))
        .where(stage_history.c.entered_month >= house.month(since), stage_history.c.entered_at >= since)
        .where(stage_history.c.how.in_(("forward", "back", "skip")))
        .where(projects.c.archived_at.is_(None), sight)
        .group_by(stage_history.c.how)
    )
    steps = dict(map(tuple, ways))
    moved, back = steps.get("forward", 0) + steps.get("skip", 0), steps.get("back", 0)
    won, lost = closed.get("won", (0, 0)), closed.get("lost", (0, 0))
    return Since(since, made[0], int(made[1] or 0), won[0], won[1], lost[0], lost[1], moved, back)
