"""`tuicrm user`: who is in the team."""

from typing import Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, talk
from tuicrm.cli.reading import day
from tuicrm.plain.language import _

app = noun()

COLUMNS = (
    Column("id", _("Id"), "right"),
    Column("login", _("Login")),
    Column("name", _("Name")),
    Column("role", _("Role")),
    Column("team", _("Team")),
    Column("joined_on", _("Joined")),
    Column("left_on", _("Left")),
)


@app.command("list", help=_("List the people of this database."))
def list_(
    ctx: typer.Context, json: AsJson = False, csv: AsCsv = False, ids: AsIds = False, plain: AsPlain = False
) -> None:
    """List the users."""
    from tuicrm.sales import people

    emit(desk(ctx).read(people.users), COLUMNS, form(json=json, csv=csv, ids=ids, plain=plain))


@app.command(help=_("Let somebody in: tuicrm user add li --name 'Li Wei' --role rep --team East"))
def add(
    ctx: typer.Context,
    login: Annotated[str, typer.Argument(help=_("The login of the person."))],
    name: Annotated[str, typer.Option("--name", help=_("The name that colleagues read."))] = "",
    role: Annotated[
        str, typer.Option("--role", help=_("rep, team_lead, manager, administrator, auditor, ..."))
    ] = "rep",
    team: Annotated[str, typer.Option("--team", help=_("The team."))] = "",
    new_team: Annotated[bool, typer.Option("--new-team", help=_("Make the team if there is none."))] = False,
    joined: Annotated[str | None, typer.Option("--joined", metavar="DATE", help=_("The first day."))] = None,
    json: AsJson = False,
) -> None:
    """Let somebody in."""
    from tuicrm.sales import people

    made = desk(ctx).write(
        people.add_user, login, name=name, role=role, team=team, makes_team=new_team, joined_on=day(joined, "--joined")
    )
    if json:
        document(made)
    else:
        talk(_("{name} may log in as {login}.").format(name=name or login, login=login))
