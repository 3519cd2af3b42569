"""Where a series changed so abruptly that the recording changed, rather than what is recorded."""

from collections.abc import Sequence
from math import exp, lgamma, log, sqrt

from tuicrm.plain.stats_tests import NORMAL, two_rates

MONTHS = 3
"""So many months before and after are compared."""
RATIO = 2.0
SURE = 1e-3


def breaks(counts: Sequence[float], hits: Sequence[float] | None = None) -> list[int]:
    """Return the places at which something new begins: the counts jump at once, and stay there.

    A place counts where the mean of the months after is at least twice (at most half) that of the months before, the
    step from the one month to the next is as large as that, and luck gives as much less than once in a thousand over
    all places. With `hits` the rate has to jump there as well: more of the same at the same rate is growth, more at
    another rate is another way to record.
    """
    places = range(1, len(counts))
    tests = max(1, len(counts) - 1)
    found: list[int] = []
    for place in places:
        before, after = counts[max(0, place - MONTHS) : place], counts[place : place + MONTHS]
        if not before or not after or min(len(before), len(after)) < 2:
            continue
        means = sum(before) / len(before), sum(after) / len(after)
        step = counts[place - 1], counts[place]
        if not _jumps(*means) or not _jumps(*step) or (means[1] > means[0]) != (step[1] > step[0]):
            continue
        if _poisson(sum(before), len(before), sum(after), len(after)) * tests > SURE:
            continue
        if hits is not None:
            k1, k2 = sum(hits[max(0, place - MONTHS) : place]), sum(hits[place : place + MONTHS])
            if two_rates(k1, sum(before), k2, sum(after)) * tests > SURE:
                continue
        if not found or place - found[-1] > 1:
            found.append(place)
    return found


def _jumps(one: float, other: float) -> bool:
    low, high = sorted((one, other))
    return high >= RATIO * low and high > 0


def _poisson(k1: float, t1: float, k2: float, t2: float) -> float:
    """Return how often luck alone parts two counts of the same rate so far (conditional: binomial, else normal)."""
    n, share = k1 + k2, t1 / (t1 + t2)
    if n <= 0:
        return 1.0
    if n > 200:
        return 2 * NORMAL.cdf(-abs(k1 - n * share) / sqrt(n * share * (1 - share)))
    k1 = round(k1)
    whole = round(n)
    chances = [_binomial(k, whole, share) for k in range(whole + 1)]
    return min(1.0, 2 * min(sum(chances[: k1 + 1]), sum(chances[k1:])))


def _binomial(k: int, n: int, p: float) -> float:
    return exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(p) + (n - k) * log(1 - p))
