"""`tuicrm stage`: the steps of the funnel, what they ask for, and what is done in them."""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, talk
from tuicrm.cli.reading import name_of
from tuicrm.plain.language import _, listed, ngettext

if TYPE_CHECKING:
    from tuicrm.sales.funnel.stages import Stage
    from tuicrm.store.database import Desk

app = noun()

COLUMNS = (
    Column("id", _("Id"), "right"),
    Column("name", _("Stage")),
    Column("kind", _("Kind")),
    Column("probability", _("Chance %"), "right"),
    Column("rotting_days", _("Days allowed"), "right"),
    Column("category", _("Forecast")),
)
FUNNEL_COLUMNS = (
    Column("id", _("Id"), "right"),
    Column("name", _("Funnel")),
    Column("is_default", _("Usual one")),
    Column("open_projects", _("Open projects"), "right"),
)
Key = Annotated[list[str], typer.Argument(metavar="STAGE...", help=_("A name, the beginning of one, or its number."))]
InFunnel = Annotated[str | None, typer.Option("--funnel", help=_("A funnel by its name or id; else the usual one."))]
Chance = Annotated[int | None, typer.Option("--chance", min=0, max=100, help=_("How many of a hundred are won."))]
Days = Annotated[int | None, typer.Option("--days", min=0, help=_("Days without progress it allows; 0: no limit."))]
Category = Annotated[str | None, typer.Option("--category", help=_("omitted, pipeline, best or commit"))]
Meaning = Annotated[str | None, typer.Option("--meaning", help=_("What it means that a project is here."))]
Place = Annotated[int | None, typer.Option("--place", min=1, help=_("Its place among the open stages."))]


@app.command("list", help=_("List the stages of the funnel in their order."))
def list_(
    ctx: typer.Context, funnel: InFunnel = None, json: AsJson = False, csv: AsCsv = False, ids: AsIds = False,
    plain: AsPlain = False,
) -> None:  # fmt: skip
    """List the stages."""
    at = desk(ctx)
    emit(stages_of(at, funnel), COLUMNS, form(json=json, csv=csv, ids=ids, plain=plain))


@app.command(help=_("Show a stage: what it means, its playbook, what leaving it asks for."))
def show(ctx: typer.Context, key: Key, funnel: InFunnel = None, json: AsJson = False) -> None:
    """Show a stage."""
    from tuicrm.cli.stage_card import print_stage
    from tuicrm.sales.funnel import asking, playbook

    at = desk(ctx)
    path = stages_of(at, funnel)
    stage_id = find_stage(path, name_of(key))
    one = next(stage for stage in path if stage.id == stage_id)
    print_stage(one, path, at.read(playbook.show, one.id), at.read(asking.ways, one.id), as_json=json)


@app.command(help=_("Add an open stage: tuicrm stage add Pilot --place 3 --chance 50 --days 20"))
def add(
    ctx: typer.Context,
    name: Annotated[list[str], typer.Argument(help=_("Its name."))],
    funnel: InFunnel = None,
    place: Place = None,
    chance: Chance = None,
    days: Days = None,
    category: Category = None,
    meaning: Meaning = None,
    json: AsJson = False,
) -> None:
    """Add a stage."""
    from tuicrm.sales.funnel import defining

    at = desk(ctx)
    values = _values(None, chance, days, category, meaning)
    made = at.write(defining.add, name_of(name), funnel_id=funnel_id_of(at, funnel), place=place, **values)
    _tell(made, _("{name} is a stage now."), as_json=json)


@app.command(help=_("Change a stage: tuicrm stage edit Quote --days 10 --name Offer"))
def edit(
    ctx: typer.Context,
    key: Key,
    funnel: InFunnel = None,
    name: Annotated[str | None, typer.Option("--name", help=_("Its new name."))] = None,
    place: Place = None,
    chance: Chance = None,
    days: Days = None,
    category: Category = None,
    meaning: Meaning = None,
    json: AsJson = False,
) -> None:
    """Change a stage."""
    from tuicrm.sales.funnel import defining

    at = desk(ctx)
    path = stages_of(at, funnel)
    stage_id = find_stage(path, name_of(key))
    version = next(one.version for one in path if one.id == stage_id)
    values = _values(name, chance, days, category, meaning)
    if not values and place is None:
        raise typer.BadParameter(_("Say what to change: --name, --chance, --days, --category, --meaning or --place."))
    _tell(at.write(defining.edit, stage_id, version, place=place, **values), _("{name} is changed."), as_json=json)


@app.command(help=_("Remove an open stage; its open projects go to another: tuicrm stage remove Pilot --to Demo"))
def remove(
    ctx: typer.Context,
    key: Key,
    to: Annotated[str | None, typer.Option("--to", metavar="STAGE", help=_("Where its open projects go."))] = None,
    funnel: InFunnel = None,
    json: AsJson = False,
) -> None:
    """Remove a stage."""
    from tuicrm.sales.funnel import defining

    at = desk(ctx)
    path = stages_of(at, funnel)
    gone = at.write(defining.remove, find_stage(path, name_of(key)), find_stage(path, to) if to else None)
    if json:
        document({"id": gone.stage_id, "name": gone.name, "to": gone.to, "moved": gone.moved})
    elif gone.to:
        said = ngettext(
            "{name} is removed; {count} project is in {to} now.",
            "{name} is removed; {count} projects are in {to} now.",
            gone.moved,
        )
        talk(said.format(name=gone.name, count=gone.moved, to=gone.to))
    else:
        talk(_("{name} is removed.").format(name=gone.name))


@app.command(help=_("Say what a move asks for: tuicrm stage ask Quote Close --field decider --check 'delivery agreed'"))
def ask(
    ctx: typer.Context,
    here: Annotated[str, typer.Argument(metavar="FROM", help=_("The stage that is left."))],
    there: Annotated[str, typer.Argument(metavar="TO", help=_("The stage that is entered."))],
    field: Annotated[list[str] | None, typer.Option("--field", help=_("A field that has to be filled."))] = None,
    check: Annotated[list[str] | None, typer.Option("--check", help=_("Something to be ticked."))] = None,
    done: Annotated[list[str] | None, typer.Option("--done", help=_("A kind of action that has to be done."))] = None,
    role: Annotated[str | None, typer.Option("--role", help=_("The least role that may."))] = None,
    approval: Annotated[bool, typer.Option("--approval", help=_("A lead has to agree."))] = False,
    funnel: InFunnel = None,
    json: AsJson = False,
) -> None:
    """Set all that a move asks for; without options it is free."""
    from tuicrm.cli.stage_card import wants, way_as_dict
    from tuicrm.sales.funnel import asking

    at = desk(ctx)
    path = stages_of(at, funnel)
    asked = [asking.Asked("field", one) for one in field or ()]
    asked += [asking.Asked("check", one) for one in check or ()]
    asked += [asking.Asked("action", one) for one in done or ()]
    way = asking.Way(find_stage(path, there), tuple(asked), role, approval)
    written = at.write(asking.ask_for, find_stage(path, here), way)
    if json:
        document(way_as_dict(written, path))
    else:
        wanted = listed(wants(written)) or _("nothing")
        talk(_("{here} to {there} asks for: {wanted}.").format(here=here, there=there, wanted=wanted))


@app.command(help=_("List the funnels."))
def funnels(ctx: typer.Context, json: AsJson = False, csv: AsCsv = False, ids: AsIds = False) -> None:
    """List the funnels."""
    from tuicrm.sales.funnel import funnels as rules

    emit(desk(ctx).read(rules.listing), FUNNEL_COLUMNS, form(json=json, csv=csv, ids=ids))


def _values(
    name: str | None, chance: int | None, days: int | None, category: str | None, meaning: str | None
) -> dict[str, Any]:
    said = {"name": name, "probability": chance, "category": category, "meaning": meaning}
    values: dict[str, Any] = {key: value for key, value in said.items() if value is not None}
    return values if days is None else values | {"rotting_days": days or None}


def _tell(stage: "Stage", sentence: str, *, as_json: bool) -> None:
    if as_json:
        document({column.name: column.of(stage) for column in COLUMNS} | {"place": stage.position + 1})
    else:
        talk(sentence.format(name=stage.name))


def funnel_id_of(at: "Desk", key: str | None) -> int:
    """Give the funnel that a name or id means; without one the usual funnel.

    Raises:
        BadParameter: there is none.
    """
    from tuicrm.sales.funnel import funnels as rules

    known = at.read(rules.listing)
    if key is None:
        return known[0].id
    wanted = key.strip().casefold()
    for one in known:
        if wanted in (str(one.id), one.name.casefold()):
            return one.id
    names = ", ".join(one.name for one in known)
    raise typer.BadParameter(_("{key} is no funnel. Funnels: {names}.").format(key=key, names=names))


def stages_of(at: "Desk", funnel: str | None) -> "tuple[Stage, ...]":
    """Give the stages of a funnel, by default of the usual one."""
    from tuicrm.sales import funnel as rules

    return at.read(rules.stages) if funnel is None else at.read(rules.stages, funnel_id_of(at, funnel))


def split_stage(stages: "Sequence[Stage]", words: Sequence[str]) -> tuple[list[str], int]:
    """Part `line 4 Proposal sent`, whose quotes a shell took, into the words of a KEY and the stage at the end.

    Raises:
        BadParameter: they do not end with a stage.
    """
    for at in range(1, len(words)):  # the longest end that is a stage
        with suppress(typer.BadParameter):
            return list(words[:at]), find_stage(stages, " ".join(words[at:]))
    return list(words[:-1]), find_stage(stages, words[-1])


def find_stage(stages: "Sequence[Stage]", key: str) -> int:
    """Give the stage that a name (or a beginning of one) or a place in the order means.

    Raises:
        BadParameter: none, or more than one.
    """
    wanted = key.strip().casefold()
    if wanted.isdecimal() and 1 <= int(wanted) <= len(stages):
        return stages[int(wanted) - 1].id
    exact = [one.id for one in stages if one.name.casefold() == wanted]
    found = exact or [one.id for one in stages if wanted and one.name.casefold().startswith(wanted)]
    if len(found) != 1:
        names = ", ".join(one.name for one in stages)
        raise typer.BadParameter(
            _("{key} is no stage. Stages: {names}.").format(key=key, names=names), param_hint="STAGE"
        )
    return found[0]
