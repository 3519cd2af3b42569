"""A field that is chosen, not typed: numbered options on as many lines as they need."""

import unicodedata
from dataclasses import dataclass

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tuicrm.plain.clean import show
from tuicrm.widgets.cells import cut, width
from tuicrm.widgets.fields import BETWEEN, Option
from tuicrm.widgets.tones import Piece, Tone, Tones

_MOST_LINES = 4
_NUMBERED = 9
_GAP = 1


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where an option stands."""

    row: int
    x: int
    width: int


class ChoiceInput(Widget, can_focus=True, inherit_bindings=False):
    """One of several options, or (`many`) any of them.

    A digit chooses (or ticks); left and right go to the next option, home and end to the first and last; a
    letter goes to the next option that begins with it; blank ticks; backspace takes the choice back.
    """

    ALLOW_SELECT = False

    @dataclass
    class Changed(Message):
        """Something else is chosen now."""

        input: "ChoiceInput"
        value: str

        @property
        def control(self) -> "ChoiceInput":
            return self.input

    def __init__(
        self,
        options: tuple[Option, ...],
        value: str = "",
        *,
        many: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.options = options
        self.many = many
        self.chosen: tuple[str, ...] = ()
        self.cursor = 0
        self._tones = Tones(self)
        self._take(value)

    @property
    def value(self) -> str:
        """The key that is chosen, or the keys divided by commas in the order of the options; "" for none."""
        return BETWEEN.join(option.key for option in self.options if option.key in self.chosen)

    def put(self, value: str) -> None:
        """Choose this; what is no option is left out."""
        self._take(value)
        self.refresh()

    def _take(self, value: str) -> None:
        wanted = value.split(BETWEEN) if self.many else [value]
        self.chosen = tuple(option.key for option in self.options if option.key in wanted)
        if self.chosen:
            self.cursor = self._place(self.chosen[0])

    # keys and mouse

    def on_key(self, event: events.Key) -> None:
        if not self._does(event.key, event.character):
            return
        event.stop()
        event.prevent_default()

    def _does(self, key: str, character: str | None) -> bool:
        """Do what a key means here and tell whether it means something; letters always stay in the field."""
        if key in ("left", "right"):
            self._step(1 if key == "right" else -1)
        elif key in ("home", "end"):
            self._go(0 if key == "home" else len(self.options) - 1)
        elif key in ("backspace", "delete"):
            self._choose(())
        elif character and character.isprintable():
            self._typed(unicodedata.normalize("NFKC", character))
        else:
            return False
        return True

    def _typed(self, text: str) -> None:
        if text == " ":
            self._press(self.cursor)
        elif text.isdecimal():
            if 1 <= int(text) <= min(_NUMBERED, len(self.options)):
                self._press(int(text) - 1)
        else:
            self._go_to_letter(text.casefold())

    def _go_to_letter(self, letter: str) -> None:
        count = len(self.options)
        # With nothing chosen the option under the cursor is one of those that can be meant.
        first = self.cursor if not (self.chosen or self.many) else self.cursor + 1
        for place in (index % count for index in range(first, first + count)):
            if self.options[place].label.casefold().startswith(letter):
                self._go(place)
                return

    def _step(self, by: int) -> None:
        if self.many or self.chosen:
            self._go(self.cursor + by)
        else:  # from nothing chosen to the first or the last
            self._go(0 if by > 0 else len(self.options) - 1)

    def _go(self, place: int) -> None:
        """Go to an option; where one is chosen, going is choosing."""
        if not self.options:
            return
        self.cursor = place % len(self.options)
        if not self.many:
            self._choose((self.options[self.cursor].key,))
        self.refresh()

    def _press(self, place: int) -> None:
        self.cursor = place
        key = self.options[place].key
        if not self.many:
            self._choose((key,))
        elif key in self.chosen:
            self._choose(tuple(each for each in self.chosen if each != key))
        else:
            self._choose((*self.chosen, key))

    def _choose(self, keys: tuple[str, ...]) -> None:
        before, self.chosen = self.value, keys
        if self.value != before:
            self.post_message(self.Changed(self, self.value))
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        for place, spot in enumerate(self._spots(self.size.width)):
            if spot.row - self._top == event.y and spot.x <= event.x < spot.x + spot.width:
                self._press(place)

    # drawing

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        spots = self._spots(width)
        return min(_MOST_LINES, spots[-1].row + 1) if spots else 1

    def render_line(self, y: int) -> Strip:
        row = y + self._top
        pieces: list[Piece] = []
        x = 0
        for place, spot in enumerate(self._spots(self.size.width)):
            if spot.row == row:
                pieces += [(" " * (spot.x - x), "text"), (cut(self._text(place), spot.width), self._tone(place))]
                x = spot.x + spot.width
        return self._tones.strip(pieces, self.size.width)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._tones.clear()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    @property
    def _top(self) -> int:
        """The first line shown: all of them, or those around the cursor."""
        spots = self._spots(self.size.width)
        if not spots:
            return 0
        lines = spots[-1].row + 1
        return max(0, min(spots[self.cursor].row - self.size.height // 2, lines - self.size.height))

    def _spots(self, cells: int) -> list[_Spot]:
        spots: list[_Spot] = []
        row = x = 0
        for place in range(len(self.options)):
            taken = min(width(self._text(place)), max(1, cells))
            if x and x + taken > cells:
                row, x = row + 1, 0
            spots.append(_Spot(row, x, taken))
            x += taken + _GAP
        return spots

    def _text(self, place: int) -> str:
        option = self.options[place]
        chosen = option.key in self.chosen
        number = f"{place + 1} " if place < _NUMBERED else ""
        label = show(option.label)
        if self.many:
            return f"{number}[{'x' if chosen else ' '}] {label}"
        return f"[{number}{label}]" if chosen else f" {number}{label} "

    def _tone(self, place: int) -> Tone:
        if self.has_focus and place == self.cursor and (self.many or self.chosen):
            return "cursor"
        return "strong" if self.options[place].key in self.chosen else "text"

    def _place(self, key: str) -> int:
        return next(place for place, option in enumerate(self.options) if option.key == key)
