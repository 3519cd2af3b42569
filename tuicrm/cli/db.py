"""The database itself: what it is, whether it is sound, bringing it up to date."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from tuicrm.cli import desk
from tuicrm.cli.errors import FAILED
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsJson, form
from tuicrm.cli.output import Column, document, emit, emit_card, talk
from tuicrm.plain.language import _, ngettext

app = noun()


@app.command(help=_("Show which database it is and whether this program fits it. Nothing is changed."))
def info(ctx: typer.Context, json: AsJson = False) -> None:
    """Show what the database is."""
    said = desk.settings(ctx)
    from tuicrm.store.about import about
    from tuicrm.store.database import Database

    database = Database(said.database_url)
    try:
        facts = about(database)
    finally:
        database.close()
    columns = (
        Column("database", _("Database")),
        Column("said", _("Named by"), value=lambda _facts: said.origin("database_url")),
        Column("engine", _("Engine")),
        Column("version", _("Version")),
        Column("schema", _("Schema")),
        Column("revision", _("Migration")),
        Column("program_revision", _("Of this program")),
    )
    emit_card(facts, columns, form(json=json))


@app.command(help=_("Check that the records agree with each other. Nothing is changed."))
def check(
    ctx: typer.Context,
    limit: Annotated[int, typer.Option("--limit", min=1, help=_("At most so many of each kind of fault."))] = 20,
    json: AsJson = False,
) -> int:
    """Check the records; a fault ends with status 1."""
    at = desk.desk(ctx)
    from tuicrm.sales.invariants import Violation, violations

    found = at.read(violations, limit)

    def told(one: Violation) -> str:
        return _(one.says).format(what=one.what)

    columns = (
        Column("code", _("Fault"), value=lambda one: one.name),
        Column("kind", _("Kind")),
        Column("id", _("Id"), "right", lambda one: one.record_id),
        Column("told", _("What should hold"), value=told),
    )
    emit(found, columns, form(json=json))
    if not found:
        talk(_("All records agree."))
        return 0
    talk(ngettext("{n} fault.", "{n} faults.", len(found)).format(n=len(found)))
    if limit in Counter(one.name for one in found).values():
        talk(_("At most {n} of each kind are named; --limit names more.").format(n=limit))
    return FAILED


@app.command(help=_("Copy the whole database into a folder, while people work: tuicrm db backup /backups --keep 14"))
def backup(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=_("Where copies are kept."))],
    keep: Annotated[int, typer.Option("--keep", min=1, help=_("Clear older copies away but for so many."))] = 14,
    json: AsJson = False,
) -> None:
    """Copy the database; an administrator may."""
    at = desk.desk(ctx)
    from tuicrm.exchange.backup import back_up
    from tuicrm.sales import access

    at.read(access.may_back_up)
    made = back_up(at.database.url, folder, at.clock(), keep=keep)
    if json:
        document({"path": str(made.path), "bytes": made.size, "cleared": made.cleared})
    else:
        talk(_("{path}, {size} bytes.").format(path=made.path, size=made.size))


@app.command(help=_("Bring the database to this program's schema; a shared one needs an administrator."))
def upgrade(ctx: typer.Context) -> None:
    """Run the migrations that are missing."""
    said = desk.settings(ctx)
    from tuicrm.sales.upgrading import upgrade as run

    before, seat = run(said.database_url, said.user, beginning=desk.beginning(said))
    seat.database.close()
    if before == "current":
        talk(_("{where} is up to date.").format(where=seat.database.where))
    else:
        talk(_("{where} is up to date now.").format(where=seat.database.where))
