"""The public keys that open one person's door over SSH."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tuicrm.plain import sshkeys
from tuicrm.plain.clean import line
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.access import user_keys
from tuicrm.store.tables.people import users

MOST = 20  # live keys of one person
_KEY = user_keys.c


@dataclass(frozen=True)
class KeyRow:
    """One key in a list; never its whole body."""

    id: int
    login: str
    name: str
    kind: str
    fingerprint: str
    comment: str | None
    added_at: datetime
    revoked_at: datetime | None


@rule("key.list", right="read")
def keys(
    session: Session, actor: Actor, user_id: int | None = None, *, everything: bool = False, now: datetime
) -> tuple[KeyRow, ...]:
    """Give the keys of one person, or of all: one's own, and for an administrator anybody's.

    Args:
        everything: with those that were revoked.
    """
    if user_id != actor.id and actor.role not in ("administrator", "auditor"):
        raise NotAllowed("keys_of_others", role=actor.role)
    statement = (
        select(
            _KEY.id, users.c.login, users.c.name, _KEY.kind, _KEY.fingerprint, _KEY.comment, _KEY.added_at,
            _KEY.revoked_at,
        )
        .join(users, users.c.id == _KEY.user_id)
        .order_by(users.c.name_sort, users.c.id, _KEY.id)
    )  # fmt: skip
    if user_id is not None:
        statement = statement.where(_KEY.user_id == user_id)
    if not everything:
        statement = statement.where(_KEY.revoked_at.is_(None))
    return tuple(KeyRow(*row) for row in session.all(statement))


@rule(
    "key.add", right="administer", writes=True,
    refuses=("key_form", "key_private", "key_many", "key_options", "key_kind", "key_short", "key_known", "key_most"),
)  # fmt: skip
def add_key(session: Session, actor: Actor, user_id: int, text: str, *, now: datetime) -> KeyRow:
    """Let one of us in by a public key: the text of an `id_....pub` file."""
    user = session.get(users, user_id)
    if user is None:
        raise NotFound("user", user_id)
    added = put(session, user, text, by_id=actor.id, now=now)
    session.can_be_undone_by("key.revoke", added.id)
    return added


@rule("key.revoke", right="read", writes=True, refuses=("key_revoked",))
def revoke_key(session: Session, actor: Actor, key_id: int, *, now: datetime) -> KeyRow:
    """Take a key's right to let somebody in away; an open session of it is out at its next act.

    Everyone may revoke their own, an administrator anybody's; another's is not found.
    """
    row = session.get(user_keys, key_id)
    if row is None or (row.user_id != actor.id and actor.role != "administrator"):
        raise NotFound("key", key_id)
    if row.revoked_at is not None:
        raise Refused("key_revoked", on=row.revoked_at.date())
    change.update(session, user_keys, key_id, revoked_at=now, live_fingerprint=None)
    user = session.get(users, row.user_id)
    return _row(user, session.get(user_keys, key_id))


def put(session: Session, user: Any, text: str, *, by_id: int | None, now: datetime) -> KeyRow:
    """Keep a public key of a person who is known to be meant."""
    try:
        key = sshkeys.read(text)
    except sshkeys.KeyProblem as problem:
        raise Refused(problem.code) from problem
    session.lock(users, user.id)
    if len(live_keys(session, user.id)) >= MOST:
        raise Refused("key_most", most=MOST)
    known = select(users.c.name).join(user_keys, _KEY.user_id == users.c.id)
    holder = session.value(known.where(_KEY.live_fingerprint == key.fingerprint))
    if holder is not None:
        raise Refused("key_known", name=holder)
    try:
        key_id = change.insert(
            session, user_keys, user_id=user.id, kind=key.kind, body=key.body, fingerprint=key.fingerprint,
            live_fingerprint=key.fingerprint, comment=line(key.comment)[:120] or None, added_at=now, added_by_id=by_id,
        )  # fmt: skip
    except IntegrityError as error:  # somebody else kept the same key at this moment
        raise Refused("key_known", name=user.name) from error
    return _row(user, session.get(user_keys, key_id))


def live_keys(session: Session, user_id: int) -> Sequence[int]:
    """Give the ids of the keys that open somebody's door."""
    return session.values(select(_KEY.id).where(_KEY.user_id == user_id, _KEY.revoked_at.is_(None)))


def revoke_all(session: Session, user_id: int, now: datetime) -> int:
    """Revoke every key of somebody who leaves; give how many there were."""
    live = live_keys(session, user_id)
    for key_id in live:
        change.update(session, user_keys, key_id, revoked_at=now, live_fingerprint=None)
    return len(live)


def _row(user: Any, key: Any) -> KeyRow:
    return KeyRow(
        key.id, user.login, user.name, key.kind, key.fingerprint, key.comment, key.added_at, key.revoked_at
    )  # fmt: skip
