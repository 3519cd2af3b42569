"""Made companies: persons with months, of whom it is known what is true."""

from collections.abc import Callable
from random import Random

from tuicrm.sales.analysis.expansion.months import PARTS
from tuicrm.sales.analysis.expansion.persons import Month, Person, periods

LAST = 2026 * 12 + 10
SPAN = periods(LAST - 11, LAST)
BEGIN = LAST - 59
EUROS = 100


def person(
    number: int, joined: int | None, profit: Callable[[int], float], *, left: int = LAST, first: int | None = None,
    parts: int = PARTS,
) -> Person:  # fmt: skip
    """Somebody who makes `profit(month)` each month from joining (or `first`) to leaving, in euros."""
    begin = max(BEGIN, first if first is not None else joined if joined is not None else BEGIN)
    months: tuple[Month, ...] = tuple((month, parts, round(profit(month) * EUROS)) for month in range(begin, left + 1))
    return Person(number, joined, months, months)


def ramp(tenure: int) -> float:
    """What a joiner makes of what the experienced make: a fifth at first, all after eight months."""
    return min(1.0, 0.2 + 0.1 * tenure)


def company(
    *, stayers: int = 6, joiners: int = 6, growth: float = 1.0, copying: float = 1.0, noise: float = 0.0, seed: int = 1
) -> list[Person]:
    """Four who were always there, earlier joiners, who by now are experienced, and joiners of the period now.

    Args:
        growth: what everybody who ripened makes in the period now of what they made before.
        copying: what the joiners of now make of what earlier ones did at the same age.
    """
    rng = Random(seed)

    def made(joined: int, factor: float) -> Callable[[int], float]:
        return lambda month: (
            1000.0 * ramp(month - joined) * factor * (growth if month >= SPAN.first2 else 1.0)
            * (rng.lognormvariate(-noise * noise / 2, noise) if noise else 1.0)
        )  # fmt: skip

    always = [person(200 + number, None, made(BEGIN - 100, 1.0)) for number in range(4)]
    began = [SPAN.first1 - 20 - 2 * number for number in range(stayers)]
    old = [person(number, joined, made(joined, 1.0)) for number, joined in enumerate(began)]
    came = [SPAN.first2 + number % 8 for number in range(joiners)]
    new = [person(100 + number, joined, made(joined, copying)) for number, joined in enumerate(came)]
    return [*always, *old, *new]
