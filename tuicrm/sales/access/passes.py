"""One-time words, one-time links, and calendar addresses: who gets one, until when, and what becomes of it.

The secret itself never reaches the database: it is made where it is shown, and its digest is kept.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select

from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.access import access_passes
from tuicrm.store.tables.people import users

INVITE_DAYS, LINK_MINUTES = 7, 10
_PASS = access_passes.c


@dataclass(frozen=True)
class Pass:
    """What was given to whom, without the secret."""

    id: int
    kind: str
    login: str
    name: str
    what: str | None
    made_at: datetime
    ends_at: datetime | None
    used_at: datetime | None
    revoked_at: datetime | None


@rule("access.invite", right="administer", writes=True)
def invite(session: Session, actor: Actor, user_id: int, digest: str, *, now: datetime) -> Pass:
    """Keep the digest of a word with which a person adds their own key at their first login, within a week.

    A word that was given before and not used is worth nothing from now on.
    """
    user = _user(session, user_id)
    for row in _open(session, user_id, "invite", now):
        change.update(session, access_passes, row.id, revoked_at=now)
    given = _give(session, actor, user, "invite", digest, now=now, ends_at=now + timedelta(days=INVITE_DAYS))
    session.can_be_undone_by("access.revoke", given.id)
    return given


@rule("access.link", right="read", writes=True)
def link(
    session: Session, actor: Actor, digest: str, user_id: int | None = None, *, now: datetime
) -> Pass:  # fmt: skip
    """Keep the digest of a link that opens the app in a browser once, within ten minutes.

    Everyone may have one for themselves; an administrator may make one for somebody else.
    """
    user = _user(session, _for_whom(actor, user_id))
    return _give(session, actor, user, "link", digest, now=now, ends_at=now + timedelta(minutes=LINK_MINUTES))


@rule("access.calendar", right="read", writes=True)
def calendar(session: Session, actor: Actor, digest: str, what: str = "mine", *, now: datetime) -> Pass:
    """Keep the digest of an address under which a calendar program reads one's own plan until it is revoked."""
    given = _give(session, actor, _user(session, actor.id), "calendar", digest, what=what, now=now)
    session.can_be_undone_by("access.revoke", given.id)
    return given


@rule("access.list", right="read")
def passes(session: Session, actor: Actor, *, everybody: bool = False, now: datetime) -> tuple[Pass, ...]:
    """Give what is open of one's own; an administrator or auditor may ask for everybody's."""
    statement = select(access_passes, users.c.login, users.c.name).join(users, users.c.id == _PASS.user_id)
    statement = statement.where(is_open(now)).order_by(users.c.name_sort, _PASS.id)
    if not (everybody and actor.role in ("administrator", "auditor")):
        statement = statement.where(_PASS.user_id == actor.id)
    return tuple(_told(row, row) for row in session.all(statement))


@rule("access.revoke", right="read", writes=True, refuses=("pass_over",))
def revoke_pass(session: Session, actor: Actor, pass_id: int, *, now: datetime) -> Pass:
    """Make a word, a link or a calendar's address worth nothing: one's own, or as an administrator anybody's."""
    row = session.get(access_passes, pass_id)
    if row is None or (row.user_id != actor.id and actor.role != "administrator"):
        raise NotFound("pass", pass_id)
    if row.revoked_at is not None:
        raise Refused("pass_over", on=row.revoked_at.date())
    change.update(session, access_passes, pass_id, revoked_at=now)
    return _told(session.get(access_passes, pass_id), _user(session, row.user_id))


def opened(session: Session, kind: str, digest: str, now: datetime) -> Any:
    """Find what a secret opens: the row, or None when it is unknown, used, over or revoked.

    To be used up the row has to be written in the same transaction, on the condition that `used_at` is still empty.
    """
    return session.first(
        select(access_passes).where(_PASS.digest == digest, _PASS.kind == kind, is_open(now))
    )  # fmt: skip


def use_up(session: Session, row: Any, now: datetime) -> bool:
    """Note that a secret was used. Of several who try at once exactly one is told yes."""
    return change.update_if(session, access_passes, row.id, _PASS.used_at.is_(None), used_at=now) is not None


def close_all(session: Session, user_id: int, now: datetime) -> int:
    """Revoke everything of somebody who leaves; give how many were open."""
    rows = session.values(select(_PASS.id).where(_PASS.user_id == user_id, is_open(now)))
    for pass_id in rows:
        change.update(session, access_passes, pass_id, revoked_at=now)
    return len(rows)


def is_open(now: datetime) -> Any:
    """What is neither used nor revoked nor over."""
    ends = or_(_PASS.ends_at.is_(None), _PASS.ends_at > now)
    return _PASS.revoked_at.is_(None) & _PASS.used_at.is_(None) & ends


def _open(session: Session, user_id: int, kind: str, now: datetime) -> Any:
    return session.all(select(access_passes).where(_PASS.user_id == user_id, _PASS.kind == kind, is_open(now)))


def _give(
    session: Session, actor: Actor, user: Any, kind: str, digest: str, *, now: datetime,
    what: str | None = None, ends_at: datetime | None = None,
) -> Pass:  # fmt: skip
    made = change.insert(
        session, access_passes, user_id=user.id, kind=kind, digest=digest, what=what, made_at=now,
        made_by_id=actor.id, ends_at=ends_at,
    )  # fmt: skip
    return _told(session.get(access_passes, made), user)


def _for_whom(actor: Actor, user_id: int | None) -> int:
    if user_id is None or user_id == actor.id:
        return actor.id
    if actor.role != "administrator":
        raise NotAllowed("links_of_others", role=actor.role)
    return user_id


def _user(session: Session, user_id: int) -> Any:
    user = session.get(users, user_id)
    if user is None:
        raise NotFound("user", user_id)
    return user


def _told(row: Any, user: Any) -> Pass:
    return Pass(
        row.id, row.kind, user.login, user.name, row.what, row.made_at, row.ends_at, row.used_at, row.revoked_at
    )  # fmt: skip
