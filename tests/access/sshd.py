"""A real sshd on loopback, set up as `tuicrm host setup` says: keys come from the database, commands are forced."""

from __future__ import annotations

import os
import pwd
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.left_out import leave_out
from tests.patience import LONGEST_SECONDS

A_MOMENT = 0.02
"""How many seconds to wait before it is looked again whether something has come."""

CONFIG = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
PidFile {folder}/pid
AuthorizedKeysFile none
AuthorizedKeysCommand {command} %t %k
AuthorizedKeysCommandUser {user}
StrictModes yes
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PermitUserRC no
PermitUserEnvironment no
DisableForwarding yes
AcceptEnv LANG LC_CTYPE COLORTERM TZ
MaxStartups 50
"""


@dataclass
class Host:
    """A running sshd, its folder, and the clients' keys by name."""

    port: int
    folder: Path
    url: str
    made: set[str] = field(default_factory=set)

    def key(self, name: str) -> Path:
        """Give the path of somebody's private key; it is made at the first time."""
        path = self.folder / f"key_{name}"
        if name not in self.made:
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", path], check=True)
            self.made.add(name)
        return path

    def public(self, name: str) -> str:
        """Give somebody's public key as it stands in their `.pub` file."""
        return self.key(name).with_suffix(".pub").read_text() if self.key(name) else ""

    def client(self, name: str, *options: str) -> list[str]:
        """Give the command line of a client that has this key only."""
        settled = [
            "StrictHostKeyChecking=no", f"UserKnownHostsFile={self.folder}/known", "IdentitiesOnly=yes",
            "IdentityAgent=none", "LogLevel=ERROR", "SendEnv=COLORTERM LANG TUICRM_USER LD_PRELOAD PYTHONPATH",
        ]  # fmt: skip
        flags = [part for option in settled for part in ("-o", option)]
        here = pwd.getpwuid(os.getuid()).pw_name
        base = ["ssh", "-F", "none", "-i", str(self.key(name)), "-p", str(self.port), *flags]
        return [*base, *options, f"{here}@127.0.0.1"]

    @contextmanager
    def line(self, name: str) -> Iterator[tuple[str, ...]]:
        """Hold one connection open that later ones go through: their key is asked for and proved only once."""
        with tempfile.TemporaryDirectory(prefix="tuicrm-line-") as folder:  # a socket's path is short
            shared = ("-o", f"ControlPath={folder}/line")
            whole = [*self.client(name, *shared, "-o", "ControlMaster=yes"), "-N"]
            master = subprocess.Popen(whole, stdin=subprocess.DEVNULL)
            try:
                for _ in range(int(LONGEST_SECONDS / A_MOMENT)):
                    if Path(folder, "line").exists():
                        break
                    time.sleep(A_MOMENT)
                yield shared
            finally:
                master.kill()  # asked to end, it waits for windows that an attack left open, at times for ever
                master.wait(LONGEST_SECONDS)

    def run(
        self, name: str, *words: str, options: Sequence[str] = (), stdin: str = "", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command as the holder of a key; its words go over the line as ssh sends them."""
        return subprocess.run(
            [*self.client(name, *options), *words], input=stdin, capture_output=True, text=True,
            timeout=LONGEST_SECONDS, env=os.environ | (env or {}), check=False,
        )  # fmt: skip


@contextmanager
def running(url: str, folder: Path, python: str = sys.executable) -> Iterator[Host]:
    """Run an sshd that lets in whom the database says.

    Args:
        python: what runs the program; a stand-in saves the imports of each connection.
    """
    sshd = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if sshd is None or shutil.which("ssh") is None:
        leave_out("an OpenSSH server (sshd)")
    if os.getuid() != 0:
        leave_out("the rights to let sshd run a keys command (root)")
    assert sshd is not None
    Path("/run/sshd").mkdir(exist_ok=True)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / "host"], check=True)
    config = folder / "tuicrm.toml"
    config.write_text(f'database_url = "{url}"\n')
    own = Path(tempfile.mkdtemp(prefix="tuicrm-test-", dir="/usr/local/lib"))  # sshd wants every parent to be root's
    own.chmod(0o755)
    command = own / "keys"
    program = shlex.join([python, "-I", "-X", "utf8", "-m", "tuicrm", "--config", str(config), "ssh", "keys"])
    homes = "".join(f"export {k}={shlex.quote(v)}\n" for k, v in os.environ.items() if k.startswith("XDG_"))
    command.write_text(f'#!/bin/sh\n{homes}exec {program} "$@"\n')
    command.chmod(0o755)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    said = CONFIG.format(port=port, folder=folder, command=command, user=pwd.getpwuid(os.getuid()).pw_name)
    (folder / "config").write_text(said)
    with (folder / "log").open("w") as log:
        server = subprocess.Popen([sshd, "-D", "-e", "-f", folder / "config"], stderr=log)
    try:
        _reachable(port, server)
        yield Host(port, folder, url)
    finally:
        server.terminate()
        server.wait(LONGEST_SECONDS)
        shutil.rmtree(own)


def _reachable(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(int(LONGEST_SECONDS / A_MOMENT)):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            break
        time.sleep(A_MOMENT)
    raise AssertionError("sshd does not listen")
