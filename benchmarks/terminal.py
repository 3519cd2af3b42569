"""A program in a real pseudo-terminal of 120x40, and when which of its bytes came."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COLUMNS, LINES = 120, 40
PATIENCE = 60.0
QUIET = 0.12


class Terminal:
    """What a person at the other end sees, with a clock."""

    def __init__(self, master: int, began: float) -> None:
        self.master = master
        self.began = began
        self.seen = b""

    def until(self, text: str) -> float:
        """Read until a text was painted; give the seconds since the program was started."""
        wanted = text.encode()
        while wanted not in self.seen:
            more, at = self._read(PATIENCE)
            if not more:
                raise SystemExit(f"{text!r} never came; the end of what did: {self.seen[-500:]!r}")
            self.seen += more
        return at - self.began if wanted else 0.0

    def rest(self, quiet: float = QUIET) -> None:
        """Read until nothing comes for a while."""
        while self._read(quiet)[0]:
            pass

    def press(self, keys: str, quiet: float = QUIET) -> tuple[float, int]:
        """Press keys; give the seconds to the last byte of what they paint, and how many bytes that was."""
        pressed = last = time.perf_counter()
        os.write(self.master, keys.encode())
        got = 0
        while True:
            more, at = self._read(1.0 if not got else quiet)
            if not more:
                return last - pressed, got
            got, last = got + len(more), at

    def _read(self, patience: float) -> tuple[bytes, float]:
        if not select.select([self.master], [], [], patience)[0]:
            return b"", time.perf_counter()
        try:
            return os.read(self.master, 1 << 16), time.perf_counter()
        except OSError:  # Linux says EIO when the program has ended
            return b"", time.perf_counter()


@contextmanager
def running(words: Sequence[str], more: Mapping[str, str] | None = None) -> Iterator[Terminal]:
    """Run `python WORDS` in a terminal, and end it afterwards."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    environment = {
        name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "PYTHONDONTWRITEBYTECODE")
    }
    environment |= {"TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *words],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment | dict(more or {}),
        start_new_session=True,
    )
    os.close(slave)
    try:
        yield Terminal(master, began)
    finally:
        process.kill()
        process.wait()
        os.close(master)
