"""`tuicrm session`: who has a window open over SSH or in a browser."""

from typing import Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, talk
from tuicrm.cli.reading import name_of
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, ngettext
from tuicrm.plain.processes import is_alive

app = noun()


@app.command("list", help=_("List the open windows; --all with those that were closed."))
def list_(
    ctx: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help=_("With those that were closed."))] = False,
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """List the windows, the oldest first."""
    from tuicrm.sales import access

    columns = (
        Column("id", _("Id"), "right"),
        Column("login", _("Login")),
        Column("name", _("Name")),
        Column("way", _("Through")),
        Column("place", _("From")),
        Column("host", _("Host")),
        Column("pid", _("Process"), "right"),
        Column("began_at", _("Since")),
        Column("ended_at", _("Closed")),
    )
    found = desk(ctx).read(access.sessions, everything=everything)
    rows = [row for row in found if everything or is_alive(row.host, row.pid) is not False]
    emit(rows, columns, form(json=json, csv=csv, ids=ids, plain=plain), empty=_("No window is open."))


@app.command(help=_("Say something to an open window, or with --to-all to every one."))
def message(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="TEXT", help=_("What to say; no quotation marks needed."))],
    to: Annotated[int | None, typer.Option("--to", metavar="ID", help=_("One window, by its id."))] = None,
    to_all: Annotated[bool, typer.Option("--to-all", help=_("Every open window."))] = False,
    json: AsJson = False,
) -> None:
    """Say something to open windows."""
    from tuicrm.sales import access

    if (to is None) is not to_all:
        raise typer.BadParameter(_("Name one window, or all: --to ID or --to-all."), param_hint="--to")
    told = desk(ctx).write(access.message, name_of(words), to)
    if json:
        document({"windows": told})
    else:
        talk(ngettext("{n} window was told.", "{n} windows were told.", told).format(n=told))


@app.command(help=_("End a window: your own, or as an administrator anybody's."))
def end(
    ctx: typer.Context,
    session_id: Annotated[int, typer.Argument(metavar="ID", help=_("Its number: see `tuicrm session list`."))],
    json: AsJson = False,
) -> None:
    """End a window; it is out at its next act."""
    from tuicrm.sales import access

    ended = desk(ctx).write(access.end, session_id)
    if json:
        document(ended)
    else:
        talk(_("The window of {name} is out at its next act.").format(name=show(ended.name)))
