"""The head of a chart: its title, and which sign stands for which series."""

from typing import TYPE_CHECKING

from tuicrm.widgets import matrix
from tuicrm.widgets.cells import cut, fit, width
from tuicrm.widgets.chart_values import Chart, Line
from tuicrm.widgets.symbols import ASCII, Symbols

if TYPE_CHECKING:
    from tuicrm.widgets.tones import Piece, Tone

_GAP = "   "
_TONES: tuple["Tone", ...] = ("accent", "text", "dim", "good", "still", "strong")
_BARS = {"fine": "█▒░▓#=+.", "ascii": "#=.o+x%:"}
_DOTS = "*ox+#=%."
_MARKS = {"fine": "┃", "ascii": "|"}
_UPRIGHT_MARKS = {"fine": "━", "ascii": "-"}
_HIGHLIGHTS = {"fine": "▓", "ascii": "@"}
BRAILLE = "braille"
"""The name of plotext's finest pen, for the one line of a chart."""


def series_sign(chart: Chart, index: int, signs: Symbols) -> "Piece":
    """Return the sign and the tone of a series: no two series share both, the first eight not even the sign."""
    if chart.kind == "line":
        sign = BRAILLE if len(chart.series) == 1 and signs is not ASCII else _DOTS[index % len(_DOTS)]
    else:
        bars = _BARS[_name(signs)]
        sign = bars[index % len(bars)]
    return sign, _TONES[index % len(_TONES)]


def mark_sign(chart: Chart, signs: Symbols) -> str:
    """Return the sign of the comparison."""
    return (_MARKS if chart.kind == "hbar" else _UPRIGHT_MARKS)[_name(signs)]


def highlight_sign(signs: Symbols) -> str:
    """Return the sign of a bar that stands out; its tone is "good"."""
    return _HIGHLIGHTS[_name(signs)]


def head(chart: Chart, cells: int, signs: Symbols) -> list[Line]:
    """Return the lines above the picture: none to two, each exactly `cells` wide."""
    lines: list[Line] = []
    if chart.title.strip():
        lines.append([(fit(chart.title.strip(), cells), "strong")])
    if not chart.is_empty and (len(chart.series) > 1 or chart.marks):
        lines.append(_legend(chart, cells, signs))
    if chart.kind == "matrix" and not chart.is_empty:
        lines.append([(" ", "text"), *matrix.axis(chart, cells - 1)])
    return lines


def _legend(chart: Chart, cells: int, signs: Symbols) -> Line:
    entries = [(*series_sign(chart, index, signs), series.name) for index, series in enumerate(chart.series)]
    if chart.marks:
        entries.append((mark_sign(chart, signs), "text", chart.marks.name))
    line: Line = []
    left = cells
    for sign, tone, name in entries:
        shown = cut(name.strip() or "-", max(1, cells // 3))
        gap = _GAP if line else ""
        taken = len(gap) + 2 + width(shown)
        if taken > left:
            break
        line += [(gap, "text"), (sign[:1] if sign != BRAILLE else "⣀", tone), (f" {shown}", "dim")]
        left -= taken
    return [*line, (" " * left, "text")]


def _name(signs: Symbols) -> str:
    return "ascii" if signs is ASCII else "fine"
