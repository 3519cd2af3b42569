"""`tuicrm hours`: working hours, zones and countries of company, teams and people; holidays and free days."""

from datetime import timedelta
from typing import Annotated

import typer

from tuicrm.cli.desk import desk, seat
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, emit_card, say, talk
from tuicrm.cli.reading import day, name_of
from tuicrm.plain.language import NP_, _

app = noun()
A_YEAR = 365

COLUMNS = (
    Column("kind", _("Of")),
    Column("name", _("Name")),
    Column("hours", _("Hours")),
    Column("country", _("Country")),
    Column("zone", _("Time zone")),
)
DAYS = (
    Column("id", _("Id"), "right"),
    Column("on", _("Day")),
    Column("name", _("Name")),
    Column("team", _(NP_("people", "Team"))),
    Column("is_worked", _("Worked")),
)
Team = Annotated[str, typer.Option("--team", help=_("The name of a team; else the whole company."))]
Called = Annotated[list[str], typer.Argument(metavar="NAME...", help=_("What the day is called."))]
On = Annotated[str, typer.Argument(metavar="DATE", help=_("The day."))]


@app.command("list", help=_("List the hours of the company, and of teams and people that have their own."))
def list_(ctx: typer.Context, json: AsJson = False, csv: AsCsv = False, plain: AsPlain = False) -> None:
    """List hours."""
    from tuicrm.sales import working

    emit(desk(ctx).read(working.shown_hours), COLUMNS, form(json=json, csv=csv, plain=plain))


@app.command("set", help=_("Set hours: tuicrm hours set mon-fri 9:00-12:00 13:00-18:00 --team East"))
def set_(
    ctx: typer.Context,
    hours: Annotated[
        list[str] | None,
        typer.Argument(metavar="[HOURS]...", help=_("Days and times; without them only the rest is set.")),
    ] = None,
    country: Annotated[
        str | None, typer.Option("--country", help=_("Whose holidays are kept: CN, DE-BY; “” for as above."))
    ] = None,
    zone: Annotated[str | None, typer.Option("--zone", help=_("A person's time zone: Asia/Shanghai."))] = None,
    team: Team = "",
    who: Annotated[str, typer.Option("--who", metavar="LOGIN", help=_("A person."))] = "",
    json: AsJson = False,
) -> None:
    """Set hours, country or zone."""
    from tuicrm.sales import working

    if not hours and country is None and zone is None:
        raise typer.BadParameter(_("Say what to set: hours, --country or --zone."), param_hint="HOURS")
    said = name_of(hours) if hours else None
    now = desk(ctx).write(working.set_hours, said, country=country, zone=zone, team=team, user=who)
    emit_card(now, COLUMNS, form(json=json))


@app.command(help=_("List the holidays and free days of the coming year, or of other days, as they count for you."))
def days(
    ctx: typer.Context,
    from_: Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("The first day."))] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("The last day, included."))] = None,
    who: Annotated[str | None, typer.Option("--who", metavar="LOGIN", help=_("As they count for a colleague."))] = None,
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """List free days."""
    from tuicrm.sales import people, working

    at = desk(ctx)
    first = day(from_, "--from") or seat(ctx).me.today
    last = day(to, "--to") or first + timedelta(days=A_YEAR)
    user_id = at.read(people.find, who).id if who else None
    rows = at.read(working.days, first, last, user_id=user_id)
    as_ = form(json=json, csv=csv, ids=ids, plain=plain)
    emit([row for row in rows if row.id is not None] if ids else rows, DAYS, as_, empty=_("No free days are known."))


@app.command(help=_("Give a day free: tuicrm hours free 2026-12-31 New Year's Eve"))
def free(ctx: typer.Context, on: On, name: Called, team: Team = "",
         json: AsJson = False) -> None:  # fmt: skip
    """Give a day free."""
    _add(ctx, on, name, team, is_worked=False, json=json)


@app.command(help=_("Have a day worked that would be free: tuicrm hours worked 2026-02-14 for the Monday"))
def worked(ctx: typer.Context, on: On, name: Called, team: Team = "",
           json: AsJson = False) -> None:  # fmt: skip
    """Have a day worked."""
    _add(ctx, on, name, team, is_worked=True, json=json)


@app.command(help=_("Take an entry off the list again, by its id."))
def drop(
    ctx: typer.Context,
    day_id: Annotated[int, typer.Argument(metavar="ID", help=_("Its number: see `tuicrm hours days`."))],
    json: AsJson = False,
) -> None:
    """Take a free day off the list."""
    from tuicrm.sales import working

    gone = desk(ctx).write(working.drop_day, day_id)
    if json:
        document({"id": gone})
    else:
        talk(_("Taken back."))


def _add(ctx: typer.Context, on: str, name: list[str], team: str, *, is_worked: bool, json: bool) -> None:
    from tuicrm.sales import working

    found = day(on, "DATE")
    assert found is not None
    made = desk(ctx).write(working.add_day, found, name_of(name), team=team, is_worked=is_worked)
    if json:
        document(made)
    else:
        talk(_("{day} is worked.").format(day=found) if is_worked else _("{day} is free.").format(day=found))
        say(str(made.id))
