"""The door: which live key or browser session stands for whom. Asked by the program itself, before anybody sits.

What is found here is asked again in each transaction (`still_open`), so that a revoked key, a session that was ended
and a person who left are out at the next act of a window that is open.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tuicrm.store.actor import is_gone
from tuicrm.store.errors import NotAllowed
from tuicrm.store.session import Session
from tuicrm.store.tables.access import access_passes, user_keys, user_sessions
from tuicrm.store.tables.people import users


@dataclass(frozen=True)
class Entry:
    """How somebody came in.

    Attributes:
        way: `ssh` or `web`; "screen" is the user's own machine and is asked nothing.
        key_id: the public key that signed.
        pass_id: the browser's session.
        session_id: the open window, once it is noted.
    """

    way: str
    login: str
    key_id: int | None = None
    pass_id: int | None = None
    session_id: int | None = None


@dataclass(frozen=True)
class KnownKey:
    """A live key and the login that it opens."""

    id: int
    login: str
    kind: str
    body: str
    language: str | None = None


def by_fingerprint(session: Session, fingerprint: str) -> KnownKey | None:
    """Find the live key of somebody who is still here, by the fingerprint that sshd asks for."""
    return _known(session, select(user_keys).where(user_keys.c.live_fingerprint == fingerprint))


def by_key_id(session: Session, key_id: int) -> KnownKey | None:
    """Find a live key by its id, as it stands in the forced command."""
    live = select(user_keys).where(user_keys.c.id == key_id, user_keys.c.revoked_at.is_(None))
    return _known(session, live)


def waits_for_keys(session: Session, now: datetime) -> bool:
    """Say whether anybody may add a key now: only then does a key that nobody knows open the door for newcomers."""
    waiting = select(access_passes.c.id).where(
        access_passes.c.kind == "invite",
        access_passes.c.used_at.is_(None),
        access_passes.c.revoked_at.is_(None),
        access_passes.c.ends_at > now,
    )
    return session.exists(waiting)


def still_open(entry: Entry) -> Callable[[Session], None]:
    """Give the check that a desk makes at the begin of each transaction.

    Raises:
        NotAllowed: `key_gone`, `session_over`.
    """

    def check(session: Session) -> None:
        if entry.key_id is not None:
            live = select(user_keys.c.id).where(user_keys.c.id == entry.key_id, user_keys.c.revoked_at.is_(None))
            if not session.exists(live):
                raise NotAllowed("key_gone", login=entry.login)
        if entry.pass_id is not None:
            row = session.get(access_passes, entry.pass_id)
            if row is None or row.revoked_at is not None or (row.ends_at is not None and row.ends_at <= session.now):
                raise NotAllowed("session_over", login=entry.login)
        if entry.session_id is not None:
            ended = select(user_sessions.c.ended_at).where(user_sessions.c.id == entry.session_id)
            if session.value(ended) is not None:
                raise NotAllowed("session_over", login=entry.login)

    return check


def _known(session: Session, statement: object) -> KnownKey | None:
    key = session.first(statement)  # type: ignore[arg-type]
    if key is None:
        return None
    user = session.get(users, key.user_id)
    if user is None or is_gone(session, user.left_on, user.archived_at):
        return None
    return KnownKey(key.id, user.login, key.kind, key.body, user.language)
