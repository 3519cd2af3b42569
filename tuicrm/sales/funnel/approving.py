"""A key stage needs a lead: a move is asked for, waits, and is approved, returned with a reason, or withdrawn."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select

from tuicrm.plain.clean import line
from tuicrm.sales import rights
from tuicrm.sales.funnel import history, waiting
from tuicrm.sales.funnel.criteria import exit_to
from tuicrm.sales.funnel.moving import REFUSES, Moved, direction, go, locked, skipped
from tuicrm.sales.funnel.stages import stage_of
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import approvals, stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects


@dataclass(frozen=True)
class Asked:
    """A move that waits for a lead. `hours` since it was asked; money in minor units."""

    id: int
    project_id: int
    name: str
    from_stage: str
    to_stage: str
    to_stage_id: int
    reason: str | None
    asked_by: str | None
    asked_at: datetime
    hours: int
    amount_minor: int | None
    currency: str


@rule(
    "funnel.ask_approval", right="sell", writes=True,
    refuses=("closed", "moved_since", "criteria", "role_needed", "reason_needed", "no_approval_needed", "asked_before"),
)  # fmt: skip
def ask(
    session: Session, actor: Actor, project_id: int, stage_id: int, *, reason: str = "",
    from_stage_id: int | None = None, now: datetime,
) -> Asked:  # fmt: skip
    """Ask the lead for a move to a stage that needs one; what else the way wants has to be there already."""
    project, path = locked(session, actor, project_id, from_stage_id)
    if project.state != "open":
        raise Refused("closed", name=project.name, state=project.state)
    here, there = stage_of(path, project.stage_id), stage_of(path, stage_id)
    way, why = exit_to(session, project, there), line(reason)[:200]
    if not way.needs_approval or actor.leads:
        raise Refused("no_approval_needed", stage=there.name)
    if way.unmet:
        raise Refused("criteria", stage=there.name, missing=tuple(one.label for one in way.unmet))
    if direction(path, here, there) == "skip" and not why:
        raise Refused("reason_needed", skipped=", ".join(one.name for one in skipped(path, here, there)))
    if session.exists(select(approvals.c.id).where(approvals.c.live_project_id == project_id)):
        raise Refused("asked_before", name=project.name)
    made = change.insert(
        session, approvals, project_id=project_id, from_stage_id=here.id, to_stage_id=there.id, asked_at=now,
        asked_by_id=actor.id, reason=why or None, live_project_id=project_id,
    )  # fmt: skip
    session.can_be_undone_by("funnel.withdraw_approval", made)
    return _asked(session, _rows().where(approvals.c.id == made), now)[0]


@rule("funnel.approve", right="lead", writes=True, refuses=("decided_before", "closed", "moved_since", "criteria"))
def approve(session: Session, actor: Actor, approval_id: int, *, note: str = "", now: datetime) -> Moved:
    """Agree to a move that waits, and make it. Undo moves the project back and lets the request wait again."""
    row = _live(session, actor, approval_id)
    waiting.end(session, row.project_id, now, decision="approved", note=line(note)[:200] or None)
    moved, undo = go(
        session, actor, row.project_id, row.to_stage_id, from_stage_id=row.from_stage_id,
        reason=row.reason or line(note), now=now,
    )  # fmt: skip
    session.can_be_undone_by("funnel.wait_again", approval_id, **undo.named)
    return moved


@rule("funnel.return_approval", right="lead", writes=True, refuses=("decided_before", "return_reason"))
def give_back(session: Session, actor: Actor, approval_id: int, reason: str, *, now: datetime) -> int:
    """Do not agree: the project stays where it is, and whoever asked reads why."""
    row = _live(session, actor, approval_id)
    why = line(reason)[:200]
    if not why:
        raise Refused("return_reason")
    waiting.end(session, row.project_id, now, decision="returned", note=why)
    session.can_be_undone_by("funnel.wait_again", approval_id)
    return int(row.project_id)


@rule("funnel.withdraw_approval", right="sell", writes=True, refuses=("decided_before",))
def withdraw(session: Session, actor: Actor, approval_id: int, *, now: datetime) -> int:
    """Take back what was asked; the project stays where it is."""
    row = _live(session, actor, approval_id)
    waiting.end(session, row.project_id, now, decision="withdrawn")
    session.can_be_undone_by("funnel.wait_again", approval_id)
    return int(row.project_id)


@rule("funnel.wait_again", right="sell", writes=True, refuses=("asked_before", *REFUSES))
def wait_again(
    session: Session, actor: Actor, approval_id: int, *, from_stage_id: int | None = None, reason: str = "",
    back_to: history.Before | None = None, unplan: tuple[int, ...] = (), now: datetime,
) -> int:  # fmt: skip
    """Let a request that was returned, withdrawn or agreed to wait again.

    Args:
        from_stage_id, reason, back_to, unplan: what takes back the move that was agreed to, as in `funnel.move`.
    """
    row = session.get(approvals, approval_id)
    if row is None:
        raise NotFound("approval", approval_id)
    if from_stage_id is not None:
        go(
            session, actor, row.project_id, row.from_stage_id, from_stage_id=from_stage_id, reason=reason,
            back_to=back_to, unplan=unplan, now=now,
        )  # fmt: skip
    project, _path = locked(session, actor, row.project_id, row.from_stage_id)
    if session.exists(select(approvals.c.id).where(approvals.c.live_project_id == row.project_id)):
        raise Refused("asked_before", name=project.name)
    change.update(
        session, approvals, approval_id, decided_at=None, decided_by_id=None, decision=None, note=None,
        live_project_id=row.project_id,
    )  # fmt: skip
    return int(row.project_id)


@rule("funnel.approvals", right="read")
def asked(session: Session, actor: Actor, *, now: datetime) -> tuple[Asked, ...]:
    """Give what waits: to a lead what they may decide, to others what they may see; the oldest first."""
    return _asked(session, waiting_for(actor), now)


def waiting_for(actor: Actor) -> Any:
    """Select the moves that wait among the projects that an actor sees; a lead sees those of their own team."""
    rows = _rows().where(approvals.c.live_project_id.is_not(None), rights.projects_in_sight(actor))
    if actor.role == rights.LEAD:
        team = select(users.c.id).where(users.c.team_id == actor.team_id)
        rows = rows.where(projects.c.owner_id.in_(team))
    return rows


def _live(session: Session, actor: Actor, approval_id: int) -> Any:
    row = session.get(approvals, approval_id)
    if row is None:
        raise NotFound("approval", approval_id)
    rights.find(session, actor, projects, row.project_id, to_write=True)
    session.lock(projects, row.project_id)
    row = session.get(approvals, approval_id)
    if row.live_project_id is None:
        by = session.value(select(users.c.name).where(users.c.id == row.decided_by_id))
        raise Refused("decided_before", by=by or "tuicrm", decision=row.decision)
    return row


def _rows() -> Any:
    here, there = stages.alias("here"), stages.alias("there")
    return (
        select(
            approvals.c.id, projects.c.id.label("project_id"), projects.c.name, here.c.name.label("from_stage"),
            there.c.name.label("to_stage"), there.c.id.label("to_stage_id"), approvals.c.reason,
            users.c.name.label("asked_by"), approvals.c.asked_at, projects.c.amount_minor, projects.c.currency,
        )
        .join(projects, and_(projects.c.id == approvals.c.project_id, projects.c.archived_at.is_(None)))
        .join(here, here.c.id == approvals.c.from_stage_id)
        .join(there, there.c.id == approvals.c.to_stage_id)
        .outerjoin(users, users.c.id == approvals.c.asked_by_id)
        .order_by(approvals.c.asked_at, approvals.c.id)
    )  # fmt: skip


def _asked(session: Session, rows: Any, now: datetime) -> tuple[Asked, ...]:
    found = []
    for row in session.all(rows):
        hours = max(0, int((now - row.asked_at).total_seconds() // 3600))
        values: list[Any] = [*row[:9], hours, row.amount_minor, row.currency]
        found.append(Asked(*values))
    return tuple(found)
