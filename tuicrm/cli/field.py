"""`tuicrm field`: the fields that the team declares itself."""

from typing import Annotated, Any

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, talk
from tuicrm.cli.reading import name_of
from tuicrm.cli.spoken import Spoken
from tuicrm.plain.clean import show
from tuicrm.plain.language import _

app = noun(Spoken)

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
    name: Annotated[list[str], typer.Argument(metavar="NAME", help=_("As people read it."))],
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
    from tuicrm.sales.wording import kind_word

    made = desk(ctx).write(fields.add, of, name_of(name), type, tuple(choice or ()), key, is_personal=not impersonal)
    if json:
        document(made)
    else:
        talk(
            _("{name} is a field of {kind} now; its key is {key}.").format(
                name=show(made.name), kind=kind_word(made.record_kind), key=made.key
            )
        )


Key = Annotated[str, typer.Argument(metavar="KEY", help=_("The field's key or name."))]


@app.command(help=_("Change a field: tuicrm field edit size --name Size --choice small --choice large"))
def edit(
    ctx: typer.Context,
    key: Key,
    of: Of = "customer",
    name: Annotated[str | None, typer.Option("--name", help=_("Another name; the key stays."))] = None,
    type: Annotated[str | None, typer.Option("--type", help=_("Another type, while it has no value."))] = None,
    choice: Annotated[
        list[str] | None, typer.Option("--choice", help=_("All that may be chosen; more than once for several."))
    ] = None,
    required: Annotated[
        list[str] | None, typer.Option("--required", help=_("A class that asks for it; more than once for several."))
    ] = None,
    away: Annotated[bool, typer.Option("--away", help=_("Set it aside; its values are kept."))] = False,
    back: Annotated[bool, typer.Option("--back", help=_("Bring it back."))] = False,
    json: AsJson = False,
) -> None:
    """Change a field."""
    from tuicrm.sales import field_editing

    at = desk(ctx)
    values = {
        "name": name, "type": type, "choices": None if choice is None else tuple(choice),
        "required_for": None if required is None else tuple(one for one in required if one),
    }  # fmt: skip
    given: dict[str, Any] = {one: value for one, value in values.items() if value is not None}
    if away or back:
        done = at.write(field_editing.set_aside, of, key, is_away=not back)
    elif given:
        done = at.write(field_editing.edit, of, key, **given)
    else:
        raise typer.BadParameter(_("Say what to change, as in --name Size."), param_hint="--name")
    if json:
        document(done)
    elif away or back:
        talk((_("{name} is set aside.") if away else _("{name} is back.")).format(name=show(done.name)))
    else:
        talk(_("{name} is changed.").format(name=show(done.name)))


@app.command(help=_("Print all own fields as TOML: tuicrm field export > fields.toml"))
def export(ctx: typer.Context) -> None:
    """Print the fields as TOML."""
    from tuicrm.cli.output import say
    from tuicrm.exchange import field_file
    from tuicrm.sales import fields

    listed = desk(ctx).read(fields.listed_with_required)
    say(field_file.write(listed).rstrip("\n"))


@app.command("import", help=_("Make the fields what a TOML file says; none is taken away: - for standard input"))
def import_(
    ctx: typer.Context,
    path: Annotated[str, typer.Argument(metavar="FILE", help=_("As `tuicrm field export` prints it."))],
    json: AsJson = False,
) -> None:
    """Bring fields in."""
    import sys
    from pathlib import Path

    from tuicrm.exchange import field_file
    from tuicrm.sales import field_editing

    text = sys.stdin.read() if path == "-" else Path(path).read_text("utf-8")
    try:
        listed = field_file.read(text)
    except field_file.FieldFileError as error:
        raise typer.BadParameter(str(error), param_hint="FILE") from error
    done = desk(ctx).write(field_editing.apply, tuple(listed))
    if json:
        document(done)
    else:
        talk(
            _("{made} made, {changed} changed, {same} as they were.").format(
                made=done.made, changed=done.changed, same=done.same
            )
        )
