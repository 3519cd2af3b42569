"""The environment of an entry over SSH, rebuilt from a short list; whatever else the other end says is dropped."""

import os
import re
from collections.abc import Mapping, MutableMapping

UTF8 = "C.UTF-8"
FPS = "30"
"""Frames a second: a line is slower than a screen beside one."""
KEPT = {
    "TERM": r"[A-Za-z0-9][A-Za-z0-9+._-]{0,40}",
    "COLORTERM": r"(truecolor|24bit)",
    "LANG": r"[A-Za-z]{2,3}(_[A-Za-z]{2})?(\.[Uu][Tt][Ff]-?8)?(@[a-z]+)?|C\.UTF-?8|C|POSIX",
    "LC_CTYPE": r"[A-Za-z]{2,3}(_[A-Za-z]{2})?\.[Uu][Tt][Ff]-?8|C\.UTF-?8",
    "TZ": r"[A-Za-z]+(/[A-Za-z0-9_+-]+){0,2}",
    "SSH_CONNECTION": r"[0-9A-Fa-f.:%a-z]+ \d+ [0-9A-Fa-f.:%a-z]+ \d+",
    "SSH_TTY": r"/dev/[a-z0-9/]+",
}
OWN = (
    "HOME",
    "USER",
    "LOGNAME",
    "PATH",
    "SHELL",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
    "XDG_CACHE_HOME",
)
"""What sshd sets for the system user, or what the host's set-up says; AcceptEnv names none of them."""


def rebuilt(said: Mapping[str, str]) -> dict[str, str]:
    """Give the environment that an entry runs in."""
    new = {name: said[name] for name in OWN if said.get(name)}
    for name, form in KEPT.items():
        value = said.get(name, "")
        if value and re.fullmatch(form, value):
            new[name] = value
    if not any("UTF" in new.get(name, "").upper() for name in ("LANG", "LC_CTYPE")):
        new["LC_CTYPE"] = UTF8
    return new


def enter(environment: MutableMapping[str, str] = os.environ) -> str | None:
    """Put the rebuilt environment in the place of the given one; give the command that the other end asked for."""
    asked = environment.get("SSH_ORIGINAL_COMMAND")
    new = rebuilt(environment)
    for name in set(environment) - set(new):
        del environment[name]
    environment.update(new)
    environment.setdefault("TEXTUAL_FPS", FPS)
    return asked


def place(environment: Mapping[str, str] = os.environ) -> str | None:
    """Give the address of the other end, as sshd says it."""
    return environment.get("SSH_CONNECTION", "").partition(" ")[0] or None
