"""Whether two groups do alike, measured by what each unit is expected to do: by lot, and with a range."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, sqrt
from random import Random

from tuicrm.plain.stats_tests import student_below, student_quantile

ALL_WAYS = 5000
"""Up to so many ways to deal the units all are gone through."""
LEAST = 3
"""Fewer units of a group are not compared: what two did says nothing of others."""
MANY = 60
"""From so many units on the difference is as good as normal, and no lots are drawn."""

Unit = tuple[float, float]
"""What a unit did, and what it was expected to do (or for how long it could): the weight of it."""


@dataclass(frozen=True)
class Apart:
    """Two groups side by side: sum of what each did / sum of what was expected of it.

    Attributes:
        half: half of the width of the 95 % range of their difference.
        luck: how often as large a difference comes of lots alone, on either side.
        expected: what was expected of ours in all.
    """

    ours: float
    theirs: float
    half: float
    luck: float
    expected: float

    @property
    def difference(self) -> float:
        """Ours less theirs."""
        return self.ours - self.theirs


def apart(ours: Sequence[Unit], theirs: Sequence[Unit], *, draws: int = 2000, seed: int = 1) -> Apart | None:
    """Compare two groups of units; None where one has fewer than three, or nothing was expected of it.

    If nothing parts the groups, each unit could have been in the other: so all are dealt anew into groups as large.
    The range is that of two ratios of sums, each with the spread of its own units (Welch).
    Source: Fisher, The Design of Experiments (1935), 21; Cochran, Sampling Techniques (1977), 6.3; Welch, Biometrika 34
    (1947).
    """
    if min(len(ours), len(theirs)) < LEAST or min(_expected(ours), _expected(theirs)) <= 0:
        return None
    mine, other = _ratio(ours), _ratio(theirs)
    spreads = _spread(ours, mine), _spread(theirs, other)
    both = sum(spreads)
    freedom, half = 1, 0.0
    if both > 0:
        parts = sum(spread**2 / (len(group) - 1) for spread, group in zip(spreads, (ours, theirs), strict=True))
        # 13.999... is 14; and a spread may be so small that its square is nought
        freedom = max(1, int(both**2 / parts + 1e-9)) if parts else 1
        half = student_quantile(0.975, freedom) * sqrt(both)
    if both > 0 and len(ours) + len(theirs) >= MANY:
        luck = 2 * (1 - student_below(abs(mine - other) / sqrt(both), freedom))
    else:
        luck = _by_lot(ours, theirs, mine - other, draws, seed)
    return Apart(mine, other, half, luck, _expected(ours))


def _expected(group: Sequence[Unit]) -> float:
    return sum(expected for _did, expected in group)


def _ratio(group: Sequence[Unit]) -> float:
    return sum(did for did, _expected in group) / _expected(group)


def _spread(group: Sequence[Unit], ratio: float) -> float:
    """The variance of a ratio of sums."""
    number = len(group)
    squares = sum((did - ratio * expected) ** 2 for did, expected in group)
    return squares / _expected(group) ** 2 * number / (number - 1)


def _by_lot(ours: Sequence[Unit], theirs: Sequence[Unit], seen: float, draws: int, seed: int) -> float:
    """Deal the units anew; ties count half."""
    units = [*ours, *theirs]
    did, expected = sum(one[0] for one in units), _expected(units)
    larger = alike = known = 0
    near = 1e-9 * max(1.0, abs(seen))
    for dealt in _dealt(len(units), len(ours), draws, seed):
        mine = [units[place] for place in dealt]
        share = _expected(mine)
        if 0 < share < expected:
            brought = sum(one[0] for one in mine)
            off = abs(brought / share - (did - brought) / (expected - share)) - abs(seen)
            known += 1
            larger += off > near
            alike += abs(off) <= near
    return (larger + alike / 2) / known if known else 1.0


def _dealt(units: int, ours: int, draws: int, seed: int) -> Iterator[Sequence[int]]:
    if comb(units, ours) <= ALL_WAYS:
        yield from combinations(range(units), ours)
        return
    rng = Random(seed)
    for _draw in range(draws):
        yield rng.sample(range(units), ours)
