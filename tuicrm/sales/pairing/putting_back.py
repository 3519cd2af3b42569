"""What was done to a pair is taken back: the pair and its two entries are as they were."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tuicrm.sales import rules
from tuicrm.sales.pairing.finding import find
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotAllowed
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.pairing import pairs

KEPT = (
    "state", "two", "met_on", "end_reason", "went_well", "was_hard", "asked", "to_try", "note", "note_state", "note_at",
    "note_by_id", "note_decided_at", "note_decided_by_id", "note_answer", "note_number",
)  # fmt: skip
OF_ACTION = ("state", "done_at", "done_on", "done_month", "outcome", "cancel_reason")

Values = Mapping[str, Any]


def before(session: Session, row: Any) -> tuple[dict[str, Any], dict[int, dict[str, Any]]]:
    """What a pair and its entries are now, for the rule that puts them back."""
    entries = {}
    for action_id in (row.learner_action_id, row.partner_action_id):
        if (action := session.get(actions, action_id)) is not None:
            entries[action.id] = {name: getattr(action, name) for name in OF_ACTION}
    return {name: getattr(row, name) for name in KEPT}, entries


@rule("pair.put_back", right="sell", writes=True)
def put_back(
    session: Session, actor: Actor, pair_id: int, values: Values, entries: Mapping[int, Values],
    inner: Mapping[str, Any] | None = None, *, now: datetime,
) -> int:  # fmt: skip
    """Give a pair and its entries back what they had before an act; `inner` takes back what the act did besides.

    What a manager decided about a note only a manager puts back.
    """
    row = find(session, actor, pair_id, of_the_two=not actor.leads)
    decided = "accepted" in (row.note_state, values["note_state"]) and row.note_state != values["note_state"]
    if decided and not actor.manages:
        raise NotAllowed("manage")
    change.update(session, pairs, pair_id, **{name: values[name] for name in KEPT})
    for action_id in (row.learner_action_id, row.partner_action_id):
        if (known := entries.get(action_id)) is not None:
            change.update(session, actions, action_id, **{name: known[name] for name in OF_ACTION})
    if inner is not None:
        rules.named(inner["rule"]).function(session, actor, *inner["args"], now=now, **inner["named"])
        session.undo = None
    return pair_id
