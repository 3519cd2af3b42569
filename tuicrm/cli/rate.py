"""`tuicrm rate`: what other currencies are worth at home, from which day on."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.errors import FAILED
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, emit, talk
from tuicrm.cli.reading import day
from tuicrm.plain.language import _, in_a_row, ngettext

if TYPE_CHECKING:
    from tuicrm.sales.rates import Entered

app = noun()

Currency = Annotated[str, typer.Argument(metavar="CURRENCY", help=_("Its code, as USD."))]


@app.command(
    "set",
    help=_("Say what one unit of a currency is worth at home: tuicrm rate set USD 7.1032 --on 2026-11-01"),
)
def set_(
    ctx: typer.Context,
    currency: Annotated[
        str,
        typer.Argument(metavar="CURRENCY", help=_("Its code, as USD; - reads lines `currency,on,rate` from a pipe.")),
    ],
    rate: Annotated[str | None, typer.Argument(metavar="RATE", help=_("A positive number, nine decimals."))] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=_("From this day to the next rate's; else from today."))
    ] = None,
) -> None:
    """Enter a rate, or a table of them; what lies in its days is converted anew."""
    from tuicrm.sales import rates

    if currency == "-":
        if rate is not None or on is not None:
            raise typer.BadParameter(_("Rates and days come from the pipe here."), param_hint="CURRENCY")
        raise typer.Exit(_many(ctx))
    if rate is None:
        raise typer.BadParameter(_("Say what one {currency} is worth.").format(currency=currency), param_hint="RATE")
    since = day(on, "--on")
    entered = desk(ctx).write(rates.set_rate, rates.Given(currency, rate, since.isoformat() if since else ""))
    (row,) = entered.rates
    said = _("1 {currency} is worth {rate} {home} from {on} on.")
    said = said.format(currency=row.currency, rate=row.rate, home=row.home, on=row.on.isoformat())
    talk(in_a_row(said, _converted(entered)))


def _many(ctx: typer.Context) -> int:
    from tuicrm.exchange import rate_lines
    from tuicrm.sales import rates
    from tuicrm.sales.wording import words
    from tuicrm.store.errors import Refused

    body = b"" if sys.stdin.isatty() else sys.stdin.buffer.read()
    lines = list(rate_lines.read(body))
    if not lines:
        raise typer.BadParameter(_("Nothing comes in: pipe or redirect it."), param_hint=_("standard input"))
    entered = desk(ctx).write(rates.take_in, tuple(given for _line, given in lines))
    said = ngettext("{n} rate entered.", "{n} rates entered.", len(entered.rates))
    talk(in_a_row(said.format(n=len(entered.rates)), _converted(entered)))
    for one in entered.wrong:
        why = words(Refused(one.code, **one.facts))
        talk(_("Line {line}: {why}").format(line=lines[one.place][0], why=why))
    return FAILED if entered.wrong else 0


@app.command("list", help=_("List rates, the newest first, and which currencies lack one."))
def list_(
    ctx: typer.Context,
    currency: Annotated[str, typer.Option("--currency", metavar="CODE", help=_("Only of this currency."))] = "",
    missing: Annotated[
        bool, typer.Option("--missing", help=_("The currencies that lack a rate, instead of the rates."))
    ] = False,
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """List rates of exchange."""
    from tuicrm.sales import rates

    at, as_ = desk(ctx), form(json=json, csv=csv, ids=ids, plain=plain)
    if missing:
        columns = (
            Column("currency", _("Currency")),
            Column("purchases", _("Purchases"), "right"),
            Column("projects", _("Projects"), "right"),
            Column("since", _("First day")),
        )
        emit(at.read(rates.missing), columns, as_, empty=_("No amount lacks a rate."))
        return
    shown = (
        Column("id", _("Id"), "right"),
        Column("currency", _("Currency")),
        Column("on", _("Valid from")),
        Column("rate", _("Exchange rate"), "right"),
        Column("home", _("Home currency")),
    )
    rows = at.read(rates.listing, currency)
    emit(rows, shown, as_, empty=_("There is no rate yet: tuicrm rate set USD 7.1032"))
    for one in at.read(rates.missing):
        if not currency or one.currency == currency.upper():
            said = _(
                "{currency}: {what} without a rate since {on}. Enter it: tuicrm rate set {currency} RATE --on {on}"
            )
            talk(said.format(currency=one.currency, what=_counted(one.purchases, one.projects), on=one.since))


@app.command(help=_("Take a rate away: its days go back to the one before: tuicrm rate drop USD --on 2026-11-01"))
def drop(
    ctx: typer.Context,
    currency: Currency,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help=_("The day from which it counts."))],
) -> None:
    """Take a rate away."""
    from tuicrm.sales import rates

    since = day(on, "--on")
    assert since is not None
    dropped = desk(ctx).write(rates.drop, currency, since)
    said = _("The rate of {currency} from {on} on is taken away.")
    said = said.format(currency=dropped.rates[0].currency, on=since.isoformat())
    talk(in_a_row(said, _converted(dropped)))


def _converted(entered: "Entered") -> str:
    if not entered.purchases and not entered.projects:
        return _("Nothing had to be converted.") if entered.rates else ""
    return _("{what} converted.").format(what=_counted(entered.purchases, entered.projects))


def _counted(purchases: int, projects: int) -> str:
    return _("{purchases} and {projects}").format(
        purchases=ngettext("{n} purchase", "{n} purchases", purchases).format(n=purchases),
        projects=ngettext("{n} project", "{n} projects", projects).format(n=projects),
    )
