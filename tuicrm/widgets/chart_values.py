"""Charts as plain values, before anything is drawn."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    from tuicrm.widgets.tones import Piece

Item = TypeVar("Item")

Kind = Literal["bar", "line", "stacked", "histogram", "hbar", "matrix"]
Line = list["Piece"]

BIGGEST = 1e100
"""Values beyond this are no figures of a sales team; the arithmetic of scales holds up to here."""


@dataclass(frozen=True, slots=True)
class Series:
    """Figures that belong together. None is unknown and leaves a gap; it is never drawn as 0.

    Raises:
        ValueError: a value is not finite (it would end the process in the chart library) or beyond BIGGEST.
    """

    name: str
    values: tuple[float | None, ...]

    def __post_init__(self) -> None:
        _check(self.values)


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture before it is drawn.

    `kind`: "bar" (upright, side by side), "line", "stacked" (upright), "histogram" (of the first series'
    values), "hbar" (lying bars of one series, one line each), "matrix" (one line each, too: `cells` by `columns`, 1 is
    what is to be expected; `ends` is the last place of who left). `labels` name the values; missing ones are `-`.
    `unit`: "" for counts, "%" for rates (0.71 is 71%), or a currency (values are minor units).
    `marks` is the comparison (a target, a year ago), drawn as a sign of its own on each bar.
    `highlight` is the index of the value that stands out. `empty` is the sentence when there is no value.
    For "hbar" only: `texts` replace the figures at the bars' ends, `notes` follow them in small, `ranges`
    are intervals, drawn as whiskers.
    """

    kind: Kind
    title: str
    series: tuple[Series, ...]
    labels: tuple[str, ...] = ()
    unit: str = ""
    marks: Series | None = None
    highlight: int | None = None
    empty: str = ""
    texts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    ranges: tuple[tuple[float, float] | None, ...] = ()
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[float | None, ...], ...] = ()
    ends: tuple[int | None, ...] = ()

    def __post_init__(self) -> None:
        for interval in self.ranges:
            _check(interval or ())
        for row in self.cells:
            _check(row)
        if self.kind == "hbar" and len(self.series) > 1:
            raise ValueError("lying bars show one series")

    @property
    def length(self) -> int:
        """Return how many places there are along the axis of labels."""
        return max((len(series.values) for series in self.series), default=0)

    @property
    def is_empty(self) -> bool:
        """Tell whether no value is known."""
        if self.kind == "matrix":
            return not self.cells
        return all(value is None for series in self.series for value in series.values)

    @property
    def lies(self) -> bool:
        """Tell whether it is one line for each place."""
        return self.kind in ("hbar", "matrix")

    def label(self, index: int) -> str:
        """Return the label of a place; `-` when it has none."""
        return (self.labels[index].strip() if index < len(self.labels) else "") or "-"


def _check(values: tuple[float | None, ...]) -> None:
    for value in values:
        # abs() first: an int of a thousand digits has no float to be finite as.
        if value is not None and not (abs(value) <= BIGGEST and math.isfinite(value)):
            raise ValueError(f"a chart cannot show {value!r:.40}")


def item_at(values: Sequence[Item], index: int) -> Item | None:
    """Return the item of an index; None beyond the end."""
    return values[index] if index < len(values) else None
