"""Whether a sum of differences may be luck: their signs dealt anew."""

from collections.abc import Sequence
from math import erfc, sqrt
from random import Random

FEW, MANY = 12, 100
"""Up to so many all ways to deal are gone through; beyond so many the sum is a normal one."""


def luck_of_sum(parts: Sequence[float], *, draws: int = 2000, seed: int = 1) -> float:
    """Return how often luck alone makes a sum as large, on either side of nought.

    If nothing happened, the difference of each was as likely to fall the other way: so each keeps its size and gets a
    sign by lot. Exact where they are symmetric, as differences of equally long periods are; unlike drawing persons
    again it does not take the few that are there for all there could be. Ties count half (mid-p), or five people who
    all did better could never be believed.
    Source: Fisher, The Design of Experiments (1935), 21; with the null imposed Cameron, Gelbach and Miller, Review of
    Economics and Statistics 90(3), 2008; mid-p Lancaster, JASA 56 (1961).
    """
    known = [part for part in parts if part]
    if not known:
        return 1.0
    seen, square = abs(sum(known)), sum(part * part for part in known)
    if len(known) > MANY:
        return erfc(seen / sqrt(2 * square))
    if len(known) <= FEW:
        sums = [known[0]]  # the other half is the same with all signs turned
        for part in known[1:]:
            sums = [*(one + part for one in sums), *(one - part for one in sums)]
    else:
        rng = Random(seed)
        sums = [2 * sum(part for part in known if rng.random() < 0.5) - sum(known) for _draw in range(draws)]
    near = 1e-9 * sqrt(square)
    larger = sum(abs(one) > seen + near for one in sums)
    alike = sum(abs(abs(one) - seen) <= near for one in sums)
    return (larger + alike / 2) / len(sums)
