"""A project's plan and record as lanes over time: stages as the band above, today as a line, one lane for each kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tuicrm.widgets.cells import fit, width
from tuicrm.widgets.row import Key
from tuicrm.widgets.symbols import symbols
from tuicrm.widgets.tones import Piece, Tone, Tones

LABEL = 9
HEADS = 2


@dataclass(frozen=True, slots=True)
class Stay:
    """A stage that the project was in, from a day on."""

    name: str
    from_on: date


@dataclass(frozen=True, slots=True)
class Event:
    """One action: its lane, its day, and how it stands: `done`, `planned` or `late`."""

    key: Key
    lane: str
    on: date
    state: str


class Lanes(Widget):
    """Days run from left to right. A click on a sign chooses its action; the cursor is the list's."""

    ALLOW_SELECT = False
    SIGNS = {"done": ("*", "good"), "planned": ("o", "text"), "late": ("!", "late")}

    @dataclass
    class Chosen(Message):
        """An action was clicked."""

        lanes: "Lanes"
        key: Key

        @property
        def control(self) -> "Lanes":
            return self.lanes

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._stays: tuple[Stay, ...] = ()
        self._events: tuple[Event, ...] = ()
        self._lanes: list[str] = []
        self._days = (date.min, date.min)
        self._today = date.min
        self._chosen: Key | None = None
        self._tones = Tones(self)

    def put(self, stays: Sequence[Stay], events_: Sequence[Event], today: date) -> int:
        """Show these; returns how many lines they take, 0 where there is nothing."""
        self._stays, self._events, self._today = tuple(stays), tuple(events_), today
        self._lanes = list(dict.fromkeys(one.lane for one in events_))
        days = [one.on for one in events_] + [one.from_on for one in stays] + [today]
        self._days = min(days), max(days)
        self.refresh()
        return len(self._lanes) + HEADS if self._lanes else 0

    def choose(self, key: Key | None) -> None:
        """Mark one action: the one under the cursor of the list."""
        if key != self._chosen:
            self._chosen = key
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        event.stop()
        lane = event.y - HEADS
        here = [one for one in self._events if 0 <= lane < len(self._lanes) and one.lane == self._lanes[lane]]
        near = min(here, key=lambda one: abs(self._x(one.on) - event.x), default=None)
        if near is not None and abs(self._x(near.on) - event.x) <= 1:
            self.post_message(self.Chosen(self, near.key))

    def render_line(self, y: int) -> Strip:
        size = self.size.width
        if not self._lanes or y >= len(self._lanes) + HEADS:
            return self._tones.strip([], size)
        if y == 0:
            return self._tones.strip([(fit("", LABEL), "dim"), *self._band(size)], size)
        cells: list[Piece] = [(symbols().rule if y == 1 else " ", "dim")] * (size - LABEL)
        for stay in self._stays[1:]:
            self._put(cells, stay.from_on, (symbols().cross if y == 1 else symbols().bar, "dim"))
        self._put(cells, self._today, (symbols().cross if y == 1 else symbols().bar, "accent"))
        label = ""
        if y >= HEADS:
            label = self._lanes[y - HEADS]
            for one in self._events:
                if one.lane == label:
                    sign, tone = self.SIGNS[one.state]
                    self._put(cells, one.on, (sign, "cursor" if one.key == self._chosen else _as_tone(tone)))
        return self._tones.strip([(fit(label, LABEL), "dim"), *cells], size)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._tones.clear()

    def _band(self, size: int) -> list[Piece]:
        """The names of the stages, each from where it begins."""
        begins = [self._x(stay.from_on) - LABEL for stay in self._stays]
        pieces: list[Piece] = []
        taken = 0
        for nth, stay in enumerate(self._stays):
            start = max(taken, begins[nth])
            end = max(start, begins[nth + 1] if nth + 1 < len(begins) else size - LABEL)
            pieces.append((" " * (start - taken), "dim"))
            room = end - start
            name = fit(stay.name, min(room, width(stay.name))) if room > 2 else ""
            pieces.append((name + " " * (room - width(name)), "dim"))
            taken = end
        return pieces

    def _put(self, cells: list[Piece], on: date, piece: Piece) -> None:
        x = self._x(on) - LABEL
        if 0 <= x < len(cells):
            cells[x] = piece

    def _x(self, on: date) -> int:
        first, last = self._days
        room = max(1, self.size.width - LABEL - 1)
        span = max(1, (last - first).days)
        return LABEL + round((on - first).days * room / span)


def _as_tone(tone: str) -> Tone:
    tones: dict[str, Tone] = {"good": "good", "text": "text", "late": "late"}
    return tones[tone]
