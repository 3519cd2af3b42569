"""The one way to draw a chart: lines of text, each exactly as wide as asked."""

from functools import lru_cache

from tuicrm.plain.language import current
from tuicrm.widgets import _plotext, hbar, matrix, upright
from tuicrm.widgets.cells import fit, wrap
from tuicrm.widgets.chart_values import BIGGEST, Chart, Kind, Line, Series
from tuicrm.widgets.legend import head
from tuicrm.widgets.symbols import ASCII, FINE, SetName, Symbols, symbols

__all__ = ["BIGGEST", "Chart", "Kind", "Line", "Series", "as_text", "draw", "place_at", "warm_up"]

_TEXT_HEIGHT = 16
_CACHED = 64


def draw(chart: Chart, width: int, height: int, theme: SetName | None = None) -> list[Line]:
    """Return the chart as `height` lines of exactly `width` cells; each is a list of (text, tone).

    Drawn once for each chart, size, set of signs and language. Lying bars that do not fit say how many
    are left out; `hbar.bars()` has them all.

    Args:
        theme: the set of signs; None is the one in use.
    """
    if width <= 0 or height <= 0:
        return [[] for _ in range(max(0, height))]
    return [list(line) for line in _drawn(chart, width, height, _signs(theme), current())]


def place_at(chart: Chart, width: int, height: int, x: int) -> int | None:
    """Return which place of an upright chart stands in column `x` when it is drawn in this size; None beside it."""
    if chart.is_empty or chart.lies or chart.kind == "histogram":
        return None
    height -= len(head(chart, width, symbols()))
    return upright.place_at(chart, width, height, x) if _plotext.can_draw(width, height) else None


def warm_up() -> None:
    """Load the chart library, which takes 0.2 s: for a thread, before the first chart is on the screen."""
    _plotext.can_draw(_plotext.LEAST_WIDTH, _plotext.LEAST_HEIGHT)


def as_text(chart: Chart, width: int, *, height: int = _TEXT_HEIGHT, theme: SetName | None = None) -> str:
    """Return the chart as plain text for a pipe: lying bars all, other kinds in `height` lines."""
    if chart.lies and not chart.is_empty:
        height = chart.length + len(head(chart, width, _signs(theme)))
    elif chart.is_empty:
        height = 2 if chart.title else 1
    lines = ("".join(text for text, _tone in line).rstrip() for line in draw(chart, width, height, theme))
    return "\n".join(lines) + "\n"


@lru_cache(maxsize=_CACHED)
def _drawn(chart: Chart, width: int, height: int, signs: Symbols, language: str) -> list[Line]:
    lines = head(chart, width, signs)[: height - 1]
    lines += _body(chart, width, height - len(lines), signs)
    lines += [[(" " * width, "text")] for _ in range(height - len(lines))]
    if signs is not symbols():  # cutting puts in the sign of the set in use
        lines = [[(text.replace(symbols().cut, signs.cut), tone) for text, tone in line] for line in lines]
    return lines


def _body(chart: Chart, width: int, height: int, signs: Symbols) -> list[Line]:
    if chart.is_empty:
        return [[(fit(line, width), "dim")] for line in wrap(chart.empty, width, height)]
    if chart.kind == "matrix":
        return [[(" ", "text"), *line] for line in matrix.rows(chart, width - 1, signs)][:height]
    if chart.kind != "hbar" and _plotext.can_draw(width, height):
        return _plotext.body(chart, width, height, signs)
    return hbar.body(chart, width, height, signs)


def _signs(theme: SetName | None) -> Symbols:
    if theme is None:
        return symbols()
    return ASCII if theme == "ascii" else FINE
