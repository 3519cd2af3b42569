"""A window over ssh, in a terminal of 80 by 24."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import termios
from collections.abc import Iterator
from contextlib import contextmanager

from tests.access import sshd
from tests.patience import LONGEST_SECONDS
from tests.widgets.real_terminal import RealTerminal

TRUE_COLOUR = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}


@contextmanager
def window(host: sshd.Host, name: str, **environment: str) -> Iterator[RealTerminal]:
    """Open the screens as the holder of a key."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    client = subprocess.Popen(
        [*host.client(name), "-tt"], stdin=slave, stdout=slave, stderr=slave,
        env=os.environ | TRUE_COLOUR | environment, start_new_session=True,
    )  # fmt: skip
    os.close(slave)
    try:
        yield RealTerminal(master, client)
    finally:
        client.kill()
        client.wait(LONGEST_SECONDS)
        os.close(master)
