"""When the host's timers last ran, and whether that went well. Noted by the program itself: nobody sits there."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.access import timer_runs
from tuicrm.store.tables.people import users

LONGEST = 300


@dataclass(frozen=True)
class TimerRow:
    """The last run of one timer on one host.

    Attributes:
        ended_at: None while it runs, or when it was cut off.
        good_at: when it last went well.
    """

    name: str
    host: str
    began_at: datetime
    ended_at: datetime | None
    went_well: bool
    good_at: datetime | None
    said: str | None


@rule("timer.list", right="administer")
def timers(session: Session, actor: Actor, *, now: datetime) -> tuple[TimerRow, ...]:
    """Give the last runs, by name and host."""
    return last_runs(session)


@rule("database.backup", right="administer")
def may_back_up(session: Session, actor: Actor, *, now: datetime) -> bool:
    """Say that the actor may copy the whole database: everything in it leaves with the copy."""
    return True


def last_runs(session: Session) -> tuple[TimerRow, ...]:
    """Give the last runs to the program itself."""
    t = timer_runs.c
    rows = session.all(
        select(t.name, t.host, t.began_at, t.ended_at, t.went_well, t.good_at, t.said).order_by(t.name, t.host)
    )
    return tuple(TimerRow(*row) for row in rows)


def began(session: Session, name: str, host: str, now: datetime) -> int:
    """Note that a timer's run begins; give the row."""
    known = session.value(select(timer_runs.c.id).where(timer_runs.c.name == name, timer_runs.c.host == host))
    if known is None:
        return change.insert(session, timer_runs, name=name, host=host, began_at=now, went_well=False)
    change.update(session, timer_runs, known, began_at=now, ended_at=None, went_well=False, said=None)
    return int(known)


def ended(session: Session, run_id: int, now: datetime, *, went_well: bool, said: str) -> None:
    """Note how a run ended, in one line."""
    values = {"ended_at": now, "went_well": went_well, "said": said[:LONGEST]}
    change.update(session, timer_runs, run_id, **values, **({"good_at": now} if went_well else {}))


def who_runs(session: Session) -> str | None:
    """Give the login in whose name a timer acts: the administrator who has been there longest."""
    login: str | None = session.value(
        select(users.c.login)
        .where(users.c.role == "administrator", users.c.left_on.is_(None), users.c.archived_at.is_(None))
        .order_by(users.c.id)
        .limit(1)
    )
    return login
