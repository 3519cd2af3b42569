"""Rounding that keeps the sum."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm


def half_away(part: int, per: int) -> int:
    """Return part / per, rounded half away from zero; exact however large the numbers are."""
    whole, rest = divmod(abs(part), per)
    rounded = whole + (2 * rest >= per)
    return rounded if part >= 0 else -rounded


def keeping_sum(parts: Sequence[int], per: int, total: int | None = None) -> list[int]:
    """Round each part / per to a whole number so that they add up to a total (their rounded sum by default).

    Each is rounded down, and the units that are missing go to those with the largest remainders: the method of Hare
    and Hamilton. So no part is off by a whole unit as long as the total is the sum to within a unit.
    """
    floors = [part // per for part in parts]
    wanted = half_away(sum(parts), per) if total is None else total
    missing = wanted - sum(floors)
    if not missing or not parts:
        return floors
    all_of_them, some = divmod(missing, len(parts))
    by_rest = sorted(range(len(parts)), key=lambda place: -(parts[place] % per))
    for place in range(len(parts)):
        floors[place] += all_of_them
    for place in by_rest[:some]:
        floors[place] += 1
    return floors


def fractions_keeping_sum(parts: Sequence[Fraction], total: int | None = None) -> list[int]:
    """Do the same with exact fractions."""
    per = lcm(*(part.denominator for part in parts)) if parts else 1
    return keeping_sum([part.numerator * (per // part.denominator) for part in parts], per, total)
