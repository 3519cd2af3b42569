"""Stages are added, edited and removed by a manager; projects in a removed one are mapped, history stays readable."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from tuicrm.plain.clean import line
from tuicrm.sales.funnel import history
from tuicrm.sales.funnel.arranging import Ways, arrange, put_back
from tuicrm.sales.funnel.stages import Stage, of_funnel, stage_of
from tuicrm.sales.rules import rule
from tuicrm.sales.since import changed_since
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.lists import CATEGORIES
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import funnels, stages
from tuicrm.store.tables.projects import projects

LONGEST_DAYS = 3650
FIELDS = ("name", "probability", "rotting_days", "category", "meaning")
REFUSES = ("stage_name", "stage_taken", "probability", "stage_days", "category", "field_unknown")


@dataclass(frozen=True)
class Removed:
    """A stage that was set aside, and how many open projects went to which."""

    stage_id: int
    name: str
    to: str | None
    moved: int


@rule("stage.add", right="manage", writes=True, refuses=REFUSES)
def add(
    session: Session, actor: Actor, name: str, *, funnel_id: int, place: int | None = None, now: datetime,
    **values: Any,
) -> Stage:  # fmt: skip
    """Add an open stage, after the others or at a place counted from 1. One that was removed comes back by its name."""
    session.lock(funnels, funnel_id)
    known = of_funnel(session, funnel_id)
    written = checked(session, funnel_id, {"name": name, **values})
    stage_id = make(session, funnel_id, written)
    ids = [one.id for one in known if one.kind == "open"]
    ids.insert(len(ids) if place is None else max(0, min(place - 1, len(ids))), stage_id)
    ways = arrange(session, funnel_id, ids, now)
    session.can_be_undone_by("stage.remove", stage_id, back_to=ways)
    return stage_of(of_funnel(session, funnel_id), stage_id)


@rule("stage.edit", right="manage", writes=True, refuses=(*REFUSES, "changed_since", "place_fixed"))
def edit(
    session: Session, actor: Actor, stage_id: int, version: int, *, place: int | None = None,
    back_to: Ways | None = None, now: datetime, **values: Any,
) -> Stage:  # fmt: skip
    """Change what a stage is; `place` counts the open stages from 1."""
    row = _living(session, stage_id)
    session.lock(funnels, row.funnel_id)
    changed_since(session, stages, stage_id, version, tuple(values))
    written = checked(session, row.funnel_id, values, but=stage_id)
    ids = [one.id for one in of_funnel(session, row.funnel_id) if one.kind == "open"]
    was = ids.index(stage_id) + 1 if stage_id in ids else None
    if place is not None and was is None:
        raise Refused("place_fixed", name=row.name)
    ways = Ways()
    if place is not None and place != was:
        ids.remove(stage_id)
        ids.insert(max(0, min(place - 1, len(ids))), stage_id)
        ways = arrange(session, row.funnel_id, ids, now)
    if back_to is not None:
        put_back(session, back_to)
    change.update(session, stages, stage_id, **written)
    after = stage_of(of_funnel(session, row.funnel_id), stage_id)
    back = {name: getattr(row, name) for name in written if getattr(row, name) != getattr(after, name)}
    if back or ways != Ways() or (place is not None and place != was):
        session.can_be_undone_by("stage.edit", stage_id, _version(session, stage_id), place=was, back_to=ways, **back)
    return after


@rule("stage.remove", right="manage", writes=True, refuses=("stage_in_use", "stage_needed", "same_stage"))
def remove(
    session: Session, actor: Actor, stage_id: int, to_stage_id: int | None = None, *, back_to: Ways | None = None,
    now: datetime,
) -> Removed:  # fmt: skip
    """Set an open stage aside. Its open projects go to another stage, which has to be named if there are any.

    Raises:
        Refused: `stage_in_use` (by how many), `stage_needed` (won, lost and the last open one stay).
    """
    row = _living(session, stage_id)
    session.lock(funnels, row.funnel_id)
    path = of_funnel(session, row.funnel_id)
    ids = [one.id for one in path if one.kind == "open" and one.id != stage_id]
    if row.kind != "open" or not ids:
        raise Refused("stage_needed", name=row.name)
    if to_stage_id == stage_id:
        raise Refused("same_stage", name=row.name, stage=row.name)
    inside = standing_in(session, stage_id)
    there = stage_of(path, ids[0] if to_stage_id is None else to_stage_id)
    if (used := in_use(session, stage_id)) and (to_stage_id is None or there.kind != "open"):
        raise Refused("stage_in_use", name=row.name, count=used)
    map_to(session, inside, there, row.name, now)
    ways = arrange(session, row.funnel_id, ids, now)
    if back_to is not None:
        put_back(session, back_to)
    change.update(session, stages, stage_id, archived_at=now)
    place = [one.id for one in path].index(stage_id) + 1
    session.can_be_undone_by("stage.bring_back", stage_id, place, tuple(inside), there.id, ways)
    return Removed(stage_id, row.name, there.name if used else None, used)


@rule("stage.bring_back", right="manage", writes=True, refuses=("stage_taken",))
def bring_back(
    session: Session, actor: Actor, stage_id: int, place: int = 1, project_ids: tuple[int, ...] = (),
    from_stage_id: int | None = None, ways: Ways | None = None, *, now: datetime,
) -> Stage:  # fmt: skip
    """Bring a removed stage back to its place, with those of its projects that are still where they were sent."""
    row = session.get(stages, stage_id)
    if row is None:
        raise NotFound("stage", stage_id)
    change.update(session, stages, stage_id, archived_at=None)
    ids = [one.id for one in of_funnel(session, row.funnel_id) if one.kind == "open" and one.id != stage_id]
    ids.insert(max(0, min(place - 1, len(ids))), stage_id)
    arrange(session, row.funnel_id, ids, now)
    if ways is not None:
        put_back(session, ways)
    there = stage_of(of_funnel(session, row.funnel_id), stage_id)
    still = [one for one in project_ids if _stands_in(session, one, from_stage_id)]
    map_to(session, still, there, "undo", now)
    session.can_be_undone_by("stage.remove", stage_id, from_stage_id)
    return there


def make(session: Session, funnel_id: int, values: Mapping[str, Any]) -> int:
    """Write an open stage, or revive the removed one of that name; its place is arranged afterwards."""
    facts = {"probability": 50, "rotting_days": None, "category": "pipeline", "meaning": None, "kind": "open"}
    facts |= {"position": 999, **values}
    gone = select(stages.c.id).where(stages.c.funnel_id == funnel_id, stages.c.name == values["name"])
    if (known := session.value(gone)) is not None:
        change.update(session, stages, known, archived_at=None, **facts)
        return int(known)
    return change.insert(session, stages, funnel_id=funnel_id, **facts)


def checked(session: Session, funnel_id: int, values: Mapping[str, Any], *, but: int | None = None) -> dict[str, Any]:
    """Clean what a stage is to be, and refuse what it cannot be."""
    if unknown := set(values) - {*FIELDS, "kind"}:
        raise Refused("field_unknown", fields=tuple(sorted(unknown)))
    written = dict(values)
    if "name" in written:
        written["name"] = line(str(written["name"] or ""))[:60]
        if not written["name"]:
            raise Refused("stage_name")
        taken = select(stages.c.id).where(
            stages.c.funnel_id == funnel_id, stages.c.name == written["name"], stages.c.archived_at.is_(None),
            stages.c.id != (but or 0),
        )  # fmt: skip
        if session.exists(taken):
            raise Refused("stage_taken", name=written["name"])
        if but is not None:
            _make_way(session, funnel_id, written["name"], but)
    if not 0 <= written.get("probability", 0) <= 100:
        raise Refused("probability", given=written["probability"])
    if (days := written.get("rotting_days")) is not None and not 1 <= days <= LONGEST_DAYS:
        raise Refused("stage_days", given=days, most=LONGEST_DAYS)
    if written.get("category", "pipeline") not in CATEGORIES:
        raise Refused("category", given=written["category"], known=CATEGORIES)
    if "meaning" in written:
        written["meaning"] = line(written["meaning"] or "")[:300] or None
    return written


def in_use(session: Session, stage_id: int) -> int:
    """Count the projects in a stage, without those that were set aside."""
    living = projects.c.stage_id == stage_id, projects.c.archived_at.is_(None)
    return int(session.value(select(func.count()).where(*living)) or 0)


def standing_in(session: Session, stage_id: int) -> list[int]:
    """Give all projects in a stage: those that were set aside go along when it goes."""
    return list(session.values(select(projects.c.id).where(projects.c.stage_id == stage_id).order_by(projects.c.id)))


def map_to(session: Session, project_ids: list[int], there: Stage, why: str, now: datetime) -> None:
    """Pass projects on because the funnel changed: no progress, nothing planned, forecast as it was."""
    for project_id in project_ids:
        session.lock(projects, project_id)
        project = session.get(projects, project_id)
        kept = history.before(project)
        history.pass_on(session, project, there, now, how="funnel", reason=why[:200], back_to=kept)


def _make_way(session: Session, funnel_id: int, name: str, but: int) -> None:
    """A removed stage of the same name keeps its history under a name of its own."""
    same = stages.c.funnel_id == funnel_id, stages.c.name == name, stages.c.id != but
    gone = session.value(select(stages.c.id).where(*same))
    if gone is not None:
        change.update(session, stages, gone, name=f"{name[:50]} ({gone})")


def _stands_in(session: Session, project_id: int, stage_id: int | None) -> bool:
    return bool(session.value(select(func.count()).where(projects.c.id == project_id, projects.c.stage_id == stage_id)))


def _living(session: Session, stage_id: int) -> Any:
    row = session.get(stages, stage_id)
    if row is None or row.archived_at is not None:
        raise NotFound("stage", stage_id)
    return row


def _version(session: Session, stage_id: int) -> int:
    return int(session.value(select(stages.c.version).where(stages.c.id == stage_id)))
