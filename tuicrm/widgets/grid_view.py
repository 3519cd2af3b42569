"""A grid drawn line by line: days with hours, a week, a month, people side by side. Marks in, messages out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region, clamp
from textual.message import Message
from textual.strip import Strip

from tuicrm.widgets.at_once import AtOnce
from tuicrm.widgets.cells import fit, wrap
from tuicrm.widgets.grid import Grid, GridColumn, GridRow, Place, Slot
from tuicrm.widgets.keymap import bindings, methods
from tuicrm.widgets.row import Key
from tuicrm.widgets.symbols import symbols
from tuicrm.widgets.tones import Piece, Tone, Tones
from tuicrm.widgets.wheel import WHEEL_LINES, Wheel

HEAD_LINES = 2
"""The heads of the columns and a rule under them."""


class GridView(AtOnce, can_focus=True, inherit_bindings=False):
    """Columns of slots with a cursor on their marks. Nobody is moved here: `Dropped` says what the user wants."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("grid")]
    QUICK = methods("grid")
    ALLOW_SELECT = False

    @dataclass
    class About(Message):
        """Something happened on this grid."""

        grid: "GridView"

        @property
        def control(self) -> "GridView":
            return self.grid

    @dataclass
    class Highlighted(About):
        """The cursor stands elsewhere; `mark` is None in an empty slot."""

        mark: Key | None
        row: Key | None
        column: Key | None
        by_user: bool

    @dataclass
    class Opened(About):
        """A mark was opened, by `enter` or by a click on the one under the cursor; None for an empty slot."""

        mark: Key | None

    @dataclass
    class Edge(About):
        """The cursor wants to leave at the left (-1) or right (1): what lies beyond is wanted."""

        step: int

    @dataclass
    class Dropped(About):
        """The mouse dropped a mark on another slot."""

        mark: Key
        row: Key
        column: Key

    def __init__(self, *, empty: str = "", id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.grid = Grid()
        self._empty = empty
        self._tones = Tones(self)
        self._wheel = Wheel(self, self._roll)
        self._dragged: tuple[Place, bool] | None = None
        self._target: tuple[int, int] | None = None

    @property
    def mark(self) -> Key | None:
        """The key of the mark under the cursor."""
        return self.grid.mark

    @property
    def place(self) -> tuple[Key | None, Key | None]:
        """The keys of row and column that the cursor is in."""
        if not self.grid.rows or not self.grid.columns:
            return None, None
        row, column, _nth = self.grid.at
        return self.grid.rows[row].key, self.grid.columns[column].key

    @property
    def cursor_region(self) -> Region:
        """Where the cursor stands on the screen: a box may open beside it."""
        if not self.grid.rows:
            return Region(self.region.x, self.region.y, self.region.width, 1)
        row, column, _nth = self.grid.at
        x = self._xs()[column - self.grid.left] if column in self.grid.seen else 0
        y = HEAD_LINES + self.grid.begins(row) - self.grid.top
        return Region(x, clamp(y, 0, max(0, self.size.height - 1)), self.grid.narrowest, 1).translate(
            self.region.offset
        )

    def put(
        self, columns: Sequence[GridColumn], rows: Sequence[GridRow], *, narrowest: int, most: int = 0,
        to: Key | None = None, at: tuple[Key, Key] | None = None,
    ) -> None:  # fmt: skip
        """Show these; the cursor goes to the mark `to`, or to the slot `at` (row, column), else it stays."""
        self.grid.narrowest, self.grid.most = narrowest, most
        self.grid.put(columns, rows, to)
        if at is not None and (to is None or self.grid.mark != to):
            self.go_to(*at)
        self._look()
        self.refresh()

    def say_empty(self, sentence: str) -> None:
        """Set the sentence that stands where there is nothing."""
        self._empty = sentence
        self.refresh()

    def go_to(self, row: Key, column: Key) -> None:
        """Put the cursor into a slot."""
        rows = [each.key for each in self.grid.rows]
        columns = [each.key for each in self.grid.columns]
        if row in rows and column in columns:
            self.grid.at = self.grid.nearest(rows.index(row), columns.index(column), 0)
            self.grid.show_cursor()
            self.refresh()

    # keys

    def action_up(self) -> None:
        self._move_to(self.grid.below(-1))

    def action_down(self) -> None:
        self._move_to(self.grid.below(1))

    def action_left(self) -> None:
        self._sideways(-1)

    def action_right(self) -> None:
        self._sideways(1)

    def action_first(self) -> None:
        self._move_to(self.grid.nearest(0, self.grid.at[1], 0))

    def action_last(self) -> None:
        self._move_to(self.grid.nearest(10**6, self.grid.at[1], 10**6))

    def action_page_up(self) -> None:
        self._page(-1)

    def action_page_down(self) -> None:
        self._page(1)

    def action_open(self) -> None:
        self.post_message(self.Opened(self, self.mark))

    # mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        place = self._place_at(event.x, event.y)
        if place is None or event.button != 1:
            return
        was_here = place == self.grid.at
        self._move_to(place)
        self._dragged = place, was_here
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragged is None:
            return
        place = self._place_at(event.x, event.y)
        target = None if place is None or place[:2] == self._dragged[0][:2] else place[:2]
        if target != self._target:
            self._target = target
            self.refresh()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._dragged is None:
            return
        (place, was_here), self._dragged = self._dragged, None
        target, self._target = self._target, None
        self.release_mouse()
        self.refresh()
        marks = self.grid.slot(*place[:2]).marks
        if target is not None and place[2] < len(marks):
            row, column = self.grid.rows[target[0]].key, self.grid.columns[target[1]].key
            self.post_message(self.Dropped(self, marks[place[2]].key, row, column))
        elif target is None and was_here:
            self.action_open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop().prevent_default()
        self._wheel.turn(WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop().prevent_default()
        self._wheel.turn(-WHEEL_LINES)

    # drawing

    def render_line(self, y: int) -> Strip:
        size = self.size.width
        if not self.grid.rows or not self.grid.columns:
            lines = wrap(self._empty, max(1, size - 4), max(1, self.size.height))
            return self._tones.strip([(f"  {lines[y]}" if y < len(lines) else "", "dim")], size)
        if y < HEAD_LINES:
            return self._tones.strip(self._head(y), size)
        found = self.grid.row_at(y - HEAD_LINES + self.grid.top)
        return self._tones.strip(self._line(*found) if found else [], size)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._tones.clear()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_resize(self) -> None:
        self._look()
        self.refresh()

    def _head(self, y: int) -> list[Piece]:
        grid, signs = self.grid, symbols()
        if y == 1:
            return [(signs.rule * self.size.width, "dim")]
        seen, widths = grid.seen, grid.widths()
        before = signs.left if seen.start else " "
        pieces: list[Piece] = [(fit(before, grid.label_width), "accent")] if grid.label_width else []
        for nth, column in enumerate(seen):
            head = grid.columns[column]
            if nth:
                pieces.append((signs.bar, "dim"))
            more = signs.right if column == seen.stop - 1 and seen.stop < len(grid.columns) else ""
            text = f"{head.title} {head.note}".rstrip()
            size = widths[nth] - len(more)
            tone: Tone = "accent" if head.is_now else "dim" if head.is_free else "strong"
            lead = signs.left if seen.start and not grid.label_width and nth == 0 else ""
            pieces += [(lead, "accent"), (fit(text, size - len(lead)), tone), (more, "accent")]
        return pieces

    def _line(self, row: int, line: int) -> list[Piece]:
        grid = self.grid
        each = grid.rows[row]
        pieces: list[Piece] = []
        if grid.label_width:
            pieces.append((fit(each.label if line == 0 else "", grid.label_width), each.tone))
        for nth, (column, size) in enumerate(zip(grid.seen, grid.widths(), strict=True)):
            if nth:
                pieces.append((symbols().bar, "dim"))
            pieces += self._slot_line(row, column, line, size)
        return pieces

    def _slot_line(self, row: int, column: int, line: int, size: int) -> list[Piece]:
        slot = self.grid.slot(row, column)
        here = self.grid.at[:2] == (row, column)
        cursor: Tone = "cursor" if self.has_focus else "cursor-blurred"
        if self._target == (row, column):
            cursor, here = "accent", True
        found = self.grid.in_slot(slot, line)
        if found is None:
            under = here and not slot.marks and line == 0
            return [(fit(symbols().cursor if under else "", size), cursor if under else "dim")]
        nth, part = found
        if nth == -1:
            under = here and not self._is_seen(slot)
            return [(fit(slot.title, size), cursor if under else slot.tone)]
        if nth == -2:
            more = len(slot.marks) - self.grid.shown(slot)
            return [(fit(f"+{more}", size), cursor if here and self.grid.at[2] >= len(slot.marks) - more else "dim")]
        mark = slot.marks[nth]
        text = f"{mark.sign}{mark.lines[part]}" if part == 0 else mark.lines[part]
        tone = cursor if here and self.grid.at[2] == nth and self._target is None else mark.tone
        return [(fit(text, size), tone)]

    def _is_seen(self, slot: Slot) -> bool:
        """Whether the mark under the cursor has a line of its own in its slot."""
        return self.grid.at[2] < self.grid.shown(slot) or (bool(self.grid.most) and bool(slot.marks))

    # where things are, and moves

    def _look(self) -> None:
        self.grid.look(self.size.width, self.size.height - HEAD_LINES)

    def _xs(self) -> list[int]:
        at = self.grid.label_width
        xs = []
        for size in self.grid.widths():
            xs.append(at)
            at += size + 1
        return xs

    def _place_at(self, x: int, y: int) -> Place | None:
        found = self.grid.row_at(y - HEAD_LINES + self.grid.top) if y >= HEAD_LINES else None
        if found is None or not self.grid.columns:
            return None
        row, line = found
        nth = max((nth for nth, begins in enumerate(self._xs()) if begins <= x), default=0)
        column = self.grid.left + nth
        mark = self.grid.in_slot(self.grid.slot(row, column), line)
        return self.grid.nearest(row, column, max(0, mark[0]) if mark else 10**6)

    def _sideways(self, step: int) -> None:
        row, column, nth = self.grid.at
        if 0 <= column + step < len(self.grid.columns):
            self._move_to(self.grid.nearest(row, column + step, nth))
        else:
            self.post_message(self.Edge(self, step))

    def _page(self, step: int) -> None:
        row, column, _nth = self.grid.at
        line = self.grid.begins(row) + step * max(1, self.size.height - HEAD_LINES - 1) if self.grid.rows else 0
        found = self.grid.row_at(clamp(line, 0, max(0, self.grid.lines - 1)))
        if found is not None:
            self._move_to(self.grid.nearest(found[0], column, 0))

    def _move_to(self, place: Place, *, by_user: bool = True) -> None:
        if place == self.grid.at or not self.grid.rows:
            return
        self.grid.at = place
        self.grid.show_cursor()
        self.refresh()
        row, column = self.place
        self.tell(self.Highlighted(self, self.mark, row, column, by_user))

    def _roll(self, lines: int) -> None:
        page = max(1, self.size.height - HEAD_LINES)
        self.grid.top = clamp(self.grid.top + lines, 0, max(0, self.grid.lines - page))
        self.refresh()
