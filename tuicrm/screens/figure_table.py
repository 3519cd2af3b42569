"""The figures of an answer as rows: the first column takes what is left, the others are as wide as their heads."""

from collections.abc import Sequence

from tuicrm.widgets.cells import width as cells
from tuicrm.widgets.keymap import NARROW
from tuicrm.widgets.row import Column, Page, Row
from tuicrm.widgets.rows import Rows

NAME = 12
"""So many cells the first column keeps, whatever there is beside it."""
_NARROWEST, _WIDEST, _GAP = 7, 16, 2


def put_table(view: Rows, table: tuple[tuple[str, ...], ...], width: int) -> None:
    """Show heads and lines in a list, as many columns as fit in a width."""
    if not table:
        return
    (name, *heads), *lines = table
    columns = [Column("c0", name, flex=1)]
    left = width - NAME
    for place, head in enumerate(heads, 1):
        needed = max([cells(head), _NARROWEST, *(cells(line[place]) for line in lines)])
        wide = needed if _is_row(head, [line[place] for line in lines]) else min(_WIDEST, needed)
        left -= wide + _GAP
        if left < 0:
            break
        columns.append(Column(f"c{place}", head, width=wide, align="right"))
    view.show_columns(columns)
    said = [Row("heads", table[0][: len(columns)], "dim")] if width < NARROW else []  # a narrow list has none
    view.put(Page((*said, *(Row(number, tuple(line[: len(columns)])) for number, line in enumerate(lines)))))


def _is_row(head: str, lines: Sequence[str]) -> bool:
    """Say whether a column is a row of short figures under short heads of their own: cut, it says something else."""
    return cells(head) > _WIDEST and all(cells(line) == cells(head) for line in lines)
