"""Whose sale it is: the holder at the event, or shares that the team chose. Never the holder of today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.sales import rights
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects, stage_history
from tuicrm.store.tables.trade import credit_shares, credits

WHOLE = 1_000_000
"""All of a credit, in parts per million."""


@dataclass(frozen=True)
class Share:
    """A person's part of the credit for a project, in parts per million."""

    user_id: int
    name: str
    share_ppm: int


@dataclass(frozen=True)
class Shares:
    """Whose sale a project is, or will be; `chosen` is False where it is the holder's by itself."""

    project_id: int
    name: str
    state: str
    chosen: bool
    shares: tuple[Share, ...]


def shares_of(session: Session, project: Any) -> tuple[tuple[int | None, int], ...]:
    """Give (user, parts per million) of what a project will be credited to when it closes now."""
    chosen = select(credit_shares.c.user_id, credit_shares.c.share_ppm).where(
        credit_shares.c.project_id == project.id, credit_shares.c.archived_at.is_(None)
    )
    found = tuple((row[0], row[1]) for row in session.all(chosen.order_by(credit_shares.c.id)))
    return found or ((project.owner_id, WHOLE),)


@rule("project.shares", right="read")
def shares(session: Session, actor: Actor, project_id: int, *, now: datetime) -> Shares:
    """Say whose sale a project is: by its credits once it is closed, else as it would be today."""
    return _shares(session, rights.find(session, actor, projects, project_id))


@rule(
    "project.credit", right="lead", writes=True, refuses=("not_whole", "share")
)  # fmt: skip
def credit(
    session: Session, actor: Actor, project_id: int, shares: Mapping[int, int] | tuple[tuple[int, int], ...], *,
    now: datetime,
) -> Shares:  # fmt: skip
    """Choose whose sale a project is: of an open one when it will be closed, of a closed one from now on.

    Figures read as of an earlier day keep the credit of that day.

    Args:
        shares: user -> parts per million, together a whole; none gives it back to the holder (of the close).

    Raises:
        Refused: `not_whole` (what they add up to), `share` (one of nothing or more than all).
    """
    rights.find(session, actor, projects, project_id, to_write=True)
    session.lock(projects, project_id)
    project = session.get(projects, project_id)
    if project is None:
        raise NotFound("project", project_id)
    wanted = dict(shares)
    _check(session, wanted)
    before = _chosen(session, project_id)
    if wanted == before:
        return _shares(session, project)
    for row in session.all(_living(credit_shares, project_id)):
        change.update(session, credit_shares, row.id, archived_at=now)
    for user_id, share in sorted(wanted.items()):
        change.insert(
            session, credit_shares, project_id=project_id, user_id=user_id, share_ppm=share, set_at=now,
            set_by_id=actor.id,
        )  # fmt: skip
    if project.state != "open":
        _correct(session, project_id, wanted, now)
    session.can_be_undone_by("project.credit", project_id, tuple(sorted(before.items())))
    return _shares(session, project)


def _check(session: Session, wanted: dict[int, int]) -> None:
    for user_id, share in wanted.items():
        if session.get(users, user_id) is None:
            raise NotFound("user", user_id)
        if not 0 < share <= WHOLE:
            raise Refused("share", given=_percent(share))
    if wanted and sum(wanted.values()) != WHOLE:
        raise Refused("not_whole", sum=_percent(sum(wanted.values())))


def _percent(ppm: int) -> str:
    return f"{ppm / 10_000:g}%"


def _correct(session: Session, project_id: int, wanted: dict[int, int], now: datetime) -> None:
    """Give the credit of a closed project anew; the rows of before stay readable as of before."""
    old = session.all(_living(credits, project_id))
    if not wanted:  # back to who held it when it closed
        held = select(stage_history.c.holder_id).where(stage_history.c.live_project_id == project_id)
        wanted = {session.value(held): WHOLE}
    for row in old:
        change.update(session, credits, row.id, archived_at=now)
    for user_id, share in sorted(wanted.items(), key=lambda pair: pair[0] or 0):
        team = next((row.team_id for row in old if row.user_id == user_id), None)
        team = team or session.value(select(users.c.team_id).where(users.c.id == user_id))
        change.insert(
            session, credits, project_id=project_id, user_id=user_id, team_id=team, outcome=old[0].outcome,
            share_ppm=share, on=old[0].on, month=old[0].month, made_at=now,
        )  # fmt: skip


def _living(table: Any, project_id: int) -> Any:
    return select(table).where(table.c.project_id == project_id, table.c.archived_at.is_(None)).order_by(table.c.id)


def _chosen(session: Session, project_id: int) -> dict[int, int]:
    return {row.user_id: row.share_ppm for row in session.all(_living(credit_shares, project_id))}


def _shares(session: Session, project: Any) -> Shares:
    chosen = _chosen(session, project.id)
    if project.state == "open":
        found = dict(shares_of(session, project))
    else:
        found = {row.user_id: row.share_ppm for row in session.all(_living(credits, project.id))}
    names = dict(session.all(select(users.c.id, users.c.name).where(users.c.id.in_([one for one in found if one]))))
    made = tuple(Share(user, names.get(user, ""), share) for user, share in found.items() if user is not None)
    return Shares(project.id, project.name, project.state, bool(chosen), made)
