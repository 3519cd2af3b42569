"""Understand files that nobody has mapped yet: what they are about, what their columns are likely to mean."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median
from typing import Any, NamedTuple

from tuicrm.exchange.aliases import aliases, bare, file_kind, rung, stage_kind
from tuicrm.exchange.converting import read_number
from tuicrm.exchange.headers import bracket, fold, unbracketed
from tuicrm.exchange.reading import Sheet
from tuicrm.plain.currencies import CODES, code_of

_MOST_STAGES = 25
NO_STAGE = "Open"
"""Where projects stand whose file has no column for it."""


@dataclass
class Draft:
    """One file: what it is about, and which of its columns were understood.

    Attributes:
        guessed: columns of days that tell nowhere whether day or month stands first.
    """

    sheet: Sheet
    kind: str | None
    records: list[dict[str, Any]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    guessed: dict[str, None] = field(default_factory=dict)

    def column(self, kind: str, name: str) -> str | None:
        """Give the header (as written) that a field of a kind is likely to be, and hold it as understood."""
        found = find(self.sheet, kind, name)
        if found is not None:
            self.used.add(fold(found))
        return found

    @property
    def others(self) -> list[str]:
        """The headers that nothing was found for."""
        return [header for key, header in self.sheet.columns.items() if key not in self.used and header]


def find(sheet: Sheet, kind: str, name: str) -> str | None:
    """Give the header of a file that a field of a kind is likely to be."""
    return next(iter(all_found(sheet, kind, name)), None)


def all_found(sheet: Sheet, kind: str, name: str) -> list[str]:
    """Give all headers that a field of a kind may be; a bare "Name" counts in a file that is named for the kind."""
    known = aliases(kind, name)
    plain = bare(kind, name) if file_kind(sheet.name) == kind else frozenset()
    called = [
        (_callable(key, header), fold(header), fold(unbracketed(header))) for key, header in sheet.columns.items()
    ]
    whole = [name for name, key, _short in called if key in known]
    short = [name for name, key, short in called if key not in known and short in known]
    return [*whole, *short, *(name for name, key, _short in called if key in plain - known)]


def _callable(key: str, header: str) -> str:
    """Give what a mapping calls a column: its header, with a number where an earlier one has the same."""
    plain = fold(header)
    return header if key == plain else f"{header} {key.removeprefix(plain)}"


def cells(sheet: Sheet, column: str) -> list[str]:
    """Give the filled texts of a column."""
    return [text for record in sheet.records if (text := record.cells[fold(column)].strip())]


def main_kind(sheet: Sheet) -> str | None:
    """Say what the rows of a file are about, None if its headers do not tell."""

    def has(kind: str, *names: str) -> bool:
        return all(find(sheet, kind, name) for name in names)

    named = {
        "customer": has("customer", "name"),
        "contact": has("contact", "name") or has("contact", "last") or has("contact", "first"),
        "user": has("user", "name") or has("user", "login") or has("contact", "last"),
        "product": has("product", "name"),
        "project": has("project", "name") and (has("project", "stage") or has("project", "status")),
        "action": has("action", "planned_on") or has("action", "done_on"),
        "move": has("move", "project", "stage", "entered_on"),
    }
    kind = file_kind(sheet.name)
    if kind and named[kind]:
        return kind
    if has("action", "subject") and (has("action", "planned_on") or has("action", "done_on")):
        return "action"
    if has("project", "stage") or has("project", "id"):
        return "project"
    if has("project", "name") and (standing := stage_column(sheet)) and _tells_an_end(sheet, standing):
        return "project"
    if has("purchase", "bought_on"):
        return "purchase"
    if has("customer", "name"):
        return "customer"
    if has("product", "name"):
        return "product"
    return "user" if has("user", "name") else None


def stage_column(sheet: Sheet) -> str | None:
    """Give the column that says where a project stands: its stage, else its status."""
    for name in ("stage", "status"):
        if found := all_found(sheet, "project", name):
            return next((one for one in found if _tells_an_end(sheet, one)), found[0])
    return None


def _tells_an_end(sheet: Sheet, column: str) -> bool:
    return bool({stage_kind(text) for text in cells(sheet, column)} & {"won", "lost"})


def ended_by(sheet: Sheet) -> str | None:
    """Give the column that says apart from the stage whether a project was won or lost, where there is one."""
    status = find(sheet, "project", "status")
    if status is None or status == stage_column(sheet):
        return None
    return status if _tells_an_end(sheet, status) else None


class FoundStage(NamedTuple):
    """A stage that files name; `chance` in percent where they tell it for each project there."""

    name: str
    kind: str
    chance: int | None = None


def stages_of(drafted: Sequence[Draft]) -> list[FoundStage]:
    """Give the stages that the files name: open ones from first to last, won, lost.

    The order is told by the probabilities beside them, else by what other systems call their stages, else by which
    comes first in the file.
    """
    names: dict[str, list[Decimal | None]] = {}
    for draft in drafted:
        if draft.kind in ("project", "move"):
            for text, chance in _standing(draft.sheet, draft.kind):
                names.setdefault(text, []).append(chance)
    found = [FoundStage(name, stage_kind(name), _usual(names[name])) for name in list(names)[:_MOST_STAGES]]
    if found:
        kinds = {one.kind for one in found}
        found += [FoundStage(kind.capitalize(), kind) for kind in ("won", "lost") if kind not in kinds]
    opened = [one for one in found if one.kind == "open"]
    if all(one.chance is not None for one in opened):
        opened.sort(key=lambda one: one.chance or 0)
    elif all(rung(one.name) is not None for one in opened):
        opened.sort(key=lambda one: rung(one.name) or 0)
    return [*opened, *(one for kind in ("won", "lost") for one in found if one.kind == kind)]


def _usual(chances: Sequence[Decimal | None]) -> int | None:
    said = [one for one in chances if one is not None and 0 <= one <= 100]
    return round(median(said)) if said and len(said) == len(chances) else None


def _standing(sheet: Sheet, kind: str) -> Iterator[tuple[str, Decimal | None]]:
    """Where each project stands or stood, with its probability if that can be read."""
    column = find(sheet, "move", "stage") if kind == "move" else stage_column(sheet)
    said = find(sheet, "project", "probability")
    for record in sheet.records:
        text = record.cells[fold(column)].strip() if column else NO_STAGE
        chance = None
        if said:
            with suppress(ValueError):
                chance = read_number(record.cells[fold(said)])
        if text:
            yield text, chance


def currency_of(drafted: Sequence[Draft]) -> str | None:
    """Say which currency the amounts are in, where their signs or a column beside them tell one."""
    said = {"CNY": re.compile("[¥￥元万]|RMB"), "EUR": re.compile("€|EUR"), "USD": re.compile(r"\$|USD")}
    found: set[str] = set()
    for draft in drafted:
        columns = [find(draft.sheet, kind, "amount") for kind in ("project", "purchase")]
        texts = "".join(text for one in columns if one for text in cells(draft.sheet, one)[:2000])
        found |= {code for code, signs in said.items() if signs.search(texts)}
        found |= {code for one in columns if one and (code := bracket(one).currency)}
        if beside := find(draft.sheet, "project", "currency"):
            found |= {code_of(text) for text in cells(draft.sheet, beside)} & CODES
    return found.pop() if len(found) == 1 else None
