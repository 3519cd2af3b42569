"""`tuicrm campaign`: campaigns, what they cost, and how far what they brought got."""

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tuicrm.cli.desk import desk, seat
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, talk
from tuicrm.cli.reading import amount, day, money, name_of
from tuicrm.cli.spoken import Spoken
from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, translated

if TYPE_CHECKING:
    from tuicrm.sales.campaigns import Chain, Line

app = noun(Spoken)

MONTH = re.compile(r"(\d{4})-(\d{1,2})")
Name = Annotated[list[str], typer.Argument(metavar="CAMPAIGN", help=_("Its name, or a beginning that only it has."))]
Credit = Annotated[str, typer.Option("--credit", help=_("Whose sale it is: first, last or equal touch."))]


@app.command("list", help=_("List the campaigns with what they brought and cost."))
def list_(
    ctx: typer.Context, json: AsJson = False, csv: AsCsv = False, ids: AsIds = False, plain: AsPlain = False
) -> None:
    """List campaigns."""
    from tuicrm.sales import campaigns

    columns = (
        Column("id", _("Id"), "right"),
        Column("name", _("Campaign")),
        Column("source", _("Source")),
        Column("starts_on", _("From")),
        Column("ends_on", _("To")),
        Column("inquiries", _("Inquiries"), "right"),
        Column("cost", _("Cost"), "right", lambda row: money(row.cost_minor, row.currency), money=True),
    )
    as_ = form(json=json, csv=csv, ids=ids, plain=plain)
    emit(desk(ctx).read(campaigns.listed), columns, as_, empty=_("No campaign yet. `tuicrm campaign add` makes one."))


@app.command(help=_("Make a campaign: tuicrm campaign add Spring fair --source campaign --from 2026-03-01"))
def add(
    ctx: typer.Context,
    name: Annotated[list[str], typer.Argument(metavar="NAME", help=_("As people read it."))],
    source: Annotated[str, typer.Option("--source", help=_("The channel: see `tuicrm source list`."))] = "campaign",
    from_: Annotated[str | None, typer.Option("--from", metavar="DAY", help=_("From this day on."))] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DAY", help=_("Until this day, included."))] = None,
    json: AsJson = False,
) -> None:
    """Make a campaign."""
    from tuicrm.sales import campaigns

    made = desk(ctx).write(campaigns.add, name_of(name), source, day(from_, "--from"), day(to, "--to"))
    if json:
        document({"id": made.id, "name": made.name, "source": made.source})
    else:
        talk(
            _("{name} is a campaign now, through {source}.").format(
                name=show(made.name), source=show(translated(made.source))
            )
        )


@app.command(help=_("Change a campaign: tuicrm campaign edit Spring fair --to 2026-04-30"))
def edit(
    ctx: typer.Context,
    campaign: Name,
    name: Annotated[str, typer.Option("--name", help=_("Its new name."))] = "",
    source: Annotated[str, typer.Option("--source", help=_("The channel: see `tuicrm source list`."))] = "",
    from_: Annotated[str | None, typer.Option("--from", metavar="DAY", help=_("From this day on; - for none."))] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help=_("Until this day, included; - for none."))
    ] = None,
    json: AsJson = False,
) -> None:
    """Change a campaign's name, channel or days."""
    from tuicrm.sales import campaigns

    values: dict[str, Any] = {}
    for key, text in (("name", name), ("source", source)):
        if text:
            values[key] = text
    for key, given, option in (("starts_on", from_, "--from"), ("ends_on", to, "--to")):
        if given is not None:
            values[key] = None if given.strip() == "-" else day(given, option)
    if not values:
        raise typer.BadParameter(_("Say what to change: --name, --source, --from or --to."), param_hint="CAMPAIGN")
    at = desk(ctx)
    changed = at.write(campaigns.edit, name_of(campaign), **values)
    row = next(one for one in at.read(campaigns.listed) if one.id == changed)
    if json:
        document({"id": row.id, "name": row.name, "source": row.source, "from": row.starts_on, "to": row.ends_on})
    else:
        talk(_("{name} is changed.").format(name=show(row.name)))


@app.command(help=_("Set what a campaign cost in a month: tuicrm campaign cost Spring fair 2026-03 1200"))
def cost(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="CAMPAIGN MONTH AMOUNT", help=_("Its name or id, the month, what it cost."))
    ],
    json: AsJson = False,
) -> None:
    """Set a month's cost; 0 takes it away."""
    from tuicrm.sales import campaigns

    if len(words) < 3:
        raise typer.BadParameter(_("Say the campaign, the month as 2026-03, and the amount."), param_hint="AMOUNT")
    at_month = max((place for place, word in enumerate(words) if MONTH.fullmatch(word)), default=len(words) - 2)
    name, month, text = words[:at_month], words[at_month], " ".join(words[at_month + 1 :])
    at = seat(ctx)
    given = amount(text, at.me.home.currency, "AMOUNT")
    made = at.desk.write(campaigns.cost, name_of(name), _month(month), given.minor, given.currency)
    if json:
        said = {"campaign": made.campaign, "month": month, "cost": money(made.cost_minor, made.currency)}
        document(said)
    else:
        talk(
            _("{name} cost {amount} in {month}.").format(
                name=show(made.campaign), amount=formats.money(given.minor, given.currency), month=month
            )
        )


@app.command("show", help=_("Show how far a campaign got: taken in, called, projects, won, profit, cost, refused."))
def show_(
    ctx: typer.Context,
    name: Name,
    credit: Credit = "first",
    line: Annotated[
        str, typer.Option("--line", help=_("The list behind it: taken, known, called, untouched, projects, won ..."))
    ] = "",
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """Show the chain of a campaign, or what stands behind one of its lines."""
    from tuicrm.cli.telling import local_now
    from tuicrm.sales import campaigns
    from tuicrm.sales.campaigns.words import CREDIT, LINES, note, value

    as_ = form(json=json, csv=csv, ids=ids, plain=plain)
    if line:
        from tuicrm.cli.campaign_lines import put_out

        put_out(desk(ctx), name_of(name), line, credit, as_)
        return
    if as_ in ("csv", "ids"):
        raise typer.BadParameter(_("Say of which line: --line won."), param_hint="--line")
    found = desk(ctx).read(campaigns.chain, name_of(name), credit)
    if json:
        lines = {
            one.key: one.value if one.value is None or not one.is_money else money(int(one.value), found.currency)
            for one in found.lines
        }
        refused = {verdict: n for one in found.lines for verdict, n in one.parts}
        oldest = {"on": found.oldest_on, "customer": found.oldest, "holder": found.holder}
        document(
            {
                "id": found.id, "name": found.name, "credit": found.credit, **lines, "refused_why": refused,
                "oldest_untouched": oldest if found.oldest_on else None, "unknown_cost": found.unknown_cost,
            }
        )  # fmt: skip
        return
    talk(f"{show(found.name)}: {_(CREDIT[found.credit])}")

    today = local_now(ctx).date()
    columns = (
        Column("line", _("Line"), value=lambda one: _(LINES[one.key])),
        Column("value", _("Value"), "right", lambda one: value(one, found.currency)),
        Column("note", _("Note"), value=lambda one: note(one, found, today)),
        Column("list", _("The list behind it"), value=lambda one: _behind(one, found)),
    )
    emit(found.lines, columns, as_)


def _behind(one: "Line", found: "Chain") -> str:
    """Write the command that prints what stands behind a line."""
    from shlex import quote

    from tuicrm.sales.campaigns.behind import EVENTS

    if one.key == "return":
        return ""
    credit = f" --credit {found.credit}" if one.key in EVENTS and found.credit != "first" else ""
    return f"tuicrm campaign show {quote(found.name)} --line {one.key}{credit}"


def _month(text: str) -> int:
    match = MONTH.fullmatch(text.strip())
    if match is None or not 1 <= int(match[2]) <= 12:
        raise typer.BadParameter(_("{text} is no month. Write it as 2026-03.").format(text=text), param_hint="MONTH")
    return int(match[1]) * 12 + int(match[2])
