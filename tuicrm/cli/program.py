"""The program's own options, and what happens without a noun. Import it once the language is chosen."""

from typing import TYPE_CHECKING, Annotated

import typer

from tuicrm.cli import screens
from tuicrm.cli.given import Given
from tuicrm.cli.nouns import PLAIN, Nouns
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from typer._click import Command

app = typer.Typer(
    cls=Nouns,
    help=_("A CRM for sales teams in the terminal. Without a command it opens its screens."),
    invoke_without_command=True,
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


Database = Annotated[
    str | None, typer.Option("--db", metavar="URL", help=_("The database: sqlite, postgresql or mariadb."))
]
User = Annotated[
    str | None,
    typer.Option("--user", metavar="LOGIN", help=_("Who you are; else your login on this machine.")),
]
Config = Annotated[
    str | None, typer.Option("--config", metavar="FILE", help=_("Settings; else tuicrm/config.toml of yours."))
]
Language = Annotated[str | None, typer.Option("--lang", metavar="LANG", help=_("The language: en or zh."))]
On = Annotated[
    str | None, typer.Option("--on", metavar="HOST", help=_("Run this on the team's host, over ssh, by your key."))
]
Debug = Annotated[bool, typer.Option("--debug", help=_("Show where an error comes from."))]
Version = Annotated[
    bool, typer.Option("--version", "-V", help=_("Show the version."), is_eager=True, callback=_version)
]


@app.callback()
def start(
    ctx: typer.Context,
    database: Database = None,
    user: User = None,
    config: Config = None,
    language: Language = None,
    on: On = None,
    debug: Debug = False,
    version: Version = False,
) -> None:
    """Keep what was given for the noun; without one, open the screens."""
    ctx.obj = Given(database, user, config, language, on, debug)
    if ctx.invoked_subcommand is None:
        raise typer.Exit(_open_screens(ctx))


def _open_screens(ctx: typer.Context) -> int:
    if not screens.can_open():
        ctx.fail(_("The screens need a terminal, and this is none that can move its cursor."))
    from tuicrm.cli.desk import settings

    return screens.open_screens(settings(ctx))
