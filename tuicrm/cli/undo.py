"""`tuicrm undo`: take the last act of one's own back, or list what could be."""

from typing import Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import PLAIN
from tuicrm.cli.options import AsJson
from tuicrm.cli.output import Column, document, emit, talk
from tuicrm.plain.language import _

app = typer.Typer(**PLAIN)

Listed = Annotated[bool, typer.Option("--list", help=_("List what can be taken back; nothing is changed."))]


@app.command(context_settings={"help_option_names": ["-h", "--help"]})
def undo(ctx: typer.Context, listed: Listed = False, json: AsJson = False) -> None:
    """Take the last act back, unless somebody changed the same record since."""
    from tuicrm.sales import undo

    columns = (
        Column("at", _("When")),
        Column("rule", _("Rule")),
        Column("what", _("What"), value=lambda act: act.words),
        Column("kind", _("Kind")),
        Column("record_id", _("Id"), "right"),
    )
    if listed:
        emit(desk(ctx).read(undo.listing), columns, "json" if json else "auto", empty=_("Nothing."))
        return
    taken = desk(ctx).write(undo.last)
    if json:
        document({column.name: column.of(taken) for column in columns})
    else:
        talk(_("Taken back: {what}.").format(what=taken.words))
