"""The stages of a funnel and the reasons for losing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables import funnel as tables


@dataclass(frozen=True)
class Stage:
    """One step of a funnel, as it is defined now. `probability` in percent."""

    id: int
    funnel_id: int
    name: str
    kind: str
    position: int
    probability: int
    rotting_days: int | None
    category: str
    meaning: str | None
    version: int = 1


@dataclass(frozen=True)
class Reason:
    """A reason for losing."""

    id: int
    key: str
    name: str


def default_funnel(session: Session) -> int:
    """Give the funnel that projects go through unless they say otherwise."""
    found = session.value(
        select(tables.funnels.c.id)
        .where(tables.funnels.c.archived_at.is_(None))
        .order_by(tables.funnels.c.is_default.desc(), tables.funnels.c.id)
    )
    if found is None:
        raise NotFound("funnel", "")
    return int(found)


def of_funnel(session: Session, funnel_id: int) -> tuple[Stage, ...]:
    """Give the stages in their order: the open ones, then won, then lost."""
    columns = [tables.stages.c[name] for name in Stage.__dataclass_fields__]
    living = tables.stages.c.archived_at.is_(None)
    rows = session.all(
        select(*columns).where(tables.stages.c.funnel_id == funnel_id, living).order_by(tables.stages.c.position)
    )
    return tuple(Stage(*row) for row in rows)


def ever_in(session: Session, funnel_id: int) -> tuple[tuple[Stage, bool], ...]:
    """Give all stages that a funnel ever had in their order, each with whether it was taken out since."""
    columns = [tables.stages.c[name] for name in Stage.__dataclass_fields__]
    here = select(*columns, tables.stages.c.archived_at).where(tables.stages.c.funnel_id == funnel_id)
    rows = session.all(here.order_by(tables.stages.c.position, tables.stages.c.id))
    return tuple((Stage(*row[:-1]), row[-1] is not None) for row in rows)


def stage_of(stages: tuple[Stage, ...], stage_id: int) -> Stage:
    """Find one of a funnel's stages."""
    for stage in stages:
        if stage.id == stage_id:
            return stage
    raise NotFound("stage", stage_id)


def of_kind(session: Session, funnel_id: int, kind: str) -> Stage:
    """Give the funnel's won or lost stage."""
    for stage in of_funnel(session, funnel_id):
        if stage.kind == kind:
            return stage
    raise NotFound("stage", kind)


@rule("stage.list", right="read")
def stages(session: Session, actor: Actor, funnel_id: int | None = None, *, now: datetime) -> tuple[Stage, ...]:
    """Give the stages of a funnel in their order, by default of the one that new projects go through."""
    return of_funnel(session, default_funnel(session) if funnel_id is None else funnel_id)


@rule("stage.funnel", right="read")
def funnel_of(session: Session, actor: Actor, stage_id: int, *, now: datetime) -> int:
    """Give the funnel that a stage is of."""
    row = session.get(tables.stages, stage_id)
    if row is None:
        raise NotFound("stage", stage_id)
    return int(row.funnel_id)


@rule("stage.lost_reasons", right="read")
def lost_reasons(session: Session, actor: Actor, *, now: datetime) -> tuple[Reason, ...]:
    """Give the team's reasons for losing in their order."""
    reasons = tables.lost_reasons
    rows = session.all(
        select(reasons.c.id, reasons.c.key, reasons.c.name)
        .where(reasons.c.archived_at.is_(None))
        .order_by(reasons.c.position, reasons.c.id)
    )
    return tuple(Reason(*row) for row in rows)
