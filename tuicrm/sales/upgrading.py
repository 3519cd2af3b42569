"""Bring a database to this program's schema; a shared one only by an administrator."""

from sqlalchemy import select

from tuicrm.sales.opening import Beginning, Seat, sit_down
from tuicrm.sales.rights import RIGHTS
from tuicrm.store import migrate
from tuicrm.store.actor import is_gone
from tuicrm.store.database import Clock, Database, clock
from tuicrm.store.errors import NotAllowed
from tuicrm.store.migrate import Schema
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users


def upgrade(url: str, login: str, *, beginning: Beginning = Beginning(), clock: Clock = clock) -> tuple[Schema, Seat]:
    """Run the migrations that are missing, and sit down.

    One's own SQLite file and an empty or half made database are anybody's; one with people in it needs the
    right to administer.

    Returns:
        What the database held before.

    Raises:
        NotAllowed: `administer`, or the login is not known there.
        DatabaseProblem: unreachable, too new, not ours.
    """
    database = Database(url)
    before = Schema.EMPTY if database.is_missing_file else migrate.check(database)
    if before is Schema.OLD and not database.is_file:
        database.read_as(lambda session: _let_administer(session, login), clock())
    if before not in (Schema.CURRENT, Schema.EMPTY):
        migrate.upgrade(database)
    database.close()
    return before, sit_down(url, login, beginning=beginning, clock=clock)


def _let_administer(session: Session, login: str) -> None:
    """Ask by the columns that were there from the first: an old schema has not those of `by_login` of today."""
    asked = select(users.c.role, users.c.left_on, users.c.archived_at).where(users.c.login == login)
    found = session.first(asked)
    if found is None:
        raise NotAllowed("login", login=login)
    if is_gone(session, found.left_on, found.archived_at):
        raise NotAllowed("login_left", login=login)
    if found.role not in RIGHTS["administer"]:
        raise NotAllowed("administer", role=found.role)
