"""A pair and its two entries as rows: what they are now, called off, given back; and what ends because one leaves."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from tuicrm.plain.language import _
from tuicrm.sales.home import home
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.pairing import pairs

KEPT = (
    "state", "two", "met_on", "end_reason", "went_well", "was_hard", "asked", "to_try", "note", "note_state", "note_at",
    "note_by_id", "note_decided_at", "note_decided_by_id", "note_answer", "note_number",
)  # fmt: skip
OF_ACTION = ("state", "done_at", "done_on", "done_month", "outcome", "cancel_reason")

Values = Mapping[str, Any]
Ended = list[list[Any]]
"""Of each pair that ended: its id, what it was, what its entries were."""


def before(session: Session, row: Any) -> tuple[dict[str, Any], dict[int, dict[str, Any]]]:
    """What a pair and its entries are now, for the rule that puts them back."""
    entries = {}
    for action_id in (row.learner_action_id, row.partner_action_id):
        if (action := session.get(actions, action_id)) is not None:
            entries[action.id] = {name: getattr(action, name) for name in OF_ACTION}
    return {name: getattr(row, name) for name in KEPT}, entries


def restore(session: Session, row: Any, values: Values, entries: Mapping[int, Values]) -> None:
    """Write what `before` told of a pair and its entries."""
    change.update(session, pairs, row.id, **{name: values[name] for name in KEPT})
    for action_id in (row.learner_action_id, row.partner_action_id):
        if (known := entries.get(action_id)) is not None:
            change.update(session, actions, action_id, **{name: known[name] for name in OF_ACTION})


def call_off(session: Session, row: Any, reason: str) -> None:
    """Cancel what is still planned of a pair in the two agendas."""
    for action_id in (row.learner_action_id, row.partner_action_id):
        action = session.get(actions, action_id)
        if action is not None and action.state == "planned":
            change.update(session, actions, action_id, state="cancelled", cancel_reason=reason[:200] or None)


def end_of(session: Session, user_id: int, name: str, left_on: date) -> Ended:
    """Let the talks go that somebody will be gone for, or did not come to; the other is free for another pair.

    Returns:
        what `put_all_back` needs.
    """
    today = home(session).day(session.now)
    rows = session.all(
        select(pairs)
        .where(pairs.c.state == "planned", pairs.c.archived_at.is_(None))
        .where(or_(pairs.c.learner_id == user_id, pairs.c.partner_id == user_id))
        .order_by(pairs.c.id)
    )
    ended: Ended = []
    for row in rows:
        own = row.learner_action_id if row.learner_id == user_id else row.partner_action_id
        action = session.get(actions, own) if own else None
        on = row.talk_on if action is None or action.planned_on is None else action.planned_on
        if today <= on <= left_on:
            continue
        ended.append([row.id, *before(session, row)])
        reason = _("{name} leaves.").format(name=name)
        change.update(session, pairs, row.id, state="skipped", two=None, end_reason=reason[:200])
        call_off(session, row, reason)
    return ended


def put_all_back(session: Session, ended: Iterable[Any]) -> None:
    """Give pairs back what they were; those that something else happened to stay as they are."""
    for pair_id, values, entries in ended:
        row = session.get(pairs, pair_id)
        if row is not None and row.state == "skipped":
            restore(session, row, values, {int(key): one for key, one in entries.items()})
