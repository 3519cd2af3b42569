"""How a practice of the playbook spreads from person to person, and whether the team grows faster than that."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from tuicrm.plain.stats_survival import time_to_any

WINDOW = 3
"""Whether somebody does it in a month is told by the cases of so many months, this one included."""
LEAST_CASES = 2
"""With fewer due cases in the window nothing is said of a person."""
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Due:
    """How often a practice fell due to a person in a month, and how often it was done in time."""

    person: int
    month: int
    due: int
    done: int


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a practice has come in a month: of so many people with due cases, so many do it in half of them."""

    month: int
    people: int
    doing: int

    @property
    def share(self) -> float | None:
        """The share of the people who do it; None where it fell due to nobody."""
        return self.doing / self.people if self.people else None


def reach(cases: Iterable[Due], months: Sequence[int]) -> list[Reach]:
    """Give the copying curve: for each month the people who do it in at least half of their due cases."""
    doing = _doing(cases, months)
    return [
        Reach(month, sum(month in one for one in doing.values()), sum(one.get(month, False) for one in doing.values()))
        for month in months
    ]


def half_life(cases: Iterable[Due], months: Sequence[int], known_from: Mapping[int, int]) -> float | None:
    """Give in how many months half of the people do it, counted for each from when they could know it.

    From the month it was written, or of joining where that came later, to the first month in which somebody does it in
    at least half of their due cases; who does not do it yet is censored. None where it never comes to half.

    Args:
        known_from: the month from which each person could know it.
    Source: Kaplan and Meier (1958).
    """
    ended: list[tuple[float, str | None, int]] = []
    for person, told in _doing(cases, months).items():
        first = next((month for month in months if told.get(month)), None)
        last = first if first is not None else max(told)
        waited = max(0, last - known_from.get(person, months[0]))
        ended.append((float(waited), None if first is None else "does", 1))
    return time_to_any(ended, HALF) if ended else None


def doubling(heads_then: float, heads_now: float, months: float) -> float | None:
    """Give in how many months a team doubles at the pace it grew at; None where it does not grow."""
    if heads_then <= 0 or heads_now <= heads_then or months <= 0:
        return None
    return months * log(2) / log(heads_now / heads_then)


def _doing(cases: Iterable[Due], months: Sequence[int]) -> dict[int, dict[int, bool]]:
    """For each person the months of which something can be said, and whether they do it then."""
    counted: dict[int, dict[int, tuple[int, int]]] = {}
    for one in cases:
        due, done = counted.setdefault(one.person, {}).get(one.month, (0, 0))
        counted[one.person][one.month] = due + one.due, done + one.done
    found: dict[int, dict[int, bool]] = {}
    for person, by_month in counted.items():
        for month in months:
            window = [by_month[each] for each in range(month - WINDOW + 1, month + 1) if each in by_month]
            due, done = sum(one[0] for one in window), sum(one[1] for one in window)
            if due >= LEAST_CASES:
                found.setdefault(person, {})[month] = done >= HALF * due
    return found
