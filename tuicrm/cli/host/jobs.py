"""What the host's timers do; each run is noted, so that `tuicrm status` can say when one last went well."""

import socket
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tuicrm.cli.host import letters
from tuicrm.cli.host.steps import BACKUPS
from tuicrm.plain import log
from tuicrm.plain.clean import line
from tuicrm.plain.language import _, ngettext
from tuicrm.sales import wording
from tuicrm.sales.access.timers import began, ended, who_runs
from tuicrm.store.database import Database, Desk, clock
from tuicrm.store.errors import DatabaseProblem

Job = Callable[[Database, Desk], str]


def backup(database: Database, desk: Desk) -> str:
    """Copy the database to the host's folder of backups."""
    from tuicrm.exchange.backup import back_up

    made = back_up(database.url, Path(BACKUPS), clock())
    return f"{made.path.name}, {made.size} bytes"


def recycle(database: Database, desk: Desk) -> str:
    """Warn, recycle what has come to its day, settle handovers, plan on what comes again."""
    from tuicrm.sales import agenda, handovers
    from tuicrm.sales.pool import recycling

    desk.write(agenda.keep_up, everybody=True)
    warned = saved = done = after = 0
    while True:
        found = desk.write(recycling.recycle, after)
        after = found.after
        warned, saved, done = warned + found.warned, saved + found.saved, done + len(found.done)
        if not found.more:
            settled = len(desk.write(handovers.settle_due))
            return _("warned of {warned}, recycled {done}, saved {saved}, settled {settled} handovers").format(
                warned=warned, done=done, saved=saved, settled=settled
            )


def morning(database: Database, desk: Desk) -> str:
    """Send everybody what waits for them today."""
    return told(letters.morning(database, desk))


def weekly(database: Database, desk: Desk) -> str:
    """Send who leads the week in five sentences."""
    return told(letters.weekly(database, desk))


JOBS: dict[str, Job] = {"recycle": recycle, "backup": backup, "morning": morning, "weekly": weekly}


def run(name: str, database: Database, *, now: Callable[[], datetime] = clock) -> tuple[bool, str]:
    """Run a timer's job and note how it went; give whether it went well, and one line about it."""
    host = socket.gethostname()
    login = database.read_as(who_runs, now())
    begin = now()
    run_id = database.write_as(lambda session: began(session, name, host, begin), begin, "timer")
    try:
        if login is None:
            raise LookupError("no administrator")
        said, went_well = JOBS[name](database, database.as_(login, now, "timer")), True
    except DatabaseProblem:
        raise
    except Exception as problem:  # noqa: BLE001 - whatever it is, it is noted where `status` looks
        log.error(f"timer {name}", problem)
        said, went_well = wording.words(problem), False
    end, said = now(), line(said)
    database.write_as(lambda session: ended(session, run_id, end, went_well=went_well, said=said), end, "timer")
    return went_well, said


def told(count: int) -> str:
    """Give how many letters were sent."""
    return ngettext("{n} letter", "{n} letters", count).format(n=count)
