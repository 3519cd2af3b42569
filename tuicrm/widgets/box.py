"""A box of options over a screen: beside what it is about, or all of a small window."""

from collections.abc import Mapping, Sequence
from typing import Generic

from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset, Region, Size
from textual.screen import ModalScreen

from tuicrm.plain.clean import line
from tuicrm.widgets.box_pane import NARROWEST, NUMBERS, BoxPane
from tuicrm.widgets.keymap import NARROW, plain_key
from tuicrm.widgets.option import K, Option

_MOVES = {"up": -1, "down": 1, "shift+tab": -1, "tab": 1}
_CLOSES = (" ", "q")


class Box(ModalScreen[K | None], Generic[K]):
    """Ends with the key of the chosen option, or None. Works by digits, letters, arrows, enter, esc, mouse.

    `anchor` is what it is about, on the screen: it opens under or over that, never upon it. With `filtered`
    what is typed filters; else `letters` choose directly. An option that says why not stays in the box.
    """

    AUTO_FOCUS = ""
    ALLOW_SELECT = False

    def __init__(
        self,
        title: str,
        options: Sequence[Option[K]],
        *,
        text: str = "",
        anchor: Region | None = None,
        numbered: bool = True,
        filtered: bool = False,
        letters: Mapping[str, K] | None = None,
    ) -> None:
        super().__init__()
        self.pane: BoxPane[K] = BoxPane(title, options, text=text, numbered=numbered, filtered=filtered)
        self._anchor = anchor
        self._window = Size(0, 0)
        self._numbered = numbered
        self._filtered = filtered
        self._letters = dict(letters or {})

    def compose(self) -> ComposeResult:
        self._place(self.app.size)
        yield self.pane

    def on_resize(self, event: events.Resize) -> None:
        if event.size != self._window:
            self._anchor = None  # what it is about stands elsewhere now
            self._place(event.size)

    async def on_key(self, event: events.Key) -> None:
        """Take every key: nothing typed in a box reaches the screen below."""
        event.stop().prevent_default()
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "enter":
            self._choose(self.pane.current)
        elif event.key in _MOVES:
            self.pane.move(_MOVES[event.key])
        elif event.key in ("pageup", "pagedown"):
            self.pane.move(self.pane.page * (1 if event.key == "pagedown" else -1))
        elif event.key in ("home", "end"):
            self.pane.move(len(self.pane.shown) * (1 if event.key == "end" else -1))
        elif event.key == "backspace":
            self._backspace()
        elif event.key in ("ctrl+u", "ctrl+w"):
            self._filter("")
        elif event.character and event.is_printable:
            self._typed(event.character)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if self._filtered:
            self._filter(self.pane.query_text + line(event.text))

    def on_click(self) -> None:
        """Close by a click beside the box."""
        self.dismiss(None)

    def on_box_pane_clicked(self, event: BoxPane.Clicked) -> None:
        event.stop()
        if event.nth is None:
            self.dismiss(None)
        else:
            self.pane.move(event.nth - self.pane.cursor)
            self._choose(self.pane.current)

    def _typed(self, character: str) -> None:
        key = plain_key(character)
        if self._numbered and key in "123456789" and not self.pane.query_text:
            self._choose_nth(int(key) - 1)
        elif self._filtered:
            if character.strip() or self.pane.query_text:
                self._filter(self.pane.query_text + character)
        elif key in self._letters:
            wanted = self._letters[key]
            self._choose_nth(next((n for n, each in enumerate(self.pane.shown) if each.key == wanted), NUMBERS))
        elif key in _CLOSES:
            self.dismiss(None)
        elif key in "jk":
            self.pane.move(1 if key == "j" else -1)

    def _choose_nth(self, nth: int) -> None:
        if nth < min(NUMBERS, len(self.pane.shown)):
            self.pane.move(nth - self.pane.cursor)
            self._choose(self.pane.current)

    def _choose(self, option: Option[K] | None) -> None:
        if option is not None and not option.why:
            self.dismiss(option.key)

    def _backspace(self) -> None:
        if self.pane.query_text:
            self._filter(self.pane.query_text[:-1])
        else:
            self.dismiss(None)

    def _filter(self, query: str) -> None:
        self.pane.filter(query)
        self._show_caret()

    def _show_caret(self) -> None:
        """Put the real cursor where typed text goes: an input method opens its window there."""
        if self.pane.caret is not None:
            self.app.cursor_position = self.pane.region.offset + Offset(*self.pane.caret)

    def _place(self, window: Size) -> None:
        self._window = window
        size = Size(*self.pane.ask_for(*window))
        if window.width < NARROW:
            place = Region(0, 0, window.width, window.height)
        else:
            place = _beside(self._anchor, size, window)
        self.pane.styles.width = place.width
        self.pane.styles.height = place.height
        self.pane.styles.offset = place.offset
        self.call_after_refresh(self._show_caret)


def _beside(anchor: Region | None, size: Size, window: Size) -> Region:
    """Return where a box of this size goes: under what it is about, over it, beside it; else the middle."""
    middle = Region((window.width - size.width) // 2, (window.height - size.height) // 2, *size)
    if anchor is None:
        return middle
    x = max(0, min(anchor.x, window.width - size.width))
    if anchor.bottom + size.height <= window.height:
        return Region(x, anchor.bottom, *size)
    if anchor.y - size.height >= 0:
        return Region(x, anchor.y - size.height, *size)
    y = max(0, min(anchor.y, window.height - size.height))
    right, left = window.width - anchor.right, anchor.x
    if max(right, left) >= NARROWEST:
        taken = min(size.width, max(right, left))
        return Region(anchor.right if right >= left else anchor.x - taken, y, taken, size.height)
    below, above = window.height - anchor.bottom, anchor.y
    if below >= above:
        return Region(x, anchor.bottom, size.width, below)
    return Region(x, 0, size.width, above)
