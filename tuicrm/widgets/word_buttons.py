"""Words that are buttons: `[Save]  [Cancel]`."""

from dataclasses import dataclass

from textual import events
from textual.message import Message

from tuicrm.plain.clean import show
from tuicrm.widgets.cells import width
from tuicrm.widgets.line import Line
from tuicrm.widgets.tones import Piece

_INDENT = 2
_GAP = 2


class WordButtons(Line, can_focus=True):
    """A line of words; left and right choose one, `enter` or blank presses it, so does a click."""

    @dataclass
    class Pressed(Message):
        """A word was pressed: its name, and when (monotonic)."""

        name: str
        at: float

    def __init__(self, words: tuple[tuple[str, str], ...], *, id: str | None = None) -> None:
        """Take the words as (name, what it says)."""
        super().__init__(id=id)
        self.words = words
        self.place = 0

    def on_key(self, event: events.Key) -> None:
        if event.key in ("left", "right"):
            self.place = (self.place + (1 if event.key == "right" else -1)) % len(self.words)
            self.refresh()
        elif event.key == "enter" or event.character in (" ", "\u3000"):
            self.post_message(self.Pressed(self.words[self.place][0], event.time))
        else:
            return
        event.stop()
        event.prevent_default()

    @property
    def _gap(self) -> int:
        """One blank between words where a phone has no room for more."""
        taken = _INDENT + sum(width(show(words)) + 2 + _GAP for _name, words in self.words) - _GAP
        return _GAP if taken <= self.size.width else 1

    def on_click(self, event: events.Click) -> None:
        x = _INDENT
        for name, words in self.words:
            taken = width(show(words)) + 2
            if x <= event.x < x + taken:
                self.post_message(self.Pressed(name, event.time))
            x += taken + self._gap

    def pieces(self) -> list[Piece]:
        line: list[Piece] = [(" " * _INDENT, "text")]
        for place, (_name, words) in enumerate(self.words):
            line.append((f"[{show(words)}]", "cursor" if self.has_focus and place == self.place else "accent"))
            line.append((" " * self._gap, "text"))
        return line

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()
