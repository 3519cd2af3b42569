"""`tuicrm status`: whether this host and its database are well, for people and for monitoring."""

from pathlib import Path
from typing import Any

import typer

from tuicrm.cli.errors import FAILED, NO_DATABASE
from tuicrm.cli.nouns import PLAIN
from tuicrm.cli.options import AsJson
from tuicrm.cli.output import document, say
from tuicrm.plain.clean import show
from tuicrm.plain.language import _

app = typer.Typer(**PLAIN)


@app.command(context_settings={"help_option_names": ["-h", "--help"]})
def status(ctx: typer.Context, json: AsJson = False) -> int:
    """Tell how the host is. 0: all is well; 1: something is not; 3: the database cannot be used."""
    from tuicrm import __version__
    from tuicrm.cli.desk import settings
    from tuicrm.cli.host import health
    from tuicrm.cli.host.health import Part
    from tuicrm.cli.host.steps import BACKUPS
    from tuicrm.plain.processes import is_alive
    from tuicrm.sales import wording
    from tuicrm.sales.access.sessions import open_windows
    from tuicrm.sales.access.timers import last_runs
    from tuicrm.store import migrate
    from tuicrm.store.database import Database, clock
    from tuicrm.store.errors import DatabaseProblem

    now, set_up = clock(), health.is_set_up()
    database = Database(settings(ctx).database_url)
    windows: list[dict[str, Any]] = []
    parts: list[Part] = []
    reached = True
    try:
        migrate.hold_current(database)
        rows, runs = database.read_as(lambda s: (open_windows(s), last_runs(s)), now)
        parts.append(Part("database", True, database.where))
        windows = [_window(row, is_alive(row.host, row.pid)) for row in rows]
        parts.append(Part("windows", True, str(sum(each["alive"] is not False for each in windows))))
        parts += health.timers_part(runs, now, is_set_up=set_up)
    except DatabaseProblem as problem:
        reached = False
        parts.append(Part("database", False, wording.words(problem)))
    finally:
        database.close()
    parts += [health.backup_part(Path(BACKUPS), now, is_set_up=set_up), health.errors_part(now)]
    good = all(part.good for part in parts)
    if json:
        told = [{"name": part.name, "good": part.good, "said": part.said} for part in parts]
        document({"version": __version__, "at": now, "good": good, "parts": told, "windows": windows})
    else:
        for part in parts:
            say(f"{'  ' if part.good else '! '}{_NAMES[part.name]()}: {show(part.said)}")
    return NO_DATABASE if not reached else 0 if good else FAILED


def _window(row: Any, alive: bool | None) -> dict[str, Any]:
    return {"id": row.id, "login": row.login, "way": row.way, "host": row.host, "pid": row.pid, "alive": alive,
            "began_at": row.began_at}  # fmt: skip


_NAMES = {
    "database": lambda: _("Database"),
    "windows": lambda: _("Open windows"),
    "timers": lambda: _("Timers"),
    "recycle": lambda: _("Timer “recycle”"),
    "backup": lambda: _("Timer “backup”"),
    "morning": lambda: _("Timer “morning”"),
    "weekly": lambda: _("Timer “weekly”"),
    "backup file": lambda: _("Newest backup"),
    "errors": lambda: _("Errors in the log"),
}
