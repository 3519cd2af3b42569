"""`tuicrm report won --by owner --behind "Li Wei"`: the records behind a bar, or behind a line of an answer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

import typer

from tuicrm.cli.output import Column, Form, emit, talk
from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.plain.money import Money
from tuicrm.plain.names import folded

if TYPE_CHECKING:
    from tuicrm.sales.analysis.frame import Scope
    from tuicrm.sales.analysis.records import Found, Record
    from tuicrm.sales.analysis.report import Ask
    from tuicrm.store.database import Desk

One = TypeVar("One")


def print_behind(desk: "Desk", name: str, scope: "Scope", words: str, as_: Form, limit: str = "") -> None:
    """Print the records behind the line whose key begins with the words, or has them in it."""
    from tuicrm.sales.analysis.questions import answer, behind

    most = read_limit(limit)
    found = desk.read(answer, name, scope)
    line = chosen([(one.key, one) for one in found.lines if one.behind], words)
    _print(desk.read(behind, name, scope, line.behind, most=most), found.currency, as_)


def print_behind_row(desk: "Desk", ask: "Ask", words: str, as_: Form, limit: str = "") -> None:
    """Print the records behind a row of a report; without dimensions it has only one, whatever it is called."""
    from tuicrm.sales import analysis

    most = read_limit(limit)
    found = desk.read(analysis.report, ask)
    key = chosen([(row.key, row.key) for row in found.rows], words) if ask.by else ()
    _print(desk.read(analysis.records, ask, key, most=most), found.currency, as_)


def read_limit(words: str) -> int | None:
    """Read how many records are wanted: the usual number where nothing is said, None for all."""
    from tuicrm.sales.analysis.records import MOST

    if folded(words) in ("all", "全部"):
        return None
    if words and not (words.isascii() and words.isdigit() and int(words[:9]) > 0):
        raise typer.BadParameter(_("say a number, or all"), param_hint="--limit")
    return int(words[:9] or MOST)


def _print(found: "Found", currency: str, as_: Form) -> None:
    def amount(one: "Record") -> object:
        return None if one.amount_minor is None else Money(one.amount_minor, currency)

    columns = (
        Column("kind", _("Kind")), Column("id", "id", "right"), Column("name", _("Name")),
        Column("customer", _("Customer")), Column("owner", _("Holder")),
        Column("amount", _("Amount"), "right", amount, money=True), Column("on", _("Day")),
    )  # fmt: skip
    emit(found.records, columns, as_, empty=_("No record stands behind this."))
    if len(found.records) < found.count:
        text = _("{shown} of {count}; --limit N|all shows more.")
        talk(text.format(shown=formats.count(len(found.records)), count=formats.count(found.count)))


def chosen(lines: "Sequence[tuple[tuple[str, ...], One]]", words: str) -> One:
    """Give the one line whose key is the words, or has them in it; `-` is the one without a name."""
    wanted = "" if words == "-" else folded(words)
    known = [(" ".join(key), key, one) for key, one in lines]
    exact = [line for line in known if folded(line[0]) == wanted or wanted in map(folded, line[1])]
    inside = exact or [line for line in known if wanted in folded(line[0])]
    if len(inside) == 1:
        return inside[0][2]
    names = ", ".join(show(name) or "-" for name, _key, _one in known[:12])
    if not inside:
        said = _("No line is called {words}. There are: {names}.").format(words=words, names=names or "-")
    else:
        said = _("{words} means more than one line: {names}.").format(
            words=words, names=", ".join(show(name) for name, _key, _one in inside[:6])
        )
    raise typer.BadParameter(said, param_hint="--behind")
