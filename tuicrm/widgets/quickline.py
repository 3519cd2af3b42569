"""One line to type a sentence into, and below it how the sentence is understood."""

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from tuicrm.widgets.cells import cut, width
from tuicrm.widgets.draft_keeper import DraftKeeper
from tuicrm.widgets.field_row import FieldWords
from tuicrm.widgets.keymap import plain_key
from tuicrm.widgets.leaving import Leaving
from tuicrm.widgets.line import Line
from tuicrm.widgets.line_input import LineInput
from tuicrm.widgets.reading_lines import Part, ReadingLines
from tuicrm.widgets.tones import Piece

__all__ = ["Part", "QuickLine"]

_TEXT = "text"
_SIGNS = {" ": "space", "?": "question_mark"}


class QuickLine(Vertical):
    """A prompt with a field, a reading below it, an error in place.

    `enter` sends what stands there, `esc` leaves it. With `digits` a digit in the empty field is an answer of
    its own; a text that begins with a digit begins with a blank then, and with `signs` so are blank and `?`. With
    `ticks` what was understood is numbered, and `tab` goes there: digits switch it off. The line keeps its text
    until `clear()`.
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
    class Sign(About):
        """A blank or `?` was typed into the empty field; `key` is what it is called."""

        key: str

    @dataclass
    class Toggled(About):
        """The nth fact is to be switched off, or on again."""

        nth: int

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
        signs: bool = False,
        ticks: bool = False,
        draft: DraftKeeper | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._digits, self._signs = digits, signs
        self._start = value
        self._error = FieldWords()
        self.leaving = Leaving(self, draft, say=self._error.say, left=self._left)
        self._text = self.leaving.restore().get(_TEXT, value)
        self._prompt = _Prompt(prompt)
        self._input = LineInput(self._text)
        self._reading = ReadingLines(numbered=ticks)

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

    @property
    def raw(self) -> str:
        """What stands in the field as it is."""
        return self._text

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is typed, not even a blank."""
        return not self._text

    def set_reading(self, parts: Sequence[Part], off: Collection[int] = ()) -> None:
        """Show how the text is understood: (label, text, is it sure); those in `off` are switched off."""
        self._reading.put(parts, off)

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
            case "tab" | "down" if self._reading.can_focus and self._reading.display and self._input.has_focus:
                self._reading.focus()
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
        if self._signs and not self._text and (sign := _SIGNS.get(plain_key(text))) is not None:
            self._input.put("")
            self.post_message(self.Sign(self, sign))
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

    @on(ReadingLines.Toggled)
    def _toggled(self, event: ReadingLines.Toggled) -> None:
        event.stop()
        self.post_message(self.Toggled(self, event.nth))

    @on(ReadingLines.Left)
    def _back_to_text(self, event: ReadingLines.Left) -> None:
        event.stop()
        self._input.focus()
        if event.key == "enter":
            self.post_message(self.Submitted(self, self.text))
        elif event.key:
            self._input.insert_text_at_cursor(event.key)

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


def _digit(text: str) -> int | None:
    """Return the digit that a text is, full width or not."""
    text = unicodedata.normalize("NFKC", text)
    return int(text) if len(text) == 1 and text.isdecimal() else None
