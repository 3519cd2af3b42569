"""Whether the result hangs on a few: Gini and the top fifth, against what luck alone gives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, sqrt
from random import Random

from tuicrm.plain.stats import quantile

DRAWS = 1000
WORK = 400_000
"""So many projects are dealt at most in all draws together, as long as there are a hundred draws."""
SUMS = 100_000
"""So many sums are drawn at most where projects are many, as long as there are two hundred draws."""
MANY = 50
"""With so many projects a person the sums are drawn as normal ones, not project by project."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one person brought: the value of each closed project (0 for a lost one), and their person-months."""

    values: tuple[float, ...]
    months: float = 12.0


@dataclass(frozen=True, slots=True)
class Luck:
    """What luck alone gives: the middle, and the line that it passes once in twenty."""

    mean: float
    line: float


@dataclass(frozen=True)
class Concentration:
    """How uneven the results are, and how uneven luck alone makes them.

    Attributes:
        by_values: the values dealt anew, each keeps their number of projects ("value luck").
        by_all: the projects dealt by person-months ("all luck").
    """

    people: int
    gini: float
    top_fifth: float
    by_values: Luck
    by_all: Luck
    top_by_values: Luck
    top_by_all: Luck


def gini(sums: Sequence[float]) -> float | None:
    """Return Gini's coefficient, with n / (n - 1); None for fewer than two, or with anything below nought.

    Formula: (2 sum i x_i / (n sum x_i) - (n + 1) / n) x n / (n - 1), x sorted.
    """
    n, total = len(sums), sum(sums)
    if n < 2 or total <= 0 or min(sums) < 0:
        return None
    ranked = sum(place * value for place, value in enumerate(sorted(sums), 1))
    return (2 * ranked / (n * total) - (n + 1) / n) * n / (n - 1)


def top_fifth(sums: Sequence[float]) -> float | None:
    """Return which share the strongest fifth of the people has (rounded up to whole people)."""
    total = sum(sums)
    if not sums or total <= 0 or min(sums) < 0:
        return None
    return sum(sorted(sums, reverse=True)[: ceil(len(sums) / 5)]) / total


def concentration(results: Sequence[Result], *, draws: int = DRAWS, seed: int = 1) -> Concentration | None:
    """Compare how uneven results are with two kinds of luck; None where it is not defined.

    Sums are compared per person-month.
    """
    values = [value for one in results for value in one.values]
    if is_many(len(values), len(results)):
        square = sum(value * value for value in values)
        return of_many([(len(one.values), sum(one.values), one.months) for one in results], square, seed=seed)
    rng, months = Random(seed), [one.months for one in results]
    sums = [sum(one.values) for one in results]
    draws = max(100, min(draws, WORK // max(1, len(values))))
    return _compared(sums, months, _with_numbers(results, rng), _by_months(months, values, rng), draws)


def of_many(people: Sequence[tuple[int, float, float]], square: float, *, seed: int = 1) -> Concentration | None:
    """The same where projects are many: the sums that luck gives are normal ones, no project is dealt by itself.

    Their differences are what counts, and these are as if the sums were independent: var = number x square.

    Args:
        people: (closed projects, their value, person-months) of each.
        square: the sum of the squares of all values.
    """
    n, total = sum(one[0] for one in people), sum(one[1] for one in people)
    months = [one[2] for one in people]
    if not n or sum(months) <= 0:
        return None
    rng, mean = Random(seed), total / n
    around = max(0.0, square / n - mean * mean)
    kept = [(number * mean, sqrt(number * around)) for number, _value, _months in people]
    shares = [n * one / sum(months) for one in months]
    dealt = [(number * mean, sqrt(number * square / n)) for number in shares]
    draws = max(200, min(DRAWS, SUMS // len(people)))
    return _compared([one[1] for one in people], months, _normal(kept, rng), _normal(dealt, rng), draws)


def is_many(projects: int, people: int) -> bool:
    """Say whether there are so many projects that their sums may be drawn as normal ones."""
    return projects >= MANY * people


Draw = Callable[[], list[float]]


def _compared(
    sums: Sequence[float], months: Sequence[float], kept: Draw, dealt: Draw, draws: int
) -> Concentration | None:
    if not sums or min(months) <= 0:
        return None
    found = _both(sums, months)
    if found is None:
        return None
    by_values, top_by_values = _lines(kept, months, draws)
    by_all, top_by_all = _lines(dealt, months, draws)
    return Concentration(len(sums), found[0], found[1], by_values, by_all, top_by_values, top_by_all)


def _both(sums: Sequence[float], months: Sequence[float]) -> tuple[float, float] | None:
    each = [value / time for value, time in zip(sums, months, strict=True)]
    first, second = gini(each), top_fifth(each)
    return None if first is None or second is None else (first, second)


def _lines(draw: Draw, months: Sequence[float], draws: int) -> tuple[Luck, Luck]:
    known = [both for _ in range(draws) if (both := _both(draw(), months)) is not None]
    return _luck([one[0] for one in known]), _luck([one[1] for one in known])


def _luck(drawn: Sequence[float]) -> Luck:
    return Luck(sum(drawn) / len(drawn), quantile(drawn, 0.95))


def _with_numbers(results: Sequence[Result], rng: Random) -> Draw:
    numbers = [len(one.values) for one in results]
    ends = list(accumulate(numbers))
    pack = [value for one in results for value in one.values]

    def draw() -> list[float]:
        rng.shuffle(pack)
        return [sum(pack[end - number : end]) for number, end in zip(numbers, ends, strict=True)]

    return draw


def _by_months(months: Sequence[float], values: Sequence[float], rng: Random) -> Draw:
    bounds, places = list(accumulate(months)), range(len(months))

    def draw() -> list[float]:
        sums = [0.0] * len(months)
        for place, value in zip(rng.choices(places, cum_weights=bounds, k=len(values)), values, strict=True):
            sums[place] += value
        return sums

    return draw


def _normal(shape: Sequence[tuple[float, float]], rng: Random) -> Draw:
    return lambda: [max(0.0, rng.gauss(middle, spread)) for middle, spread in shape]
