"""One field of a form: its label, its input, and below it how it is understood or why it was refused."""

from collections.abc import Iterator

from textual.containers import Horizontal, Vertical
from textual.strip import Strip
from textual.widget import Widget

from tuicrm.widgets.cells import cut, fit, width, wrap
from tuicrm.widgets.choice_input import ChoiceInput
from tuicrm.widgets.fields import Field
from tuicrm.widgets.line import Line
from tuicrm.widgets.line_input import LineInput, NoteInput
from tuicrm.widgets.symbols import symbols
from tuicrm.widgets.tones import Piece, Tone

_PREFIX = 2  # the sign of the cursor and a blank


class FieldLabel(Line):
    """The label, aligned by cells; the sign in front says which field has the focus."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.marked = False

    def mark(self, marked: bool) -> None:
        """Show whether the field has the focus."""
        self.marked = marked
        self.refresh()

    def pieces(self) -> list[Piece]:
        sign = symbols().cursor if self.marked else " "
        room = max(0, self.size.width - _PREFIX)
        return [(f"{sign} ", "accent"), (fit(self.text, room), "strong" if self.marked else "text")]


class FieldWords(Line):
    """The line below an input: the reading of its text, or the error; hidden while there is neither.

    With `lines` a long sentence takes that many before it is cut.
    """

    def __init__(self, indent: int = 0, lines: int = 1) -> None:
        super().__init__()
        self.indent = indent
        self.lines = lines
        self.text = ""
        self.tone: Tone = "dim"
        self.display = False

    def say(self, text: str, tone: Tone) -> None:
        """Show a sentence; "" hides the line."""
        self.text, self.tone = text, tone
        self.display = bool(text)
        self.refresh()
        self._fit()

    def pieces(self) -> list[Piece]:
        return self._line(0)

    def render_line(self, y: int) -> Strip:
        return self.tones.strip(self._line(y), self.size.width)

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        if self.lines > 1 and self.size.width:
            self.styles.height = len(self._wrapped())

    def _wrapped(self) -> list[str]:
        sign = "! " if self.tone == "late" else ""
        return wrap(sign + self.text, max(1, self.size.width - self.indent), self.lines)

    def _line(self, y: int) -> list[Piece]:
        wrapped = self._wrapped()
        return [(" " * self.indent, "text"), (wrapped[y] if y < len(wrapped) else "", self.tone)]


class FieldRow(Vertical):
    """A field on the screen. `lines`: so many how its text is understood may take."""

    def __init__(self, field: Field, lines: int = 1) -> None:
        super().__init__()
        self.field = field
        self.label = FieldLabel(field.label + (" *" if field.required else ""))
        self.input = _input(field)
        self.words = FieldWords(lines=lines)
        self._refused = ""

    def compose(self) -> Iterator[Widget]:
        with Horizontal():
            yield self.label
            yield self.input
        yield self.words

    def on_mount(self) -> None:
        self.refuse(self.field.error)

    @property
    def value(self) -> str:
        """The text as it stands in the input."""
        return self.input.text if isinstance(self.input, NoteInput) else self.input.value

    def put(self, value: str) -> None:
        """Show another text."""
        self.input.put(value)

    def refuse(self, sentence: str) -> None:
        """Say why the text was refused, until it is another; "" takes it back."""
        self._refused = sentence
        self._tell()

    def changed(self) -> None:
        """Take the text as another one: no longer refused, read anew."""
        self.refuse("")

    def reread(self) -> None:
        """Say anew how the text is understood: more is known of it now."""
        self._tell()

    def wish(self) -> int:
        """Return the cells that the label takes, with what stands around it."""
        return width(cut(self.label.text, 200)) + _PREFIX + 1

    def give(self, cells: int) -> None:
        """Give the label so many cells."""
        self.label.styles.width = cells
        self.words.indent = cells
        self.words.refresh()

    def _tell(self) -> None:
        if self._refused:
            self.words.say(self._refused, "late")
            return
        reading = self.field.reading(self.value)
        self.words.say(reading.text if reading else "", "dim" if reading and reading.ok else "still")


def _input(field: Field) -> LineInput | NoteInput | ChoiceInput:
    if field.kind in ("choice", "choices", "yesno"):
        return ChoiceInput(field.choose_from(), field.value, many=field.kind == "choices")
    return NoteInput(field.value) if field.kind == "note" else LineInput(field.value)
