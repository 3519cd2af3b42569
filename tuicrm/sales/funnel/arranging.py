"""The order of a funnel's stages, and the exit criteria that follow when it changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import select

from tuicrm.sales.funnel.stages import Stage, of_funnel
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import criteria, stages, transitions


@dataclass(frozen=True)
class Ways:
    """What transitions and criteria were before an arrangement: their ids with what it changed."""

    transitions: tuple[tuple[int, int, int, datetime | None], ...] = ()
    criteria: tuple[tuple[int, int], ...] = ()


def order(stages_of: Sequence[Stage]) -> list[int]:
    """Give the way through a funnel by ids: its open stages, then the won one."""
    return [one.id for one in stages_of if one.kind == "open"] + [one.id for one in stages_of if one.kind == "won"]


def arrange(session: Session, funnel_id: int, open_ids: Sequence[int], now: datetime) -> Ways:
    """Put the open stages in this order, won and lost after them.

    What a stage asks for on leaving goes with it: to the stage that follows it now. What a stage asked for that is
    gone is asked for by the one before it.

    Returns:
        How it was, for taking it back.
    """
    living = of_funnel(session, funnel_id)
    before = order(living)
    ends = [one.id for kind in ("won", "lost") for one in living if one.kind == kind]
    for place, stage_id in enumerate([*open_ids, *ends]):
        change.update(session, stages, stage_id, position=place)
    return _follow(session, before, [*open_ids, *ends[:1]], now)


def put_back(session: Session, ways: Ways) -> None:
    """Give transitions and criteria back what they were."""
    for transition_id, from_id, to_id, archived_at in ways.transitions:
        change.update(
            session, transitions, transition_id, from_stage_id=from_id, to_stage_id=to_id, archived_at=archived_at
        )
    for criterion_id, transition_id in ways.criteria:
        change.update(session, criteria, criterion_id, transition_id=transition_id)


def _follow(session: Session, before: Sequence[int], after: Sequence[int], now: datetime) -> Ways:
    next_now = dict(pairwise(after))
    moved: dict[int, tuple[int, int, int, datetime | None]] = {}
    asked: list[tuple[int, int]] = []
    for here, there in pairwise(before):
        way = transition(session, here, there)
        if way is None or next_now.get(here) == there:
            continue
        left_by = here
        if here not in after:
            earlier = [one for one in before[: before.index(here)] if one in after]
            left_by = earlier[-1] if earlier else after[0]
        target = next_now.get(left_by)
        moved[way.id] = (way.id, way.from_stage_id, way.to_stage_id, way.archived_at)
        known = None if target is None else transition(session, left_by, target)
        if target is None:
            change.update(session, transitions, way.id, archived_at=now)
        elif known is None:
            change.update(session, transitions, way.id, from_stage_id=left_by, to_stage_id=target)
        else:
            for criterion_id in session.values(select(criteria.c.id).where(criteria.c.transition_id == way.id)):
                change.update(session, criteria, criterion_id, transition_id=known.id)
                asked.append((criterion_id, way.id))
            change.update(session, transitions, way.id, archived_at=now)
    return Ways(tuple(moved.values()), tuple(asked))


def transition(session: Session, from_id: int, to_id: int) -> Any:
    """Give what is asked for between two stages: a row, or None where the move is free."""
    pair = transitions.c.from_stage_id == from_id, transitions.c.to_stage_id == to_id
    living = select(transitions).where(*pair, transitions.c.archived_at.is_(None))
    return session.first(living.order_by(transitions.c.id).limit(1))
