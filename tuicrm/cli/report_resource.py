"""`tuicrm report resource` and `report fairness`: how customers are used, and how evenly they were handed out."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

from tuicrm.cli.output import Column, Form, document, emit, say, talk
from tuicrm.cli.reading import day, money
from tuicrm.plain import formats
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.store.database import Desk


def print_resource(at: "Desk", by: str, as_: Form) -> None:
    """Print the use of the resource by one dimension, by quarter, and what idle ones brought."""
    from tuicrm.sales import pool
    from tuicrm.sales.pool.using import USES

    found = at.read(pool.resource, by or "class")
    if as_ == "json":
        document(
            {
                "by": [found.by], "silent_days": found.silent_days, "currency": found.currency,
                "rows": [_part(one) for one in found.parts], "total": _part(found.total),
                "quarters": [
                    {
                        "quarter": one.quarter, "customers": one.known, "used": one.used,
                        "share": None if one.share is None else round(one.share, 6), "came": one.came,
                        "untouched": one.untouched, "first_use_days": one.first_use_days,
                    }
                    for one in found.quarters
                ],
                "woken": [
                    {
                        "class": one.class_key, "customers": one.woken, "bought": one.bought,
                        "profit": money(one.profit_minor, found.currency),
                        "each": money(one.each_minor, found.currency), "unknown": one.unknown,
                    }
                    for one in found.woken
                ],
            }
        )  # fmt: skip
        return
    columns = [
        Column(found.by, _("By"), value=lambda one: one.key or "-"),
        Column("total", _("All"), "right"),
        Column("used", _("In use"), "right", value=lambda one: formats.percent(one.used)),
        *(Column(name, _(word), "right", value=_number(name)) for name, word in USES.items()),
    ]
    emit([*found.parts, found.total], columns, as_, empty=_("Nothing to count."))
    if as_ != "table":
        return
    say("")
    quarters = (
        Column("quarter", _("Quarter")),
        Column("known", _("Customers"), "right"),
        Column("used", _("Used"), "right"),
        Column("share", _("Share"), "right", value=lambda one: "" if one.share is None else formats.percent(one.share)),
        Column("came", _("New"), "right"),
        Column("untouched", _("Untouched"), "right"),
        Column("first_use_days", _("Days to first use"), "right"),
    )
    emit(found.quarters, quarters, as_)
    for one in found.woken:
        each = _("not known") if one.each_minor is None else formats.money(one.each_minor, found.currency)
        talk(
            _("Idle ones of class {class_key} that were worked on: {n}, they brought {money} each.").format(
                class_key=one.class_key or "-", n=one.woken, money=each
            )
        )


def print_fairness(at: "Desk", from_: str | None, to: str | None, as_: Form) -> None:
    """Print what each person was given against an even hand-out."""
    from tuicrm.sales import pool

    found = at.read(pool.fairness, day(from_, "--from"), day(to, "--to"))
    if as_ == "json":
        people: list[dict[str, Any]] = [
            {
                "person": one.name, "days": one.days, "given": one.given, "taken": one.taken,
                "expected": money(one.expected_minor, found.currency), "even": money(one.even_minor, found.currency),
                "difference": money(one.difference_minor, found.currency), "by": one.by,
            }
            for one in found.people
        ]  # fmt: skip
        document({"from": found.from_on, "to": found.to_on, "currency": found.currency, "people": people})
        return

    def amount(name: str) -> Any:
        return lambda one: money(getattr(one, f"{name}_minor"), found.currency)

    columns = (
        Column("person", _("Person"), value=lambda one: one.name),
        Column("days", _("Days"), "right"),
        Column("given", _("Given"), "right"),
        Column("taken", _("Claimed"), "right"),
        Column("expected", _("Expected value"), "right", amount("expected"), money=True),
        Column("even", _("Even hand-out"), "right", amount("even"), money=True),
        Column("difference", _("Difference"), "right", amount("difference"), money=True),
    )
    emit(found.people, columns, as_, empty=_("Nobody sold in this time."))


def print_credit(at: "Desk", from_: str | None, to: str | None, as_: Form) -> None:
    """Print what came of the customers that each person entered."""
    from tuicrm.sales import pool

    found = at.read(pool.inquiry_credit, day(from_, "--from"), day(to, "--to"))
    columns = (
        Column("person", _("Person"), value=lambda one: one.name),
        Column("inquiries", _("Inquiries"), "right"),
        Column("customers", _("New customers"), "right"),
        Column("projects", _("Projects"), "right"),
        Column("bought", _("Bought"), "right"),
        Column("profit", _("Profit"), "right", lambda one: money(one.profit_minor, found.currency), money=True),
    )
    if as_ == "json":
        people = [{column.name: column.of(one) for column in columns} for one in found.people]
        document({"from": found.from_on, "to": found.to_on, "currency": found.currency, "people": people})
        return
    emit(found.people, columns, as_, empty=_("Nobody entered anybody in this time."))


def _number(use: str) -> Callable[[Any], int]:
    return lambda one: int(one.of[use])


def _part(one: Any) -> dict[str, Any]:
    return {"key": [one.key], "total": one.total, "used": round(one.used, 6), **one.of}


def refuse_where(where: str) -> None:
    """Refuse a filter: these reports have none."""
    if where:
        raise typer.BadParameter(_("This report takes no filter."), param_hint="--where")
