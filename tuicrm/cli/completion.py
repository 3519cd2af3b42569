"""Completion for the shell: a command, not an option that writes to somebody's `.bashrc`."""

from enum import StrEnum
from typing import Annotated

import typer

from tuicrm.cli.nouns import noun
from tuicrm.cli.output import say, talk
from tuicrm.plain.language import _

COMPLETE = "_TUICRM_COMPLETE"

app = noun()


class Shell(StrEnum):
    """The shells that typer knows."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"
    PWSH = "pwsh"


ShellName = Annotated[Shell | None, typer.Argument(help=_("The shell; else the one that runs this."))]


def prepare() -> None:
    """Let typer answer the shell's question in `_TUICRM_COMPLETE`.

    `add_completion=False` leaves the shells unregistered (typer 0.28), and typer cleans each help text with
    rich, which takes longer than all the rest of an answer; ours has no markup.
    """
    from typer import _completion_classes

    _completion_classes._sanitize_help_text = lambda text: text
    _completion_classes.completion_init()


@app.command(help=_("Print the script for a shell, to be read by its start-up file."))
def show(shell: ShellName = None) -> None:
    """Print the script."""
    from typer._completion_shared import get_completion_script

    say(get_completion_script(prog_name="tuicrm", complete_var=COMPLETE, shell=_shell(shell)))


@app.command(help=_("Write the script where the shell finds it."))
def install(shell: ShellName = None) -> None:
    """Write the script."""
    from typer._completion_shared import install as write

    name, path = write(shell=_shell(shell), prog_name="tuicrm", complete_var=COMPLETE)
    talk(_("Completion for {shell} is in {path}. It works in the next terminal.").format(shell=name, path=path))


def _shell(named: Shell | None) -> str:
    if named is not None:
        return named.value
    from typer._completion_shared import _get_shell_name

    found = _get_shell_name()
    if found not in [shell.value for shell in Shell]:
        raise typer.BadParameter(_("Name the shell: bash, zsh, fish, powershell or pwsh."))
    return found
