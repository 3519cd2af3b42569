"""Hand out by hand: many from the pool, best first; one that waited too long for its first action to somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tuicrm.sales import rights
from tuicrm.sales.pool.handing_out import HAND_OUT, Eligible, HandedOut, hand_out, hand_to_another
from tuicrm.sales.pool.holding import customer_to_hold, leads, undone_by_restore
from tuicrm.sales.pool.worth import likes
from tuicrm.sales.rules import rule
from tuicrm.sales.settings.reading import values
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.holding import hand_outs
from tuicrm.store.tables.people import users


@dataclass(frozen=True)
class Record:
    """One hand-out as it is on record; `by` handed it out."""

    at: datetime
    rule: str
    chosen: str | None
    why: str
    eligible: tuple[Eligible, ...]
    seed: int | None
    by: str | None


@rule("pool.hand_out", right="manage", writes=True, refuses=("hand_out_off",))
def hand_out_many(
    session: Session, actor: Actor, customer_ids: Sequence[int], rule_name: str = "", *, now: datetime
) -> tuple[HandedOut, ...]:
    """Hand customers of the pool out, the best one first; those that nobody can take stay, and the answer says why.

    What somebody claims meanwhile is left out.

    Args:
        rule_name: a key of `handing_out.RULES`, instead of the team's own.
    """
    kinds = likes(session)
    rows = session.all(select(customers).where(customers.c.id.in_(list(customer_ids)), customers.c.owner_id.is_(None)))
    best = sorted(rows, key=lambda row: (-(kinds.worth(row.class_key, row.source_id) or 0), row.id))
    if best and (rule_name or values(session).of(HAND_OUT)) == "pool":
        raise Refused("hand_out_off")
    done = []
    for row in best:
        seed = None if session.operation is None else (session.operation.int + row.id) & 0xFFFFFFFF
        one = hand_out(session, actor, row.id, rule=rule_name, seed=seed, now=now)
        if one is not None:  # else somebody claimed it in this moment
            done.append(one)
    undone_by_restore(session, (one.held for one in done if one.held is not None))
    return tuple(done)


@rule(
    "pool.reassign", right="lead", writes=True, refuses=("in_pool", "other_team", "nobody_else", "archived")
)  # fmt: skip
def reassign(session: Session, actor: Actor, customer_id: int, *, now: datetime) -> HandedOut:
    """Take a customer from its holder and give it to whoever of the same team has most room: one key, no question."""
    row = customer_to_hold(session, actor, customer_id)
    if row.owner_id is None:
        raise Refused("in_pool", name=row.name)
    holder = session.get(users, row.owner_id)
    assert holder is not None
    if not leads(session, actor, row.owner_id):
        raise Refused("other_team", to=holder.name)
    mates = users.c.team_id == holder.team_id if holder.team_id is not None else users.c.team_id.is_(None)
    done = hand_to_another(session, actor, row, set(session.values(select(users.c.id).where(mates))), now)
    if done.held is None:
        raise Refused("nobody_else", name=row.name)
    undone_by_restore(session, (done.held,))
    return done


@rule("pool.hand_out_record", right="read")
def record(session: Session, actor: Actor, customer_id: int, *, now: datetime) -> tuple[Record, ...]:
    """Give to whom a customer was handed out, newest first: by which rule, who could have got it, and why."""
    rights.find(session, actor, customers, customer_id)
    return records_of(session, customer_id)


def records_of(session: Session, customer_id: int) -> tuple[Record, ...]:
    """Give the hand-outs of a customer as they are on record, newest first."""
    names = {row.id: row.name for row in session.all(select(users.c.id, users.c.name))}
    rows = session.all(select(hand_outs).where(hand_outs.c.customer_id == customer_id).order_by(hand_outs.c.id.desc()))
    return tuple(
        Record(
            at=row.at, rule=row.rule, chosen=names.get(row.chosen_id), why=row.why, seed=row.seed,
            eligible=tuple(
                Eligible(one["id"], names.get(one["id"], "?"), one["capacity"], one["taken"], one["room"])
                for one in row.eligible or ()
            ),
            by=names.get(row.by_id),
        )
        for row in rows
    )  # fmt: skip
