"""Who may be paired in a week: who sells, is there, and is in no other pair."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select

from tuicrm.sales.pairing.strength import Tally
from tuicrm.sales.rights import LEAD, REP
from tuicrm.sales.with_us import with_us
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotAllowed, NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.pairing import pairs
from tuicrm.store.tables.people import leaves, users
from tuicrm.store.tables.projects import stage_history

YEAR = timedelta(days=365)
WEEK = timedelta(days=7)
ON = ("forward", "skip", "won")
LIVING = ("planned", "met")
"""States of a pair that fills the week of its two."""


@dataclass(frozen=True)
class Person:
    """One of us who may be paired."""

    id: int
    name: str
    role: str
    team_id: int | None


def monday(day: date) -> date:
    """The Monday of the week that a day is in."""
    return day - timedelta(days=day.weekday())


def next_week(today: date) -> date:
    """The Monday of the week that pairs are made for now: this one until Thursday, then the next."""
    return monday(today) if today.weekday() < 4 else monday(today) + WEEK


def of_actor(session: Session, actor: Actor) -> dict[int, Person]:
    """Whom the actor may pair: the people of their own team for a lead, everybody who sells for a manager."""
    wanted = select(users.c.id, users.c.name, users.c.role, users.c.team_id).where(
        users.c.role.in_((REP, LEAD)), with_us(actor.today)
    )
    if not actor.manages:
        wanted = wanted.where(users.c.team_id == (actor.team_id or 0))
    return {row.id: Person(*row) for row in session.all(wanted.order_by(users.c.id))}


def person(session: Session, actor: Actor, user_id: int) -> Person:
    """Give one whom the actor may pair.

    Raises:
        NotFound: nobody, or nobody who sells here any more.
        NotAllowed: somebody of a team that the actor does not lead.
    """
    if (found := of_actor(session, actor).get(user_id)) is not None:
        return found
    if session.get(users, user_id) is None or actor.manages:
        raise NotFound("user", user_id)
    raise NotAllowed("lead", role=actor.role)


def away(session: Session, weeks: Collection[date]) -> set[int]:
    """Who is on leave on any of the working days of some weeks."""
    gone = [leaves.c.from_on <= week + timedelta(days=4) for week in weeks]
    back = [leaves.c.to_on >= week for week in weeks]
    during = or_(*(one & other for one, other in zip(gone, back, strict=True)))
    return set(session.values(select(leaves.c.user_id).where(leaves.c.archived_at.is_(None), during)))


def busy(session: Session, weeks: Collection[date]) -> set[int]:
    """Who talks with somebody in one of these weeks already."""
    rows = session.all(
        select(pairs.c.learner_id, pairs.c.partner_id).where(
            pairs.c.talk_on.in_(weeks), pairs.c.state.in_(LIVING), pairs.c.archived_at.is_(None)
        )
    )
    return {user_id for row in rows for user_id in row}


def waiting(session: Session, week: date) -> set[int]:
    """Learners whose talk comes later, by lot: what they would learn meanwhile could not be told from it."""
    later = (
        pairs.c.is_later.is_(True),
        pairs.c.talk_on > week,
        pairs.c.state == "planned",
        pairs.c.archived_at.is_(None),
    )
    return set(session.values(select(pairs.c.learner_id).where(*later)))


def met(session: Session) -> set[frozenset[int]]:
    """The twos that are not paired again."""
    rows = session.all(select(pairs.c.learner_id, pairs.c.partner_id).where(pairs.c.two.is_not(None)))
    return {frozenset(row) for row in rows}


def tallies(session: Session, now: datetime) -> list[Tally]:
    """Count what was settled in each open stage in the last year, by who held the project then.

    All of the company, whoever asks: how much of the differences is luck is told from everybody.
    """
    stay = stage_history.c
    rows = session.all(
        select(stay.stage_id, stay.holder_id, stay.left_how, func.count())
        .select_from(stage_history.join(stages, stages.c.id == stay.stage_id))
        .where(stay.left_how.in_((*ON, "lost")), stay.left_at >= now - YEAR, stay.holder_id.is_not(None))
        .where(stages.c.kind == "open", stages.c.archived_at.is_(None))
        .group_by(stay.stage_id, stay.holder_id, stay.left_how)
    )
    found: dict[tuple[int, int], list[int]] = {}
    for stage_id, holder_id, how, count in rows:
        sums = found.setdefault((stage_id, holder_id), [0, 0])
        sums[0] += count if how in ON else 0
        sums[1] += count
    return [Tally(*key, *sums) for key, sums in sorted(found.items())]


def two_of(one: int, other: int) -> str:
    """Both ids as one text, whoever learns: unique, so that two are paired once."""
    low, high = sorted((one, other))
    return f"{low}-{high}"
