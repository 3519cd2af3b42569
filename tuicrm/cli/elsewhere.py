"""`tuicrm --on HOST ...`: the same command on the team's host, over ssh, with every word quoted as it was typed."""

import os
import shlex
import sys
from collections.abc import Sequence

from tuicrm.plain.language import _

OURS = ("--db", "--user", "--config", "--debug")
"""What is settled by the key on the other side, and cannot be said from here."""


def without_host(arguments: Sequence[str]) -> list[str]:
    """Give the command line without `--on HOST`."""
    rest = list(arguments)
    for at, word in enumerate(rest):
        if word == "--on":
            return rest[:at] + rest[at + 2 :]
        if word.startswith("--on="):
            return rest[:at] + rest[at + 1 :]
    return rest


def command(host: str, arguments: Sequence[str], *, is_terminal: bool) -> list[str]:
    """Give the ssh command.

    Args:
        host: a name that ssh knows, perhaps with a user before it: crm, or crm@crm.acme.example.
    Raises:
        ValueError: the host is no name, or an option cannot be said from here; the words say which.
    """
    if not host or host.startswith("-") or any(letter.isspace() for letter in host):
        raise ValueError(_("--on wants the name of a host, as ssh knows it."))
    words = without_host(arguments)
    for word in words:
        if not word.startswith("-"):
            break
        if word.partition("=")[0] in OURS:
            said = _("{option} is settled by your key on {host}; leave it out.")
            raise ValueError(said.format(option=word.partition("=")[0], host=host))
    opens = is_terminal and not [word for word in words if not word.startswith("-")]
    line = [shlex.join(words)] if words else []
    return ["ssh", *(["-t"] if opens else []), "--", host, *line]


def run(host: str, arguments: Sequence[str]) -> int:
    """Become ssh; comes back only where that is not possible."""
    try:
        words = command(host, arguments, is_terminal=sys.stdin.isatty() and sys.stdout.isatty())
        os.execvp(words[0], words)
    except ValueError as error:
        sys.stderr.write(f"tuicrm: {error}\n")
        return 2
    except FileNotFoundError:
        sys.stderr.write(_("tuicrm: there is no ssh on this machine. Install an OpenSSH client.") + "\n")
        return 1
