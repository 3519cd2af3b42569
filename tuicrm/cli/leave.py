"""`tuicrm leave`: days away, and the plans of those days, which are offered to the deputy."""

from typing import Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, talk
from tuicrm.cli.reading import day
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, ngettext

app = noun()

Who = Annotated[str | None, typer.Option("--who", metavar="LOGIN", help=_("A colleague; else yourself."))]

COLUMNS = (
    Column("id", _("Id"), "right"),
    Column("user", _("Who")),
    Column("from", _("From"), value=lambda row: row.from_on),
    Column("to", _("To"), value=lambda row: row.to_on),
    Column("kind", _("Why")),
    Column("deputy", _("Deputy")),
    Column("planned", _("Planned"), "right"),
)
OFFERED = (
    Column("id", _("Id"), "right", lambda row: row.action_id),
    Column("owner", _("Of")),
    Column("back_on", _("Away until")),
    Column("kind", _("What")),
    Column("on", _("Day")),
    Column("at", _("Time")),
    Column("customer", _("Customer")),
    Column("project", _("Project")),
    Column("subject", _("Subject")),
)


@app.command("list", help=_("List who is away from today on, or from another day."))
def list_(
    ctx: typer.Context,
    who: Who = None,
    from_: Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("The first day."))] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("The last day, included."))] = None,
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """List absences."""
    from tuicrm.sales import people, working

    at = desk(ctx)
    user_id = at.read(people.find, who).id if who else None
    rows = at.read(working.absences, from_on=day(from_, "--from"), to_on=day(to, "--to"), user_id=user_id)
    emit(rows, COLUMNS, form(json=json, csv=csv, ids=ids, plain=plain), empty=_("Nobody is away."))


@app.command(help=_("Enter days away: tuicrm leave enter 2026-12-21 2026-12-31 --deputy roth"))
def enter(
    ctx: typer.Context,
    from_: Annotated[str, typer.Argument(metavar="FROM", help=_("The first day."))],
    to: Annotated[str | None, typer.Argument(metavar="[TO]", help=_("The last day; else it is one day."))] = None,
    who: Who = None,
    deputy: Annotated[
        str | None, typer.Option("--deputy", metavar="LOGIN", help=_("Who is offered the plans of these days."))
    ] = None,
    kind: Annotated[str, typer.Option("--kind", help=_("holiday, sick, training ..."))] = "",
    json: AsJson = False,
) -> None:
    """Enter an absence."""
    from tuicrm.sales import people, working

    at = desk(ctx)
    first, last = day(from_, "FROM"), day(to or from_, "TO")
    assert first is not None
    assert last is not None
    user_id = at.read(people.find, who).id if who else None
    deputy_id = at.read(people.find, deputy).id if deputy else None
    made = at.write(working.enter, first, last, user_id=user_id, kind=kind, deputy_id=deputy_id)
    if json:
        document(made)
        return
    talk(_("{name} is away from {first} to {last}.").format(name=show(made.user), first=first, last=last))
    if made.planned:
        said = ngettext(
            "{count} action is planned in these days; the deputy sees it.",
            "{count} actions are planned in these days; the deputy sees them.", made.planned,
        ) if made.deputy else ngettext(
            "{count} action is planned in these days. Move it, or name a deputy.",
            "{count} actions are planned in these days. Move them, or name a deputy.", made.planned,
        )  # fmt: skip
        talk(said.format(count=made.planned))


@app.command(help=_("Take days away back, by their id."))
def withdraw(
    ctx: typer.Context,
    leave_id: Annotated[int, typer.Argument(metavar="ID", help=_("Its number: see `tuicrm leave list`."))],
    json: AsJson = False,
) -> None:
    """Withdraw an absence."""
    from tuicrm.sales import working

    gone = desk(ctx).write(working.withdraw, leave_id)
    if json:
        document({"id": gone})
    else:
        talk(_("Taken back."))


@app.command(help=_("List the plans of people who are away that are offered to you."))
def offered(
    ctx: typer.Context, json: AsJson = False, csv: AsCsv = False, ids: AsIds = False, plain: AsPlain = False
) -> None:
    """List offered plans."""
    from tuicrm.sales import working

    rows = desk(ctx).read(working.offered)
    emit(rows, OFFERED, form(json=json, csv=csv, ids=ids, plain=plain), empty=_("Nothing is offered to you."))


@app.command(help=_("Take offered plans over, by their ids; without ids all of them."))
def take(
    ctx: typer.Context,
    ids: Annotated[
        list[int] | None, typer.Argument(metavar="[ID]...", help=_("Numbers from `tuicrm leave offered`."))
    ] = None,
    json: AsJson = False,
) -> None:
    """Take plans over."""
    from tuicrm.sales import working

    at = desk(ctx)
    wanted = ids or [one.action_id for one in at.read(working.offered)]
    taken = at.write(working.take_over, wanted) if wanted else ()
    if json:
        document({"ids": list(taken)})
    else:
        talk(
            ngettext("{count} plan is yours now.", "{count} plans are yours now.", len(taken)).format(count=len(taken))
        )
