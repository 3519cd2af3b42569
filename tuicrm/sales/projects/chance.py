"""An own probability that a move made stale: keep it in the new stage, or take the stage's."""

from datetime import datetime

from tuicrm.plain.clean import line
from tuicrm.sales import rights
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.projects import projects


@rule("project.settle_chance", right="sell", writes=True, refuses=("nothing_stale",))
def settle(
    session: Session, actor: Actor, project_id: int, is_kept: bool, *, reason: str = "",
    back_to: tuple[int | None, str | None, int | None, str | None] | None = None, now: datetime,
) -> int | None:  # fmt: skip
    """Keep the own probability that was put aside by the last move, or drop it; gives the one that counts now.

    Args:
        reason: why it still holds; else the reason that it had.
        back_to: what it was before the answer that this takes back: own probability, its reason, the same put aside.
    """
    rights.find(session, actor, projects, project_id, to_write=True)
    session.lock(projects, project_id)
    row = session.get(projects, project_id)
    if row is None:
        raise NotFound("project", project_id)
    was = row.probability, row.probability_reason, row.stale_probability, row.stale_reason
    if back_to is not None:
        now_is = back_to
    elif row.stale_probability is None:
        raise Refused("nothing_stale", name=row.name)
    elif is_kept:
        now_is = row.stale_probability, line(reason)[:200] or row.stale_reason, None, None
    else:
        now_is = row.probability, row.probability_reason, None, None
    names = ("probability", "probability_reason", "stale_probability", "stale_reason")
    change.update(session, projects, project_id, **dict(zip(names, now_is, strict=True)))
    session.can_be_undone_by("project.settle_chance", project_id, not is_kept, back_to=was)
    found: int | None = now_is[0]
    return found
