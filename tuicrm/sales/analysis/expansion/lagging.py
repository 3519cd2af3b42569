"""Does leading keep up with growing: one index from plain counts, and how it moves with the number of people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from statistics import fmean, stdev

from tuicrm.plain.stats_tests import student_quantile

BASE_MONTHS = 12
"""The first year of a team is what its later months are measured against."""
LEAST_POINTS = 12
MOST_TEAMS_WITHOUT = 3
"""Of so many teams or fewer there is no index: it would be a figure about one or two people."""


@dataclass(frozen=True, slots=True)
class LeadMonth:
    """One team in one month: people per lead, and its counts as shares or rates; more is always worse.

    A count that is not known, such as a share of nothing, is None.
    """

    team: str
    month: int
    heads: float
    counts: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Point:
    """The index of all teams in a month, in standard deviations of their first year, and people per lead."""

    month: int
    heads: float
    index: float
    teams: int


@dataclass(frozen=True)
class Index:
    """The curve, and what doubling the people per lead goes along with; `why` says why there is none.

    `why`: "" where there is a slope, else "teams", "points", "spread" (first year without any), "heads" (people per
    lead never changed). `per_doubling` and its bounds (95 %) are points of the index.
    """

    points: tuple[Point, ...]
    why: str = ""
    per_doubling: float | None = None
    low: float | None = None
    high: float | None = None


def index(rows: Sequence[LeadMonth]) -> Index:
    """Compute the index and its slope.

    Formula: z of each count against mean and standard deviation of the team's own first twelve months; index of a
    team and month = mean of its z; of a month = mean of the teams. Points per doubling = slope of the index on
    ln(people per lead) x ln 2, by least squares, bounds by Student's t.
    Source: exact definitions of expansion, F9 and 30.
    """
    by_team: dict[str, list[LeadMonth]] = {}
    for one in sorted(rows, key=lambda row: (row.team, row.month)):
        by_team.setdefault(one.team, []).append(one)
    if len(by_team) <= MOST_TEAMS_WITHOUT:
        return Index((), "teams")
    scored = [pair for months in by_team.values() for pair in _scored(months)]
    points = _points(scored)
    if not scored and any(len(months) > BASE_MONTHS for months in by_team.values()):
        return Index((), "spread")
    if len(points) < LEAST_POINTS:
        return Index(points, "points")
    slope = _slope([log(one.heads) for one in points], [one.index for one in points])
    if slope is None:
        return Index(points, "heads")
    return Index(points, "", *(value * log(2) for value in slope))


def _scored(months: list[LeadMonth]) -> list[tuple[LeadMonth, float]]:
    """Give the index of each month after the first year of a team."""
    first = months[0].month
    base = [one for one in months if one.month < first + BASE_MONTHS]
    scale = {name: found for name in {name for one in base for name in one.counts} if (found := _scale(base, name))}
    scored = []
    for one in months:
        known = [
            (value - scale[name][0]) / scale[name][1]
            for name, value in one.counts.items()
            if value is not None and name in scale
        ]
        if one.month >= first + BASE_MONTHS and known and one.heads > 0:
            scored.append((one, fmean(known)))
    return scored


def _scale(base: list[LeadMonth], name: str) -> tuple[float, float] | None:
    """Mean and standard deviation of a count in the first year; None where it did not vary."""
    known = [value for one in base if (value := one.counts.get(name)) is not None]
    if len(known) < 2:
        return None
    spread = stdev(known)
    return (fmean(known), spread) if spread > 0 else None


def _points(scored: list[tuple[LeadMonth, float]]) -> tuple[Point, ...]:
    by_month: dict[int, list[tuple[LeadMonth, float]]] = {}
    for one, value in scored:
        by_month.setdefault(one.month, []).append((one, value))
    return tuple(
        Point(month, fmean(one.heads for one, _value in found), fmean(value for _one, value in found), len(found))
        for month, found in sorted(by_month.items())
    )


def _slope(xs: Sequence[float], ys: Sequence[float]) -> tuple[float, float, float] | None:
    """Least squares with 95 % bounds; None where x does not vary."""
    mean_x, mean_y = fmean(xs), fmean(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    if spread <= 1e-12:
        return None
    slope = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread
    left = sum((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in zip(xs, ys, strict=True))
    half = student_quantile(0.975, len(xs) - 2) * sqrt(left / (len(xs) - 2) / spread)
    return slope, slope - half, slope + half
