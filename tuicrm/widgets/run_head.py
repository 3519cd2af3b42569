"""The first line of a run: which one and how far; at the right what came of it so far."""

from collections.abc import Sequence

from tuicrm.widgets.line import Line, Part


class RunHead(Line):
    """Stands where the tabs are elsewhere."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left = self._right = ""

    def put(self, left: str, right: str) -> None:
        """Say it anew."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def parts(self, size: int) -> tuple[Sequence[Part], Sequence[Part]]:
        return [Part(f" {self._left}", "strong")], [Part(f"{self._right} ")]
