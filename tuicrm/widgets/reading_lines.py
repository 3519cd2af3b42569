"""How a typed sentence is understood: its facts side by side, each of which a digit or a click switches off."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.strip import Strip

from tuicrm.widgets.cells import cut, width
from tuicrm.widgets.keymap import plain_key
from tuicrm.widgets.line import Line
from tuicrm.widgets.symbols import symbols
from tuicrm.widgets.tones import Piece, Tone

MOST_LINES = 3
INDENT = 3

Part = tuple[str, str, bool]
"""One thing that was understood: what it is (a label, perhaps ""), what it says, and whether it is sure."""


class ReadingLines(Line):
    """The facts, on as many lines as they need. With the focus digits switch them, `enter` sends."""

    @dataclass
    class Toggled(Message):
        """The nth fact is to be switched off, or on again."""

        nth: int

    @dataclass
    class Left(Message):
        """The line wants the focus back; `key` was typed to go on writing, "enter" to send, "" only to leave."""

        key: str

    def __init__(self, *, numbered: bool = False) -> None:
        super().__init__()
        self.understood: tuple[Part, ...] = ()
        self.off: frozenset[int] = frozenset()
        self.numbered = numbered
        self.can_focus = numbered
        self.display = False

    def put(self, parts: Sequence[Part], off: Collection[int] = ()) -> None:
        """Show how a text is understood; those in `off` are switched off."""
        self.understood, self.off = tuple(parts), frozenset(off)
        self.display = bool(parts)
        self.styles.height = max(1, len(self._lines()))
        self.refresh()

    def on_resize(self) -> None:
        self.styles.height = max(1, len(self._lines()))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        key = plain_key(event.character) if event.character else event.key
        if key.isdecimal() and 0 < int(key) <= len(self.understood):
            self.post_message(self.Toggled(int(key) - 1))
        elif event.key == "enter":
            self.post_message(self.Left("enter"))
        elif event.key in ("escape", "tab", "shift+tab", "up", "left", "backspace"):
            self.post_message(self.Left(""))
        elif event.is_printable and event.character:
            self.post_message(self.Left(event.character))
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        event.stop()
        for nth, line, start, end in self._places():
            if line == event.y and start <= event.x < end:
                self.post_message(self.Toggled(nth))

    def render_line(self, y: int) -> Strip:
        lines = self._lines()
        return self.tones.strip(lines[y] if y < len(lines) else [], self.size.width)

    def _lines(self) -> list[list[Piece]]:
        lines: list[list[Piece]] = []
        for nth, line, _start, _end in self._places():
            while len(lines) <= line:
                lines.append([(" " * INDENT, "text")])
            if len(lines[line]) > 1:
                lines[line].append((f" {symbols().bar} ", "dim"))
            lines[line] += self._pieces(nth)
        return lines

    def _places(self) -> list[tuple[int, int, int, int]]:
        """Say on which line and between which cells each fact stands."""
        cells = self.size.width or self.app.size.width
        found: list[tuple[int, int, int, int]] = []
        line, taken = -1, cells
        for nth in range(len(self.understood)):
            size = sum(width(text) for text, _tone in self._pieces(nth))
            if taken + 3 + size > cells:
                if line + 1 == MOST_LINES:
                    break
                line, taken = line + 1, INDENT
            else:
                taken += 3
            found.append((nth, line, taken, taken + size))
            taken += size
        return found

    def _pieces(self, nth: int) -> list[Piece]:
        label, text, sure = self.understood[nth]
        is_off = nth in self.off
        cells = self.size.width or self.app.size.width
        words = f"{label} {text}".strip()
        said = f"({words})" if is_off else words if sure else f"? {words}"
        tone: Tone = "dim" if is_off or (sure and not self.numbered) else "text" if sure else "still"
        number: list[Piece] = [(f"{nth + 1} ", "accent" if self.has_focus else "dim")] if self.numbered else []
        return [*number, (cut(said, max(1, cells - INDENT - 3)), tone)]
