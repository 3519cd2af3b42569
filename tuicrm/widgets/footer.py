"""The last line: the few keys that matter here, each word a button."""

from collections.abc import Callable, Sequence

from tuicrm.widgets.keymap import footer
from tuicrm.widgets.line import Line, Part


class Footer(Line):
    """Made from the table of actions; `?` and `esc` are always there, whatever the width."""

    def __init__(self, screen: str, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._screen = screen
        self._forbids: Callable[[str], object] = lambda act_id: None

    def show(self, screen: str, forbids: Callable[[str], object] = lambda act_id: None) -> None:
        """Show the keys of a screen; without those that `forbids` gives a reason for: they are not of the role."""
        self._forbids = forbids
        self._screen = screen
        self.refresh()

    def parts(self, size: int) -> tuple[Sequence[Part], Sequence[Part]]:
        parts: list[Part] = []
        x = 0
        for word in footer(self._screen, size, self._forbids):
            parts.append(Part(" " * (word.x - x)))
            parts.append(Part(word.key, "accent", word.act.id))
            if word.words:
                parts.append(Part(f" {word.words}", "dim", word.act.id))
            x = word.x + word.width
        return parts, ()
