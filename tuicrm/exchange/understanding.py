"""Understand files that nobody has mapped yet: what they are about, what their columns are likely to mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tuicrm.exchange.aliases import aliases, stage_kind
from tuicrm.exchange.headers import fold
from tuicrm.exchange.reading import Sheet

_MOST_STAGES = 25
NO_STAGE = "Open"
"""Where projects stand whose file has no column for it."""


@dataclass
class Draft:
    """One file: what it is about, and which of its columns were understood."""

    sheet: Sheet
    kind: str | None
    records: list[dict[str, Any]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

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
    known = aliases(kind, name)
    return next((header for key, header in sheet.columns.items() if key in known), None)


def main_kind(sheet: Sheet) -> str | None:
    """Say what the rows of a file are about, None if its headers do not tell."""

    def has(kind: str, *names: str) -> bool:
        return all(find(sheet, kind, name) for name in names)

    if has("project", "stage") or has("project", "id"):
        return "project"
    if has("purchase", "bought_on"):
        return "purchase"
    if has("customer", "name"):
        return "customer"
    if has("product", "name"):
        return "product"
    return "user" if has("user", "name") else None


def stages_of(drafted: Sequence[Draft]) -> list[tuple[str, str]]:
    """Give the stages that the files name, with their kind: open ones in the order of first appearance, won, lost."""
    names: dict[str, None] = {}
    for draft in drafted:
        if draft.kind != "project":
            continue
        column = find(draft.sheet, "project", "stage")
        texts = [record.cells[fold(column)].strip() for record in draft.sheet.records] if column else [NO_STAGE]
        names |= dict.fromkeys(text for text in texts if text)
    found = [(name, stage_kind(name)) for name in list(names)[:_MOST_STAGES]]
    if found:
        kinds = {kind for _name, kind in found}
        found += [(name, kind) for name, kind in (("Won", "won"), ("Lost", "lost")) if kind not in kinds]
    order = {"open": 0, "won": 1, "lost": 2}
    return sorted(found, key=lambda one: order[one[1]])


def currency_of(drafted: Sequence[Draft]) -> str | None:
    """Say which currency the amounts are in, where their signs tell one."""
    said = {"CNY": re.compile("[¥￥元万]|RMB"), "EUR": re.compile("€|EUR"), "USD": re.compile(r"\$|USD")}
    found: set[str] = set()
    for draft in drafted:
        columns = [find(draft.sheet, kind, "amount") for kind in ("project", "purchase")]
        cells = "".join(record.cells[fold(one)] for one in columns if one for record in draft.sheet.records[:2000])
        found |= {code for code, signs in said.items() if signs.search(cells)}
    return found.pop() if len(found) == 1 else None
