"""A copy of the whole database in one file, made while people work: whole, checked, and old ones cleared away.

SQLite by its own backup, PostgreSQL by `pg_dump`, MariaDB and MySQL by `mariadb-dump` or `mysqldump`: what these
programs of the server write, they also read back.
"""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _
from tuicrm.sales.wording import add_error

KEEP = 14
ENDINGS = {"sqlite": ".db", "postgresql": ".dump", "mysql": ".sql", "mariadb": ".sql"}
_NAME = re.compile(r"tuicrm-\d{8}T\d{6}Z\.(db|dump|sql)")


SENTENCES = {
    "backup_program": N_("{program} is not installed. Install the client programs of the database's server."),
    "backup_failed": N_("The copy was not made: {said}"),
    "backup_broken": N_("The copy is damaged and was thrown away ({said}). Check the disk, then the database."),
}


class BackupProblem(Exception):
    """A copy that could not be made. `code` says why, `facts` what about it."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


add_error(
    BackupProblem,
    lambda problem: _(SENTENCES[problem.code]).format(**{name: show(said) for name, said in problem.facts.items()}),
)


@dataclass(frozen=True)
class Backup:
    """A copy: the file, its bytes, and how many old ones were cleared away."""

    path: Path
    size: int
    cleared: int


def back_up(url: URL, folder: Path, now: datetime, *, keep: int = KEEP) -> Backup:
    """Write a copy to a folder; keep the newest so many of ours there.

    Raises:
        BackupProblem: `backup_program` (it is not installed), `backup_failed` (what it said), `backup_broken`.
        OSError: the folder cannot be written.
    """
    engine = url.get_backend_name()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"tuicrm-{now:%Y%m%dT%H%M%SZ}{ENDINGS[engine]}"
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        if engine == "sqlite":
            _copy(str(url.database), part)
        elif engine == "postgresql":
            _postgresql(url, part)
        else:
            _mysql(url, part)
        part.chmod(0o600)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return Backup(path, path.stat().st_size, _clear(folder, keep))


def newest(folder: Path) -> Path | None:
    """Give the newest whole copy in a folder."""
    found = _ours(folder)
    return found[-1] if found else None


def _copy(database: str, target: Path) -> None:
    if not Path(database).is_file():
        raise BackupProblem("backup_failed", said=f"{database}: there is no such file")
    target.touch(mode=0o600)
    source, copy = sqlite3.connect(database), sqlite3.connect(target)
    try:
        source.backup(copy, pages=1000)  # in steps, so that nobody who writes has to wait for all of it
        copy.execute("PRAGMA journal_mode=DELETE")
        (said,) = copy.execute("PRAGMA integrity_check").fetchone()
    finally:
        source.close()
        copy.close()
    if said != "ok":
        raise BackupProblem("backup_broken", said=str(said))


def _postgresql(url: URL, target: Path) -> None:
    host = url.query.get("host", url.host)
    place = {"PGHOST": host, "PGPORT": url.port, "PGUSER": url.username, "PGPASSWORD": url.password}
    _run(["pg_dump", "--format=custom", "--file", str(target), str(url.database)], place)


def _mysql(url: URL, target: Path) -> None:
    program = next((name for name in ("mariadb-dump", "mysqldump") if shutil.which(name)), "mariadb-dump")
    words = [program, "--single-transaction", "--quick", "--hex-blob", f"--result-file={target}"]
    words += [f"--host={url.host}"] if url.host else []
    words += [f"--port={url.port}"] if url.port else []
    words += [f"--user={url.username}"] if url.username else []
    if socket := url.query.get("unix_socket"):
        words.append(f"--socket={socket}")
    _run([*words, str(url.database)], {"MYSQL_PWD": url.password})


def _run(words: list[str], place: Mapping[str, object]) -> None:
    """Run a server's own program; a password goes by the environment, where no list of processes shows it."""
    if shutil.which(words[0]) is None:
        raise BackupProblem("backup_program", program=words[0])
    said = {name: str(value) for name, value in place.items() if value not in (None, "")}
    ran = subprocess.run(words, env=os.environ | said, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise BackupProblem("backup_failed", said=ran.stderr.strip().partition("\n")[0][:300])


def _clear(folder: Path, keep: int) -> int:
    old = _ours(folder)[: -max(1, keep)]
    for path in old:
        path.unlink()
    return len(old)


def _ours(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))
