"""How long a move waited for a lead: kept apart from how long the project stood in its stage."""

from datetime import datetime

from sqlalchemy import select

from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import approvals


def end(session: Session, project_id: int, now: datetime, *, decision: str, note: str | None = None) -> int | None:
    """Decide what waits for a project, if anything does; give its id."""
    live = session.value(select(approvals.c.id).where(approvals.c.live_project_id == project_id))
    if live is None:
        return None
    change.update(
        session, approvals, live, decided_at=now, decided_by_id=session.actor_id, decision=decision, note=note,
        live_project_id=None,
    )  # fmt: skip
    return int(live)


def seconds(session: Session, project_id: int, since: datetime, until: datetime) -> int:
    """Give how long moves of a project waited within a stay."""
    waits = session.all(
        select(approvals.c.asked_at, approvals.c.decided_at).where(
            approvals.c.project_id == project_id, approvals.c.asked_at >= since, approvals.c.asked_at <= until
        )
    )
    return sum(round((min(row.decided_at or until, until) - row.asked_at).total_seconds()) for row in waits)
