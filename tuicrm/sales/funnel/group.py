"""One act on several projects: what is refused for one leaves that one alone, and the rest goes on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.sales.funnel.closing import give_up
from tuicrm.sales.funnel.moving import REFUSES, go
from tuicrm.sales.rules import named, rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session, Undo
from tuicrm.store.tables.projects import projects

Seen = tuple[int, int | None]
"""A project, and the stage in which it was seen."""


@dataclass(frozen=True)
class LeftAlone:
    """A project that an act on several left as it was, and why: a refusal's code and facts."""

    project_id: int
    name: str
    code: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Many:
    """What an act on several projects did, in the order in which they were named."""

    done: tuple[int, ...]
    left: tuple[LeftAlone, ...]


@rule("funnel.move_many", right="sell", writes=True, refuses=REFUSES)
def move_many(
    session: Session, actor: Actor, seen: Sequence[Seen], stage_id: int, *, reason: str = "", override: bool = False,
    now: datetime,
) -> Many:  # fmt: skip
    """Move several projects to one stage; each has to meet what its own way asks for."""

    def one(project_id: int, from_id: int | None) -> Undo:
        return go(
            session, actor, project_id, stage_id, from_stage_id=from_id, reason=reason, override=override, now=now
        )[1]

    return for_each(session, seen, one)


@rule(
    "funnel.lose_many", right="sell", writes=True,
    refuses=(
        "already_closed", "moved_since", "criteria", "role_needed", "approval_needed", "lost_reason", "future_day",
    ),
)  # fmt: skip
def lose_many(
    session: Session, actor: Actor, seen: Sequence[Seen], reason_key: str, *, note: str = "", now: datetime
) -> Many:
    """Lose several projects for one reason."""

    def one(project_id: int, from_id: int | None) -> Undo:
        return give_up(session, actor, project_id, reason_key, note=note, from_stage_id=from_id, now=now)[1]

    return for_each(session, seen, one)


@rule("project.take_back_many", right="sell", writes=True)
def take_back_many(
    session: Session, actor: Actor, acts: Sequence[tuple[str, Sequence[Any], dict[str, Any]]], *, now: datetime
) -> int:
    """Take an act on several projects back, by the rules that take each of them back: all of it or nothing."""
    for name, args, values in acts:
        named(name).function(session, actor, *args, now=now, **values)
    return len(acts)


def for_each(session: Session, seen: Iterable[Seen], act: Callable[[int, int | None], Undo | None]) -> Many:
    """Act on several projects; what `act` gives takes it back, None where it changed nothing.

    An act checks all before it writes, so a refusal leaves nothing half done.

    Raises:
        Refused: the first refusal, where not one of them went through.
    """
    wanted = dict(seen)
    session.lock(projects, *wanted)  # all at once and by rising id: two such acts never wait for each other
    undo: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []
    done: list[int] = []
    left: list[LeftAlone] = []
    first: Refused | None = None
    for project_id, from_id in wanted.items():
        try:
            back = act(project_id, from_id)
        except Refused as refused:
            first = first or refused
            left.append(_left(session, project_id, refused))
        else:
            done.append(project_id)
            if back is not None:
                undo.append((back.rule, back.args, back.named))
    if not done and first is not None:
        raise first
    session.undo = Undo("project.take_back_many", (tuple(undo),), {}) if undo else None
    return Many(tuple(done), tuple(left))


def _left(session: Session, project_id: int, refused: Refused) -> LeftAlone:
    name = session.value(select(projects.c.name).where(projects.c.id == project_id))
    hidden = refused.code == "not_found"
    return LeftAlone(project_id, "" if hidden or not name else str(name), refused.code, dict(refused.facts))
