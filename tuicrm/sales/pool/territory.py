"""Who looks after which source, region or industry: new customers of it are theirs at first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.sales.rules import rule
from tuicrm.sales.sources import source_of
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import territories, users

KINDS = ("source", "region", "industry")


@dataclass(frozen=True)
class Territory:
    """One source, region or industry of one of us."""

    id: int
    user_id: int
    login: str
    name: str
    kind: str
    value: str


@rule("pool.territories", right="read")
def territories_of(session: Session, actor: Actor, *, now: datetime) -> tuple[Territory, ...]:
    """Give who looks after what."""
    rows = session.all(
        select(territories.c.id, users.c.id, users.c.login, users.c.name, territories.c.kind, territories.c.value)
        .join(users, users.c.id == territories.c.user_id)
        .where(territories.c.archived_at.is_(None))
        .order_by(territories.c.kind, territories.c.value, users.c.name_sort, users.c.id)
    )
    return tuple(Territory(*row) for row in rows)


@rule("pool.look_after", right="manage", writes=True, refuses=("territory", "no_source"))
def look_after(session: Session, actor: Actor, user_id: int, kind: str, value: str, *, now: datetime) -> Territory:
    """Let somebody look after a source, a region or an industry; once more changes nothing."""
    user = session.get(users, user_id)
    if user is None:
        raise NotFound("user", user_id)
    said = line(value)[:80]
    if kind not in KINDS or not said:
        raise Refused("territory", given=f"{kind}:{said}")
    if kind == "source":
        said = source_of(session, said).key
    same = select(territories.c.id).where(
        territories.c.user_id == user_id, territories.c.kind == kind, territories.c.value == said,
        territories.c.archived_at.is_(None),
    )  # fmt: skip
    known = session.value(same)
    if known is None:
        known = change.insert(session, territories, user_id=user_id, kind=kind, value=said)
        session.can_be_undone_by("pool.look_no_more", known)
    return Territory(known, user_id, user.login, user.name, kind, said)


@rule("pool.look_no_more", right="manage", writes=True)
def look_no_more(session: Session, actor: Actor, territory_id: int, *, now: datetime) -> None:
    """Let somebody look after it no more."""
    row = session.get(territories, territory_id)
    if row is None or row.archived_at is not None:
        raise NotFound("territory", territory_id)
    change.update(session, territories, territory_id, archived_at=now)
    session.can_be_undone_by("pool.look_after", row.user_id, row.kind, row.value)
