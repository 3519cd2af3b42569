"""What was just changed is drawn green for two seconds."""

from collections.abc import Callable, Hashable, Iterable

from textual.widget import Widget

SECONDS = 2.0


class Flash:
    """The keys that are just changed, for one widget. `repaint` gets the keys that look different now."""

    def __init__(self, widget: Widget, repaint: Callable[[frozenset[Hashable]], None]) -> None:
        self._widget = widget
        self._repaint = repaint
        self._keys: frozenset[Hashable] = frozenset()

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def start(self, keys: Iterable[Hashable]) -> None:
        """Draw these keys as just changed from now on; earlier ones no longer."""
        before, started = self._keys, frozenset(keys)
        self._keys = started
        self._repaint(before | started)
        self._widget.set_timer(SECONDS, lambda: self._stop(started))

    def _stop(self, keys: frozenset[Hashable]) -> None:
        if self._keys is keys:
            self._keys = frozenset()
            self._repaint(keys)
