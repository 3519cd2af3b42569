"""What pairs are worth, as arithmetic: on companies without an effect nothing is claimed, a planted one is found."""

from random import Random

import pytest

from tuicrm.sales.analysis.expansion.pairing import DRAWS, LEAST_PAIRS, LEAST_SETTLED, Count, Unit, effect


def drawn(lot: Random, chance: float, settled: int) -> Count:
    return Count(sum(lot.random() < chance for _ in range(settled)), settled)


def programme(
    seed: int,
    *,
    weeks: int = 12,
    pairs: int = 4,
    gain: float = 0.0,
    drift: float = 0.0,
    settled: tuple[int, int] = (14, 5),
) -> list[Unit]:
    """Weeks of pairs, half of them early by lot; all learners rise by `drift`, the early ones by `gain` besides."""
    lot = Random(seed)
    units = []
    for week in range(weeks):
        early = set(lot.sample(range(pairs), pairs // 2))
        for nth in range(pairs):
            chance = lot.uniform(0.25, 0.55)
            after = chance + drift + (gain if nth in early else 0.0)
            units.append(Unit(week, nth in early, drawn(lot, chance, settled[0]), drawn(lot, after, settled[1])))
    return units


COUNT = Count(10, 20)


@pytest.mark.parametrize(
    ("early", "waiting", "settled", "lacks"),
    [
        (0, 0, 20, (4, 20)), (1, 1, 20, (3, 0)), (4, 3, 20, (1, 0)), (4, 4, 20, (0, 0)), (4, 4, 4, (0, 4)),
        (4, 4, 5, (0, 0)), (9, 0, 99, (4, 20)), (20, 20, 0, (0, 20)),
    ],
)  # fmt: skip
def test_what_is_lacking_is_said(early: int, waiting: int, settled: int, lacks: tuple[int, int]) -> None:
    count = Count(settled // 2, settled)
    found = effect([Unit(1, nth < early, count, count) for nth in range(early + waiting)], draws=20)
    assert found.lacks == lacks
    assert (found.p is None) is any(lacks)
    assert (LEAST_PAIRS, LEAST_SETTLED) == (4, 20)


@pytest.mark.parametrize(
    ("early", "waiting", "points"),
    [
        (((5, 20), (10, 20)), ((5, 20), (5, 20)), 0.25), (((5, 20), (10, 20)), ((5, 20), (10, 20)), 0.0),
        (((5, 20), (5, 20)), ((5, 20), (15, 20)), -0.5), (((0, 20), (20, 20)), ((20, 20), (0, 20)), 2.0),
        (((5, 20), (30, 60)), ((10, 40), (15, 30)), 0.0),
    ],
)  # fmt: skip
def test_difference_in_differences_by_hand(
    early: tuple[tuple[int, int], tuple[int, int]], waiting: tuple[tuple[int, int], tuple[int, int]], points: float
) -> None:
    units = [Unit(1, True, Count(*early[0]), Count(*early[1])) for _ in range(4)]
    units += [Unit(1, False, Count(*waiting[0]), Count(*waiting[1])) for _ in range(4)]
    found = effect(units, draws=50)
    assert found.points == pytest.approx(points)
    assert found.early.pairs == found.waiting.pairs == 4


def test_all_draws_of_four_against_four_by_hand() -> None:
    """Of the 70 ways to deal eight, two (this one and its mirror) differ as much: p is about 2 of 70."""
    units = [Unit(1, nth < 4, Count(10, 20), Count(20 if nth < 4 else 0, 20)) for nth in range(8)]
    found = effect(units, draws=7_000)
    assert found.p == pytest.approx(2 / 70, abs=0.008)


def test_the_same_seed_gives_the_same_p() -> None:
    units = programme(3)
    assert effect(units, seed=9) == effect(units, seed=9)
    assert DRAWS == 2_000


def test_without_an_effect_every_p_is_as_likely() -> None:
    """400 companies where pairs are worth nothing, and everybody rises: a twentieth below 0.05, a half below 0.5."""
    found = [effect(programme(seed, weeks=6, drift=0.1), seed=seed, draws=99).p or 0 for seed in range(400)]
    for bound in (0.05, 0.1, 0.25, 0.5, 0.75):
        share = sum(p <= bound for p in found) / len(found)
        assert share == pytest.approx(bound, abs=2.6 * (bound * (1 - bound) / len(found)) ** 0.5 + 0.005), bound


def test_a_planted_effect_is_found_and_drift_is_not_taken_for_one() -> None:
    sure = [effect(programme(seed, gain=0.25, drift=0.1), draws=199) for seed in range(20)]
    assert sum((one.p or 1) <= 0.05 for one in sure) >= 18
    assert sum(one.points or 0 for one in sure) / 20 == pytest.approx(0.25, abs=0.06)
    drift = [effect(programme(seed, drift=0.25), draws=199) for seed in range(20)]
    assert abs(sum(one.points or 0 for one in drift) / 20) < 0.05


def test_before_and_after_alone_would_praise_pairs_that_are_worth_nothing() -> None:
    """Whoever is chosen for low figures rises by themselves: the naive figure is wrong, the lot's is not."""
    lot = Random(5)
    naive, lots = [], []
    for _company in range(60):
        people = [(drawn(lot, 0.5, 15), drawn(lot, 0.5, 15)) for _ in range(40)]
        chosen = sorted(people, key=lambda one: one[0].went_on)[:10]
        rose = sum(after.went_on - before.went_on for before, after in chosen) / 150
        early = set(lot.sample(range(10), 5))
        found = effect([Unit(1, nth in early, *one) for nth, one in enumerate(chosen)], draws=1)
        naive.append(rose)
        lots.append(found.points or 0)
    assert sum(naive) / 60 > 0.12
    assert abs(sum(lots) / 60) < 0.04


def test_an_unlike_lot_does_not_flatter() -> None:
    """All strong learners in one week with nobody waiting: within a lot there is nothing to deal, p says so."""
    units = [Unit(1, True, COUNT, Count(20, 20)) for _ in range(6)] + [Unit(2, False, COUNT, COUNT) for _ in range(6)]
    assert effect(units, draws=50).p == 1.0
