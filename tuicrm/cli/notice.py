"""`tuicrm notice`: who named you, who wrote on what is yours, what you were given, who asked."""

from typing import Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, talk
from tuicrm.plain.language import _

app = noun()

COLUMNS = (
    Column("id", _("Id"), "right"),
    Column("at", _("When")),
    Column("by", _("Who")),
    Column("kind", _("Kind")),
    Column("about", _("About")),
    Column("words", _("Comment")),
    Column("seen_at", _("Seen")),
    Column("customer_id", _("Customer id"), "right"),
    Column("project_id", _("Project id"), "right"),
    Column("action_id", _("Action id"), "right"),
    Column("more", _("More"), "right"),
    Column("inquiry_id", _("Inquiry id"), "right"),
)


@app.command("list", help=_("List your notices, the newest first."))
def list_(
    ctx: typer.Context,
    new: Annotated[bool, typer.Option("--new", help=_("Only what you have not seen."))] = False,
    json: AsJson = False,
    csv: AsCsv = False,
    plain: AsPlain = False,
) -> None:
    """List notices."""
    from tuicrm.sales import talk as notices

    rows = desk(ctx).read(notices.notices_of, only_new=new)
    emit(rows, COLUMNS, form(json=json, csv=csv, plain=plain), empty=_("Nothing new."))


@app.command(help=_("Mark notices as seen: those named, else all."))
def seen(
    ctx: typer.Context,
    ids: Annotated[
        list[int] | None, typer.Argument(metavar="ID", help=_("Their numbers: see `tuicrm notice list`."))
    ] = None,
    inquiry: Annotated[
        list[int] | None, typer.Option("--inquiry", metavar="ID", help=_("An inquiry among them; more than once."))
    ] = None,
    json: AsJson = False,
) -> None:
    """Mark notices as seen."""
    from tuicrm.sales import talk as notices

    named = tuple(ids or ()) if ids or inquiry else None
    count = desk(ctx).write(notices.see, named, tuple(inquiry or ()))
    if json:
        document({"seen": count})
    else:
        talk(_("{n} seen.").format(n=count))
