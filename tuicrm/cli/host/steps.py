"""What a host needs so that a team works on it over SSH: each step with its reason, as files and commands."""

import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tuicrm.plain.language import _

CONFIG = Path("/etc/tuicrm/config.toml")
SSHD = Path("/etc/ssh/sshd_config.d/tuicrm.conf")
UNITS = Path("/etc/systemd/system")
HOME = "/var/lib/tuicrm"
BACKUPS = "/var/backups/tuicrm"

TIMERS = {
    "recycle": "*-*-* 02:30",
    "backup": "*-*-* 03:00",
    "morning": "Mon..Fri 07:00",
    "weekly": "Mon 07:15",
}
"""The host's timers and when they run, as systemd reads it."""


@dataclass(frozen=True)
class Step:
    """One thing to do.

    Attributes:
        why: a sentence for people.
        commands: argument lists, run in order as root.
        path, content, mode, owner: a file to write; None writes none.
        done: a command that succeeds where the step is done already.
    """

    why: str
    commands: Sequence[Sequence[str]] = ()
    path: Path | None = None
    content: str = ""
    mode: int = 0o644
    owner: str = "root:root"
    done: Sequence[str] = field(default_factory=tuple)


def steps(user: str, database_url: str, admin: str, *, interpreter: str = sys.executable) -> list[Step]:
    """Give the steps in the order in which they are done.

    Args:
        user: the system user that the team shares.
        database_url: what goes into the host's configuration.
        admin: the login that becomes administrator of a database which is empty.
        interpreter: the Python that the program is installed for; everybody must be able to read it.
    """
    program = [interpreter, "-I", "-X", "utf8", "-m", "tuicrm", "--config", str(CONFIG)]
    return [
        Step(
            _("One system user for the whole team: it has a shell for sshd's sake, and no password."),
            [
                ["useradd", "--system", "--create-home", "--home-dir", HOME, "--shell", "/bin/sh", user],
                ["usermod", "-p", "*", user],
            ],
            done=["id", user],
        ),
        Step(
            _("Folders that only this user reads: its home and the backups."),
            [
                ["install", "-d", "-o", user, "-g", user, "-m", "0700", HOME],
                ["install", "-d", "-o", user, "-g", user, "-m", "0700", BACKUPS],
                ["install", "-d", "-o", "root", "-g", user, "-m", "0750", str(CONFIG.parent)],
            ],
        ),
        Step(
            _("The configuration: which database it is."),
            path=CONFIG,
            content=f"database_url = {_toml(database_url)}\n",
            mode=0o640,
            owner=f"root:{user}",
        ),
        Step(
            _("The database, and {admin} as its first administrator if it is empty.").format(admin=admin),
            [["runuser", "-u", user, "--", *program, "--user", admin, "user", "list"]],
        ),
        Step(
            _("sshd asks tuicrm whose key it is; a key opens the program as its owner and nothing else."),
            [["sshd", "-t"], ["systemctl", "reload", "ssh"]],
            path=SSHD,
            content=sshd_configuration(user, program),
        ),
        *(
            Step(_("The timer “{name}”: {when}.").format(name=name, when=when), path=path, content=content)
            for name, when in TIMERS.items()
            for path, content in units(name, when, user, program)
        ),
        Step(
            _("The timers begin."),
            [["systemctl", "daemon-reload"], ["systemctl", "enable", "--now", *(f"tuicrm-{n}.timer" for n in TIMERS)]],
        ),
    ]


def sshd_configuration(user: str, program: Sequence[str]) -> str:
    """Give the part of sshd's configuration for the system user."""
    return f"""# tuicrm: written by `tuicrm host setup`; see docs/ssh.md
Match User {user}
    AuthorizedKeysFile none
    AuthorizedKeysCommand {shlex.join(program)} ssh keys %t %k
    AuthorizedKeysCommandUser {user}
    PasswordAuthentication no
    KbdInteractiveAuthentication no
    DisableForwarding yes
    PermitUserRC no
    AcceptEnv LANG LC_CTYPE COLORTERM TZ
Match all
"""


def units(name: str, when: str, user: str, program: Sequence[str]) -> list[tuple[Path, str]]:
    """Give the two systemd files of a timer."""
    service = f"""[Unit]
Description=tuicrm: {name}

[Service]
Type=oneshot
User={user}
Environment=LC_CTYPE=C.UTF-8
ExecStart={shlex.join(program)} host run {name}
"""
    timer = f"""[Unit]
Description=tuicrm: {name}

[Timer]
OnCalendar={when}
Persistent=true

[Install]
WantedBy=timers.target
"""
    return [(UNITS / f"tuicrm-{name}.service", service), (UNITS / f"tuicrm-{name}.timer", timer)]


def _toml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
