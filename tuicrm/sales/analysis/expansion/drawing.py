"""Persons drawn again and again, each with the whole history, and the terms computed anew in each draw."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tuicrm.plain.stats_bootstrap import drawn_sums
from tuicrm.plain.stats_groups import Apart
from tuicrm.sales.analysis.expansion.averages import KINDS, STAYED, Sums, Unit, averages, terms
from tuicrm.sales.analysis.expansion.cohorts import cohorts
from tuicrm.sales.analysis.expansion.reference import Calendar, Cell, Reference, Track, bases, reference

EACH = 7
"""Of each kind: people, months and profit of both periods, sums of own averages of both."""
WITHOUT = len(KINDS) * EACH
"""Where profit without any months stands, of both periods."""
WIDTH = WITHOUT + 2
TINY = 1e-6
"""Less than this of a month is what packing leaves of nought."""


@dataclass(frozen=True)
class Company:
    """What is drawn: persons as units of the two periods and with their tracks, and what belongs to nobody."""

    units: Sequence[Unit]
    tracks: Sequence[Track]
    nobody: tuple[int, int]
    calendar: Calendar

    @cached_property
    def base(self) -> list[float] | None:
        """What the experienced make in each month; None where nothing can be said."""
        mature = [(0.0, 0.0)] * self.calendar.width
        for one in self.tracks:
            for place, worked, profit in one.mature:
                before = mature[place]
                mature[place] = before[0] + worked, before[1] + profit
        return bases(mature, self.calendar)

    @property
    def cohorts(self) -> Apart | None:
        """Joiners beside earlier joiners; None where there are not three of each."""
        return None if self.base is None else cohorts(self.tracks, self.calendar, self.base)

    def reference(self) -> Reference | None:
        """Say what earlier joiners would have made, from everybody as they are."""
        base = self.base if any(one.new for one in self.tracks) else None
        if base is None:
            return None
        oldest = max((max(one.brought, default=0) for one in self.tracks), default=0)
        grid = _Grid(self, 1 + max(oldest, self._newest))
        everybody = range(len(self.tracks))
        brought = [sum(one.brought.get(tenure, 0.0) for one in self.tracks) for tenure in range(grid.height)]
        return reference(base, grid.past(everybody), brought, grid.new(everybody))

    @property
    def _newest(self) -> int:
        """The highest tenure of the joiners."""
        return max((place // self.calendar.width for one in self.tracks for place, _worked in one.new), default=-1)

    def drawn(self, draws: int, seed: int) -> Iterator[dict[str, float]]:
        """Give averages and terms of each draw in which somebody was there in both periods."""
        width = self.calendar.width
        grid = _Grid(self, self._newest + 1)
        vectors = [self._vector(number, grid.height) for number in range(len(self.units))]
        for picked, lanes in drawn_sums(vectors, draws=draws, seed=seed):
            sums = _unpacked(lanes, self.nobody)
            average = averages(sums)
            if average is None:
                continue
            expected = None
            if sums.people["joiners"]:
                at = WIDTH + 2 * width
                base = bases(list(zip(lanes[WIDTH:at:2], lanes[WIDTH + 1 : at : 2], strict=True)), self.calendar)
                known = base and reference(base, grid.past(picked), lanes[at:], grid.new(picked))
                expected = known.expected if known else None
            found: dict[str, Any] = terms(sums, expected) or {}
            if not sums.people["joiners"]:
                found.pop("joiners", None)  # as nought it would put nought into the range of any three joiners
            yield {"before": average[0], "now": average[1], "change": average[1] - average[0], **found}

    def _vector(self, number: int, height: int) -> list[float]:
        """All that a person adds that is a plain sum."""
        unit, one = self.units[number], self.tracks[number]
        lanes = [0.0] * (WIDTH + 2 * self.calendar.width)
        at = KINDS.index(unit.kind) * EACH
        lanes[at] = 1.0
        for period, (months, profit) in enumerate(((unit.months1, unit.profit1), (unit.months2, unit.profit2))):
            if months:
                lanes[at + 1 + period], lanes[at + 3 + period] = float(months), float(profit)
                lanes[at + 5 + period] = float(profit) / float(months)
            else:
                lanes[WITHOUT + period] = float(profit)
        for place, worked, profit in one.mature:
            lanes[WIDTH + 2 * place], lanes[WIDTH + 2 * place + 1] = worked, profit
        return lanes + [one.brought.get(tenure, 0.0) for tenure in range(height)]


class _Grid:
    """Person-months by tenure x month of whoever is picked."""

    def __init__(self, company: Company, height: int) -> None:
        self.height, self._size = height, height * company.calendar.width
        self._past = [tuple(cell for cell in one.past if cell[0] < self._size) for one in company.tracks]
        self._new = [one.new for one in company.tracks]

    def past(self, picked: Sequence[int]) -> list[float]:
        """As earlier joiners."""
        return self._summed(self._past, picked)

    def new(self, picked: Sequence[int]) -> list[float]:
        """As joiners."""
        return self._summed(self._new, picked)

    def _summed(self, cells: Sequence[tuple[Cell, ...]], picked: Sequence[int]) -> list[float]:
        grid = [0.0] * self._size
        for number in picked:
            for place, worked in cells[number]:
                grid[place] += worked
        return grid


def _unpacked(lanes: Sequence[float], nobody: tuple[int, int]) -> Sums:
    found = Sums(nobody=[lanes[WITHOUT] + nobody[0], lanes[WITHOUT + 1] + nobody[1]])
    for number, kind in enumerate(KINDS):
        one = lanes[number * EACH : (number + 1) * EACH]
        found.people[kind] = round(one[0])
        found.months[kind] = [months if months > TINY else 0.0 for months in one[1:3]]
        found.profit[kind] = list(one[3:5])
        if kind in STAYED:
            found.own[kind] = list(one[5:7])
    return found
