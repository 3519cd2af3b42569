"""Lying bars, drawn by ourselves: eighths of a cell, figures in one column, comparison and interval."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tuicrm.plain.language import ngettext
from tuicrm.widgets.bar_cells import BarCells
from tuicrm.widgets.bins import bins
from tuicrm.widgets.cells import cut, fit, width
from tuicrm.widgets.chart_values import Chart, Line, Series, item_at
from tuicrm.widgets.figures import figure
from tuicrm.widgets.symbols import Symbols

_LEAST_BAR = 6
_WISHED_BAR = 12


@dataclass(frozen=True, slots=True)
class _Columns:
    """Cells of each column; 0 is left out, each that is there has one blank before it but the first."""

    label: int
    bar: int
    text: int
    note: int


def body(chart: Chart, width: int, height: int, signs: Symbols) -> list[Line]:
    """Return at most `height` lines, one for each bar; the last says how many are left out.

    Any kind can be drawn so: a window too small for axes, or a computer without the chart library.
    """
    lines = bars(chart, width, signs)
    if len(lines) <= height:
        return lines
    left_out = len(lines) - height + 1
    sentence = ngettext("{n} more", "{n} more", left_out).format(n=left_out)
    return [*lines[: height - 1], [(fit(sentence, width), "dim")]]


def bars(chart: Chart, width: int, signs: Symbols) -> list[Line]:
    """Return one line of exactly `width` cells for each bar, however many."""
    lying = _laid_down(chart)
    if width <= _LEAST_BAR:
        return [[(fit(lying.label(index), width), "text")] for index in range(lying.length)]
    texts = [_text(lying, index) for index in range(lying.length)]
    notes = [item_at(lying.notes, index) or "" for index in range(lying.length)]
    columns = _columns(lying, width, texts, notes)
    area = BarCells(lying, columns.bar, signs)
    lines: list[Line] = []
    for index in range(lying.length):
        line: Line = [(fit(lying.label(index), columns.label) + " ", "text"), *area.pieces(index)]
        if columns.text:
            line.append((" " + fit(texts[index], columns.text, "right"), "text"))
        if columns.note:
            line.append((" " + fit(notes[index], columns.note), "dim"))
        lines.append(line)
    return lines


def _columns(chart: Chart, cells: int, texts: Sequence[str], notes: Sequence[str]) -> _Columns:
    label = max(1, min(max(width(cut(chart.label(index), cells)) for index in range(chart.length)), cells // 3))
    left = max(0, cells - label - 1)
    text = max((width(cut(each, cells)) for each in texts), default=0)
    if text + 1 + _LEAST_BAR > left:  # the figure goes only where not even its first digits fit
        text = left - 1 - _LEAST_BAR if left - 1 - _LEAST_BAR >= 3 else 0
    left -= text + 1 if text else 0
    note = max((width(cut(each, cells)) for each in notes), default=0)
    note = min(note, left - 1 - _WISHED_BAR)
    note = note if note >= 3 else 0
    left -= note + 1 if note else 0
    return _Columns(label, left, text, note)


def _text(chart: Chart, index: int) -> str:
    value = item_at(chart.series[0].values, index)
    return item_at(chart.texts, index) or ("?" if value is None else figure(value, chart.unit))


def _laid_down(chart: Chart) -> Chart:
    """Return the chart as lying bars: those of several series one below the other, label by label."""
    if chart.kind == "hbar":
        return chart
    if chart.kind == "histogram":
        return bins(chart, at_most=8)
    many = len(chart.series) > 1
    labels: list[str] = []
    values: list[float | None] = []
    for index in range(chart.length):
        for series in chart.series:
            labels.append(f"{chart.label(index)} {series.name}" if many else chart.label(index))
            values.append(item_at(series.values, index))
    one = replace(chart, kind="hbar", series=(Series("", tuple(values)),), labels=tuple(labels))
    return replace(one, marks=None, highlight=None) if many else one
