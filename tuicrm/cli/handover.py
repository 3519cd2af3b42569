"""`tuicrm handover`: pass work on to somebody else, accept it, return it."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tuicrm.cli.desk import desk, seat
from tuicrm.cli.nouns import PLAIN, Verbs
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, say, talk
from tuicrm.cli.reading import day, name_of
from tuicrm.cli.spoken import Noun, Verb
from tuicrm.plain.language import NP_, _, listed, ngettext

if TYPE_CHECKING:
    from tuicrm.sales.handovers.giving import HandedOver, Thing
    from tuicrm.sales.handovers.passing import Terms
    from tuicrm.store.database import Desk

app = Noun(Verb, cls=Verbs, invoke_without_command=True, **PLAIN)

Note = Annotated[str, typer.Option("--note", help=_("What the receiver should know."))]
OnAcceptance = Annotated[
    bool, typer.Option("--on-acceptance", help=_("The holder changes when the receiver accepts; a rep always asks."))
]
LeaveActions = Annotated[bool, typer.Option("--leave-actions", help=_("Open actions stay with who had them."))]
Due = Annotated[str | None, typer.Option("--due", metavar="DATE", help=_("To be answered by; three days by default."))]
IfLate = Annotated[str, typer.Option("--if-late", help=_("Where it goes when nobody answers: back or lead."))]
Reads = Annotated[int, typer.Option("--reads", min=0, help=_("Days that the former holder keeps reading."))]
Key = Annotated[list[str], typer.Argument(metavar="KEY...", help=_("A project (+short-name) or a customer."))]
Number = Annotated[int, typer.Argument(metavar="NUMBER", help=_("The number of the handover, from the list."))]

COLUMNS = (
    Column("id", _("Number"), "right"),
    Column("state", _("State")),
    Column("name", _("What")),
    Column("customers", _("Customers"), "right"),
    Column("projects", _("Projects"), "right"),
    Column("from", _("From"), value=lambda row: row.from_name),
    Column("to", _("To"), value=lambda row: row.to_name),
    Column("given_at", _("Given")),
    Column("due_on", _("Due")),
    Column("note", _("Note")),
    Column("reason", _("Reason")),
)
PARTS = (
    Column("to", _("To")),
    Column("customers", _("Customers"), "right"),
    Column("projects", _("Projects"), "right"),
    Column("open_projects", _("Open"), "right"),
    Column("names", _("What"), value=lambda part: ", ".join(part.names)),
)


@app.callback(context_settings={"help_option_names": ["-h", "--help"]})
def all_of(
    ctx: typer.Context,
    from_: Annotated[str | None, typer.Option("--from", metavar="USER", help=_("Whose everything passes on."))] = None,
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="USER,...", help=_("Who gets it: one or several."))
    ] = None,
    to_team: Annotated[str, typer.Option("--to-team", help=_("All who sell in this team get it."))] = "",
    by: Annotated[
        str, typer.Option("--by", "--split", help=_("How several share: even, load, product, region or team."))
    ] = "even",
    note: Note = "",
    on_acceptance: OnAcceptance = False,
    leave_actions: LeaveActions = False,
    due: Due = None,
    if_late: IfLate = "back",
    reads: Reads = 30,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Say who would get what; nothing changes."))] = False,
    json: AsJson = False,
) -> None:
    """Hand over all that a person holds: tuicrm handover --from roth --to li,wang --by load --dry-run"""
    if ctx.invoked_subcommand is not None:
        return
    if from_ is None:
        from typer._click.exceptions import NoArgsIsHelpError

        raise NoArgsIsHelpError(ctx)
    from tuicrm.sales import handovers, people

    at = desk(ctx)
    giver = at.read(people.find, from_)
    named = ",".join(to or ()).replace("，", ",").split(",")
    to_ids = [at.read(people.find, one).id for one in named if one.strip()]
    if to_team or by == "team":
        to_ids += _team(at, to_team, giver)
    to_ids = list(dict.fromkeys(to_ids))
    if not to_ids:
        raise typer.BadParameter(_("Say who gets it."), param_hint="--to")
    terms = _terms(ctx, note, on_acceptance, leave_actions, due, if_late, reads)
    by = "even" if by == "team" else by
    parts = at.read(handovers.shared_out, giver.id, tuple(to_ids), by, terms)
    if dry_run:
        emit(parts, PARTS, "json" if json else "auto")
        return
    made = at.write(handovers.give_all, giver.id, tuple(to_ids), by, terms)
    if json:
        document([_as_dict(one) for one in made])
    for one in made:
        _tell(one)


@app.command(
    "give", help=_("Hand over a project, or a customer with all of it: tuicrm handover give +acme-erp --to li")
)
def give(
    ctx: typer.Context,
    key: Key,
    to: Annotated[str, typer.Option("--to", metavar="USER", help=_("Who gets it; `handover who` proposes."))],
    note: Note = "",
    on_acceptance: OnAcceptance = False,
    leave_actions: LeaveActions = False,
    due: Due = None,
    if_late: IfLate = "back",
    reads: Reads = 30,
    json: AsJson = False,
) -> None:
    """Hand something over."""
    from tuicrm.sales import handovers, people

    at = desk(ctx)
    terms = _terms(ctx, note, on_acceptance, leave_actions, due, if_late, reads)
    made = at.write(handovers.give, (_thing(at, key),), at.read(people.find, to).id, terms)
    if json:
        document(_as_dict(made))
    _tell(made)


@app.command("who", help=_("Propose who could take something over: by what they sold, and what they have to do."))
def who(
    ctx: typer.Context, key: Key, json: AsJson = False, csv: AsCsv = False, ids: AsIds = False, plain: AsPlain = False
) -> None:
    """Propose receivers."""
    from tuicrm.sales import handovers

    at = desk(ctx)
    columns = (
        Column("id", _("Id"), "right", lambda one: one.user_id),
        Column("name", _("Name")),
        Column("login", _("Login")),
        Column("team", _(NP_("people", "Team"))),
        Column("product_wins", _("Sold this"), "right"),
        Column("class_wins", _("This class"), "right"),
        Column("open_projects", _("Open"), "right"),
        Column("customers", _("Customers"), "right"),
    )
    found = at.read(handovers.candidates, (_thing(at, key),))
    emit(found, columns, form(json=json, csv=csv, ids=ids, plain=plain), empty=_("Nobody."))


@app.command("list", help=_("List handovers: what you gave, what you got, and what you lead."))
def list_(
    ctx: typer.Context,
    waiting: Annotated[bool, typer.Option("--waiting", help=_("Only what waits for an answer."))] = False,
    user: Annotated[str | None, typer.Option("--user-of", metavar="USER", help=_("From or to this person."))] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000)] = 100,
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """List handovers."""
    from tuicrm.sales import handovers, people

    at = desk(ctx)
    user_id = at.read(people.find, user).id if user else None
    found = at.read(handovers.listing, waiting=waiting, user_id=user_id, limit=limit)
    emit(found, COLUMNS, form(json=json, csv=csv, ids=ids, plain=plain), empty=_("No handovers."))


@app.command("show", help=_("Show a handover and what the record said when it was given."))
def show(ctx: typer.Context, number: Number, json: AsJson = False) -> None:
    """Show a handover."""
    from tuicrm.sales import handovers
    from tuicrm.sales.handovers.telling import told

    card = desk(ctx).read(handovers.card, number)
    if json:
        document({column.name: column.of(card.row) for column in COLUMNS} | {"summaries": card.summaries})
        return
    for line in told(card):
        say(line)


@app.command("accept", help=_("Accept what was handed over to you."))
def accept(ctx: typer.Context, number: Number, json: AsJson = False) -> None:
    """Accept a handover."""
    from tuicrm.sales import handovers

    done = desk(ctx).write(handovers.accept, number)
    if json:
        document(done)
    talk(_("{name} is held by {owner} now.").format(name=done.name, owner=done.holder or "?"))


@app.command("return", help=_("Return what was handed over to you, and say why."))
def return_(
    ctx: typer.Context, number: Number, reason: Annotated[str, typer.Option("--reason")], json: AsJson = False
) -> None:
    """Return a handover."""
    from tuicrm.sales import handovers

    done = desk(ctx).write(handovers.give_back, number, reason)
    if json:
        document(done)
    talk(_("{name} is held by {owner} now.").format(name=done.name, owner=done.holder or "?"))


@app.command("settle", help=_("Send back what nobody answered in time, or give it to the lead; for a morning's job."))
def settle(ctx: typer.Context, json: AsJson = False) -> None:
    """Settle what is overdue."""
    from tuicrm.sales import handovers

    done = desk(ctx).write(handovers.settle_due)
    if json:
        document(done)
    for one in done:
        talk(_("{name} is held by {owner} now.").format(name=one.name, owner=one.holder or "?"))
    if not done:
        talk(_("Nothing is overdue."))


def _terms(
    ctx: typer.Context, note: str, on_acceptance: bool, leave_actions: bool, due: str | None, if_late: str, reads: int
) -> "Terms":
    from tuicrm.sales.handovers import Terms
    from tuicrm.sales.rights import LEADING

    due_on: date | None = day(due, "--due")
    at_once = not on_acceptance and seat(ctx).me.role in LEADING
    return Terms(note, at_once, not leave_actions, due_on, if_late, reads)


def _thing(at: "Desk", words: list[str]) -> "Thing":
    """Find what a KEY means: `+short-name` or a project's id or name; else a customer."""
    from tuicrm.sales import customers, projects
    from tuicrm.store.errors import NotFound

    key = name_of(words)
    if key.startswith(("+", "＋")):
        return "project", at.read(projects.find, key).id
    if not key.isdecimal():
        try:
            return "customer", at.read(customers.find, key).id
        except NotFound:
            return "project", at.read(projects.find, key).id
    return "project", at.read(projects.find, key).id


def _team(at: "Desk", name: str, giver: Any) -> list[int]:
    """Give those who sell in a team, the giver's own by default."""
    from tuicrm.sales import people

    team_id = giver.team_id
    if name:
        found = [one for one in at.read(people.teams) if name.casefold() in (one.name.casefold(), str(one.id))]
        if not found:
            raise typer.BadParameter(_("There is no team {name}.").format(name=name), param_hint="--to-team")
        team_id = found[0].id
    here = at.read(people.users, team_id=team_id) if team_id is not None else ()
    return [one.id for one in here if one.id != giver.id and one.role in ("rep", "team_lead")]


def _tell(made: "HandedOver") -> None:
    what = ngettext("{count} project", "{count} projects", made.projects).format(count=made.projects)
    if made.customers:
        of_customers = ngettext("{count} customer", "{count} customers", made.customers).format(count=made.customers)
        what = listed((of_customers, what))
    said = (
        _("Handed over to {to}: {name} ({what}). Number {number}.")
        if made.done
        else _("Waits for {to} to accept: {name} ({what}). Number {number}.")
    )
    talk(said.format(to=made.to, name=made.name, what=what, number=made.batch))


def _as_dict(made: "HandedOver") -> dict[str, object]:
    return {
        "id": made.batch, "name": made.name, "to": made.to, "customers": made.customers, "projects": made.projects,
        "done": made.done, "due_on": made.due_on,
    }  # fmt: skip
