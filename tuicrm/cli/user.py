"""`tuicrm user`: who is in the team, in which role and team."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tuicrm.cli import user_dates
from tuicrm.cli.desk import desk
from tuicrm.cli.errors import FAILED
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, talk
from tuicrm.cli.reading import day, name_of
from tuicrm.cli.user_access import add_to
from tuicrm.cli.user_leaving import leave
from tuicrm.plain.clean import show
from tuicrm.plain.language import NP_, _

if TYPE_CHECKING:
    from tuicrm.sales.people import Placed

app = noun()
add_to(app)
user_dates.add_to(app)
app.command(help=_("Let somebody leave: hand over, close every way in, note the last day; look first: --dry-run"))(
    leave
)

Key = Annotated[list[str], typer.Argument(metavar="KEY", help=_("A login, a name or an id."))]
Role = Annotated[
    str | None,
    typer.Option("--role", help=_("rep, team_lead, manager, administrator, auditor, marketing or intake.")),
]
Team = Annotated[str | None, typer.Option("--team", help=_("The name of a team; “” for none."))]
NewTeam = Annotated[bool, typer.Option("--new-team", help=_("Make the team if there is none of that name."))]


@app.command("list", help=_("List the people; --all with those who have left."))
def list_(
    ctx: typer.Context,
    everybody: Annotated[bool, typer.Option("--all", help=_("With those who have left."))] = False,
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """List the people by name."""
    from tuicrm.sales import people

    columns = (
        Column("id", _("Id"), "right"),
        Column("login", _("Login")),
        Column("name", _("Name")),
        Column("role", _("Role")),
        Column("team", _(NP_("people", "Team"))),
        Column("joined", _("Joined"), value=lambda row: row.joined_on),
        Column("left", _("Left"), value=lambda row: row.left_on),
    )
    rows = desk(ctx).read(people.users, everybody=everybody)
    emit(rows, columns, form(json=json, csv=csv, ids=ids, plain=plain))


@app.command(help=_("Let somebody in: tuicrm user add li --name 'Li Wei' --role rep --team East"))
def add(
    ctx: typer.Context,
    login: Annotated[
        str, typer.Argument(metavar="LOGIN", help=_("What they are called on the machine; small letters."))
    ],
    role: Role = "rep",
    team: Team = "",
    name: Annotated[str, typer.Option("--name", help=_("As colleagues read it; else the login."))] = "",
    joined: Annotated[
        str | None, typer.Option("--joined", metavar="DATE", help=_("The first day; today by default."))
    ] = None,
    new_team: NewTeam = False,
    json: AsJson = False,
) -> None:
    """Let somebody in."""
    from tuicrm.sales import people

    joined_on = day(joined, "--joined")
    made = desk(ctx).write(
        people.add_user,
        login,
        name=name,
        role=role or "rep",
        team=team or "",
        joined_on=joined_on,
        makes_team=new_team,
    )
    _tell(made, json)


@app.command(
    help=_("Give somebody another role or team, from today on or of another day: tuicrm user place li --team West")
)
def place(
    ctx: typer.Context,
    key: Key,
    role: Role = None,
    team: Team = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help=_("The first day of it; today by default."))
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help=_("The last day of it; until now without it."))
    ] = None,
    new_team: NewTeam = False,
    json: AsJson = False,
) -> None:
    """Give somebody another place."""
    from tuicrm.sales import people

    at = desk(ctx)
    user = at.read(people.find, name_of(key))
    first = day(from_, "--from")
    if first is not None:
        last = day(to, "--to")
        placed = at.write(people.place_between, user.id, first, last, role=role, team=team, makes_team=new_team)
        if json:
            document(placed)
        else:
            talk(
                _("{name}: {n} places by day now; see: tuicrm user places").format(name=show(user.name), n=len(placed))
            )
        return
    if to is not None:
        raise typer.BadParameter(_("a last day needs a first one: --from"), param_hint="--to")
    _tell(at.write(people.place, user.id, role=role, team=team, makes_team=new_team), json)


@app.command(help=_("Change an address, a language, a time zone or a name: tuicrm user edit li --language zh"))
def edit(
    ctx: typer.Context,
    key: Key,
    name: Annotated[str | None, typer.Option("--name", help=_("As colleagues read it."))] = None,
    email: Annotated[str | None, typer.Option("--email", help=_("Where letters go; “” for none."))] = None,
    language: Annotated[str | None, typer.Option("--language", help=_("en or zh; “” for the terminal's."))] = None,
    zone: Annotated[str | None, typer.Option("--zone", help=_("Such as Asia/Shanghai; “” for the team's."))] = None,
    joined: Annotated[str | None, typer.Option("--joined", metavar="DATE", help=_("The first day with us."))] = None,
    json: AsJson = False,
) -> None:
    """Change what is known of somebody."""
    from tuicrm.sales import people

    at = desk(ctx)
    user = at.read(people.find, name_of(key))
    first = day(joined, "--joined")
    has_new_day = first is not None and at.write(people.joined, user.id, first)
    done = at.write(people.edit_user, user.id, name=name, email=email, language=language, zone=zone)
    if json:
        document(done)
    else:
        said = _("{name}: changed.") if done.changed or has_new_day else _("{name}: nothing to change.")
        talk(said.format(name=show(done.name)))


@app.command(
    "import", help=_("Let everybody in from a table with login, name, role, team, email, joined, left, seat, key.")
)
def import_(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="FILE", help=_("A table (.csv) with a heading."))],
    new_team: NewTeam = False,
    json: AsJson = False,
) -> int:
    """Let a list of people in; a line that is refused leaves the others alone."""
    from tuicrm.exchange import people_list

    done = people_list.bring_in(desk(ctx), path, makes_teams=new_team)
    if json:
        document(done)
    else:
        for one in done:
            if one.what == "refused":
                whom = _("line {n}, {login}: {reason}") if one.login else _("line {n}: {reason}")
                talk(whom.format(n=one.line, login=show(one.login), reason=one.reason))
        counts = {what: sum(one.what == what for one in done) for what in ("made", "changed", "same", "refused")}
        talk(_("{made} let in, {changed} changed, {same} as they were, {refused} refused.").format(**counts))
    return FAILED if any(one.what == "refused" for one in done) else 0


@app.command(help=_("Take back that somebody left, or let them in again."))
def stay(ctx: typer.Context, key: Key, json: AsJson = False) -> None:
    """Let somebody stay."""
    from tuicrm.sales import people

    at = desk(ctx)
    _tell(at.write(people.stay, at.read(people.find, name_of(key)).id), json)


def _tell(placed: "Placed", json: bool) -> None:
    from tuicrm.sales.wording import value_word

    if json:
        document(placed)
    elif placed.team:
        said = _("{name} is {role} in {team}.")
        talk(said.format(name=show(placed.name), role=value_word(placed.role), team=show(placed.team)))
    else:
        talk(_("{name} is {role}, in no team.").format(name=show(placed.name), role=value_word(placed.role)))
