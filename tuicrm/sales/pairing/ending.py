"""A talk that does not take place: skipped for now, or called off for good."""

from datetime import datetime

from tuicrm.plain.clean import line
from tuicrm.sales.paired import before, call_off
from tuicrm.sales.pairing.finding import find
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.pairing import pairs


@rule("pair.skip", right="sell", writes=True, refuses=("pair_over",))
def skip(session: Session, actor: Actor, pair_id: int, reason: str = "", *, now: datetime) -> int:
    """Let this talk go: nobody had time. The two may be paired again in another week."""
    return _end(session, actor, pair_id, "skipped", reason, may_again=True)


@rule("pair.cancel", right="lead", writes=True, refuses=("pair_over",))
def cancel(session: Session, actor: Actor, pair_id: int, reason: str = "", *, now: datetime) -> int:
    """Call the pair off for good: the two are not proposed again."""
    return _end(session, actor, pair_id, "cancelled", reason, may_again=False)


def _end(session: Session, actor: Actor, pair_id: int, state: str, reason: str, *, may_again: bool) -> int:
    row = find(session, actor, pair_id, of_the_two=not actor.leads)
    if row.state != "planned":
        raise Refused("pair_over")
    undo = before(session, row)
    change.update(
        session, pairs, pair_id, state=state, two=None if may_again else row.two,
        end_reason=line(reason)[:200] or None,
    )  # fmt: skip
    call_off(session, row, line(reason))
    session.can_be_undone_by("pair.put_back", pair_id, *undo)
    return pair_id
