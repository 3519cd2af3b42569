"""How a run stands: who is next, how many are done, what was last, and at the end what came of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from tuicrm.sales import outcomes
from tuicrm.sales.agenda.following import tries
from tuicrm.sales.calling import hours
from tuicrm.sales.calling.record import BestHour, RunRecord, best_hour, of_record, zone_of_home
from tuicrm.sales.outcomes import CallOutcome
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.calling import call_runs, run_records
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import projects


@dataclass(frozen=True)
class RunRow:
    """A run in a list."""

    id: int
    name: str
    started_at: datetime
    ended_at: datetime | None
    done: int
    records: int


@dataclass(frozen=True)
class LastCall:
    """What was logged last in a run."""

    record_id: int
    customer: str
    outcome: str
    tries: int
    most_tries: int | None
    next_kind: str | None
    next_at: datetime | None
    next_on: Any


@dataclass(frozen=True)
class Summary:
    """What came of a run."""

    calls: int
    talks: int
    next_steps: int
    projects: int
    minutes: int
    best: BestHour | None


@dataclass(frozen=True)
class RunView:
    """A run as it stands.

    Attributes:
        place: the nth of `records` customers is shown.
        record: None when nobody can be called now; then `again_at` says when the next one can, None for nobody.
        later: records that wait for their time, or for their allowed hours.
        came: inquiries that came in meanwhile and were put into the run.
    """

    id: int
    name: str
    place: int
    records: int
    talks: int
    no_answers: int
    later: int
    again_at: datetime | None
    came: int
    record: RunRecord | None
    last: LastCall | None
    outcomes: tuple[CallOutcome, ...]
    summary: Summary


@rule("run.mine", right="sell")
def mine(session: Session, actor: Actor, *, ended: bool = False, now: datetime) -> tuple[RunRow, ...]:
    """Give the actor's own runs, the newest first: those that wait to be gone on with, and with `ended` all."""
    wanted = select(call_runs).where(call_runs.c.user_id == actor.id).order_by(call_runs.c.id.desc()).limit(50)
    if not ended:
        wanted = wanted.where(call_runs.c.ended_at.is_(None))
    return tuple(
        RunRow(row.id, row.name, row.started_at, row.ended_at, *_progress(session, row.id))
        for row in session.all(wanted)
    )


@rule("run.look", right="sell")
def look(session: Session, actor: Actor, run_id: int | None = None, *, now: datetime) -> RunView:
    """Give a run as it stands now; without an id the newest that is not ended.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    run = own_run(session, actor, run_id)
    waiting = waiting_of(session, run.id)
    ready = [row for row in waiting if row.due_at is None or row.due_at <= now]
    chosen = next((row for row in _in_order(ready, now) if hours.may_call(session, row.zones, now)), None)
    done, records = _progress(session, run.id)
    reached = outcomes.reached_keys(session)
    counted = select(run_records.c.outcome, func.count()).where(
        run_records.c.run_id == run.id, run_records.c.state == "done"
    )
    by_outcome = {row[0]: row[1] for row in session.all(counted.group_by(run_records.c.outcome))}
    came = select(func.count()).where(
        run_records.c.run_id == run.id, run_records.c.why == "asked", run_records.c.position % 1024 != 0,
        run_records.c.state == "waiting",
    )  # fmt: skip
    later = len(waiting) - (chosen is not None) if chosen is None else sum(
        not (row.due_at is None or row.due_at <= now) for row in waiting
    )  # fmt: skip
    return RunView(
        id=run.id, name=run.name, place=min(done + 1, records), records=records,
        talks=sum(count for key, count in by_outcome.items() if key in reached),
        no_answers=sum(count for key, count in by_outcome.items() if key not in reached),
        later=later, again_at=None if chosen is not None else _again_at(session, waiting, now),
        came=session.value(came), record=of_record(session, actor, chosen, now) if chosen is not None else None,
        last=_last(session, run.id), outcomes=outcomes.of_team(session), summary=_summary(session, actor, run, now),
    )  # fmt: skip


def own_run(session: Session, actor: Actor, run_id: int | None) -> Any:
    """Give a run of the actor; without an id the newest that is not ended."""
    wanted = select(call_runs).where(call_runs.c.user_id == actor.id)
    if run_id is None:
        wanted = wanted.where(call_runs.c.ended_at.is_(None)).order_by(call_runs.c.id.desc())
    else:
        wanted = wanted.where(call_runs.c.id == run_id)
    row = session.first(wanted.limit(1))
    if row is None:
        raise NotFound("run", run_id or "")
    return row


def waiting_of(session: Session, run_id: int) -> list[Any]:
    """Give the records that wait, in their order."""
    wanted = select(run_records).where(run_records.c.run_id == run_id, run_records.c.state == "waiting")
    return list(session.all(wanted.order_by(run_records.c.position, run_records.c.id)))


def _in_order(ready: list[Any], now: datetime) -> list[Any]:
    """Call-backs whose time came while the run was going on stand first."""
    return sorted(ready, key=lambda row: row.due_at is None)


def _again_at(session: Session, waiting: list[Any], now: datetime) -> datetime | None:
    times = []
    for row in waiting:
        from_at = max(now, row.due_at) if row.due_at is not None else now
        allowed = from_at if hours.may_call(session, row.zones, from_at) else hours.next_time(
            session, row.zones, from_at
        )  # fmt: skip
        if allowed is not None:
            times.append(allowed)
    return min(times, default=None)


def _progress(session: Session, run_id: int) -> tuple[int, int]:
    """Count customers: one who is called again is no further one."""
    whose = run_records.c.run_id == run_id
    everyone = select(func.count(run_records.c.customer_id.distinct())).where(whose)
    waiting = everyone.where(run_records.c.state == "waiting", run_records.c.due_at.is_(None))
    records = session.value(everyone)
    return records - session.value(waiting), records


def _last(session: Session, run_id: int) -> LastCall | None:
    r = run_records.c
    wanted = (
        select(r.id, customers.c.name, r.outcome, r.project_id, r.customer_id, actions.c.kind, actions.c.planned_at,
               actions.c.planned_on)
        .select_from(
            run_records.join(customers, customers.c.id == r.customer_id)
            .outerjoin(actions, actions.c.id == r.next_action_id)
        )
        .where(r.run_id == run_id, r.state == "done")
        .order_by(r.logged_at.desc(), r.id.desc())
        .limit(1)
    )  # fmt: skip
    row = session.first(wanted)
    if row is None:
        return None
    meant = outcomes.known(session, row.outcome)
    tried = 0 if meant.is_reached else tries(session, row, row.outcome)
    return LastCall(row[0], row[1], row[2], tried, meant.most_tries, row[5], row[6], row[7])


def _summary(session: Session, actor: Actor, run: Any, now: datetime) -> Summary:
    done = and_(run_records.c.run_id == run.id, run_records.c.state == "done")
    reached = run_records.c.outcome.in_(outcomes.reached_keys(session))
    asked_next = (
        select(func.count())
        .select_from(run_records.join(actions, actions.c.id == run_records.c.next_action_id))
        .where(done, actions.c.state == "planned", actions.c.origin != "call_back")
    )
    begun = select(func.count()).where(
        projects.c.created_at > run.started_at, projects.c.archived_at.is_(None),
        or_(projects.c.owner_id == actor.id),
        projects.c.customer_id.in_(select(run_records.c.customer_id).where(run_records.c.run_id == run.id)),
    )  # fmt: skip
    seconds = session.value(select(func.sum(run_records.c.seconds)).where(done)) or 0
    in_run = actions.c.id.in_(select(run_records.c.done_action_id).where(done))
    return Summary(
        calls=session.value(select(func.count()).where(done)),
        talks=session.value(select(func.count()).where(done, reached)),
        next_steps=session.value(asked_next), projects=session.value(begun), minutes=-(-int(seconds) // 60),
        best=best_hour(session, in_run, zone_of_home(session), now),
    )  # fmt: skip
