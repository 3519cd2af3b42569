"""`tuicrm customer tag`, `tags`, `need`, `needs`: words that the team puts on customers, and what they want."""

from typing import TYPE_CHECKING, Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.errors import FAILED
from tuicrm.cli.keys import customer, customers_of
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, talk
from tuicrm.cli.reading import name_of
from tuicrm.cli.spoken import Spoken
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, ngettext

if TYPE_CHECKING:
    from tuicrm.sales.tags import Tagged

app = noun(Spoken)

NEED_STATES = {"asked": N_("asked for"), "met": N_("met"), "lost": N_("lost for it"), "none": ""}
"""Where a need of a customer stands -> its word."""
Keys = Annotated[
    list[str], typer.Argument(metavar="KEY...", help=_("One customer; or several ids; or - for ids on standard input."))
]


@app.command(help=_("Put a tag on customers, or take it off: tuicrm customer tag Acme --tag vip"))
def tag(
    ctx: typer.Context,
    key: Keys,
    tag: Annotated[list[str], typer.Option("--tag", help=_("The tag; a new one is made. More than once for several."))],
    off: Annotated[bool, typer.Option("--off", help=_("Take it off."))] = False,
    json: AsJson = False,
) -> None:
    """Tag customers."""
    from tuicrm.sales import tags

    at = desk(ctx)
    ids = tuple(customers_of(at, key))
    done = [at.write(tags.tag, ids, one, is_on=not off) for one in tag]
    if json:
        document(done[0] if len(done) == 1 else done)
    else:
        for one in done:
            talk(_said(one, off=off))
    if left := done[-1].left:
        talk(_("{n} are not yours to change: {ids}.").format(n=len(left), ids=", ".join(map(str, left))))
        raise typer.Exit(FAILED)


def _said(done: "Tagged", *, off: bool) -> str:
    n = len(done.ids)
    said = (
        ngettext("{tag}: taken off {n} customer.", "{tag}: taken off {n} customers.", n)
        if off
        else ngettext("{tag}: put on {n} customer.", "{tag}: put on {n} customers.", n)
    )
    return said.format(tag=show(done.tag), n=n)


@app.command("tags", help=_("List the tags, with how many customers have each."))
def tags_(
    ctx: typer.Context, json: AsJson = False, csv: AsCsv = False, ids: AsIds = False, plain: AsPlain = False
) -> None:
    """List tags."""
    from tuicrm.sales import tags

    columns = (
        Column("id", _("Id"), "right"),
        Column("key", _("Key")),
        Column("name", _("Tag")),
        Column("customers", _("Customers"), "right"),
    )
    as_ = form(json=json, csv=csv, ids=ids, plain=plain)
    emit(desk(ctx).read(tags.listed), columns, as_, empty=_("No tag yet."))


@app.command(help=_("Say what a customer wants: tuicrm customer need Acme --need speed --state met"))
def need(
    ctx: typer.Context,
    key: Keys,
    need: Annotated[str, typer.Option("--need", help=_("An entry of the list: see `tuicrm customer needs`."))],
    state: Annotated[str, typer.Option("--state", help=_("asked, met, lost (for it) or none"))] = "asked",
    json: AsJson = False,
) -> None:
    """Set a need of a customer."""
    from tuicrm.sales import needs

    at = desk(ctx)
    done = at.write(needs.set_need, customer(at, key), need, state)
    if json:
        document(done)
    elif done is None:
        talk(_("{need} is no need of theirs.").format(need=show(need)))
    else:
        talk(_("{need}: {state}.").format(need=show(done.name), state=_(NEED_STATES[done.state])))


@app.command(
    "needs",
    help=_(
        "List the team's needs with how many asked, have them met, were lost; --add, --edit, --away change the list."
    ),
)
def needs_(
    ctx: typer.Context,
    add: Annotated[list[str] | None, typer.Option("--add", help=_("A new entry of the list."))] = None,
    edit: Annotated[str, typer.Option("--edit", help=_("The entry to change."))] = "",
    name: Annotated[str, typer.Option("--name", help=_("Its new name."))] = "",
    place: Annotated[int, typer.Option("--place", min=0, help=_("Its place in the list; 1 is the first."))] = 0,
    away: Annotated[str, typer.Option("--away", help=_("Take an entry off the list."))] = "",
    json: AsJson = False,
    csv: AsCsv = False,
    plain: AsPlain = False,
) -> None:
    """List, add, change needs or set them aside."""
    from tuicrm.sales import needs

    at = desk(ctx)
    if add:
        made = at.write(needs.add, name_of(add))
        if json:
            document(made)
        else:
            talk(_("{name} is on the list of needs now.").format(name=show(made.name)))
        return
    if edit or away:
        if edit and not name and not place:
            raise typer.BadParameter(_("Say what to change: --name or --place."), param_hint="--edit")
        made = at.write(needs.edit, edit, name, place) if edit else at.write(needs.set_aside, away)
        said = _("{name} is changed.") if edit else _("{name} is set aside.")
        document(made) if json else talk(said.format(name=show(made.name)))
        return
    columns = (
        Column("id", _("Id"), "right"),
        Column("name", _("Need")),
        Column("asked", _("Asked"), "right"),
        Column("met", _("Met"), "right"),
        Column("lost", _("Lost for it"), "right"),
    )
    emit(at.read(needs.listed), columns, form(json=json, csv=csv, plain=plain), empty=_("The list of needs is empty."))
