"""`tuicrm customer class`: of which class a customer is and why; by hand, or all by the team's rule."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.keys import customer, customers_of
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, talk
from tuicrm.plain.language import _, ngettext


def class_(
    ctx: typer.Context,
    key: Annotated[list[str] | None, typer.Argument(metavar="KEY", help=_("One customer; or several ids."))] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="CLASS", help=_("Give this class by hand; an empty one takes it away.")),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help=_("Why, in your words."))] = "",
    rule: Annotated[bool, typer.Option("--rule", help=_("Compute all classes by the team's rule."))] = False,
    by_hand_too: Annotated[bool, typer.Option("--by-hand-too", help=_("Also those given by hand."))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Change nothing."))] = False,
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """Show or give classes."""
    from tuicrm.sales import customers

    at, as_ = desk(ctx), form(json=json, csv=csv, ids=ids, plain=plain)
    if rule:
        _rule(at, as_, by_hand_too=by_hand_too, dry_run=dry_run)
        return
    if not key:
        raise typer.BadParameter(_("Say which customer, or --rule for all."), param_hint="KEY")
    if to is None:
        emit(at.read(customers.scores, [customer(at, key)]), _columns(), as_)
        return
    wanted = customers_of(at, key)
    done = at.write(customers.classify, wanted, to, reason)
    if json:
        document({"ids": wanted, "class": to.upper() or None, "changed": done})
    else:
        talk(ngettext("{n} customer changed.", "{n} customers changed.", done).format(n=done))


def _rule(at: Any, as_: Any, *, by_hand_too: bool, dry_run: bool) -> None:
    from tuicrm.sales import customers

    if dry_run:
        rows = [
            one for one in at.read(customers.scores) if one.class_key != one.was and (by_hand_too or not one.is_by_hand)
        ]
    else:
        done = at.write(customers.score, by_hand_too=by_hand_too)
        rows = list(done.changed)
        while done.more:
            done = at.write(customers.score, done.after, by_hand_too=by_hand_too)
            rows += done.changed
    emit(rows, _columns(), as_)
    if dry_run:
        talk(ngettext("{n} class differs.", "{n} classes differ.", len(rows)).format(n=len(rows)))
    else:
        talk(ngettext("{n} customer changed.", "{n} customers changed.", len(rows)).format(n=len(rows)))


def _columns() -> tuple[Column, ...]:
    from tuicrm.sales.customers.classing import FACTORS

    return (
        Column("id", _("Id"), "right", value=lambda one: one.customer_id),
        Column("name", _("Customer")),
        Column("class", _("Class"), value=lambda one: one.was),
        Column("class_by_rule", _("By rule"), value=lambda one: one.class_key),
        Column("is_by_hand", _("By hand")),
        Column("points", _("Points"), "right"),
        *(Column(name, _(word), "right", value=_points(name)) for name, word in FACTORS.items()),
    )


def _points(factor: str) -> Callable[[Any], int]:
    return lambda one: int(one.of[factor])
