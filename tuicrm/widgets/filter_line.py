"""The `/` line: words and `key:value` terms, and how many records they leave."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from textual import events, on
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from tuicrm.plain.filters import Filter, FilterError, parse_filter
from tuicrm.plain.formats import count
from tuicrm.plain.language import _
from tuicrm.widgets.cells import cut, width
from tuicrm.widgets.completion import FilterKey, KeySuggester, candidates, complete, spellings
from tuicrm.widgets.field_row import FieldWords
from tuicrm.widgets.line import Line
from tuicrm.widgets.line_input import LineInput
from tuicrm.widgets.parts import Across, Down
from tuicrm.widgets.tones import Piece

_SIGN = "/ "


class FilterLine(Down):
    """A line to filter a list with; the list follows while one types.

    `tab` or the right arrow takes the completion. `enter` and the down arrow go back to the list, `esc` first
    empties the line, then leaves it. A term that is not understood is said below; the others count.
    """

    @dataclass
    class About(Message):
        """Something happened in this line."""

        line: "FilterLine"

        @property
        def control(self) -> "FilterLine":
            return self.line

    @dataclass
    class FilterChanged(About):
        """The line says something else now."""

        text: str
        filter: Filter

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, FilterLine.FilterChanged) and message.line is self.line

    @dataclass
    class Offered(About):
        """What the line may go on with: keys, or the values of a key. Empty where nothing is known."""

        offers: tuple[str, ...]

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, FilterLine.Offered) and message.line is self.line

    @dataclass
    class Left(About):
        """The user wants back to the list; the filter stays as it is."""

    def __init__(
        self,
        keys: Sequence[FilterKey] = (),
        *,
        value: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.keys = tuple(keys)
        self._text = value
        self._sign = _Sign(_SIGN)
        self._input = LineInput(value)
        self._input.placeholder = _("all; type to search, or class:a city:leeds")
        self._input.suggester = KeySuggester(self.keys)
        self._count = _Count()
        self._error = FieldWords(indent=len(_SIGN) + 1)

    def compose(self) -> Iterator[Widget]:
        with Across():
            yield self._sign
            yield self._input
            yield self._count
        yield self._error

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self._text.strip()

    @property
    def filter(self) -> Filter:
        """What the line says."""
        return parse_filter(self._text, spellings(self.keys) if self.keys else None)

    def focus_field(self) -> None:
        """Put the cursor into the line."""
        self._input.focus()

    def offer(self, values: Mapping[str, Sequence[str]]) -> None:
        """Complete some keys with the values that were read for them."""
        self.know(*(replace(one, values=tuple(values.get(one.key, one.values))) for one in self.keys))

    def know(self, *keys: FilterKey) -> None:
        """Understand and complete these keys besides those that are known; of one that is known take what is new."""
        self.keys = tuple({one.key: one for one in (*self.keys, *keys)}.values())
        self._input.suggester = KeySuggester(self.keys)

    def put(self, text: str) -> None:
        """Show another text, as of a saved view; the filter follows."""
        self._input.put(text)

    def show_count(self, shown: int, total: int, marked: int = 0) -> None:
        """Show how many records the filter leaves, of how many, and how many are marked."""
        if marked:
            words = _("{shown} of {total}, {marked} marked")
        else:
            words = _("{shown} of {total}")
        self._count.say(words.format(shown=count(shown), total=count(total), marked=count(marked)))

    # keys and what comes from the field

    def on_key(self, event: events.Key) -> None:
        match event.key:
            case "escape" if self._text:
                self._input.put("")
            case "escape" | "enter" | "down":
                self._say_error(self.filter.errors)
                self.post_message(self.Left(self))
            case "tab":
                completed = complete(self._text, self.keys) if self._input.cursor_at_end else None
                if completed is None:
                    return
                self._input.put(completed)
            case _ if not event.is_printable:
                return
        event.stop()
        event.prevent_default()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value == self._text:
            return
        self._text = event.value
        found = self.filter
        # A term that is being typed is not wrong, only unfinished.
        finished = found.errors[:-1] if self._text.endswith((":", "..", ">", "<", "=")) else found.errors
        self._say_error(finished)
        self._offer()
        self.post_message(self.FilterChanged(self, self.text, found))

    def on_descendant_focus(self) -> None:
        self._offer()

    def _offer(self) -> None:
        if self._input.has_focus:
            self.post_message(self.Offered(self, candidates(self._text, self.keys)))

    def _say_error(self, errors: Sequence[FilterError]) -> None:
        self._error.say(errors[0].sentence if errors else "", "late")


class _Sign(Line):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def on_mount(self) -> None:
        self.styles.width = len(self.text) + 1

    def pieces(self) -> list[Piece]:
        return [(f" {self.text}", "accent")]


class _Count(Line):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def on_mount(self) -> None:
        self.styles.width = 1

    def say(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self.styles.width = width(cut(text, 40)) + 2
            self.refresh()

    def pieces(self) -> list[Piece]:
        return [(" " + cut(self.text, max(0, self.size.width - 2)), "dim")]
