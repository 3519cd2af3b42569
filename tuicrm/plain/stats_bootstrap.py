"""Intervals by drawing again from what was seen."""

import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from math import sqrt
from random import Random
from typing import TypeVar

from tuicrm.plain import progress
from tuicrm.plain.stats import quantile
from tuicrm.plain.stats_tests import NORMAL, student_quantile

T = TypeVar("T")
LEAST_UNITS = 3
"""Fewer have no interval: to draw them again says nothing."""
_LANE = 8
_LARGEST, _BIAS = 2**44, 2**45
_SMALLEST = 1e-200


def bootstrap(
    units: Sequence[T], figure: Callable[[Sequence[T]], float | None], *, draws: int = 1000, seed: int = 1
) -> tuple[float, float] | None:
    """Return the 95 % percentile interval of a figure; None where too few draws have one.

    Args:
        units: what is drawn, whole and with all that belongs to it: persons, not their projects.
        seed: the same draws come out each time.
    """
    rng = Random(seed)
    found = []
    for number in range(draws):
        value = figure(rng.choices(units, k=len(units))) if units else None
        if value is not None:
            found.append(value)
        progress.count(number + 1, draws)
    if len(found) < draws / 2 or not found:
        return None
    return quantile(found, 0.025), quantile(found, 0.975)


def drawn_sums(
    vectors: Sequence[Sequence[float]], *, draws: int = 2000, seed: int = 1
) -> Iterator[tuple[list[int], list[float]]]:
    """Draw as many vectors as there are, with replacement; give for each draw their places and their sums.

    A vector holds what belongs to one unit, so any figure of sums and ratios follows from the sums alone. Each is
    packed into one long number with 64 bits for each place, because adding long numbers is what Python does fastest.
    A place keeps 44 bits of its largest value, about thirteen digits.

    Args:
        vectors: all of the same length; at most 100,000 of them.
    """
    if not vectors or not vectors[0]:
        return
    width, number = len(vectors[0]), len(vectors)
    scales = [_LARGEST / max(_SMALLEST, *map(abs, place)) for place in zip(*vectors, strict=True)]
    packed = [
        int.from_bytes(
            array("Q", [round(value * scale) + _BIAS for value, scale in zip(vector, scales, strict=True)]).tobytes(),
            sys.byteorder,
        )
        for vector in vectors
    ]
    rng, bias = Random(seed), number * _BIAS
    for done in range(1, draws + 1):
        drawn = rng.choices(range(number), k=number)
        total = sum(map(packed.__getitem__, drawn))
        lanes = array("Q", total.to_bytes(width * _LANE, sys.byteorder))
        yield drawn, [(lane - bias) / scale for lane, scale in zip(lanes, scales, strict=True)]
        progress.count(done, draws)


def interval(values: Sequence[float], units: int) -> tuple[float, float] | None:
    """Return the 95 % percentile interval of a figure that rests on so many units; None for fewer than three.

    Few units vary too little when they are drawn from themselves, and the plain percentiles leave out the truth too
    often; so those of Student's t are taken: Hesterberg, The American Statistician 69(4), 2015, 3.4.
    """
    if units < LEAST_UNITS or not values:
        return None
    outside = NORMAL.cdf(-sqrt(units / (units - 1)) * _student(units - 1))
    return quantile(values, outside), quantile(values, 1 - outside)


@lru_cache(maxsize=1000)
def _student(freedom: int) -> float:
    return student_quantile(0.975, freedom)
