"""A browser's way in: a one-time link becomes a session, a session says who sits there. Asked by the program itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from tuicrm.sales.access.passes import opened, use_up
from tuicrm.store import change
from tuicrm.store.actor import is_gone
from tuicrm.store.session import Session
from tuicrm.store.tables.access import access_passes
from tuicrm.store.tables.people import users

SESSION_HOURS = 12


@dataclass(frozen=True)
class Browser:
    """A browser's session: its pass, and whose it is."""

    pass_id: int
    login: str
    language: str | None


def redeem(session: Session, link_digest: str, session_digest: str, now: datetime) -> Browser | None:
    """Turn a one-time link into a session of twelve hours; None when the link opens nothing (any more)."""
    row = opened(session, "link", link_digest, now)
    user = _here(session, row)
    if user is None or not use_up(session, row, now):
        return None
    return begin(session, user, session_digest, now)


def begin(session: Session, user: Any, session_digest: str, now: datetime) -> Browser:
    """Keep a session of somebody whose right was shown: by a link, or by a proxy that is trusted."""
    session.actor_id = user.id
    pass_id = change.insert(
        session, access_passes, user_id=user.id, kind="web", digest=session_digest, made_at=now, made_by_id=user.id,
        ends_at=now + timedelta(hours=SESSION_HOURS),
    )  # fmt: skip
    return Browser(pass_id, user.login, user.language)


def by_login_named(session: Session, login: str) -> Any:
    """Find somebody who is here by their login; None for a stranger."""
    user = session.first(select(users).where(users.c.login == login))
    return None if user is None or is_gone(session, user.left_on, user.archived_at) else user


def by_cookie(session: Session, digest: str, now: datetime) -> Browser | None:
    """Say whose session a cookie is, if it is one that lasts."""
    row = opened(session, "web", digest, now)
    user = _here(session, row)
    return None if user is None else Browser(row.id, user.login, user.language)


def by_pass(session: Session, pass_id: int, now: datetime) -> Browser | None:
    """Say whose session a pass is, if it is one that lasts."""
    row = session.get(access_passes, pass_id)
    return None if row is None else by_cookie(session, row.digest, now)


def calendar_of(session: Session, digest: str, now: datetime) -> tuple[str, str] | None:
    """Say whose calendar an address opens, and which: login and what."""
    row = opened(session, "calendar", digest, now)
    user = _here(session, row)
    return None if user is None else (user.login, row.what or "mine")


def _here(session: Session, row: Any) -> Any:
    user = session.get(users, row.user_id) if row is not None else None
    return None if user is None or is_gone(session, user.left_on, user.archived_at) else user
