"""How long a key takes to its echo over a slow line: a real ssh through a proxy that holds every byte back.

    python benchmarks/line.py [KEYS]

Printed for each delay: the median and the 95th percentile of the time from a key to the first byte of its echo, and
what of it is not the line's own round trip. Goal: at most 20 ms. Needs root, because sshd does.
"""

import os
import pty
import select
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.access import sshd  # noqa: E402
from tests.company import Company, make_company  # noqa: E402
from tuicrm.sales import access  # noqa: E402
from tuicrm.store.database import Database  # noqa: E402

KEYS = 60
DELAYS = (timedelta(milliseconds=0), timedelta(milliseconds=25), timedelta(milliseconds=100))
GOAL_MS = 20


def main() -> None:
    """Measure and print."""
    keys = int(sys.argv[1]) if len(sys.argv) > 1 else KEYS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data").mkdir()
        url = f"sqlite:///{folder}/data/tuicrm.db"
        make_company(url)
        company = Company(Database(url))
        for number in range(60):
            company.customer(f"Kunde {number:02}")
        with sshd.running(url, folder) as host:
            company.desk("boss").write(access.add_key, company.id("li"), host.public("li"))
            for delay in DELAYS:
                with slow(host.port, delay.total_seconds()) as port:
                    times = sorted(typed(host, port, keys))
                report(delay, times)
        company.database.close()


def report(delay: timedelta, times: list[float]) -> None:
    """Print one line."""
    trip = 2 * delay.total_seconds() * 1000
    median, high = statistics.median(times), times[int(len(times) * 0.95)]
    print(
        f"{trip / 2:4.0f} ms each way: key to echo {median:6.1f} ms (95 %: {high:6.1f}), "
        f"beside the round trip {median - trip:5.1f} ms, goal {GOAL_MS}"
    )


def typed(host: sshd.Host, port: int, keys: int) -> Iterator[float]:
    """Move the cursor in the pool and give the milliseconds of each key."""
    command = [word if word != str(host.port) else str(port) for word in host.client("li")]
    master, slave = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "LANG": "C.UTF-8"}
    client = subprocess.Popen(
        [*command, "-tt"], stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
    )
    os.close(slave)
    try:
        until(master, b"Li Wei")
        rest(master)
        os.write(master, b"1")
        until(master, b"Kunde")
        rest(master)
        for number in range(keys):
            began = time.perf_counter()
            os.write(master, b"j" if number % 20 < 10 else b"k")
            select.select([master], [], [], 10)
            yield (time.perf_counter() - began) * 1000
            rest(master)
    finally:
        client.kill()
        client.wait()
        os.close(master)


def until(master: int, text: bytes) -> None:
    seen = b""
    while text not in seen:
        if not select.select([master], [], [], 60)[0]:
            raise SystemExit(f"{text!r} never came: {seen[-300:]!r}")
        seen += os.read(master, 1 << 16)


def rest(master: int, quiet: float = 0.35) -> None:
    while select.select([master], [], [], quiet)[0]:
        os.read(master, 1 << 16)


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
