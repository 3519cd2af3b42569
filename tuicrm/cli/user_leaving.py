"""`tuicrm user leave`: somebody leaves in one act, looked at before it is done."""

from typing import TYPE_CHECKING, Annotated

import typer

from tuicrm.cli.desk import desk, settings
from tuicrm.cli.options import AsJson
from tuicrm.cli.output import document, talk
from tuicrm.cli.reading import day, name_of
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, ngettext

if TYPE_CHECKING:
    from tuicrm.sales.departing import Departure

Key = Annotated[list[str], typer.Argument(metavar="KEY", help=_("A login, a name or an id."))]


def leave(
    ctx: typer.Context,
    key: Key,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("The last day; today by default."))] = None,
    to: Annotated[str, typer.Option("--to", metavar="USER,...", help=_("Who gets what they hold."))] = "",
    pool: Annotated[bool, typer.Option("--pool", help=_("Customers without an open project go to the pool."))] = False,
    split: Annotated[
        str, typer.Option("--split", metavar="RULE", help=_("How several share: even, load, product, region."))
    ] = "even",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Say what would happen; nothing changes."))] = False,
    json: AsJson = False,
) -> None:
    """Let somebody leave: hand over, close every way in, note the last day."""
    from tuicrm.sales import departing, people

    at = desk(ctx)
    user = at.read(people.find, name_of(key))
    receivers = tuple(at.read(people.find, each).id for each in to.split(",") if each.strip())
    going = departing.Going(receivers, pool, split, day(on, "--on"))
    if dry_run:
        done = at.read(departing.departing, user.id, going)
    else:
        done = at.write(departing.depart, user.id, going)
        _forget_drafts(ctx, done.login)
    if json:
        document(done)
    else:
        _tell(done, dry_run=dry_run)


def _forget_drafts(ctx: typer.Context, login: str) -> None:
    from tuicrm.plain.drafts import Drafts
    from tuicrm.plain.settings import dirs, without_password

    kept = Drafts(dirs().state / "drafts")
    for draft in kept.list(without_password(settings(ctx).database_url), login):
        kept.discard(draft.key)


def _tell(done: "Departure", *, dry_run: bool) -> None:
    name = show(done.name)
    if dry_run:
        said = _("{name} would leave, last day {day}. Nothing was changed.")
        talk(said.format(name=name, day=done.left_on.isoformat()))
    else:
        talk(_("{name}: the last day is {day}.").format(name=name, day=done.left_on.isoformat()))
    for part in done.parts:
        said = _("  {to}: customers {customers}, projects {projects}, of them open {open}")
        talk(said.format(to=show(part.to), customers=part.customers, projects=part.projects, open=part.open_projects))
    if done.pooled:
        said = ngettext("  {n} customer goes to the pool", "  {n} customers go to the pool", done.pooled)
        talk(said.format(n=done.pooled))
    if done.keys or done.passes or done.windows:
        said = _("  closed: keys {keys}, words and links {passes}, windows {windows}")
        talk(said.format(keys=done.keys, passes=done.passes, windows=done.windows))
    if done.is_ahead:
        talk(_("  keys, words, links and windows close by themselves when that day is over"))
    for one in done.asked:
        said = _("  asked for, not decided: {project} to {stage}, now {who}")
        talk(said.format(project=show(one.project), stage=show(one.to_stage), who=show(one.to or _("nobody"))))
    for one in done.to_decide:
        said = _("  waits for a decision: {project} to {stage}, now {who}")
        talk(said.format(project=show(one.project), stage=show(one.to_stage), who=show(one.to or _("a manager"))))
    for read in done.reads:
        said = _("  read in bulk: {at}, {count} of {what}")
        talk(said.format(at=f"{read.at:%Y-%m-%d %H:%M}", count=read.count, what=show(read.kind or read.what)))
