"""What a project was from when to when: closed and opened by each write that changes one of the kept facts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.projects import project_periods, projects, stage_history

PERIOD = (
    "stage_id", "owner_id", "team_id", "amount_minor", "cost_minor", "currency", "expected_on", "category",
    "probability",
)  # fmt: skip
UNKNOWN_THEN = ("amount_minor", "cost_minor", "expected_on", "probability")

CHUNK = 500


def renew(session: Session, project_ids: Sequence[int]) -> None:
    """Close the running period of each project whose facts changed, and open the next.

    A first period begins when the project was made; two changes at one moment leave one period, not an empty one.
    A project that arrives with a past has a period for each stay that its history tells of.
    """
    facts = [projects.c[name] for name in PERIOD]
    kept = [project_periods.c[name] for name in PERIOD]
    ids = sorted(set(project_ids))
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        now_is = {
            row.id: row
            for row in session.all(select(projects.c.id, projects.c.created_at, *facts).where(projects.c.id.in_(part)))
        }
        was = {
            row.live_project_id: row
            for row in session.all(
                select(project_periods.c.id, project_periods.c.live_project_id, project_periods.c.from_at, *kept).where(
                    project_periods.c.live_project_id.in_(part)
                )
            )
        }
        opened = []
        past = _past(session, [one for one in now_is if one not in was])
        for project_id, row in now_is.items():
            new = {name: getattr(row, name) for name in PERIOD}
            old = was.get(project_id)
            if old is None:
                opened += _with_past(project_id, new, min(row.created_at, session.now), past.get(project_id, []))
            elif any(getattr(old, name) != new[name] for name in PERIOD):
                here = project_periods.c.id == old.id
                if old.from_at >= session.now:
                    session.connection.execute(update(project_periods).where(here).values(new))
                    continue
                session.connection.execute(
                    update(project_periods).where(here).values(to_at=session.now, live_project_id=None)
                )
                opened.append(new | _opening(project_id, session.now))
        if opened:
            session.connection.execute(insert(project_periods), opened)


def _past(session: Session, project_ids: Sequence[int]) -> dict[int, list[Any]]:
    """The stays of projects that nobody has kept periods of yet, in their order."""
    stays = (
        select(
            stage_history.c.project_id, stage_history.c.stage_id, stages.c.category, stages.c.kind,
            stage_history.c.entered_at, stage_history.c.left_at,
        )
        .join(stages, stages.c.id == stage_history.c.stage_id)
        .where(stage_history.c.project_id.in_(project_ids))
        .order_by(stage_history.c.id)
    )  # fmt: skip
    found: dict[int, list[Any]] = {}
    for row in session.all(stays) if project_ids else ():
        found.setdefault(row.project_id, []).append(row)
    return found


def _with_past(project_id: int, new: dict[str, Any], since: datetime, stays: Sequence[Any]) -> list[dict[str, Any]]:
    """Periods from a project's beginning to now. What it was worth then is not known: only what it is worth now is."""
    periods = []
    for stay in stays[:-1]:
        then = new | {"stage_id": stay.stage_id, "category": stay.category} | dict.fromkeys(UNKNOWN_THEN)
        if stay.left_at is not None and since < stay.left_at:
            ended = {"to_at": stay.left_at, "live_project_id": None}
            periods.append(then | _opening(project_id, since) | ended)
            since = stay.left_at
    if stays and stays[-1].kind != "open":
        since = max(since, stays[-1].entered_at)  # it was not closed from its beginning on
    return [*periods, new | _opening(project_id, since)]


def _opening(project_id: int, from_at: object) -> dict[str, object]:
    return {"project_id": project_id, "live_project_id": project_id, "from_at": from_at, "to_at": None}
