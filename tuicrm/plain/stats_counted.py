"""Medians and quartiles of values that come counted (value, how often), as a database groups them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """How values lie: how many, the quartiles, the smallest and the largest, the mean."""

    n: float
    low: float
    q1: float
    median: float
    q3: float
    high: float
    mean: float


def box(counted: Iterable[tuple[float, float]]) -> Box | None:
    """Return how counted values lie, None without any; quartiles by linear interpolation (numpy's default)."""
    ordered = sorted((float(value), float(count)) for value, count in counted if count > 0)
    if not ordered:
        return None
    n = sum(count for _value, count in ordered)
    mean = sum(value * count for value, count in ordered) / n
    return Box(
        n, ordered[0][0], _quantile(ordered, n, 0.25), _quantile(ordered, n, 0.5), _quantile(ordered, n, 0.75),
        ordered[-1][0], mean,
    )  # fmt: skip


def counted_quantile(counted: Iterable[tuple[float, float]], share: float) -> float | None:
    """Return the value below which a share of counted values lies, None without any."""
    ordered = sorted((float(value), float(count)) for value, count in counted if count > 0)
    return _quantile(ordered, sum(count for _value, count in ordered), share) if ordered else None


def _quantile(ordered: list[tuple[float, float]], n: float, share: float) -> float:
    place = max(0.0, (n - 1) * share)
    below, seen = int(place), 0.0
    lower = upper = ordered[-1][0]
    for number, (value, count) in enumerate(ordered):
        seen += count
        if below < seen:
            lower = upper = value
            if below + 1 >= seen and number + 1 < len(ordered):
                upper = ordered[number + 1][0]
            break
    return lower + (upper - lower) * (place - below)
