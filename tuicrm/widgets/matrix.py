"""A matrix drawn row by row: one row a person, one column a month, each place as high as its value."""

from tuicrm.widgets.cells import cut, fit, width
from tuicrm.widgets.chart_values import Chart, Line, item_at
from tuicrm.widgets.symbols import ASCII, Symbols

TOP = 1.2
"""A place that is full is this much or more: a little above what is to be expected."""
STEPS = "▁▂▃▄▅▆▇█"
WIDE, NARROW = 2, 1
EVERY = 3
_LEAST_LABEL = 6


def axis(chart: Chart, cells: int) -> Line:
    """Return the line of column names above the rows: every third one, exactly `cells` wide."""
    label, each, shown, _text = _columns(chart, cells)
    names = [" "] * (shown * each)
    for place in range(0, shown, EVERY):
        name = item_at(chart.columns, place) or ""
        room = names[place * each : place * each + min(EVERY * each, len(names))]
        if width(name) <= len(room):
            names[place * each : place * each + len(name)] = list(name)
    line = " " * (label + 1) + "".join(names)
    return [(fit(line, cells), "dim")]


def rows(chart: Chart, cells: int, signs: Symbols) -> list[Line]:
    """Return one line of exactly `cells` cells for each row: its name, its places, its figure.

    A place is empty before somebody came, `.` for nought, and `x` where they left; what is below nought is `-`.
    """
    if cells <= _LEAST_LABEL:
        return [[(fit(chart.label(index), cells), "text")] for index in range(chart.length)]
    label, each, shown, text = _columns(chart, cells)
    lines: list[Line] = []
    for index in range(chart.length):
        values = item_at(chart.cells, index) or ()
        end = item_at(chart.ends, index)
        places = "".join(fit(_sign(item_at(values, place), place, end, signs), each) for place in range(shown))
        line: Line = [(fit(chart.label(index), label) + " ", "text"), (places, "accent")]
        if text:
            line.append((" " + fit(_text(chart, index), text, "right"), "text"))
        used = label + 1 + shown * each + (text + 1 if text else 0)
        lines.append([*line, (" " * (cells - used), "text")] if used < cells else line)
    return lines


def _sign(value: float | None, place: int, end: int | None, signs: Symbols) -> str:
    if end is not None and place > end:
        return "x" if place == end + 1 else ""
    if value is None:
        return ""
    if value < 0:
        return "-"
    if signs is ASCII:
        tenths = int(value * 10 + 0.5)
        return "." if not tenths else str(tenths) if tenths < 10 else "#"
    if value == 0:
        return "."
    return STEPS[min(len(STEPS) - 1, int(value / TOP * len(STEPS)))]


def _text(chart: Chart, index: int) -> str:
    return item_at(chart.texts, index) or ""


def _columns(chart: Chart, cells: int) -> tuple[int, int, int, int]:
    """Return the cells of the name, of each place, how many places are shown, and the cells of the figure."""
    many = len(chart.columns)
    label = max([_LEAST_LABEL, *(width(cut(chart.label(index), cells)) for index in range(chart.length))])
    text = max((width(_text(chart, index)) for index in range(chart.length)), default=0)
    for each in (WIDE, NARROW):
        if label + 1 + many * each + (text + 1 if text else 0) <= cells:
            return label, each, many, text
        shorter = max(_LEAST_LABEL, cells - 1 - many * each - (text + 1 if text else 0))
        if shorter + 1 + many * each + (text + 1 if text else 0) <= cells and shorter >= min(label, 10):
            return shorter, each, many, text
    label = min(label, max(1, cells // 3))
    return label, NARROW, max(0, min(many, cells - label - 1)), 0
