"""Leave: days away, with a deputy to whom the plans of those days are offered."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from tuicrm.plain.clean import line
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.people import leaves, users

USUAL = "holiday"
LONGEST = 20


@dataclass(frozen=True)
class Absence:
    """Days away, both included. `planned`: how many actions of theirs are planned in these days."""

    id: int
    user_id: int
    user: str
    from_on: date
    to_on: date
    kind: str
    deputy_id: int | None
    deputy: str | None
    planned: int


@rule("leave.list", right="read")
def absences(
    session: Session, actor: Actor, *, from_on: date | None = None, to_on: date | None = None,
    user_id: int | None = None, now: datetime,
) -> tuple[Absence, ...]:  # fmt: skip
    """Give who is away from a day on (today by default), in order of time. Why is for the person and who leads them."""
    first = from_on or home(session).day(now)
    deputies = users.alias("deputy")
    planned = (
        select(func.count())
        .where(actions.c.owner_id == leaves.c.user_id, actions.c.state == "planned")
        .where(actions.c.planned_on.between(leaves.c.from_on, leaves.c.to_on))
        .scalar_subquery()
    )
    wanted = (
        select(leaves, users.c.name.label("user"), users.c.team_id, deputies.c.name.label("deputy"), planned)
        .join(users, users.c.id == leaves.c.user_id)
        .outerjoin(deputies, deputies.c.id == leaves.c.deputy_id)
        .where(leaves.c.to_on >= first, leaves.c.archived_at.is_(None))
        .order_by(leaves.c.from_on, leaves.c.id)
    )
    if to_on is not None:
        wanted = wanted.where(leaves.c.from_on <= to_on)
    if user_id is not None:
        wanted = wanted.where(leaves.c.user_id == user_id)
    return tuple(
        Absence(
            row.id, row.user_id, row.user, row.from_on, row.to_on,
            row.kind if _may_enter(actor, row.user_id, row.team_id) else "", row.deputy_id, row.deputy, row[-1],
        )
        for row in session.all(wanted)
    )  # fmt: skip


@rule("leave.enter", right="sell", writes=True, refuses=("order_of_days", "own_deputy", "away_already", "deputy_away"))
def enter(
    session: Session, actor: Actor, from_on: date, to_on: date, *, user_id: int | None = None, kind: str = "",
    deputy_id: int | None = None, now: datetime,
) -> Absence:  # fmt: skip
    """Enter days away, one's own or a team mate's as their lead; what is planned in them is offered to the deputy.

    Raises:
        Refused: `order_of_days`; `own_deputy`; `away_already` (days that overlap); `deputy_away` (so is the deputy).
    """
    user = session.get(users, user_id or actor.id)
    if user is None:
        raise NotFound("user", user_id)
    if not _may_enter(actor, user.id, user.team_id):
        raise NotAllowed("lead", role=actor.role)
    if to_on < from_on:
        raise Refused("order_of_days", first=from_on, last=to_on)
    deputy = None
    if deputy_id is not None:
        deputy = session.get(users, deputy_id)
        if deputy is None:
            raise NotFound("user", deputy_id)
        if deputy_id == user.id:
            raise Refused("own_deputy")
        if (away := _away(session, deputy_id, from_on, to_on)) is not None:
            raise Refused("deputy_away", name=deputy.name, first=away.from_on, last=away.to_on)
    session.lock(users, user.id)
    if (away := _away(session, user.id, from_on, to_on)) is not None:
        raise Refused("away_already", name=user.name, first=away.from_on, last=away.to_on)
    kind = line(kind)[:LONGEST] or USUAL
    leave_id = change.insert(
        session, leaves, user_id=user.id, from_on=from_on, to_on=to_on, kind=kind, deputy_id=deputy_id
    )
    session.can_be_undone_by("leave.withdraw", leave_id)
    planned = select(func.count()).where(
        actions.c.owner_id == user.id, actions.c.state == "planned", actions.c.planned_on.between(from_on, to_on)
    )
    return Absence(
        leave_id, user.id, user.name, from_on, to_on, kind, deputy_id, deputy.name if deputy else None,
        session.value(planned),
    )  # fmt: skip


@rule("leave.withdraw", right="sell", writes=True)
def withdraw(session: Session, actor: Actor, leave_id: int, *, now: datetime) -> int:
    """Take days away back; who took over plans keeps them."""
    row = session.get(leaves, leave_id)
    if row is None or row.archived_at is not None:
        raise NotFound("leave", leave_id)
    user = session.get(users, row.user_id)
    if not _may_enter(actor, user.id, user.team_id):
        raise NotAllowed("lead", role=actor.role)
    change.update(session, leaves, leave_id, archived_at=now)
    return leave_id


def _away(session: Session, user_id: int, from_on: date, to_on: date) -> Any:
    return session.first(
        select(leaves.c.from_on, leaves.c.to_on).where(
            leaves.c.user_id == user_id, leaves.c.archived_at.is_(None),
            leaves.c.from_on <= to_on, leaves.c.to_on >= from_on,
        )
    )  # fmt: skip


def _may_enter(actor: Actor, user_id: int, team_id: int | None) -> bool:
    return user_id == actor.id or actor.manages or (actor.leads and team_id is not None and team_id == actor.team_id)
