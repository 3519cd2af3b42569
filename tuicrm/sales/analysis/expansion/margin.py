"""Where profit falls behind revenue: growth gap, and the change of the margin by category, adding up exactly.

Rate: the same is sold at another margin (discounts, costs). Mix: other things are sold, or to and by others. Money of
the period now: what the change of the margin is worth at the revenue now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import log

from tuicrm.plain.rounding import fractions_keeping_sum, half_away
from tuicrm.plain.stats_bootstrap import drawn_sums, interval


@dataclass(frozen=True)
class Worth:
    """Revenue and profit of something in the two periods, in minor units; of purchases whose cost is known."""

    revenue1: int = 0
    profit1: int = 0
    revenue2: int = 0
    profit2: int = 0

    def __add__(self, other: "Worth") -> "Worth":
        return Worth(
            self.revenue1 + other.revenue1, self.profit1 + other.profit1,
            self.revenue2 + other.revenue2, self.profit2 + other.profit2,
        )  # fmt: skip


@dataclass(frozen=True)
class Gap:
    """Growth of revenue less growth of profit: as a difference of logarithms, or in money where that is not defined.

    Attributes:
        logs: ln(revenue now / before) - ln(profit now / before) = -ln(margin now / before).
        missing_minor: profit at the margin of before less profit now; above nought where profit falls behind.
    """

    logs: float | None
    missing_minor: int


@dataclass(frozen=True)
class Share:
    """What one category adds to the change of the margin, in money of the period now."""

    name: str
    rate_minor: int
    mix_minor: int

    @property
    def minor(self) -> int:
        """Both together."""
        return self.rate_minor + self.mix_minor


def total_of(worths: Mapping[str, Worth]) -> Worth:
    """Sum categories up."""
    return sum(worths.values(), Worth())


def gap(total: Worth) -> Gap | None:
    """Say how far profit fell behind revenue; None without revenue in both periods."""
    if total.revenue1 <= 0 or total.revenue2 <= 0:
        return None
    missing = Fraction(total.profit1 * total.revenue2, total.revenue1) - total.profit2
    logs = None
    if total.profit1 > 0 and total.profit2 > 0:
        logs = log(total.revenue2 / total.revenue1) - log(total.profit2 / total.profit1)
    return Gap(logs, half_away(missing.numerator, missing.denominator))


def shares(worths: Mapping[str, Worth]) -> list[Share]:
    """Split the change of the margin over categories, in their order; all add up to -`missing_minor`.

    rate = mean share of revenue x change of the margin; mix = (mean margin - mean margin of all) x change of the share.
    Of a category that is there in one period only all is mix. Source: Kitagawa, JASA 50 (1955), for a margin.
    """
    total = total_of(worths)
    whole = gap(total)
    if whole is None:
        return []
    middle = (Fraction(total.profit1, total.revenue1) + Fraction(total.profit2, total.revenue2)) / 2
    found: list[Fraction] = []
    for one in worths.values():
        part1, part2 = Fraction(one.revenue1, total.revenue1), Fraction(one.revenue2, total.revenue2)
        change = Fraction(one.profit2, total.revenue2) - Fraction(one.profit1, total.revenue1)
        rate = Fraction(0)
        if one.revenue1 and one.revenue2:
            rate = (part1 + part2) / 2 * (Fraction(one.profit2, one.revenue2) - Fraction(one.profit1, one.revenue1))
        found += [rate * total.revenue2, (change - rate - middle * (part2 - part1)) * total.revenue2]
    minor = fractions_keeping_sum(found, -whole.missing_minor)
    return [Share(name, *minor[2 * at : 2 * at + 2]) for at, name in enumerate(worths)]


@dataclass(frozen=True)
class Newest:
    """What the last joiners bring, beside what their seats cost; minor units per person-month.

    Attributes:
        left: what is left after the seat, with its range over persons.
    """

    people: int
    months: float
    profit_minor: int
    seat_minor: int
    left: tuple[float, float] | None

    @property
    def pays(self) -> bool | None:
        """Say whether growing pays: True and False beyond luck, None where it cannot be told."""
        if self.left is None or self.people < LEAST_JOINERS:
            return None
        return True if self.left[0] > 0 else False if self.left[1] < 0 else None


LEAST_JOINERS = 3


def newest(joiners: Sequence[tuple[float, float, float]], *, draws: int = 2000, seed: int = 1) -> Newest | None:
    """Compare joiners' profit with the cost of their seats; each (person-months, profit, cost). None without months."""
    months, profit, cost = (sum(one[place] for one in joiners) for place in range(3))
    if months <= 0:
        return None
    left = [
        (sums[1] - sums[2]) / sums[0] for _picked, sums in drawn_sums(joiners, draws=draws, seed=seed) if sums[0] > 1e-6
    ]
    return Newest(len(joiners), months, round(profit / months), round(cost / months), interval(left, len(joiners)))
