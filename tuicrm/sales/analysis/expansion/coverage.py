"""Who can sell what: carriers of know-how, single points, what hangs on one person, and who could take it over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import comb

CAN = 3
"""Who has won so many there can do it."""
MONTHS = 24
"""What was won longer ago does not count."""
CHANCE = 0.05
Won = Mapping[int, float]
"""Person -> projects won in a cell (in shares, where several were credited)."""


@dataclass(frozen=True)
class Heir:
    """Somebody who could take a cell over: what they have won there, in how many cells they can, what they carry."""

    person: int
    won: float
    cells: int
    load: int


def who_can(won: Won) -> list[int]:
    """Give the people who can, the surest first."""
    return sorted((one for one, count in won.items() if count >= CAN), key=lambda one: (-won[one], one))


def carriers(won: Won) -> float | None:
    """Give the effective number of carriers; None where nothing was won, or something is below nought.

    Formula: 1 / sum of share^2, the inverse of Herfindahl's index.
    """
    total = sum(won.values())
    if total <= 0 or min(won.values()) < 0:
        return None
    return total**2 / sum(count**2 for count in won.values())


def may_be_luck(won: Won, people: int) -> bool:
    """Say whether so uneven a cell comes of luck alone: so few were won there that somebody would have them anyway.

    Formula: people x P(one of them has as many as the strongest | each is won by any of them alike), at most 1.
    """
    n, most = round(sum(won.values())), round(max(won.values(), default=0.0))
    if people < 2 or n < 1:
        return True
    share = 1 / people
    tail = sum(comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(most, n + 1)) if n < 1000 else 0.0
    return people * tail > CHANCE


def heirs(cell: Won, leaver: int, reach: Mapping[int, int], load: Mapping[int, int]) -> list[Heir]:
    """Propose who could take a cell over from somebody, the best first.

    By what they have won there, then in how many cells they can, then who carries least; whoever carries more than
    one and a half times the middle comes behind those who have room.

    Args:
        reach: of everybody who is there, in how many cells they can.
        load: their open projects.
    """
    others = [Heir(one, cell.get(one, 0.0), reach[one], load.get(one, 0)) for one in reach if one != leaver]
    loads = sorted(one.load for one in others)
    full = 1.5 * loads[len(loads) // 2] if loads else 0.0
    return sorted(others, key=lambda one: (one.load > full, -one.won, -one.cells, one.load, one.person))


def reach_of(matrix: Iterable[Won], people: Iterable[int]) -> dict[int, int]:
    """Give in how many cells each of the people can."""
    found = dict.fromkeys(people, 0)
    for won in matrix:
        for one in who_can(won):
            if one in found:
                found[one] += 1
    return found
