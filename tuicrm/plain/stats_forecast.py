"""What a sum of chances comes to, when good and bad periods strike all of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, sqrt
from random import Random
from statistics import NormalDist

from tuicrm.plain.stats import quantile
from tuicrm.plain.stats_tests import student_quantile

FLOOR = 0.3
"""The least shock on the logit until there are enough periods to know better."""
ENOUGH = 12
SOME = 6
"""From so many periods on luck alone seldom hides a shock that is much larger than the least one."""
FEW = 200
DRAWS = 3000
GRID = 49
STEPS = 40
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Chance:
    """One project: how likely it is won in the period, and what it brings then."""

    p: float
    amount: float


@dataclass(frozen=True, slots=True)
class Shock:
    """How far periods differ on the logit, and the degrees of freedom it is known with (None: known).

    Attributes:
        periods: so many were looked at.
    """

    sigma: float
    freedom: int | None = None
    periods: int = 0

    def grid(self, size: int) -> list[float]:
        """So many shocks that are equally likely, from the worst period to the best."""
        return [self.sigma * unit for unit in _units(self.freedom, size)]


@lru_cache(maxsize=64)
def _units(freedom: int | None, size: int) -> tuple[float, ...]:
    shares = [(place + 0.5) / size for place in range(size)]
    if freedom is None:
        return tuple(_NORMAL.inv_cdf(share) for share in shares)
    return tuple(student_quantile(share, freedom) for share in shares)


@dataclass(frozen=True, slots=True)
class Band:
    """Bounds of what will come: exceeded in nine, in five, in one of ten periods; and the mean."""

    p10: float
    p50: float
    p90: float
    mean: float


@dataclass(frozen=True, slots=True)
class Past:
    """One period of the past: the chances that were open at its beginning, and how many of them came."""

    chances: tuple[tuple[float, float], ...]
    came: float


def shifted(p: float, z: float) -> float:
    """Return a chance in a period with a shock z on the logit."""
    if p <= 0 or p >= 1:
        return p
    return 1 / (1 + exp(-(log(p / (1 - p)) + z)))


def shock_of(past: Sequence[Past]) -> Shock:
    """Estimate how far periods differ, from what was expected of each and what came.

    Each period's shock is the shift that makes its expectation what came; their spread less what luck alone gives.
    From fewer than twelve periods the spread itself is uncertain: Student's t with one degree less than there are
    periods. It is at least 0.3 then; from six periods on no uncertainty comes on top of that, because the bound was not
    learned from them.
    """
    known = [(found, 1 / information) for one in past if (found := _shift(one)) is not None
             and (information := sum(n * p * (1 - p) for p, n in one.chances)) > 1]  # fmt: skip
    if len(known) < 2:
        return Shock(FLOOR, None, len(known))
    mean = sum(shift for shift, _noise in known) / len(known)
    spread = sum((shift - mean) ** 2 for shift, _noise in known) / (len(known) - 1)
    sigma = sqrt(max(0.0, spread - sum(noise for _shift_, noise in known) / len(known)))
    if len(known) >= ENOUGH:
        return Shock(sigma, len(known) - 1, len(known))
    if sigma <= FLOOR and len(known) >= SOME:
        return Shock(FLOOR, None, len(known))
    return Shock(max(FLOOR, sigma), max(3, len(known) - 1), len(known))


def _shift(past: Past) -> float | None:
    """The shock under which so many come; half a project more or less where all or none came."""
    n = sum(count for _p, count in past.chances)
    if n < 5:
        return None
    wanted = min(max(past.came, 0.5), n - 0.5)
    low, high = -6.0, 6.0
    for _step in range(50):
        middle = (low + high) / 2
        if sum(count * shifted(p, middle) for p, count in past.chances) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def band(
    chances: Sequence[Chance],
    shock: Shock,
    *,
    sure: float = 0.0,
    more: tuple[float, float] = (0.0, 0.0),
    few: int = FEW,
    grid: int = GRID,
) -> Band:  # fmt: skip
    """Return where the sum will lie.

    Few chances are drawn one by one; of many the sum is normal given the shock, and shocks are gone through.

    Args:
        sure: what has come already.
        more: mean and deviation of what comes from projects that are not there yet.
        few: up to so many are drawn one by one.
        grid: so many shocks are gone through.
    """
    if len(chances) <= few:
        values = _drawn(chances, shock, more)
        mean = sum(values) / len(values)
        p10, p50, p90 = (quantile(values, share) for share in (0.1, 0.5, 0.9))
    else:
        alike = _alike(chances)
        mixture = [_given(alike, z, more) for z in shock.grid(grid)]
        mean = sum(one for one, _deviation in mixture) / grid
        p10, p50, p90 = (_mixed(mixture, share) for share in (0.1, 0.5, 0.9))
    return Band(sure + p10, sure + p50, sure + p90, sure + mean)


def _drawn(chances: Sequence[Chance], shock: Shock, more: tuple[float, float]) -> list[float]:
    rng = Random(len(chances))
    values = []
    for z in shock.grid(GRID):
        then = [(shifted(one.p, z), one.amount) for one in chances]
        for _draw in range(DRAWS // GRID):
            total = sum(amount for p, amount in then if rng.random() < p)
            values.append(total + (max(0.0, rng.gauss(*more)) if more[0] else 0.0))
    return values


def _alike(chances: Sequence[Chance]) -> list[tuple[float, float, float]]:
    """Put together what is equally likely: (chance, sum of the amounts, sum of their squares)."""
    found: dict[float, list[float]] = {}
    for one in chances:
        sums = found.setdefault(one.p, [0.0, 0.0])
        sums[0] += one.amount
        sums[1] += one.amount * one.amount
    return [(p, total, squares) for p, (total, squares) in found.items() if p > 0]


def _given(alike: Sequence[tuple[float, float, float]], z: float, more: tuple[float, float]) -> tuple[float, float]:
    mean, variance = more[0], more[1] ** 2
    for chance, total, squares in alike:
        p = shifted(chance, z)
        mean += p * total
        variance += p * (1 - p) * squares
    return mean, sqrt(variance)


def _mixed(mixture: Sequence[tuple[float, float]], share: float) -> float:
    low = min(mean - 6 * deviation for mean, deviation in mixture)
    high = max(mean + 6 * deviation for mean, deviation in mixture)
    for _step in range(STEPS):
        middle = (low + high) / 2
        below = sum(
            _NORMAL.cdf((middle - mean) / deviation) if deviation else float(middle >= mean)
            for mean, deviation in mixture
        )
        low, high = (middle, high) if below / len(mixture) < share else (low, middle)
    return max(0.0, (low + high) / 2)


def brier(said: Sequence[tuple[float, float, float]]) -> float | None:
    """Return the mean squared distance of chances from what came: rows are (chance, came, how many)."""
    n = sum(count for _p, _came, count in said)
    if not n:
        return None
    return sum((p * p * (count - came) + (1 - p) ** 2 * came) for p, came, count in said) / n
