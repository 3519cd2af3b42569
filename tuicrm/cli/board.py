"""`tuicrm board`: open projects by stage, as they are or as they stood when a past day was over."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import PLAIN
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, Form, document, emit, settled, talk
from tuicrm.cli.reading import day, money
from tuicrm.plain import formats
from tuicrm.plain.language import _, listed, ngettext

if TYPE_CHECKING:
    from tuicrm.sales.funnel.board import Board, Card

app = typer.Typer(**PLAIN)

MANY = 10_000
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=_("As it stood when that day was over."))]


@app.command(context_settings={"help_option_names": ["-h", "--help"]})
def board(
    ctx: typer.Context,
    query: Annotated[list[str] | None, typer.Argument(metavar="FILTER...", help=_("class:A, amount:5000.."))] = None,
    as_of: AsOf = None,
    team: Annotated[str, typer.Option("--team", help=_("A team's name."))] = "",
    owner: Annotated[str, typer.Option("--owner", help=_("A login or name."))] = "",
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """Show the board: count, sum and weighted sum of each stage, and its projects."""
    from tuicrm.plain.filters import filter_text
    from tuicrm.sales import funnel, people
    from tuicrm.sales.funnel.board import BoardQuery

    at, as_ = desk(ctx), settled(form(json=json, csv=csv, ids=ids, plain=plain))
    teams = at.read(people.teams) if team else ()
    team_id = next((one.id for one in teams if team.casefold() in (one.name.casefold(), str(one.id))), None)
    if team and team_id is None:
        known = listed(one.name for one in teams)
        raise typer.BadParameter(_("There is no team {name}. Teams: {known}.").format(name=team, known=known))
    owner_id = at.read(people.find, owner).id if owner else None
    asked = BoardQuery(
        team_id=team_id, owner_id=owner_id, filter=filter_text(query or []),
        limit=1 if as_ == "table" else MANY,
    )  # fmt: skip
    on = day(as_of, "--as-of")
    found = at.read(funnel.board_as_of, asked, on) if on is not None else at.read(funnel.board, asked)
    if as_ == "json":
        document(_as_dict(found, on))
    elif as_ == "table":
        _stages(found)
    else:
        emit([card for column in found.columns for card in column.cards], _columns(found), as_)


def print_past(
    ctx: typer.Context, on: date | None, owner_id: int | None, words: str, page: tuple[int, int], as_: Form
) -> None:
    """Print the projects that were open when a day was over, by their ids, so many after an id."""
    from tuicrm.sales import funnel
    from tuicrm.sales.funnel.board import BoardQuery

    assert on is not None
    query: BoardQuery = BoardQuery(owner_id=owner_id, filter=words, limit=MANY)
    found = desk(ctx).read(funnel.board_as_of, query, on)
    after, limit = page
    cards = sorted((card for column in found.columns for card in column.cards), key=lambda card: card.id)
    cards = [card for card in cards if card.id > after]
    emit(cards[:limit], _columns(found), as_, empty=_("No projects."))
    if len(cards) > limit:
        from tuicrm.cli.output import tell_more

        tell_more(limit)


def _columns(found: "Board") -> tuple[Column, ...]:
    names = {column.stage.id: column.stage.name for column in found.columns}
    return (
        Column("id", _("Id"), "right"),
        Column("name", _("Project")),
        Column("customer", _("Customer")),
        Column("stage", _("Stage"), value=lambda card: names[card.stage_id]),
        Column("state", _("State"), value=lambda card: "open"),
        Column("owner", _("Owner")),
        Column("amount", _("Amount"), "right", lambda card: money(card.amount_minor, card.currency), money=True),
        Column("expected_on", _("Expected")),
        Column("days", _("Days"), "right"),
    )


def _stages(found: "Board") -> None:
    def short(minor: int) -> str:
        return formats.short_money(minor, found.currency)

    columns = (
        Column("stage", _("Stage"), value=lambda column: column.stage.name),
        Column("count", _("Open"), "right"),
        Column("sum", _("Amount"), "right", lambda column: short(column.sum_minor)),
        Column("weighted", _("Weighted"), "right", lambda column: short(column.weighted_minor)),
    )
    emit(found.columns, columns, "table")
    count = sum(column.count for column in found.columns)
    total = formats.money(sum(column.sum_minor for column in found.columns), found.currency)
    said = ngettext("{count} open project, {amount}.", "{count} open projects, {amount}.", count)
    talk(said.format(count=count, amount=total))


def _as_dict(found: "Board", on: date | None) -> dict[str, Any]:
    def amount(minor: int) -> object:
        return money(minor, found.currency)

    def card(one: "Card") -> dict[str, Any]:
        return {
            "id": one.id, "name": one.name, "customer": one.customer, "owner": one.owner, "days": one.days,
            "amount": money(one.amount_minor, one.currency), "expected_on": one.expected_on, "signs": one.signs,
        }  # fmt: skip

    return {
        "as_of": on,
        "stages": [
            {
                "stage": column.stage.name, "count": column.count, "amount": amount(column.sum_minor),
                "weighted": amount(column.weighted_minor), "projects": [card(one) for one in column.cards],
            }
            for column in found.columns
        ],
        "won": {"count": found.won.count, "amount": amount(found.won.sum_minor)},
        "lost": {"count": found.lost.count, "amount": amount(found.lost.sum_minor)},
        "without_amount": found.without_amount,
    }  # fmt: skip
