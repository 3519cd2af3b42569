"""What tuicrm is measured against: `empty`, a Textual app with one word; `list`, 50 rows drawn by lines."""

import sys

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

ROWS = 50
CURSOR = Style(reverse=True)


class Empty(App[None]):
    """One word."""

    def compose(self) -> ComposeResult:
        yield Static("EMPTY")


class Lines(ScrollView, can_focus=True):
    """Rows with a cursor, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.cursor = 0
        self.styles.scrollbar_size_vertical = 0

    def on_mount(self) -> None:
        self.virtual_size = Size(self.size.width, ROWS)
        self.focus()

    def on_key(self, event: events.Key) -> None:
        if event.key in ("down", "j", "up", "k"):
            before = self.cursor
            self.cursor = max(0, min(ROWS - 1, self.cursor + (1 if event.key in ("down", "j") else -1)))
            for line in (before, self.cursor):
                self.refresh(Region(0, line - self.scroll_offset.y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        text = f"row {row:04d}  Kordel GmbH  Hamburg  B  website  2 d  new, web form  9.1k"
        style = CURSOR if row == self.cursor else None
        return Strip([Segment(text.ljust(self.size.width)[: self.size.width], style)])


class List(App[None]):
    """The list alone."""

    def compose(self) -> ComposeResult:
        yield Lines()


if __name__ == "__main__":
    (Empty if sys.argv[1] == "empty" else List)().run()
