"""`tuicrm source`: the channels that customers come from."""

from typing import Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, talk
from tuicrm.cli.reading import name_of
from tuicrm.plain.clean import show
from tuicrm.plain.language import _

app = noun()


@app.command("list", help=_("List the channels, with what came through each."))
def list_(
    ctx: typer.Context, json: AsJson = False, csv: AsCsv = False, ids: AsIds = False, plain: AsPlain = False
) -> None:
    """List the channels."""
    from tuicrm.sales import sources

    columns = (
        Column("id", _("Id"), "right", lambda row: row.source.id),
        Column("key", _("Key"), value=lambda row: row.source.key),
        Column("name", _("Source"), value=lambda row: row.source.name),
        Column("customers", _("Customers"), "right"),
        Column("inquiries", _("Inquiries"), "right"),
    )
    emit(desk(ctx).read(sources.listed), columns, form(json=json, csv=csv, ids=ids, plain=plain))


@app.command(help=_("Add a channel: tuicrm source add Trade fair"))
def add(
    ctx: typer.Context,
    name: Annotated[list[str], typer.Argument(metavar="NAME")],
    key: Annotated[str, typer.Option("--key", help=_("How scripts name it; else made from the name."))] = "",
    json: AsJson = False,
) -> None:
    """Add a channel."""
    from tuicrm.sales import sources

    made = desk(ctx).write(sources.add, name_of(name), key)
    if json:
        document(made)
    else:
        talk(_("{name} is a source now; its key is {key}.").format(name=show(made.name), key=made.key))
