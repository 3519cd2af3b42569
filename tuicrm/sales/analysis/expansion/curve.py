"""The curve of a ramp: dead time, then towards a level; how long to half and to nine tenths of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from operator import mul
from random import Random

from tuicrm.plain import progress
from tuicrm.plain.stats_bootstrap import interval
from tuicrm.sales.analysis.expansion.course import Hire, Point

LEAST_HIRES = 5
"""A curve is never fitted on fewer."""
SHORTEST, LONGEST = 0.1, 48.0
GRID, STEPS = 24, 20
FEWEST_POINTS = 6
MOST_TENURE = 36
MOST_DRAWS = 0.8
"""So large a part of the draws must have a figure."""
ROOM = 60_000
"""So many persons are drawn in all, or more."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A (1 - exp(-(tau - delta) / theta)) for tau > delta, else 0; in months, but A, the level, a part of the base."""

    level: float
    delta: float
    theta: float

    def at(self, tenure: float) -> float:
        """The part of the base that is brought in a month of tenure."""
        return self.level * _shape(tenure, self.delta, self.theta)

    def months_to(self, share: float) -> float:
        """The months until a share of the level is reached."""
        return self.delta - self.theta * log(1 - share)


@dataclass(frozen=True)
class Bounds:
    """95 % intervals over persons drawn again; None where too few draws or persons have one."""

    half: tuple[float, float] | None
    nine_tenths: tuple[float, float] | None
    course: dict[int, tuple[float, float]]


def _shape(tenure: float, delta: float, theta: float) -> float:
    return 1 - exp(-(tenure - delta) / theta) if tenure > delta else 0.0


def fitted(course: Sequence[Point], delta: float) -> Curve | None:
    """Fit level and theta by least squares, weighted by what was to be expected; None where it does not level off.

    Args:
        delta: the dead time in months: credit comes on the day of closing, one sales cycle after the beginning.
    """
    points = [(point.tenure, point.r, point.expected) for point in course if point.tenure <= MOST_TENURE]
    if len([tenure for tenure, _r, _weight in points if tenure > delta]) < FEWEST_POINTS:
        return None
    fit = _Fit(points)
    thetas = _thetas()
    errors = [fit.error(shapes)[0] for shapes in _shapes_of(fit.tenures, delta)]
    place = min(range(GRID), key=errors.__getitem__)
    if place == GRID - 1:
        return None
    theta = _least(lambda one: fit.error(_shapes(fit.tenures, delta, one))[0], thetas[max(0, place - 1)],
                   thetas[place + 1])  # fmt: skip
    level = fit.error(_shapes(fit.tenures, delta, theta))[1]
    made = Curve(level, delta, theta)
    return made if level > 0 and made.months_to(0.5) <= points[-1][0] else None


class _Fit:
    """A course as lists, for which the best level of each theta follows from sums."""

    def __init__(self, points: Sequence[tuple[int, float, float]]) -> None:
        self.tenures = tuple(tenure for tenure, _r, _weight in points)
        self._weights = [weight for _tenure, _r, weight in points]
        self._brought = [weight * r for _tenure, r, weight in points]
        self._whole = sum(weight * r * r for _tenure, r, weight in points)

    def error(self, shapes: Sequence[float]) -> tuple[float, float]:
        """The weighted sum of squares at the best level, and that level."""
        both = sum(map(mul, self._brought, shapes))
        square = sum(map(mul, self._weights, map(mul, shapes, shapes)))
        level = both / square if square > 0 else 0.0
        return self._whole - level * both, level


def _shapes(tenures: Sequence[int], delta: float, theta: float) -> list[float]:
    return [_shape(tenure, delta, theta) for tenure in tenures]


@lru_cache(maxsize=16)
def _shapes_of(tenures: tuple[int, ...], delta: float) -> list[list[float]]:
    """The shapes of the whole grid; draws have the same months of tenure, so they are made once."""
    return [_shapes(tenures, delta, theta) for theta in _thetas()]


@lru_cache(maxsize=1)
def _thetas() -> list[float]:
    ratio = (LONGEST / SHORTEST) ** (1 / (GRID - 1))
    return [SHORTEST * ratio**place for place in range(GRID)]


def _least(figure: Callable[[float], float], low: float, high: float) -> float:
    """Find where a figure with one valley is least, by the golden section."""
    golden = (5**0.5 - 1) / 2
    left, right = high - golden * (high - low), low + golden * (high - low)
    at_left, at_right = figure(left), figure(right)
    for _step in range(STEPS):
        if at_left < at_right:
            high, right, at_right = right, left, at_left
            left = high - golden * (high - low)
            at_left = figure(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + golden * (high - low)
            at_right = figure(right)
    return (low + high) / 2


def bounds_of(
    hires: Sequence[Hire], course: Sequence[Point], delta: float, *, draws: int | None = None, seed: int = 1
) -> Bounds:
    """Draw persons again, each with all months, and give the bounds of their course and of the months to its level.

    Args:
        draws: 400, and fewer (200 at least) of more than 150 people, whose bounds are steadier.
    """
    draws = draws or max(200, min(400, ROOM // max(1, len(hires))))
    tenures = [point.tenure for point in course if point.tenure <= MOST_TENURE]
    parts = [_parts(hires, tenure) for tenure in tenures]
    rng, size = Random(seed), len(hires)
    courses: dict[int, list[float]] = {tenure: [] for tenure in tenures}
    halves: list[float] = []
    tenths: list[float] = []
    for number in range(draws):
        times = [0] * size
        for place in rng.choices(range(size), k=size) if size else ():
            times[place] += 1
        drawn = []
        for tenure, (places, brought, expected) in zip(tenures, parts, strict=True):
            counts = [times[place] for place in places]
            base = sum(map(mul, counts, expected))
            if base > 0:
                drawn.append(Point(tenure, sum(map(mul, counts, brought)) / base, 0.0, base, 0))
                courses[tenure].append(drawn[-1].r)
        curve = fitted(drawn, delta) if size >= LEAST_HIRES else None
        if curve is not None:
            halves.append(curve.months_to(0.5))
            tenths.append(curve.months_to(0.9))
        progress.count(number + 1, draws)
    return Bounds(
        _bounds(halves, draws, size), _bounds(tenths, draws, size),
        {
            tenure: found
            for tenure, some in courses.items()
            if (found := _bounds(some, draws, len(parts[tenures.index(tenure)][0]))) is not None
        },
    )  # fmt: skip


def _parts(hires: Sequence[Hire], tenure: int) -> tuple[list[int], list[float], list[float]]:
    """Who was there in a month of tenure (by place), what they brought and what was to be expected."""
    found = [
        (place, float(cell.profit_minor), cell.expected)
        for place, hire in enumerate(hires)
        for cell in hire.cells
        if cell.tenure == tenure
    ]
    return [one[0] for one in found], [one[1] for one in found], [one[2] for one in found]


def _bounds(values: Sequence[float], draws: int, people: int) -> tuple[float, float] | None:
    return interval(values, people) if len(values) >= draws * MOST_DRAWS else None
