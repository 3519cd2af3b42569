"""A project moves from one open stage to another."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.sales import rights
from tuicrm.sales.funnel import entering, history
from tuicrm.sales.funnel.criteria import exit_to, rank
from tuicrm.sales.funnel.stages import Stage, of_funnel, stage_of
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session, Undo
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
    planned: int = 0
    stale_probability: int | None = None


REFUSES = (
    "closed", "moved_since", "criteria", "role_needed", "approval_needed", "reason_needed", "close_by_act",
    "same_stage",
)  # fmt: skip


@rule("funnel.move", right="sell", writes=True, refuses=REFUSES)
def move(
    session: Session, actor: Actor, project_id: int, stage_id: int, *, from_stage_id: int | None = None,
    reason: str = "", override: bool = False, keeps_probability: bool = False, back_to: history.Before | None = None,
    unplan: tuple[int, ...] = (), now: datetime,
) -> Moved:  # fmt: skip
    """Move a project to another open stage; what the stage's playbook plans on entry is planned.

    Args:
        from_stage_id: the stage in which the mover saw it; somebody else's move in between is told, not undone.
        reason: needed to skip a stage, and for a lead to override what is missing.
        keeps_probability: an own probability holds in the new stage as well.
        back_to: what the move overwrote that this one takes back.
        unplan: what that move planned.

    Raises:
        Refused: `closed` (won and lost are taken back by reopening), `moved_since` (by whom, to where), `criteria`
            (which are missing), `role_needed` (who may), `approval_needed` (ask for it), `reason_needed`,
            `close_by_act` (a won or lost stage), `same_stage`.
    """
    moved, undo = go(
        session, actor, project_id, stage_id, from_stage_id=from_stage_id, reason=reason, override=override,
        keeps_probability=keeps_probability, back_to=back_to, unplan=unplan, now=now,
    )  # fmt: skip
    session.can_be_undone_by("funnel.move", *undo.args, **undo.named)
    return moved


def go(
    session: Session, actor: Actor, project_id: int, stage_id: int, *, from_stage_id: int | None = None,
    reason: str = "", override: bool = False, keeps_probability: bool = False, back_to: history.Before | None = None,
    unplan: tuple[int, ...] = (), now: datetime,
) -> tuple[Moved, Undo]:  # fmt: skip
    """Move one project, and say what takes that back; everything is checked before the first write."""
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
    entering.unplan(session, project, unplan)
    planned = history.pass_on(
        session, project, there, now, how=how, reason=why or None, back_to=back_to,
        keeps_probability=keeps_probability, **progress,
    )  # fmt: skip
    stale = None if keeps_probability or back_to is not None else project.probability
    moved = Moved(project_id, project.name, here.name, there.name, there.id, how, len(planned), stale)
    back = {"from_stage_id": there.id, "reason": "undo", "back_to": history.before(project), "unplan": planned}
    return moved, Undo("funnel.move", (project_id, here.id), back)


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


def check_exit(
    session: Session, actor: Actor, project: Any, to: Stage, reason: str, *, override: bool, from_id: int | None = None
) -> None:
    """Refuse a move whose way asks for what is not there; every way that moves a standing project comes by here.

    A lead may override missing criteria with a reason, which stays on record; a lead's own move needs no approval.
    """
    way = exit_to(session, project, to, from_id=from_id)
    if rank(actor.role) < rank(way.lowest_role):
        raise Refused("role_needed", stage=to.name, role=way.lowest_role)
    if way.unmet and not (override and actor.leads and reason):
        raise Refused("criteria", stage=to.name, missing=tuple(one.label for one in way.unmet))
    if way.needs_approval and not actor.leads:
        raise Refused("approval_needed", stage=to.name, name=project.name)
