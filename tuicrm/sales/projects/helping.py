"""Collaborators: a colleague works along on a project or a customer, reading or writing, perhaps until a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.sales import rights
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.sales.with_us import is_with_us
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import collaborators, projects

TABLES: Mapping[str, Any] = {"customer": customers, "project": projects}


@dataclass(frozen=True)
class Helper:
    """A colleague who works along. `until_on` is the last day, None without an end; `is_over` when it has passed."""

    id: int
    user_id: int
    name: str
    part: str | None
    may_write: bool
    until_on: date | None
    is_over: bool = False


@rule("collaborator.list", right="read")
def helpers(session: Session, actor: Actor, kind: str, record_id: int, *, now: datetime) -> tuple[Helper, ...]:
    """Give who works along on a customer or project that the actor may see, by name."""
    rights.find(session, actor, TABLES[kind], record_id)
    return helpers_of(session, kind, record_id, home(session).day(now))


def helpers_of(session: Session, kind: str, record_id: int, today: date) -> tuple[Helper, ...]:
    """Give who works along, also whose time is over: they are on record, and do not read any more."""
    rows = session.all(
        select(
            collaborators.c.id, users.c.id, users.c.name, collaborators.c.part, collaborators.c.may_write,
            collaborators.c.until_on,
        )
        .join(users, users.c.id == collaborators.c.user_id)
        .where(collaborators.c[f"{kind}_id"] == record_id, collaborators.c.archived_at.is_(None))
        .order_by(users.c.name_sort, users.c.id, collaborators.c.id)
    )  # fmt: skip
    return tuple(Helper(*[*row, row[-1] is not None and row[-1] < today]) for row in rows)


@rule("collaborator.add", right="sell", writes=True, refuses=("until_past", "holds_it", "receiver"))
def add_helper(
    session: Session, actor: Actor, kind: str, record_id: int, user_id: int, *, part: str = "",
    may_write: bool = False, until_on: date | None = None, now: datetime,
) -> Helper:  # fmt: skip
    """Let a colleague work along, or change how: their part, whether they write, until when.

    Raises:
        Refused: `until_past`, `holds_it` (the holder needs no leave), `receiver` (has left).
    """
    thing = rights.find(session, actor, TABLES[kind], record_id, to_write=True)
    today = home(session).day(now)
    session.lock(TABLES[kind], record_id)
    user = session.get(users, user_id)
    if user is None:
        raise NotFound("user", user_id)
    if not is_with_us(user, today):
        raise Refused("receiver", to=user.name)
    if thing.owner_id == user_id:
        raise Refused("holds_it", name=thing.name, to=user.name)
    if until_on is not None and until_on < today:
        raise Refused("until_past", day=until_on)
    facts: dict[str, Any] = {"part": line(part)[:30] or None, "may_write": may_write, "until_on": until_on}
    known = session.first(_living(kind, record_id, user_id))
    if known is None:
        helper_id = change.insert(session, collaborators, **{f"{kind}_id": record_id}, user_id=user_id, **facts)
        session.can_be_undone_by("collaborator.remove", kind, record_id, user_id)
    else:
        helper_id = known.id
        if change.update(session, collaborators, helper_id, **facts):
            before = {"part": known.part or "", "may_write": known.may_write}
            back_until = known.until_on if known.until_on is None or known.until_on >= today else today
            session.can_be_undone_by(
                "collaborator.add", kind, record_id, user_id, until_on=back_until, **before
            )  # fmt: skip
    return Helper(helper_id, user_id, user.name, facts["part"], may_write, until_on)


@rule("collaborator.remove", right="sell", writes=True, refuses=("no_helper",))
def remove_helper(session: Session, actor: Actor, kind: str, record_id: int, user_id: int, *, now: datetime) -> str:
    """Let a colleague work along no more; who works along may also go by themselves.

    Raises:
        Refused: `no_helper`.
    """
    thing = rights.find(session, actor, TABLES[kind], record_id, to_write=user_id != actor.id)
    known = session.first(_living(kind, record_id, user_id))
    if known is None:
        raise Refused("no_helper", name=thing.name)
    change.update(session, collaborators, known.id, archived_at=now)
    name = session.value(select(users.c.name).where(users.c.id == user_id))
    until_on = known.until_on
    if until_on is None or until_on >= home(session).day(now):
        session.can_be_undone_by(
            "collaborator.add", kind, record_id, user_id, part=known.part or "", may_write=known.may_write,
            until_on=until_on,
        )  # fmt: skip
    return str(name)


def _living(kind: str, record_id: int, user_id: int) -> Any:
    return (
        select(collaborators)
        .where(collaborators.c[f"{kind}_id"] == record_id, collaborators.c.user_id == user_id)
        .where(collaborators.c.archived_at.is_(None))
        .order_by(collaborators.c.id)
        .limit(1)
    )
