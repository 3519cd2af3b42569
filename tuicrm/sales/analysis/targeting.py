"""What one person is to sell in a month, in three levels; of a team or the company it is divided among its people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.language import N_
from tuicrm.sales.analysis.events import people_in_sight
from tuicrm.sales.home import home
from tuicrm.sales.privacy import own_or_seen
from tuicrm.sales.purchases import shared_out
from tuicrm.sales.rights import LEAD, REP
from tuicrm.sales.rules import rule
from tuicrm.sales.with_us import with_us
from tuicrm.sales.wording import add_sentences
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import targets, teams, users

MOST_MONTHS = 36
_LEVELS = ("amount_minor", "stretch_minor", "challenge_minor", "currency")
Before = tuple[int, list[Any] | None]
"""A target's id and what it was; None: it was made."""

add_sentences(
    {
        "target_levels": N_("Levels rise: target, stretch, challenge. Write them so, or leave one out."),
        "target_months": N_("Targets are set for 1 to 36 months at once."),
        "target_nobody": N_("Nobody there sells in these months: let people in first, or choose somebody else."),
    }
)


@dataclass(frozen=True)
class TargetRow:
    """One person's target of one month; levels that are not set are None."""

    user_id: int
    name: str
    month: int
    amount_minor: int
    stretch_minor: int | None
    challenge_minor: int | None


@dataclass(frozen=True)
class Whom:
    """Whom a target can be set for: one person, or a team; neither is the company."""

    name: str
    user_id: int | None = None
    team_id: int | None = None


@rule("target.whom", right="lead")
def whom(session: Session, actor: Actor, *, now: datetime) -> tuple[Whom, ...]:
    """List for whom the actor sets targets: the company for who manages it, teams, people."""
    is_lead = actor.role == LEAD
    known = session.all(
        select(teams.c.id, teams.c.name).where(teams.c.archived_at.is_(None)).order_by(teams.c.name, teams.c.id)
    )
    found = [] if is_lead else [Whom("")]
    found += [Whom(row.name, team_id=row.id) for row in known if not is_lead or row.id == actor.team_id]
    people = session.all(
        select(users.c.id, users.c.name)
        .where(*_selling(session, actor.team_id if is_lead else None, now))
        .order_by(users.c.name_sort, users.c.id)
    )
    return (*found, *(Whom(row.name, user_id=row.id) for row in people))


@rule("target.divide", right="lead", writes=True, refuses=("target_levels", "target_months", "target_nobody"))
def divide(
    session: Session, actor: Actor, team_id: int | None, month: int, amount_minor: int, *,
    stretch_minor: int | None = None, challenge_minor: int | None = None, months: int = 1, now: datetime,
) -> int:  # fmt: skip
    """Divide what a team is to sell in a month evenly among those of it who sell; gives how many months changed.

    Args:
        team_id: None is the whole company.

    Raises:
        Refused: `target_levels`, `target_months`, `target_nobody`.
        NotAllowed: a team that the actor does not lead.
    """
    levels = (amount_minor, stretch_minor, challenge_minor)
    _check(levels, months)
    if actor.role == LEAD and (team_id is None or team_id != actor.team_id):
        raise NotAllowed("lead", role=actor.role)
    people = list(session.values(select(users.c.id).where(*_selling(session, team_id, now)).order_by(users.c.id)))
    if not people:
        raise Refused("target_nobody")
    parts = [evenly(level, len(people)) for level in levels]
    put = [_put(session, who, month, one, months) for who, *one in zip(people, *parts, strict=True)]
    return _undoable(session, [before for one in put for before in one])


def evenly(amount_minor: int | None, count: int) -> Sequence[int | None]:
    """Divide an amount to the last cent; what is not known is known of nobody."""
    return [None] * count if amount_minor is None else shared_out(amount_minor, [1] * count)


def _selling(session: Session, team_id: int | None, now: datetime) -> list[Any]:
    """Who is with us and sells."""
    of = [] if team_id is None else [users.c.team_id == team_id]
    return [with_us(home(session).day(now)), users.c.role.in_((REP, LEAD)), *of]


@rule("target.set", right="lead", writes=True, refuses=("target_levels", "target_months"))
def set_target(
    session: Session, actor: Actor, user_id: int, month: int, amount_minor: int, *, stretch_minor: int | None = None,
    challenge_minor: int | None = None, months: int = 1, now: datetime,
) -> int:  # fmt: skip
    """Set what somebody is to sell in a month, or in each of several; gives how many months changed.

    Raises:
        Refused: `target_levels`, `target_months`.
        NotAllowed: somebody whom the actor does not lead.
    """
    levels = (amount_minor, stretch_minor, challenge_minor)
    _check(levels, months)
    _check_led(session, actor, user_id)
    return _undoable(session, _put(session, user_id, month, levels, months))


@rule("target.put_back", right="lead", writes=True)
def put_back(session: Session, actor: Actor, rows: Sequence[Before], *, now: datetime) -> None:
    """Give targets back as they were: what takes setting and dividing back."""
    for target_id, levels in rows:
        _check_led(session, actor, session.value(select(targets.c.user_id).where(targets.c.id == target_id)))
        if levels is None:
            change.take_out(session, targets, target_id)
        else:
            change.update(session, targets, target_id, **dict(zip(_LEVELS, levels, strict=True)))


def _check_led(session: Session, actor: Actor, user_id: int | None) -> None:
    person = session.first(select(users.c.id, users.c.team_id).where(users.c.id == user_id))
    if person is None:
        raise NotFound("user", user_id)
    if actor.role == LEAD and person.team_id != actor.team_id:
        raise NotAllowed("lead", role=actor.role)


def _undoable(session: Session, before: list[Before]) -> int:
    if before:
        session.can_be_undone_by("target.put_back", before)
    return len(before)


def _check(levels: Sequence[int | None], months: int) -> None:
    known = [one for one in levels if one is not None]
    if known != sorted(known) or known[0] < 0:
        raise Refused("target_levels")
    if not 1 <= months <= MOST_MONTHS:
        raise Refused("target_months")


def _put(session: Session, user_id: int, month: int, levels: Sequence[int | None], months: int) -> list[Before]:
    """Set the levels, and give what was there before in each month that changed."""
    session.lock(users, user_id)
    values = dict(zip(_LEVELS, (*levels, home(session).currency), strict=True))
    changed: list[Before] = []
    for one in range(month, month + months):
        known = session.first(select(targets).where(targets.c.user_id == user_id, targets.c.month == one))
        if known is None:
            changed.append((change.insert(session, targets, user_id=user_id, month=one, **values), None))
        elif change.update(session, targets, known.id, **values):
            changed.append((known.id, [getattr(known, name) for name in _LEVELS]))
    return changed


@rule("target.list", right="report")
def list_targets(
    session: Session, actor: Actor, first_month: int, last_month: int, *, now: datetime
) -> tuple[TargetRow, ...]:
    """List the targets of the people in sight, by person and month; both months included."""
    target = targets.c
    rows = session.all(
        select(
            target.user_id,
            users.c.name,
            target.month,
            target.amount_minor,
            target.stretch_minor,
            target.challenge_minor,
        )
        .join(users, users.c.id == target.user_id)
        .where(target.month.between(first_month, last_month), people_in_sight(actor, target.user_id))
        .order_by(users.c.name_sort, users.c.id, target.month)
    )
    return own_or_seen(session, actor, (TargetRow(*row) for row in rows))
