"""The only door to plotext: one figure for the whole process, behind one lock, cleared before each drawing.

Its kernel ends the process on a value that is not finite and miscounts what it does not know, so it gets
only numbers between 0 and 1 for the values, whole places for the labels, and limits set by us.
"""

import re
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

from tuicrm.widgets import upright
from tuicrm.widgets.bins import bin_edges, count
from tuicrm.widgets.cells import fit, width
from tuicrm.widgets.chart_values import Chart, Line, item_at
from tuicrm.widgets.figures import ticks
from tuicrm.widgets.legend import highlight_sign, mark_sign, series_sign
from tuicrm.widgets.scale import Scale, scale
from tuicrm.widgets.symbols import ASCII, Symbols

if TYPE_CHECKING:
    from tuicrm.widgets.tones import Piece, Tone

LEAST_WIDTH = 20
LEAST_HEIGHT = 4

_lock = Lock()
_PAINTED = re.compile(r"\x1b\[([0-9;]*)m")
_TO_ASCII = str.maketrans("─│┌┐└┘├┤┬┴┼╴╵╶╷", "-|+++++++++-|-|")


def can_draw(width: int, height: int) -> bool:
    """Tell whether there is room for axes, and the library (it has no wheel for each platform)."""
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return False
    try:
        import plotext  # noqa: F401
    except (ImportError, OSError):  # OSError: the kernel cannot be loaded
        return False
    return True


def body(chart: Chart, width: int, height: int, signs: Symbols) -> list[Line]:
    """Return the picture as `height` lines of exactly `width` cells."""
    import plotext

    with _lock:
        plotext.terminal.limit(False, False)  # else the size is cut to that of the terminal
        figure_ = plotext.figure
        figure_.clear()
        figure_.theme("colorless")
        figure_.plot_size(width, height)
        figure_.legend(False)
        figure_.axes(False, axis="x", side="upper")
        figure_.axes(False, axis="y", side="right")
        _Picture(plotext, chart, width, height, signs).draw()
        drawn = figure_.build().string()
    return [_line(text, width, signs) for text in drawn.split("\n")[:height]]


class _Picture:
    """One chart on the cleared figure."""

    def __init__(self, plotext: Any, chart: Chart, cells: int, height: int, signs: Symbols) -> None:
        self.plotext = plotext
        self.figure = plotext.figure
        self.chart = chart
        self.cells = cells
        self.signs = signs
        self.height = height

    def draw(self) -> None:
        self.figure.axes(True, pixel=self._pixel("dim"), axis="x", side="lower")
        self.figure.axes(True, pixel=self._pixel("dim"), axis="y", side="left")
        if self.chart.kind == "histogram":
            self._histogram()
            return
        self.scale = upright.axis(self.chart, self.height)
        canvas = self._values_axis(self.scale, self.chart.unit)
        self._labels_axis(canvas)
        if self.chart.kind == "line":
            self._lines()
        else:
            self._bars(canvas / self.chart.length)
        self._marks(upright.wide(canvas / self.chart.length, upright.GROUP) if self.chart.kind != "line" else 0.0)

    def _histogram(self) -> None:
        edges = bin_edges(self.chart, at_most=max(2, self.cells // 3))
        counts = count(self.chart, edges)
        self.scale = scale(counts, ticks=upright.many(self.height), with_zero=True, whole=True)
        canvas = self._values_axis(self.scale, "")
        labels = [self._cut(tick) for tick in ticks(edges.ticks, self.chart.unit)]
        shown = upright.fitting(labels, canvas / len(counts), at_edge=True)
        self.figure.ruler("x", "lower").lim(0, len(counts)).ticks(shown, [labels[index] for index in shown])
        spans = [(0.0, self.scale.share(value)) for value in counts]
        self._draw_bars([index + 0.5 for index in range(len(counts))], spans, 0, wide=1.0)

    def _values_axis(self, found: Scale, unit: str) -> int:
        """Set limits and labels of the upright axis and return the cells that are left for the picture."""
        labels = [self._cut(tick) for tick in ticks(found.ticks, unit)]
        self.figure.ruler("y", "left").lim(0, 1).ticks([found.share(tick) for tick in found.ticks], labels)
        return upright.canvas(self.cells, labels)

    def _labels_axis(self, canvas: int) -> None:
        places = self.chart.length
        margin = upright.margin(self.chart)
        labels = [self._cut(self.chart.label(index)) for index in range(places)]
        shown = upright.fitting(labels, canvas / (places - 1 + 2 * margin), at_edge=not margin)
        ruler = self.figure.ruler("x", "lower").lim(1 - margin, places + margin)
        ruler.ticks([index + 1 for index in shown], [labels[index] for index in shown])

    def _bars(self, slot: float) -> None:
        """Draw bars; `slot` is how many cells a place has."""
        series = self.chart.series
        zero = self.scale.share(0)
        ups, downs = [zero] * self.chart.length, [zero] * self.chart.length
        sums = [[0.0, 0.0] for _ in range(self.chart.length)]
        stacked = self.chart.kind == "stacked"
        part = upright.GROUP if stacked else upright.GROUP / len(series)
        wide = upright.wide(slot, part)
        for number, one in enumerate(series):
            offset = 0.0 if stacked else part * (number + 0.5 - len(series) / 2)
            spans: list[tuple[float, float]] = []
            for index in range(self.chart.length):
                value = item_at(one.values, index) or 0
                if not stacked:
                    spans.append(upright.ordered(zero, self.scale.share(value)))
                    continue
                side, edge = (1, ups) if value > 0 else (0, downs)
                sums[index][side] += value
                above = self.scale.share(sums[index][side])
                spans.append(upright.ordered(edge[index], above))
                edge[index] = above
            self._draw_bars([index + 1 + offset for index in range(self.chart.length)], spans, number, wide=wide)

    def _draw_bars(
        self, places: Sequence[float], spans: Sequence[tuple[float, float]], number: int, *, wide: float
    ) -> None:
        usual = self._marker(*series_sign(self.chart, number, self.signs))
        markers = [usual] * len(places)
        if self.chart.highlight is not None and 0 <= self.chart.highlight < len(places):
            markers[self.chart.highlight] = self._marker(highlight_sign(self.signs), "good")
        lows, highs = ([span[side] for span in spans] for side in (0, 1))
        self.figure.draw(self.figure.bar(list(places), lows, highs, marker=markers, width=wide, _reset_ticks=False))

    def _lines(self) -> None:
        for number, series in enumerate(self.chart.series):
            marker = self._marker(*series_sign(self.chart, number, self.signs))
            for run in upright.runs(series.values):
                heights = [self.scale.share(series.values[index] or 0) for index in run]
                self.figure.draw(self.figure.signal([i + 1 for i in run], heights, marker=marker).lines(True))
            self._highlight(series.values)

    def _highlight(self, values: Sequence[float | None]) -> None:
        at = self.chart.highlight
        value = values[at] if at is not None and 0 <= at < len(values) else None
        if at is not None and value is not None:
            marker = self._marker(highlight_sign(self.signs), "good")
            self.figure.draw(self.figure.signal([at + 1], [self.scale.share(value)], marker=marker))

    def _marks(self, wide: float) -> None:
        if self.chart.marks is None:
            return
        marker = self._marker(mark_sign(self.chart, self.signs), "strong")
        for index, value in enumerate(self.chart.marks.values[: self.chart.length]):
            if value is not None:
                height = self.scale.share(value)
                ends = [index + 1 - wide / 2, index + 1 + wide / 2]
                self.figure.draw(self.figure.signal(ends, [height, height], marker=marker).lines(True))

    def _marker(self, sign: str, tone: "Tone") -> Any:
        return self.plotext.marker(sign, pixel=self._pixel(tone))

    def _pixel(self, tone: "Tone") -> Any:
        return self.plotext.pixel(foreground=_CODES.index(tone))

    def _cut(self, label: str) -> str:
        return upright.label(label, self.cells)


# plotext paints with numbers of colours; each stands for one of our tones, found again in what it drew.
_CODES: tuple["Tone", ...] = ("text", "dim", "accent", "late", "still", "good", "strong")


def _line(text: str, cells: int, signs: Symbols) -> Line:
    """Return one drawn line as pieces, exactly so many cells wide."""
    pieces: list[Piece] = []
    tone: Tone = "text"
    for number, part in enumerate(_PAINTED.split(text)):
        if number % 2:
            code = re.search(r"38;5;(\d+)", part)
            tone = _CODES[int(code[1])] if code else "text"
        elif part:
            pieces.append((part.translate(_TO_ASCII) if signs is ASCII else part, tone))
    taken = sum(width(part) for part, _tone in pieces)
    if taken > cells:  # a sign whose width plotext and we count differently
        return [(fit("".join(part for part, _tone in pieces), cells), "text")]
    return [*pieces, (" " * (cells - taken), "text")] if taken < cells else pieces
