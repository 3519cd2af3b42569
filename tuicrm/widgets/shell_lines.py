"""The three lines that all screens share: where I am, what was said, which keys matter."""

from dataclasses import dataclass

from textual import events
from textual.message import Message

from tuicrm.plain.language import _
from tuicrm.widgets.cells import cut, width
from tuicrm.widgets.keymap import act, footer
from tuicrm.widgets.line import Line
from tuicrm.widgets.perform import perform
from tuicrm.widgets.tones import Piece, Tone

__all__ = ["FooterLine", "Line", "ScreenTabs", "StatusLine"]


class ScreenTabs(Line):
    """`1 Pool [2 Board] ...` and at the right who I am."""

    NAMES = ("pool", "board", "agenda", "charts", "team")

    @dataclass
    class Chosen(Message):
        """A tab was clicked."""

        name: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.current = ""
        self.right = ""

    def put(self, current: str, right: str) -> None:
        """Show where I am and who I am."""
        self.current, self.right = current, right
        self.refresh()

    def labels(self) -> list[tuple[str, str]]:
        """Return name and text of each tab."""
        found = []
        for number, name in enumerate(self.NAMES, start=1):
            text = f"{number} {_(act('screen.' + name).words)}"
            found.append((name, f"[{text}]" if name == self.current else f" {text} "))
        return found

    def pieces(self) -> list[Piece]:
        line: list[Piece] = [(text, "accent" if name == self.current else "text") for name, text in self.labels()]
        left = sum(width(text) for text, _tone in line)
        right = cut(self.right, max(0, self.size.width - left - 2))
        blanks = self.size.width - left - width(right) - 1
        return [*line, (" " * max(0, blanks), "text"), (right, "text")]

    def on_click(self, event: events.Click) -> None:
        x = 0
        for name, text in self.labels():
            if x <= event.x < x + width(text):
                self.post_message(self.Chosen(name))
            x += width(text)


class StatusLine(Line):
    """What is under the cursor, or what the last act did."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.text = ""
        self.tone: Tone = "text"

    def say(self, text: str, tone: Tone = "text") -> None:
        """Show another sentence."""
        if (text, tone) != (self.text, self.tone):
            self.text, self.tone = text, tone
            self.refresh()

    def pieces(self) -> list[Piece]:
        return [(" " + cut(self.text, max(0, self.size.width - 2)), self.tone)]


class FooterLine(Line):
    """The few keys that matter here; its words are buttons."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.place = "agenda"

    def put(self, place: str) -> None:
        """Show the keys of another place."""
        self.place = place
        self.refresh()

    def pieces(self) -> list[Piece]:
        line: list[Piece] = []
        x = 0
        for word in footer(self.place, self.size.width):
            line += [(" " * (word.x - x), "text"), (word.key, "accent")]
            line.append((f" {word.words}" if word.words else "", "dim"))
            x = word.x + word.width
        return line

    def on_click(self, event: events.Click) -> None:
        for word in footer(self.place, self.size.width):
            if word.x <= event.x < word.x + word.width:
                self.call_next(perform, self.app, word.act.id)
