"""An action is done, cancelled, or taken back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from tuicrm.plain.clean import line
from tuicrm.plain.clean import note as clean_note
from tuicrm.plain.periods import month_of
from tuicrm.sales.action_kinds import KIND, OUTCOME
from tuicrm.sales.agenda.planning import NewAction, Planned, add, own, renew_next, subject_of
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers, inquiries
from tuicrm.store.tables.projects import projects

# After how long a call that nobody took is tried again: the first, the second, the third time. Then it is up to us.
AGAIN = (timedelta(hours=3), timedelta(days=1), timedelta(days=3))
BUSY = timedelta(minutes=20)


@dataclass(frozen=True)
class Done:
    """An action on record, and what was planned next with it."""

    action_id: int
    kind: str
    outcome: str
    about: str
    next: Planned | None


@dataclass(frozen=True)
class Moved:
    """What an outcome moved besides its action, as it was before; undo gives it back."""

    last_action_at: datetime | None = None
    last_progress_at: datetime | None = None
    answered: tuple[int, ...] = ()


REFUSES = ("not_planned", "outcome", "kind", "no_time", "about_nothing", "promise", "archived")


@rule("agenda.done", right="sell", writes=True, refuses=REFUSES)
def done(
    session: Session, actor: Actor, action_id: int, *, outcome: str = "done", note: str = "",
    minutes: int | None = None, cost_minor: int | None = None, next_action: NewAction | None = None, now: datetime,
) -> Done:  # fmt: skip
    """Put a planned action on record with its outcome, and plan the next step in the same go.

    A call that nobody took plans itself again: after 3 hours, a day, three days. The stage that the project is in now
    is kept with the action.
    """
    row = own(session, actor, action_id)
    if row.state != "planned":
        raise Refused("not_planned", subject=row.subject)
    if outcome not in OUTCOME:
        raise Refused("outcome", given=outcome, known=tuple(OUTCOME))
    written = _done(session, row.project_id, outcome, note, now)
    change.update(session, actions, action_id, **written, done_minutes=minutes, cost_minor=cost_minor)
    moved = _follow(session, row.customer_id, row.project_id, outcome, now)
    following = _next(session, actor, row, outcome, next_action, now)
    renew_next(session, home(session), row.customer_id, row.project_id)
    session.can_be_undone_by("agenda.take_back", action_id, following.action_id if following else None, moved)
    return Done(action_id, row.kind, outcome, _about(session, row), following)


@rule("agenda.log", right="sell", writes=True, refuses=REFUSES)
def log(
    session: Session, actor: Actor, new: NewAction, *, outcome: str = "done", note: str = "",
    next_action: NewAction | None = None, now: datetime,
) -> Done:  # fmt: skip
    """Put on record what was done without having been planned."""
    if new.kind not in KIND:
        raise Refused("kind", given=new.kind, known=tuple(KIND))
    if outcome not in OUTCOME:
        raise Refused("outcome", given=outcome, known=tuple(OUTCOME))
    customer_id, about = subject_of(session, actor, new)
    action_id = change.insert(
        session, actions, customer_id=customer_id, project_id=new.project_id, contact_id=new.contact_id,
        owner_id=actor.id, made_by_id=actor.id, kind=new.kind, subject=line(new.subject)[:300], grain="minute",
        place=line(new.place) or None, promise=new.promise, origin="log", created_at=now,
        **_done(session, new.project_id, outcome, note, now), done_minutes=new.minutes,
    )  # fmt: skip
    moved = _follow(session, customer_id, new.project_id, outcome, now)
    row = session.get(actions, action_id)
    following = _next(session, actor, row, outcome, next_action, now)
    renew_next(session, home(session), customer_id, new.project_id)
    session.can_be_undone_by("agenda.take_back", action_id, following.action_id if following else None, moved)
    return Done(action_id, new.kind, outcome, about, following)


@rule("agenda.cancel", right="sell", writes=True, refuses=("cancelled_before",))
def cancel(session: Session, actor: Actor, action_id: int, reason: str = "", *, now: datetime) -> int:
    """Cancel an action with a reason; it stays on record as cancelled."""
    row = own(session, actor, action_id)
    if row.state == "cancelled":
        raise Refused("cancelled_before", subject=row.subject)
    change.update(
        session, actions, action_id, state="cancelled", cancel_reason=line(reason) or None, done_at=None,
        done_on=None, done_month=None,
    )  # fmt: skip
    renew_next(session, home(session), row.customer_id, row.project_id)
    if row.state == "planned":
        session.can_be_undone_by("agenda.restore", action_id)
    return action_id


@rule("agenda.restore", right="sell", writes=True, refuses=("not_cancelled",))
def restore(session: Session, actor: Actor, action_id: int, *, now: datetime) -> int:
    """Plan a cancelled action again, for the time that it had."""
    row = own(session, actor, action_id)
    if row.state != "cancelled" or row.planned_on is None:
        raise Refused("not_cancelled", subject=row.subject)
    change.update(session, actions, action_id, state="planned", cancel_reason=None)
    renew_next(session, home(session), row.customer_id, row.project_id)
    session.can_be_undone_by("agenda.cancel", action_id, reason="undo")
    return action_id


@rule("agenda.take_back", right="sell", writes=True, refuses=("not_done",))
def take_back(
    session: Session, actor: Actor, action_id: int, next_id: int | None = None, moved: Moved | None = None, *,
    now: datetime,
) -> int:  # fmt: skip
    """Take an outcome back: the action is planned again (one that never was is cancelled), what followed is cancelled.

    Args:
        moved: what the outcome moved besides; given back where nothing else has moved it since.
    """
    row = own(session, actor, action_id)
    if row.state != "done":
        raise Refused("not_done", subject=row.subject)
    undone: dict[str, Any] = {"done_at": None, "done_on": None, "done_month": None}
    if row.planned_on is None:
        undone |= {"state": "cancelled", "cancel_reason": "undo"}
    else:
        said = ("outcome", "note", "done_minutes", "cost_minor", "stage_id")
        undone |= {"state": "planned"} | dict.fromkeys(said)
    change.update(session, actions, action_id, **undone)
    if moved is not None:
        _unfollow(session, row, moved)
    if next_id is not None and (following := session.get(actions, next_id)) and following.state == "planned":
        change.update(session, actions, next_id, state="cancelled", cancel_reason="undo")
    renew_next(session, home(session), row.customer_id, row.project_id)
    return action_id


def _done(session: Session, project_id: int | None, outcome: str, note: str, now: datetime) -> dict[str, Any]:
    today = home(session).day(now)
    stage = None
    if project_id is not None:
        stage = session.value(select(projects.c.stage_id).where(projects.c.id == project_id))
    return {
        "state": "done", "done_at": now, "done_on": today, "done_month": month_of(today), "outcome": outcome,
        "note": clean_note(note) or None, "stage_id": stage,
    }  # fmt: skip


def _follow(session: Session, customer_id: int | None, project_id: int | None, outcome: str, now: datetime) -> Moved:
    """What an outcome moves besides the action: the last contact, the project's progress, the answered inquiries."""
    heard_at = progress_at = None
    answered: tuple[int, ...] = ()
    if customer_id is not None:
        heard_at = session.value(select(customers.c.last_action_at).where(customers.c.id == customer_id))
        change.update(session, customers, customer_id, last_action_at=now)
        waiting = select(inquiries.c.id).where(
            inquiries.c.customer_id == customer_id, inquiries.c.answered_at.is_(None), inquiries.c.archived_at.is_(None)
        )
        answered = tuple(session.values(waiting))
        for inquiry_id in answered:
            change.update(session, inquiries, inquiry_id, answered_at=now)
    if project_id is not None:
        project = session.get(projects, project_id)
        progress_at = project.last_progress_at if project else None
        if project is not None and project.state == "open" and OUTCOME[outcome].reached:
            change.update(session, projects, project_id, last_progress_at=now)
    return Moved(heard_at, progress_at, answered)


def _unfollow(session: Session, row: Any, moved: Moved) -> None:
    """Give back what an outcome moved, where it still stands as that outcome left it; `row` is the done action."""
    for table, column, record_id, before in (
        (customers, customers.c.last_action_at, row.customer_id, moved.last_action_at),
        (projects, projects.c.last_progress_at, row.project_id, moved.last_progress_at),
        *((inquiries, inquiries.c.answered_at, inquiry_id, None) for inquiry_id in moved.answered),
    ):
        if record_id is not None:
            change.update_if(session, table, record_id, column == row.done_at, **{column.name: before})


def _next(
    session: Session, actor: Actor, row: Any, outcome: str, asked: NewAction | None, now: datetime
) -> Planned | None:
    about = {"customer_id": row.customer_id, "project_id": row.project_id, "contact_id": row.contact_id}
    if asked is not None:
        if asked.customer_id is None and asked.project_id is None:
            asked = replace(asked, **about)
        return add(session, actor, asked, now)
    if row.kind != "call" or outcome not in ("no_answer", "busy"):
        return None
    wait = BUSY
    if outcome == "no_answer":
        tried = _tries(session, row)
        if tried > len(AGAIN):
            return None
        wait = AGAIN[tried - 1]
    again = NewAction("call", row.subject, at=now + wait, origin="call_back", owner_id=row.owner_id, **about)
    return add(session, actor, again, now)


def _tries(session: Session, row: Any) -> int:
    """How many calls in a row nobody took, this one included."""
    about = actions.c.project_id == row.project_id if row.project_id else actions.c.customer_id == row.customer_id
    calls = select(func.count()).where(about, actions.c.kind == "call", actions.c.state == "done")
    reached = select(func.max(actions.c.done_at)).where(
        about, actions.c.state == "done", actions.c.outcome.in_([key for key, one in OUTCOME.items() if one.reached])
    )
    last = session.value(reached)
    unanswered = calls.where(actions.c.outcome == "no_answer")
    found: int = session.value(unanswered.where(actions.c.done_at > last) if last else unanswered)
    return max(1, found)


def _about(session: Session, row: Any) -> str:
    table, record_id = (projects, row.project_id) if row.project_id else (customers, row.customer_id)
    return str(session.value(select(table.c.name).where(table.c.id == record_id)))
