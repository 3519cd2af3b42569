"""`tuicrm pool hand-out`, `why`, `territory`: new customers to people by rule, on record; who looks after what."""

from typing import Annotated, Any

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.errors import FAILED
from tuicrm.cli.keys import customer, customers_of
from tuicrm.cli.options import AsCsv, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, talk
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, listed


def hand_out(
    ctx: typer.Context,
    keys: Annotated[list[str], typer.Argument(metavar="KEY...", help=_("Customers of the pool; - reads ids."))],
    rule: Annotated[str, typer.Option("--rule", help=_("round_robin, least_loaded, source, region or industry"))] = "",
    json: AsJson = False,
) -> int:
    """Hand customers of the pool out."""
    from tuicrm.sales import pool
    from tuicrm.sales.pool.handing_out import RULES

    if rule and (rule not in RULES or rule == "pool"):
        raise typer.BadParameter(_("One of: {known}.").format(known=listed(list(RULES)[1:])), param_hint="--rule")
    at = desk(ctx)
    done = at.write(pool.hand_out_many, customers_of(at, keys), rule)
    if json:
        document([_as_dict(one) for one in done])
    else:
        for one in done:
            talk(_said(one))
    return 0 if all(one.chosen for one in done) else FAILED


def why(
    ctx: typer.Context,
    key: Annotated[
        list[str], typer.Argument(metavar="KEY", help=_("An id, phone, e-mail, domain, name, or a unique part of one."))
    ],
    json: AsJson = False,
) -> None:
    """Show to whom a customer was handed out, and why."""
    from tuicrm.sales import pool
    from tuicrm.sales.pool.handing_out import RULES, WHY

    at = desk(ctx)
    records = at.read(pool.record, customer(at, key))
    if json:
        document(
            [
                {
                    "at": one.at, "rule": one.rule, "chosen": one.chosen, "why": one.why, "seed": one.seed,
                    "by": one.by, "eligible": one.eligible,
                }
                for one in records
            ]
        )  # fmt: skip
        return
    columns = (
        Column("at", _("At")),
        Column("rule", _("Rule"), value=lambda one: _(RULES[one.rule])),
        Column("chosen", _("Chosen"), value=lambda one: one.chosen or _("nobody")),
        Column("why", _("Why"), value=lambda one: _(WHY[one.why])),
        Column(
            "eligible", _("Who could (room)"),
            value=lambda one: listed(f"{each.name} ({each.room})" for each in one.eligible),
        ),
        Column("seed", _("Seed"), "right"),
        Column("by", _("By")),
    )  # fmt: skip
    emit(records, columns, empty=_("It was never handed out."))


def territory(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[LOGIN KIND:VALUE]", help=_("As in: li source:website"))
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help=_("They look after it no more."))] = False,
    json: AsJson = False,
    csv: AsCsv = False,
    plain: AsPlain = False,
) -> None:
    """List, give or take who looks after which source, region or industry."""
    from tuicrm.sales import people, pool

    at = desk(ctx)
    if words and words[0] in ("list", "give"):  # as the help says it; nobody's login
        words = words[1:]
    if words:
        login, kind, value = words[0], *" ".join(words[1:]).partition(":")[::2]
        user_id = at.read(people.find, login).id
        known = [
            one
            for one in at.read(pool.territories_of)
            if one.user_id == user_id and (one.kind, one.value.casefold()) == (kind, value.strip().casefold())
        ]
        if remove and not known:
            said = _("{login} does not look after {value}.")
            raise typer.BadParameter(
                said.format(login=show(login), value=show(" ".join(words[1:]))), param_hint="KIND:VALUE"
            )
        if remove:
            at.write(pool.look_no_more, known[0].id)
        else:
            at.write(pool.look_after, user_id, kind, value)
    columns = (
        Column("id", _("Id"), "right"),
        Column("login", _("Login")),
        Column("name", _("Name")),
        Column("kind", _("Kind")),
        Column("value", _("Value")),
    )
    as_ = form(json=json, csv=csv, plain=plain)
    emit(at.read(pool.territories_of), columns, as_, empty=_("Nobody looks after anything in particular."))


def _said(one: Any) -> str:
    from tuicrm.sales.pool.handing_out import WHY

    if one.chosen is None:
        return f"{one.customer_id}: {_(WHY[one.why])}"
    return _("{name} went to {owner}: {why}.").format(
        name=show(one.held.name), owner=show(one.chosen), why=_(WHY[one.why])
    )


def _as_dict(one: Any) -> dict[str, object]:
    return {
        "id": one.customer_id, "rule": one.rule, "owner": one.chosen, "why": one.why, "seed": one.seed,
        "eligible": one.eligible,
    }  # fmt: skip
