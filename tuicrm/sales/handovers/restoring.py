"""Take a handover, its acceptance or its return back: all is as it was before that act."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from tuicrm.sales.handovers import passing
from tuicrm.sales.handovers.allowed import check_giver
from tuicrm.sales.pool.holding import name_of
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.projects import handovers

ANSWER = ("accepted_at", "returned_at", "return_reason", "ended_at", "ended_how")
State = tuple[int, int | None, tuple[Any, ...]]
"""A row of a handover, who held its subject, and what had been answered (`ANSWER`); all None: it was not given yet."""


def state_of(session: Session, rows: Iterable[Any], *, given: bool = True) -> tuple[State, ...]:
    """Keep how handovers stand, so that the next act can be taken back; `given`: they were there before it."""
    return tuple(
        (row.id, passing.holder_of(session, row), tuple(getattr(row, name) for name in ANSWER) if given else ())
        for row in rows
    )


@rule("handover.restore", right="sell", writes=True, refuses=("handed_on",))
def restore(
    session: Session, actor: Actor, states: Sequence[State], left_with: Sequence[int | None], *, now: datetime
) -> int:
    """Put handovers back to how they stood; what was not given before is called off.

    Args:
        left_with: who held each of them after the act that is taken back; somebody else since is told, not overrun.
    Returns:
        How many.
    """
    rows = []
    for record_id, *_ in states:
        row = session.get(handovers, record_id)
        if row is None:
            raise NotFound("handover", record_id)
        rows.append(row)
    passing.lock(session, rows)
    for row, holder_id in zip(rows, left_with, strict=True):
        if (by := passing.holder_of(session, row)) != holder_id:
            raise Refused("handed_on", by=name_of(session, by) or "")
    for row, (_id, holder_id, answer) in zip(rows, states, strict=True):
        check_giver(session, actor, row)
        passing.pass_to(session, row, holder_id, now, how="undo")
        called_off = {"accepted_at": None, "returned_at": now, "ended_at": now, "ended_how": "undone"}
        change.update(session, handovers, row.id, **(dict(zip(ANSWER, answer, strict=True)) if answer else called_off))
    return len(rows)
