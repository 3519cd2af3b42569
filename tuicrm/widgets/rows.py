"""A list drawn line by line: rows in, messages out."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size, clamp
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tuicrm.widgets.at_once import AtOnce
from tuicrm.widgets.flash import Flash
from tuicrm.widgets.keymap import NARROW, bindings, methods
from tuicrm.widgets.row import Column, Key, Page, Row
from tuicrm.widgets.row_painter import RowPainter
from tuicrm.widgets.row_plan import Lines, plan
from tuicrm.widgets.tones import Tone
from tuicrm.widgets.wheel import WHEEL_LINES, Wheel


class Rows(AtOnce, ScrollView, can_focus=True, inherit_bindings=False):
    """A page of rows with a cursor, marks and section heads. It knows cells, not customers.

    Give it rows with `put` (all anew; cursor, marks and scroll stay by key), `add` (the next page),
    `change` and `drop` (what an act or somebody else did). `empty` is the sentence shown when there
    are none.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list"), *bindings("marks")]
    QUICK = methods("list")
    ALLOW_SELECT = False

    @dataclass
    class About(Message):
        """Something happened in this list."""

        rows: "Rows"

        @property
        def control(self) -> "Rows":
            return self.rows

    @dataclass
    class Highlighted(About):
        """The cursor stands on another row; None when there is none. `by_user`: they moved it themselves."""

        key: Key | None
        by_user: bool

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, Rows.Highlighted) and message.rows is self.rows

    @dataclass
    class Opened(About):
        """A row was opened, by `enter` or by a click on the row under the cursor."""

        key: Key

    @dataclass
    class MarksChanged(About):
        """Other rows are marked now; `hidden` of them are not among the rows shown."""

        marks: frozenset[Key]
        hidden: int

    @dataclass
    class Sorted(About):
        """The head of a column was clicked: the rows are wanted in its order."""

        column: str

    @dataclass
    class NeedsMore(About):
        """The end comes into sight: the rows after this key are wanted. Sent once for each last row."""

        after: Key

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        marks: bool = False,
        empty: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.columns = tuple(columns)
        self.page = Page()
        self.cursor = 0
        self.marks: set[Key] = set()
        self._marking = marks
        self._empty = empty
        self._sorted: tuple[str, bool] | None = None
        self._flash = Flash(self, self._refresh_keys)
        self._wheel = Wheel(self, self._roll)
        self._painter = RowPainter(self)
        self._plan = plan(self.columns, 80, marks=marks)
        self._lines = Lines((), self._plan)
        self._asked_after: Key | None = None

    # what others read

    @property
    def key(self) -> Key | None:
        """Return the key of the row under the cursor; None when there are no rows."""
        return self.page.rows[self.cursor].key if self.page.rows else None

    @property
    def row(self) -> Row | None:
        """Return the row under the cursor."""
        return self.page.rows[self.cursor] if self.page.rows else None

    @property
    def chosen(self) -> tuple[Key, ...]:
        """Return what an act is about: the marked rows, shown ones first, else the one under the cursor."""
        if self.marks:
            shown = [row.key for row in self.page.rows if row.key in self.marks]
            return (*shown, *(self.marks - set(shown)))
        return () if self.key is None else (self.key,)

    @property
    def cursor_region(self) -> Region:
        """Return where the row under the cursor stands on the screen: a box may open beside it."""
        region = self._row_region(self.cursor) if self.page.rows else Region(0, 0, self.size.width, 1)
        return region.translate(self.region.offset)

    # what others tell it

    def put(self, page: Page, *, to: Key | None = None) -> None:
        """Show these rows; the cursor goes to `to` or stays on its key, on the same line of the screen."""
        before, shown, lines, top, cursor = self.key, self.page, self._lines, self._top, self.cursor
        line = self._lines.starts[self.cursor] - self._top if self.page.rows else 0
        hidden = self._hidden
        self.page = page
        self._asked_after = None
        place = next((at for at in map(self.page.place, (to, before)) if at is not None), None)
        self.cursor = clamp(self.cursor if place is None else place, 0, max(0, len(page.rows) - 1))
        self._measure()
        if page.rows:
            self._scroll_to_line(self._lines.starts[self.cursor] - line if place is not None else self._top)
            self._show_cursor()
        self._refresh_changed(shown, lines, top, cursor)
        if self.key != before or before is None:
            self.post_message(self.Highlighted(self, self.key, by_user=False))
        if self._hidden != hidden:
            self.post_message(self.MarksChanged(self, frozenset(self.marks), self._hidden))
        self._ask_for_more()

    def add(self, page: Page) -> None:
        """Append the next page; nothing on the screen moves."""
        self.put(self.page.followed_by(page))

    def change(self, *rows: Row, flash: bool = False) -> None:
        """Show these rows in place of those of the same keys; keys that are not shown are ignored."""
        self.put(self.page.with_rows(rows))
        if flash:
            self.flash(*(row.key for row in rows))

    def drop(self, *keys: Key) -> None:
        """Take these rows out; their marks go with them."""
        self.put(self.page.without(keys))
        if self.marks & set(keys):
            self._set_marks(self.marks - set(keys))

    def flash(self, *keys: Key) -> None:
        """Draw these rows as just changed, for two seconds."""
        self._flash.start(keys)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Lay the rows out in other columns; the rows that fit them are to be put next."""
        self.columns = tuple(columns)
        self.page = Page()
        self.cursor = 0
        self._painter.clear()
        self._measure()
        self.refresh()

    def say_empty(self, sentence: str) -> None:
        """Set the sentence that stands where there are no rows."""
        self._empty = sentence
        self.refresh()

    def show_sorted(self, column: str, *, descending: bool) -> None:
        """Show in the head by which column the rows are sorted."""
        self._sorted = (column, descending)
        self.refresh()

    def go_to(self, key: Key) -> bool:
        """Put the cursor on this key; False when it is not among the rows shown."""
        if (place := self.page.place(key)) is not None:
            self._move_to(place, by_user=False)
        return place is not None

    def clear_marks(self) -> None:
        """Take all marks off."""
        if self.marks:
            self._set_marks(set())

    # keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._marking if action in ("mark", "mark_all") else True

    def action_up(self) -> None:
        self._move_to(self.cursor - 1)

    def action_down(self) -> None:
        self._move_to(self.cursor + 1)

    def action_first(self) -> None:
        self._move_to(0)

    def action_last(self) -> None:
        self._move_to(len(self.page.rows) - 1)

    def action_page_up(self) -> None:
        self._move_by_lines(-self._view)

    def action_page_down(self) -> None:
        self._move_by_lines(self._view)

    def action_open(self) -> None:
        if self.page.rows:
            self.post_message(self.Opened(self, self.page.rows[self.cursor].key))

    def action_mark(self) -> None:
        if self.page.rows:
            self._set_marks(self.marks ^ {self.page.rows[self.cursor].key})

    def action_mark_all(self) -> None:
        shown = {row.key for row in self.page.rows}
        self._set_marks(self.marks - shown if shown <= self.marks else self.marks | shown)

    # mouse

    def on_click(self, event: events.Click) -> None:
        """Select by the first click, open by one on the selected row, mark by one on the left edge."""
        event.stop()
        if event.y < self._header:
            if (column := self._plan.column_at(event.x)) is not None and column.sort:
                self.post_message(self.Sorted(self, column.key))
            return
        if (place := self._row_at(event.y)) is None:
            return
        if self._marking and event.x < self._plan.prefix - 1:
            self._set_marks(self.marks ^ {self.page.rows[place].key})
        elif place == self.cursor:
            self.action_open()
        else:
            self._move_to(place)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop().prevent_default()
        self._wheel.turn(WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop().prevent_default()
        self._wheel.turn(-WHEEL_LINES)

    def _roll(self, lines: int) -> None:
        self._scroll_to_line(self._top + lines)
        self._ask_for_more()

    # drawing

    def render_line(self, y: int) -> Strip:
        if y < self._header:
            return self._painter.titles(self._plan, self._sorted)
        if not self.page.rows:
            return self._painter.sentence(self._empty, y - self._header, self.size.width, self._view)
        line = y - self._header + self._top
        if line >= self._lines.total:
            return self._painter.section("", self.size.width)
        place, nth = self._lines.at(line)
        if nth is None:
            return self._painter.section(self.page.rows[place + 1].head, self.size.width)
        row = self.page.rows[place]
        cursor: Tone | None = ("cursor" if self.has_focus else "cursor-blurred") if place == self.cursor else None
        strips = self._painter.row(
            row, self._plan, cursor=cursor, marked=row.key in self.marks, flashing=row.key in self._flash
        )
        return strips[nth]

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._painter.clear()

    def on_focus(self) -> None:
        self._refresh_row(self.cursor)

    on_blur = on_focus

    def on_resize(self) -> None:
        self._measure()
        if self.page.rows:
            self._show_cursor()
            self._ask_for_more()

    # measures

    @property
    def _header(self) -> int:
        return int(self.size.width >= NARROW and any(column.title for column in self.columns))

    @property
    def _view(self) -> int:
        return max(1, self.size.height - self._header)

    @property
    def _top(self) -> int:
        return self.scroll_offset.y

    def _measure(self) -> None:
        self._plan = plan(self.columns, self.size.width or 80, marks=self._marking)
        self._lines = Lines(self.page.rows, self._plan)
        self.virtual_size = Size(self.size.width, self._lines.total + self._header)

    def _row_region(self, place: int) -> Region:
        span = self._lines.span(place)
        view = Region(0, self._header, self.size.width, self._view)
        return Region(0, self._header + span.start - self._top, view.width, len(span)).intersection(view)

    def _row_at(self, y: int) -> int | None:
        line = y - self._header + self._top
        if line >= self._lines.total:
            return None
        place, nth = self._lines.at(line)
        return None if nth is None else place

    # moves

    def _move_to(self, place: int, *, by_user: bool = True) -> None:
        if not self.page.rows:
            return
        before, self.cursor = self.cursor, clamp(place, 0, len(self.page.rows) - 1)
        self._show_cursor()
        if self.cursor != before:
            self._refresh_row(before)
            self._refresh_row(self.cursor)
            self.tell(self.Highlighted(self, self.key, by_user=by_user))
            self._ask_for_more()

    def _move_by_lines(self, lines: int) -> None:
        if self.page.rows:
            line = clamp(self._lines.starts[self.cursor] + lines, 0, self._lines.total - 1)
            self._move_to(max(0, self._lines.at(line)[0]))

    def _show_cursor(self) -> None:
        """Scroll by half a page when the cursor is out of sight: one line would repaint just as much."""
        first = self._lines.starts[self.cursor] - bool(self.page.rows[self.cursor].head)
        last = self._lines.starts[self.cursor] + self._lines.heights[self.cursor]
        if first < self._top or last > self._top + self._view:
            self._scroll_to_line(first - (self._view - (last - first)) // 2)

    def _scroll_to_line(self, line: int) -> None:
        self.scroll_to(y=clamp(line, 0, self.max_scroll_y), animate=False, immediate=True, force=True)

    def _refresh_row(self, place: int) -> None:
        if place < len(self.page.rows) and (region := self._row_region(place)):
            self.refresh(region)

    def _refresh_keys(self, keys: Container[Key]) -> None:
        for place, row in enumerate(self.page.rows):
            if row.key in keys:
                self._refresh_row(place)

    def _refresh_changed(self, shown: Page, lines: Lines, top: int, cursor: int) -> None:
        """Repaint the rows that differ, if all the others stand where they stood."""
        heads = [row.head for row in shown.rows] == [row.head for row in self.page.rows]
        if not (shown.rows and heads and lines.heights == self._lines.heights and top == self._top):
            self.refresh()
            return
        for place, (old, new) in enumerate(zip(shown.rows, self.page.rows, strict=True)):
            if old != new or (cursor != self.cursor and place in (cursor, self.cursor)):
                self._refresh_row(place)

    def _ask_for_more(self) -> None:
        rows = self.page.rows
        if not (self.page.more and rows) or self._asked_after == rows[-1].key:
            return
        near = self._lines.total - self._view
        if self._top + self._view >= near or self._lines.starts[self.cursor] >= near:
            self._asked_after = rows[-1].key
            self.post_message(self.NeedsMore(self, rows[-1].key))

    def _set_marks(self, marks: set[Key]) -> None:
        changed, self.marks = self.marks ^ marks, marks
        self._refresh_keys(changed)
        self.post_message(self.MarksChanged(self, frozenset(marks), self._hidden))

    @property
    def _hidden(self) -> int:
        """How many marked rows are not among those shown."""
        return len(self.marks - {row.key for row in self.page.rows}) if self.marks else 0
