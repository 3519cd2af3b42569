"""Rows as a list is given them."""

from collections.abc import Container, Hashable, Iterable
from dataclasses import dataclass, replace

from tuicrm.widgets.cells import Align
from tuicrm.widgets.tones import Tone

Key = Hashable


@dataclass(frozen=True, slots=True)
class Cell:
    """A text with a tone. A plain `str` in a row is a cell in the row's own tone."""

    text: str
    tone: Tone = "text"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `width` cells, or a share `flex` of what is left.

    In windows narrower than 60 cells a row takes two lines: `narrow` says on which one the column stands
    (0: not shown). In a wide window that is still too narrow the columns with the highest `drop` go first.
    Where more room is left than the shares need, the column grows up to `most` cells.
    `wrap` lets the text take that many lines. A `sort` column's head can be clicked.
    """

    key: str
    title: str = ""
    width: int = 0
    flex: int = 0
    align: Align = "left"
    narrow: int = 1
    drop: int = 0
    wrap: int = 1
    sort: bool = False
    most: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One row: cells in the order of the columns; `head` is a section head that is drawn above it."""

    key: Key
    cells: tuple[str | Cell, ...]
    tone: Tone = "text"
    head: str = ""


def in_one_line(row: Row | None) -> str:
    """Return what a row's cells say, one after the other; "" for none."""
    texts = [cell if isinstance(cell, str) else cell.text for cell in row.cells] if row is not None else []
    return "  ".join(text for text in texts if text)


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in their order. `more`: others follow the last one; `total`: how many in all, None if unknown."""

    rows: tuple[Row, ...] = ()
    total: int | None = None
    more: bool = False

    def place(self, key: Key | None) -> int | None:
        """Return where a key stands; None when it is not here."""
        return next((place for place, row in enumerate(self.rows) if row.key == key), None)

    def followed_by(self, page: "Page") -> "Page":
        """Return this page with the next one after it; rows that are here already do not come twice."""
        known = {row.key for row in self.rows}
        new = tuple(row for row in page.rows if row.key not in known)
        return Page((*self.rows, *new), self.total if page.total is None else page.total, page.more)

    def with_rows(self, rows: Iterable[Row]) -> "Page":
        """Return this page with rows in place of those of the same keys; other keys are ignored."""
        new = {row.key: row for row in rows}
        return replace(self, rows=tuple(new.get(row.key, row) for row in self.rows))

    def without(self, keys: Container[Key]) -> "Page":
        """Return this page without the rows of these keys; the total counts them no longer."""
        rows = tuple(row for row in self.rows if row.key not in keys)
        gone = len(self.rows) - len(rows)
        return Page(rows, None if self.total is None else self.total - gone, self.more)
