"""Stage history: one row for each stay of a project in a stage, without a gap."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.periods import month_of
from tuicrm.sales.funnel import entering, waiting
from tuicrm.sales.funnel.stages import Stage
from tuicrm.sales.home import home
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.projects import projects, stage_history


@dataclass(frozen=True)
class Before:
    """What a move or a close overwrites of a project besides its stage; undo gives it back."""

    category: str
    probability: int | None
    probability_reason: str | None
    amount_minor: int | None
    cost_minor: int | None
    home_minor: int | None
    estimate_minor: int | None
    competitor: str | None
    last_progress_at: datetime | None
    stale_probability: int | None = None
    stale_reason: str | None = None


def before(project: Any) -> Before:
    """Keep what undo has to give back; `project` is the row as it was.

    Where no progress is on record the clock ran from the entry into the stage: undo enters it anew and is no progress.
    """
    kept = Before(**{name: getattr(project, name) for name in Before.__dataclass_fields__})
    return replace(kept, last_progress_at=kept.last_progress_at or project.stage_since_at)


def begin(session: Session, project_id: int, stage_id: int, holder_id: int | None, now: datetime, *, how: str) -> None:
    """Write a new project's first stay."""
    _enter(session, project_id, stage_id, None, holder_id, now, how=how, reason=None, note=None)


def pass_on(
    session: Session, project: Any, to: Stage, now: datetime, *, how: str, reason: str | None = None,
    note: str | None = None, back_to: Before | None = None, keeps_probability: bool = False, **values: Any,
) -> tuple[int, ...]:  # fmt: skip
    """Close the running stay, open the next, and set the project's stage with whatever else the move changes.

    Args:
        project: the project's row as it is, under lock.
        back_to: what the project was before the act that this move takes back.
        keeps_probability: an own probability goes on; else it is put aside until its owner says keep or drop.
        values: further columns of the project.
    Returns:
        The actions that the stage's playbook planned; none when something is taken back.
    """
    waiting.end(session, project.id, now, decision="withdrawn")
    stay = session.first(select(stage_history).where(stage_history.c.live_project_id == project.id))
    at = now if stay is None else max(now, stay.entered_at)  # a clock that is behind makes no gap
    if stay is not None:
        seconds = round((at - stay.entered_at).total_seconds()) if stay.is_entry_known else None
        change.update(
            session, stage_history, stay.id, left_at=at, seconds=seconds, to_stage_id=to.id, left_how=how,
            live_project_id=None, waited_seconds=waiting.seconds(session, project.id, stay.entered_at, at) or None,
        )  # fmt: skip
    _enter(session, project.id, to.id, project.stage_id, project.owner_id, at, how=how, reason=reason, note=note)
    forecast = {"category": to.category} | _probability(project, to, keeps=keeps_probability)
    change.update(
        session, projects, project.id, stage_id=to.id, state=to.kind, stage_since_at=at, is_stage_since_known=True,
        **forecast | values | (asdict(back_to) if back_to is not None else {}),
    )  # fmt: skip
    return entering.plan(session, project, to.id, now) if to.kind == "open" and back_to is None else ()


def _probability(project: Any, to: Stage, *, keeps: bool) -> dict[str, Any]:
    """An own probability was said of the stage before: until somebody keeps it, the new stage's counts."""
    stage_s = {"probability": None, "probability_reason": None}
    if to.kind != "open":
        return stage_s | {"stale_probability": None, "stale_reason": None}
    if project.probability is None:
        return {}
    if keeps:
        return {"probability": project.probability, "probability_reason": project.probability_reason}
    return stage_s | {"stale_probability": project.probability, "stale_reason": project.probability_reason}


def _enter(
    session: Session, project_id: int, stage_id: int, from_stage_id: int | None, holder_id: int | None,
    now: datetime, *, how: str, reason: str | None, note: str | None,
) -> None:  # fmt: skip
    change.insert(
        session, stage_history, project_id=project_id, stage_id=stage_id, from_stage_id=from_stage_id, how=how,
        entered_at=now, entered_month=month_of(home(session).day(now)), by_id=session.actor_id, holder_id=holder_id,
        reason=reason, note=note, live_project_id=project_id,
    )  # fmt: skip
