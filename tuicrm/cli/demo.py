"""`tuicrm demo`: the screens on a throw-away copy of a made-up company, or of one's own export."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tuicrm.cli import output
from tuicrm.cli.desk import beginning, settings
from tuicrm.cli.nouns import PLAIN
from tuicrm.plain import throwaway
from tuicrm.plain.language import N_, _

if TYPE_CHECKING:
    from tuicrm.plain.settings import Settings

app = typer.Typer(**PLAIN)
FIRST = "li"
COPIES = "tuicrm-demo-"
MISUSED = 2

As = Annotated[str | None, typer.Option("--as", metavar="NAME", help=_("Whose screens: Li Wei, or any of its people."))]
Share = Annotated[bool, typer.Option("--share", help=_("Keep one copy, so that several windows work on it."))]
New = Annotated[bool, typer.Option("--new", help=_("Begin the shared copy anew."))]
From = Annotated[
    list[Path] | None, typer.Option("--from", metavar="PATH", help=_("Your own export instead of the company."))
]
Map = Annotated[str | None, typer.Option("--map", metavar="NAME|FILE", help=_("The mapping for --from."))]
ShowPath = Annotated[bool, typer.Option("--path", help=_("Only print the shared copy's file, for scripts."))]
NoOpen = Annotated[bool, typer.Option("--no-open", help=_("Make it ready, but open no screens."))]

NEXT = (
    ("tuicrm demo --from FILE", N_("your export on a throw-away copy")),
    ("tuicrm import FILE --dry-run", N_("what would be taken over, without writing")),
    ("tuicrm", N_("begin empty")),
)


@app.command(context_settings={"help_option_names": ["-h", "--help"]})
def demo(
    ctx: typer.Context,
    as_: As = None,
    share: Share = False,
    new: New = False,
    from_: From = None,
    map_: Map = None,
    path: ShowPath = False,
    no_open: NoOpen = False,
) -> int:
    """Open the screens on a company of which nothing is yours."""
    said = settings(ctx)
    if not (path or no_open) and not (sys.stdin.isatty() and sys.stdout.isatty()):
        ctx.fail(_("The screens need a terminal, and this is none that can move its cursor."))
    if from_:
        return _own(said, from_, map_, opens=not no_open)
    from tuicrm.plain.settings import dirs
    from tuicrm.sample import shelf

    login = shelf.login_of(as_ or FIRST, said.lang)
    if login is None:
        known = ", ".join(shelf.logins(said.lang))
        raise typer.BadParameter(
            _("Nobody of that name works there: {name}. There are: {logins}.").format(name=as_, logins=known),
            param_hint="--as",
        )
    now, folder = datetime.now(UTC), dirs().cache
    source = shelf.kept(folder, said.lang, now, _tell_making)
    if not (share or path or no_open):
        with throwaway.folder(COPIES) as place:
            copied = replace(said, database_url=shelf.copy(source, place / "demo.db", now), user=login)
            return _open(copied, shelf.company(said.lang) if login == shelf.login_of(FIRST, said.lang) else None)
    shared = folder / f"shared-{said.lang}.db"
    if new:
        for old in folder.glob(f"{shared.name}*"):
            old.unlink(missing_ok=True)
    url = f"sqlite:///{shared.as_posix()}" if shared.exists() else shelf.copy(source, shared, now)
    if path:
        output.say(str(shared))
        return 0
    output.talk(_("Further windows: tuicrm --db {url} --user NAME").format(url=url))
    return 0 if no_open else _open(replace(said, database_url=url, user=login))


def _tell_making() -> None:
    output.talk(_("Making a sample company (once a day, 5 s). Nothing of yours is touched."))


def _open(said: "Settings", company: str | None = None) -> int:
    """Open the screens, with the tour of a company if one is named; at the end say how to go on."""
    from tuicrm.app import run
    from tuicrm.widgets.tour import Tour

    status = run(said, tour=Tour(company) if company else None)
    if status == 0:
        output.talk(_("Next: your own."))
        for line, words in NEXT:
            output.talk(f"  {line:<30}# {_(words)}")
    return status


def _own(said: "Settings", paths: list[Path], mapping: str | None, *, opens: bool) -> int:
    """Bring the user's own files into a copy that is thrown away at the end."""
    from tuicrm.cli import import_report
    from tuicrm.exchange import importing, loading
    from tuicrm.exchange.mapping import MappingError
    from tuicrm.exchange.proposal import proposed
    from tuicrm.exchange.reading import NoTables
    from tuicrm.sales.opening import sit_down

    try:
        chosen = loading.load(mapping) if mapping else loading.fitting(paths)
        if chosen is None:
            output.talk(_("No mapping fits: the columns are read as their names propose. --map names a better one."))
            chosen = proposed(paths)
        plan = importing.plan(paths, chosen)
    except MappingError as error:
        for line in error.lines():
            output.talk(f"tuicrm: {line}")
        return MISUSED
    except NoTables as error:
        output.talk(f"tuicrm: {error}")
        return MISUSED
    with throwaway.folder(COPIES) as place:
        url = f"sqlite:///{(place / 'demo.db').as_posix()}"
        output.talk(_("Reading your files into a copy that is thrown away at the end."))
        seat = sit_down(url, said.user, beginning=beginning(said))
        try:
            report = importing.bring_in(seat.desk, plan, progress=_show_progress)
        finally:
            output.progress("")
            seat.database.close()
        import_report.tell(report)
        return _open(replace(said, database_url=url)) if opens else 0


def _show_progress(done: int, all_: int) -> None:
    output.progress(_("{done} of {all} rows").format(done=done, all=all_))
