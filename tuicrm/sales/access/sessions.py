"""Who has a window open over SSH or in a browser; what is said to them, and how one is ended."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.access import user_sessions
from tuicrm.store.tables.people import users

LONGEST_WORD = 300
_SESSION = user_sessions.c


@dataclass(frozen=True)
class SessionRow:
    """One window: whose, since when, through what, from where, and the process that draws it."""

    id: int
    login: str
    name: str
    way: str
    place: str | None
    host: str
    pid: int
    began_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class Word:
    """What an administrator says to a window."""

    text: str
    by: str
    at: datetime


@rule("session.begin", right="anyone", writes=True)
def begin(
    session: Session, actor: Actor, *, way: str, host: str, pid: int, place: str | None = None,
    key_id: int | None = None, now: datetime,
) -> int:  # fmt: skip
    """Note a window that opens; give its id."""
    return change.insert(
        session, user_sessions, user_id=actor.id, way=way, key_id=key_id, place=(place or "")[:120] or None,
        host=host[:120], pid=pid, began_at=now,
    )  # fmt: skip


@rule("session.leave", right="anyone", writes=True)
def leave(session: Session, actor: Actor, session_id: int, *, now: datetime) -> None:
    """Note that one's own window was closed."""
    row = session.get(user_sessions, session_id)
    if row is not None and row.user_id == actor.id and row.ended_at is None:
        change.update(session, user_sessions, session_id, ended_at=now)


@rule("session.list", right="read")
def sessions(session: Session, actor: Actor, *, everything: bool = False, now: datetime) -> tuple[SessionRow, ...]:
    """Give the open windows, the oldest first: one's own; all of them for an administrator or auditor.

    Args:
        everything: with those that were closed, the newest 200.
    """
    statement = _rows()
    if actor.role not in ("administrator", "auditor"):
        statement = statement.where(_SESSION.user_id == actor.id)
    if everything:
        newest = session.all(statement.order_by(_SESSION.id.desc()).limit(200))
        return tuple(SessionRow(*row) for row in reversed(newest))
    live = statement.where(_SESSION.ended_at.is_(None)).order_by(_SESSION.began_at, _SESSION.id)
    return tuple(SessionRow(*row) for row in session.all(live))


@rule("session.end", right="read", writes=True, refuses=("session_ended",))
def end(session: Session, actor: Actor, session_id: int, *, now: datetime) -> SessionRow:
    """End a window: one's own, or as an administrator anybody's. It is out at its next act."""
    row = _open(session, session_id)
    if row.user_id != actor.id and actor.role != "administrator":
        raise NotFound("session", session_id)
    change.update(session, user_sessions, session_id, ended_at=now, ended_by_id=actor.id)
    return SessionRow(*session.first(_rows().where(_SESSION.id == session_id)))


@rule("session.message", right="administer", writes=True, refuses=("empty", "too_long", "session_ended"))
def message(session: Session, actor: Actor, text: str, session_id: int | None = None, *, now: datetime) -> int:
    """Say something to one open window, or to all; give to how many. It is shown within seconds."""
    text = line(text)
    if not text:
        raise Refused("empty", what="message")
    if len(text) > LONGEST_WORD:
        raise Refused("too_long", what="message", most=LONGEST_WORD)
    open_ones = select(_SESSION.id).where(_SESSION.ended_at.is_(None)).order_by(_SESSION.id)
    wanted = session.values(open_ones) if session_id is None else [_open(session, session_id).id]
    for each in wanted:
        change.update(session, user_sessions, each, word=text, word_by_id=actor.id, word_at=now)
    return len(wanted)


@rule("session.word", right="anyone")
def word(
    session: Session, actor: Actor, session_id: int, *, after: datetime | None = None, now: datetime
) -> Word | None:
    """Give what was said to one's own window, if it was said after a moment."""
    statement = (
        select(_SESSION.word, users.c.name, _SESSION.word_at)
        .join(users, users.c.id == _SESSION.word_by_id)
        .where(_SESSION.id == session_id, _SESSION.user_id == actor.id, _SESSION.word.is_not(None))
    )
    row = session.first(statement)
    return Word(*row) if row is not None and (after is None or row.word_at > after) else None


def open_windows(session: Session) -> tuple[SessionRow, ...]:
    """Give all open windows to the program itself."""
    live = _rows().where(_SESSION.ended_at.is_(None)).order_by(_SESSION.began_at, _SESSION.id)
    return tuple(SessionRow(*row) for row in session.all(live))


def gone(session: Session, is_alive: Callable[[str, int], bool | None]) -> tuple[int, ...]:
    """Give the windows whose process ended without a word: a line that was cut, a machine that was switched off."""
    return tuple(row.id for row in open_windows(session) if is_alive(row.host, row.pid) is False)


def close_gone(session: Session, ids: Iterable[int], now: datetime) -> None:
    """Note that windows are closed."""
    for each in ids:
        change.update(session, user_sessions, each, ended_at=now)


def end_all(session: Session, user_id: int, by_id: int, now: datetime) -> int:
    """End every window of somebody who leaves; give how many there were."""
    rows = session.values(select(_SESSION.id).where(_SESSION.user_id == user_id, _SESSION.ended_at.is_(None)))
    for each in rows:
        change.update(session, user_sessions, each, ended_at=now, ended_by_id=by_id)
    return len(rows)


def _rows() -> Any:
    return select(
        _SESSION.id, users.c.login, users.c.name, _SESSION.way, _SESSION.place, _SESSION.host, _SESSION.pid,
        _SESSION.began_at, _SESSION.ended_at,
    ).join(users, users.c.id == _SESSION.user_id)  # fmt: skip


def _open(session: Session, session_id: int) -> Any:
    row = session.get(user_sessions, session_id)
    if row is None:
        raise NotFound("session", session_id)
    if row.ended_at is not None:
        raise Refused("session_ended", at=home(session).local(row.ended_at))
    return row
