"""What a grid of days or people shows: columns, rows of slots, marks in them; the cursor, and what is in sight."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from textual.geometry import clamp

from tuicrm.widgets.cells import width
from tuicrm.widgets.row import Key
from tuicrm.widgets.tones import Tone


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing in a slot: its lines, the first with a sign before it (`!`)."""

    key: Key
    lines: tuple[str, ...]
    tone: Tone = "text"
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a row and a column meet. `title`: a line above its marks, such as the day of a month."""

    marks: tuple[Mark, ...] = ()
    title: str = ""
    tone: Tone = "dim"


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of slots with its label at the left; `least` lines high."""

    key: Key
    label: str
    slots: tuple[Slot, ...]
    least: int = 1
    tone: Tone = "dim"


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column's head: a title and a word behind it; `is_now` for today, `is_free` for a day that is not worked."""

    key: Key
    title: str
    note: str = ""
    is_now: bool = False
    is_free: bool = False


Place = tuple[int, int, int]
"""Row, column and which mark of the slot; 0 in an empty one."""


@dataclass
class Grid:
    """Columns and rows seen through a window.

    Attributes:
        narrowest: a column has at least so many cells; where not all have room, some are out of sight.
        most: no slot is higher than so many lines; what has no room is counted (+3). 0 is no limit.
    """

    columns: tuple[GridColumn, ...] = ()
    rows: tuple[GridRow, ...] = ()
    narrowest: int = 10
    most: int = 0
    at: Place = (0, 0, 0)
    left: int = 0
    top: int = 0
    size: tuple[int, int] = (80, 20)
    _ends: list[int] = field(default_factory=list)

    @property
    def mark(self) -> Key | None:
        """The key of the mark under the cursor."""
        row, column, nth = self.at
        marks = self.slot(row, column).marks if self.rows and self.columns else ()
        return marks[nth].key if nth < len(marks) else None

    @property
    def label_width(self) -> int:
        """Cells of the labels at the left, with a blank behind them."""
        longest = max((width(row.label) for row in self.rows), default=0)
        return min(longest, 12) + 1 if longest else 0

    @property
    def seen(self) -> range:
        """The columns in sight."""
        room = self.size[0] - self.label_width
        count = clamp((room + 1) // (self.narrowest + 1), 1, max(1, len(self.columns)))
        self.left = clamp(self.left, 0, max(0, len(self.columns) - count))
        return range(self.left, min(len(self.columns), self.left + count))

    def widths(self) -> list[int]:
        """The cells of each column in sight; what is left over goes to the first ones."""
        seen = self.seen
        room = self.size[0] - self.label_width - (len(seen) - 1)
        each, rest = divmod(max(len(seen), room), len(seen))
        return [each + (nth < rest) for nth in range(len(seen))]

    def put(self, columns: Sequence[GridColumn], rows: Sequence[GridRow], to: Key | None = None) -> None:
        """Show these; the cursor stays on its mark or goes to `to`, else it stays in its place."""
        key = self.mark if to is None else to
        self.columns, self.rows = tuple(columns), tuple(rows)
        self.measure()
        self.at = self.find(key) or self.nearest(*self.at)

    def look(self, cells: int, lines: int) -> None:
        """Look at it through a window of so many cells and lines."""
        is_higher = lines > self.size[1]
        self.size = cells, max(1, lines)
        if cells:  # before the first layout nothing is in sight, and nothing out of it
            if is_higher:  # what is above comes back, as if it had been so high from the beginning
                self.top = 0
            self.show_cursor()

    def measure(self) -> None:
        """Count the lines of each row anew."""
        heights = (max(row.least, *(self.height(slot) for slot in row.slots), 1) for row in self.rows)
        self._ends = list(accumulate(heights))

    def height(self, slot: Slot) -> int:
        """How many lines a slot takes."""
        lines = bool(slot.title) + sum(len(mark.lines) for mark in slot.marks)
        return min(lines, self.most) if self.most else lines

    @property
    def lines(self) -> int:
        """How many lines all rows take."""
        return self._ends[-1] if self._ends else 0

    def begins(self, row: int) -> int:
        """The first line of a row."""
        return self._ends[row - 1] if row else 0

    def row_at(self, line: int) -> tuple[int, int] | None:
        """The row that a line belongs to, and which line of it."""
        if not 0 <= line < self.lines:
            return None
        row = bisect_right(self._ends, line)
        return row, line - self.begins(row)

    def slot(self, row: int, column: int) -> Slot:
        """One slot."""
        return self.rows[row].slots[column]

    def in_slot(self, slot: Slot, line: int) -> tuple[int, int] | None:
        """Which mark stands on a line of a slot, and which line of it; -1 is its title, -2 the count of the rest."""
        if slot.title:
            if line == 0:
                return -1, 0
            line -= 1
        room = self.most - bool(slot.title) if self.most else 0
        if room and sum(len(mark.lines) for mark in slot.marks) > room and line == room - 1:
            return -2, 0
        for nth, mark in enumerate(slot.marks):
            if line < len(mark.lines):
                return nth, line
            line -= len(mark.lines)
        return None

    def shown(self, slot: Slot) -> int:
        """How many marks of a slot have room."""
        room = self.most - bool(slot.title) if self.most else 0
        if not room or sum(len(mark.lines) for mark in slot.marks) <= room:
            return len(slot.marks)
        taken = shown = 0
        for mark in slot.marks:
            if taken + len(mark.lines) > room - 1:
                break
            taken += len(mark.lines)
            shown += 1
        return shown

    def find(self, key: Key | None) -> Place | None:
        """Where a mark is; None when it is nowhere."""
        if key is None:
            return None
        for row, each in enumerate(self.rows):
            for column, slot in enumerate(each.slots):
                for nth, mark in enumerate(slot.marks):
                    if mark.key == key:
                        return row, column, nth
        return None

    def nearest(self, row: int, column: int, nth: int) -> Place:
        """The place that exists nearest to this one."""
        if not self.rows or not self.columns:
            return 0, 0, 0
        row, column = clamp(row, 0, len(self.rows) - 1), clamp(column, 0, len(self.columns) - 1)
        return row, column, clamp(nth, 0, max(0, len(self.slot(row, column).marks) - 1))

    def below(self, step: int) -> Place:
        """The next mark of the slot, or the first (upwards the last) of the next row."""
        row, column, nth = self.at
        if 0 <= nth + step < len(self.slot(row, column).marks):
            return row, column, nth + step
        if not 0 <= row + step < len(self.rows):
            return self.at
        return self.nearest(row + step, column, 0 if step > 0 else 10**6)

    def show_cursor(self) -> None:
        """Scroll so that the cursor is in sight."""
        if not self.rows or not self.columns:
            return
        row, column, nth = self.at
        if column not in (seen := self.seen):
            self.left = column if column < seen.start else column - len(seen) + 1
        slot = self.slot(row, column)
        line = self.begins(row) + bool(slot.title and nth) + sum(len(mark.lines) for mark in slot.marks[:nth])
        last = line + (len(slot.marks[nth].lines) if nth < len(slot.marks) else 1) + bool(slot.title and not nth)
        if self.most:
            line, last = self.begins(row), self._ends[row]
        page = self.size[1]
        if line < self.top:
            self.top = line
        elif last > self.top + page:
            self.top = last - page
        self.top = clamp(self.top, 0, max(0, self.lines - page))
