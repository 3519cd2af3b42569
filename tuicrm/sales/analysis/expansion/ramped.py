"""Ramped equivalents: how many experienced people those who are there count as, and what is not there yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tuicrm.sales.analysis.expansion.months import PersonMonth


@dataclass(frozen=True, slots=True)
class Ramped:
    """One month: person-months, the experienced ones that they count as, what was brought, and what was not yet.

    Attributes:
        debt_minor: (heads - ramped) x what an experienced one brings once the course has levelled off.
    """

    month: int
    heads: float
    ramped: float
    profit_minor: int
    debt_minor: int

    @property
    def per_head_minor(self) -> int | None:
        """Profit per person-month."""
        return round(self.profit_minor / self.heads) if self.heads > 0 else None

    @property
    def per_ramped_minor(self) -> int | None:
        """Profit per person-month of an experienced one."""
        return round(self.profit_minor / self.ramped) if self.ramped > 0 else None


def ramped_of(rows: Sequence[PersonMonth], ripe: Mapping[int, float], settled_minor: float) -> list[Ramped]:
    """Count each month's people by how far they are.

    Args:
        ripe: month of tenure -> 0..1; beyond the last known one somebody is as far as then.
        settled_minor: profit per person-month at the plateau.
    """
    known = sorted(ripe)
    sums: dict[int, list[float]] = {}
    for row in rows:
        one = sums.setdefault(row.month, [0.0, 0.0, 0])
        one[0] += row.worked
        one[1] += row.worked * _ripe(row.tenure, ripe, known)
        one[2] += row.profit_minor
    return [
        Ramped(month, one[0], one[1], int(one[2]), round(max(0.0, one[0] - one[1]) * settled_minor))
        for month, one in sorted(sums.items())
    ]


def _ripe(tenure: int, ripe: Mapping[int, float], known: Sequence[int]) -> float:
    """How far somebody is: by the next lower month of tenure that is known."""
    lower = [one for one in known if one <= tenure]
    return ripe[lower[-1]] if lower else 0.0
