"""`tuicrm stage export, import, templates, use`: a whole funnel as a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.options import AsJson, form
from tuicrm.cli.output import Column, document, emit, say, talk
from tuicrm.cli.stage import InFunnel, app, funnel_id_of
from tuicrm.plain.language import _
from tuicrm.plain.os_errors import reason

if TYPE_CHECKING:
    from tuicrm.sales.funnel.blueprint import FunnelPlan
    from tuicrm.store.database import Desk

Map = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="OLD=NEW", help=_("Where the open projects of a stage go that it lacks.")),
]
New = Annotated[bool, typer.Option("--new", help=_("Make another funnel beside the ones there are."))]
COLUMNS = (Column("name", _("Funnel")), Column("for", _("Good for")), Column("stages", _("Stages")))


@app.command(help=_("Write a funnel as a TOML file: tuicrm stage export > funnel.toml"))
def export(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument(help=_("Where to; without one it is printed."))] = None,
    funnel: InFunnel = None,
) -> None:
    """Write a funnel as a file."""
    from tuicrm.exchange import funnel_file
    from tuicrm.sales.funnel import blueprint

    at = desk(ctx)
    text = funnel_file.write(at.read(blueprint.export, funnel_id_of(at, funnel)))
    if file is None:
        say(text.rstrip("\n"))
        return
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise typer.BadParameter(_("{file} cannot be written: {why}.").format(file=file, why=reason(error))) from error
    talk(_("Written: {file}").format(file=file))


@app.command("import", help=_("Make the funnel what a TOML file says: tuicrm stage import funnel.toml"))
def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help=_("A file as `stage export` writes it."))],
    funnel: InFunnel = None,
    new: New = False,
    map_: Map = None,
    json: AsJson = False,
) -> None:
    """Set a funnel up from a file."""
    from tuicrm.exchange import funnel_file
    from tuicrm.exchange.mapping import MappingError

    try:
        plan = funnel_file.parse(file.name, file.read_text("utf-8-sig"))
    except MappingError as error:
        for line in error.lines():
            talk(line)
        raise typer.Exit(2) from None
    except UnicodeDecodeError as error:
        raise typer.BadParameter(_("{file} cannot be read as text in UTF-8.").format(file=file)) from error
    at = desk(ctx)
    _set_up(at, plan, None if new else funnel_id_of(at, funnel), map_, as_json=json)


@app.command(help=_("List the ready-made funnels."))
def templates(ctx: typer.Context, json: AsJson = False) -> None:
    """List the ready-made funnels."""
    from tuicrm.exchange.templates import TEMPLATES, template

    rows = [
        {"name": name, "for": _(words), "stages": [one.name for one in template(name).stages]}
        for name, words in TEMPLATES.items()
    ]
    emit(rows, COLUMNS, form(json=json))


@app.command(help=_("Begin with a ready-made funnel: tuicrm stage use meddic --map Quote=Propose"))
def use(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help=_("simple, solution or meddic"))],
    funnel: InFunnel = None,
    new: New = False,
    map_: Map = None,
    json: AsJson = False,
) -> None:
    """Set a funnel up from a ready-made one."""
    from dataclasses import replace

    from tuicrm.exchange.templates import TEMPLATES, template

    if name not in TEMPLATES:
        raise typer.BadParameter(
            _("{name} is none. Ready-made: {names}.").format(name=name, names=", ".join(TEMPLATES))
        )
    at = desk(ctx)
    plan = template(name)
    _set_up(at, plan if new else replace(plan, name=""), None if new else funnel_id_of(at, funnel), map_, as_json=json)


def _set_up(at: "Desk", plan: "FunnelPlan", funnel_id: int | None, mapped: list[str] | None, *, as_json: bool) -> None:
    from dataclasses import replace

    from tuicrm.sales.funnel import blueprint

    pairs = [one.partition("=") for one in mapped or ()]
    if any(not equals or not old.strip() or not new.strip() for old, equals, new in pairs):
        raise typer.BadParameter(_("Write it as OLD=NEW."), param_hint="--map")
    instead = dict(plan.instead) | {old.strip(): new.strip() for old, _equals, new in pairs}
    done = at.write(blueprint.set_up, replace(plan, instead=instead), funnel_id)
    if as_json:
        document({
            "id": done.funnel_id, "name": done.name, "added": done.added, "changed": done.changed,
            "removed": done.removed, "moved": done.moved,
        })  # fmt: skip
        return
    said = _("{name}: {added} stages added, {changed} changed, {removed} removed; {moved} projects mapped.")
    talk(said.format(
        name=done.name, added=len(done.added), changed=len(done.changed), removed=len(done.removed), moved=done.moved
    ))  # fmt: skip
