"""A won or lost project is opened again where it stood; that is taken back by closing it as it was."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, select

from tuicrm.plain.clean import line
from tuicrm.sales.funnel import history
from tuicrm.sales.funnel.moving import check_exit, locked
from tuicrm.sales.funnel.stages import Stage, stage_of
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import stages as stage_rows
from tuicrm.store.tables.projects import stage_history
from tuicrm.store.tables.trade import credits, purchases


@dataclass(frozen=True)
class Reopened:
    """A project that is open again."""

    project_id: int
    name: str
    stage: str
    stage_id: int


@dataclass(frozen=True)
class Ending:
    """How a project had ended: what reopening takes from it."""

    closed_at: datetime | None
    closed_on: date | None
    closed_month: int | None
    cycle_days: int | None
    lost_reason_id: int | None
    lost_note: str | None
    lost_stage_id: int | None
    known_stage_id: int | None = None


REFUSES = ("not_closed", "close_by_act", "role_needed", "criteria", "approval_needed")


@rule("funnel.reopen", right="sell", writes=True, refuses=REFUSES)
def reopen(
    session: Session, actor: Actor, project_id: int, stage_id: int | None = None, *, reason: str = "",
    back_to: history.Before | None = None, now: datetime,
) -> Reopened:  # fmt: skip
    """Open a won or lost project again, in the stage where it stood unless another is named.

    Its credit and purchases are set aside from now on; what was read before this moment stays as it was read.

    Args:
        back_to: what the close overwrote that this takes back; else the project keeps what it was closed with.
    """
    project, stages = locked(session, actor, project_id)
    if project.state == "open":
        raise Refused("not_closed", name=project.name)
    there = stage_of(stages, stage_id) if stage_id is not None else stood_in(session, project_id, stages)
    if there.kind != "open":
        raise Refused("close_by_act", stage=there.name)
    check_exit(session, actor, project, there, line(reason), override=True)
    ended: dict[str, Any] = {name: getattr(project, name) for name in Ending.__dataclass_fields__}
    without: dict[str, Any] = dict.fromkeys(ended)
    aside = _set_aside(session, project_id, now)
    history.pass_on(
        session, project, there, now, how="reopen", reason=line(reason) or None, last_progress_at=now,
        back_to=back_to, **without,
    )  # fmt: skip
    session.can_be_undone_by(
        "funnel.close_again", project_id, project.stage_id, Ending(**ended), history.before(project), **aside
    )
    return Reopened(project_id, project.name, there.name, there.id)


@rule(
    "funnel.close_again", right="sell", writes=True,
    refuses=("already_closed", "criteria", "role_needed", "approval_needed"),
)  # fmt: skip
def close_again(
    session: Session, actor: Actor, project_id: int, stage_id: int, ended: Ending, before: history.Before, *,
    credit: tuple[int, ...] = (), purchase: tuple[int, ...] = (), now: datetime,
) -> Reopened:  # fmt: skip
    """Take a reopening back: the project ends as it had ended, with its credit and its purchases."""
    project, stages = locked(session, actor, project_id)
    if project.state != "open":
        raise Refused("already_closed", name=project.name, state=project.state)
    there = stage_of(stages, stage_id)
    check_exit(session, actor, project, there, "undo", override=False)
    for record_id in purchase:
        change.update(session, purchases, record_id, archived_at=None)
    for record_id in credit:  # a row of its own: while the project was open nobody had this credit
        known = {name: value for name, value in session.get(credits, record_id)._mapping.items() if name != "id"}
        change.insert(session, credits, **known | {"made_at": session.now, "archived_at": None})
    history.pass_on(session, project, there, now, how=there.kind, reason="undo", back_to=before, **asdict(ended))
    return Reopened(project_id, project.name, there.name, there.id)


def stood_in(session: Session, project_id: int, stages: tuple[Stage, ...]) -> Stage:
    """Give the open stage in which a closed project stood; where that is gone, the nearest one before it."""
    stood = session.value(select(stage_history.c.from_stage_id).where(stage_history.c.live_project_id == project_id))
    opened = [one for one in stages if one.kind == "open"]
    known = [one for one in opened if one.id == stood]
    if known or stood is None:
        return (known or opened)[0]
    place = session.value(select(stage_rows.c.position).where(stage_rows.c.id == stood))
    return next((one for one in reversed(opened) if place is not None and one.position < place), opened[0])


def _set_aside(session: Session, project_id: int, now: datetime) -> dict[str, Any]:
    """Set credit and purchases aside, and give their ids by table."""
    aside: dict[str, Any] = {}
    tables: tuple[Table, ...] = (credits, purchases)
    for table in tables:
        living = table.c.project_id == project_id, table.c.archived_at.is_(None)
        ids = tuple(session.values(select(table.c.id).where(*living)))
        for record_id in ids:
            change.update(session, table, record_id, archived_at=now)
        aside[table.name] = ids
    return aside
