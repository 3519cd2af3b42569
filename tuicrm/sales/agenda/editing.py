"""Everything about a planned action can be changed but what it is about; each change is on record."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from tuicrm.plain.clean import line
from tuicrm.plain.clean import note as clean_note
from tuicrm.sales.agenda.among_us import move_the_other
from tuicrm.sales.agenda.kinds import known_kind
from tuicrm.sales.agenda.people import people_of, set_people
from tuicrm.sales.agenda.planning import PLAN_REFUSES, NewAction, Planned, check_amounts, contact_of, own
from tuicrm.sales.home import home
from tuicrm.sales.next_action import renew_next
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import ChangedSince, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contacts
from tuicrm.store.tables.people import users


@dataclass(frozen=True)
class Card:
    """All of an action that a form shows; `version` is given back when it is saved."""

    id: int
    version: int
    state: str
    plan: NewAction
    postponed: int
    owner: str | None
    contact: str | None
    people: tuple[str, ...]


@rule("agenda.card", right="read")
def card(session: Session, actor: Actor, action_id: int, *, now: datetime) -> Card:
    """Give all of an action, for a form.

    Raises:
        NotFound: not there, or not for the actor to see.
    """
    from tuicrm.sales.agenda.listing import find

    find(session, actor, action_id, now=now)
    row = session.get(actions, action_id)
    others = people_of(session, [action_id]).get(action_id, ())
    owner = session.get(users, row.owner_id) if row.owner_id else None
    contact = session.get(contacts, row.contact_id) if row.contact_id else None
    return Card(
        row.id, row.version, row.state, _plan_of(row, others), row.postponed, owner.name if owner else None,
        contact.name if contact else None, tuple(one.name for one in others),
    )  # fmt: skip


@rule("agenda.edit", right="sell", writes=True, refuses=(*PLAN_REFUSES, "not_planned", "changed_since"))
def edit(
    session: Session, actor: Actor, action_id: int, to: NewAction, *, version: int | None = None, now: datetime
) -> Planned:
    """Make a planned action as `to` says; what it is about stays. A later day counts as postponed.

    Args:
        version: of the card that was edited; where somebody else has changed it since, nothing is written.
    """
    row = own(session, actor, action_id)
    if row.state != "planned":
        raise Refused("not_planned", subject=row.subject)
    if version is not None and row.version != version:
        raise ChangedSince("action", action_id, None)
    known_kind(session, to.kind)
    if to.promise not in (None, "ours", "theirs"):
        raise Refused("promise", given=to.promise)
    if to.on is None and to.at is None:
        raise Refused("no_time")
    check_amounts(to.minutes, to.remind_minutes, to.expected_cost_minor, to.priority)
    if to.contact_id is not None:
        contact_of(session, to.contact_id, row.customer_id)
    house = home(session)
    on: date = house.day(to.at) if to.at is not None else to.on or row.planned_on
    before = _plan_of(row, people_of(session, [action_id]).get(action_id, ()))
    grain = "minute" if to.at is not None else ("week" if to.grain == "week" else "day")
    written = _columns(to, on, grain)
    if to.expected_cost_minor is not None:
        written["currency"] = house.currency
    written["postponed"] = row.postponed + (on > row.planned_on)
    if to.origin == "undo":
        written["postponed"] = row.postponed - (row.planned_on > on)
    change.update(session, actions, action_id, **written)
    if (on, to.at, grain) != (row.planned_on, row.planned_at, row.grain):
        move_the_other(session, row, on, to.at, grain)
    set_people(session, action_id, row.customer_id, to.contact_ids, to.user_ids, row.owner_id, to.contact_id)
    renew_next(session, house, row.customer_id, row.project_id)
    session.can_be_undone_by("agenda.edit", action_id, replace(before, origin="undo"))
    return Planned(action_id, to.kind, line(to.subject), on, to.at, grain, line(to.subject))


def _columns(to: NewAction, on: date, grain: str) -> dict[str, Any]:
    return {
        "kind": to.kind, "subject": line(to.subject)[:300], "contact_id": to.contact_id, "planned_on": on,
        "planned_at": to.at, "grain": grain, "minutes": to.minutes, "place": line(to.place)[:200] or None,
        "promise": to.promise, "priority": to.priority, "details": clean_note(to.details) or None,
        "expected_cost_minor": to.expected_cost_minor, "remind_minutes": to.remind_minutes,
    }  # fmt: skip


def _plan_of(row: Any, others: Any) -> NewAction:
    return NewAction(
        row.kind, row.subject, customer_id=row.customer_id, project_id=row.project_id, contact_id=row.contact_id,
        on=None if row.planned_at is not None else row.planned_on, at=row.planned_at, grain=row.grain,
        minutes=row.minutes, place=row.place or "", owner_id=row.owner_id, promise=row.promise, priority=row.priority,
        contact_ids=tuple(one.contact_id for one in others if one.contact_id is not None),
        user_ids=tuple(one.user_id for one in others if one.user_id is not None), details=row.details or "",
        expected_cost_minor=row.expected_cost_minor, remind_minutes=row.remind_minutes,
    )  # fmt: skip
