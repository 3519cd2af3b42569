"""What was done to a pair is taken back: the pair and its two entries are as they were."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tuicrm.sales import rules
from tuicrm.sales.paired import Values, restore
from tuicrm.sales.pairing.finding import find
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotAllowed
from tuicrm.store.session import Session


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
    restore(session, row, values, entries)
    if inner is not None:
        rules.named(inner["rule"]).function(session, actor, *inner["args"], now=now, **inner["named"])
        session.undo = None
    return pair_id
