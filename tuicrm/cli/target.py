"""`tuicrm target`: what people are to sell in a month."""

from typing import TYPE_CHECKING, Annotated

import typer

from tuicrm.cli.desk import desk, seat
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsJson, AsPlain, form
from tuicrm.cli.output import Column, emit, talk
from tuicrm.cli.reading import minor, money
from tuicrm.plain.language import _, ngettext
from tuicrm.plain.periods import read_span

if TYPE_CHECKING:
    from tuicrm.sales.people import TeamRow
    from tuicrm.store.database import Desk

app = noun()

Span = Annotated[str, typer.Argument(metavar="PERIOD", help=_("2026-11, 2026-Q4 or 2026."))]


def span(text: str) -> tuple[int, int]:
    """Read a period: its first month number, and how many months it is long."""
    found = read_span(text)
    if found is None:
        said = _("{text} is no period. Write it as 2026-11, 2026-Q4 or 2026.").format(text=text)
        raise typer.BadParameter(said, param_hint="PERIOD")
    return found


@app.command("set", help=_("Set a target: tuicrm target set li 2026-Q4 20k --stretch 24k --challenge 28k"))
def set_(
    ctx: typer.Context,
    key: Annotated[
        str,
        typer.Argument(
            metavar="PERSON", help=_("A login, a name or an id; team-east or all: divided evenly among who sells.")
        ),
    ],
    period: Span,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help=_("For each month of the period."))],
    stretch: Annotated[str | None, typer.Option("--stretch", metavar="AMOUNT", help=_("The second level."))] = None,
    challenge: Annotated[str | None, typer.Option("--challenge", metavar="AMOUNT", help=_("The third level."))] = None,
) -> None:
    """Set the target of each month of a period."""
    from tuicrm.sales import people
    from tuicrm.sales.analysis import targeting

    at = desk(ctx)
    currency = seat(ctx).me.home.currency
    first, months = span(period)
    levels = {
        "stretch_minor": minor(stretch, currency, "--stretch"),
        "challenge_minor": minor(challenge, currency, "--challenge"),
    }
    wanted = minor(amount, currency, "AMOUNT") or 0
    if key == "all" or key.startswith("team-"):
        team = None if key == "all" else _team(at, key.removeprefix("team-"))
        changed = at.write(
            targeting.divide,
            team and team.id,
            first,
            wanted,
            months=months,
            **levels,  # type: ignore[arg-type]
        )
        name = team.name if team else _("the company")
    else:
        person = at.read(people.find, key)
        changed = at.write(targeting.set_target, person.id, first, wanted, months=months, **levels)  # type: ignore[arg-type]
        name = person.name
    said = ngettext("{name}: {n} month changed.", "{name}: {n} months changed.", changed)
    talk(said.format(name=name, n=changed))


def _team(at: "Desk", text: str) -> "TeamRow":
    from tuicrm.sales import people
    from tuicrm.store.errors import NotFound

    known = at.read(people.teams)
    found = next((one for one in known if one.name.casefold().replace(" ", "-") == text.casefold()), None)
    if found is None:
        raise NotFound("team", text)
    return found


@app.command("list", help=_("List the targets of a period."))
def list_(
    ctx: typer.Context, period: Annotated[str, typer.Argument(metavar="PERIOD", help=_("2026-11, 2026-Q4 or 2026."))],
    json: AsJson = False, csv: AsCsv = False, plain: AsPlain = False,
) -> None:  # fmt: skip
    """List targets by person and month."""
    from tuicrm.sales.analysis import targeting
    from tuicrm.sales.analysis.dimensions import label

    at = desk(ctx)
    currency = seat(ctx).me.home.currency
    first, months = span(period)
    rows = at.read(targeting.list_targets, first, first + months - 1)
    columns = (
        Column("person", _("Person"), value=lambda row: row.name),
        Column("month", _("Month"), value=lambda row: label("month", row.month)),
        Column("target", _("Target"), "right", lambda row: money(row.amount_minor, currency), money=True),
        Column("stretch", _("Stretch"), "right", lambda row: money(row.stretch_minor, currency), money=True),
        Column("challenge", _("Challenge"), "right", lambda row: money(row.challenge_minor, currency), money=True),
    )
    emit(rows, columns, form(json=json, csv=csv, plain=plain), empty=_("Nobody has a target in this period."))
