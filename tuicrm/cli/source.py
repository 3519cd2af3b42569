"""`tuicrm source`: the channels that customers come from."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, settled, talk
from tuicrm.cli.reading import day, money, name_of
from tuicrm.cli.spoken import Spoken
from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, translated

app = noun(Spoken)


@app.command("list", help=_("List the channels, with what came through each."))
def list_(
    ctx: typer.Context, json: AsJson = False, csv: AsCsv = False, ids: AsIds = False, plain: AsPlain = False
) -> None:
    """List the channels."""
    from tuicrm.sales import sources

    columns = (
        Column("id", _("Id"), "right", lambda row: row.source.id),
        Column("key", _("Key"), value=lambda row: row.source.key),
        Column("name", _("Source"), value=lambda row: row.source.name),
        Column("customers", _("Customers"), "right"),
        Column("inquiries", _("Inquiries"), "right"),
    )
    emit(desk(ctx).read(sources.listed), columns, form(json=json, csv=csv, ids=ids, plain=plain))


@app.command(help=_("Add a channel: tuicrm source add Trade fair"))
def add(
    ctx: typer.Context,
    name: Annotated[list[str], typer.Argument(metavar="NAME", help=_("As people read it."))],
    key: Annotated[str, typer.Option("--key", help=_("How scripts name it; else made from the name."))] = "",
    json: AsJson = False,
) -> None:
    """Add a channel."""
    from tuicrm.sales import sources

    made = desk(ctx).write(sources.add, name_of(name), key)
    if json:
        document(made)
    else:
        talk(_("{name} is a source now; its key is {key}.").format(name=show(made.name), key=made.key))


def _for_people(found: Any) -> tuple[Column, ...]:
    """Columns as people read them: shares in percent, short amounts."""

    def rate(row: Any) -> str:
        if row.conversion is None:
            return ""
        share, low, high = (formats.percent(one, 1) for one in (row.conversion, row.low, row.high))
        return _("{share} ({low} to {high})").format(share=share, low=low, high=high)

    def amount(name: str) -> Callable[[Any], str]:
        return lambda row: formats.short_money(getattr(row, f"{name}_minor"), found.currency)

    def count(name: str) -> Callable[[Any], str]:
        return lambda row: f"{round(getattr(row, name), 2):g}"

    head = _("Source") if found.by == "source" else _("Campaign")
    return (
        Column("name", head, value=lambda row: translated(row.name) if row.name else row.key or _("none")),
        Column("inquiries", _("Inquiries"), "right"), Column("customers", _("Customers"), "right"),
        Column("projects", _("Projects"), "right", count("projects")), Column("won", _("Won"), "right", count("won")),
        Column("conversion", _("Conversion"), "right", rate),
        *(
            Column(name, title, "right", amount(name))
            for name, title in (
                ("revenue", _("Revenue")), ("profit", _("Profit")), ("cost", _("Cost")), ("return", _("Return")),
            )
        ),
    )  # fmt: skip


@app.command(help=_("What each channel or campaign brought: tuicrm source report --by campaign --from 2026-01-01"))
def report(
    ctx: typer.Context,
    by: Annotated[str, typer.Option("--by", help=_("source or campaign"))] = "source",
    from_: Annotated[str | None, typer.Option("--from", metavar="DAY", help=_("From this day on."))] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DAY", help=_("Until this day, included."))] = None,
    credit: Annotated[str, typer.Option("--credit", help=_("Whose sale it is: first, last or equal touch."))] = "first",
    json: AsJson = False,
    csv: AsCsv = False,
    plain: AsPlain = False,
) -> None:
    """Report on channels or campaigns."""
    as_ = form(json=json, csv=csv, plain=plain)
    from tuicrm.sales import campaigns
    from tuicrm.sales.campaigns import SourceAsk
    from tuicrm.sales.campaigns.words import CREDIT

    found = desk(ctx).read(campaigns.report, SourceAsk(by, day(from_, "--from"), day(to, "--to"), credit))

    def amount(name: str) -> Callable[[Any], object]:
        return lambda row: money(getattr(row, f"{name}_minor"), found.currency)

    columns = (
        Column("key", _("Source") if by == "source" else _("Campaign"), value=lambda row: row.key),
        Column("name", _("Name")),
        Column("inquiries", _("Inquiries"), "right"),
        Column("customers", _("Customers"), "right"),
        Column("projects", _("Projects"), "right"),
        Column("won", _("Won"), "right"),
        Column("conversion", _("Conversion"), "right"),
        Column("low", _("at least"), "right"),
        Column("high", _("at most"), "right"),
        *(
            Column(name, title, "right", amount(name), money=True)
            for name, title in (
                ("revenue", _("Revenue")), ("profit", _("Profit")), ("cost", _("Cost")), ("return", _("Return")),
            )
        ),
        Column("buyers", _("Bought"), "right"),
        Column("unknown_cost", _("Unknown cost"), "right"),
    )  # fmt: skip
    if as_ == "json":
        rows = [{column.name: column.of(row) for column in columns} for row in found.rows]
        document({"by": by, "credit": found.credit, "from": found.from_on, "to": found.to_on, "rows": rows})
        return
    talk(_(CREDIT[found.credit]))
    shown = _for_people(found) if settled(as_) == "table" else columns
    emit(found.rows, shown, as_, empty=_("Nothing came in that time."))
    for line in campaigns.told(found) if found.rows else ():
        talk(line)
    if found.unknown_cost:
        talk(campaigns.words.left_out(found.unknown_cost))
