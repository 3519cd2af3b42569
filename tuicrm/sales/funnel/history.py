"""Stage history: one row for each stay of a project in a stage, without a gap."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.periods import month_of
from tuicrm.sales.funnel.stages import Stage
from tuicrm.sales.home import home
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.projects import projects, stage_history


def begin(session: Session, project_id: int, stage_id: int, holder_id: int | None, now: datetime, *, how: str) -> None:
    """Write a new project's first stay."""
    _enter(session, project_id, stage_id, None, holder_id, now, how=how, reason=None, note=None)


def pass_on(
    session: Session, project: Any, to: Stage, now: datetime, *, how: str, reason: str | None = None,
    note: str | None = None, **values: Any,
) -> None:  # fmt: skip
    """Close the running stay, open the next, and set the project's stage with whatever else the move changes.

    Args:
        project: the project's row as it is, under lock.
        values: further columns of the project.
    """
    stay = session.first(select(stage_history).where(stage_history.c.live_project_id == project.id))
    if stay is not None:
        left_at = max(now, stay.entered_at)
        seconds = round((left_at - stay.entered_at).total_seconds()) if stay.is_entry_known else None
        change.update(
            session, stage_history, stay.id, left_at=left_at, seconds=seconds, to_stage_id=to.id, left_how=how,
            live_project_id=None,
        )  # fmt: skip
    _enter(session, project.id, to.id, project.stage_id, project.owner_id, now, how=how, reason=reason, note=note)
    change.update(
        session, projects, project.id, stage_id=to.id, state=to.kind, category=to.category, stage_since_at=now,
        is_stage_since_known=True, probability=None, probability_reason=None, **values,
    )  # fmt: skip


def _enter(
    session: Session, project_id: int, stage_id: int, from_stage_id: int | None, holder_id: int | None,
    now: datetime, *, how: str, reason: str | None, note: str | None,
) -> None:  # fmt: skip
    change.insert(
        session, stage_history, project_id=project_id, stage_id=stage_id, from_stage_id=from_stage_id, how=how,
        entered_at=now, entered_month=month_of(home(session).day(now)), by_id=session.actor_id, holder_id=holder_id,
        reason=reason, note=note, live_project_id=project_id,
    )  # fmt: skip
