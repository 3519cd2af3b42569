"""A chart on the screen: a Chart in, the place under the cursor out."""

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size, clamp
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tuicrm.plain.language import current
from tuicrm.widgets import hbar, matrix
from tuicrm.widgets.chart import Chart, Line, draw, place_at
from tuicrm.widgets.keymap import bindings, twins
from tuicrm.widgets.legend import head
from tuicrm.widgets.symbols import symbols
from tuicrm.widgets.tones import Tone, Tones
from tuicrm.widgets.wheel import WHEEL_LINES, Wheel

_SIDEWAYS = [
    Binding(",".join(name for key in keys for name in (key, *twins(key))), action, show=False)
    for keys, action in ((("left", "h"), "up"), (("right", "l"), "down"))
]
"""In upright charts the places stand side by side."""


class ChartView(ScrollView, can_focus=True, inherit_bindings=False):
    """One chart with a cursor over its places: the bars of a lying chart, the labels of an upright one.

    Give it a chart with `put`. Lying bars scroll under their title. A histogram and an empty chart have no
    cursor; an empty one shows its sentence.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list"), *_SIDEWAYS]
    ALLOW_SELECT = False

    @dataclass
    class About(Message):
        """Something happened in this chart."""

        view: "ChartView"

        @property
        def control(self) -> "ChartView":
            return self.view

    @dataclass
    class Highlighted(About):
        """The cursor stands on another place; None when there is none. `by_user`: they moved it themselves."""

        index: int | None
        by_user: bool

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, ChartView.Highlighted) and message.view is self.view

    @dataclass
    class Opened(About):
        """A place was opened, by `enter` or by a click on the place under the cursor."""

        index: int

    def __init__(self, chart: Chart | None = None, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.chart = Chart("hbar", "", ())
        self.index: int | None = None
        self._tones = Tones(self)
        self._wheel = Wheel(self, self._roll)
        self._drawn: tuple[object, ...] = ()
        self._head: list[Line] = []
        self._rows: list[Line] = []
        self._strips: dict[tuple[int, bool, bool], Strip] = {}
        if chart is not None:
            self._take(chart)

    def put(self, chart: Chart, *, to: int | None = None) -> None:
        """Show this chart; the cursor stays on its label (or goes to `to`; at first to the highlighted place)."""
        before = self.index
        self._take(chart, to)
        self.refresh()
        if self.index != before:
            self.post_message(self.Highlighted(self, self.index, by_user=False))

    # keys

    def action_up(self) -> None:
        self._move_to(None if self.index is None else self.index - 1)

    def action_down(self) -> None:
        self._move_to(None if self.index is None else self.index + 1)

    def action_first(self) -> None:
        self._move_to(0)

    def action_last(self) -> None:
        self._move_to(self.chart.length - 1)

    def action_page_up(self) -> None:
        self._move_to(None if self.index is None else self.index - self._view)

    def action_page_down(self) -> None:
        self._move_to(None if self.index is None else self.index + self._view)

    def action_open(self) -> None:
        if self.index is not None:
            self.post_message(self.Opened(self, self.index))

    # mouse

    def on_click(self, event: events.Click) -> None:
        """Select by the first click, open by one on the selected place."""
        event.stop()
        place = self._place_at(event.x, event.y)
        if place is None:
            return
        if place == self.index:
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
        if self._lies:
            self._scroll_to_line(self.scroll_offset.y + lines)

    # drawing

    def render_line(self, y: int) -> Strip:
        self._draw()
        row = y - len(self._head) + self.scroll_offset.y
        known = (y if y < len(self._head) else len(self._head) + row, row == self.index, self.has_focus)
        if known not in self._strips:
            line = self._head[y] if y < len(self._head) else self._row(row)
            self._strips[known] = self._tones.strip(line, self.size.width)
        return self._strips[known]

    def _row(self, row: int) -> Line:
        if row >= len(self._rows):
            return []
        if not self._lies:
            return self._rows[row]
        if row != self.index:
            return [(" ", "text"), *self._rows[row]]
        tone: Tone = "cursor" if self.has_focus else "cursor-blurred"
        return [(symbols().cursor, "accent"), *((text, tone) for text, _tone in self._rows[row])]

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._tones.clear()
        self._strips.clear()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_resize(self) -> None:
        self._measure()
        self._show_cursor()

    def _draw(self) -> None:
        """Draw anew when anything that the picture depends on is another."""
        width, height = self.size
        chart = self.chart if self._lies else self._with_cursor()
        wanted = (chart, width, height, symbols(), current())
        if wanted == self._drawn:
            return
        self._drawn = wanted
        self._strips.clear()
        self._head = head(chart, width, symbols()) if self._lies else []
        lying = matrix.rows if chart.kind == "matrix" else hbar.bars
        self._rows = lying(chart, width - 1, symbols()) if self._lies else draw(chart, width, height)

    def _with_cursor(self) -> Chart:
        return replace(self.chart, highlight=self.index) if self.has_focus else self.chart

    # measures and moves

    @property
    def _lies(self) -> bool:
        return self.chart.lies and not self.chart.is_empty

    @property
    def _view(self) -> int:
        """Return how many bars can be seen at once."""
        return max(1, self.size.height - len(head(self.chart, max(1, self.size.width), symbols())))

    def _take(self, chart: Chart, to: int | None = None) -> None:
        before = self.index
        label = None if before is None else self.chart.label(before)
        if chart.title != self.chart.title:  # the third bar of another picture has nothing to do with this one's
            before = None
        self.chart = chart
        self.index = _place(chart, to if to is not None else chart.highlight, label, before)
        self._measure()
        self._show_cursor()

    def _measure(self) -> None:
        lines = self.chart.length + self.size.height - self._view if self._lies else self.size.height
        self.virtual_size = Size(self.size.width, lines)

    def _place_at(self, x: int, y: int) -> int | None:
        if self.index is None:
            return None
        if not self._lies:
            return place_at(self.chart, self.size.width, self.size.height, x)
        row = y - (self.size.height - self._view) + self.scroll_offset.y
        return row if y >= self.size.height - self._view and row < self.chart.length else None

    def _move_to(self, place: int | None) -> None:
        if place is None or self.index is None:
            return
        place = clamp(place, 0, self.chart.length - 1)
        if place != self.index:
            self.index = place
            self.refresh()
            self.post_message(self.Highlighted(self, place, by_user=True))
        self._show_cursor()

    def _show_cursor(self) -> None:
        top = self.scroll_offset.y
        if self._lies and self.index is not None and not top <= self.index < top + self._view:
            self._scroll_to_line(self.index - self._view // 2)

    def _scroll_to_line(self, line: int) -> None:
        self.scroll_to(y=clamp(line, 0, self.max_scroll_y), animate=False, immediate=True, force=True)


def _place(chart: Chart, wanted: int | None, label: str | None, before: int | None) -> int | None:
    """Return where the cursor stands in a new chart."""
    if chart.is_empty or chart.kind == "histogram":
        return None
    if wanted is None and label is not None and label in chart.labels:
        wanted = chart.labels.index(label)
    if wanted is None:
        wanted = before if before is not None else (0 if chart.lies else chart.length - 1)
    return clamp(wanted, 0, chart.length - 1)
