"""An action is done, half done, missed, or taken back; what is done is corrected on record, never silently."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.plain.clean import note as clean_note
from tuicrm.plain.periods import month_of
from tuicrm.sales import outcomes
from tuicrm.sales.agenda.following import Also, Moved, consequences, follow, next_of, unfollow
from tuicrm.sales.agenda.kinds import known_kind
from tuicrm.sales.agenda.own_outcome import keep_own
from tuicrm.sales.agenda.planning import NewAction, Planned, contact_of, own, subject_of
from tuicrm.sales.home import home
from tuicrm.sales.next_action import renew_next
from tuicrm.sales.outcomes import CallOutcome
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import projects


@dataclass(frozen=True)
class Done:
    """An action on record, and what was planned next with it.

    Attributes:
        tries: how many calls in a row nobody took, 0 where somebody was reached; `most_tries` is the limit.
        is_released: the customer was given free, because the limit was reached.
        changed: what else was changed: amount_minor, expected_on, need, wrong, closed.
        planned: what else was planned with it: promises, further steps.
    """

    action_id: int
    kind: str
    outcome: str
    about: str
    next: Planned | None
    tries: int = 0
    most_tries: int | None = None
    is_released: bool = False
    changed: tuple[str, ...] = ()
    planned: tuple[Planned, ...] = ()


REFUSES = (
    "not_planned", "outcome", "kind", "no_time", "about_nothing", "promise", "archived", "next_missing",
    "why_needed", "need_unknown", "too_long_done", "field_unknown", "field_value",
)  # fmt: skip
MOST_MINUTES = 24 * 60


@rule("agenda.done", right="sell", writes=True, refuses=REFUSES)
def done(
    session: Session, actor: Actor, action_id: int, *, outcome: str = "done", note: str = "",
    minutes: int | None = None, cost_minor: int | None = None, next_action: NewAction | None = None,
    also: Also | None = None, now: datetime,
) -> Done:  # fmt: skip
    """Put a planned action on record with its outcome, and plan the next step in the same go.

    A call that nobody took plans itself again, by the team's list of outcomes. What is half done is planned again for
    tomorrow; what was missed is not done, and stays on record as missed. The stage that the project is in now is
    kept with the action.
    """
    row = own(session, actor, action_id)
    if row.state != "planned":
        raise Refused("not_planned", subject=row.subject)
    meant, also = outcomes.known(session, outcome), also or Also()
    if outcome == "missed":
        return _missed(session, actor, row, note, next_action, also, now)
    if meant.follow == "reason" and not (also.reason or note):
        raise Refused("why_needed")
    contact = {}
    if also.contact_id is not None and row.contact_id is None:
        contact["contact_id"] = contact_of(session, also.contact_id, row.customer_id)
    change.update(
        session, actions, action_id, **_done(session, row.project_id, outcome, _words(note, also), now),
        **_costs(session, minutes, cost_minor), **contact,
    )  # fmt: skip
    return _finish(session, actor, session.get(actions, action_id), meant, next_action, also, now)


@rule("agenda.log", right="sell", writes=True, refuses=REFUSES)
def log(
    session: Session, actor: Actor, new: NewAction, *, outcome: str = "done", note: str = "",
    cost_minor: int | None = None, next_action: NewAction | None = None, also: Also | None = None, now: datetime,
) -> Done:  # fmt: skip
    """Put on record what was done without having been planned."""
    known_kind(session, new.kind)
    meant, also = outcomes.known(session, outcome), also or Also()
    if meant.follow == "reason" and not (also.reason or note):
        raise Refused("why_needed")
    new = replace(new, contact_id=new.contact_id or also.contact_id)
    customer_id, _about_it = subject_of(session, actor, new)
    action_id = change.insert(
        session, actions, customer_id=customer_id, project_id=new.project_id,
        contact_id=new.contact_id, owner_id=actor.id, made_by_id=actor.id, kind=new.kind,
        subject=line(new.subject)[:300], grain="minute", place=line(new.place) or None, promise=new.promise,
        origin="log", created_at=now, **_done(session, new.project_id, outcome, _words(note, also), now),
        **_costs(session, new.minutes, cost_minor),
    )  # fmt: skip
    return _finish(session, actor, session.get(actions, action_id), meant, next_action, also, now)


def _finish(
    session: Session, actor: Actor, row: Any, meant: CallOutcome, next_action: NewAction | None, also: Also,
    now: datetime,
) -> Done:  # fmt: skip
    """Do what follows an action that is on record, and keep how all of it is taken back."""
    own_steps = keep_own(session, row, also.own)
    moved = follow(session, row, meant, now)
    following = next_of(session, actor, row, meant, next_action, also, now)
    followed = consequences(session, actor, row, meant, also, now)
    renew_next(session, home(session), row.customer_id, row.project_id)
    session.can_be_undone_by(
        "agenda.take_back",
        row.id,
        following.action_id if following else None,
        replace(moved, steps=(*own_steps, *followed.steps)),
    )
    return Done(
        row.id, row.kind, meant.key, _about(session, row), following, followed.tries, meant.most_tries,
        followed.is_released, followed.changed, followed.planned,
    )  # fmt: skip


def _missed(
    session: Session, actor: Actor, row: Any, note: str, next_action: NewAction | None, also: Also, now: datetime
) -> Done:
    """Keep that a planned action did not happen: it was no contact and moves nothing but the next step."""
    reason = line(" ".join(part for part in (also.reason, note) if part))[:200]
    change.update(session, actions, row.id, state="cancelled", outcome="missed", cancel_reason=reason or None)
    meant = outcomes.known(session, "missed")
    following = next_of(session, actor, row, meant, next_action, also, now)
    renew_next(session, home(session), row.customer_id, row.project_id)
    session.can_be_undone_by("agenda.restore", row.id, following.action_id if following else None)
    return Done(row.id, row.kind, "missed", _about(session, row), following)


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
        said = ("outcome", "note", "done_minutes", "cost_minor", "currency", "stage_id")
        undone |= {"state": "planned"} | dict.fromkeys(said)
    change.update(session, actions, action_id, **undone)
    if moved is not None:
        unfollow(session, actor, row, moved, now)
    if next_id is not None and (following := session.get(actions, next_id)) and following.state == "planned":
        change.update(session, actions, next_id, state="cancelled", cancel_reason="undo")
    renew_next(session, home(session), row.customer_id, row.project_id)
    return action_id


@rule("agenda.correct", right="sell", writes=True, refuses=("not_done", "outcome", "why_needed", "too_long_done"))
def correct(
    session: Session, actor: Actor, action_id: int, reason: str, *, outcome: str | None = None,
    note: str | None = None, minutes: int | None = None, cost_minor: int | None = None, now: datetime,
) -> int:  # fmt: skip
    """Correct what is on record of a done action; what stood there before, who changed it and why stays on record.

    What the outcome planned or moved is left as it is.
    """
    row = own(session, actor, action_id)
    if row.state != "done":
        raise Refused("not_done", subject=row.subject)
    if not line(reason):
        raise Refused("why_needed")
    written: dict[str, Any] = {}
    if outcome is not None:
        written["outcome"] = outcomes.known(session, outcome).key
    if note is not None:
        written["note"] = clean_note(note) or None
    written |= {name: value for name, value in _costs(session, minutes, cost_minor).items() if value is not None}
    before = {name: getattr(row, name) for name in written}
    change.update(session, actions, action_id, **written, correct_reason=line(reason)[:200])
    back = {"done_minutes": "minutes"}
    given = {back.get(name, name): value for name, value in before.items() if name != "currency"}
    session.can_be_undone_by("agenda.correct", action_id, "undo", **given)
    return action_id


def _words(note: str, also: Also) -> str:
    """Put the reasons that were given before the note, so that both are read where the note is."""
    return "; ".join(part for part in (line(also.reason), line(also.without_next), clean_note(note)) if part)


def _costs(session: Session, minutes: int | None, cost_minor: int | None) -> dict[str, Any]:
    if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
        raise Refused("too_long_done", most=MOST_MINUTES // 60)
    currency = home(session).currency if cost_minor is not None else None
    return {"done_minutes": minutes, "cost_minor": cost_minor, "currency": currency}


def _done(session: Session, project_id: int | None, outcome: str, note: str, now: datetime) -> dict[str, Any]:
    today = home(session).day(now)
    stage = None
    if project_id is not None:
        stage = session.value(select(projects.c.stage_id).where(projects.c.id == project_id))
    return {
        "state": "done", "done_at": now, "done_on": today, "done_month": month_of(today), "outcome": outcome,
        "note": clean_note(note) or None, "stage_id": stage,
    }  # fmt: skip


def _about(session: Session, row: Any) -> str:
    table, record_id = (projects, row.project_id) if row.project_id else (customers, row.customer_id)
    return str(session.value(select(table.c.name).where(table.c.id == record_id)))
