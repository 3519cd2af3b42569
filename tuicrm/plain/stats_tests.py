"""Tests of whether a difference may be luck, with the distributions that they need; standard library only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from statistics import NormalDist

NORMAL = NormalDist()
TINY = 1e-300
EXPECTED = 10
"""Fewer hits or misses than this make the normal approximation too bold."""
Groups = Sequence[tuple[float, float]]
"""Hits and tries of cases that go together."""


@dataclass(frozen=True, slots=True)
class ChiSquare:
    """A chi-square statistic, its degrees of freedom, and how often luck alone gives as much."""

    value: float
    freedom: int
    p: float


def chi_square_tail(value: float, freedom: float) -> float:
    """Return the probability that a chi-square of so many degrees of freedom exceeds a value.

    Source: the regularized incomplete gamma function, by its series below a + 1 and its continued fraction above.
    """
    return gamma_tail(freedom / 2, value / 2)


def gamma_tail(a: float, x: float) -> float:
    """Return Q(a, x), the upper regularized incomplete gamma function."""
    if x <= 0:
        return 1.0
    scale = exp(a * log(x) - x - lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        step = a
        while abs(term) > abs(total) * 1e-16:
            step += 1
            term *= x / step
            total += term
        return max(0.0, 1 - total * scale)
    b = x + 1 - a
    c, d = 1 / TINY, 1 / b
    fraction = d
    for number in range(1, 10_000):
        an = -number * (number - a)
        b += 2
        d = 1 / _off_zero(an * d + b)
        c = _off_zero(b + an / c)
        delta = d * c
        fraction *= delta
        if abs(delta - 1) < 1e-16:
            break
    return scale * fraction


def _off_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY


def equal_rates(groups: Sequence[tuple[float, float]]) -> ChiSquare | None:
    """Test whether the rates of several groups differ as a whole; groups are (hits, tries).

    Formula: sum n_i (r_i - p)^2 / (p (1 - p)), p the rate of all; None where nothing can differ.
    """
    filled = [(k, n) for k, n in groups if n > 0]
    tries = sum(n for _k, n in filled)
    p = sum(k for k, _n in filled) / tries if tries else 0.0
    if len(filled) < 2 or not 0 < p < 1:
        return None
    value = sum(n * (k / n - p) ** 2 for k, n in filled) / (p * (1 - p))
    return ChiSquare(value, len(filled) - 1, chi_square_tail(value, len(filled) - 1))


def equal_rates_within(strata: Sequence[Mapping[int, tuple[float, float]]]) -> ChiSquare | None:
    """Test whether the rates of groups differ inside strata, as a whole; each stratum gives a group's (hits, tries).

    Formula: sum over groups (O - E)^2 / V with E = sum n_s p_s and V = sum n_s p_s (1 - p_s) over the strata, p_s the
    rate of all in one; of one stratum that is `equal_rates`, of several the statistic is a little small, never large.
    """
    observed: dict[int, list[float]] = {}
    for stratum in strata:
        tries = sum(n for _k, n in stratum.values())
        p = sum(k for k, _n in stratum.values()) / tries if tries else 0.0
        for group, (k, n) in stratum.items():
            known = observed.setdefault(group, [0.0, 0.0])
            known[0] += k - n * p
            known[1] += n * p * (1 - p)
    filled = [(more, noise) for more, noise in observed.values() if noise > 0]
    if len(filled) < 2:
        return None
    value = sum(more**2 / noise for more, noise in filled)
    return ChiSquare(value, len(filled) - 1, chi_square_tail(value, len(filled) - 1))


def two_rates(k1: float, n1: float, k2: float, n2: float) -> float:
    """Return the two-sided p-value of two rates being one.

    Score test with the common rate; where fewer than ten hits or misses are to be expected on either side it is far
    too bold, and Fisher's exact test stands in (twice the smaller tail, at most 1).
    """
    if n1 <= 0 or n2 <= 0:
        return 1.0
    p = (k1 + k2) / (n1 + n2)
    if min(p, 1 - p) * min(n1, n2) < EXPECTED:
        return _exact(round(k1), round(n1), round(k2), round(n2))
    error = sqrt(p * (1 - p) * (1 / n1 + 1 / n2))
    return 1.0 if error == 0 else 2 * NORMAL.cdf(-abs(k1 / n1 - k2 / n2) / error)


def two_rates_of_groups(before: Sequence[Groups], after: Sequence[Groups]) -> float:
    """Return the two-sided p-value of two rates being one, where cases come in groups (hits, tries) that go together.

    What is decided in one sitting is alike: counted as if each case were alone, a difference is taken for sure too
    often. The variance of the score test is made as much larger as groups vary beyond luck within those that are
    compared (Pearson's chi-square / degrees of freedom, at least 1), and held against Student's t. Of fewer than two
    groups on either side nothing can be said, and it is 1.

    Args:
        before, after: for each of several people or teams their groups.
    Source: McCullagh and Nelder (1989), 4.5, overdispersion.
    """
    sides = [[filled for one in side if (filled := [each for each in one if each[1] > 0])] for side in (before, after)]
    cells = [[each for one in side for each in one] for side in sides]
    freedom = sum(len(one) - 1 for side in sides for one in side)
    if min(len(side) for side in cells) < 2 or freedom < 1:
        return 1.0
    (k1, n1), (k2, n2) = ((sum(k for k, _n in side), sum(n for _k, n in side)) for side in cells)
    p = (k1 + k2) / (n1 + n2)
    if not 0 < p < 1:
        return 1.0
    beyond = max(1.0, sum(_beyond(one) for side in sides for one in side) / freedom)
    error = sqrt(beyond * p * (1 - p) * (1 / n1 + 1 / n2))
    return 2 * student_below(-abs(k1 / n1 - k2 / n2) / error, freedom)


def _beyond(groups: Groups) -> float:
    """Pearson's chi-square of groups against their common rate."""
    found = equal_rates(groups)
    return 0.0 if found is None else found.value


def _exact(k1: int, n1: int, k2: int, n2: int) -> float:
    hits = k1 + k2
    first, last = max(0, hits - n2), min(n1, hits)
    whole = _log_choose(n1 + n2, hits)
    chances = [exp(_log_choose(n1, k) + _log_choose(n2, hits - k) - whole) for k in range(first, last + 1)]
    place = k1 - first
    return min(1.0, 2 * min(sum(chances[: place + 1]), sum(chances[place:])))


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Return the q-values: the share of false alarms if one believes all that are as small or smaller.

    Source: Benjamini and Hochberg (1995), adjusted p-values; in the order of the p-values given.
    """
    order = sorted(range(len(p_values)), key=lambda place: p_values[place], reverse=True)
    q_values = [1.0] * len(p_values)
    least = 1.0
    for rank, place in zip(range(len(p_values), 0, -1), order, strict=True):
        least = min(least, p_values[place] * len(p_values) / rank)
        q_values[place] = least
    return q_values


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Return Pearson's correlation; None where one of them does not vary."""
    if len(xs) < 2:
        return None
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread_x = sum((x - mean_x) ** 2 for x in xs)
    spread_y = sum((y - mean_y) ** 2 for y in ys)
    if spread_x <= 0 or spread_y <= 0:
        return None
    both = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    return both / sqrt(spread_x * spread_y)


def student_quantile(share: float, freedom: int) -> float:
    """Return the value below which a share of Student's t with so many degrees of freedom lies."""
    if share == 0.5:
        return 0.0
    low, high = 0.0, 1.0
    wanted = max(share, 1 - share)
    while student_below(high, freedom) < wanted:
        high *= 2
    for _step in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if student_below(middle, freedom) < wanted else (low, middle)
    return high if share > 0.5 else -high


def student_below(value: float, freedom: int) -> float:
    """Return the probability that Student's t is below a value."""
    tail = beta_below(freedom / 2, 0.5, freedom / (freedom + value * value)) / 2
    return 1 - tail if value >= 0 else tail


def beta_below(a: float, b: float, x: float) -> float:
    """Return I_x(a, b), the regularized incomplete beta function, by its continued fraction (Lentz)."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_below(b, a, 1 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    c, d = 1.0, 1 / _off_zero(1 - (a + b) * x / (a + 1))
    fraction = d
    for m in range(1, 10_000):
        for an in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _off_zero(1 + an * d)
            c = _off_zero(1 + an / c)
            fraction *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return front * fraction
