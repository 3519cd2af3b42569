"""One line of words, some of which are buttons. Tabs, footer and status line are made of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tuicrm.widgets.cells import cut, width
from tuicrm.widgets.tones import Piece, Tone, Tones


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a line; with a `key` a click on them is told."""

    text: str
    tone: Tone = "text"
    key: str | None = None


class Line(Widget, inherit_bindings=False):
    """A line of words: `parts` with buttons, those at the right stay and those at the left are cut.

    A line without buttons may say its `pieces` instead.
    """

    ALLOW_SELECT = False

    @dataclass
    class ActPressed(Message):
        """A word was clicked that stands for this act."""

        line: "Line"
        act: str

        @property
        def control(self) -> "Line":
            return self.line

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.tones = Tones(self)

    def parts(self, size: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Return what stands at the left and at the right of a line of `size` cells."""
        return (), ()

    def pieces(self) -> list[Piece]:
        """Return what is drawn."""
        return [(part.text, part.tone) for part in self._laid_out()]

    def press(self, key: str) -> None:
        """Tell that the words of this key were clicked."""
        self.post_message(self.ActPressed(self, key))

    def render_line(self, y: int) -> Strip:
        return self.tones.strip(self.pieces(), self.size.width)

    def on_click(self, event: events.Click) -> None:
        x = 0
        for part in self._laid_out():
            if x <= event.x < x + width(part.text) and part.key is not None:
                event.stop()
                self.press(part.key)
                return
            x += width(part.text)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.tones.clear()

    def _laid_out(self) -> list[Part]:
        size = self.size.width
        left, right = self.parts(size)
        right_parts, taken = _cut(right, size)
        left_parts, filled = _cut(left, size - taken - bool(taken))
        return [*left_parts, Part(" " * (size - taken - filled)), *right_parts]


def _cut(parts: Sequence[Part], size: int) -> tuple[list[Part], int]:
    kept: list[Part] = []
    taken = 0
    for part in parts:
        text = cut(part.text, max(0, size - taken))
        if text:
            kept.append(Part(text, part.tone, part.key))
            taken += width(text)
    return kept, taken
