"""Upright charts before they are drawn: which values and labels the axes show, and where a place stands."""

import math
from collections.abc import Sequence

from tuicrm.widgets.cells import cut, width
from tuicrm.widgets.chart_values import Chart
from tuicrm.widgets.figures import ticks
from tuicrm.widgets.scale import Scale, scale

GROUP = 0.8
"""The part of a place that its bars take."""


def axis(chart: Chart, height: int) -> Scale:
    """Return the scale of the upright axis."""
    whole = not chart.unit
    return scale(_heights(chart), ticks=many(height), with_zero=chart.kind != "line", whole=whole)


def place_at(chart: Chart, cells: int, height: int, x: int) -> int | None:
    """Return which place of the axis of labels stands in column `x` of an upright chart; None beside it."""
    room = canvas(cells, [label(tick, cells) for tick in ticks(axis(chart, height).ticks, chart.unit)])
    at = x - (cells - room)
    if not 0 <= at < room:
        return None
    # Places go from 0 - margin to length - 1 + margin over the whole canvas.
    place = round((at + 0.5) / room * (chart.length - 1 + 2 * margin(chart)) - margin(chart))
    return min(chart.length - 1, max(0, place))


def many(height: int) -> int:
    """Return how many labels the upright axis of a picture of so many lines has room for."""
    return max(2, min(6, (height - 2) // 2))


def canvas(cells: int, labels: Sequence[str]) -> int:
    """Return the cells that the labels of the upright axis leave for the picture."""
    return max(1, cells - max(map(width, labels)) - 1)


def margin(chart: Chart) -> float:
    """Return how much of a place lies between the frame and the first and last place."""
    return 0.0 if chart.kind == "line" and chart.length > 1 else 0.5


def label(text: str, cells: int) -> str:
    """Return a label of an axis: harmless, never blank, at most a third of the width."""
    return cut(text, max(1, cells // 3)).strip() or "-"


def _heights(chart: Chart) -> list[float]:
    """Return every value that the upright axis has to reach."""
    marks = [value for value in (chart.marks.values if chart.marks else ()) if value is not None]
    if chart.kind != "stacked":
        return marks + [value for series in chart.series for value in series.values if value is not None]
    for index in range(chart.length):
        here = [series.values[index] or 0 for series in chart.series if index < len(series.values)]
        marks += [math.fsum(value for value in here if value > 0), math.fsum(value for value in here if value < 0)]
    return marks


def fitting(labels: Sequence[str], slot: float, *, at_edge: bool) -> list[int]:
    """Return which labels stand side by side without touching: each, each second, ... and the last always.

    Args:
        slot: how many cells a label has.
        at_edge: the last place is at the edge, so its label stands to the left of it, not around it.
    """
    many = len(labels)
    cells = [width(label) for label in labels]
    for step in range(1, many + 1):
        shown = list(range(many - 1, -1, -step))
        longest = max(cells[index] for index in shown)
        if longest * (1.5 if at_edge else 1) + 1 <= step * slot:
            return shown[::-1]
    return [many - 1]


def runs(values: Sequence[float | None]) -> list[list[int]]:
    """Return the indices of known values, those without a gap between them together."""
    found: list[list[int]] = []
    for index, value in enumerate(values):
        if value is None:
            continue
        if found and found[-1][-1] == index - 1:
            found[-1].append(index)
        else:
            found.append([index])
    return found


def wide(slot: float, part: float) -> float:
    """Return how wide a bar is that takes a part of its place, in places of `slot` cells."""
    # It paints the cells of both its edges: one less between them leaves the gap that was meant.
    return max(0.0, int(slot * part) - 1) / slot


def ordered(one: float, other: float) -> tuple[float, float]:
    """Return both ends of a bar, the lower first."""
    return (one, other) if one <= other else (other, one)
