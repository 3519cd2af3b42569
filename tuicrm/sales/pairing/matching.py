"""Who talks with whom this week: one who loses projects in a stage with one who does not."""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from random import Random

from tuicrm.sales.pairing.strength import Strength

LEAST_GAP = 0.05
"""So far apart two have to be, luck taken out, for a talk to be worth their time."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two who talk about a stage. `gain`: projects a year that would go on besides, if all of the gap were learned."""

    learner: Strength
    partner: Strength

    @property
    def stage_id(self) -> int:
        return self.learner.tally.stage_id

    @property
    def learner_id(self) -> int:
        return self.learner.tally.user_id

    @property
    def partner_id(self) -> int:
        return self.partner.tally.user_id

    @property
    def two(self) -> frozenset[int]:
        """Both, whoever learns."""
        return frozenset((self.learner_id, self.partner_id))

    @property
    def gain(self) -> float:
        return (self.partner.rate - self.learner.rate) * self.learner.tally.settled


def matches(
    strengths: Mapping[int, Mapping[int, Strength]],
    *,
    learners: Collection[int],
    partners: Collection[int],
    met: Set[frozenset[int]] = frozenset(),
) -> list[Match]:
    """Pair people so that nobody stands in two pairs and no two meet again; the largest gain first.

    Args:
        learners: who may learn this week; partners: who may teach. Somebody may stand in both.
        met: twos who talked before, whoever learned.
    """
    taken: set[int] = set()
    chosen = []
    for one in sorted(_possible(strengths, learners, partners), key=_order):
        if one.two & taken or one.two in met:
            continue
        taken |= one.two
        chosen.append(one)
    return chosen


def later(twos: Sequence[frozenset[int]], seed: str) -> set[frozenset[int]]:
    """Draw by lot which half of the pairs waits; of an odd number the lot says which half is larger.

    The same pairs and seed give the same draw, so that it can be looked at again; other pairs of the same week have a
    draw of their own.
    """
    ordered = sorted(twos, key=sorted)
    lot = Random(f"{seed} {[sorted(two) for two in ordered]}")
    half = len(ordered) // 2 + (lot.random() < 0.5 if len(ordered) % 2 else 0)
    return set(lot.sample(ordered, half))


def _possible(
    strengths: Mapping[int, Mapping[int, Strength]], learners: Collection[int], partners: Collection[int]
) -> list[Match]:
    return [
        Match(weak, strong)
        for people in strengths.values()
        for weak in people.values()
        if weak.rate < weak.usual and weak.tally.user_id in learners
        for strong in people.values()
        if strong.rate > strong.usual and strong.tally.user_id in partners and strong.rate - weak.rate >= LEAST_GAP
    ]


def _order(one: Match) -> tuple[float, int, int, int]:
    return -one.gain, one.stage_id, one.learner_id, one.partner_id
