"""How a host is: database, windows, timers, backups, errors; each with whether it is as it should be."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tuicrm.cli.host.steps import BACKUPS, UNITS
from tuicrm.plain.language import _, ngettext
from tuicrm.plain.log import log_file

if TYPE_CHECKING:
    from tuicrm.sales.access.timers import TimerRow

PATIENCE = {
    "recycle": timedelta(hours=26),
    "backup": timedelta(hours=26),
    "morning": timedelta(hours=74),  # over a weekend
    "weekly": timedelta(days=8),
}
"""How long ago the last good run of a timer may be."""

ERRORS_LOOKED_AT = timedelta(hours=24)
_LINE = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),\d+ (ERROR|CRITICAL) ")
_TAIL = 2_000_000


@dataclass(frozen=True)
class Part:
    """One thing that was looked at."""

    name: str
    good: bool
    said: str


def timers_part(rows: Iterable["TimerRow"], now: datetime, *, is_set_up: bool) -> list[Part]:
    """Judge the timers by their last good run; where none was ever set up there is nothing to judge."""
    known = {row.name: row for row in rows}
    if not known and not is_set_up:
        return [Part("timers", True, _("none is set up: tuicrm host setup"))]
    parts = []
    for name, patience in PATIENCE.items():
        row = known.get(name)
        if row is None or row.good_at is None:
            said = row.said if row is not None and row.said else _("it has never run")
            parts.append(Part(name, False, said))
            continue
        late = now - row.good_at > patience
        said = _("last went well {ago} ago").format(ago=ago(now - row.good_at))
        if row.ended_at is not None and not row.went_well:
            said = _("{said}, then failed: {why}").format(said=said, why=row.said or "?")
        parts.append(Part(name, not late and (row.went_well or row.ended_at is None), said))
    return parts


def backup_part(folder: Path, now: datetime, *, is_set_up: bool) -> Part:
    """Judge the newest copy by its age."""
    from tuicrm.exchange.backup import newest

    found = newest(folder)
    if found is None:
        return Part("backup file", not is_set_up, _("there is none in {folder}").format(folder=folder))
    stat = found.stat()
    age = now - datetime.fromtimestamp(stat.st_mtime, UTC)
    good = age <= PATIENCE["backup"] and stat.st_size > 0
    said = _("{name}, {size} bytes, {ago} old").format(name=found.name, size=stat.st_size, ago=ago(age))
    return Part("backup file", good, said)


def errors_part(now: datetime, path: Path | None = None) -> Part:
    """Count the errors of the last day in the log file."""
    path = path or log_file()
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        text = ""
    since = (now - ERRORS_LOOKED_AT).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    count = sum(1 for found in map(_LINE.match, text.splitlines()) if found and found[1] >= since)
    return Part("errors", count == 0, ngettext("{n} in 24 hours", "{n} in 24 hours", count).format(n=count))


def is_set_up() -> bool:
    """Say whether this machine was set up as a host."""
    return (UNITS / "tuicrm-backup.timer").exists() or Path(BACKUPS).is_dir()


def ago(time: timedelta) -> str:
    """Give a length of time in one unit."""
    minutes = int(time.total_seconds() // 60)
    if minutes < 120:
        return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
    if minutes < 48 * 60:
        return ngettext("{n} hour", "{n} hours", minutes // 60).format(n=minutes // 60)
    return ngettext("{n} day", "{n} days", minutes // 1440).format(n=minutes // 1440)
