"""`tuicrm customer dupes`, `compare`, `merge`, `unmerge`: customers that may be one and the same."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.keys import customer
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, progress, talk, tell_more
from tuicrm.cli.spoken import Spoken
from tuicrm.plain.clean import show
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.sales.doubles import Pair
    from tuicrm.store.database import Desk

app = noun(Spoken)

Both = Annotated[
    list[str],
    typer.Argument(metavar="KEPT GONE", help=_("The customer that stays, then the one that goes into it.")),
]


@app.command(help=_("List customers that may be one, the surest first: tuicrm customer dupes"))
def dupes(
    ctx: typer.Context,
    key: Annotated[list[str] | None, typer.Argument(metavar="[KEY]", help=_("Only pairs with this customer."))] = None,
    least: Annotated[int, typer.Option("--least", min=0, max=100, help=_("Only from so many percent on."))] = 0,
    decided: Annotated[str, typer.Option("--decided", help=_("Those decided: different or merged."))] = "",
    not_same: Annotated[
        int | None, typer.Option("--not-same", metavar="PAIR", help=_("Say that this pair is not the same."))
    ] = None,
    reopen: Annotated[int | None, typer.Option("--reopen", metavar="PAIR", help=_("Take that back."))] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000, help=_("At most so many."))] = 100,
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """Look for pairs and list them, or decide about one."""
    as_ = form(json=json, csv=csv, ids=ids, plain=plain)
    if decided not in ("", "different", "merged"):
        raise typer.BadParameter(_("One of: {known}.").format(known="different, merged"), param_hint="--decided")
    from tuicrm.sales import doubles

    at = desk(ctx)
    if (pair := reopen if not_same is None else not_same) is not None:
        at.write(doubles.decide, pair, is_open=not_same is None)
        talk(_("The pair is open again.") if not_same is None else _("It is remembered: they are not the same."))
        return
    if not decided:
        _look(at)
    rows, is_all = _pairs(at, decided or None, customer(at, key) if key else None, least, limit)
    emit(rows, columns(), as_, empty=_("No pair of customers looks like one."))
    if not is_all:
        tell_more(len(rows))


def columns() -> tuple[Column, ...]:
    """Give the columns of a list of pairs."""
    from tuicrm.sales.doubles.words import evidence

    def of(side: str, name: str) -> Callable[[Any], object]:
        return lambda pair: getattr(getattr(pair, side), name)

    found = [
        Column("id", _("Pair"), "right"),
        Column("percent", "%", "right"),
        Column("why", _("What agrees"), value=lambda pair: evidence(pair.why)),
    ]
    for side, title in (("first", _("First one")), ("second", _("Second one"))):
        found += [
            Column(f"{side}_id", _("Id"), "right", of(side, "id")),
            Column(side, title, value=of(side, "name")),
            Column(f"{side}_owner", _("Owner"), value=of(side, "owner")),
        ]
    return tuple(found)


@app.command(help=_("Put two customers side by side: tuicrm customer compare 12 15"))
def compare(ctx: typer.Context, both: Both, json: AsJson = False) -> None:
    """Compare two customers."""
    from tuicrm.sales import doubles

    at = desk(ctx)
    found = at.read(doubles.compare, *_two(at, both))
    if json:
        document(found)
        return
    columns = (
        Column("name", _("Field")),
        Column("kept", show(f"{found.kept.name} ({found.kept.id})")),
        Column("gone", show(f"{found.gone.name} ({found.gone.id})")),
        Column("differs", _("Differs")),
    )
    emit([one for one in found.fields if one.kept or one.gone], columns)


@app.command(help=_("Make one customer of two: tuicrm customer merge 12 15 --take city --take owner"))
def merge(
    ctx: typer.Context,
    both: Both,
    take: Annotated[
        list[str] | None, typer.Option("--take", metavar="FIELD", help=_("Keep the other one's value of this field."))
    ] = None,
    json: AsJson = False,
) -> None:
    """Merge two customers; everything of both is kept."""
    from tuicrm.sales import doubles

    at = desk(ctx)
    done = at.write(doubles.merge, *_two(at, both), tuple(take or ()))
    if json:
        document(done)
    else:
        talk(
            _("{gone} ({gone_id}) went into {name} ({id}). `tuicrm customer unmerge {gone_id}` takes it back.").format(
                gone=show(done.gone), gone_id=done.gone_id, name=show(done.name), id=done.id
            )
        )


@app.command(help=_("Make two customers again of one that was merged: its old number"))
def unmerge(
    ctx: typer.Context,
    gone: Annotated[int, typer.Argument(metavar="ID", help=_("The number of the customer that went into another."))],
    json: AsJson = False,
) -> None:
    """Undo a merge."""
    from tuicrm.sales import doubles

    done = desk(ctx).write(doubles.unmerge, gone)
    if json:
        document(done)
    else:
        talk(_("{gone} and {name} are two customers again.").format(gone=show(done.gone), name=show(done.name)))


def _look(at: "Desk") -> None:
    """Look at what was written since the last time; who may not write sees what was found before."""
    from tuicrm.sales import doubles
    from tuicrm.store.errors import NotAllowed

    steps = 0
    try:
        while not at.write(doubles.look).is_done:
            steps += 1
            progress(_("Looking for doubles ... {n}").format(n=steps))
    except NotAllowed:
        return
    if steps:
        progress("")


def _pairs(
    at: "Desk", verdict: str | None, customer_id: int | None, least: int, limit: int
) -> "tuple[list[Pair], bool]":
    from tuicrm.sales import doubles
    from tuicrm.sales.doubles import PairQuery

    rows: list[Pair] = []
    after = None
    while True:
        query = PairQuery(verdict, customer_id, least, after, min(200, limit - len(rows)))
        found = at.read(doubles.pairs, query)
        rows += found.rows
        after = found.after
        if after is None or len(rows) >= limit:
            return rows, after is None


def _two(at: "Desk", words: list[str]) -> tuple[int, int]:
    if len(words) != 2:
        raise typer.BadParameter(_("Name two customers: the one that stays, then the other."), param_hint="KEPT GONE")
    return customer(at, words[:1]), customer(at, words[1:])
