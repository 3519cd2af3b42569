"""The commands that may be asked for over SSH, without anything that names a file, a database or a person to be."""

import re
from typing import TYPE_CHECKING, Any

from tuicrm.cli.nouns import Nouns
from tuicrm.cli.remote.files import FromStandardInput, MappingName
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from typer._click import Command, Context, Parameter
    from typer._click.formatting import HelpFormatter

REMOTE = frozenset(
    [
        "lead",
        "intake",
        "inquiry",
        "pool",
        "customer",
        "tag",
        "project",
        "board",
        "review",
        "handover",
        "collaborator",
        "agenda",
        "today",
        "done",
        "plan",
        "brief",
        "run",
        "timeline",
        "comment",
        "notice",
        "outcome",
        "kind",
        "rhythm",
        "report",
        "target",
        "rate",
        "forecast",
        "weekly",
        "pair",
        "settings",
        "user",
        "team",
        "leave",
        "hours",
        "session",
        "undo",
        "import",
        "stage",
        "playbook",
        "source",
        "campaign",
        "field",
        "need",
        "product",
        "audit",
    ]
)
"""The nouns that are offered; a noun that is in neither list is not (and a test asks where it belongs)."""

LOCAL = frozenset({"demo", "db", "completion", "ssh", "host", "status", "serve"})
"""The nouns that are for whoever keeps the host: files, servers, the database as a whole."""

LOCAL_VERBS = frozenset({("user", "import")})
"""Verbs that are left out of a noun which is offered."""

FILE = re.compile(r"\b(FILE|PATH|DIR|FOLDER)\b")

TEXTS = frozenset(
    {
        "--note", "--reason", "--name", "--contact", "--title", "--message", "--competitor", "--phone", "--owner",
        "--to", "--team", "--product", "--campaign", "--customer", "--industry", "--city", "--country", "--region",
        "--where", "--field", "--need", "--subject", "--text", "--comment", "--meaning", "--address", "--with",
        "--place", "--part",
        "--step", "--consent", "--no-next", "--add", "--away", "--edit", "--choice", "--check", "--ask", "--hard",
        "--well", "--try", "--funnel", "--project", "--referrer", "--template", "--why", "--record", "--partner",
        "--learner", "--person", "--tag", "--stage",
    }
)  # fmt: skip
"""Options whose value may be several words: over SSH it goes on to the next option."""


class RemoteNouns(Nouns):
    """The program as it is offered over SSH."""

    def list_commands(self, ctx: "Context") -> list[str]:
        """Give the nouns that are offered, in the order of the table."""
        return [name for name in super().list_commands(ctx) if name in REMOTE]

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":
        """Import a noun that is offered, and take out of it what is not."""
        if cmd_name not in REMOTE:
            return None
        command = super().get_command(ctx, cmd_name)
        return None if command is None else confined(command, cmd_name)

    def format_commands(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write the list for `--help`."""
        from tuicrm.cli.nouns import NOUNS

        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(NOUNS[name][1])) for name in self.list_commands(ctx)])


def confined(command: "Command", noun: str) -> "Command":
    """Take from a command, and from those below it, every option that names a file of this machine."""
    verbs: dict[str, Any] = getattr(command, "commands", {})
    for name in list(verbs):
        if (noun, name) in LOCAL_VERBS:
            del verbs[name]
        else:
            confined(verbs[name], noun)
    command.params = [kept for param in command.params if (kept := _kept(param)) is not None]
    return command


def names_file(param: "Parameter") -> bool:
    """Say whether a parameter's value is the path of a file or folder."""
    kind = type(param.type).__name__
    return kind in ("Path", "File", "TyperPath") or bool(FILE.search(str(getattr(param, "metavar", "") or "")))


def _kept(param: "Parameter") -> "Parameter | None":
    if not names_file(param):
        return param
    if param.param_type_name == "argument":
        param.type = FromStandardInput()
        return param
    if str(param.metavar or "").startswith("NAME"):
        param.type = MappingName()
        return param
    return None
