"""`tuicrm agenda export` and `import`: calendars of other programs, in and out."""

import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.output import document, talk
from tuicrm.cli.reading import day
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, ngettext

if TYPE_CHECKING:
    from tuicrm.exchange.ical_reading import CalendarFile

EVERY = 60.0


def add_to(app: typer.Typer) -> None:
    """Put these commands beside the others of the noun."""
    app.command(help=_("Write a calendar for other programs: tuicrm agenda export --ics --out li.ics"))(export)
    app.command("import", help=_("Take in a calendar of another program; what is known by its UID is updated."))(
        import_
    )


def export(
    ctx: typer.Context,
    ics: Annotated[bool, typer.Option("--ics", help=_("iCalendar, the form of calendar programs."))] = True,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=_("Where to; else standard output."))
    ] = None,
    who: Annotated[str | None, typer.Option("--who", metavar="LOGIN", help=_("A colleague's agenda."))] = None,
    project: Annotated[str | None, typer.Option("--project", help=_("A project's plan, not a person's."))] = None,
    from_: Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("The first day."))] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("The last day, included."))] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help=_("Keep the file current, minute by minute, until it is stopped."))
    ] = False,
) -> None:
    """Write a calendar. A file is replaced as a whole, and only when something is new."""
    from tuicrm.exchange.ical_writing import write_calendar
    from tuicrm.sales import calendars, people, projects

    if watch and out is None:
        raise typer.BadParameter(_("--watch keeps a file current: name it with --out."), param_hint="--watch")
    at = desk(ctx)
    user_id = at.read(people.find, who).id if who else None
    project_id = at.read(projects.find, project).id if project else None
    first, last = day(from_, "--from"), day(to, "--to")
    while True:
        given = at.read(calendars.entries, user_id=user_id, project_id=project_id, from_on=first, to_on=last)
        data = write_calendar(given, at.clock().replace(microsecond=0))
        if out is None:
            sys.stdout.write(data.decode())
            return
        if _replace(out, data):
            said = ngettext("{count} entry in {file}", "{count} entries in {file}", len(given.entries))
            talk(said.format(count=len(given.entries), file=out))
        if not watch:
            return
        time.sleep(EVERY)


def import_(
    ctx: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", exists=True, dir_okay=False, help=_("Calendar files (.ics)."))
    ],
    customer: Annotated[
        str | None, typer.Option("--customer", help=_("For whom, where no e-mail and no name in it says it."))
    ] = None,
    project: Annotated[str | None, typer.Option("--project", help=_("For which project."))] = None,
    past: Annotated[bool, typer.Option("--past", help=_("With what is over."))] = False,
    json: Annotated[bool, typer.Option("--json", help=_("One JSON document for scripts."))] = False,
) -> None:
    """Take in calendars; ends with 1 where anything was refused or could not be read."""
    from tuicrm.exchange.ical_reading import read_calendar
    from tuicrm.sales import customers, projects
    from tuicrm.sales.people import me as who_am_i

    at = desk(ctx)
    customer_id = at.read(customers.find, customer).id if customer else None
    project_id = at.read(projects.find, project).id if project else None
    zone = at.read(who_am_i).home.zone
    reports = []
    for path in files:
        read = read_calendar(path.read_bytes(), zone)
        counted, refused = _take(ctx, read, customer_id, project_id, past=past)
        reports.append(
            {
                "file": str(path), "calendars": read.calendars, "entries": len(read.entries), **counted,
                "refused": refused, "troubles": [asdict(one) for one in read.troubles],
            }
        )  # fmt: skip
    if json:
        document(reports)
    else:
        for report in reports:
            _tell(report)
    if any(report["refused"] or report["troubles"] for report in reports):
        raise typer.Exit(1)


def _take(
    ctx: typer.Context, read: "CalendarFile", customer_id: int | None, project_id: int | None, *, past: bool
) -> tuple[dict[str, int], list[dict[str, object]]]:
    from tuicrm.sales import calendars
    from tuicrm.sales.wording import words
    from tuicrm.store.errors import Refused

    counted = Counter({"made": 0, "changed": 0, "same": 0, "older": 0, "called_off": 0, "over": 0})
    refused: list[dict[str, object]] = []
    for entry in read.entries:
        try:
            taken = desk(ctx).write(
                calendars.take, entry, customer_id=customer_id, project_id=project_id, with_past=past
            )
            counted[taken.what] += 1
        except Refused as error:
            if error.code == "over":
                counted["over"] += 1
            else:
                refused.append({"line": entry.line, "summary": entry.summary, "reason": words(error)})
    return dict(counted), refused


def _tell(report: dict[str, object]) -> None:
    said = _("{file}: {made} new, {changed} changed, {same} as they were, {over} over").format(
        file=show(str(report["file"])), made=report["made"], changed=report["changed"], same=report["same"],
        over=report["over"],
    )  # fmt: skip
    talk(said)
    if report["older"] or report["called_off"]:
        talk(_("  {older} older than what is here, {off} called off").format(
            older=report["older"], off=report["called_off"]
        ))  # fmt: skip
    seen = sum(int(str(report[name])) for name in ("made", "changed", "same", "over", "older", "called_off"))
    if not (seen or report["troubles"] or report["refused"]):
        talk(_("  There is no entry in it."))
    for one in (*_lines(report["troubles"], "what"), *_lines(report["refused"], "reason")):
        talk(one)


def _lines(found: object, key: str) -> list[str]:
    rows = found if isinstance(found, list) else []
    return [_("  line {line}: {what}").format(line=row["line"], what=show(str(row[key]))) for row in rows]


def _replace(path: Path, data: bytes) -> bool:
    """Write a file as a whole where it differs; a program that reads it meanwhile sees the old one or the new one."""
    if path.exists() and path.read_bytes() == data:
        return False
    handle, name = tempfile.mkstemp(dir=path.resolve().parent, prefix=f".{path.name}")
    try:
        with open(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o600)
        os.replace(name, path)
    except OSError:
        os.unlink(name)
        raise
    return True
