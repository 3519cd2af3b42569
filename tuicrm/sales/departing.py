"""Somebody leaves, in one act: what they hold passes on, their ways in are closed, their last day is noted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from tuicrm.sales import left_over
from tuicrm.sales.access.keys import live_keys, revoke_all
from tuicrm.sales.access.passes import close_all, is_open
from tuicrm.sales.access.sessions import end_all
from tuicrm.sales.auditing.reads import ReadLine, reads_of
from tuicrm.sales.handovers.allowed import receiver_of
from tuicrm.sales.handovers.answering import lead_of
from tuicrm.sales.handovers.leaving import SPLITS, Part, give_all, shared_out
from tuicrm.sales.handovers.passing import Terms
from tuicrm.sales.home import home
from tuicrm.sales.left_over import Waiting
from tuicrm.sales.next_action import AMONG_US
from tuicrm.sales.people.places import leave
from tuicrm.sales.pool.holding import change_holder
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.access import access_passes, user_sessions
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects

READ_DAYS = 30


@dataclass(frozen=True)
class Going:
    """Where everything goes.

    Attributes:
        to_ids: who gets it, shared out `by` one of `handovers.SPLITS`.
        to_pool: customers without an open project of theirs go to the pool; the rest needs a receiver, by default
            the lead of their team.
        left_on: the last day; today by default.
    """

    to_ids: tuple[int, ...] = ()
    to_pool: bool = False
    by: str = "even"
    left_on: date | None = None


@dataclass(frozen=True)
class Departure:
    """What leaving does, or did.

    Attributes:
        parts: who gets what.
        pooled: how many customers go to the pool.
        keys, passes, windows: how many ways in are closed; none when the last day is still to come, because they
            close by themselves when it is over.
        asked: moves that wait for a lead and that they asked for: whoever gets the project speaks for them now.
        to_decide: moves of their team that wait, when it is a lead who goes.
        reads: what they read in bulk in the last 30 days.
        is_ahead: whether the last day is still to come.
    """

    id: int
    name: str
    login: str
    left_on: date
    parts: tuple[Part, ...]
    pooled: int
    keys: int
    passes: int
    windows: int
    asked: tuple[Waiting, ...]
    to_decide: tuple[Waiting, ...]
    reads: tuple[ReadLine, ...]
    is_ahead: bool = False


REFUSES = (
    "has_left", "last_administrator", "receiver", "split", "other_team", "asks_first", "holds_still", "oneself",
    "goes_themself", "order_of_days",
)  # fmt: skip


@rule("user.departing", right="administer", refuses=REFUSES)
def departing(session: Session, actor: Actor, user_id: int, going: Going, *, now: datetime) -> Departure:
    """Say what leaving would do; nothing is written."""
    user = _leaving(session, actor, user_id, going)
    going = _with_receiver(session, actor, user_id, going, now)
    pooled = _to_pool(session, user_id) if going.to_pool else ()
    parts: tuple[Part, ...] = ()
    if going.to_ids and _holds(session, user_id, but=pooled):
        parts = shared_out(session, actor, user_id, going.to_ids, going.by, Terms(at_once=True), now=now)
    _none_left(session, user, going, pooled)
    waiting = left_over.asked(session, user_id, parts), left_over.to_decide(session, user)
    closed = _ways_in(session, user_id) if _is_over(session, going, now) else (0, 0, 0)
    return _told(session, user, going, parts, len(pooled), closed, waiting, now)


@rule("user.depart", right="administer", writes=True, refuses=REFUSES)
def depart(session: Session, actor: Actor, user_id: int, going: Going, *, now: datetime) -> Departure:
    """Let somebody leave: hand over or give free, close keys, words, links and windows, note the last day.

    No past figure changes: what was won stays credited to who won it.
    """
    user = _leaving(session, actor, user_id, going)
    going = _with_receiver(session, actor, user_id, going, now)
    pooled = _to_pool(session, user_id) if going.to_pool else ()
    session.lock(customers, *pooled)
    for customer_id in pooled:
        row = session.get(customers, customer_id)
        change_holder(
            session, row, None, customers.c.owner_id == user_id, how="release", now=now, by_id=actor.id, reason="left"
        )
    parts: tuple[Part, ...] = ()
    _none_left(session, user, going, pooled)
    holds = bool(going.to_ids) and _holds(session, user_id)
    terms = Terms(at_once=True, reads_days=0)
    if holds:
        parts = shared_out(session, actor, user_id, going.to_ids, going.by, terms, now=now)
    asked, to_decide = left_over.asked(session, user_id, parts), left_over.to_decide(session, user)
    if holds:
        give_all(session, actor, user_id, going.to_ids, going.by, terms, now=now)
    left_over.pass_on(session, user_id, asked, next(iter(going.to_ids), None), now, pooled)
    closed = (0, 0, 0)
    if _is_over(session, going, now):
        closed = (
            revoke_all(session, user_id, now),
            close_all(session, user_id, now),
            end_all(session, user_id, actor.id, now),
        )
    leave(session, actor, user_id, left_on=going.left_on, now=now)
    session.undo = None  # half of it could be taken back by hand, all of it by nothing: `user stay` lets them in again
    return _told(session, user, going, parts, len(pooled), closed, (asked, to_decide), now)


def _leaving(session: Session, actor: Actor, user_id: int, going: Going) -> Any:
    user = session.get(users, user_id)
    if user is None:
        raise NotFound("user", user_id)
    if user_id == actor.id:
        raise Refused("oneself", name=user.name)
    if user.left_on is not None:
        raise Refused("has_left", name=user.name, on=user.left_on)
    if user_id in going.to_ids:
        raise Refused("goes_themself", name=user.name)
    if going.by not in SPLITS:
        raise Refused("split", given=going.by, known=SPLITS)
    if going.left_on and user.joined_on and going.left_on < user.joined_on:
        raise Refused("order_of_days", first=user.joined_on, last=going.left_on)
    return user


def _is_over(session: Session, going: Going, now: datetime) -> bool:
    """Say whether the last day has come; else every way in closes by itself when it is over."""
    today = home(session).day(now)
    return (going.left_on or today) <= today


def _with_receiver(session: Session, actor: Actor, user_id: int, going: Going, now: datetime) -> Going:
    """Where only the pool was named, open projects go to the lead of the team."""
    for one in going.to_ids:
        receiver_of(session, actor, one, at_once=True)
    if going.to_ids or not going.to_pool:
        return going
    lead = lead_of(session, user_id, now)
    return going if lead is None or lead == user_id else replace(going, to_ids=(lead,))


def _to_pool(session: Session, user_id: int) -> Sequence[int]:
    """Customers of theirs without an open project of theirs."""
    busy = select(projects.c.customer_id).where(
        projects.c.owner_id == user_id, projects.c.state == "open", projects.c.archived_at.is_(None),
        projects.c.customer_id.is_not(None),
    )  # fmt: skip
    return session.values(
        select(customers.c.id)
        .where(customers.c.owner_id == user_id, customers.c.archived_at.is_(None), customers.c.id.not_in(busy))
        .order_by(customers.c.id)
    )


def _holds(session: Session, user_id: int, *, but: Sequence[int] = ()) -> bool:
    held = select(customers.c.id).where(customers.c.owner_id == user_id, customers.c.archived_at.is_(None))
    mine = select(projects.c.id).where(projects.c.owner_id == user_id, projects.c.archived_at.is_(None))
    return session.exists(held.where(customers.c.id.not_in(but))) or session.exists(mine)


def _none_left(session: Session, user: Any, going: Going, pooled: Sequence[int]) -> None:
    """Nobody leaves with open work in their hands."""
    if going.to_ids:
        return
    held = session.value(
        select(func.count()).where(
            customers.c.owner_id == user.id, customers.c.archived_at.is_(None), customers.c.id.not_in(pooled)
        )
    )
    mine = session.value(
        select(func.count()).where(
            projects.c.owner_id == user.id, projects.c.state == "open", projects.c.archived_at.is_(None)
        )
    )
    planned = session.value(
        select(func.count()).where(
            actions.c.owner_id == user.id,
            actions.c.state == "planned",
            actions.c.origin != AMONG_US,
            or_(actions.c.customer_id.is_(None), actions.c.customer_id.not_in(pooled)),
        )
    )
    if held or mine or planned:
        raise Refused("holds_still", name=user.name, customers=held, projects=mine, actions=planned)


def _ways_in(session: Session, user_id: int) -> tuple[int, int, int]:
    open_passes = select(func.count()).where(access_passes.c.user_id == user_id, is_open(session.now))
    windows = select(func.count()).where(user_sessions.c.user_id == user_id, user_sessions.c.ended_at.is_(None))
    return len(live_keys(session, user_id)), session.value(open_passes), session.value(windows)


def _told(
    session: Session, user: Any, going: Going, parts: tuple[Part, ...], pooled: int, closed: tuple[int, int, int],
    waiting: tuple[tuple[Waiting, ...], tuple[Waiting, ...]], now: datetime,
) -> Departure:  # fmt: skip
    today = home(session).day(now)
    return Departure(
        user.id, user.name, user.login, going.left_on or today, parts, pooled, *closed, *waiting,
        reads_of(session, user.id, today - timedelta(days=READ_DAYS)), not _is_over(session, going, now),
    )  # fmt: skip
