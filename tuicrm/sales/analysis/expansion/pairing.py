"""What a talk is worth: those who talked against those who, by lot, had not talked yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tuicrm.plain.stats import share

LEAST_PAIRS = 4
"""Pairs on either side, below which nothing is said: of fewer even the clearest draw may be luck."""
LEAST_SETTLED = 20
"""Settled projects on either side, before and after."""
DRAWS = 2_000


@dataclass(frozen=True, slots=True)
class Count:
    """Of the projects that were settled, how many went on."""

    went_on: int = 0
    settled: int = 0

    @property
    def rate(self) -> float | None:
        """The share that went on; None of nothing."""
        return share(self.went_on, self.settled)

    def __add__(self, other: "Count") -> "Count":
        return Count(self.went_on + other.went_on, self.settled + other.settled)


@dataclass(frozen=True, slots=True)
class Unit:
    """A learner before and after the week for which the lot was drawn. `draw`: which lot; `early`: talked then."""

    draw: int
    early: bool
    before: Count
    after: Count


@dataclass(frozen=True)
class Side:
    """One side of a comparison: so many pairs, and their projects before and after."""

    pairs: int
    before: Count
    after: Count


@dataclass(frozen=True)
class Effect:
    """Early ones against those who waited.

    `points`: difference in differences of the rates, 0.1 is ten of a hundred; None, and `p` with it, until there are
    enough. `p`: share of draws of the same lots that give a difference at least as large.
    """

    early: Side
    waiting: Side
    points: float | None
    p: float | None

    @property
    def lacks(self) -> tuple[int, int]:
        """How many pairs and settled projects the smallest side still lacks; (0, 0) when it can be told."""
        sides = self.early, self.waiting
        fewest = min(side.pairs for side in sides)
        settled = min(count.settled for side in sides for count in (side.before, side.after))
        return max(0, LEAST_PAIRS - fewest), max(0, LEAST_SETTLED - settled)


def effect(units: Sequence[Unit], *, seed: int = 1, draws: int = DRAWS) -> Effect:
    """Compare the change of those who talked with the change, meanwhile, of those who by lot waited.

    Formula: (rate after - rate before) of the early ones - the same of the waiting ones, rates of all projects of a
    side; p = (1 + draws with a difference at least as large) / (1 + draws), sides drawn anew within each lot, as many
    on each side as there were.
    Source: Fisher (1935), permutation within blocks; stepped wedge after Hussey and Hughes (2007).
    """
    early, waiting = _side(units, early=True), _side(units, early=False)
    found = Effect(early, waiting, None, None)
    if any(found.lacks):
        return found
    points = _difference(early, waiting)
    if points is None:
        return found
    return Effect(early, waiting, points, _p(units, points, Random(seed), draws))


def _side(units: Sequence[Unit], *, early: bool) -> Side:
    mine = [one for one in units if one.early is early]
    return Side(len(mine), sum((one.before for one in mine), Count()), sum((one.after for one in mine), Count()))


def _difference(early: Side, waiting: Side) -> float | None:
    rates = [count.rate for count in (early.after, early.before, waiting.after, waiting.before)]
    if any(rate is None for rate in rates):
        return None
    after, before, others_after, others_before = (rate or 0.0 for rate in rates)
    return (after - before) - (others_after - others_before)


def _p(units: Sequence[Unit], points: float, lot: Random, draws: int) -> float:
    """Deal the same numbers of early ones again within each lot; sums only, so that a draw costs little."""
    lots: dict[int, list[Unit]] = {}
    for one in units:
        lots.setdefault(one.draw, []).append(one)
    sides = [([_sums(one) for one in dealt], sum(one.early for one in dealt)) for dealt in lots.values()]
    total = [sum(column) for column in zip(*(_sums(one) for one in units), strict=True)]
    reached = 0
    for _draw in range(draws):
        some = [0, 0, 0, 0]
        for sums, count in sides:
            for drawn in lot.sample(sums, count):
                for place, number in enumerate(drawn):
                    some[place] += number
        reached += _reaches(some, total, abs(points))
    return (1 + reached) / (1 + draws)


def _sums(one: Unit) -> tuple[int, int, int, int]:
    return one.before.went_on, one.before.settled, one.after.went_on, one.after.settled


def _reaches(some: Sequence[int], total: Sequence[int], points: float) -> bool:
    """Say whether a draw differs at least as much; one with an empty side does, to be on the safe side."""
    rest = [whole - part for whole, part in zip(total, some, strict=True)]
    if not (some[1] and some[3] and rest[1] and rest[3]):
        return True
    found = (some[2] / some[3] - some[0] / some[1]) - (rest[2] / rest[3] - rest[0] / rest[1])
    return abs(found) >= points - 1e-12
