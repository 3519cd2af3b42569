"""How rows are laid out in cells and lines, and drawn into pieces of text."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tuicrm.widgets.cells import fit, wrap
from tuicrm.widgets.keymap import NARROW
from tuicrm.widgets.row import Cell, Column, Row
from tuicrm.widgets.symbols import symbols
from tuicrm.widgets.tones import Piece, Tone

_LEAST_FLEX = 10
_ENOUGH_FLEX = 28


@dataclass(frozen=True, slots=True)
class Place:
    """Where one column stands in a line, in cells from the left edge."""

    index: int
    column: Column
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Plan:
    """How rows are laid out in a window of some width: the places of each line."""

    width: int
    prefix: int
    lines: tuple[tuple[Place, ...], ...]
    wraps: bool

    def column_at(self, x: int) -> Column | None:
        """Return the column of the first line at this cell."""
        return next((each.column for each in self.lines[0] if each.x <= x < each.x + each.width), None)


def plan(columns: Sequence[Column], width: int, *, marks: bool) -> Plan:
    """Lay columns out for a width."""
    prefix = 3 if marks else 2
    indexed = list(enumerate(columns))
    if width >= NARROW:
        lines = [_places(indexed, width, prefix)]
    else:
        first = [each for each in indexed if each[1].narrow == 1]
        second = [each for each in indexed if each[1].narrow == 2]
        lines = [_places(first, width, prefix)]
        if second:
            lines.append(_places(second, width, prefix + 1))
    return Plan(width, prefix, tuple(lines), any(column.wrap > 1 for column in columns))


def height(row: Row, layout: Plan) -> int:
    """Return how many lines a row takes, without its section head."""
    if not layout.wraps:
        return len(layout.lines)
    return len(_more_lines(row, layout)) + max(map(len, _first_line(row, layout)), default=1)


def draw(row: Row, layout: Plan, *, cursor: Tone | None, marked: bool) -> list[list[Piece]]:
    """Return a row's lines as pieces; under the cursor all in that one tone, which also saves bytes."""
    columns = _first_line(row, layout)
    drawn = []
    for nth in range(max(map(len, columns), default=1)):
        signs = _signs(cursor, marked, layout.prefix) if nth == 0 else " " * layout.prefix
        texts = [lines[nth] if nth < len(lines) else "" for lines in columns]
        drawn.append(_line(row, layout.lines[0], texts, signs))
    for places in _more_lines(row, layout):
        texts = [_text(row, each.index) for each in places]
        drawn.append(_line(row, places, texts, " " * (layout.prefix + 1)))
    if cursor is None:
        return drawn
    return [[("".join(text for text, _tone in line), cursor)] for line in drawn]


class Lines:
    """Which line belongs to which row: rows of several lines, with section heads between them."""

    def __init__(self, rows: Sequence[Row], layout: Plan) -> None:
        self.starts: list[int] = []
        self.heights: list[int] = []
        line = 0
        for row in rows:
            line += bool(row.head)
            self.starts.append(line)
            self.heights.append(height(row, layout))
            line += self.heights[-1]
        self.total = line

    def at(self, line: int) -> tuple[int, int | None]:
        """Return the row on or above a line, and which line of it; None when a section head stands there."""
        place = bisect_right(self.starts, line) - 1
        nth = line - self.starts[place] if place >= 0 else 0
        return (place, nth) if place >= 0 and nth < self.heights[place] else (place, None)

    def span(self, place: int) -> range:
        """Return the lines of a row, without its section head."""
        return range(self.starts[place], self.starts[place] + self.heights[place])


def _more_lines(row: Row, layout: Plan) -> Sequence[tuple[Place, ...]]:
    """Return the lines after the first; where rows differ in height anyway, one that says nothing is left out."""
    more = layout.lines[1:]
    if not layout.wraps:
        return more
    return [places for places in more if any(_text(row, each.index) for each in places)]


def _first_line(row: Row, layout: Plan) -> list[list[str]]:
    return [
        wrap(_text(row, each.index), each.width, each.column.wrap) if each.column.wrap > 1 else [_text(row, each.index)]
        for each in layout.lines[0]
    ]


def _line(row: Row, places: Sequence[Place], texts: Sequence[str], signs: str) -> list[Piece]:
    pieces: list[Piece] = [(signs, row.tone)]
    for nth, (place, text) in enumerate(zip(places, texts, strict=True)):
        if nth:
            pieces.append((" ", row.tone))
        pieces.append((fit(text, place.width, place.column.align), _tone(row, place.index)))
    return pieces


def _signs(cursor: Tone | None, marked: bool, prefix: int) -> str:
    signs = symbols()
    drawn = signs.cursor if cursor else " "
    if prefix > 2:
        drawn += signs.mark if marked else " "
    return drawn.ljust(prefix)


def _text(row: Row, index: int) -> str:
    cell = row.cells[index] if index < len(row.cells) else ""
    return cell.text if isinstance(cell, Cell) else cell


def _tone(row: Row, index: int) -> Tone:
    cell = row.cells[index] if index < len(row.cells) else ""
    return cell.tone if isinstance(cell, Cell) and cell.tone != "text" else row.tone


def _places(indexed: list[tuple[int, Column]], width: int, start: int) -> tuple[Place, ...]:
    kept = _kept(indexed, width - start)
    sizes = _grown([column for _index, column in kept], width - start - max(0, len(kept) - 1))
    shares = sum(column.flex for _index, column in kept)
    left = max(0, width - start - sum(sizes) - max(0, len(kept) - 1))
    places: list[Place] = []
    x = start
    for (index, column), size in zip(kept, sizes, strict=True):
        if column.flex:
            size = left * column.flex // shares
            left -= size
            shares -= column.flex
        size = min(size, max(0, width - x))
        places.append(Place(index, column, x, size))
        x += size + 1
    return tuple(places)


def _grown(columns: Sequence[Column], width: int) -> list[int]:
    """Give the cells of each column that has no share; what the shares need not lets those grow that may."""
    sizes = [0 if column.flex else column.width for column in columns]
    spare = width - sum(sizes) - _ENOUGH_FLEX * sum(bool(column.flex) for column in columns)
    for nth, column in enumerate(columns):
        if not column.flex and spare > 0:
            more = min(spare, max(0, column.most - column.width))
            sizes[nth] += more
            spare -= more
    return sizes


def _kept(indexed: list[tuple[int, Column]], width: int) -> list[tuple[int, Column]]:
    kept = list(indexed)
    while kept:
        least = sum(max(column.width, _LEAST_FLEX) if column.flex else column.width for _i, column in kept)
        droppable = [each for each in kept if each[1].drop]
        if least + len(kept) - 1 <= width or not droppable:
            break
        kept.remove(max(droppable, key=lambda each: each[1].drop))
    return kept
