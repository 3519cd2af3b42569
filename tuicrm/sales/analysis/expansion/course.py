"""How what people bring grows with the months since they joined, against those who have been there for a year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from random import Random

from tuicrm.plain.stats_isotonic import rising
from tuicrm.sales.analysis.expansion.months import PersonMonth

SETTLED = 12
"""Who has been there for so many months is experienced."""
LEAST_MONTHS = 3.0
"""Fewer person-months tell nothing of a month of tenure."""
PLATEAU = 6
"""So many known months of tenure at the end say where the course levels off."""
YEAR = 12
LEAST_PEOPLE = 3
ROUNDS = 40
PRIOR = 0.1
"""So many average months more each level rests on: a whole one would hide half of what the weak ones lacked."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of one person: what they brought, and what an experienced one brought in that time.

    Attributes:
        tenure: months since the month of joining.
        worked: the part of the month that they were there.
        expected: `worked` x the base of the month; minor units.
    """

    tenure: int
    worked: float
    expected: float
    profit_minor: int


@dataclass(frozen=True)
class Hire:
    """One person and their months, oldest first. `joined` is a month number; `is_gone`: has left."""

    user_id: int
    joined: int
    is_gone: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Base:
    """What one experienced person brings in a month.

    Attributes:
        overall: of the whole time, in minor units; None where nothing can be compared with.
        by_month: month number -> the same of that month, seasons and prices with it.
        season: calendar month (1..12) -> its part of an average month; empty under two years of records.
        of_settled: nobody had been there for a year, so it is the average of all.
    """

    overall: float | None
    by_month: Mapping[int, float]
    season: Mapping[int, float]
    of_settled: bool

    def of(self, month: int) -> float:
        """The base of a month: by its season where too few experienced ones were there."""
        known = self.by_month.get(month)
        if known is not None:
            return known
        return (self.overall or 0.0) * self.season.get((month - 1) % YEAR + 1, 1.0)


@dataclass(frozen=True, slots=True)
class Point:
    """A month of tenure: the part that those who were there then brought of the base, and what it rests on."""

    tenure: int
    r: float
    worked: float
    expected: float
    people: int


def base_of(rows: Sequence[PersonMonth]) -> Base:
    """Give what one experienced person brings in a month: profit / person-months of all with twelve months or more.

    A month with fewer than three of their person-months, or with no profit, takes the average of all months times its
    season. Source: exact definitions, 4.
    """
    settled = [row for row in rows if row.days and row.tenure >= SETTLED]
    of_settled = sum(row.worked for row in settled) >= LEAST_MONTHS
    chosen = settled if of_settled else [row for row in rows if row.days]
    sums = _sums(chosen)
    profit, worked = (sum(one[place] for one in sums.values()) for place in (0, 1))
    if worked <= 0 or profit <= 0:
        return Base(None, {}, {}, of_settled)
    by_month = {month: one[0] / one[1] for month, one in sums.items() if one[1] >= LEAST_MONTHS and one[0] > 0}
    return Base(profit / worked, by_month, seasons(sums), of_settled)


def _sums(rows: Iterable[PersonMonth]) -> dict[int, tuple[float, float]]:
    """Month -> (profit, person-months)."""
    found: dict[int, tuple[float, float]] = {}
    for row in rows:
        profit, worked = found.get(row.month, (0.0, 0.0))
        found[row.month] = profit + row.profit_minor, worked + row.worked
    return found


def seasons(sums: Mapping[int, tuple[float, float]]) -> dict[int, float]:
    """Give each calendar month's part of an average month, from (profit, person-months) by month.

    The mean over years of average / average of the same twelve months, counted back from the last month, so that growth
    from year to year does not pass for a season. Empty under two whole years, or where a year brought nothing.
    """
    last, first = max(sums, default=0), min(sums, default=1)
    parts: dict[int, list[float]] = {}
    for end in range(last, first + YEAR - 2, -YEAR):
        year = {month: sums.get(month, (0.0, 0.0)) for month in range(end - YEAR + 1, end + 1)}
        profit, worked = (sum(one[place] for one in year.values()) for place in (0, 1))
        if worked <= 0 or profit <= 0:
            return {}
        for month, (brought, there) in year.items():
            if there > 0:
                parts.setdefault((month - 1) % YEAR + 1, []).append(brought / there / (profit / worked))
    if len(parts) < YEAR or min(len(some) for some in parts.values()) < 2:
        return {}
    means = {month: sum(some) / len(some) for month, some in parts.items()}
    whole = sum(means.values()) / YEAR
    return {month: mean / whole for month, mean in sorted(means.items())} if whole > 0 else {}


def people_of(rows: Sequence[PersonMonth], base: Base, gone: Iterable[int]) -> list[Hire]:
    """Give each person's months with what was to be expected of an experienced one."""
    left = set(gone)
    cells: dict[int, list[Cell]] = {}
    joined: dict[int, int] = {}
    for row in sorted(rows, key=lambda one: (one.user_id, one.month)):
        if row.days and row.tenure >= 0:
            made = Cell(row.tenure, row.worked, row.worked * base.of(row.month), row.profit_minor)
            cells.setdefault(row.user_id, []).append(made)
            joined[row.user_id] = row.month - row.tenure
    return [Hire(user_id, joined[user_id], user_id in left, tuple(some)) for user_id, some in cells.items()]


def course_of(hires: Iterable[Hire]) -> list[Point]:
    """Give the course r: profit / (person-months x base) by month of tenure, of those who were there then.

    Months of tenure with fewer than three person-months are left out.
    """
    sums: dict[int, list[float]] = {}
    for hire in hires:
        for cell in hire.cells:
            one = sums.setdefault(cell.tenure, [0.0, 0.0, 0.0, 0.0])
            one[0] += cell.profit_minor
            one[1] += cell.expected
            one[2] += cell.worked
            one[3] += 1
    return [
        Point(tenure, one[0] / one[1], one[2], one[1], int(one[3]))
        for tenure, one in sorted(sums.items())
        if one[2] >= LEAST_MONTHS and one[1] > 0
    ]


def plateau_of(course: Sequence[Point]) -> float | None:
    """Give where the course levels off: r over the last six known months of tenure; None before a year is known."""
    if not course or course[-1].tenure < SETTLED:
        return None
    last = course[-PLATEAU:]
    found = sum(point.r * point.expected for point in last) / sum(point.expected for point in last)
    return found if found > 0 else None


@dataclass(frozen=True)
class Levels:
    """The level of each hire (1 is the middle), the course that all share, and the same as if nobody had left."""

    of: Mapping[int, float]
    shape: Mapping[int, float]

    @property
    def all_hired(self) -> dict[int, float]:
        """The course x the mean level of all that were hired."""
        mean = sum(self.of.values()) / len(self.of) if self.of else 0.0
        return {tenure: value * mean for tenure, value in self.shape.items()}


def all_hired(hires: Sequence[Hire], course: Sequence[Point]) -> dict[int, float]:
    """Give the course as it would be if nobody had left, each at their own level."""
    return levels_of(hires, course).all_hired


def levels_of(hires: Sequence[Hire], course: Sequence[Point]) -> Levels:
    """Part what people bring into a level of each and a course of all.

    Averages of those still there flatter, where the weak leave. So each hire has a level and all share one course
    (profit = level x course x expected, fitted in turns); the course is multiplied by the mean level of all that were
    hired. Who was there shortly is drawn to the mean a little, as if seen for a tenth of a month more.
    Source: Poisson model with an effect of the person and of the month, by iterative proportional fitting.
    """
    known = {point.tenure for point in course}
    seen = [(hire, [cell for cell in hire.cells if cell.tenure in known]) for hire in hires]
    seen = [(hire, cells) for hire, cells in seen if cells]
    if not seen:
        return Levels({}, {})
    shape = {point.tenure: max(point.r, 0.0) for point in course}
    months = [cell.expected / cell.worked for _hire, cells in seen for cell in cells if cell.worked]
    prior = PRIOR * sum(months) / len(months) * sum(shape.values()) / len(shape) if months else 0.0
    rows = [_Row(hire.user_id, cells, prior) for hire, cells in seen]
    levels = {row.user_id: 1.0 for row in rows}
    columns = {tenure: _Column() for tenure in shape}
    for hire, cells in seen:
        for cell in cells:
            columns[cell.tenure].add(hire.user_id, cell)
    for _round in range(ROUNDS):
        for row in rows:
            wanted = sum(map(mul, map(shape.__getitem__, row.tenures), row.expected)) + prior
            levels[row.user_id] = max(0.0, row.brought / wanted) if wanted > 0 else 1.0
        for tenure, column in columns.items():
            wanted = sum(map(mul, map(levels.__getitem__, column.people), column.expected))
            shape[tenure] = max(0.0, column.brought / wanted) if wanted > 0 else 0.0
    return Levels(levels, shape)


class _Row:
    """The cells of one hire as lists: sums over them are what all the time goes into."""

    def __init__(self, user_id: int, cells: Sequence[Cell], prior: float) -> None:
        self.user_id = user_id
        self.tenures = [cell.tenure for cell in cells]
        self.expected = [cell.expected for cell in cells]
        self.brought = sum(cell.profit_minor for cell in cells) + prior


class _Column:
    """The cells of one month of tenure as lists."""

    def __init__(self) -> None:
        self.people: list[int] = []
        self.expected: list[float] = []
        self.brought = 0.0

    def add(self, user_id: int, cell: Cell) -> None:
        self.people.append(user_id)
        self.expected.append(cell.expected)
        self.brought += cell.profit_minor


def weaker_left(hires: Sequence[Hire], levels: Mapping[int, float], *, draws: int = 400, seed: int = 1) -> float | None:
    """Return how often luck alone lets the leavers be as weak as they were; None with fewer than three on a side.

    Levels dealt to leavers and stayers by lot: a permutation test of the difference of the means, one-sided.
    """
    gone = [levels[hire.user_id] for hire in hires if hire.is_gone and hire.user_id in levels]
    stayed = [levels[hire.user_id] for hire in hires if not hire.is_gone and hire.user_id in levels]
    if min(len(gone), len(stayed)) < LEAST_PEOPLE:
        return None
    every, rng, seen = [*gone, *stayed], Random(seed), sum(gone)
    as_weak = sum(sum(rng.sample(every, len(gone))) <= seen + 1e-12 for _draw in range(draws))
    return (as_weak + 1) / (draws + 1)


def ripeness(course: Sequence[Point], plateau: float) -> dict[int, float]:
    """Give how far somebody is by month of tenure, 0..1: the course, smoothed so that it never falls, / its plateau."""
    smooth = rising([point.r for point in course], [point.expected for point in course])
    return {point.tenure: min(1.0, max(0.0, r / plateau)) for point, r in zip(course, smooth, strict=True)}
