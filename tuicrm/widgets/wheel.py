"""The mouse wheel: a burst of turns becomes one scroll, so one repaint."""

from collections.abc import Callable

from textual.widget import Widget

WHEEL_LINES = 3


class Wheel:
    """Merges the turns that are queued by now. `roll` gets their sum, in lines."""

    def __init__(self, widget: Widget, roll: Callable[[int], None]) -> None:
        self._widget = widget
        self._roll = roll
        self._lines = 0
        self._waiting = False

    def turn(self, lines: int) -> None:
        """Take one turn: positive lines go down."""
        self._lines += lines
        if not self._waiting:
            self._waiting = True
            self._widget.call_later(self._roll_now)

    def _roll_now(self) -> None:
        lines, self._lines, self._waiting = self._lines, 0, False
        if lines:
            self._roll(lines)
