"""Give customers to a person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tuicrm.plain.clean import note as clean_note
from tuicrm.sales.home import home
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
from tuicrm.sales.pool.limits import held_count, limits_of
from tuicrm.sales.rights import SELLING
from tuicrm.sales.rules import rule
from tuicrm.sales.talk.notices import tell_given
from tuicrm.sales.with_us import is_with_us
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users

REFUSES = ("held", "receiver", "receiver_limit", "other_team", "moved", "archived")


@rule("pool.assign", right="lead", writes=True, refuses=REFUSES)
def assign(
    session: Session, actor: Actor, customer_id: int, receiver_id: int, note: str = "", *, now: datetime
) -> Held:
    """Give a customer, from the pool or from its holder, to one of us. Its projects stay with whom they are.

    Limits: what the receiver may hold counts, what they may claim in a day does not.

    Raises:
        Refused: `held` (by the receiver already), `receiver` (does not sell, or has left), `receiver_limit`,
            `other_team` (a team lead gives within the team), `moved` (the holder changed meanwhile), `archived`.
    """
    receiver = _receiver(session, actor, receiver_id)
    done = _assign(session, actor, customer_id, receiver, clean_note(note), now)
    undone_by_restore(session, (done,))
    return done


@rule("pool.assign_many", right="lead", writes=True, refuses=REFUSES)
def assign_many(
    session: Session, actor: Actor, customer_ids: Sequence[int], receiver_id: int, note: str = "", *, now: datetime
) -> HeldMany:
    """Give as many of these to one of us as the rules allow, and say for the rest why not."""
    receiver, text = _receiver(session, actor, receiver_id), clean_note(note)
    result = for_each(session, customer_ids, lambda one: _assign(session, actor, one, receiver, text, now))
    undone_by_restore(session, result.done)
    return result


def _receiver(session: Session, actor: Actor, receiver_id: int) -> Any:
    session.lock(users, receiver_id)  # what they hold is counted below
    row = session.get(users, receiver_id)
    if row is None:
        raise NotFound("user", receiver_id)
    today = home(session).day(session.now)
    if not is_with_us(row, today) or row.role not in SELLING:
        raise Refused("receiver", to=row.name)
    if not actor.manages and row.id != actor.id and (actor.team_id is None or row.team_id != actor.team_id):
        raise Refused("other_team", to=row.name)
    return row


def _assign(session: Session, actor: Actor, customer_id: int, receiver: Any, note: str, now: datetime) -> Held:
    row = customer_to_hold(session, actor, customer_id)
    if row.owner_id == receiver.id:
        raise Refused("held", name=row.name, by=receiver.name)
    if row.owner_id is not None and not leads(session, actor, row.owner_id):
        raise Refused("other_team", to=name_of(session, row.owner_id) or "")
    limits = limits_of(session, receiver.id)
    limit, held = limits.holding, held_count(session, receiver.id, counts_won=limits.counts_won)
    if limit is not None and held >= limit:
        raise Refused("receiver_limit", to=receiver.name, held=held, limit=limit)
    same = customers.c.owner_id.is_(None) if row.owner_id is None else customers.c.owner_id == row.owner_id
    done = change_holder(session, row, receiver.id, same, how="assign", now=now, by_id=actor.id, note=note)
    if done is None:
        raise Refused("moved", name=row.name)
    tell_given(session, row.id, receiver.id, actor.id, now)
    return done
