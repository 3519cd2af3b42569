"""`tuicrm report ladder --behind needs`: the records behind a line of an answer."""

from typing import TYPE_CHECKING

import typer

from tuicrm.cli.output import Column, Form, emit
from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.plain.money import Money
from tuicrm.plain.names import folded

if TYPE_CHECKING:
    from tuicrm.sales.analysis.answer import Answer, Line
    from tuicrm.sales.analysis.frame import Scope
    from tuicrm.sales.analysis.records import Record
    from tuicrm.store.database import Desk


def print_behind(desk: "Desk", name: str, scope: "Scope", words: str, as_: Form) -> None:
    """Print the records behind the line whose key begins with the words, or has them in it."""
    from tuicrm.sales.analysis.questions import answer, behind

    found = desk.read(answer, name, scope)
    line = _line(found, words)
    records = desk.read(behind, name, scope, line.behind)
    currency = found.currency

    def amount(one: "Record") -> object:
        return None if one.amount_minor is None else Money(one.amount_minor, currency)

    columns = (
        Column("kind", _("Kind")), Column("id", "id", "right"), Column("name", _("Name")),
        Column("customer", _("Customer")), Column("owner", _("Holder")),
        Column("amount", _("Amount"), "right", amount, money=True), Column("on", _("Day")),
    )  # fmt: skip
    emit(records, columns, as_, empty=_("No record stands behind this."))


def _line(found: "Answer", words: str) -> "Line":
    wanted = folded(words)
    known = [(" ".join(one.key), one) for one in found.lines if one.behind]
    exact = [line for key, line in known if folded(key) == wanted or wanted in map(folded, line.key)]
    inside = exact or [line for key, line in known if wanted in folded(key)]
    if len(inside) == 1:
        return inside[0]
    names = ", ".join(show(key) for key, _line_ in known[:12])
    if not inside:
        said = _("No line is called {words}. There are: {names}.").format(words=words, names=names or "-")
    else:
        said = _("{words} means more than one line: {names}.").format(
            words=words, names=", ".join(show(" ".join(one.key)) for one in inside[:6])
        )
    raise typer.BadParameter(said, param_hint="--behind")
