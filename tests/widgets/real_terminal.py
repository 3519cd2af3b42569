"""A program in a real pseudo-terminal: keys in, bytes out."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.patience import LONGEST_SECONDS

ROOT = Path(__file__).resolve().parents[2]
_QUIET = 0.4
_A_BREATH = 0.05


class RealTerminal:
    """The master's side of a pty."""

    def __init__(self, master: int, process: "subprocess.Popen[bytes]") -> None:
        self.keyboard = master
        self.process = process
        self.seen = b""

    def send(self, keys: bytes) -> bytes:
        """Send keys and return what came back until the line was quiet."""
        os.write(self.keyboard, keys)
        return self.until_quiet(LONGEST_SECONDS)

    def wait_for(self, text: bytes) -> bytes:
        """Read until this text came; fails when it never does."""
        got = b""
        while text not in got:
            more = self._read(LONGEST_SECONDS)
            assert more, f"never came: {text!r}; the end of what did: {got[-2000:]!r}"
            got += more
        return got

    def see(self, *texts: str) -> None:
        """Read until each of these texts has come, now or before; fails when one never does."""
        for text in texts:
            while text.encode() not in self.seen:
                assert self._read(LONGEST_SECONDS), f"never came: {text!r}; the end of what did: {self.seen[-2000:]!r}"

    def until_quiet(self, patience: float = _QUIET) -> bytes:
        """Read until nothing comes any more and the program waits, too: on a busy machine it may be long in coming.

        Once more after a breath: when the machine stood still all of the quiet may have lain in that.
        """
        got = b""
        while (more := self._read(_QUIET if got else patience)) or self._works() or (more := self._read(_A_BREATH)):
            got += more
        return got

    def _works(self) -> bool:
        """Say whether the program computes or would like to. Where the system does not tell, it does not."""
        states = []
        for task in Path(f"/proc/{self.process.pid}/task").glob("*/stat"):
            with suppress(OSError):  # the thread has ended
                states.append(task.read_text().rpartition(")")[2].split()[0])
        return bool({"R", "D"} & set(states))

    def _read(self, patience: float) -> bytes:
        ready = select.poll()  # `select` itself takes no descriptor above 1,024, and a long run has more
        ready.register(self.keyboard, select.POLLIN)
        if not ready.poll(patience * 1000):
            return b""
        try:
            got = os.read(self.keyboard, 1 << 16)
        except OSError:  # Linux says EIO when the program has ended
            return b""
        self.seen += got
        return got


@contextmanager
def real_terminal(
    module: str, *arguments: str, columns: int = 120, lines: int = 40, **environment: str
) -> Iterator[RealTerminal]:
    """Run `python -m module` in a pty of that size."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    known = {name: value for name, value in os.environ.items() if not name.startswith(("TEXTUAL", "NO_COLOR"))}
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=ROOT,
        env=known | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"} | environment,
        start_new_session=True,
        close_fds=True,
    )
    os.close(slave)
    try:
        yield RealTerminal(master, process)
    finally:
        process.terminate()
        process.wait(LONGEST_SECONDS)
        os.close(master)
