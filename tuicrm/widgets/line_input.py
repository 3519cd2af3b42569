"""Text typed by people: a line and a note, cleaned as they come in, with the editing keys of a shell."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input, TextArea

from tuicrm.plain.clean import line, note


class LineInput(Input):
    """One line. A paste of several becomes one, control characters never come in."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+w,alt+backspace,ctrl+backspace", "delete_left_word", show=False),
        Binding("alt+left,alt+b", "cursor_left_word", show=False),
        Binding("alt+right,alt+f", "cursor_right_word", show=False),
        Binding("alt+d", "delete_right_word", show=False),
    ]

    def __init__(self, value: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, compact=True, select_on_focus=False)
        self.cursor_blink = False  # a blink is a repaint twice a second over a slow line
        self._first = value

    def on_mount(self) -> None:
        self.put(self._first)  # not earlier: a text can only be set where there is an app

    def put(self, value: str) -> None:
        """Show another text, the cursor at its end; a blank there stays, to go on after it."""
        self.value = line(f"{value}.")[:-1]
        self.cursor_position = len(self.value)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop().prevent_default()
        text = event.text.strip("\r\n")
        clean = line(f".{text}.")[1:-1]  # blanks at its ends may belong to the words around
        if clean:
            self.replace(clean, *self.selection)


class NoteInput(TextArea):
    """Several lines. `enter` begins a new one."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("alt+left,alt+b", "cursor_word_left", show=False),
        Binding("alt+right,alt+f", "cursor_word_right", show=False),
        Binding("alt+d", "delete_word_right", show=False),
    ]

    def __init__(self, value: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, compact=True, highlight_cursor_line=False)
        self.cursor_blink = False
        self._first = value

    def on_mount(self) -> None:
        self.put(self._first)

    def put(self, value: str) -> None:
        """Show another text, the cursor at its end."""
        self.load_text(note(value))
        self.move_cursor(self.document.end)

    @property
    def at_top(self) -> bool:
        """Tell whether there is no line above the cursor."""
        return bool(self.navigator.is_first_wrapped_line(self.cursor_location))

    @property
    def at_bottom(self) -> bool:
        """Tell whether there is no line below the cursor."""
        return self.cursor_at_last_line and bool(self.navigator.is_last_wrapped_line(self.cursor_location))

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop().prevent_default()
        clean = note(f".{event.text}.")[1:-1]
        if clean:
            self.move_cursor(self.replace(clean, *self.selection).end_location)
