"""What sshd and we rely on, tested one by one: owners, modes, the system user, sshd's own configuration.

sshd refuses a keys command only by some of these (a group-writable folder passes on Debian), so we look ourselves.
"""

import os
import pwd
import shutil
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tuicrm.plain.language import _
from tuicrm.plain.os_errors import reason

OTHERS_MAY_WRITE = 0o022
WANTED = {
    "authorizedkeysfile": ("none",),
    "passwordauthentication": ("no",),
    "kbdinteractiveauthentication": ("no",),
    "permituserrc": ("no",),
    "disableforwarding": ("yes",),
    "permituserenvironment": ("no",),
}
"""What sshd has to say for the system user (`sshd -T`)."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and what to do about it."""

    what: str
    todo: str


def faults(user: str, *, interpreter: str, effective: str | None = None) -> list[Fault]:
    """Give all that is wrong for the system user.

    Args:
        interpreter: the path of the Python that sshd runs as keys command.
        effective: what `sshd -T` says for the user; asked when None.
    """
    return [*paths(interpreter), *account(user), *server(user, effective)]


def paths(interpreter: str) -> Iterator[Fault]:
    """Look at the keys command: it and all its parents root's, nobody else may write, everybody may read it."""
    path = Path(os.path.abspath(interpreter))
    for each in dict.fromkeys((path, *path.parents, path.resolve(), *path.resolve().parents)):
        try:
            found = each.stat()
        except OSError as error:
            yield Fault(f"{each}: {reason(error)}.", _("Install the program where everybody may read it."))
            continue
        if found.st_uid != 0:
            todo = _("Let root own it: chown root {path}").format(path=each)
            yield Fault(_("{path} belongs to somebody else than root.").format(path=each), todo)
        if found.st_mode & OTHERS_MAY_WRITE and not found.st_mode & stat.S_ISVTX:
            todo = _("Take that away: chmod go-w {path}").format(path=each)
            yield Fault(_("Others than root may write to {path}.").format(path=each), todo)
        elif found.st_mode & OTHERS_MAY_WRITE:
            yield Fault(_("{path} is a folder for everybody.").format(path=each), _("Install the program elsewhere."))
        wanted = stat.S_IXOTH if each.is_dir() else stat.S_IROTH | stat.S_IXOTH
        if found.st_mode & wanted != wanted:
            todo = _("Let everybody read it: chmod o+rx {path}").format(path=each)
            yield Fault(_("sshd's user cannot read {path}.").format(path=each), todo)


def account(user: str) -> Iterator[Fault]:
    """Look at the system user: there, with a real shell, without a password that locks it."""
    try:
        entry = pwd.getpwnam(user)
    except KeyError:
        yield Fault(_("There is no system user {user}.").format(user=user), _("Make it: tuicrm host setup"))
        return
    if Path(entry.pw_shell).name not in ("sh", "bash", "dash"):
        todo = _("Give it one, the forced command needs it: usermod --shell /bin/sh {user}").format(user=user)
        yield Fault(_("{user} has no real shell ({shell}).").format(user=user, shell=entry.pw_shell), todo)
    field = _password_field(user)
    if field is not None and (field.startswith("!") or field == ""):
        todo = _("Write a star there: usermod -p '*' {user}").format(user=user)
        yield Fault(_("The password field of {user} locks it or is empty.").format(user=user), todo)


def server(user: str, effective: str | None = None) -> Iterator[Fault]:
    """Look at what sshd does for the user."""
    said = _effective(user) if effective is None else effective
    if said is None:
        yield Fault(_("sshd does not tell its configuration."), _("Run this as root."))
        return
    found = {name.lower(): value.strip() for name, _b, value in (each.partition(" ") for each in said.splitlines())}
    for name, wanted in WANTED.items():
        if found.get(name) not in wanted:
            what = _("sshd has {name} {value} for {user}.").format(name=name, value=found.get(name, "-"), user=user)
            yield Fault(what, _("Write {name} {wanted}: tuicrm host setup").format(name=name, wanted=wanted[0]))
    if "ssh keys" not in found.get("authorizedkeyscommand", ""):
        what = _("sshd does not ask tuicrm for the keys of {user}.").format(user=user)
        yield Fault(what, _("Write AuthorizedKeysCommand: tuicrm host setup"))
    if found.get("authorizedkeyscommanduser", "none") in ("none", "root"):
        what = _("sshd runs the keys command as root, or not at all.")
        yield Fault(what, _("Write AuthorizedKeysCommandUser {user}").format(user=user))


def _password_field(user: str) -> str | None:
    try:
        lines = Path("/etc/shadow").read_text().splitlines()
    except OSError:
        return None
    return next((line.split(":")[1] for line in lines if line.split(":")[0] == user), None)


def _effective(user: str) -> str | None:
    sshd = shutil.which("sshd", path="/usr/sbin:/usr/local/sbin:/sbin:" + os.environ.get("PATH", ""))
    if sshd is None:
        return None
    ran = subprocess.run(
        [sshd, "-T", "-C", f"user={user},host=localhost,addr=127.0.0.1"], capture_output=True, text=True, check=False
    )
    return ran.stdout if ran.returncode == 0 else None
