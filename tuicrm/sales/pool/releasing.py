"""Give customers back to the pool, with a reason."""

from collections.abc import Sequence
from datetime import datetime

from tuicrm.plain.clean import note as clean_note
from tuicrm.plain.language import N_, _
from tuicrm.sales.pool.holding import (
    Held,
    HeldMany,
    change_holder,
    customer_to_hold,
    for_each,
    leads,
    name_of,
    undone_by_restore,
)
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers

REASONS = {
    "no_need": N_("no need"),
    "no_budget": N_("no budget"),
    "timing": N_("timing"),
    "silent": N_("no answer"),
    "no_fit": N_("does not fit"),
    "competitor": N_("a competitor"),
    "no_time": N_("I have no time for it"),
    "region": N_("wrong region"),
    "other": N_("other"),
}
REFUSES = ("reason_missing", "in_pool", "not_yours", "archived")


@rule("pool.release", right="sell", writes=True, refuses=REFUSES)
def release(session: Session, actor: Actor, customer_id: int, reason: str, note: str = "", *, now: datetime) -> Held:
    """Give a customer back to the pool.

    Args:
        reason: a key of `REASONS` or its name in any language of ours; any other text is kept as the note.
    Raises:
        Refused: `reason_missing`, `in_pool` (already), `not_yours` (only the owner or who leads them), `archived`.
    """
    key, text = read_reason(reason, note)
    done = _release(session, actor, customer_id, key, text, now)
    undone_by_restore(session, (done,))
    return done


@rule("pool.release_many", right="sell", writes=True, refuses=REFUSES)
def release_many(
    session: Session, actor: Actor, customer_ids: Sequence[int], reason: str, note: str = "", *, now: datetime
) -> HeldMany:
    """Give those back that the actor may give back, and say for the rest why not."""
    key, text = read_reason(reason, note)
    result = for_each(session, customer_ids, lambda one: _release(session, actor, one, key, text, now))
    undone_by_restore(session, result.done)
    return result


def read_reason(reason: str, note: str = "") -> tuple[str, str]:
    """Read a reason as a person or a script writes it: its key, and what is said besides."""
    said, text = clean_note(reason), clean_note(note)
    plain = said.casefold().replace("-", "_")
    if not plain:
        raise Refused("reason_missing", reasons=tuple(REASONS))
    for key, name in REASONS.items():
        if plain in (key, plain_name(key), name.casefold(), _(name).casefold()):
            return key, text
    return "other", "\n".join(part for part in (said, text) if part)


def plain_name(key: str) -> str:
    """Give a key as it is typed with blanks."""
    return key.replace("_", " ")


def _release(session: Session, actor: Actor, customer_id: int, reason: str, note: str, now: datetime) -> Held:
    row = customer_to_hold(session, actor, customer_id)
    if row.owner_id is None:
        raise Refused("in_pool", name=row.name)
    if row.owner_id != actor.id and not leads(session, actor, row.owner_id):
        raise Refused("not_yours", name=row.name, by=name_of(session, row.owner_id) or "")
    same = customers.c.owner_id == row.owner_id
    done = change_holder(session, row, None, same, how="release", now=now, by_id=actor.id, reason=reason, note=note)
    if done is None:
        raise Refused("in_pool", name=row.name)
    return done
