"""Why an average of profit per person-month moved: the terms, which add up to the change exactly.

Dynamic Olley-Pakes after Melitz and Polanec (RAND J. Econ. 46(2), 2015), with the corrections that months of people
need: the mature and the maturing apart, what is credited to nobody at work, who was hardly there, who changed teams.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

Kind = Literal["mature", "maturing", "hardly", "joiners", "moved_in", "leavers", "moved_out", "absent"]
STAYED: tuple[Kind, ...] = ("mature", "maturing")
CAME: tuple[Kind, ...] = ("joiners", "moved_in")
WENT: tuple[Kind, ...] = ("leavers", "moved_out")
KINDS: tuple[Kind, ...] = (*STAYED, "hardly", *CAME, *WENT, "absent")
TERMS = (
    "mature", "maturing", "worked", "lacked", "copying", "joiners", "moved_in", "leavers", "moved_out", "hardly",
    "replaced", "nobody",
)  # fmt: skip
"""In the order of the page. `joiners` stands for `lacked` and `copying` where there is no earlier cohort."""

Number = Any
"""A Fraction where the sum has to be exact, a float in a draw; the formula is the same."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One person in the two periods: months there to sell, and profit in minor units; for one team, or for all."""

    kind: Kind
    months1: Number
    profit1: Number
    months2: Number
    profit2: Number


@dataclass
class Sums:
    """What the terms are made of, by kind: months and profit of both periods; and sums of each stayer's own average.

    Attributes:
        nobody: profit of both periods of people without any months in them, and of nobody.
        own: for the mature and the maturing the sums of profit / months of each, in both periods.
    """

    months: dict[str, list[Number]] = field(default_factory=lambda: {kind: [0, 0] for kind in KINDS})
    profit: dict[str, list[Number]] = field(default_factory=lambda: {kind: [0, 0] for kind in KINDS})
    people: dict[str, Number] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    own: dict[str, list[Number]] = field(default_factory=lambda: {kind: [0, 0] for kind in STAYED})
    nobody: list[Number] = field(default_factory=lambda: [0, 0])


def summed(units: Iterable[Unit], nobody: tuple[int, int] = (0, 0)) -> Sums:
    """Sum units up."""
    found = Sums(nobody=[Fraction(one) for one in nobody], own={kind: [Fraction(0), Fraction(0)] for kind in STAYED})
    for unit in units:
        found.people[unit.kind] += 1
        for period, (months, profit) in enumerate(((unit.months1, unit.profit1), (unit.months2, unit.profit2))):
            if months:
                found.months[unit.kind][period] += Fraction(months)
                found.profit[unit.kind][period] += Fraction(profit)
                if unit.kind in STAYED:
                    found.own[unit.kind][period] += Fraction(profit) / Fraction(months)
            else:
                found.nobody[period] += Fraction(profit)
    return found


def averages(sums: Sums) -> tuple[Number, Number] | None:
    """Profit per person-month before and now; None where nobody was there in one of the periods."""
    found = []
    for period in (0, 1):
        months = sum(sums.months[kind][period] for kind in KINDS)
        if not months:
            return None
        found.append((sum(sums.profit[kind][period] for kind in KINDS) + sums.nobody[period]) / months)
    return found[0], found[1]


def terms(sums: Sums, expected: Number | None = None) -> dict[str, Number] | None:
    """Split the change of the average; the terms add up to it. None where nobody was there in one of the periods.

    Args:
        expected: the profit that the joiners would have made in their months if they did as earlier joiners did at
            the same tenure; it splits their term into `lacked` and `copying`.
    """
    months = [sum(sums.months[kind][period] for kind in KINDS) for period in (0, 1)]
    if not all(months):
        return None
    profit = [sum(sums.profit[kind][period] for kind in KINDS) for period in (0, 1)]
    found: dict[str, Number] = {"nobody": sums.nobody[1] / months[1] - sums.nobody[0] / months[0]}
    there = [months[period] - sums.months["hardly"][period] for period in (0, 1)]
    brought = [profit[period] - sums.profit["hardly"][period] for period in (0, 1)]
    if not all(there):
        found["hardly"] = profit[1] / months[1] - profit[0] / months[0]
        return found
    mean = [brought[period] / there[period] for period in (0, 1)]
    found["hardly"] = (profit[1] / months[1] - mean[1]) - (profit[0] / months[0] - mean[0])
    stayers = sum(sums.people[kind] for kind in STAYED)
    if not stayers:
        found["replaced"] = mean[1] - mean[0]
        return found
    return found | _moved(sums, there, stayers, expected)


def _moved(sums: Sums, there: list[Number], stayers: Number, expected: Number | None) -> dict[str, Number]:
    """Those who stayed, came and went."""
    stayed = [
        sum(sums.profit[kind][period] for kind in STAYED) / sum(sums.months[kind][period] for kind in STAYED)
        for period in (0, 1)
    ]
    found: dict[str, Number] = {kind: (sums.own[kind][1] - sums.own[kind][0]) / stayers for kind in STAYED}
    found["worked"] = stayed[1] - stayed[0] - found["mature"] - found["maturing"]
    for kind in CAME:
        found[kind] = (sums.profit[kind][1] - sums.months[kind][1] * stayed[1]) / there[1]
    for kind in WENT:
        found[kind] = (sums.months[kind][0] * stayed[0] - sums.profit[kind][0]) / there[0]
    if expected is not None:
        found["copying"] = (sums.profit["joiners"][1] - expected) / there[1]
        found["lacked"] = found.pop("joiners") - found["copying"]
    return found


def in_order(found: Mapping[str, Number]) -> list[tuple[str, Number]]:
    """The terms in the order of the page."""
    return [(name, found[name]) for name in TERMS if name in found]
