"""A thin line across, with words in it or without."""

from tuicrm.widgets.cells import cut
from tuicrm.widgets.cells import width as cells
from tuicrm.widgets.line import Line
from tuicrm.widgets.symbols import symbols
from tuicrm.widgets.tones import Piece


class RuleLine(Line):
    """`-- Words -----------`."""

    def __init__(self, words: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.words = words

    def say(self, words: str) -> None:
        """Show other words."""
        if words != self.words:
            self.words = words
            self.refresh()

    def pieces(self) -> list[Piece]:
        rule = symbols().rule
        words = cut(self.words, max(0, self.size.width - 6))
        if not words:
            return [(rule * self.size.width, "dim")]
        rest = self.size.width - cells(words) - 4
        return [(rule * 2 + " ", "dim"), (words, "strong"), (" " + rule * rest, "dim")]
