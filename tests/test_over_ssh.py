"""The app over a real ssh: an sshd of our own on loopback, on a high port, with its own keys and configuration."""

import fcntl
import getpass
import os
import pty
import shlex
import shutil
import signal
import socket
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.company import make_company
from tests.engines import Make
from tests.left_out import leave_out
from tests.patience import LONGEST_SECONDS
from tests.widgets.real_terminal import ROOT, RealTerminal

CONFIG = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
PidFile {folder}/pid
AuthorizedKeysFile {folder}/authorized
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PermitUserRC no
DisableForwarding yes
AcceptEnv LANG LC_CTYPE COLORTERM
"""
A_MOMENT = 0.05
TRUE_COLOUR = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}


@dataclass
class Host:
    """A running sshd and what a client needs to reach it."""

    port: int
    folder: Path

    @property
    def command(self) -> list[str]:
        options = ["StrictHostKeyChecking=no", f"UserKnownHostsFile={self.folder}/known", "SendEnv=COLORTERM LANG"]
        flags = [part for option in options for part in ("-o", option)]
        return ["ssh", "-tt", "-F", "none", "-i", f"{self.folder}/me", "-p", str(self.port), *flags, "127.0.0.1"]


@pytest.fixture
def host(tmp_path: Path, template: Callable[[str, Make], str]) -> Iterator[Host]:
    """An sshd whose one key opens the app as Li Wei and nothing else."""
    sshd = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if sshd is None or shutil.which("ssh") is None:
        leave_out("an OpenSSH server (sshd)")
    assert sshd is not None
    for name in ("host", "me"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / name], check=True)
    entry = tmp_path / "entry"
    url = template("sqlite", make_company)
    program = f"{shlex.quote(sys.executable)} -m tuicrm --db {shlex.quote(url)} --user li"
    entry.write_text(f"#!/bin/sh\ncd {shlex.quote(str(ROOT))}\nexec {program}\n")
    entry.chmod(0o755)
    key = (tmp_path / "me.pub").read_text()
    (tmp_path / "authorized").write_text(f'restrict,pty,command="{entry}" {key}')
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # its own folder for separated privileges
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    (tmp_path / "config").write_text(CONFIG.format(port=port, folder=tmp_path))
    server = subprocess.Popen([sshd, "-D", "-e", "-f", tmp_path / "config"], stderr=subprocess.PIPE)
    yield Host(port, tmp_path)
    server.terminate()
    server.wait(LONGEST_SECONDS)


def reachable(port: int) -> None:
    """Wait until the server listens."""
    for _ in range(int(LONGEST_SECONDS / A_MOMENT)):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(A_MOMENT)
    raise AssertionError("sshd does not listen")


def resize(terminal: RealTerminal, columns: int, lines: int) -> None:
    fcntl.ioctl(terminal.keyboard, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


def test_opens_takes_keys_resizes_and_quits_clean(host: Host) -> None:
    reachable(host.port)
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    client = subprocess.Popen(
        [*host.command, "-l", getpass.getuser()], stdin=slave, stdout=slave, stderr=slave,
        env=os.environ | TRUE_COLOUR, start_new_session=True,
    )  # fmt: skip
    os.close(slave)
    terminal = RealTerminal(master, client)
    try:
        terminal.wait_for(b"Li Wei")
        terminal.until_quiet()
        os.write(terminal.keyboard, b"2")
        terminal.wait_for(b"No open project here")
        terminal.until_quiet(0.5)
        before = len(terminal.seen)
        resize(terminal, 60, 20)
        os.kill(client.pid, 28)  # SIGWINCH: the client tells the other end
        assert terminal.until_quiet(LONGEST_SECONDS)
        assert len(terminal.seen) > before
        os.write(terminal.keyboard, b"q")
        assert client.wait(LONGEST_SECONDS) == 0
    finally:
        client.kill()
        client.wait(LONGEST_SECONDS)
        os.close(master)


def test_a_cut_line_leaves_no_process(template: Callable[[str, Make], str]) -> None:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    program = subprocess.Popen(
        [sys.executable, "-m", "tuicrm", "--db", template("sqlite", make_company), "--user", "li"], cwd=ROOT,
        stdin=slave, stdout=slave, stderr=slave, env=os.environ | TRUE_COLOUR, start_new_session=True,
    )  # fmt: skip
    os.close(slave)
    try:
        RealTerminal(master, program).wait_for(b"Li Wei")
        os.close(master)
        assert program.wait(LONGEST_SECONDS) == -signal.SIGHUP
    finally:
        program.kill()
        program.wait(LONGEST_SECONDS)
