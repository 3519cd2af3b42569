"""`tuicrm project ask, approvals, approve, return, funnel, wants`: a project's way through key stages and funnels."""

from typing import Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, talk
from tuicrm.cli.project import Override, Reason, app, of_words
from tuicrm.cli.reading import money, name_of
from tuicrm.plain.language import _

KeyStage = Annotated[
    list[str], typer.Argument(metavar="KEY STAGE...", help=_("The project, then the stage by its name or number."))
]
Number = Annotated[int, typer.Argument(metavar="NUMBER", help=_("As `project approvals` lists them."))]
APPROVALS = (
    Column("id", _("Number"), "right"),
    Column("name", _("Project")),
    Column("from_stage", _("From")),
    Column("to_stage", _("To")),
    Column("amount", _("Amount"), "right", lambda row: money(row.amount_minor, row.currency), money=True),
    Column("asked_by", _("Asked by")),
    Column("asked_at", _("Since")),
    Column("hours", _("Hours"), "right"),
    Column("reason", _("Reason")),
    Column("project_id", _("Id"), "right"),
)
WANTS = (
    Column("id", _("Id"), "right"),
    Column("label", _("Wants")),
    Column("kind", _("Kind")),
    Column("what", _("What")),
    Column("is_met", _("Met")),
)


@app.command(help=_("Say what a stage still wants: tuicrm project wants +acme-line-4 Close"))
def wants(ctx: typer.Context, words: KeyStage, json: AsJson = False, csv: AsCsv = False, ids: AsIds = False) -> None:
    """List what a move asks for."""
    from tuicrm.sales import funnel

    at = desk(ctx)
    project_id, stage_id = of_words(at, words)
    emit(at.read(funnel.missing, project_id, stage_id), WANTS, form(json=json, csv=csv, ids=ids), empty=_("Nothing."))


@app.command(help=_("Tick a check, by its number in `project wants`: tuicrm project tick +acme-line-4 3"))
def tick(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help=_("An id, +short-name, name, or a unique part."))],
    number: Annotated[
        int, typer.Argument(metavar="NUMBER", help=_("The check's number, as `project wants` lists it."))
    ],
    off: Annotated[bool, typer.Option("--off", help=_("Take the tick away."))] = False,
) -> None:
    """Tick a check."""
    from tuicrm.sales import funnel, projects

    at = desk(ctx)
    at.write(funnel.tick, at.read(projects.find, key).id, number, not off)


@app.command(help=_("Ask the lead for a move to a key stage: tuicrm project ask +acme-line-4 Close"))
def ask(ctx: typer.Context, words: KeyStage, reason: Reason = "", json: AsJson = False) -> None:
    """Ask for a lead's approval."""
    from tuicrm.sales.funnel import approving

    at = desk(ctx)
    project_id, stage_id = of_words(at, words)
    asked = at.write(approving.ask, project_id, stage_id, reason=reason)
    if json:
        document({column.name: column.of(asked) for column in APPROVALS})
    else:
        talk(_("{name}: a lead is asked for {stage}.").format(name=asked.name, stage=asked.to_stage))


@app.command(help=_("List the moves that wait for a lead."))
def approvals(
    ctx: typer.Context, json: AsJson = False, csv: AsCsv = False, ids: AsIds = False, plain: AsPlain = False
) -> None:
    """List what waits for a lead."""
    from tuicrm.sales.funnel import approving

    rows = desk(ctx).read(approving.asked)
    emit(rows, APPROVALS, form(json=json, csv=csv, ids=ids, plain=plain), empty=_("Nothing waits for a lead."))


@app.command(help=_("As a lead: agree to a move that waits."))
def approve(
    ctx: typer.Context, number: Number, note: Annotated[str, typer.Option("--note")] = "", json: AsJson = False
) -> None:
    """Agree to a move."""
    from tuicrm.sales.funnel import approving

    moved = desk(ctx).write(approving.approve, number, note=note)
    if json:
        document({"id": moved.project_id, "from": moved.from_stage, "to": moved.to_stage, "how": moved.how})
    else:
        talk(_("{name}: {here} to {there}.").format(name=moved.name, here=moved.from_stage, there=moved.to_stage))


@app.command("return", help=_("As a lead: do not agree to a move, and say why."))
def return_(
    ctx: typer.Context,
    number: Number,
    reason: Annotated[list[str], typer.Argument(metavar="REASON...", help=_("Why not; who asked reads it."))],
) -> None:
    """Return a move."""
    from tuicrm.sales.funnel import approving

    desk(ctx).write(approving.give_back, number, name_of(reason))
    talk(_("Returned; whoever asked reads why."))


@app.command(help=_("Take back what was asked of the lead."))
def withdraw(ctx: typer.Context, number: Number) -> None:
    """Withdraw a request."""
    from tuicrm.sales.funnel import approving

    desk(ctx).write(approving.withdraw, number)
    talk(_("Withdrawn."))


@app.command(help=_("Move a project into another funnel: tuicrm project funnel +acme-line-4 service Ask"))
def funnel(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help=_("An id, +short-name, name, or a unique part."))],
    name: Annotated[
        str, typer.Argument(metavar="FUNNEL", help=_("The name of another funnel: see `tuicrm stage list`."))
    ],
    stage: Annotated[str | None, typer.Argument(metavar="STAGE", help=_("By default its first."))] = None,
    reason: Reason = "",
    override: Override = False,
    json: AsJson = False,
) -> None:
    """Move a project into another funnel."""
    from tuicrm.cli.stage import find_stage, stages_of
    from tuicrm.sales import projects
    from tuicrm.sales.funnel import funnels

    at = desk(ctx)
    path = stages_of(at, name)
    stage_id = find_stage(path, stage) if stage else path[0].id
    row = at.read(projects.find, key)
    moved = at.write(funnels.to_funnel, row.id, stage_id, reason=reason, override=override)
    if json:
        document({"id": moved.project_id, "from": moved.from_stage, "to": moved.to_stage, "how": moved.how})
    else:
        talk(_("{name}: {here} to {there}.").format(name=moved.name, here=moved.from_stage, there=moved.to_stage))
