"""`tuicrm host`: set a machine up for the team, and what its timers do."""

import os
import re
import sys
from typing import TYPE_CHECKING, Annotated, cast

import typer

from tuicrm.cli import output
from tuicrm.cli.errors import FAILED, MISUSED
from tuicrm.cli.nouns import noun
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.cli.given import Given

app = noun()
NAME = re.compile(r"[a-z_][a-z0-9_-]{0,31}")
"""A user of the system: it stands in a script that root runs."""

SystemUser = Annotated[str, typer.Option("--for", metavar="USER", help=_("The system user that the team shares."))]


Admin = Annotated[
    str, typer.Option("--admin", metavar="LOGIN", help=_("Who is the first administrator of an empty database."))
]


@app.command(help=_("Print what this machine needs so that a team works on it over SSH; --apply does it, asking."))
def setup(
    ctx: typer.Context,
    user: SystemUser = "crm",
    admin: Admin = "",
    applies: Annotated[bool, typer.Option("--apply", help=_("Do it step by step, asking before each."))] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
) -> int:
    """Print the set-up as a shell script, or do it."""
    from tuicrm.cli.host import applying, steps

    for name, option in ((user, "--for"), (admin, "--admin")):
        if name and not NAME.fullmatch(name):
            said = _("{name} is no name of a user. Write small letters, digits, - and _.")
            raise typer.BadParameter(said.format(name=name), param_hint=option)
    database = cast("Given", ctx.obj).database or f"sqlite:///{steps.HOME}/tuicrm.db"
    plan = steps.steps(user, database, admin or os.environ.get("SUDO_USER") or "admin")
    if not applies:
        output.say(applying.script(plan).rstrip("\n"))
        output.talk(_("Read it, then run it as root, or let it be done step by step: tuicrm host setup --apply"))
        return 0
    if os.geteuid() != 0:
        output.talk(_("tuicrm: this has to be done as root: sudo tuicrm host setup --apply"))
        return FAILED
    if not yes and not sys.stdin.isatty():
        output.talk(_("tuicrm: nobody is there to be asked. Add --yes, or run it in a terminal."))
        return MISUSED
    whole = applying.apply(plan, (lambda _question: True) if yes else _asked)
    if whole:
        output.talk(_("Done. Test it: tuicrm ssh check. Then let people in: tuicrm user add-key LOGIN < key.pub"))
    return 0 if whole else FAILED


@app.command(help=_("Do what a timer does, now: recycle, backup, morning, weekly."))
def run(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("Which timer: recycle, backup, morning or weekly."))],
) -> int:
    """Run one of the timers' jobs."""
    from tuicrm.cli.desk import settings
    from tuicrm.cli.host import jobs
    from tuicrm.plain import log
    from tuicrm.store import migrate
    from tuicrm.store.database import Database

    if name not in jobs.JOBS:
        said = _("There is no job {name}. There are: {names}.")
        raise typer.BadParameter(said.format(name=name, names=", ".join(jobs.JOBS)), param_hint="NAME")
    log.start()
    database = Database(settings(ctx).database_url)
    try:
        migrate.hold_current(database)
        went_well, said = jobs.run(name, database)
    finally:
        database.close()
    output.talk(said if went_well else f"tuicrm: {said}")
    return 0 if went_well else FAILED


def _asked(question: str) -> bool:
    return typer.confirm(question, default=False, err=True)
