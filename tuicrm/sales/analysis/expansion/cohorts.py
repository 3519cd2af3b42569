"""Joiners beside those who joined before them, at the same tenure: by persons, over all their months together.

The split of the average says what a lower curve costs. Whether it is lower beyond luck is told here, where each person
counts once: drawn again and again four earlier joiners would often be two, and no curve could be told from another.
"""

from collections.abc import Mapping, Sequence

from tuicrm.plain.stats_groups import Apart, Unit, apart
from tuicrm.sales.analysis.expansion.reference import Calendar, Track

Worths = Mapping[int, float]
"""By month of tenure: person-months x the base of their calendar months, or profit."""


def cohorts(tracks: Sequence[Track], calendar: Calendar, base: Sequence[float]) -> Apart | None:
    """Compare what joiners and earlier ones brought with the ramp of all of them; None without three of each.

    Only tenures that both groups have count. What is expected of a person is the sum over their months of tenure of
    (person-months x base) x the profit of both groups at that tenure / the same of both groups.
    """
    earlier = [(_worth(one.past, calendar, base), one.brought) for one in tracks if one.past and not one.new]
    new = [(_worth(one.new, calendar, base), one.earned) for one in tracks if one.new]
    both = _tenures(new) & _tenures(earlier)
    ramp = {
        tenure: sum(brought.get(tenure, 0.0) for _worth, brought in (*new, *earlier))
        / sum(worth.get(tenure, 0.0) for worth, _brought in (*new, *earlier))
        for tenure in both
    }
    return apart(_units(new, ramp), _units(earlier, ramp))


def _worth(cells: Sequence[tuple[int, float]], calendar: Calendar, base: Sequence[float]) -> dict[int, float]:
    found: dict[int, float] = {}
    for place, worked in cells:
        tenure, month = divmod(place, calendar.width)
        found[tenure] = found.get(tenure, 0.0) + worked * base[month]
    return found


def _tenures(group: Sequence[tuple[Worths, Worths]]) -> set[int]:
    return {tenure for worth, _brought in group for tenure, value in worth.items() if value > 0}


def _units(group: Sequence[tuple[Worths, Worths]], ramp: Mapping[int, float]) -> list[Unit]:
    """What each did and was expected to do, of those who were there when anything was to be expected."""
    found = []
    for worth, brought in group:
        there = [tenure for tenure in worth if tenure in ramp]
        expected = sum(worth[tenure] * ramp[tenure] for tenure in there)
        if expected > 0:
            found.append((sum(brought.get(tenure, 0.0) for tenure in there), expected))
    return found
