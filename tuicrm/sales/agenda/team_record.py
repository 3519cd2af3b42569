"""All that a team did in some days, in one list; a lead marks as seen what they have read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select

from tuicrm.sales import rights
from tuicrm.sales.agenda.listing import ActionRow, read
from tuicrm.sales.agenda.listing import rows as action_rows
from tuicrm.sales.agenda.team_week import team_name
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.people import users
from tuicrm.store.tables.planning import seen_actions

MOST = 500


@dataclass(frozen=True)
class Entry:
    """An action on record, when the actor saw it, and who else has."""

    action: ActionRow
    seen_at: datetime | None
    seen_by: tuple[str, ...]


@rule("record.team", right="read", refuses=("order_of_days",))
def team_record(
    session: Session, actor: Actor, from_on: date, to_on: date, *, team_id: int | None = None,
    only_unseen: bool = False, now: datetime,
) -> tuple[Entry, ...]:  # fmt: skip
    """Give what a team did (the actor's own; who sees all: everybody by default), newest first; at most 500."""
    if from_on > to_on:
        raise Refused("order_of_days", first=from_on, last=to_on)
    if team_id is None and not rights.sees_all(actor):
        team_id = actor.team_id
    if team_id is not None and not rights.sees_all(actor) and team_id != actor.team_id:
        raise NotFound("team", team_name(session, team_id))
    mine = seen_actions.alias("mine")
    wanted = (
        action_rows()
        .add_columns(mine.c.at)
        .outerjoin(mine, and_(mine.c.action_id == actions.c.id, mine.c.user_id == actor.id))
        .where(actions.c.state == "done", actions.c.done_on.between(from_on, to_on))
        .order_by(actions.c.done_at.desc(), actions.c.id.desc())
        .limit(MOST)
    )
    if team_id is not None:
        wanted = wanted.where(users.c.team_id == team_id)
    elif not rights.sees_all(actor):
        wanted = wanted.where(actions.c.owner_id == actor.id)
    if only_unseen:
        wanted = wanted.where(mine.c.at.is_(None), actions.c.owner_id != actor.id)
    rows = session.all(wanted)
    by = _seen_by(session, [row[0] for row in rows])
    done = read(session, actor, (row[:-1] for row in rows))
    return tuple(Entry(one, row[-1], by.get(one.id, ())) for one, row in zip(done, rows, strict=True))


@rule("record.see", right="lead", writes=True)
def see(session: Session, actor: Actor, action_ids: Sequence[int], *, now: datetime) -> tuple[int, ...]:
    """Put on record that the actor has seen what was done; give those that were not seen before."""
    known = set(
        session.values(
            select(seen_actions.c.action_id).where(
                seen_actions.c.user_id == actor.id, seen_actions.c.action_id.in_(list(action_ids))
            )
        )
    )
    made = []
    for action_id in dict.fromkeys(action_ids):
        if action_id in known:
            continue
        row = session.get(actions, action_id)
        if row is None or row.state != "done" or not _leads(session, actor, row.owner_id):
            raise NotFound("action", action_id)
        change.insert(session, seen_actions, action_id=action_id, user_id=actor.id, at=now)
        made.append(action_id)
    return tuple(made)


def _leads(session: Session, actor: Actor, owner_id: int | None) -> bool:
    if actor.manages:
        return True
    return session.exists(select(users.c.id).where(users.c.id == owner_id, users.c.team_id == actor.team_id))


def _seen_by(session: Session, action_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    rows = session.all(
        select(seen_actions.c.action_id, users.c.name)
        .join(users, users.c.id == seen_actions.c.user_id)
        .where(seen_actions.c.action_id.in_(list(action_ids)))
        .order_by(seen_actions.c.at, seen_actions.c.id)
    )
    found: dict[int, list[str]] = {}
    for action_id, name in rows:
        found.setdefault(action_id, []).append(name)
    return {action_id: tuple(names) for action_id, names in found.items()}
