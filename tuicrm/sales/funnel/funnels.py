"""Funnels: one for the team, several only where a manager makes another; a project can move between them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from tuicrm.plain.clean import line
from tuicrm.sales.funnel import entering, history
from tuicrm.sales.funnel.moving import Moved, check_exit, locked
from tuicrm.sales.funnel.stages import of_funnel, stage_of
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import funnels, stages
from tuicrm.store.tables.projects import projects


@dataclass(frozen=True)
class Funnel:
    """One process of stages. `open_projects` are in it now, whoever holds them."""

    id: int
    name: str
    is_default: bool
    open_projects: int


@rule("funnel.list", right="read")
def listing(session: Session, actor: Actor, *, now: datetime) -> tuple[Funnel, ...]:
    """Give the funnels; the one that projects go through unless they say otherwise comes first."""
    opened = (
        select(projects.c.funnel_id, func.count().label("count"))
        .where(projects.c.state == "open", projects.c.archived_at.is_(None))
        .group_by(projects.c.funnel_id)
        .subquery()
    )
    rows = session.all(
        select(funnels.c.id, funnels.c.name, funnels.c.is_default, func.coalesce(opened.c.count, 0))
        .outerjoin(opened, opened.c.funnel_id == funnels.c.id)
        .where(funnels.c.archived_at.is_(None))
        .order_by(funnels.c.is_default.desc(), funnels.c.id)
    )
    return tuple(Funnel(*row) for row in rows)


@rule("funnel.rename", right="manage", writes=True, refuses=("funnel_taken", "empty"))
def rename(session: Session, actor: Actor, funnel_id: int, name: str, *, now: datetime) -> str:
    """Give a funnel another name."""
    row = living(session, funnel_id)
    wanted = free_name(session, name, but=funnel_id)
    if change.update(session, funnels, funnel_id, name=wanted):
        session.can_be_undone_by("funnel.rename", funnel_id, row.name)
    return wanted


@rule("funnel.make_default", right="manage", writes=True)
def make_default(session: Session, actor: Actor, funnel_id: int, *, now: datetime) -> str:
    """Let new projects go through this funnel from now on."""
    row = living(session, funnel_id)
    was = session.value(select(funnels.c.id).where(funnels.c.is_default.is_(True)))
    for other in session.values(select(funnels.c.id).where(funnels.c.is_default.is_(True))):
        change.update(session, funnels, other, is_default=False)
    change.update(session, funnels, funnel_id, is_default=True)
    if was is not None and was != funnel_id:
        session.can_be_undone_by("funnel.make_default", was)
    return str(row.name)


@rule("funnel.remove", right="manage", writes=True, refuses=("funnel_in_use", "only_funnel"))
def remove(session: Session, actor: Actor, funnel_id: int, is_away: bool = True, *, now: datetime) -> str:
    """Set a funnel aside that no open project goes through, or bring it back; closed ones stay readable in it."""
    row = session.get(funnels, funnel_id)
    if row is None:
        raise NotFound("funnel", funnel_id)
    used = select(func.count()).where(projects.c.funnel_id == funnel_id, projects.c.state == "open")
    if is_away and (count := session.value(used.where(projects.c.archived_at.is_(None)))):
        raise Refused("funnel_in_use", name=row.name, count=count)
    if is_away and row.is_default:
        raise Refused("only_funnel", name=row.name)
    if change.update(session, funnels, funnel_id, archived_at=now if is_away else None):
        session.can_be_undone_by("funnel.remove", funnel_id, not is_away)
    return str(row.name)


@rule(
    "project.to_funnel", right="sell", writes=True,
    refuses=("closed", "moved_since", "same_funnel", "close_by_act", "criteria", "role_needed", "approval_needed"),
)  # fmt: skip
def to_funnel(
    session: Session, actor: Actor, project_id: int, stage_id: int, *, reason: str = "", override: bool = False,
    unplan: tuple[int, ...] = (), now: datetime,
) -> Moved:  # fmt: skip
    """Move an open project into another funnel, to one of its open stages.

    It has to meet what lies between that funnel's first stage and the one that it enters.
    """
    project, path = locked(session, actor, project_id)
    if project.state != "open":
        raise Refused("closed", name=project.name, state=project.state)
    here, target = stage_of(path, project.stage_id), session.get(stages, stage_id)
    if target is None or target.archived_at is not None:
        raise NotFound("stage", stage_id)
    if target.funnel_id == project.funnel_id:
        raise Refused("same_funnel", name=project.name, stage=target.name)
    living(session, target.funnel_id)
    there_path = of_funnel(session, target.funnel_id)
    there = stage_of(there_path, stage_id)
    if there.kind != "open":
        raise Refused("close_by_act", stage=there.name)
    first = next(one for one in there_path if one.kind == "open")
    if first.id != there.id:
        check_exit(session, actor, project, there, line(reason), override=override, from_id=first.id)
    entering.unplan(session, project, unplan)
    planned = history.pass_on(
        session, project, there, now, how="funnel", reason=line(reason) or None, funnel_id=there.funnel_id
    )
    session.can_be_undone_by("project.to_funnel", project_id, here.id, reason="undo", unplan=planned)
    return Moved(project_id, project.name, here.name, there.name, there.id, "funnel", len(planned), project.probability)


def living(session: Session, funnel_id: int) -> Any:
    """Give a funnel that is not set aside."""
    row = session.get(funnels, funnel_id)
    if row is None or row.archived_at is not None:
        raise NotFound("funnel", funnel_id)
    return row


def free_name(session: Session, name: str, *, but: int | None = None) -> str:
    """Clean a funnel's name, and refuse one that another has."""
    wanted = line(name)[:80]
    if not wanted:
        raise Refused("empty", what="name")
    taken = select(funnels.c.id).where(funnels.c.name == wanted, funnels.c.id != (but or 0))
    if session.exists(taken):
        raise Refused("funnel_taken", name=wanted)
    return wanted
