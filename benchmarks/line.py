"""How long a key takes to its echo over a slow line: a real ssh through a proxy that holds every byte back.

    python benchmarks/line.py [KEYS]

Printed for each delay, screen and kind of key (a move, a letter of the search, another view): the median and the 95th
percentile of the time from a key to the first byte of its echo, what of the median is not the line's own round trip
(the goal is at most 20 ms), and what came back in the median, in bytes. Needs root, because sshd does.
"""

import fcntl
import os
import pty
import select
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.access import sshd  # noqa: E402
from tests.company import Company, make_company  # noqa: E402
from tuicrm.sales import access, agenda, projects  # noqa: E402
from tuicrm.sales.agenda import NewAction  # noqa: E402
from tuicrm.sales.projects import NewProject  # noqa: E402
from tuicrm.store.database import Database  # noqa: E402

KEYS = 32
DELAYS = (timedelta(milliseconds=0), timedelta(milliseconds=25), timedelta(milliseconds=100))
GOAL_MS = 20


class Screen(NamedTuple):
    """What is typed on a screen, each key by itself; `before` opens and `after` closes what the keys go into."""

    name: str
    kind: str
    opens: bytes
    sees: bytes
    keys: tuple[bytes, ...]
    before: bytes = b""
    after: tuple[bytes, ...] = ()


DOWN_UP = (b"j",) * 8 + (b"k",) * 8
LETTERS = (*(letter.encode() for letter in "kunde 04"), *(b"\x7f",) * 8)
SCREENS = (
    Screen("pool", "move", b"1", b"Kunde", DOWN_UP),
    Screen("pool", "letter", b"1", b"Kunde", LETTERS, before=b"/", after=(b"\x1b", b"\x1b")),
    Screen("pool", "view", b"1", b"Kunde", (b"\t",)),
    Screen("board", "move", b"2", b"Line", DOWN_UP),
    Screen("board", "letter", b"2", b"Line", LETTERS, before=b"/", after=(b"\x1b", b"\x1b")),
    Screen("agenda", "move", b"3", b"Kunde", DOWN_UP),
    Screen("agenda", "view", b"3", b"Kunde", (b"\t",)),
    Screen("tabs", "other screen", b"1", b"Kunde", (b"2", b"3", b"1")),
)


def main() -> None:
    """Measure and print."""
    keys = int(sys.argv[1]) if len(sys.argv) > 1 else KEYS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data").mkdir()
        url = f"sqlite:///{folder}/data/tuicrm.db"
        make_company(url)
        company = Company(Database(url))
        fill(company)
        with sshd.running(url, folder) as host:
            with (folder / "tuicrm.toml").open("a") as settings:
                settings.write("morning = false\nrestore = false\n")  # no box in the way, each window as the first
            company.desk("boss").write(access.add_key, company.id("li"), host.public("li"))
            for delay in DELAYS:
                with slow(host.port, delay.total_seconds()) as port, window(host, port) as master:
                    for screen in SCREENS:
                        report(delay, screen, sorted(typed(master, screen, keys)))
        company.database.close()


def fill(company: Company) -> None:
    """Make customers, half of them held, and projects and plans of the holder."""
    li, today = company.desk("li"), company.clock.now.date()
    for number in range(60):
        customer = company.customer(f"Kunde {number:02}", owner="li" if number % 2 else None)
        if number % 2:
            li.write(projects.add, NewProject(name=f"Line {number:02}", customer_id=customer, amount_minor=100_000))
            li.write(agenda.plan, NewAction(kind="call", subject="price", customer_id=customer, on=today))


def report(delay: timedelta, screen: Screen, found: list[tuple[float, int]]) -> None:
    """Print one line."""
    trip = 2 * delay.total_seconds() * 1000
    times = [time for time, _size in found]
    median, high = statistics.median(times), times[int(len(times) * 0.95)]
    size = statistics.median(size for _time, size in found)
    print(
        f"{trip / 2:4.0f} ms each way, {screen.name:7}{screen.kind:13} {median:6.1f} ms (95 %: {high:6.1f}), "
        f"beside the round trip {median - trip:5.1f} ms, goal {GOAL_MS}; {size:5.0f} bytes",
        flush=True,
    )


@contextmanager
def window(host: sshd.Host, port: int) -> Iterator[int]:
    """Open the screens through a port; give the terminal."""
    command = [word if word != str(host.port) else str(port) for word in host.client("li")]
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = os.environ | {"TERM": "xterm-256color", "LANG": "C.UTF-8"}
    client = subprocess.Popen(
        [*command, "-tt"], stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
    )
    os.close(slave)
    try:
        until(master, b"Li Wei")
        rest(master, 3)
        yield master
    finally:
        client.kill()
        client.wait()
        os.close(master)


def typed(master: int, screen: Screen, keys: int) -> Iterator[tuple[float, int]]:
    """Type on a screen; give the milliseconds of each key to its echo, and the bytes that came for it."""
    os.write(master, b"5")  # elsewhere, so that the screen is drawn anew
    rest(master, 1)
    os.write(master, screen.opens)
    until(master, screen.sees)
    rest(master)
    if screen.before:
        os.write(master, screen.before)
        rest(master)
    for number in range(keys):
        began = time.perf_counter()
        os.write(master, screen.keys[number % len(screen.keys)])
        select.select([master], [], [], 10)
        took = (time.perf_counter() - began) * 1000
        yield took, rest(master)
    for key in screen.after:
        os.write(master, key)
        rest(master)


def until(master: int, text: bytes) -> None:
    seen = b""
    while text not in seen:
        if not select.select([master], [], [], 60)[0]:
            raise SystemExit(f"{text!r} never came: {seen[-300:]!r}")
        seen += os.read(master, 1 << 16)


def rest(master: int, quiet: float = 0.4) -> int:
    """Read until nothing more comes; give how many bytes came."""
    size = 0
    while select.select([master], [], [], quiet)[0]:
        size += len(os.read(master, 1 << 16))
    return size


@contextmanager
def slow(port: int, delay: float) -> Iterator[int]:
    """A proxy on loopback that passes every byte on after a delay, in order."""
    listening = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            try:
                near, _address = listening.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", port))
            for one, other in ((near, far), (far, near)):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=pass_on, args=(one, other, delay), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.close()


def pass_on(one: socket.socket, other: socket.socket, delay: float) -> None:
    """Read, and hand on each piece when its time has come."""
    pieces: list[tuple[float, bytes]] = []
    waiting = threading.Condition()

    def send() -> None:
        while True:
            with waiting:
                while not pieces:
                    waiting.wait()
                due, piece = pieces.pop(0)
            time.sleep(max(0.0, due - time.perf_counter()))
            try:
                other.sendall(piece)
            except OSError:
                return

    threading.Thread(target=send, daemon=True).start()
    try:
        while piece := one.recv(1 << 16):
            with waiting:
                pieces.append((time.perf_counter() + delay, piece))
                waiting.notify()
    except OSError:
        pass
    other.close()


if __name__ == "__main__":
    main()
