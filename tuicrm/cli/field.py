"""`tuicrm field`: the fields that the team declares itself."""

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

Of = Annotated[str, typer.Option("--of", help=_("customer, contact, project, purchase, inquiry or action"))]


@app.command("list", help=_("List the own fields."))
def list_(
    ctx: typer.Context, json: AsJson = False, csv: AsCsv = False, ids: AsIds = False, plain: AsPlain = False
) -> None:
    """List the own fields."""
    from tuicrm.sales import fields

    columns = (
        Column("id", _("Id"), "right"),
        Column("record_kind", _("Of")),
        Column("key", _("Key")),
        Column("name", _("Field")),
        Column("type", _("Type")),
        Column("choices", _("Choices")),
        Column("is_personal", _("Personal")),
    )
    rows = desk(ctx).read(fields.listed)
    emit(rows, columns, form(json=json, csv=csv, ids=ids, plain=plain), empty=_("No own fields."))


@app.command(help=_("Declare a field: tuicrm field add Size --of customer --type number"))
def add(
    ctx: typer.Context,
    name: Annotated[list[str], typer.Argument(metavar="NAME")],
    of: Of = "customer",
    type: Annotated[
        str, typer.Option("--type", help=_("text, number, money, date, choice, choices, yesno or link"))
    ] = "text",
    choice: Annotated[
        list[str] | None, typer.Option("--choice", help=_("What may be chosen; more than once for several."))
    ] = None,
    key: Annotated[str, typer.Option("--key", help=_("How scripts name it; else made from the name."))] = "",
    impersonal: Annotated[bool, typer.Option("--impersonal", help=_("It never says anything about a person."))] = False,
    json: AsJson = False,
) -> None:
    """Declare a field."""
    from tuicrm.sales import fields

    made = desk(ctx).write(fields.add, of, name_of(name), type, tuple(choice or ()), key, is_personal=not impersonal)
    if json:
        document(made)
    else:
        talk(
            _("{name} is a field of {kind} now; its key is {key}.").format(
                name=show(made.name), kind=made.record_kind, key=made.key
            )
        )
