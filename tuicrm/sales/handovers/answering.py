"""The receiver accepts or returns; what nobody answers in time goes back, or to the lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.sales.handovers import passing
from tuicrm.sales.handovers.allowed import check_giver, check_limit, is_here
from tuicrm.sales.handovers.passing import AT_ONCE, ON_ACCEPTANCE, TO_LEAD
from tuicrm.sales.handovers.restoring import state_of
from tuicrm.sales.home import home
from tuicrm.sales.pool.holding import name_of
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import handovers


@dataclass(frozen=True)
class Answered:
    """What came of a handover. `holder` has it now; `passed` how many customers and projects changed the holder."""

    batch: int
    name: str
    holder: str | None
    passed: int


@rule("handover.accept", right="sell", writes=True, refuses=("answered", "handed_on", "receiver_limit"))
def accept(session: Session, actor: Actor, batch: int, *, now: datetime) -> Answered:
    """Accept what was handed over to the actor: what waited for it changes its holder now.

    Raises:
        Refused: `answered` (there is nothing left to answer), `handed_on` (all of it has another holder since).
    """
    rows = _to_answer(session, actor, batch)
    before = state_of(session, rows)
    receiver = session.get(users, rows[0].to_id)
    passed, gone = [], None
    for row in rows:
        holder = passing.holder_of(session, row)
        if row.how == ON_ACCEPTANCE and holder != row.from_id:  # somebody else got it meanwhile
            gone = holder
            change.update(session, handovers, row.id, ended_at=now, ended_how="handed_on")
            continue
        if row.how == ON_ACCEPTANCE:
            if row.project_id is None:
                check_limit(session, actor, receiver, row.customer_id)
            passing.pass_to(session, row, row.to_id, now)
        change.update(session, handovers, row.id, accepted_at=now, ended_at=now, ended_how="accepted")
        passed.append(row)
    if not passed:
        raise Refused("handed_on", by=name_of(session, gone) or "")
    return _answered(session, batch, rows, before, receiver.name, len(passed))


@rule("handover.return", right="sell", writes=True, refuses=("answered", "reason_missing_why"))
def give_back(session: Session, actor: Actor, batch: int, reason: str, *, now: datetime) -> Answered:
    """Return what was handed over, with a reason: its former holder has it, or who leads where they have left.

    Raises:
        Refused: `answered`, `reason_missing_why`.
    """
    why = line(reason)[:200]
    if not why:
        raise Refused("reason_missing_why")
    rows = _to_answer(session, actor, batch)
    before = state_of(session, rows)
    for row in rows:
        _go_back(session, row, now)
        change.update(
            session, handovers, row.id, returned_at=now, return_reason=why, ended_at=now, ended_how="returned"
        )
    holder = name_of(session, passing.holder_of(session, rows[0]))
    return _answered(session, batch, rows, before, holder, len(rows))


@rule("handover.settle_due", right="sell", writes=True)
def settle_due(session: Session, actor: Actor, *, now: datetime) -> tuple[Answered, ...]:
    """Settle what was not answered in time: it goes back to who gave it, or to their lead, as was said.

    For a job of each morning; whoever runs it settles what everybody may settle by the terms of the handover itself.
    """
    today = home(session).day(now)
    late = select(handovers).where(
        handovers.c.how.is_not(None), handovers.c.ended_at.is_(None), handovers.c.due_on < today
    )
    batches: dict[int, list[Any]] = {}
    for row in session.all(late.order_by(handovers.c.batch, handovers.c.id)):
        batches.setdefault(row.batch, []).append(row)
    settled = []
    for batch, rows in batches.items():
        passing.lock(session, rows)
        for row in rows:
            _settle(session, row, now)
        name, holder = _name(session, rows[0]), name_of(session, passing.holder_of(session, rows[0]))
        settled.append(Answered(batch, name, holder, len(rows)))
    return tuple(settled)


def lead_of(session: Session, user_id: int | None, now: datetime) -> int | None:
    """Give who leads a person's team, else a manager; None where there is neither."""
    team = select(users.c.team_id).where(users.c.id == user_id).scalar_subquery()
    for wanted in ((users.c.role == "team_lead", users.c.team_id == team), (users.c.role == "manager",)):
        for row in session.all(select(users).where(*wanted, users.c.id != user_id).order_by(users.c.id)):
            if is_here(session, row, now):
                return int(row.id)
    return None


def _settle(session: Session, row: Any, now: datetime) -> None:
    holder = passing.holder_of(session, row)
    expected = row.to_id if row.how == AT_ONCE else row.from_id
    if holder != expected:
        change.update(session, handovers, row.id, ended_at=now, ended_how="handed_on")
        return
    if row.if_late == TO_LEAD and (lead := lead_of(session, row.from_id, now)) is not None:
        passing.pass_to(session, row, lead, now)
        change.update(session, handovers, row.id, ended_at=now, ended_how="lead")
        return
    _go_back(session, row, now)
    change.update(session, handovers, row.id, ended_at=now, ended_how="back")


def _go_back(session: Session, row: Any, now: datetime) -> None:
    """Give it to who had it, if the receiver has it; a former holder who has left cannot, so their lead gets it."""
    if passing.holder_of(session, row) != row.to_id:
        return
    former = session.get(users, row.from_id) if row.from_id is not None else None
    if former is None or not is_here(session, former, now):
        to_id = lead_of(session, row.from_id, now)
        if to_id is None or to_id == row.to_id:
            return
        passing.pass_to(session, row, to_id, now)
    else:
        passing.pass_to(session, row, former.id, now)


def _to_answer(session: Session, actor: Actor, batch: int) -> Sequence[Any]:
    rows = passing.of_batch(session, batch)
    if not rows or rows[0].how is None:
        raise NotFound("handover", batch)
    if actor.id != rows[0].to_id and not actor.manages:
        check_giver(session, actor, rows[0])
        raise NotAllowed("not_yours", name=_name(session, rows[0]), holder=name_of(session, rows[0].to_id))
    passing.lock(session, rows)
    waiting = [row for row in rows if row.ended_at is None]
    if not waiting:
        raise Refused("answered", how=rows[0].ended_how or "")
    return waiting


def _answered(
    session: Session, batch: int, rows: Sequence[Any], before: Any, holder: str | None, passed: int
) -> Answered:
    left_with = tuple(holder_id for _id, holder_id, _answer in state_of(session, rows))
    session.can_be_undone_by("handover.restore", before, left_with)
    return Answered(batch, _name(session, rows[0]), holder, passed)


def _name(session: Session, row: Any) -> str:
    table, record_id = passing.subject(row)
    return str(session.value(select(table.c.name).where(table.c.id == record_id)) or "")
