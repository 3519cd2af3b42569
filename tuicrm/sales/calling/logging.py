"""A call of a run is logged, put off, or taken back; inquiries that come in meanwhile join the run."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from tuicrm.sales.agenda import doing
from tuicrm.sales.agenda.following import Also, Moved
from tuicrm.sales.agenda.kinds import phoned_kinds
from tuicrm.sales.agenda.planning import NewAction
from tuicrm.sales.calling.lineup import ASKED, STEP, Call, phones_of, zones_kept
from tuicrm.sales.calling.looking import own_run, waiting_of
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.calling import call_runs, run_records
from tuicrm.store.tables.customers import customers, inquiries

LONGEST = 3600
"""Seconds that a call is taken for when nobody counted them: who pauses longer did not call so long."""


@dataclass(frozen=True)
class Logged:
    """A call on record, and what came of it; `came` inquiries joined the run with it."""

    record_id: int
    run_id: int
    done: doing.Done
    came: int


REFUSES = (*doing.REFUSES, "not_waiting")


@rule("run.log", right="sell", writes=True, refuses=REFUSES)
def log(
    session: Session, actor: Actor, record_id: int, outcome: str, *, note: str = "",
    next_action: NewAction | None = None, also: Also | None = None, seconds: int | None = None, now: datetime,
) -> Logged:  # fmt: skip
    """Put a call of a run on record: the planned one, or one that was not planned.

    Args:
        seconds: how long it took; by default since the call before it.
    Raises:
        Refused: `not_waiting`: it was logged already, perhaps on another machine; and what `agenda.done` refuses.
    """
    row = _waiting(session, actor, record_id)
    run = session.get(call_runs, row.run_id)
    taken = _seconds(session, run, now) if seconds is None else max(0, min(seconds, LONGEST))
    told: dict[str, Any] = {"outcome": outcome, "note": note, "next_action": next_action, "also": also}
    minutes = -(-taken // 60)
    if (planned := _planned_call(session, row)) is not None:
        made = doing.done(session, actor, planned, **told, minutes=minutes, now=now)
    else:
        new = NewAction(
            "call", customer_id=row.customer_id, project_id=row.project_id, contact_id=row.contact_id, minutes=minutes
        )
        made = doing.log(session, actor, new, **told, now=now)
    assert session.undo is not None  # an outcome can always be taken back
    _action, next_id, moved = session.undo.args
    change.update(
        session, run_records, record_id, state="done", outcome=outcome, logged_at=now, seconds=taken,
        done_action_id=made.action_id, next_action_id=next_id,
    )  # fmt: skip
    again = _again_today(session, row, made, now)
    came = _take_in(session, run, now)
    change.update(session, call_runs, run.id, ended_at=None)
    session.can_be_undone_by("run.take_back", record_id, made.action_id, next_id, moved, again)
    return Logged(record_id, row.run_id, made, came)


@rule("run.take_back", right="sell", writes=True, refuses=("not_done",))
def take_back(
    session: Session, actor: Actor, record_id: int, action_id: int, next_id: int | None, moved: Moved,
    again_id: int | None = None, *, now: datetime,
) -> int:  # fmt: skip
    """Take the outcome of a call back: it is the next of its run again."""
    row = session.get(run_records, record_id)
    if row is None:
        raise NotFound("run", record_id)
    own_run(session, actor, row.run_id)
    doing.take_back(session, actor, action_id, next_id, moved, now=now)
    first = min((one.position for one in waiting_of(session, row.run_id)), default=row.position + 1)
    change.update(
        session, run_records, record_id, state="waiting", outcome=None, logged_at=None, seconds=None,
        done_action_id=None, next_action_id=None, position=min(row.position, first - 1), due_at=None,
    )  # fmt: skip
    if again_id is not None:
        change.update(session, run_records, again_id, state="left")
    return record_id


@rule("run.skip", right="sell", writes=True, refuses=("not_waiting",))
def skip(session: Session, actor: Actor, record_id: int, *, now: datetime) -> int:
    """Put a record to the end of its run: later today."""
    row = _waiting(session, actor, record_id)
    last = session.value(select(func.max(run_records.c.position)).where(run_records.c.run_id == row.run_id))
    change.update(session, run_records, record_id, position=(last // STEP + 1) * STEP, due_at=None)
    session.can_be_undone_by("run.put_back", record_id, row.position)
    return record_id


@rule("run.put_back", right="sell", writes=True, refuses=("not_waiting",))
def put_back(session: Session, actor: Actor, record_id: int, position: int, *, now: datetime) -> int:
    """Give a record its place back."""
    _waiting(session, actor, record_id)
    change.update(session, run_records, record_id, position=position)
    return record_id


@rule("run.take_in", right="sell", writes=True)
def take_in(session: Session, actor: Actor, run_id: int, *, now: datetime) -> int:
    """Let the inquiries of the actor's own customers that came in since join the run, next but one."""
    return _take_in(session, own_run(session, actor, run_id), now)


@rule("run.end", right="sell", writes=True)
def end(session: Session, actor: Actor, run_id: int, *, now: datetime) -> int:
    """End a run: what still waits in it is no longer asked for; plans stay as they are."""
    run = own_run(session, actor, run_id)
    change.update(session, call_runs, run.id, ended_at=now)
    session.can_be_undone_by("run.resume", run.id)
    return int(run.id)


@rule("run.resume", right="sell", writes=True)
def resume(session: Session, actor: Actor, run_id: int, *, now: datetime) -> int:
    """Go on with a run that was ended."""
    run = own_run(session, actor, run_id)
    change.update(session, call_runs, run.id, ended_at=None)
    return int(run.id)


def _waiting(session: Session, actor: Actor, record_id: int) -> Any:
    session.lock(run_records, record_id)
    row = session.get(run_records, record_id)
    if row is None:
        raise NotFound("run", record_id)
    own_run(session, actor, row.run_id)
    if row.state != "waiting":
        raise Refused("not_waiting")
    return row


def _planned_call(session: Session, row: Any) -> int | None:
    """Give the planned call that this one is, if it is still planned."""
    if row.action_id is None:
        return None
    action = session.get(actions, row.action_id)
    return int(action.id) if action is not None and action.state == "planned" else None


def _seconds(session: Session, run: Any, now: datetime) -> int:
    latest = select(func.max(run_records.c.logged_at)).where(run_records.c.run_id == run.id)
    since = session.value(latest) or run.started_at
    return max(0, min(int((now - since).total_seconds()), LONGEST))


def _again_today(session: Session, row: Any, made: doing.Done, now: datetime) -> int | None:
    """Put a call that is to be made again today into the run, at its time."""
    following = made.next
    if following is None or following.kind not in phoned_kinds(session) or following.at is None:
        return None
    if home(session).day(following.at) != home(session).day(now):
        return None
    last = session.value(select(func.max(run_records.c.position)).where(run_records.c.run_id == row.run_id))
    again: int = change.insert(
        session, run_records, run_id=row.run_id, customer_id=row.customer_id, project_id=row.project_id,
        contact_id=row.contact_id, action_id=following.action_id, position=(last // STEP + 1) * STEP,
        why="call_back", state="waiting", due_at=following.at, zones=row.zones,
    )  # fmt: skip
    return again


def _take_in(session: Session, run: Any, now: datetime) -> int:
    known = select(run_records.c.customer_id).where(
        run_records.c.run_id == run.id, run_records.c.state == "waiting", run_records.c.due_at.is_(None)
    )
    taken = select(run_records.c.inquiry_id).where(
        run_records.c.run_id == run.id, run_records.c.inquiry_id.is_not(None)
    )
    wanted = (
        select(inquiries.c.id, inquiries.c.customer_id, inquiries.c.contact_id, inquiries.c.came_at,
               customers.c.country, customers.c.city)
        .join(customers, customers.c.id == inquiries.c.customer_id)
        .where(customers.c.owner_id == run.user_id, customers.c.archived_at.is_(None))
        .where(inquiries.c.came_at >= run.started_at - timedelta(seconds=1), inquiries.c.answered_at.is_(None))
        .where(inquiries.c.archived_at.is_(None), inquiries.c.verdict.is_(None))
        .where(inquiries.c.customer_id.not_in(known), inquiries.c.id.not_in(taken))
        .order_by(inquiries.c.came_at, inquiries.c.id)
        .limit(20)
    )  # fmt: skip
    new = session.all(wanted)
    phones = phones_of(session, [row.customer_id for row in new]) if new else {}
    came = [row for row in new if row.customer_id in phones]
    for row in came:
        call = Call(row.customer_id, ASKED, (), None, row.contact_id, None, row.id)
        change.insert(
            session, run_records, run_id=run.id, customer_id=call.customer_id, contact_id=call.contact_id,
            inquiry_id=call.inquiry_id, position=_next_but_one(session, run.id), why=ASKED, state="waiting",
            zones=zones_kept(phones[row.customer_id], row),
        )  # fmt: skip
    return len(came)


def _next_but_one(session: Session, run_id: int) -> int:
    """Give a place between the next and the one after it; never a multiple of `STEP`, which tells who came later."""
    places = [one.position for one in waiting_of(session, run_id) if one.due_at is None]
    if not places:
        last = session.value(select(func.max(run_records.c.position)).where(run_records.c.run_id == run_id)) or 0
        return int(last) + 1
    after = places[1] if len(places) > 1 else places[0] + STEP
    place: int = places[0] + max(1, (after - places[0]) // 2)
    return place + 1 if place % STEP == 0 else place
