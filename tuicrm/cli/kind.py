"""`tuicrm kind`: the kinds of actions, the program's and the team's own."""

from typing import Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, emit_card, talk
from tuicrm.cli.reading import name_of
from tuicrm.plain.clean import show
from tuicrm.plain.language import _

app = noun()

COLUMNS = (
    Column("id", _("Key"), value=lambda row: row.key),
    Column("name", _("Name")),
    Column("minutes", _("Minutes"), "right"),
    Column("spellings", _("Also written"), value=lambda row: ", ".join(row.spellings)),
    Column("fields", _("Asks for"), value=lambda row: ", ".join(one.key for one in row.fields)),
    Column("is_own", _("Own")),
    Column("is_by_phone", _("By phone")),
)
Name = Annotated[list[str], typer.Argument(metavar="NAME", help=_("The kind's name."))]
Spelled = Annotated[
    list[str] | None, typer.Option("--as", metavar="WORD", help=_("Another word for it; may be given again."))
]
Asked = Annotated[
    list[str] | None,
    typer.Option("--field", metavar="KEY", help=_("An own field of actions that its outcome asks for.")),
]


@app.command("list", help=_("List the kinds of actions."))
def list_(
    ctx: typer.Context, json: AsJson = False, csv: AsCsv = False, ids: AsIds = False, plain: AsPlain = False
) -> None:
    """List the kinds."""
    from tuicrm.sales import agenda

    emit(desk(ctx).read(agenda.kinds), COLUMNS, form(json=json, csv=csv, ids=ids, plain=plain))


@app.command(help=_("Add a kind: tuicrm kind add workshop --minutes 120 --as training --field agreed"))
def add(
    ctx: typer.Context,
    name: Name,
    minutes: Annotated[int, typer.Option("--minutes", help=_("How long it usually takes."))] = 30,
    spelled: Spelled = None,
    fields: Asked = None,
    by_phone: Annotated[bool, typer.Option("--by-phone", help=_("Runs of calls do it."))] = False,
    json: AsJson = False,
) -> None:
    """Add a kind."""
    from tuicrm.sales import agenda

    made = desk(ctx).write(
        agenda.add_kind,
        name_of(name),
        spellings=spelled or (),
        minutes=minutes,
        fields=fields or (),
        is_by_phone=by_phone,
    )
    emit_card(made, COLUMNS, form(json=json))


@app.command(help=_("Change a kind, also one of the program's: --as and --field replace what the team gave it."))
def edit(
    ctx: typer.Context,
    name: Name,
    minutes: Annotated[int | None, typer.Option("--minutes", help=_("How long it usually takes."))] = None,
    spelled: Spelled = None,
    fields: Asked = None,
    by_phone: Annotated[bool | None, typer.Option("--by-phone/--not-by-phone", help=_("Runs of calls do it."))] = None,
    json: AsJson = False,
) -> None:
    """Edit a kind."""
    from tuicrm.sales import agenda

    no_fields = fields == [""]  # --field "" takes them away
    now = desk(ctx).write(
        agenda.edit_kind, name_of(name), spellings=spelled, minutes=minutes, fields=[] if no_fields else fields,
        is_by_phone=by_phone,
    )  # fmt: skip
    emit_card(now, COLUMNS, form(json=json))


@app.command(help=_("Take a kind off the list; actions that are of it stay so."))
def retire(ctx: typer.Context, name: Name, json: AsJson = False) -> None:
    """Retire a kind."""
    from tuicrm.sales import agenda

    gone = desk(ctx).write(agenda.retire_kind, name_of(name))
    if json:
        document({"key": gone})
    else:
        talk(_("{name} is off the list.").format(name=show(gone)))
