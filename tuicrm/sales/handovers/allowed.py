"""Who may hand over, and to whom."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.sales import rights
from tuicrm.sales.home import home
from tuicrm.sales.pool.holding import leads
from tuicrm.sales.pool.limits import held_count, limits_of
from tuicrm.sales.rights import SELLING
from tuicrm.sales.with_us import is_with_us
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users


def giver_of(session: Session, actor: Actor, table: Any, record_id: int) -> Any:
    """Give a customer or project that the actor may hand over: their own, their team's, or anybody's for managers.

    Raises:
        NotFound: not there, or not in sight.
        NotAllowed: `not_yours`.
        Refused: `nobodys` (there is no holder to hand it over: it is claimed or assigned), `archived`.
    """
    row = rights.find(session, actor, table, record_id)
    if row.archived_at is not None:
        raise Refused("archived", name=row.name)
    if row.owner_id is None:
        raise Refused("nobodys", name=row.name)
    if not leads(session, actor, row.owner_id):
        holder = session.value(select(users.c.name).where(users.c.id == row.owner_id))
        raise NotAllowed("not_yours", name=row.name, holder=holder)
    return row


def check_giver(session: Session, actor: Actor, handover: Any) -> None:
    """Let pass who gave or got it, or leads one of them.

    Raises:
        NotAllowed: `lead`, who sees it and may not.
        NotFound: who may not even see it.
    """
    if actor.id in (handover.from_id, handover.to_id, handover.by_id):
        return
    if not any(one is not None and leads(session, actor, one) for one in (handover.from_id, handover.to_id)):
        if not rights.sees_all(actor):
            raise NotFound("handover", handover.batch)
        raise NotAllowed("lead", role=actor.role)


def receiver_of(session: Session, actor: Actor, receiver_id: int, *, at_once: bool) -> Any:
    """Hold who is to get it: one of us who sells and is here. At once only a lead gives, and within the team.

    Raises:
        Refused: `receiver`, `other_team`, `asks_first` (a rep's colleague has to accept).
    """
    session.lock(users, receiver_id)
    row = session.get(users, receiver_id)
    if row is None:
        raise NotFound("user", receiver_id)
    if not is_here(session, row, session.now) or row.role not in SELLING:
        raise Refused("receiver", to=row.name)
    if at_once and not actor.leads:
        raise Refused("asks_first", to=row.name)
    if at_once and not actor.manages and (actor.team_id is None or row.team_id != actor.team_id):
        raise Refused("other_team", to=row.name)
    return row


def is_here(session: Session, user: Any, now: datetime) -> bool:
    """Say whether somebody works here today."""
    return is_with_us(user, home(session).day(now))


def check_limit(session: Session, actor: Actor, receiver: Any, customer_id: int) -> None:
    """Refuse a customer beyond what the receiver may hold; a manager may go beyond it."""
    held_already = select(customers.c.id).where(customers.c.id == customer_id, customers.c.owner_id == receiver.id)
    if actor.manages or session.exists(held_already):
        return
    limits = limits_of(session, receiver.id)
    held = held_count(session, receiver.id, counts_won=limits.counts_won)
    if limits.holding is not None and held >= limits.holding:
        raise Refused("receiver_limit", to=receiver.name, held=held, limit=limits.holding)
