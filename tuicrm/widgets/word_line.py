"""A line of words that can be clicked, each by its key: a strip of figures that lead to their lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from tuicrm.widgets.line import Line, Part


class WordLine(Line):
    """Says parts; a click on one with a key is told as `Pressed`."""

    @dataclass
    class Pressed(Message):
        """A word was clicked."""

        words: "WordLine"
        key: str

        @property
        def control(self) -> "WordLine":
            return self.words

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._parts: tuple[Part, ...] = ()

    def say(self, parts: Sequence[Part]) -> None:
        """Show these words."""
        if tuple(parts) != self._parts:
            self._parts = tuple(parts)
            self.refresh()

    def parts(self, size: int) -> tuple[Sequence[Part], Sequence[Part]]:
        return self._parts, ()

    def press(self, key: str) -> None:
        self.post_message(self.Pressed(self, key))
