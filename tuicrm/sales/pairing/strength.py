"""How often somebody's projects go on from a stage, without taking luck for ability."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tuicrm.plain.stats_shrinkage import Group, shrunken, spread_of

FEW = 10
"""Settled projects of a person in a stage, below which nothing is said of them there."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Of the projects of a person that were settled in a stage (went on or were lost): how many went on."""

    stage_id: int
    user_id: int
    went_on: int
    settled: int


@dataclass(frozen=True, slots=True)
class Strength:
    """A person's rate in a stage, drawn towards that of all by as much as luck spreads it; `usual` is that of all."""

    tally: Tally
    rate: float
    usual: float


def strengths(tallies: Iterable[Tally]) -> Mapping[int, Mapping[int, Strength]]:
    """Give for each stage the people with enough cases and how they do there.

    Formula: r* = (went on + m p) / (settled + m), p the rate of all in the stage, m from the method of moments over
    people; where nothing is left beyond luck everyone is at p.
    Source: Morris (1983); exact definitions of expansion, 20.
    """
    by_stage: dict[int, list[Tally]] = {}
    for one in sorted(tallies, key=lambda tally: (tally.stage_id, tally.user_id)):  # sums do not depend on the order
        by_stage.setdefault(one.stage_id, []).append(one)
    return {stage_id: _of_stage(found) for stage_id, found in by_stage.items()}


def _of_stage(found: list[Tally]) -> dict[int, Strength]:
    settled = sum(one.settled for one in found)
    if not settled:
        return {}
    usual = sum(one.went_on for one in found) / settled
    groups = {one.user_id: Group(one.went_on, one.settled, usual) for one in found}
    spread = spread_of(list(groups.values()))
    return {
        one.user_id: Strength(one, shrunken(groups[one.user_id], spread)[0], usual)
        for one in found
        if one.settled >= FEW
    }
