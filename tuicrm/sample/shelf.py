"""The made company is kept and copied: making takes seconds, copying does not."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from tuicrm import __version__
from tuicrm.plain import language
from tuicrm.plain.periods import day_in_zone
from tuicrm.sales.home import home
from tuicrm.sample.company import make
from tuicrm.sample.scenes import FRESH_MINUTES
from tuicrm.sample.words import words
from tuicrm.store import change, migrate
from tuicrm.store.database import Database
from tuicrm.store.migrations import HEAD
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, inquiries


def kept(folder: Path, tongue: str, now: datetime, begin: Callable[[], None] = lambda: None) -> Path:
    """Give the file of the company of this version, schema, language and day; it is made when it is not there yet.

    A day and not a week: its agenda is that of today. Those of other days are thrown away.

    Args:
        begin: called before it is made, to tell that it takes a while.
    """
    wanted = place(folder, tongue, now)
    if wanted.exists():
        return wanted
    begin()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"sample-*-{tongue}-*"):
        old.unlink(missing_ok=True)
    unfinished = folder / f"{wanted.stem}-{os.getpid()}.new"
    database = Database(f"sqlite:///{unfinished.as_posix()}")
    spoken = language.current()
    language.use(tongue)
    try:
        migrate.ensure(database)
        make(database, now, tongue)
    finally:
        language.use(spoken)
        database.close()
    with closing(sqlite3.connect(unfinished)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    unfinished.replace(wanted)
    return wanted


def place(folder: Path, tongue: str, now: datetime) -> Path:
    """Give the file in which it is kept."""
    return folder / f"sample-{__version__}-{HEAD}-{tongue}-{day_in_zone(now, words(tongue).zone)}.db"


def copy(source: Path, target: Path, now: datetime) -> str:
    """Copy the company to a file and give its URL; the inquiry of this morning came just now."""
    with closing(sqlite3.connect(source)) as whole, closing(sqlite3.connect(target)) as other:
        whole.backup(other)
    url = f"sqlite:///{target.as_posix()}"
    database = Database(url)
    try:
        database.write_as(lambda session: _freshen(session, now), now, through="sample")
    finally:
        database.close()
    return url


def company(tongue: str) -> str:
    """Give the name of the made-up company."""
    return words(tongue).company


def logins(tongue: str) -> tuple[str, ...]:
    """Give the logins of those who work there."""
    return tuple(sorted(login for _name, login in words(tongue).people.values()))


def login_of(name: str, tongue: str) -> str | None:
    """Find one of the sample's people by login, name or key; None when there is nobody of that name."""
    wanted = name.strip().casefold()
    for key, (full, login) in words(tongue).people.items():
        if wanted in (key, login.casefold(), full.casefold()):
            return login
    return None


def _freshen(session: Session, now: datetime) -> None:
    waiting = select(inquiries.c.id, inquiries.c.came_on, inquiries.c.customer_id).where(
        inquiries.c.answered_at.is_(None), inquiries.c.verdict.is_(None)
    )
    row = session.first(waiting.order_by(inquiries.c.came_at.desc()).limit(1))
    came_at = now - timedelta(minutes=FRESH_MINUTES)
    if row is not None and home(session).day(came_at) == row.came_on:
        change.update(session, inquiries, row.id, came_at=came_at)
        change.update(session, customers, row.customer_id, last_inquiry_at=came_at)
