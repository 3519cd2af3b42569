"""A process that somebody noted: there, gone, or not to be seen from here."""

import os
import socket
import subprocess
import sys

from tuicrm.plain.processes import is_alive


def test_a_process_is_seen_on_its_own_host_only() -> None:
    here = socket.gethostname()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert is_alive(here, os.getpid()) is True
    assert is_alive(here, gone.pid) is False
    assert is_alive("elsewhere", os.getpid()) is None
