"""`tuicrm user places|seat|seats`: where somebody was when, and what their seat costs."""

from typing import Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.options import AsCsv, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, talk
from tuicrm.cli.reading import day, minor, money, name_of
from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import NP_, _

Key = Annotated[list[str], typer.Argument(metavar="KEY", help=_("A login, a name or an id."))]


def add_to(app: typer.Typer) -> None:
    """Give the verbs to the noun."""
    app.command("places", help=_("List the roles and teams that somebody had, and from when to when."))(places)
    app.command("seat", help=_("Say what a seat costs in a month: tuicrm user seat li 6000 --from 2026-01-01"))(seat)
    app.command("seats", help=_("List what seats cost in a month, and from when on."))(seats)


def places(ctx: typer.Context, key: Key, json: AsJson = False, csv: AsCsv = False, plain: AsPlain = False) -> None:
    """List somebody's places."""
    from tuicrm.sales import people

    at = desk(ctx)
    rows = at.read(people.places, at.read(people.find, name_of(key)).id)
    columns = (
        Column("role", _("Role")),
        Column("team", _(NP_("people", "Team"))),
        Column("from", _("From"), value=lambda row: row.from_on),
        Column("to", _("To"), value=lambda row: row.to_on),
    )
    emit(rows, columns, form(json=json, csv=csv, plain=plain))


def seat(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help=_("A login, a name or an id."))],
    cost: Annotated[str, typer.Argument(metavar="AMOUNT", help=_("Pay, place and tools in a month: 6000, 6k."))],
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help=_("From when on; the first of this month by default."))
    ] = None,
    json: AsJson = False,
) -> None:
    """Say what a seat costs."""
    from tuicrm.sales import people

    at = desk(ctx)
    user = at.read(people.find, key)
    currency = at.read(people.me).home.currency
    done = at.write(people.seat, user.id, minor(cost, currency, "AMOUNT"), day(from_, "--from"))
    if json:
        document({"user": done.name, "from": done.from_on, "cost": money(done.cost_minor, done.currency)})
        return
    text = _("The seat of {name} costs {cost} a month from {day} on.")
    talk(
        text.format(
            name=show(done.name), cost=formats.money(done.cost_minor, done.currency), day=done.from_on.isoformat()
        )
    )


def seats(
    ctx: typer.Context,
    key: Annotated[list[str] | None, typer.Argument(metavar="[KEY]", help=_("Of one of us; else of all."))] = None,
    json: AsJson = False,
    csv: AsCsv = False,
    plain: AsPlain = False,
) -> None:
    """List what seats cost."""
    from tuicrm.sales import people

    at = desk(ctx)
    user_id = at.read(people.find, name_of(key)).id if key else None
    columns = (
        Column("user", _("Who"), value=lambda row: row.name),
        Column("from", _("From"), value=lambda row: row.from_on),
        Column("cost", _("Cost in a month"), "right", lambda row: money(row.cost_minor, row.currency), money=True),
    )
    said = _("No seat has a cost yet: tuicrm user seat LOGIN 6000")
    emit(at.read(people.seats, user_id), columns, form(json=json, csv=csv, plain=plain), empty=said)
