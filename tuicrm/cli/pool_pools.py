"""`tuicrm pool pools`, `open`, `close`, `put`: several pools, a team's or a region's."""

from typing import TYPE_CHECKING, Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.keys import customers_of
from tuicrm.cli.options import AsCsv, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, talk
from tuicrm.plain.clean import show
from tuicrm.plain.language import NP_, _

if TYPE_CHECKING:
    from tuicrm.sales.pool.several import OnePool
    from tuicrm.store.database import Desk

Name = Annotated[str, typer.Argument(metavar="NAME", help=_("The name of the pool."))]


def pools(ctx: typer.Context, json: AsJson = False, csv: AsCsv = False, plain: AsPlain = False) -> None:
    """List the pools."""
    from tuicrm.sales import pool

    columns = (
        Column("id", _("Id"), "right"),
        Column("name", _("Name")),
        Column("team", _(NP_("people", "Team"))),
        Column("region", _("Region")),
        Column("free", _("Free now"), "right"),
        Column("held", _("Held"), "right"),
    )
    emit(desk(ctx).read(pool.pools_of), columns, form(json=json, csv=csv, plain=plain), empty="")


def open_(
    ctx: typer.Context,
    name: Name,
    team: Annotated[str, typer.Option("--team", help=_("Only its people and managers claim from it."))] = "",
    region: Annotated[str, typer.Option("--region", help=_("New customers of this region lie in it."))] = "",
    json: AsJson = False,
) -> None:
    """Open a pool."""
    from tuicrm.sales import pool

    pool_id = desk(ctx).write(pool.open_pool, name, team, region)
    if json:
        document({"id": pool_id})
    else:
        talk(_("The pool {name} is open.").format(name=show(name)))


def close(ctx: typer.Context, name: Name, json: AsJson = False) -> None:
    """Close a pool."""
    from tuicrm.sales import pool

    at = desk(ctx)
    one = _named(at, name)
    at.write(pool.close_pool, one.id)
    if json:
        document({"id": one.id})
    else:
        talk(_("The pool {name} is closed.").format(name=show(one.name)))


def put(
    ctx: typer.Context,
    keys: Annotated[
        list[str],
        typer.Argument(metavar="KEY...", help=_("One customer; or several ids; or - for ids on standard input.")),
    ],
    into: Annotated[str, typer.Option("--in", metavar="NAME", help=_("To which pool they belong from now on."))],
    json: AsJson = False,
) -> None:
    """Let customers belong to another pool."""
    from tuicrm.sales import pool
    from tuicrm.sales.pool.words import put_in_words

    at = desk(ctx)
    one = _named(at, into)
    moved = at.write(pool.put, customers_of(at, keys), one.id)
    if json:
        document({"pool": one.name, "moved": moved})
        return
    talk(put_in_words(moved, one.name))


def _named(at: "Desk", name: str) -> "OnePool":
    from tuicrm.plain.names import folded
    from tuicrm.sales import pool
    from tuicrm.store.errors import NotFound

    for one in at.read(pool.pools_of):
        if folded(one.name) == folded(name) or str(one.id) == name:
            return one
    raise NotFound("pool", name)
