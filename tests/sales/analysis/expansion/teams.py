"""Teams made with known truth, as rows of person and month: who joins comes up along a planted course."""

from dataclasses import dataclass
from math import exp
from random import Random

from tuicrm.sales.analysis.expansion.course import Hire, base_of, people_of
from tuicrm.sales.analysis.expansion.months import PersonMonth

START = 2024 * 12 + 1
BASE = 1_000_000


@dataclass(frozen=True)
class Made:
    """The rows, who left, and the hires among them."""

    rows: list[PersonMonth]
    gone: set[int]

    @property
    def hires(self) -> list[Hire]:
        base = base_of(self.rows)
        return [hire for hire in people_of(self.rows, base, self.gone) if hire.joined >= START]


def month_row(user: int, month: int, tenure: int, profit: int, *, days: int = 30) -> PersonMonth:
    """One month of thirty days."""
    return PersonMonth(user, month, days, 30, profit, 2 * profit, tenure)


def planted(tenure: float, *, level: float = 1.0, delta: float = 2.0, theta: float = 4.0) -> float:
    """The course that is planted: dead time, then towards a level."""
    return level * (1 - exp(-(tenure - delta) / theta)) if tenure > delta else 0.0


def team(
    seed: int, *, hires: int = 60, founders: int = 10, months: int = 36, weak_leave: float = 0.0, spread: float = 0.45,
    noise: float = 0.5, season: float = 0.0, level: float = 1.0,
) -> Made:  # fmt: skip
    """Make founders who have been there for two years, and hires who join one after the other.

    Args:
        weak_leave: how likely who sells less leaves in a month of the first year.
        spread, noise: of skill between people, and of luck between their months (standard deviations).
        season: so much more is sold in the second half of each year.
    """
    rng, rows, gone = Random(seed), [], set()
    for user in range(founders + hires):
        joined = START - 24 if user < founders else START + rng.randrange(0, months - 6)
        skill = rng.lognormvariate(-(spread**2) / 2, spread)
        for month in range(max(joined, START), START + months):
            tenure = month - joined
            mean = BASE * skill * planted(tenure, level=1.0 if user < founders else level)
            mean *= 1 + season * (1 if (month - 1) % 12 >= 6 else -1)
            luck = rng.gammavariate(1 / noise**2, noise**2) if noise else 1.0
            rows.append(month_row(user, month, tenure, round(mean * luck)))
            if user >= founders and 2 < tenure < 11 and rng.random() < weak_leave * max(0.0, 1.1 - skill):
                gone.add(user)
                break
    return Made(rows, gone)
