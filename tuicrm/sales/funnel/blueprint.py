"""A whole funnel as one plain value: read out, and set up from one; what is in use is mapped, never lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.sales.funnel import arranging, asking, defining, playbook
from tuicrm.sales.funnel.asking import Asked
from tuicrm.sales.funnel.funnels import free_name, living
from tuicrm.sales.funnel.playbook import Plays
from tuicrm.sales.funnel.stages import Stage, of_funnel, stage_of
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import funnels, stages
from tuicrm.store.tables.system import operations

Mapped = tuple[int, tuple[int, ...], int]
"""A stage that went, its projects, and the stage to which they were sent."""


@dataclass(frozen=True)
class ExitPlan:
    """What the way to the stage of a name asks for."""

    to: str
    criteria: tuple[Asked, ...] = ()
    lowest_role: str | None = None
    needs_approval: bool = False


@dataclass(frozen=True)
class StagePlan:
    """One stage as it is to be. `id` is the stage that it changes, `was` a name that it had before."""

    name: str
    kind: str = "open"
    probability: int = 50
    rotting_days: int | None = None
    category: str = "pipeline"
    meaning: str | None = None
    id: int | None = None
    was: str | None = None
    plays: Plays = field(default_factory=Plays)
    exits: tuple[ExitPlan, ...] = ()


@dataclass(frozen=True)
class FunnelPlan:
    """A funnel as it is to be, its stages in order.

    Attributes:
        instead: where the projects of a stage go that it lacks, by names.
        origin: the database that it was read out of; in another one its ids mean nothing.
    """

    name: str
    stages: tuple[StagePlan, ...]
    instead: Mapping[str, str] = field(default_factory=dict)
    origin: str | None = None


@dataclass(frozen=True)
class SetUp:
    """What setting a funnel up did, by names of stages."""

    funnel_id: int
    name: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: int = 0


@rule("stage.export", right="read")
def export(session: Session, actor: Actor, funnel_id: int, *, now: datetime) -> FunnelPlan:
    """Give a funnel with all that its stages know."""
    row = living(session, funnel_id)
    path = of_funnel(session, funnel_id)
    names = {one.id: one.name for one in path}
    stages_of = tuple(_stage_plan(session, one, names) for one in path)
    return FunnelPlan(row.name, stages_of, origin=_origin(session))


@rule(
    "stage.import", right="manage", writes=True,
    refuses=(
        *defining.REFUSES, *asking.REFUSES, "play_kind", "play_days", "play_subject", "plan_kinds", "plan_stage",
        "stage_in_use", "funnel_taken", "empty",
    ),
)  # fmt: skip
def set_up(session: Session, actor: Actor, plan: FunnelPlan, funnel_id: int | None = None, *, now: datetime) -> SetUp:
    """Make a funnel what the plan says; without an id a new one beside the others.

    Stages are known again by id, by name, or by the name that they had. Those that the plan lacks are removed; their
    open projects go where `instead` says.

    Raises:
        Refused: `plan_kinds` (one won, one lost, at least one open), `plan_stage` (a name of none), `stage_in_use`.
    """
    _check_kinds(plan)
    if funnel_id is None:
        return _found(session, plan, now)
    row = living(session, funnel_id)
    session.lock(funnels, funnel_id)
    before = export(session, actor, funnel_id, now=now)
    if plan.name and plan.name != row.name:
        change.update(session, funnels, funnel_id, name=free_name(session, plan.name, but=funnel_id))
    known = of_funnel(session, funnel_id)
    matched = _match(plan, known, knows_ids=plan.origin == _origin(session))
    gone = [one for one in known if one.id not in {stage.id for stage in matched.values() if stage is not None}]
    for one in gone:
        change.update(session, stages, one.id, archived_at=now)  # its name is free for another from now on
    done = _Done()
    ids = _write(session, funnel_id, plan, matched, done, now)
    moved, mapped = _map(session, plan, gone, ids, now)
    arranging.arrange(session, funnel_id, [ids[one.name] for one in plan.stages if one.kind == "open"], now)
    _ask(session, plan, ids, done, now)
    session.can_be_undone_by("stage.set_back", before, funnel_id, mapped)
    return SetUp(
        funnel_id, plan.name or row.name, tuple(done.added), tuple(dict.fromkeys(done.changed)),
        tuple(one.name for one in gone), moved,
    )  # fmt: skip


@rule("stage.set_back", right="manage", writes=True, refuses=("stage_in_use",))
def set_back(
    session: Session, actor: Actor, before: FunnelPlan, funnel_id: int, mapped: Sequence[Mapped], *, now: datetime
) -> SetUp:
    """Make a funnel what it was before an import; projects go back that are still where they were sent.

    Raises:
        Refused: `stage_in_use`: somebody put projects into a stage since that was not there before.
    """
    session.lock(funnels, funnel_id)
    for stage_id, project_ids, to_stage_id in mapped:
        change.update(session, stages, stage_id, archived_at=None)
        there = stage_of(of_funnel(session, funnel_id), stage_id)
        still = [one for one in defining.standing_in(session, to_stage_id) if one in set(project_ids)]
        defining.map_to(session, still, there, "undo", now)
    return set_up(session, actor, before, funnel_id, now=now)


@dataclass
class _Done:
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def _found(session: Session, plan: FunnelPlan, now: datetime) -> SetUp:
    name = free_name(session, plan.name)
    is_first = not session.exists(select(funnels.c.id).where(funnels.c.archived_at.is_(None)))
    funnel_id = change.insert(session, funnels, name=name, is_default=is_first)
    done = _Done()
    ids = _write(session, funnel_id, plan, dict.fromkeys([one.name for one in plan.stages]), done, now)
    arranging.arrange(session, funnel_id, [ids[one.name] for one in plan.stages if one.kind == "open"], now)
    _ask(session, plan, ids, done, now)
    session.can_be_undone_by("funnel.remove", funnel_id)
    return SetUp(funnel_id, name, tuple(done.added))


def _check_kinds(plan: FunnelPlan) -> None:
    kinds = [one.kind for one in plan.stages]
    if kinds.count("won") != 1 or kinds.count("lost") != 1 or "open" not in kinds:
        raise Refused("plan_kinds")
    if unknown := set(kinds) - {"open", "won", "lost"}:
        raise Refused("plan_kinds", given=", ".join(sorted(unknown)))
    names = [one.name for one in plan.stages]
    if twice := [name for name in names if names.count(name) > 1]:
        raise Refused("stage_taken", name=twice[0])
    for stage in plan.stages:
        for way in stage.exits:
            if way.to not in names:
                raise Refused("plan_stage", given=way.to)


def _origin(session: Session) -> str:
    """Name this database among all: by the first thing that was ever done in it."""
    return str(session.value(select(operations.c.key).order_by(operations.c.at, operations.c.key).limit(1)))


def _match(plan: FunnelPlan, known: Sequence[Stage], *, knows_ids: bool) -> dict[str, Stage | None]:
    """Know stages again: by id, else by name, else by the name before; won and lost by their kind."""
    free = {one.id: one for one in known}
    matched: dict[str, Stage | None] = dict.fromkeys(one.name for one in plan.stages)

    def take(wanted: StagePlan, found: Stage | None) -> None:
        if found is not None and matched[wanted.name] is None and found.kind == wanted.kind:
            matched[wanted.name] = free.pop(found.id, None)

    for one in plan.stages:
        if one.kind != "open":
            take(one, next((stage for stage in known if stage.kind == one.kind), None))
    for one in plan.stages if knows_ids else ():
        take(one, free.get(one.id) if one.id is not None else None)
    for by in ("name", "was"):
        for one in plan.stages:
            name = getattr(one, by)
            take(one, next((stage for stage in free.values() if name and stage.name == name), None))
    return matched


def _write(
    session: Session, funnel_id: int, plan: FunnelPlan, matched: Mapping[str, Stage | None], done: _Done, now: datetime
) -> dict[str, int]:
    """Write the stages and their playbooks; give their ids by name."""
    renamed = [(one, matched[one.name]) for one in plan.stages]
    for one, stage in renamed:  # two that swap their names must not meet
        if stage is not None and stage.name != one.name:
            change.update(session, stages, stage.id, name=f"{stage.name[:50]} ({stage.id})")
    ids: dict[str, int] = {}
    for one, stage in renamed:
        facts = {
            "name": one.name, "probability": one.probability, "rotting_days": one.rotting_days,
            "category": one.category, "meaning": one.meaning,
        }  # fmt: skip
        written = defining.checked(session, funnel_id, facts, but=stage.id if stage else None)
        if stage is None:
            ids[one.name] = defining.make(session, funnel_id, written | {"kind": one.kind})
            done.added.append(one.name)
        else:
            ids[one.name] = stage.id
            if change.update(session, stages, stage.id, **written) and _differs(stage, written):
                done.changed.append(one.name)
        if _put_plays(session, ids[one.name], one.plays, now) and stage is not None:
            done.changed.append(one.name)
    return ids


def _put_plays(session: Session, stage_id: int, plays: Plays, now: datetime) -> bool:
    known = playbook.playbook_of(session, stage_id)
    if known.number == 0 and plays.is_empty:
        return False
    return playbook.put(session, stage_id, playbook.checked(plays), now) != known.number


def _differs(stage: Stage, written: Mapping[str, Any]) -> bool:
    return any(getattr(stage, name) != value for name, value in written.items())


def _map(
    session: Session, plan: FunnelPlan, gone: Sequence[Stage], ids: Mapping[str, int], now: datetime
) -> tuple[int, tuple[Mapped, ...]]:
    """Send the projects of stages that go elsewhere; give how many, and what went from where to where."""
    moved = 0
    mapped: list[Mapped] = []
    opened = [one.name for one in plan.stages if one.kind == "open"]
    for stage in gone:
        used, target = defining.in_use(session, stage.id), plan.instead.get(stage.name)
        if target is None and used:
            raise Refused("stage_in_use", name=stage.name, count=used)
        target = target or opened[0]
        if target not in opened:
            raise Refused("plan_stage", given=target)
        there = next(one for one in of_funnel(session, stage.funnel_id) if one.id == ids[target])
        inside = defining.standing_in(session, stage.id)
        defining.map_to(session, inside, there, stage.name, now)
        mapped.append((stage.id, tuple(inside), there.id))
        moved += used
    return moved, tuple(mapped)


def _ask(session: Session, plan: FunnelPlan, ids: Mapping[str, int], done: _Done, now: datetime) -> None:
    """Set what each way asks for; a way that the plan does not name is free."""
    for one in plan.stages:
        here = ids[one.name]
        wanted = {ids[way.to]: way for way in one.exits}
        for known in asking.ways_from(session, here):
            if known.to_id not in wanted:
                asking.put(session, here, asking.Way(known.to_id), now)
                done.changed.append(one.name)
        for to_id, way in wanted.items():
            new = asking.checked(session, here, asking.Way(to_id, way.criteria, way.lowest_role, way.needs_approval))
            if asking.put(session, here, new, now) != new and one.name not in done.added:
                done.changed.append(one.name)


def _stage_plan(session: Session, stage: Stage, names: Mapping[int, str]) -> StagePlan:
    exits = tuple(
        ExitPlan(names[way.to_id], way.criteria, way.lowest_role, way.needs_approval)
        for way in asking.ways_from(session, stage.id)
        if way.to_id in names and not way.is_free
    )
    return StagePlan(
        stage.name, stage.kind, stage.probability, stage.rotting_days, stage.category, stage.meaning, stage.id, None,
        playbook.playbook_of(session, stage.id).plays, exits,
    )  # fmt: skip
