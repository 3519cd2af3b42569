"""The program as it is over SSH: no option for user, database, configuration or trace exists in its parser."""

from typing import TYPE_CHECKING, Annotated

import typer

from tuicrm.cli.nouns import PLAIN
from tuicrm.cli.remote.nouns import RemoteNouns
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from typer._click import Command

app = typer.Typer(
    cls=RemoteNouns,
    help=_("A CRM for sales teams. Without a command it opens its screens: ssh -t HOST"),
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar=_("NOUN VERB [KEY]"),
    **PLAIN,
)


def program() -> "Command":
    """Build the parser."""
    return typer.main.get_command(app)


def _version(asked: bool) -> None:
    if asked:
        from tuicrm import __version__
        from tuicrm.cli.output import say

        say(f"tuicrm {__version__}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", "-V", help=_("Show the version."), is_eager=True, callback=_version)
    ] = False,
) -> None:
    """Nothing is given here; who one is and where was settled at the door."""
