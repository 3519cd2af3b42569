"""A planned action is called off with a reason, or planned again after all."""

from datetime import datetime

from tuicrm.plain.clean import line
from tuicrm.sales.agenda.planning import own
from tuicrm.sales.home import home
from tuicrm.sales.next_action import renew_next
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions


@rule("agenda.cancel", right="sell", writes=True, refuses=("cancelled_before", "done_stays", "why_needed"))
def cancel(session: Session, actor: Actor, action_id: int, reason: str = "", *, now: datetime) -> int:
    """Cancel a planned action with a reason; it stays on record as cancelled. What is done stays done."""
    row = own(session, actor, action_id)
    if row.state == "cancelled":
        raise Refused("cancelled_before", subject=row.subject)
    if row.state == "done":
        raise Refused("done_stays", subject=row.subject)
    if row.playbook_action_id is not None and not line(reason):
        raise Refused("why_needed")  # what good people do here is skipped with a reason, or not at all
    change.update(session, actions, action_id, state="cancelled", cancel_reason=line(reason)[:200] or None)
    renew_next(session, home(session), row.customer_id, row.project_id)
    session.can_be_undone_by("agenda.restore", action_id)
    return action_id


@rule("agenda.restore", right="sell", writes=True, refuses=("not_cancelled",))
def restore(session: Session, actor: Actor, action_id: int, next_id: int | None = None, *, now: datetime) -> int:
    """Plan a cancelled or missed action again, for the time that it had; `next_id` was planned in its place."""
    row = own(session, actor, action_id)
    if row.state != "cancelled" or row.planned_on is None:
        raise Refused("not_cancelled", subject=row.subject)
    change.update(session, actions, action_id, state="planned", cancel_reason=None, outcome=None)
    if next_id is not None and (following := session.get(actions, next_id)) and following.state == "planned":
        change.update(session, actions, next_id, state="cancelled", cancel_reason="undo")
    renew_next(session, home(session), row.customer_id, row.project_id)
    session.can_be_undone_by("agenda.cancel", action_id, reason="undo")
    return action_id
