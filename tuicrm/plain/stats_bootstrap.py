"""Intervals by drawing again from what was seen."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

from tuicrm.plain.stats import quantile

T = TypeVar("T")


def bootstrap(
    units: Sequence[T], figure: Callable[[Sequence[T]], float | None], *, draws: int = 1000, seed: int = 1,
    progress: Callable[[int], None] = lambda done: None,
) -> tuple[float, float] | None:  # fmt: skip
    """Return the 95 % percentile interval of a figure; None where too few draws have one.

    Args:
        units: what is drawn, whole and with all that belongs to it: persons, not their projects.
        seed: the same draws come out each time.
        progress: is told how many draws are done.
    """
    rng = Random(seed)
    found = []
    for number in range(draws):
        value = figure(rng.choices(units, k=len(units))) if units else None
        if value is not None:
            found.append(value)
        if number % 100 == 99:
            progress(number + 1)
    if len(found) < draws / 2 or not found:
        return None
    return quantile(found, 0.025), quantile(found, 0.975)
