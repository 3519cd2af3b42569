"""Plain text on the screen: never markup, never a control sequence, whatever it holds."""

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Static

from tuicrm.plain.clean import show


def content(text: str) -> Content:
    """Return text, perhaps of several lines, as what every Textual widget may be given."""
    return Content("\n".join(show(line) for line in text.split("\n")))


class Note(Static):
    """A paragraph that breaks its lines. Change it with `say`."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(content(text), id=id, classes=classes, markup=False)
        self.text = text

    def say(self, text: str) -> None:
        """Show another text."""
        if text != self.text:
            self.text = text
            self.update(content(text))


class Passage(Note):
    """A paragraph that says by a sign at its end when there was no room for all of it."""

    @property
    def is_cut(self) -> bool:
        """Whether lines are left out."""
        width, height = self.content_size
        return bool(width) and self.get_content_height(self.container_size, self.app.size, width) > height

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        if y + 1 != self.content_size.height or not self.is_cut:
            return strip
        kept = strip.crop(0, self.content_size.width - 1)
        return Strip.join([kept, Strip([Segment("…", self.rich_style)])])


class Label(Note):
    """One short text, as wide as it is."""
