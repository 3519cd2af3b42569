"""Stage history of projects that come from elsewhere: the stays that the file knows of, the last one running."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.periods import month_of
from tuicrm.sales.taking_over.arrivals import Arrival
from tuicrm.sales.taking_over.course import Course
from tuicrm.sales.taking_over.kinds import Row
from tuicrm.sales.taking_over.work import Work
from tuicrm.store import change
from tuicrm.store.tables.projects import stage_history


def write(work: Work, courses: Sequence[tuple[int, Arrival, Course]]) -> None:
    """Write the history of new projects."""
    rows = []
    for project_id, arrival, course in courses:
        rows += _rows(work, project_id, course, work.linked(arrival, "owner"))
    change.insert_many(work.session, stage_history, rows)


def entered_at(work: Work, course: Course) -> datetime:
    """The moment from which the project stands where it stands; not known is the moment of the import."""
    return _moments(work, course)[-1]


def follow(work: Work, project_id: int, course: Course, holder_id: int | None) -> tuple[datetime, bool]:
    """Make the history of a project, which imports alone have written so far, tell another course.

    What was told stays told: a course that is shorter now goes on from where the old one ended.

    Returns:
        since when the project stands where it stands by that history, and whether that is known.
    """
    _follow(work, project_id, course, holder_id)
    stay = stage_history.c
    [live] = work.session.all(select(stay.entered_at, stay.is_entry_known).where(stay.live_project_id == project_id))
    return live.entered_at, live.is_entry_known


def _follow(work: Work, project_id: int, course: Course, holder_id: int | None) -> None:
    told = work.session.all(
        select(stage_history).where(stage_history.c.project_id == project_id).order_by(stage_history.c.id)
    )
    rows = _rows(work, project_id, course, holder_id)
    if len(rows) < len(told):
        live = told[-1]
        if live.stage_id == rows[-1]["stage_id"]:
            return
        back_at = max(work.now, live.entered_at)  # when it went back nobody knows: at the latest now
        lasted = round((back_at - live.entered_at).total_seconds()) if live.is_entry_known else None
        change.update(
            work.session, stage_history, live.id, left_at=back_at, left_how="import", seconds=lasted,
            to_stage_id=rows[-1]["stage_id"], live_project_id=None,
        )  # fmt: skip
        now_is = {
            "from_stage_id": live.stage_id, "entered_at": back_at, "is_entry_known": False,
            "entered_month": month_of(work.house.day(back_at)),
        }  # fmt: skip
        change.insert(work.session, stage_history, **{**rows[-1], **now_is})
        return
    for old, new in zip(told, rows, strict=False):
        change.update(work.session, stage_history, old.id, **_kept_where_unknown(old, new))
    change.insert_many(work.session, stage_history, rows[len(told) :])


def _kept_where_unknown(old: Any, new: Row) -> Row:
    """An entry that nobody knows keeps the moment that stands for it."""
    if not new["is_entry_known"] and not old.is_entry_known and old.stage_id == new["stage_id"]:
        entered = min(old.entered_at, new["left_at"] or old.entered_at)
        new = {**new, "entered_at": entered, "entered_month": old.entered_month}
    return {name: value for name, value in new.items() if name not in ("project_id", "how")}


def _rows(work: Work, project_id: int, course: Course, holder_id: int | None) -> list[Row]:
    moments = _moments(work, course)
    rows = []
    last = len(course.stays) - 1
    for place, stay in enumerate(course.stays):
        following = course.stays[place + 1] if place < last else None
        left_at = moments[place + 1] if following else None
        is_timed = left_at is not None and following is not None and stay.on is not None and following.on is not None
        rows.append(
            {
                "project_id": project_id,
                "stage_id": stay.stage_id,
                "from_stage_id": course.stays[place - 1].stage_id if place else None,
                "how": "import",
                "entered_at": moments[place],
                "entered_month": month_of(stay.on or work.house.day(moments[place])),
                "is_entry_known": stay.on is not None,
                "holder_id": holder_id,
                "left_at": left_at,
                "seconds": round((left_at - moments[place]).total_seconds()) if is_timed and left_at else None,
                "to_stage_id": following.stage_id if following else None,
                "left_how": _left_how(work, stay.stage_id, following.stage_id) if following else None,
                "live_project_id": None if following else project_id,
            }
        )
    return rows


def _moments(work: Work, course: Course) -> list[datetime]:
    """When each stay began; one that is not known begins with the next, so that there is no gap."""
    moments: list[datetime] = []
    for stay in reversed(course.stays):
        following = moments[-1] if moments else None
        at = work.moment(stay.on) if stay.on is not None or following is None else following
        moments.append(min(at, following) if following is not None else at)
    return moments[::-1]


def _left_how(work: Work, here: int, there: int) -> str:
    one, other = work.stages[here], work.stages[there]
    if other.kind != "open":
        return other.kind
    return "forward" if other.position > one.position else "back"
