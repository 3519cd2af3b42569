"""`tuicrm settings`: what the team agrees on, each with its default, its meaning, and a way to switch it off."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, emit_card, talk
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.sales.settings import SettingLine

app = noun()

Name = Annotated[str, typer.Argument(metavar="NAME", help=_("As in: tuicrm settings list"))]


@app.command("list", help=_("List all settings, or those whose name holds a word."))
def list_(
    ctx: typer.Context,
    word: Annotated[str, typer.Argument(metavar="[WORD]", help=_("A part of their names."))] = "",
    json: AsJson = False,
    csv: AsCsv = False,
    plain: AsPlain = False,
) -> None:
    """List settings."""
    from tuicrm.sales import settings

    wanted = word.casefold().replace("-", "_")
    rows = [one for one in desk(ctx).read(settings.settings) if wanted in one.name or wanted in one.group]
    as_ = form(json=json, csv=csv, plain=plain)
    if as_ == "json":
        document([_as_dict(one) for one in rows])
        return
    emit(rows, _columns(), as_, empty=_("No setting."))


@app.command(help=_("Show one setting: what it is, what it means, what else it may be."))
def get(ctx: typer.Context, name: Name, json: AsJson = False) -> None:
    """Show a setting."""
    from tuicrm.sales import settings

    _show(desk(ctx).read(settings.one, name), as_json=json)


@app.command("set", help=_("Set one: tuicrm settings set recycle_idle_days 60; off and default are values too."))
def set_(
    ctx: typer.Context,
    name: Name,
    value: Annotated[list[str], typer.Argument(metavar="VALUE", help=_("A value, off, or default."))],
    class_: Annotated[str, typer.Option("--class", metavar="CLASS", help=_("Only for this class."))] = "",
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help=_("Only for this role."))] = "",
    team: Annotated[str, typer.Option("--team", metavar="TEAM", help=_("Only for this team."))] = "",
    person: Annotated[str, typer.Option("--person", metavar="LOGIN", help=_("Only for one of us."))] = "",
    json: AsJson = False,
) -> None:
    """Change a setting."""
    from tuicrm.sales import people, settings

    named = {by: part for by, part in (("class", class_), ("role", role), ("team", team)) if part}
    if len(named) + bool(person) > 1:
        names = "--class, --role, --team, --person"
        raise typer.BadParameter(_("Only one of {names} can be had at once.").format(names=names))
    by, part = next(iter(named.items()), ("", ""))
    at = desk(ctx)
    person_id = at.read(people.find, person).id if person else None
    line = at.write(settings.put_setting, name, " ".join(value), part=part, by=by, person_id=person_id)
    if json:
        document(_as_dict(line))
    else:
        talk(f"{line.name}: {_all_of(line)}")
    if line.told:
        talk(line.told)


def _show(line: "SettingLine", *, as_json: bool) -> None:
    if as_json:
        document(_as_dict(line))
        return
    declared = line.declared
    columns = (
        Column("name", _("Name")),
        Column("value", _("Value"), value=_all_of),
        Column("default", _("Default"), value=lambda one: declared.written(one.default)),
        Column("meaning", _("Meaning"), value=lambda one: _(one.meaning)),
        Column("off", _("Off means"), value=lambda one: _(one.off) if one.off else ""),
        Column("wanted", _("May be"), value=lambda one: declared.wanted),
        Column("by", _("Differs by"), value=lambda one: ", ".join(declared.differs_by)),
    )
    emit_card(line, columns)


def _columns() -> tuple[Column, ...]:
    return (
        Column("group", _("Group"), value=lambda one: _(one.group)),
        Column("name", _("Name")),
        Column("value", _("Value"), value=_all_of),
        Column("default", _("Default"), value=lambda one: one.declared.written(one.default)),
        Column("meaning", _("Meaning"), value=lambda one: _(one.meaning)),
    )


def _all_of(line: "SettingLine") -> str:
    """Write a value with those of classes, roles and people behind it: `30 (A 60, B off)`."""
    said: str = line.declared.written(line.value)
    own = [f"{part} {line.declared.written(value)}" for part, value in (*line.parts, *line.people)]
    return f"{said} ({', '.join(own)})" if own else said


def _as_dict(line: "SettingLine") -> dict[str, Any]:
    return {
        "name": line.name, "group": line.group, "kind": line.kind, "value": line.value, "default": line.default,
        "is_default": line.is_default, "unit": line.unit, "by": list(line.declared.differs_by), "own": dict(line.parts),
        "people": dict(line.people), "choices": line.choices, "meaning": _(line.meaning),
        "off": _(line.off) if line.off else None,
    }  # fmt: skip
