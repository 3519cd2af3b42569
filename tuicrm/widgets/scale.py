"""Scales for charts: round limits and round steps between them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

SMALLEST = 1e-100


@dataclass(frozen=True, slots=True)
class Scale:
    """Limits with `low < high` and the round values from one to the other that get a label."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """Return where a value stands between the limits, 0 to 1; beyond them is 0 or 1."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))


def scale(values: Iterable[float], *, ticks: int, with_zero: bool, whole: bool = False) -> Scale:
    """Return round limits that hold all values.

    Args:
        ticks: about how many labels; there are at least two.
        with_zero: bars stand on zero, lines need not.
        whole: counts: no step below one.
    """
    # Next to the smallest float there is, a step would be nought.
    seen = [value if abs(value) > SMALLEST else 0.0 for value in values]
    found = [*seen, *([0.0] if with_zero else [])] or [0.0]
    low, high = min(found), max(found)
    # Values that differ only in the last digits of a float cannot be told apart on a screen.
    least = max(abs(low), abs(high)) * 1e-9
    if high - low <= least:
        low, high = (min(low, 0.0), max(high, 0.0)) if low or high else (0.0, 1.0)
    step = _step((high - low) / max(1, ticks - 1), whole=whole)
    first, last = math.floor(low / step), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    return Scale(first * step, last * step, tuple(index * step for index in range(first, last + 1)))


def _step(wanted: float, *, whole: bool) -> float:
    """Return the next of 1, 2, 5 times a power of ten that is not below what is wanted."""
    power = 10.0 ** math.floor(math.log10(wanted))
    step = next((factor * power for factor in (1, 2, 5, 10) if factor * power >= wanted * (1 - 1e-9)), 10 * power)
    return max(1.0, step) if whole else step
