"""Statistics that need nothing but the standard library."""

from collections.abc import Sequence
from math import floor, sqrt

Z95 = 1.959963984540054


def wilson(k: float, n: float, z: float = Z95) -> tuple[float, float]:
    """Return the bounds of a rate k / n, in 0..1; (0, 1) when there is nothing to go by.

    Source: Wilson (1927), the score interval; it stays inside 0..1 and is honest for few cases.
    """
    if n <= 0:
        return 0.0, 1.0
    rate, square = k / n, z * z
    middle = (rate + square / (2 * n)) / (1 + square / n)
    half = z * sqrt(rate * (1 - rate) / n + square / (4 * n * n)) / (1 + square / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def share(part: float, whole: float) -> float | None:
    """Return part of whole, 0..1; None if there is no whole."""
    return part / whole if whole else None


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lies, by linear interpolation (numpy's default).

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return quantile(values, 0.5)


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """Return first quartile, median and third quartile."""
    return quantile(values, 0.25), quantile(values, 0.5), quantile(values, 0.75)
