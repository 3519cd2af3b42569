"""`collaborators` and `credit` of `tuicrm project`, `collaborators` of `tuicrm customer`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, emit, talk
from tuicrm.cli.reading import day, name_of
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.store.database import Desk

Key = Annotated[list[str], typer.Argument(metavar="KEY...", help=_("An id, +short-name, name, or a unique part."))]
Add = Annotated[str | None, typer.Option("--add", metavar="USER", help=_("Let this colleague work along."))]
Remove = Annotated[str | None, typer.Option("--remove", metavar="USER", help=_("They work along no more."))]
Part = Annotated[str, typer.Option("--part", help=_("Their part: presales, delivery, ..."))]
Write = Annotated[bool, typer.Option("--write", help=_("They may write; else they read."))]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help=_("The last day; without it, for good."))]

HELPERS = (
    Column("id", _("Id"), "right", lambda one: one.user_id),
    Column("name", _("Name")),
    Column("part", _("Part")),
    Column("may_write", _("Writes")),
    Column("until_on", _("Until")),
    Column("is_over", _("Over")),
)
SHARES = (
    Column("id", _("Id"), "right", lambda one: one.user_id),
    Column("name", _("Name")),
    Column("share", _("Share"), "right", lambda one: one.share_ppm / 1_000_000),
)


def add_to(app: typer.Typer, kind: str) -> None:
    """Give a noun the verb `collaborators`."""

    @app.command("collaborators", help=_("Who works along: list, --add with part, --write and --until, --remove."))
    def collaborators(
        ctx: typer.Context,
        key: Key,
        add: Add = None,
        remove: Remove = None,
        part: Part = "",
        write: Write = False,
        until: Until = None,
        json: AsJson = False,
        csv: AsCsv = False,
        ids: AsIds = False,
        plain: AsPlain = False,
    ) -> None:
        """List, add or remove who works along."""
        from tuicrm.sales import people, projects

        at = desk(ctx)
        record_id = _record(at, kind, key)
        if add is not None:
            user = at.read(people.find, add)
            named: dict[str, Any] = {"part": part, "may_write": write, "until_on": day(until, "--until")}
            at.write(projects.add_helper, kind, record_id, user.id, **named)
            talk(_("{name} works along now.").format(name=user.name))
        if remove is not None:
            user = at.read(people.find, remove)
            at.write(projects.remove_helper, kind, record_id, user.id)
            talk(_("{name} works along no more.").format(name=user.name))
        found = at.read(projects.helpers, kind, record_id)
        if json or csv or ids or plain or (add is None and remove is None):
            emit(found, HELPERS, form(json=json, csv=csv, ids=ids, plain=plain), empty=_("Nobody works along."))


def credit(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="KEY... [USER:PERCENT...]", help=_("The project, then the shares: li:60."))
    ],
    holder: Annotated[bool, typer.Option("--holder", help=_("All of it is the holder's again."))] = False,
    json: AsJson = False,
    csv: AsCsv = False,
    plain: AsPlain = False,
) -> None:
    """Show or choose whose sale a project is: tuicrm project credit +acme-line-4 li:60 roth:40"""
    from tuicrm.sales import funnel, people

    at = desk(ctx)
    shares = [word for word in words if _is_share(word)]
    project_id = _record(at, "project", [word for word in words if not _is_share(word)])
    if shares or holder:
        wanted: dict[int, int] = {}
        for word in shares:
            user, _colon, percent = word.rpartition(":")
            wanted[at.read(people.find, user).id] = _ppm(percent)
        at.write(funnel.credit, project_id, tuple(wanted.items()))
    found = at.read(funnel.shares, project_id)
    emit(found.shares, SHARES, form(json=json, csv=csv, plain=plain), empty=_("Nobody holds it."))


def _is_share(word: str) -> bool:
    return ":" in word.strip(":") and word.rpartition(":")[2].rstrip("%").replace(".", "", 1).isdecimal()


def _ppm(percent: str) -> int:
    from decimal import Decimal

    return int(Decimal(percent.rstrip("%")) * 10_000)


def _record(at: "Desk", kind: str, words: list[str]) -> int:
    from tuicrm.sales import customers, projects

    if not words:
        raise typer.BadParameter(_("Say which one."), param_hint="KEY")
    found: Any = at.read(customers.find if kind == "customer" else projects.find, name_of(words))
    return int(found.id)
