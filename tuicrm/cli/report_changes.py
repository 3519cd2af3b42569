"""`tuicrm report changes`: why the open projects of two days differ, cause by cause."""

from datetime import date
from typing import TYPE_CHECKING, Any

import typer

from tuicrm.cli.desk import desk, seat
from tuicrm.cli.output import Column, Form, document, emit, talk
from tuicrm.cli.reading import money
from tuicrm.plain import formats
from tuicrm.plain.language import _
from tuicrm.plain.money import exact_text

if TYPE_CHECKING:
    from tuicrm.sales.funnel.changes import Changes, Sum


def print_changes(ctx: typer.Context, from_on: date | None, to_on: date | None, where: str, as_: Form) -> None:
    """Print what changed from one day to another; by default since the Monday before, until today."""
    from datetime import timedelta

    from tuicrm.sales import funnel
    from tuicrm.sales.funnel.causes import WORDS

    today = seat(ctx).me.today
    last = to_on or today
    first = from_on or last - timedelta(days=last.weekday() or 7)
    found = desk(ctx).read(funnel.changes, first, last, where)
    if as_ == "json":
        document(as_dict(found, where))
        return
    currency = found.currency

    def amount(row: Any) -> object:
        return money(row.minor, currency) if as_ != "table" else formats.short_money(row.minor, currency, plus=True)

    def count(row: Any) -> object:
        return f"{row.count:+}" if as_ == "table" and row.count else row.count

    columns = (
        Column("cause", _("Cause"), value=lambda row: _(WORDS[row.key]) if as_ == "table" else row.key),
        Column("n", _("Projects"), "right"),
        Column("count", _("Count"), "right", count),
        Column("amount", _("Amount"), "right", amount, money=True),
    )  # fmt: skip
    shown = [one for one in found.causes if one.n] if as_ == "table" else found.causes
    emit(shown, columns, as_, empty=_("Nothing changed."))
    if as_ == "table":
        talk(_sentence(_("Opening"), found.opening, currency))
        talk(_sentence(_("Closing"), found.closing, currency))


def _sentence(name: str, total: "Sum", currency: str) -> str:
    return _("{name}, {day}: {count} open, {amount}").format(
        name=name, day=formats.day(total.as_of), count=total.count, amount=formats.money(total.sum_minor, currency)
    )


def as_dict(found: "Changes", where: str) -> dict[str, Any]:
    """Give what changed as scripts read it."""

    def total(one: "Sum") -> dict[str, object]:
        amount = exact_text(one.sum_minor, found.currency)
        return {"as_of": one.as_of, "count": one.count, "amount": amount, "without_amount": one.without_amount}

    rows = [
        {
            "key": [one.key], "value": exact_text(one.minor, found.currency), "n": one.n, "count": one.count,
            "moved": exact_text(one.moved_minor, found.currency) if one.key in ("forward", "back") else None,
        }
        for one in found.causes
    ]  # fmt: skip
    return {
        "measure": "changes", "by": ["cause"], "from": found.from_on, "to": found.to_on, "filter": where,
        "definition": _(found.definition), "currency": found.currency, "opening": total(found.opening),
        "closing": total(found.closing), "rows": rows,
    }  # fmt: skip
