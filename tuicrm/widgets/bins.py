"""A histogram: values put into round bins of one width."""

from dataclasses import replace
from itertools import pairwise

from tuicrm.widgets.chart_values import Chart, Series
from tuicrm.widgets.figures import ticks
from tuicrm.widgets.scale import Scale, scale


def bins(chart: Chart, *, at_most: int) -> Chart:
    """Return the counts of the first series' values by round bins, as lying bars with the bins as labels."""
    edges = bin_edges(chart, at_most=at_most)
    counts = count(chart, edges)
    written = ticks(edges.ticks, chart.unit)
    labels = tuple(f"{low}..{high}" for low, high in pairwise(written))
    series = Series(chart.series[0].name, counts)
    return replace(chart, kind="hbar", series=(series,), labels=labels, unit="", marks=None, highlight=None)


def bin_edges(chart: Chart, *, at_most: int) -> Scale:
    """Return the edges: round numbers, both ends included."""
    values = _values(chart)
    wished = max(2, min(at_most, round(len(values) ** 0.5) + 1))
    found = scale(values, ticks=wished + 1, with_zero=False)
    while len(found.ticks) - 1 > at_most and wished > 1:
        wished -= 1
        found = scale(values, ticks=wished + 1, with_zero=False)
    return found


def count(chart: Chart, edges: Scale) -> tuple[int, ...]:
    """Return how many values lie in each bin; the upper edge belongs to the next bin but for the last."""
    many = len(edges.ticks) - 1
    counts = [0] * many
    for value in _values(chart):
        # The little more keeps 0.3 out of the bin that ends at 0.30000000000000004.
        counts[min(many - 1, int(edges.share(value) * many + 1e-9))] += 1
    return tuple(counts)


def _values(chart: Chart) -> list[float]:
    return [value for value in chart.series[0].values if value is not None]
