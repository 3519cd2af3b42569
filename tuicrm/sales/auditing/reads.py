"""What was read in bulk: exports, revealed phones, full cards of the pool. A line for each time, never the data."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from tuicrm.plain.periods import day_start
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users
from tuicrm.store.tables.system import disclosures

BULK = 20
"""From so many records on, what a command prints for a program is an export."""
LONGEST = 200
LIMIT = 100


@dataclass(frozen=True)
class ReadLine:
    """One time that somebody read much, or something that is hidden from others."""

    id: int
    at: datetime
    by: str
    login: str
    what: str
    kind: str | None
    record_id: int | None
    count: int
    detail: str | None


@rule("audit.reads", right="audit")
def reads(
    session: Session, actor: Actor, user_id: int | None = None, *, from_on: date | None = None, limit: int = LIMIT,
    now: datetime,
) -> tuple[ReadLine, ...]:  # fmt: skip
    """Give what was read in bulk, the newest first, of one person or of all, from a day on."""
    return _found(session, user_id, from_on, limit)


def reads_of(session: Session, user_id: int, from_on: date) -> tuple[ReadLine, ...]:
    """Give what one person read in bulk from a day on, to a rule that asks for it."""
    return _found(session, user_id, from_on, LIMIT)


def _found(session: Session, user_id: int | None, from_on: date | None, limit: int) -> tuple[ReadLine, ...]:
    d = disclosures.c
    wanted = (
        select(d.id, d.at, users.c.name, users.c.login, d.what, d.record_kind, d.record_id, d.count, d.detail)
        .join(users, users.c.id == d.user_id)
        .order_by(d.id.desc())
        .limit(limit)
    )
    if user_id is not None:
        wanted = wanted.where(d.user_id == user_id)
    if from_on is not None:
        wanted = wanted.where(d.at >= day_start(from_on, home(session).zone))
    return tuple(ReadLine(*row) for row in session.all(wanted))


@rule("audit.note", right="anyone", writes=True)
def note(session: Session, actor: Actor, kind: str, count: int, *, detail: str = "", now: datetime) -> None:
    """Note that the actor took many records out at once."""
    change.insert(
        session, disclosures, at=now, user_id=actor.id, what="export", record_kind=kind[:30], count=count,
        detail=detail[:LONGEST] or None,
    )  # fmt: skip
