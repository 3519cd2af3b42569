"""A course that never falls, as near as can be to what was seen."""

from collections.abc import Sequence


def rising(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Return the values that never fall with the least weighted sum of squares from those given.

    Neighbours that fall are pooled into their weighted mean; what has no weight takes the mean of its pool.
    Source: Ayer et al. (1955), pool adjacent violators.
    """
    pools: list[tuple[float, float, int]] = []  # weighted sum, weight, how many
    for value, weight in zip(values, weights, strict=True):
        pool = (value * weight, weight, 1)
        while pools and (0 in (pools[-1][1], pool[1]) or _mean(pools[-1]) >= _mean(pool)):
            before = pools.pop()
            pool = (before[0] + pool[0], before[1] + pool[1], before[2] + pool[2])
        pools.append(pool)
    found: list[float] = []
    for pool in pools:
        found += [_mean(pool)] * pool[2]
    return found


def _mean(pool: tuple[float, float, int]) -> float:
    return pool[0] / pool[1] if pool[1] else 0.0
