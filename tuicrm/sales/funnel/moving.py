"""A project moves from one open stage to another."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.sales import rights
from tuicrm.sales.funnel import history
from tuicrm.sales.funnel.criteria import of_move
from tuicrm.sales.funnel.stages import Stage, of_funnel, stage_of
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects, stage_history


@dataclass(frozen=True)
class Moved:
    """Where a project went, and where it came from."""

    project_id: int
    name: str
    from_stage: str
    to_stage: str
    to_stage_id: int
    how: str


@rule(
    "funnel.move", right="sell", writes=True,
    refuses=("closed", "moved_since", "criteria", "reason_needed", "close_by_act", "same_stage"),
)  # fmt: skip
def move(
    session: Session, actor: Actor, project_id: int, stage_id: int, *, from_stage_id: int | None = None,
    reason: str = "", override: bool = False, back_to: history.Before | None = None, now: datetime,
) -> Moved:  # fmt: skip
    """Move a project to another open stage.

    Args:
        from_stage_id: the stage in which the mover saw it; somebody else's move in between is told, not undone.
        reason: needed to skip a stage, and for a lead to override what is missing.
        back_to: what the move overwrote that this one takes back.

    Raises:
        Refused: `closed` (won and lost are taken back by reopening), `moved_since` (by whom, to where), `criteria`
            (which are missing), `reason_needed`, `close_by_act` (a won or lost stage), `same_stage`.
    """
    project, stages = locked(session, actor, project_id, from_stage_id)
    if project.state != "open":
        raise Refused("closed", name=project.name, state=project.state)
    here, there = stage_of(stages, project.stage_id), stage_of(stages, stage_id)
    if there.kind != "open":
        raise Refused("close_by_act", stage=there.name)
    if here.id == there.id:
        raise Refused("same_stage", name=project.name, stage=here.name)
    how = direction(stages, here, there)
    why = line(reason)
    check_exit(session, actor, project, there, why, override=override)
    if how == "skip" and not why:
        raise Refused("reason_needed", skipped=", ".join(one.name for one in skipped(stages, here, there)))
    progress: dict[str, Any] = {"last_progress_at": now} if how in ("forward", "skip") else {}
    history.pass_on(session, project, there, now, how=how, reason=why or None, back_to=back_to, **progress)
    session.can_be_undone_by(
        "funnel.move", project_id, here.id, from_stage_id=there.id, reason="undo", back_to=history.before(project)
    )
    return Moved(project_id, project.name, here.name, there.name, there.id, how)


def locked(
    session: Session, actor: Actor, project_id: int, from_stage_id: int | None = None
) -> tuple[Any, tuple[Stage, ...]]:
    """Hold a project that the actor may write, in the stage in which they saw it, and give its funnel's stages."""
    rights.find(session, actor, projects, project_id, to_write=True)
    session.lock(projects, project_id)
    project = session.get(projects, project_id)
    if project is None:
        raise NotFound("project", project_id)
    stages = of_funnel(session, project.funnel_id)
    if from_stage_id is not None and project.stage_id != from_stage_id:
        mover = (
            select(users.c.name)
            .join(stage_history, stage_history.c.by_id == users.c.id)
            .where(stage_history.c.live_project_id == project_id)
        )
        by = session.value(mover)
        raise Refused("moved_since", name=project.name, by=by, stage=stage_of(stages, project.stage_id).name)
    return project, stages


def direction(stages: tuple[Stage, ...], here: Stage, there: Stage) -> str:
    """Say whether a move goes forward, back, or skips a stage."""
    if there.position < here.position:
        return "back"
    return "skip" if skipped(stages, here, there) else "forward"


def skipped(stages: tuple[Stage, ...], here: Stage, there: Stage) -> tuple[Stage, ...]:
    """Give the open stages that a move forward leaves out; winning leaves out all that are still ahead."""
    ahead = there.position if there.kind == "open" else max(one.position for one in stages) + 1
    return tuple(one for one in stages if one.kind == "open" and here.position < one.position < ahead)


def check_exit(session: Session, actor: Actor, project: Any, to: Stage, reason: str, *, override: bool) -> None:
    """Refuse a move whose criteria are not met; a lead may override them with a reason, which stays on record."""
    unmet = [one.label for one in of_move(session, project, to) if not one.is_met]
    if not unmet or (override and actor.leads and reason):
        return
    raise Refused("criteria", stage=to.name, missing=tuple(unmet))
