"""`tuicrm import`: bring the records of another system in, by a mapping."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tuicrm.cli import output
from tuicrm.cli.desk import desk, is_remote
from tuicrm.cli.errors import FAILED, MISUSED
from tuicrm.cli.nouns import PLAIN
from tuicrm.cli.options import AsJson
from tuicrm.plain.language import _, ngettext

if TYPE_CHECKING:
    from tuicrm.exchange.importing import Plan, Progress
    from tuicrm.exchange.mapping import Mapping
    from tuicrm.exchange.report import Report

app = typer.Typer(**PLAIN)

Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH...", help=_("Tables (.csv, .tsv, .xlsx, .xls, .ods), or folders of them."))
]
Map = Annotated[
    str | None,
    typer.Option(
        "--map", metavar="NAME|FILE", help=_("The mapping: one that comes along (maven-crm, tuicrm), or a file.")
    ),
]
Propose = Annotated[
    bool, typer.Option("--propose", help=_("Print a mapping for these files to start from; --map FILE keeps it there."))
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=_("Say what would happen; nothing is changed."))]
OwnerFrom = Annotated[
    str | None,
    typer.Option(
        "--owner-from",
        metavar="projects",
        help=_("Give customers without an owner to the holder of their latest project; else they stay in the pool."),
    ),
]


@app.command("import", context_settings={"help_option_names": ["-h", "--help"]})
def import_(
    ctx: typer.Context,
    paths: Paths,
    map_: Map = None,
    propose: Propose = False,
    dry_run: DryRun = False,
    owner_from: OwnerFrom = None,
    json: AsJson = False,
) -> int:
    """Import files, rehearse it, or propose how; refused rows end with status 1."""
    if owner_from not in (None, "projects"):
        raise typer.BadParameter(_("Owners can come from: projects."), param_hint="--owner-from")
    if propose and map_ is not None and is_remote(ctx):
        raise typer.BadParameter(_("Nothing is written on this machine: leave --map out, and keep what is printed."))
    from tuicrm.exchange.mapping import MappingError
    from tuicrm.exchange.reading import NoTables

    try:
        if propose:
            return _propose(paths, map_, json)
        from tuicrm.exchange import importing

        seated = desk(ctx)
        plan = importing.plan(paths, _mapping(paths, map_, dry_run=dry_run, remote=is_remote(ctx)))
        with_owners = owner_from == "projects"
        with _Progress(plan) as progress:
            report = importing.bring_in(
                seated, plan, dry_run=dry_run, owner_from_projects=with_owners, progress=progress.show
            )
    except MappingError as error:
        for line in error.lines():
            output.talk(f"tuicrm: {line}")
        return MISUSED
    except NoTables as error:
        output.talk(f"tuicrm: {error}")
        return MISUSED
    return _tell(report, plan, json)


def _mapping(paths: list[Path], name: str | None, *, dry_run: bool, remote: bool) -> "Mapping":
    """Load the mapping that is named; else the one that comes along and knows all the files."""
    from tuicrm.exchange import loading

    if name is not None:
        return loading.load(name)
    if (found := loading.fitting(paths)) is not None:
        return found
    if dry_run:
        from tuicrm.exchange.proposal import proposed

        output.talk(_("No mapping fits: this is what a proposed one would do (--propose shows it)."))
        return proposed(paths)
    if remote:  # where the files lie here is nobody's business, and a mapping of one's own cannot be named from there
        said = _("No mapping that comes along fits. On the host itself one of your own can be named: --map my.toml")
        raise typer.BadParameter(said, param_hint="--map")
    given = " ".join(str(path) for path in paths)
    output.talk(_("A mapping says which column is what: tuicrm import {paths} --propose > my.toml").format(paths=given))
    raise typer.BadParameter(_("None fits these files. Name one with --map."), param_hint="--map")


def _propose(paths: list[Path], target: str | None, as_json: bool) -> int:
    from tuicrm.exchange.proposal import propose

    text = propose(paths)
    if target is not None:
        try:
            with Path(target).open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            output.talk(_("tuicrm: {file} is there already. Name another file.").format(file=target))
            return FAILED
        output.talk(_("Written to {file}. Read it, then: tuicrm import ... --map {file}").format(file=target))
    elif as_json:
        output.document({"mapping": text})
    else:
        output.say(text.rstrip("\n"))
    return 0


def _tell(report: "Report", plan: "Plan", as_json: bool) -> int:
    from tuicrm.cli import import_report

    if as_json:
        output.document(import_report.as_document(report, plan.mapping.label))
    else:
        import_report.tell(report)
    return FAILED if report.refused else 0


class _Progress:
    """A line on the terminal while it works; where it was stopped is said."""

    def __init__(self, plan: "Plan") -> None:
        self.plan = plan
        self.done = 0
        self.show: Progress = self._show

    def __enter__(self) -> "_Progress":
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        output.progress("")
        if kind is KeyboardInterrupt:
            said = ngettext(
                "Stopped after {n} row of {all}. What came in stays; the same command goes on from there.",
                "Stopped after {n} rows of {all}. What came in stays; the same command goes on from there.",
                self.done,
            )
            output.talk(said.format(n=self.done, all=self.plan.rows))

    def _show(self, done: int, all_: int) -> None:
        self.done = done
        output.progress(_("{done} of {all} rows").format(done=done, all=all_))
