"""The inside of a box over a screen: title, text, a filter line, numbered options. Drawn by lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

from textual import events
from textual.geometry import clamp
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tuicrm.plain.language import _
from tuicrm.widgets.cells import cut, fit, in_lines, width, wrap
from tuicrm.widgets.option import K, Option, found
from tuicrm.widgets.symbols import symbols
from tuicrm.widgets.tones import Piece, Tone, Tones

NUMBERS = 9
NARROWEST = 32
"""A box is never narrower, unless the window is."""

_EDGE = 2
_WIDEST = 64


class BoxPane(Widget, Generic[K]):
    """Options with a cursor. It has no focus and no keys: its box tells it what to do."""

    ALLOW_SELECT = False

    @dataclass
    class Clicked(Message):
        """The nth option that is shown was clicked; None: the word that closes the box."""

        nth: int | None

    def __init__(self, title: str, options: Sequence[Option[K]], *, text: str, numbered: bool, filtered: bool) -> None:
        super().__init__()
        self.shown = list(options)
        self.cursor = 0
        self.query_text = ""
        self._title = title
        self._options = tuple(options)
        self._text = text
        self._numbered = numbered
        self._filtered = filtered
        self._lead = max((width(each.lead) for each in options), default=0)
        self._explained = any(each.why or each.tip for each in options)
        self._top = 0
        self._tones = Tones(self)

    @property
    def current(self) -> Option[K] | None:
        """Return the option under the cursor."""
        return self.shown[self.cursor] if self.shown else None

    def ask_for(self, cells: int, lines: int) -> tuple[int, int]:
        """Return the width and height it wants in a window of this size."""
        widest = max((width(self._words(each)) + width(each.note) + 2 for each in self._options), default=0)
        numbers = (self._lead + 1 if self._lead else 0) + (2 if self._numbered else 0)
        inner = max(widest + numbers, width(self._title) + 2, width(self._text.split("\n")[0]))
        taken = min(cells, clamp(inner + 2 * _EDGE, NARROWEST, _WIDEST))
        return taken, min(lines, 2 + self._above(taken) + len(self._options) + self._explained)

    def move(self, step: int) -> None:
        """Move the cursor; at an end it stays."""
        self.cursor = clamp(self.cursor + step, 0, max(0, len(self.shown) - 1))
        self._show_cursor()

    def filter(self, query: str) -> None:
        """Show what the query finds."""
        self.query_text = query
        self.shown = found(self._options, query)
        self.cursor = 0
        self._show_cursor()

    @property
    def page(self) -> int:
        """Return how many options are seen at once."""
        return max(1, self.size.height - 2 - self._above(self.size.width) - self._explained)

    @property
    def caret(self) -> tuple[int, int] | None:
        """Return where typed text goes, in cells from the pane's corner; None when nothing can be typed."""
        if not self._filtered:
            return None
        return min(_EDGE + 2 + width(self.query_text), self.size.width - _EDGE), self._above(self.size.width)

    def render_line(self, y: int) -> Strip:
        size = self.size.width
        last = self.size.height - 1
        if y in (0, last):
            return self._tones.strip(self._border(y == 0), size)
        bar: Piece = (symbols().bar, "dim")
        inside = self._inside(y, size - 2 * _EDGE)
        if inside and inside[0][1] == "cursor":
            return self._tones.strip([bar, (f" {inside[0][0]} ", "cursor"), bar], size)
        return self._tones.strip([bar, (" ", "text"), *inside, (" ", "text"), bar], size)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        nth = self._top + event.y - 1 - self._above(self.size.width)
        if event.y == self.size.height - 1:
            self.post_message(self.Clicked(None))
        elif self._top <= nth < min(len(self.shown), self._top + self.page):
            self.post_message(self.Clicked(nth))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop().prevent_default()
        self.move(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop().prevent_default()
        self.move(-1)

    def on_resize(self) -> None:
        self._show_cursor()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._tones.clear()

    def _inside(self, y: int, size: int) -> list[Piece]:
        text = self._wrapped(self.size.width)
        if y <= len(text):
            return [(fit(text[y - 1], size), "text")]
        if self._filtered and y == len(text) + 1:
            return [("/ ", "accent"), (fit(f"{self.query_text}_", size - 2), "text")]
        nth = y - 1 - self._above(self.size.width)
        if nth >= self.page:
            return self._explanation(size)
        if not self.shown and nth == 0:
            return [(fit(_("nothing found"), size), "dim")]
        nth += self._top
        return self._option(nth, size) if nth < len(self.shown) else [(" " * size, "text")]

    def _option(self, nth: int, size: int) -> list[Piece]:
        option = self.shown[nth]
        number = ""
        if self._numbered:
            number = f"{nth + 1} " if nth < NUMBERS and not self.query_text else "  "
        lead = fit(option.lead, self._lead) + " " if self._lead else ""
        inner = size - width(number) - width(lead)
        note = cut(option.note, max(size // 3, inner - width(self._words(option)) - 1))
        words = fit(self._words(option), max(0, inner - width(note) - bool(note)))
        end = f" {note}" if note else ""
        if nth == self.cursor:
            return [(number + lead + words + end, "cursor")]
        tone: Tone = "dim" if option.why else "text"
        return [(number, "accent"), (lead, "accent"), (words, tone), (end, "accent")]

    def _explanation(self, size: int) -> list[Piece]:
        option = self.current
        if option is None:
            return [(" " * size, "text")]
        if option.why:
            return [(fit(option.why, size), "still")]
        return [(fit(option.tip, size), "dim")]

    def _border(self, is_top: bool) -> list[Piece]:
        signs, size = symbols(), self.size.width
        corners = signs.corners[:2] if is_top else signs.corners[2:]
        text = f" {cut(self._title, size - 6)} " if is_top else f" [{_('esc')}] "
        tone: Tone = "strong" if is_top else "accent"
        rest = signs.rule * max(0, size - 3 - width(text))
        before, after = (signs.rule, rest) if is_top else (rest, signs.rule)
        return [(corners[0] + before, "dim"), (text, tone), (after + corners[1], "dim")]

    def _words(self, option: Option[K]) -> str:
        return _("{words}: {why}").format(words=option.words, why=option.why) if option.why else option.words

    def _above(self, size: int) -> int:
        return len(self._wrapped(size)) + self._filtered

    def _wrapped(self, size: int) -> list[str]:
        if not self._text:
            return []
        inner = max(1, size - 2 * _EDGE)
        return [part for line in self._text.split("\n") for part in _broken(line, inner)]

    def _show_cursor(self) -> None:
        if not self._top <= self.cursor < self._top + self.page:
            self._top = self.cursor - self.page // 2
        self._top = clamp(self._top, 0, max(0, len(self.shown) - self.page))
        self.refresh()


def _broken(line: str, size: int) -> list[str]:
    """Break a line between its parts, where two blanks stand; else wherever it has to be."""
    if "  " in line:
        return [part for whole in in_lines(line.split("  "), size) for part in wrap(whole, size, 6)]
    return wrap(line, size, 6)
