"""`tuicrm forecast`: what people say their period will bring."""

from typing import Annotated

import typer

from tuicrm.cli.desk import desk, seat
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsJson, AsPlain, form
from tuicrm.cli.output import Column, emit, talk
from tuicrm.cli.reading import minor, money
from tuicrm.cli.target import Span, span
from tuicrm.plain import formats
from tuicrm.plain.language import _

app = noun()


@app.command(help=_("Say what a period will bring: tuicrm forecast say 2026-Q4 120k --note 'Meridian signs in time'"))
def say(
    ctx: typer.Context,
    period: Span,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help=_("Such as 120k."))],
    whose: Annotated[str, typer.Option("--for", metavar="PERSON", help=_("Somebody you lead: an adjustment."))] = "",
    note: Annotated[str, typer.Option("--note", help=_("Why."))] = "",
) -> None:
    """Keep a call, or a lead's adjustment with its note; what was said before stays on record."""
    from tuicrm.sales import people
    from tuicrm.sales.analysis import said

    at = desk(ctx)
    currency = seat(ctx).me.home.currency
    first, months = span(period)
    user_id = at.read(people.find, whose).id if whose else None
    wanted = minor(amount, currency, "AMOUNT") or 0
    kept = at.write(said.say, first, months, wanted, user_id=user_id, note=note)
    text = _("{name}, {period}: {money}.")
    shown = formats.money(kept.amount_minor, currency)
    talk(text.format(name=kept.name, period=said.span_of(first, months), money=shown))


@app.command("list", help=_("List what was said of a period, the latest first."))
def list_(ctx: typer.Context, period: Span, json: AsJson = False, csv: AsCsv = False, plain: AsPlain = False) -> None:
    """List calls and adjustments."""
    from tuicrm.sales.analysis import said

    at = desk(ctx)
    currency = seat(ctx).me.home.currency
    rows = at.read(said.said, *span(period))
    columns = (
        Column("person", _("Person"), value=lambda row: row.name),
        Column("kind", _("Kind")),
        Column("amount", _("Amount"), "right", lambda row: money(row.amount_minor, currency), money=True),
        Column("note", _("Note")),
        Column("made_at", _("At")),
    )
    emit(rows, columns, form(json=json, csv=csv, plain=plain), empty=_("Nobody has said anything of this period."))
