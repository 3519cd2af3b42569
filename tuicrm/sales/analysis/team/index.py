"""Revenue and profit side by side, whatever their size: each as an index of 100."""

from collections.abc import Sequence
from dataclasses import dataclass

YEAR = 12
MONTHS = 2 * YEAR + 2
"""Two whole years, the month before them, and the month that is not over yet."""

MonthSum = tuple[int, int, int]
"""Month number, revenue, profit; minor units."""


@dataclass(frozen=True)
class Point:
    """The twelve months up to one, against the first twelve: 100 is as much. None where these brought nothing."""

    month: int
    revenue: float | None
    profit: float | None


def index_of(months: Sequence[MonthSum]) -> tuple[Point, ...]:
    """Give the moving sums of twelve whole months, each as a percentage of the first; the last month is not over.

    Whole years, because seasons would pass for growth. The first year begins behind the first month in which anything
    was bought: that one may be recorded in part, and what began to be recorded lately is not growth.
    """
    whole = months[:-1]
    begun = next((place for place, (_month, revenue, _profit) in enumerate(whole) if revenue), len(whole))
    known = whole[begun + 1 :]
    if len(known) <= YEAR:
        return ()
    sums = [
        (known[end - 1][0], *(sum(one[part] for one in known[end - YEAR : end]) for part in (1, 2)))
        for end in range(YEAR, len(known) + 1)
    ]
    _month, revenue, profit = sums[0]
    return tuple(Point(month, _of(now, revenue), _of(gain, profit)) for month, now, gain in sums)


def _of(now: int, base: int) -> float | None:
    return 100 * now / base if base > 0 else None
