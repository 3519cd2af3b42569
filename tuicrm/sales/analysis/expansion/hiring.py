"""How long it takes who joins to win their first and third project of their own, and how cohorts differ in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tuicrm.plain.periods import month_of
from tuicrm.plain.stats_logrank import Waits, log_rank, log_rank_by_lot
from tuicrm.plain.stats_survival import Incidence, aalen_johansen
from tuicrm.plain.stats_tests import ChiSquare

LEAST_COHORT = 5
"""Smaller cohorts are not tested against others."""
FEW = 100
"""So many people in all, or fewer, are compared by lot."""
QUARTER, HALF = 3, 6
NOTHING = Incidence(())


@dataclass(frozen=True)
class Hired:
    """Who joined, and the days on which their first projects of their own were won, in order."""

    user_id: int
    joined_on: date
    left_on: date | None
    won_on: tuple[date, ...]


@dataclass(frozen=True)
class Waiting:
    """How long it takes to win so many.

    Attributes:
        won: by days since joining; leaving competes with it (Aalen-Johansen).
        alone: the same if nobody left: who leaves counts as still waiting (Kaplan-Meier).
        came, left, waits: how many won them, left before, and are there without.
    """

    won: Incidence
    alone: Incidence
    left_by: Incidence
    came: int
    left: int
    waits: int

    @property
    def n(self) -> int:
        """How many joined."""
        return self.came + self.left + self.waits

    def days_to(self, share: float) -> float | None:
        """The days until a share of all that joined have won; None where it has not come to that."""
        return next((step.at for step in self.won.steps if step.incidence >= share), None)


def ends_of(hired: Iterable[Hired], number: int, today: date) -> list[tuple[float, str | None, int]]:
    """Give how long each waited for their first (1), third (3) ... and how it ended: won, left, or not yet."""
    found: list[tuple[float, str | None, int]] = []
    for one in hired:
        over = min(one.left_on or today, today)
        came = one.won_on[number - 1] if len(one.won_on) >= number else None
        if came is not None and came <= over:
            found.append((float(max(0, (came - one.joined_on).days)), "won", 1))
        else:
            has_left = one.left_on is not None and one.left_on < today
            found.append((float(max(0, (over - one.joined_on).days)), "left" if has_left else None, 1))
    return found


def waiting_of(hired: Sequence[Hired], number: int, today: date) -> Waiting:
    """Give how long it takes to win so many; the waiting are censored, and leaving competes."""
    ends = ends_of(hired, number, today)
    ways = aalen_johansen(ends)
    alone = aalen_johansen((time, way if way == "won" else None, count) for time, way, count in ends)
    came, left = (sum(way == name for _time, way, _count in ends) for name in ("won", "left"))
    return Waiting(
        ways.get("won", NOTHING), alone.get("won", NOTHING), ways.get("left", NOTHING), came, left,
        len(ends) - came - left,
    )  # fmt: skip


def cohort_months(hired: Sequence[Hired]) -> int:
    """Give how long a cohort joins: a quarter where the middle quarter has five people or more, else half a year."""
    sizes: dict[int, int] = {}
    for one in hired:
        quarter = (month_of(one.joined_on) - 1) // QUARTER
        sizes[quarter] = sizes.get(quarter, 0) + 1
    middle = sorted(sizes.values())[len(sizes) // 2] if sizes else 0
    return QUARTER if middle >= LEAST_COHORT else HALF


def cohort_of(joined_on: date, months: int) -> str:
    """Name the cohort of a day: 2026-Q3, or 2026-H2."""
    part = (joined_on.month - 1) // months + 1
    return f"{joined_on.year}-{'Q' if months == QUARTER else 'H'}{part}"


def cohorts_of(hired: Iterable[Hired], months: int) -> dict[str, list[Hired]]:
    """Give people by the quarter or half-year in which they joined, in order."""
    found: dict[str, list[Hired]] = {}
    for one in sorted(hired, key=lambda each: (each.joined_on, each.user_id)):
        found.setdefault(cohort_of(one.joined_on, months), []).append(one)
    return found


def compared(cohorts: Iterable[Sequence[Hired]], today: date) -> ChiSquare | None:
    """Test whether cohorts win their first project equally soon, of those with five people or more (log-rank).

    Who left without one counts as still waiting: the test asks how soon it comes to who is there.
    """
    large = [ends_of(some, 1, today) for some in cohorts if len(some) >= LEAST_COHORT]
    waits: list[Waits] = [[(time, way == "won", count) for time, way, count in ends] for ends in large]
    return log_rank_by_lot(waits) if sum(map(len, large)) <= FEW else log_rank(waits)
