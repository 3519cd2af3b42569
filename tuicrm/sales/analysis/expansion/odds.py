"""Whether doing something goes along with going on, like compared with like: the odds ratio over strata."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from tuicrm.plain.stats import Z95
from tuicrm.plain.stats_tests import chi_square_tail


@dataclass(frozen=True, slots=True)
class Stratum:
    """Cases that are alike, counted: who did it and went on or not, who did not do it and went on or not."""

    did_went: float
    did_stayed: float
    other_went: float
    other_stayed: float

    @property
    def n(self) -> float:
        """How many cases."""
        return self.did_went + self.did_stayed + self.other_went + self.other_stayed

    @property
    def did(self) -> float:
        """How many did it."""
        return self.did_went + self.did_stayed

    @property
    def other(self) -> float:
        """How many did not."""
        return self.other_went + self.other_stayed

    @property
    def says(self) -> bool:
        """Say whether anything can be compared here: both kinds are there, and not all ended alike."""
        went = self.did_went + self.other_went
        return self.did > 0 and self.other > 0 and 0 < went < self.n

    @property
    def with_half(self) -> "Stratum":
        """The same with half a case more in each cell."""
        return Stratum(self.did_went + 0.5, self.did_stayed + 0.5, self.other_went + 0.5, self.other_stayed + 0.5)


@dataclass(frozen=True, slots=True)
class Odds:
    """The common odds ratio of the strata, with what one needs to read it.

    Attributes:
        low, high: 95 % (Robins, Breslow and Greenland).
        p: how often luck alone gives as much (Cochran, Mantel and Haenszel, without a continuity correction).
        alike: the p-value of the strata having one odds ratio (Breslow and Day, with Tarone's correction); None of one.
        did_rate, other_rate: the shares that went on, each weighted alike over the strata.
        did, other: cases on either side, in the strata that say something.
        strata, dropped: how many strata say something, and how many do not.
        dropped_cases: the cases in those.
    """

    ratio: float
    low: float
    high: float
    p: float
    alike: float | None
    did_rate: float
    other_rate: float
    did: float
    other: float
    strata: int
    dropped: int
    dropped_cases: float


def odds_of(strata: Iterable[Stratum]) -> Odds | None:
    """Combine strata; None where no odds ratio can be told: nothing to compare.

    Where all on one side end alike the ratio is 0 or without end: half a case is then added to each cell (Haldane and
    Anscombe), for the ratio and its interval alone.

    Source: Mantel and Haenszel (1959); Robins, Breslow and Greenland (1986); Breslow and Day (1980), 4.4; Tarone
    (1985).
    """
    known = list(strata)
    used = [one for one in known if one.says]
    if not used:
        return None
    counted = used if min(_sides(used)) > 0 else [one.with_half for one in used]
    for_it, against = _sides(counted)
    ratio = for_it / against
    half = Z95 * sqrt(_log_variance(counted, for_it, against))
    weights = [one.did * one.other / one.n for one in used]
    together = sum(weights)
    return Odds(
        ratio, exp(log(ratio) - half), exp(log(ratio) + half), _luck(used), _alike(used, ratio),
        sum(weight * one.did_went / one.did for weight, one in zip(weights, used, strict=True)) / together,
        sum(weight * one.other_went / one.other for weight, one in zip(weights, used, strict=True)) / together,
        sum(one.did for one in used), sum(one.other for one in used), len(used), len(known) - len(used),
        sum(one.n for one in known if not one.says),
    )  # fmt: skip


def _sides(strata: Sequence[Stratum]) -> tuple[float, float]:
    """What speaks for it and what against: numerator and denominator of the ratio."""
    return (
        sum(one.did_went * one.other_stayed / one.n for one in strata),
        sum(one.did_stayed * one.other_went / one.n for one in strata),
    )


def _log_variance(used: Sequence[Stratum], for_it: float, against: float) -> float:
    first = both = last = 0.0
    for one in used:
        straight, crossed = (one.did_went + one.other_stayed) / one.n, (one.did_stayed + one.other_went) / one.n
        r, s = one.did_went * one.other_stayed / one.n, one.did_stayed * one.other_went / one.n
        first += straight * r
        both += straight * s + crossed * r
        last += crossed * s
    return first / (2 * for_it**2) + both / (2 * for_it * against) + last / (2 * against**2)


def _luck(used: Sequence[Stratum]) -> float:
    apart = variance = 0.0
    for one in used:
        went = one.did_went + one.other_went
        apart += one.did_went - one.did * went / one.n
        if one.n > 1:
            variance += one.did * one.other * went * (one.n - went) / (one.n**2 * (one.n - 1))
    return chi_square_tail(apart**2 / variance, 1) if variance > 0 else 1.0


def _alike(used: Sequence[Stratum], ratio: float) -> float | None:
    if len(used) < 2:
        return None
    value = apart = variance = 0.0
    for one in used:
        expected = _expected(one, ratio)
        cells = (
            expected, one.did - expected, one.did_went + one.other_went - expected,
            one.other - one.did_went - one.other_went + expected,
        )  # fmt: skip
        own = 1 / sum(1 / cell for cell in cells)
        value += (one.did_went - expected) ** 2 / own
        apart += one.did_went - expected
        variance += own
    return chi_square_tail(max(0.0, value - apart**2 / variance), len(used) - 1)


def _expected(one: Stratum, ratio: float) -> float:
    """How many of those who did it would go on, with the margins as they are, if this were the odds ratio here."""
    went = one.did_went + one.other_went
    if abs(ratio - 1) < 1e-12:
        return one.did * went / one.n
    square, linear, constant = 1 - ratio, one.other - went + ratio * (one.did + went), -ratio * one.did * went
    root = sqrt(linear**2 - 4 * square * constant)
    return -2 * constant / (linear + root)  # the root between the margins, without the difference of two large ones
