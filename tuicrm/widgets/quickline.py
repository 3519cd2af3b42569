"""One line to type a sentence into, and below it how the sentence is understood."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from tuicrm.widgets.cells import cut, width
from tuicrm.widgets.draft_keeper import DraftKeeper
from tuicrm.widgets.field_row import FieldWords
from tuicrm.widgets.leaving import Leaving
from tuicrm.widgets.line import Line
from tuicrm.widgets.line_input import LineInput
from tuicrm.widgets.symbols import symbols
from tuicrm.widgets.tones import Piece

_MOST_LINES = 3
_TEXT = "text"

Part = tuple[str, str, bool]
"""One thing that was understood: what it is (a label, perhaps ""), what it says, and whether it is sure."""


class QuickLine(Vertical):
    """A prompt with a field, a reading below it, an error in place.

    `enter` sends what stands there, `esc` leaves it. With `digits` a digit in the empty field is an answer of
    its own; a text that begins with a digit begins with a blank then. The line keeps its text until `clear()`.
    """

    @dataclass
    class About(Message):
        """Something happened in this line."""

        quick: "QuickLine"

        @property
        def control(self) -> "QuickLine":
            return self.quick

    @dataclass
    class Changed(About):
        """The text is another."""

        text: str

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, QuickLine.Changed) and message.quick is self.quick

    @dataclass
    class Submitted(About):
        """The text is sent; it is clean."""

        text: str

    @dataclass
    class Digit(About):
        """A digit was typed into the empty field."""

        digit: int

    @dataclass
    class Left(About):
        """The user does not want to send. `kept`: the text is kept as a draft."""

        kept: bool

    def __init__(
        self,
        prompt: str,
        *,
        value: str = "",
        digits: bool = False,
        draft: DraftKeeper | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._digits = digits
        self._start = value
        self._error = FieldWords()
        self.leaving = Leaving(self, draft, say=self._error.say, left=self._left)
        self._text = self.leaving.restore().get(_TEXT, value)
        self._prompt = _Prompt(prompt)
        self._input = LineInput(self._text)
        self._reading = _ReadingLines()

    def compose(self) -> Iterator[Widget]:
        with Horizontal():
            yield self._prompt
            yield self._input
        yield self._reading
        yield self._error

    def on_mount(self) -> None:
        if self._text:  # a draft wants to be read, too
            self.post_message(self.Changed(self, self.text))

    @property
    def text(self) -> str:
        """What stands in the field, blanks at its ends left out."""
        return self._text.strip()

    def focus_field(self) -> None:
        """Put the cursor into the field."""
        self._input.focus()

    def put(self, text: str) -> None:
        """Show another text, the cursor at its end."""
        self._input.put(text)

    def clear(self) -> None:
        """Empty the line: what was sent has arrived, so its draft goes, too."""
        self.leaving.discard()
        self._text = self._start = ""
        self._input.put("")
        self._error.say("", "dim")
        self._reading.put(())

    def set_reading(self, parts: Sequence[Part]) -> None:
        """Show how the text is understood: (label, text, is it sure)."""
        self._reading.put(tuple(parts))

    def refuse(self, sentence: str) -> None:
        """Show why the text was refused, until it is another."""
        self._error.say(sentence, "late")

    # keys and what comes from the field

    def on_key(self, event: events.Key) -> None:
        if event.key != "escape":
            self.leaving.stay()
        match event.key:
            case "escape":
                self.leaving.leave(changed=self._text.strip() != self._start.strip())
            case "enter":
                self.post_message(self.Submitted(self, self.text))
            case _ if not event.is_printable:
                return
        event.stop()
        event.prevent_default()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        text = event.value
        if text == self._text:
            return
        digit = _digit(text) if self._digits and not self._text else None
        if digit is not None:
            self._input.put("")
            self.post_message(self.Digit(self, digit))
            return
        self._text = text
        self._error.say("", "dim")
        self.leaving.typed({_TEXT: text})
        self.post_message(self.Changed(self, self.text))

    def on_unmount(self) -> None:
        self.leaving.write()

    def _left(self, kept: bool) -> None:
        self.post_message(self.Left(self, kept))


class _Prompt(Line):
    """What the line is for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def on_mount(self) -> None:
        self.styles.width = width(cut(self.text, 24)) + 3

    def pieces(self) -> list[Piece]:
        return [(" ", "text"), (cut(self.text, self.size.width - 3), "accent"), (" ", "text")]


class _ReadingLines(Line):
    """The parts, side by side, on as many lines as they need."""

    def __init__(self) -> None:
        super().__init__()
        self.understood: tuple[Part, ...] = ()
        self.display = False

    def put(self, parts: tuple[Part, ...]) -> None:
        self.understood = parts
        self.display = bool(parts)
        self.styles.height = max(1, len(self._lines()))
        self.refresh()

    def on_resize(self) -> None:
        self.styles.height = max(1, len(self._lines()))

    def render_line(self, y: int) -> Strip:
        lines = self._lines()
        return self.tones.strip(lines[y] if y < len(lines) else [], self.size.width)

    def _lines(self) -> list[list[Piece]]:
        cells = self.size.width or self.app.size.width
        lines: list[list[Piece]] = []
        taken = cells
        for label, text, sure in self.understood:
            words = f"{label} {text}".strip() if sure else f"? {label} {text}".strip()
            shown = cut(words, max(1, cells - 4))
            if taken + 3 + width(shown) > cells:
                if len(lines) == _MOST_LINES:
                    break
                lines.append([("   ", "text")])
                taken = 3
            else:
                lines[-1].append((f" {symbols().bar} ", "dim"))
                taken += 3
            lines[-1].append((shown, "dim" if sure else "still"))
            taken += width(shown)
        return lines


def _digit(text: str) -> int | None:
    """Return the digit that a text is, full width or not."""
    text = unicodedata.normalize("NFKC", text)
    return int(text) if len(text) == 1 and text.isdecimal() else None
