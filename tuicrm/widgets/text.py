"""Plain text on the screen: never markup, never a control sequence, whatever it holds."""

from textual.content import Content
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


class Label(Note):
    """One short text, as wide as it is."""
