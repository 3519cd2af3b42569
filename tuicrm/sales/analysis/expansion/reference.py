"""What earlier joiners did at the same tenure: the ramp that newer ones are compared with.

B of a month is profit per person-month of all who are there for twelve months or more. r(tenure) = profit of those who
joined before the period now, in months before it, over their person-months x B; so prices and seasons do not pass for
skill. R of a joiner in a month = r(tenure) x B of that month.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from tuicrm.sales.analysis.expansion.months import PARTS
from tuicrm.sales.analysis.expansion.persons import YEAR, Periods, Person

LEAST = 3.0
"""So many person-months a month of tenure, or a base, needs to count for itself."""
OLDEST = 24
"""Who begins with more months than this (returns, or sells at last) is compared with this tenure."""
PLATEAU = 6
"""The plateau is the ramp over so many last months of tenure that are known."""
Cell = tuple[int, float]
"""A place in a grid of tenure x month, and the part of the month that somebody was there."""


@dataclass(frozen=True)
class Calendar:
    """The months of the history up to the end of the period now; a grid has a row of them for each month of tenure."""

    first: int
    span: Periods

    @property
    def width(self) -> int:
        """How many months there are."""
        return self.span.last2 - self.first + 1

    def place(self, tenure: int, month: int) -> int:
        """Where a month of tenure in a calendar month stands in a grid."""
        return tenure * self.width + month - self.first


@dataclass(frozen=True)
class Track:
    """What a person adds: to the base and to the ramp of earlier joiners, and as a joiner.

    Attributes:
        mature: place of the month, person-months, profit.
        past, new: cells as an earlier joiner and as a joiner.
        brought, earned: profit by tenure as an earlier joiner, and as a joiner.
    """

    mature: tuple[tuple[int, float, float], ...]
    past: tuple[Cell, ...]
    brought: Mapping[int, float]
    new: tuple[Cell, ...]
    earned: Mapping[int, float]


@dataclass(frozen=True)
class Reference:
    """What is known of earlier joiners.

    Attributes:
        expected: profit that the joiners would have made in their months by the relative ramp.
        expected_money: the same by the plain ramp in money, without a base.
        base: their person-months x B.
        ramp: r by tenure, where it is known by itself.
        plateau: r over the last known months of tenure.
    """

    expected: float
    expected_money: float
    base: float
    ramp: Mapping[int, float]
    plateau: float


def track(person: Person, calendar: Calendar, *, is_joiner: bool) -> Track:
    """Sort a person's months."""
    mature, past, new = [], [], []
    brought: dict[int, float] = {}
    earned: dict[int, float] = {}
    span = calendar.span
    for month, parts, profit in person.months:
        tenure = person.tenure(month)
        if (tenure is None or tenure >= YEAR) and month <= span.last2:
            mature.append((month - calendar.first, parts / PARTS, float(profit)))
        if tenure is not None and tenure >= 0 and month < span.first2:
            past.append((calendar.place(tenure, month), parts / PARTS))
            brought[tenure] = brought.get(tenure, 0.0) + profit
    for month, parts, profit in person.here if is_joiner else ():
        if span.place(month) == 1 and parts:
            tenure = min(OLDEST, max(0, person.tenure(month) or 0))
            new.append((calendar.place(tenure, month), parts / PARTS))
            earned[tenure] = earned.get(tenure, 0.0) + profit
    return Track(tuple(mature), tuple(past), brought, tuple(new), earned)


def bases(mature: Sequence[tuple[float, float]], calendar: Calendar) -> list[float] | None:
    """Give B of each month, above nought, from person-months and profit of each; None where nothing can be said.

    Where fewer than three person-months stand behind a month, or it is not above nought, it is that of its period, and
    then of all months. A period here is as long as the two that are compared, and counted back from the one now.
    """
    length = calendar.span.last2 - calendar.span.first2 + 1
    last = len(mature)
    by_period: list[float | None] = []
    for end in range(last, 0, -length):
        by_period.append(_base(mature[max(0, end - length) : end]))
    overall = _base(mature)
    found = []
    for place, (worked, profit) in enumerate(mature):
        if worked >= LEAST and profit > 0:
            found.append(profit / worked)
        elif (base := by_period[(last - 1 - place) // length] or overall) is not None:
            found.append(base)
        else:
            return None
    return found


def _base(worths: Sequence[tuple[float, float]]) -> float | None:
    worked, profit = (sum(place) for place in zip(*worths, strict=True))
    return profit / worked if worked >= LEAST and profit > 0 else None


def reference(
    base: Sequence[float], past: Sequence[float], brought: Sequence[float], new: Sequence[float]
) -> Reference | None:
    """Say what earlier joiners would have made; None where there is no earlier cohort to compare with.

    Args:
        past, new: person-months by tenure x month, of earlier joiners and of the joiners.
        brought: profit of earlier joiners by tenure.
    """
    width = len(base)
    rows = [past[at : at + width] for at in range(0, len(past), width)]
    months = [sum(row) for row in rows]
    based = [sum(map(mul, row, base)) for row in rows]
    relative, money = _known(months, brought, based), _known(months, brought, months)
    expected = expected_money = base_sum = 0.0
    for tenure in range(len(new) // width):
        row = new[tenure * width : (tenure + 1) * width]
        if worked := sum(row):
            ratio, plain = _at(relative, tenure), _at(money, tenure)
            if ratio is None or plain is None:
                return None
            worth = sum(map(mul, row, base))
            base_sum += worth
            expected += worth * ratio
            expected_money += worked * plain
    last = sorted(relative)[-PLATEAU:]
    there = sum(based[tenure] for tenure in last)
    plateau = sum(brought[tenure] for tenure in last) / there if there else 1.0
    return Reference(expected, expected_money, base_sum, relative, plateau)


def _known(months: Sequence[float], brought: Sequence[float], over: Sequence[float]) -> dict[int, float]:
    """Give profit / over by month of tenure, where three person-months stand behind it.

    The first months of tenure, which have none below them to stand in, are taken together until they have three.
    """
    found: dict[int, float] = {}
    begin: list[int] = []
    for tenure, worked in enumerate(months):
        if not worked:
            continue
        begin = [tenure] if found else [*begin, tenure]
        if sum(months[one] for one in begin) >= LEAST and (there := sum(over[one] for one in begin)) > 0:
            found |= dict.fromkeys(begin, sum(brought[one] for one in begin) / there)
    return found


def _at(ramp: Mapping[int, float], tenure: int) -> float | None:
    """Give the ramp at a tenure, or at the next lower one that is known."""
    for one in range(tenure, -1, -1):
        if one in ramp:
            return ramp[one]
    return None
