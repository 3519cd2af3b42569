"""The cells of one lying bar: fill, axis at zero, comparison, interval."""

from itertools import groupby

from tuicrm.widgets.chart_values import Chart, Line, item_at
from tuicrm.widgets.legend import highlight_sign, mark_sign, series_sign
from tuicrm.widgets.symbols import ASCII, Symbols

_HALF_FROM_RIGHT = "▐"  # the only partial block that grows to the left
_WHISKERS = {"fine": ("├", "─", "┤"), "ascii": ("[", "-", "]")}


class BarCells:
    """Draws the bars of one chart in an area of `cells` cells, all at one scale.

    Where a value is below zero an axis takes one cell and bars grow from it to both sides.
    """

    def __init__(self, chart: Chart, cells: int, signs: Symbols) -> None:
        self.chart = chart
        self.cells = cells
        self.signs = signs
        values = [value for series in (*chart.series, chart.marks) if series for value in series.values]
        known = [value for value in values if value is not None]
        known += [bound for interval in chart.ranges if interval for bound in interval]
        low, high = min([0, *known]), max([0, *known])
        self.has_axis = low < 0 and cells > 0
        room = cells - 1 if self.has_axis else cells
        left = round(room * (low / (low - high))) if self.has_axis else 0
        # The side that has values has at least one cell, if there are two.
        left = max(min(left, room - (high > 0)), min(1, room)) if self.has_axis else 0
        self.axis = left
        self.start = left + self.has_axis
        sides = [(-low, left), (high, room - left)]
        self.per_cell = max((span / side for span, side in sides if side), default=1) or 1

    def pieces(self, index: int) -> Line:
        """Return the bar of one value as exactly so many cells."""
        drawn: list[tuple[str, str]] = [(" ", "text")] * self.cells
        value = item_at(self.chart.series[0].values, index)
        if value is not None:
            self._fill(drawn, value, highlighted=index == self.chart.highlight)
        if self.has_axis:
            drawn[self.axis] = (self.signs.bar, "dim")
        interval = item_at(self.chart.ranges, index)
        if interval is not None:
            self._whiskers(drawn, *interval)
        mark = item_at(self.chart.marks.values, index) if self.chart.marks else None
        if mark is not None and self.cells:
            drawn[self._cell(mark)] = (mark_sign(self.chart, self.signs), "strong")
        return [("".join(text for text, _ in run), tone) for tone, run in groupby(drawn, lambda cell: cell[1])]

    def _fill(self, drawn: list[tuple[str, str]], value: float, *, highlighted: bool) -> None:
        sign, tone = series_sign(self.chart, 0, self.signs)
        if highlighted:
            sign, tone = highlight_sign(self.signs), "good"
        eighths = round(min(abs(value) / self.per_cell, self.cells) * 8)
        if value and not eighths:
            eighths = 1  # something is not nothing
        full, rest = divmod(eighths, 8)
        partial = self._partial(rest, to_left=value < 0)
        for place, char in enumerate([sign] * full + ([partial] if partial else [])):
            at = self.axis - 1 - place if value < 0 else self.start + place
            if 0 <= at < self.cells:
                drawn[at] = (char, tone)

    def _partial(self, eighths: int, *, to_left: bool) -> str:
        if self.signs is ASCII:
            return self.signs.bars if eighths >= 4 else ""
        if not eighths:
            return ""
        return _HALF_FROM_RIGHT if to_left else self.signs.bars[eighths - 1]

    def _whiskers(self, drawn: list[tuple[str, str]], low: float, high: float) -> None:
        if not self.cells:
            return
        first, last = self._cell(low), self._cell(high)
        begin, between, end = _WHISKERS["ascii" if self.signs is ASCII else "fine"]
        for at in range(first + 1, last):
            if drawn[at][0] == " ":
                drawn[at] = (between, "dim")
        drawn[first] = (begin, "dim" if drawn[first][0] == " " else drawn[first][1])
        drawn[last] = (end, "dim" if drawn[last][0] == " " else drawn[last][1])

    def _cell(self, value: float) -> int:
        """Return the cell in which a value ends: the last of its bar."""
        steps = min(abs(value) / self.per_cell, self.cells)
        if value < 0:
            return max(0, self.axis - max(1, round(steps)))
        return min(self.cells - 1, self.start + max(0, round(steps) - 1))
