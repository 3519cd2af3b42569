"""Folders that live as long as the process that made them; what a killed one left is cleared by the next."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":  # nothing tells there whether a folder's maker still lives, so none is cleared
    import fcntl

_LOCK = "in-use"


@contextmanager
def folder(prefix: str) -> Iterator[Path]:
    """Make a folder of one's own among the temporary ones; it is gone when the block is left.

    First those of the same prefix are cleared that were ours and whose process has died. A lock tells, not a
    process number: numbers are used again, and differ between containers that share a folder.
    """
    clear(prefix)
    made = Path(tempfile.mkdtemp(prefix=prefix))
    lock = _lock(made)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def clear(prefix: str) -> int:
    """Throw away our own folders of this prefix whose process has died; gives how many."""
    if sys.platform == "win32":
        return 0
    cleared = 0
    for old in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        try:
            if old.is_symlink() or old.lstat().st_uid != os.getuid():
                continue
            lock = os.open(old / _LOCK, os.O_RDWR | os.O_NOFOLLOW)
        except OSError:  # no folder of this kind, or gone meanwhile
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:  # its process lives
            continue
        else:
            shutil.rmtree(old, ignore_errors=True)
            cleared += 1
        finally:
            os.close(lock)
    return cleared


def _lock(made: Path) -> int | None:
    """Hold a folder as in use; the lock gets its name only when it is held, so that nobody clears it before."""
    if sys.platform == "win32":
        return None
    unfinished = made / f"{_LOCK}-new"
    lock = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    unfinished.rename(made / _LOCK)
    return lock
