"""`tuicrm timeline`: plan and record of a customer, a project or a person in one line of time."""

from typing import Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.handles import meant
from tuicrm.cli.nouns import PLAIN
from tuicrm.cli.options import AsCsv, AsJson, AsPlain, form
from tuicrm.cli.output import Column, emit
from tuicrm.cli.reading import day
from tuicrm.plain.language import _

app = typer.Typer(**PLAIN)

COLUMNS = (
    Column("on", _("Day")),
    Column("at", _("Time")),
    Column("what", _("What")),
    Column("kind", _("Kind")),
    Column("outcome", _("Outcome")),
    Column("text", _("Text")),
    Column("who", _("Who")),
    Column("contact", _("Contact")),
    Column("customer", _("Customer")),
    Column("project", _("Project")),
    Column("stage", _("Stage")),
    Column("promise", _("Promise")),
    Column("id", _("Id"), "right"),
)


@app.command(context_settings={"help_option_names": ["-h", "--help"]})
def timeline(
    ctx: typer.Context,
    key: Annotated[
        list[str] | None, typer.Argument(metavar="KEY", help=_("A customer, +project, or a number of tuicrm today."))
    ] = None,
    who: Annotated[str | None, typer.Option("--who", metavar="LOGIN", help=_("A person's timeline."))] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", help=_("plan, done, missed, cancelled, inquiry, stage, comment; more than once")),
    ] = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", help=_("Only actions of this kind."))] = None,
    from_: Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("The first day."))] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("The last day, included."))] = None,
    json: AsJson = False,
    csv: AsCsv = False,
    plain: AsPlain = False,
) -> None:
    """Plan and record in one, the latest first; filtered and exported."""
    from tuicrm.sales import people
    from tuicrm.sales.agenda.timeline import timeline as read

    at = desk(ctx)
    about = meant(at, key) if key else None
    rows = at.read(
        read, customer_id=about.customer_id if about and about.project_id is None else None,
        project_id=about.project_id if about else None, user_id=at.read(people.find, who).id if who else None,
        whats=tuple(only or ()), kinds=tuple(kind or ()), from_on=day(from_, "--from"), to_on=day(to, "--to"),
    )  # fmt: skip
    emit(rows, COLUMNS, form(json=json, csv=csv, plain=plain), empty=_("Nothing planned, nothing done."))
