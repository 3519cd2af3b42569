"""`tuicrm project edit, contact, product, need, tag, link, chance`: what belongs to a project."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.options import AsJson
from tuicrm.cli.output import document, talk
from tuicrm.cli.project import KEY, Amount, Cost, Words, app
from tuicrm.cli.reading import day, minor, name_of
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.sales.projects.finding import ProjectRow
    from tuicrm.store.database import Desk

One = Annotated[str, typer.Argument(metavar="KEY", help=KEY)]
Rest = Annotated[list[str], typer.Argument(metavar="NAME...", help=_("A name; no quotation marks needed."))]
Away = Annotated[bool, typer.Option("--away", help=_("Take it away."))]
Clear = Annotated[
    list[str] | None, typer.Option("--clear", help=_("Empty a field: amount, cost, expected, chance ..."))
]

CLEARED = {
    "amount": "amount_minor", "cost": "cost_minor", "expected": "expected_on", "chance": "probability",
    "competitor": "competitor", "note": "note", "first-quote": "first_quote_minor",
}  # fmt: skip


@app.command(help=_("Change facts: tuicrm project edit +acme-line-4 --amount 30k --reason 'two lines more'"))
def edit(
    ctx: typer.Context,
    key: Words,
    name: Annotated[str | None, typer.Option("--name", help=_("Its new name."))] = None,
    customer: Annotated[str | None, typer.Option("--customer", help=_("A KEY of the customer."))] = None,
    amount: Amount = None,
    cost: Cost = None,
    first_quote: Annotated[str | None, typer.Option("--first-quote", help=_("What was quoted first."))] = None,
    expected: Annotated[str | None, typer.Option("--expected", metavar="DATE", help=_("When it may close."))] = None,
    category: Annotated[str | None, typer.Option("--category", help=_("omitted, pipeline, best or commit"))] = None,
    chance: Annotated[int | None, typer.Option("--chance", help=_("An own chance in percent, with --why."))] = None,
    why: Annotated[str | None, typer.Option("--why", help=_("Why the own chance."))] = None,
    competitor: Annotated[str | None, typer.Option("--competitor")] = None,
    note: Annotated[str | None, typer.Option("--note")] = None,
    owner: Annotated[str | None, typer.Option("--owner", help=_("As a lead: whose it is."))] = None,
    clear: Clear = None,
    reason: Annotated[str, typer.Option("--reason", help=_("Why amount or day change: it counts as progress."))] = "",
    json: AsJson = False,
) -> None:
    """Change facts of a project."""
    from tuicrm.sales import customers, people, projects

    at = desk(ctx)
    row = _row(at, key)
    said: dict[str, Any] = {
        "name": name, "amount_minor": minor(amount, row.currency, "--amount"),
        "cost_minor": minor(cost, row.currency, "--cost"),
        "first_quote_minor": minor(first_quote, row.currency, "--first-quote"),
        "expected_on": day(expected, "--expected"), "category": category, "probability": chance,
        "probability_reason": why, "competitor": competitor, "note": note,
        "customer_id": at.read(customers.find, customer).id if customer else None,
        "owner_id": at.read(people.find, owner).id if owner else None,
    }  # fmt: skip
    values = {field: value for field, value in said.items() if value is not None}
    for field in clear or ():
        if field not in CLEARED:
            raise typer.BadParameter(
                _("Choose one of: {known}.").format(known=", ".join(CLEARED)), param_hint="--clear"
            )
        values[CLEARED[field]] = None
    if not values:
        raise typer.BadParameter(_("Say what to change; --help names the options."))
    done = at.write(projects.edit, row.id, row.version, reason=reason, **values)
    if json:
        document({"id": done.id, "version": done.version, "changed": [_plain(one) for one in done.fields]})
    else:
        talk(_("{name} is changed.").format(name=row.name))


@app.command(help=_("Say who plays which part: tuicrm project contact +acme-line-4 J. Novak --part decides"))
def contact(
    ctx: typer.Context,
    key: One,
    who: Rest,
    part: Annotated[str | None, typer.Option("--part", help=_("decides, influences, uses, blocks or buys"))] = None,
    away: Away = False,
    json: AsJson = False,
) -> None:
    """Give a contact of the customer a part in a project."""
    from tuicrm.sales import customers, projects

    at = desk(ctx)
    row = _row(at, [key])
    if row.customer_id is None:
        raise typer.BadParameter(_("The customer of this project is not known yet: project edit KEY --customer KEY."))
    people = at.read(customers.card, row.customer_id).contacts
    contact_id = _one_of([(one.id, one.name) for one in people], name_of(who))
    at.write(projects.set_contact, row.id, contact_id, part, is_in=not away)
    _tell(at, row, as_json=json)


@app.command(help=_("Say how many of a product: tuicrm project product +acme-line-4 PX-200 --quantity 3 --price 12k"))
def product(
    ctx: typer.Context,
    key: One,
    what: Rest,
    quantity: Annotated[int, typer.Option("--quantity", min=0, help=_("Pieces; 0 takes it away."))] = 1,
    price: Annotated[str | None, typer.Option("--price", help=_("Of one piece; else the list's."))] = None,
    cost: Cost = None,
    json: AsJson = False,
) -> None:
    """Say what a project is about."""
    from tuicrm.sales import projects

    at = desk(ctx)
    row = _row(at, [key])
    at.write(
        projects.set_product, row.id, name_of(what), quantity, price_minor=minor(price, row.currency, "--price"),
        cost_minor=minor(cost, row.currency, "--cost"),
    )  # fmt: skip
    _tell(at, row, as_json=json)


@app.command(help=_("Say of a need that it is asked, met or lost: tuicrm project need +acme-line-4 fewer stops --met"))
def need(
    ctx: typer.Context,
    key: One,
    what: Rest,
    met: Annotated[bool, typer.Option("--met", help=_("It is met."))] = False,
    lost: Annotated[bool, typer.Option("--lost", help=_("It cost us the project."))] = False,
    away: Away = False,
    json: AsJson = False,
) -> None:
    """Say what a project is to meet."""
    from tuicrm.sales import projects

    at = desk(ctx)
    row = _row(at, [key])
    state = None if away else "met" if met else "lost" if lost else "asked"
    at.write(projects.set_need, row.id, name_of(what), state)
    _tell(at, row, as_json=json)


@app.command(help=_("Put tags on a project, or take them off: tuicrm project tag +acme-line-4 fair pilot --off old"))
def tag(
    ctx: typer.Context,
    key: One,
    add: Annotated[list[str] | None, typer.Argument(metavar="TAG...", help=_("Tags to put on."))] = None,
    off: Annotated[list[str] | None, typer.Option("--off", help=_("A tag to take off."))] = None,
    json: AsJson = False,
) -> None:
    """Tag a project."""
    from tuicrm.sales import projects

    if not add and not off:
        raise typer.BadParameter(_("Say which: project tag +acme-line-4 fair, or --off fair."))
    at = desk(ctx)
    row = _row(at, [key])
    at.write(projects.tag, row.id, tuple(add or ()), tuple(off or ()))
    _tell(at, row, as_json=json)


@app.command(help=_("Say where a paper lies: tuicrm project link +acme-line-4 https://... --title offer"))
def link(
    ctx: typer.Context,
    key: One,
    target: Annotated[str, typer.Argument(help=_("An address or a path; or with --away the number of a link."))],
    title: Annotated[str, typer.Option("--title")] = "",
    away: Away = False,
    json: AsJson = False,
) -> None:
    """Link a paper to a project."""
    from tuicrm.sales import projects

    at = desk(ctx)
    row = _row(at, [key])
    if away:
        known = [(one.id, one.title) for one in at.read(projects.card, row.id).links]
        at.write(projects.unlink, _one_of(known, target))
    else:
        at.write(projects.link, row.id, target, title)
    _tell(at, row, as_json=json)


@app.command(help=_("After a move: keep the own chance, or take the stage's: tuicrm project chance +acme-line-4 keep"))
def chance(
    ctx: typer.Context,
    key: One,
    answer: Annotated[str, typer.Argument(metavar="keep|drop", help=_("Keep the own chance, or take the stage's."))],
    reason: Annotated[str, typer.Option("--reason", help=_("Why it still holds."))] = "",
    json: AsJson = False,
) -> None:
    """Settle an own chance that a move made stale."""
    from tuicrm.sales import projects

    if answer not in ("keep", "drop"):
        raise typer.BadParameter(_("Say keep or drop."), param_hint="keep|drop")
    at = desk(ctx)
    row = _row(at, [key])
    at.write(projects.settle, row.id, answer == "keep", reason=reason)
    _tell(at, row, as_json=json)


def _row(at: "Desk", key: list[str]) -> "ProjectRow":
    from tuicrm.sales import projects

    return at.read(projects.find, name_of(key))


def _tell(at: "Desk", row: "ProjectRow", *, as_json: bool) -> None:
    """Print the project as it is now for a script; a person is told that it is done."""
    from tuicrm.cli.project_card import as_dict
    from tuicrm.sales import projects

    if as_json:
        document(as_dict(at.read(projects.card, row.id)))
    else:
        talk(_("{name} is changed.").format(name=row.name))


def _one_of(known: list[tuple[int, str]], text: str) -> int:
    """Find the one that an id, a name or the beginning of a word of one means."""
    wanted = text.strip().casefold()
    exact = [one for one, name in known if wanted in (str(one), name.casefold())]
    found = exact or [one for one, name in known if wanted and f" {wanted}" in f" {name.casefold()}"]
    if not known:
        raise typer.BadParameter(_("There is no {text}, nor any other yet.").format(text=text))
    if len(found) != 1:
        names = ", ".join(name for _id, name in known)
        raise typer.BadParameter(_("{text} is none or several of: {names}.").format(text=text, names=names))
    return found[0]


def _plain(name: str) -> str:
    return name.removesuffix("_minor").removesuffix("_on").removesuffix("_id")
