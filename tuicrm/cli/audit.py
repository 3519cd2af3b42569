"""`tuicrm audit`: who changed what, and who read much at once."""

import json as json_module
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import PLAIN
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, emit
from tuicrm.cli.reading import day
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.sales.auditing.trail import TrailLine
    from tuicrm.store.database import Desk

app = typer.Typer(**PLAIN)

COLUMNS = (
    Column("id", _("Id"), "right"),
    Column("at", _("Time")),
    Column("login", _("Who")),
    Column("through", _("Through")),
    Column("rule", _("Act")),
    Column("kind", _("Record")),
    Column("record_id", _("Number"), "right"),
    Column("what", _("What")),
    Column("changed", _("From and to"), value=lambda row: _changed(row.facts, row.personal)),
)
TRAIL = (
    *COLUMNS[:-1],
    Column("detail", _("How")),
    Column("changed", _("From and to"), value=lambda row: _pairs(row)),
)
READS = (
    Column("id", _("Id"), "right"),
    Column("at", _("Time")),
    Column("login", _("Who")),
    Column("what", _("What")),
    Column("kind", _("Record")),
    Column("record_id", _("Number"), "right"),
    Column("count", _("How many"), "right"),
    Column("detail", _("How")),
)


@app.command(context_settings={"help_option_names": ["-h", "--help"]})
def audit(
    ctx: typer.Context,
    record: Annotated[
        str | None,
        typer.Option("--record", metavar="KIND[:KEY]", help=_("Such as customer:Acme, project:12, user:li, or stage.")),
    ] = None,
    who: Annotated[str | None, typer.Option("--who", metavar="LOGIN", help=_("What one person did."))] = None,
    act: Annotated[
        str | None, typer.Option("--act", metavar="RULE", help=_("An act or its beginning: pool.claim, or pool."))
    ] = None,
    from_: Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("From this day on."))] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("Up to this day, it included."))] = None,
    read: Annotated[bool, typer.Option("--read", help=_("What was read in bulk instead of what was changed."))] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help=_("At most so many lines."))] = 100,
    before: Annotated[int | None, typer.Option("--before", metavar="ID", help=_("The page before this line."))] = None,
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """List the audit trail, the newest first; of one customer, project or person to whoever may see it."""
    from tuicrm.sales import auditing, people, trails
    from tuicrm.store.schema import metadata

    at = desk(ctx)
    user_id = at.read(people.find, who).id if who else None
    from_on, to_on = day(from_, "--from"), day(to, "--to")
    shown = form(json=json, csv=csv, ids=ids, plain=plain)
    if read:
        found = at.read(auditing.reads, user_id, from_on=from_on, limit=limit)
        emit(found, READS, shown, empty=_("Nothing was read in bulk."))
        return
    kind, _colon, number = (record or "").partition(":")
    if kind in trails.KINDS and number and user_id is None and act is None:
        trail = at.read(
            trails.of_record, kind, _meant(at, kind, number), from_on=from_on, to_on=to_on, before=before, limit=limit
        )  # fmt: skip
        emit(trail, TRAIL, shown, empty=_("No line fits."))
        return
    if kind and kind not in metadata().tables:
        said = _("There is no {kind} to look at. Write it as customer:Acme, project:12, user:li, or stage.")
        raise typer.BadParameter(said.format(kind=kind), param_hint="--record")
    if number and not number.isdigit():
        raise typer.BadParameter(_("Write it as customer:12."), param_hint="--record")
    query = auditing.AuditQuery(
        user_id, kind or None, int(number) if number else None, act, from_on, to_on, before, limit
    )  # fmt: skip
    emit(at.read(auditing.lines, query), COLUMNS, shown, empty=_("No line fits."))


def _meant(at: "Desk", kind: str, key: str) -> int:
    from tuicrm.sales import customers, people, projects

    finds: dict[str, Any] = {"customer": customers.find, "project": projects.find, "user": people.find}
    return int(at.read(finds[kind], key).id)


def _pairs(line: "TrailLine") -> str:
    values = {one.name: [one.old, one.new] for one in line.fields}
    return json_module.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _changed(facts: object, personal: object) -> str:
    values = {**dict(facts or {}), **dict(personal or {})}  # type: ignore[call-overload]
    return json_module.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
