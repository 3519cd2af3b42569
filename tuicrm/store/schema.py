"""The tables as the rules use them: Core tables of what the models declare.

Declaring 46 models costs SQLModel a quarter of a second, and the rules never touch a model. So what they declare is
kept in the cache folder after the first time and read from there, without SQLModel, for as long as the models'
files, SQLAlchemy and Python are the same. A kept file that is damaged, or that somebody else may write to, is not read.
"""

import hashlib
import os
import pickle
import sys
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

import sqlalchemy
from sqlalchemy import MetaData, Table

from tuicrm.plain import settings

_MODELS = Path(__file__).with_name("models")
_OTHERS_MAY_WRITE = 0o022
_MONTH_SECONDS = 30 * 24 * 3600
_DIGEST = hashlib.sha256().digest_size


def table(name: str) -> Table:
    """Give a table by its name in the database."""
    return metadata().tables[name]


@cache
def metadata() -> MetaData:
    """Give all tables, kept or declared."""
    version = _version()
    path = settings.dirs().cache / f"tables-{hashlib.sha256(version).hexdigest()[:12]}.pickle"
    with suppress(OSError):
        if (found := _read(path, version)) is not None:
            return found
    from tuicrm.store.models import declared

    with suppress(OSError):
        _keep(path, version, declared)
    return declared


def _version() -> bytes:
    """Tell apart what the tables are made from; a moment instead of reading ten files."""
    parts = [sys.version, sqlalchemy.__version__]
    for file in sorted(os.scandir(_MODELS), key=lambda entry: entry.name):
        if file.name.endswith(".py"):
            stat = file.stat()
            parts.append(f"{file.path} {stat.st_mtime_ns} {stat.st_size}")
    return "\n".join(parts).encode()


def _read(path: Path, version: bytes) -> MetaData | None:
    with path.open("rb") as file:
        stat = os.fstat(file.fileno())
        if hasattr(os, "geteuid") and (stat.st_uid != os.geteuid() or stat.st_mode & _OTHERS_MAY_WRITE):
            return None
        digest, body = file.read(_DIGEST), file.read()
    if digest != _digest(version, body):
        return None
    kept: MetaData = pickle.loads(body)  # our own file: see above
    return kept


def _keep(path: Path, version: bytes, tables: MetaData) -> None:
    body = pickle.dumps(tables, protocol=pickle.HIGHEST_PROTOCOL)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with open(handle, "wb") as file:
            file.write(_digest(version, body) + body)
        os.replace(name, path)
        _forget_others(path)
    except OSError:
        os.unlink(name)
        raise


def _forget_others(path: Path) -> None:
    """Delete what programs kept that nobody has started for a month."""
    for other in path.parent.glob("tables*.pickle"):
        if other != path and time.time() - other.stat().st_mtime > _MONTH_SECONDS:
            other.unlink(missing_ok=True)


def _digest(version: bytes, body: bytes) -> bytes:
    return hashlib.sha256(version + b"\n" + body).digest()
