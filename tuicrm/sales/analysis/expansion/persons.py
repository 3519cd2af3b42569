"""Persons with their months, and the two periods that are compared: what the arithmetic of expansion reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from tuicrm.plain.periods import month_of
from tuicrm.sales.analysis.expansion.averages import Kind, Unit
from tuicrm.sales.analysis.expansion.months import PARTS, Months

YEAR = 12
Month = tuple[int, int, int]
"""Month number, parts of a month there to sell (of `PARTS`), profit in minor units."""


@dataclass(frozen=True)
class Periods:
    """Two periods of equally many whole months, the same calendar months; month numbers, all included."""

    first1: int
    last1: int
    first2: int
    last2: int

    def place(self, month: int) -> int | None:
        """Give 0 for a month of the period before, 1 for one of the period now, None else."""
        if self.first1 <= month <= self.last1:
            return 0
        return 1 if self.first2 <= month <= self.last2 else None


def periods(first: int, last: int) -> Periods:
    """Give a period and the latest one before it that has the same calendar months and does not overlap it."""
    back = YEAR * ceil((last - first + 1) / YEAR)
    return Periods(first - back, last - back, first, last)


@dataclass(frozen=True)
class Person:
    """One person with their whole history.

    Attributes:
        joined: the month of joining; None for who was there before anything was recorded, of unknown age.
        months: of all teams together.
        here: of the team asked for; the same as `months` where the whole company is.
    """

    id: int
    joined: int | None
    months: tuple[Month, ...]
    here: tuple[Month, ...]

    def tenure(self, month: int) -> int | None:
        """Months since the month of joining."""
        return None if self.joined is None else month - self.joined

    def unit(self, span: Periods) -> Unit:
        """Sum the two periods up, and say what the person is in them."""
        parts, profit = _sums(self.here, span)
        elsewhere = _sums(self.months, span)[0] if self.here is not self.months else parts
        worked = [Fraction(one, PARTS) for one in parts]
        return Unit(self._kind(parts, elsewhere, span), worked[0], profit[0], worked[1], profit[1])

    def _kind(self, parts: list[int], all_teams: list[int], span: Periods) -> Kind:
        if not any(parts):
            return "absent"
        if not parts[0]:
            return "moved_in" if all_teams[0] else "joiners"
        if not parts[1]:
            return "moved_out" if all_teams[1] else "leavers"
        if min(parts) < PARTS:
            return "hardly"
        grown = self.joined is None or self.joined <= span.first1 - YEAR
        return "mature" if grown else "maturing"


def _sums(months: Iterable[Month], span: Periods) -> tuple[list[int], list[int]]:
    parts, profit = [0, 0], [0, 0]
    for month, worked, brought in months:
        place = span.place(month)
        if place is not None:
            parts[place] += worked
            profit[place] += brought
    return parts, profit


def persons(table: Months, team_id: int | None = None, user_id: int | None = None) -> list[Person]:
    """Give the persons of a table; for a team it has to be one by team."""
    everywhere: dict[int, dict[int, list[int]]] = {}
    here: dict[int, list[Month]] = {}
    for row in table.rows:
        one = everywhere.setdefault(row.user_id, {}).setdefault(row.month, [0, 0])
        one[0] += row.parts
        one[1] += row.profit_minor
        if team_id is not None and row.team_id == team_id:
            here.setdefault(row.user_id, []).append((row.month, row.parts, row.profit_minor))
    found = []
    for person, by_month in everywhere.items():
        months = tuple((month, parts, profit) for month, (parts, profit) in sorted(by_month.items()))
        if user_id is not None and person != user_id:
            mine: tuple[Month, ...] = ()
        else:
            mine = months if team_id is None else tuple(here.get(person, ()))
        found.append(Person(person, _joined(table, person, by_month), months, mine))
    return found


def _joined(table: Months, user_id: int, by_month: Mapping[int, object]) -> int | None:
    """The month of joining; who has no day of joining and is there from the first month on, was there before."""
    one = table.colleagues[user_id]
    joined = month_of(one.joined_on)
    return None if not one.is_joining_known and joined <= table.first else joined
