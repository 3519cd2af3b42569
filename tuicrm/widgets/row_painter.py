"""The strips of a list: rows, heads, the sentence of an empty list. Drawn once, then kept."""

from textual.cache import LRUCache
from textual.strip import Strip
from textual.widget import Widget

from tuicrm.widgets.cells import fit, wrap
from tuicrm.widgets.row import Row
from tuicrm.widgets.row_plan import Plan, draw
from tuicrm.widgets.symbols import symbols
from tuicrm.widgets.tones import Piece, Tone, Tones


class RowPainter:
    """Paints for one widget in its tones."""

    def __init__(self, widget: Widget) -> None:
        self._tones = Tones(widget)
        self._strips: LRUCache[tuple[object, ...], list[Strip]] = LRUCache(512)

    def clear(self) -> None:
        """Forget what was drawn: the theme is another."""
        self._tones.clear()
        self._strips.clear()

    def row(self, row: Row, layout: Plan, *, cursor: Tone | None, marked: bool, flashing: bool) -> list[Strip]:
        """Return the lines of one row."""
        known = (row, layout, cursor, marked, flashing, symbols())
        strips = self._strips.get(known)
        if strips is None:
            shown = Row(row.key, row.cells, "good") if flashing else row
            lines = draw(shown, layout, cursor=cursor, marked=marked)
            strips = [self._tones.strip(line, layout.width) for line in lines]
            self._strips[known] = strips
        return strips

    def titles(self, layout: Plan, sorted_by: tuple[str, bool] | None) -> Strip:
        """Return the line of column heads; `sorted_by` is a column and whether it descends."""
        pieces: list[Piece] = [(" " * layout.prefix, "dim")]
        for nth, place in enumerate(layout.lines[0]):
            title = place.column.title
            if sorted_by and sorted_by[0] == place.column.key:
                title += symbols().descending if sorted_by[1] else symbols().ascending
            pieces += [(" " if nth else "", "dim"), (fit(title, place.width, place.column.align), "dim")]
        return self._tones.strip(pieces, layout.width)

    def section(self, text: str, width: int) -> Strip:
        """Return a section head."""
        return self._tones.strip([(fit(f" {text}", width), "dim")], width)

    def sentence(self, text: str, nth: int, width: int, lines: int) -> Strip:
        """Return the nth line of a sentence that stands where there are no rows; "" is an empty line."""
        wrapped = wrap(text, max(1, width - 4), max(1, lines))
        return self._tones.strip([(f"  {wrapped[nth]}" if nth < len(wrapped) else "", "dim")], width)
