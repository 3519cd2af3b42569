"""What was just changed is drawn green for two seconds."""

from collections.abc import Hashable, Iterable

from textual.widget import Widget

SECONDS = 2.0


class Flash:
    """The keys that are just changed, for one widget."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._keys: frozenset[Hashable] = frozenset()

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def start(self, keys: Iterable[Hashable]) -> None:
        """Draw these keys as just changed from now on; earlier ones no longer."""
        started = self._keys = frozenset(keys)
        self._widget.refresh()
        self._widget.set_timer(SECONDS, lambda: self._stop(started))

    def _stop(self, keys: frozenset[Hashable]) -> None:
        if self._keys == keys:
            self._keys = frozenset()
            self._widget.refresh()
