"""`tuicrm project`: begin, find, move, win and lose projects."""

from typing import TYPE_CHECKING, Annotated

import typer

from tuicrm.cli.desk import desk, seat
from tuicrm.cli.helping import add_to, credit
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, talk, tell_more
from tuicrm.cli.reading import amount as amount_of
from tuicrm.cli.reading import day, minor, money, name_of
from tuicrm.cli.spoken import Spoken
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.store.database import Desk

app = noun(Spoken)

KEY = _("An id, +short-name, name, or a unique part of one.")
Words = Annotated[list[str], typer.Argument(metavar="KEY...", help=KEY)]
Amount = Annotated[str | None, typer.Option("--amount", help=_("What it is worth: 28000, 28k, 12.5万."))]
Cost = Annotated[str | None, typer.Option("--cost", help=_("What it costs us."))]
Reason = Annotated[str, typer.Option("--reason", help=_("Why: needed to skip stages, or to override as a lead."))]
Override = Annotated[bool, typer.Option("--override", help=_("As a lead: move although something is missing."))]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("The day, if it was not today."))]

COLUMNS = (
    Column("id", _("Id"), "right"),
    Column("name", _("Project")),
    Column("customer", _("Customer")),
    Column("stage", _("Stage")),
    Column("state", _("State")),
    Column("owner", _("Owner")),
    Column("amount", _("Amount"), "right", lambda row: money(row.amount_minor, row.currency), money=True),
    Column("expected_on", _("Expected")),
    Column("next_action_at", _("Next")),
    Column("handle", _("Short name")),
)


@app.command("list", help=_("List projects; open ones unless --state says else."))
def list_(
    ctx: typer.Context,
    query: Annotated[list[str] | None, typer.Argument(help=_("Words to search for."))] = None,
    state: Annotated[str, typer.Option("--state", help=_("open, won, lost or all"))] = "open",
    owner: Annotated[str | None, typer.Option("--owner", help=_("A login or name."))] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000)] = 100,
    after: Annotated[int, typer.Option("--after", help=_("Go on after this id."))] = 0,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help=_("Those that were open when that day was over."))
    ] = None,
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """List projects."""
    from tuicrm.sales import people, projects

    if state not in ("open", "won", "lost", "all"):
        raise typer.BadParameter(_("A state is open, won, lost or all."), param_hint="--state")
    at = desk(ctx)
    owner_id = at.read(people.find, owner).id if owner else None
    if as_of is not None:
        from tuicrm.cli.board import print_past

        if state != "open":
            raise typer.BadParameter(_("As of a past day only open projects are listed."), param_hint="--state")
        as_ = form(json=json, csv=csv, ids=ids, plain=plain)
        print_past(ctx, day(as_of, "--as-of"), owner_id, name_of(query or []), (after, limit), as_)
        return
    rows = at.read(
        projects.listing, state=None if state == "all" else state, owner_id=owner_id, query=name_of(query or []),
        after=after, limit=limit + 1,
    )  # fmt: skip
    emit(rows[:limit], COLUMNS, form(json=json, csv=csv, ids=ids, plain=plain), empty=_("No projects."))
    if len(rows) > limit:
        tell_more(limit)


@app.command(help=_("Show one project: facts, path, plan and record."))
def show(ctx: typer.Context, key: Words, json: AsJson = False) -> None:
    """Show a project."""
    from tuicrm.cli.project_card import print_card
    from tuicrm.cli.telling import local_now
    from tuicrm.sales import projects

    at = desk(ctx)
    print_card(at.read(projects.card, at.read(projects.find, name_of(key)).id), local_now(ctx), as_json=json)


@app.command(help=_("Begin a project: tuicrm project add Line 4 --customer Acme --amount 28k"))
def add(
    ctx: typer.Context,
    name: Annotated[list[str] | None, typer.Argument(help=_("What it is about."))] = None,
    customer: Annotated[str | None, typer.Option("--customer", help=_("A KEY of the customer."))] = None,
    amount: Amount = None,
    cost: Cost = None,
    expected: Annotated[str | None, typer.Option("--expected", metavar="DATE", help=_("When it may close."))] = None,
    product: Annotated[str | None, typer.Option("--product", help=_("A product of the price list."))] = None,
    quantity: Annotated[int, typer.Option("--quantity", min=1)] = 1,
    owner: Annotated[str | None, typer.Option("--owner", help=_("As a lead: whose it is."))] = None,
    json: AsJson = False,
) -> None:
    """Begin a project."""
    from tuicrm.sales import customers, people, projects

    at, currency = desk(ctx), seat(ctx).me.home.currency
    worth = amount_of(amount, currency, "--amount") if amount is not None else None
    currency = worth.currency if worth else currency
    new = projects.NewProject(
        name=name_of(name or []),
        customer_id=at.read(customers.find, customer).id if customer else None,
        amount_minor=worth.minor if worth else None,
        cost_minor=minor(cost, currency, "--cost"),
        currency=currency,
        expected_on=day(expected, "--expected"),
        product=product,
        quantity=quantity,
        owner_id=at.read(people.find, owner).id if owner else None,
    )
    added = at.write(projects.add, new)
    if json:
        document({"id": added.project_id, "name": added.name, "handle": added.handle, "stage": added.stage})
        return
    talk(
        _("{name} begins in {stage}. Short name: +{handle}").format(
            name=added.name, stage=added.stage, handle=added.handle
        )
    )
    emit([{"id": added.project_id}], (Column("id", _("Id"), "right"),), "ids")


@app.command(help=_("Move a project to another open stage."))
def move(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="KEY STAGE...", help=_("The project, then the stage by its name or number."))
    ],
    reason: Reason = "",
    override: Override = False,
    keep_chance: Annotated[bool, typer.Option("--keep-chance", help=_("An own chance holds there, too."))] = False,
    json: AsJson = False,
) -> None:
    """Move a project."""
    from tuicrm.sales import funnel

    at = desk(ctx)
    project_id, stage_id = of_words(at, words)
    moved = at.write(funnel.move, project_id, stage_id, reason=reason, override=override, keeps_probability=keep_chance)
    if json:
        document({"id": moved.project_id, "from": moved.from_stage, "to": moved.to_stage, "how": moved.how})
    else:
        talk(_("{name}: {here} to {there}.").format(name=moved.name, here=moved.from_stage, there=moved.to_stage))
        if moved.stale_probability is not None:
            said = _("Its own chance of {chance}% waits: project chance KEY keep, or drop.")
            talk(said.format(chance=moved.stale_probability))


@app.command(help=_("Win a project: tuicrm project win +acme-line-4 --amount 28k --cost 17.5k"))
def win(
    ctx: typer.Context,
    key: Words,
    amount: Amount = None,
    cost: Cost = None,
    on: On = None,
    reason: Reason = "",
    note: Annotated[str, typer.Option("--note")] = "",
    override: Override = False,
    json: AsJson = False,
) -> None:
    """Win a project."""
    from tuicrm.sales import funnel, projects

    at = desk(ctx)
    found = at.read(projects.find, name_of(key))
    closed = at.write(
        funnel.win, found.id, amount_minor=minor(amount, found.currency, "--amount"),
        cost_minor=minor(cost, found.currency, "--cost"), on=day(on, "--on"), reason=reason, note=note,
        override=override,
    )  # fmt: skip
    _tell_closed(closed, as_json=json)


@app.command(help=_("Lose a project, for a reason of the team's list."))
def lose(
    ctx: typer.Context,
    key: Words,
    reason: Annotated[str, typer.Option("--reason", help=_("price, timing, no_budget, ...; the team's list."))],
    note: Annotated[str, typer.Option("--note")] = "",
    competitor: Annotated[str, typer.Option("--competitor")] = "",
    known: Annotated[
        str | None, typer.Option("--known", metavar="STAGE", help=_("The stage at which we could have known."))
    ] = None,
    on: On = None,
    override: Override = False,
    json: AsJson = False,
) -> None:
    """Lose a project."""
    from tuicrm.cli.stage import find_stage
    from tuicrm.sales import funnel, projects

    at = desk(ctx)
    found = at.read(projects.find, name_of(key))
    known_id = find_stage(at.read(projects.card, found.id).stages, known) if known else None
    closed = at.write(
        funnel.lose, found.id, reason, note=note, competitor=competitor, on=day(on, "--on"), known_stage_id=known_id,
        override=override,
    )  # fmt: skip
    _tell_closed(closed, as_json=json)


@app.command(help=_("Open a won or lost project again, where it stood."))
def reopen(
    ctx: typer.Context,
    key: Words,
    stage: Annotated[str | None, typer.Option("--stage", help=_("Another stage than the one where it stood."))] = None,
    reason: Reason = "",
    json: AsJson = False,
) -> None:
    """Open a project again."""
    from tuicrm.cli.stage import find_stage
    from tuicrm.sales import funnel, projects

    at = desk(ctx)
    project_id = at.read(projects.find, name_of(key)).id
    stage_id = find_stage(at.read(projects.card, project_id).stages, stage) if stage else None
    opened = at.write(funnel.reopen, project_id, stage_id, reason=reason)
    if json:
        document({"id": opened.project_id, "stage": opened.stage})
    else:
        talk(_("{name} is open again, in {stage}.").format(name=opened.name, stage=opened.stage))


def of_words(at: "Desk", words: list[str]) -> tuple[int, int]:
    """Give the project and the stage of its own funnel that `KEY STAGE...` names.

    Raises:
        BadParameter: they do not end with a stage of it.
    """
    from tuicrm.cli.stage import split_stage
    from tuicrm.sales import funnel, projects
    from tuicrm.sales.funnel import funnels

    problem: typer.BadParameter | None = None
    for one in at.read(funnels.listing):
        try:
            key, stage_id = split_stage(at.read(funnel.stages, one.id), words)
        except typer.BadParameter as error:
            problem = problem or error
            continue
        found = at.read(projects.card, at.read(projects.find, name_of(key)).id)
        if found.facts["funnel_id"] == one.id:
            return found.id, stage_id
        problem = typer.BadParameter(_("It is in another funnel: tuicrm project funnel KEY FUNNEL STAGE."))
    raise problem or typer.BadParameter(_("No funnel is left."))


def _tell_closed(closed: object, *, as_json: bool) -> None:
    from tuicrm.sales.funnel.closing import Closed

    assert isinstance(closed, Closed)
    amount, profit = money(closed.amount_minor, closed.currency), money(closed.profit_minor, closed.currency)
    if as_json:
        said = {"id": closed.project_id, "outcome": closed.outcome, "on": closed.on, "amount": amount, "profit": profit}
        document(said)
    elif closed.outcome == "won":
        talk(_("Won: {name}.").format(name=closed.name))
    else:
        talk(_("Lost: {name}.").format(name=closed.name))


add_to(app, "project")
app.command("credit", help=_("Show or choose whose sale it is: tuicrm project credit +line-4 li:60 roth:40"))(credit)
