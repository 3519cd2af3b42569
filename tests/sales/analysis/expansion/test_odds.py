"""Odds ratios over strata: by examples of the literature, by hand, by properties, and on companies without effect."""

from math import exp, log, sqrt
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.sales.analysis.expansion.odds import Odds, Stratum, _sides, odds_of

BERKELEY = (  # admissions 1973 by department: men admitted, rejected, women admitted, rejected (Bickel et al. 1975)
    (512, 313, 89, 19), (353, 207, 17, 8), (120, 205, 202, 391), (138, 279, 131, 244), (53, 138, 94, 299),
    (22, 351, 24, 317),
)  # fmt: skip
OESOPHAGUS = (  # cases and controls by alcohol, six age groups (Breslow and Day 1980, table 4.2)
    (1, 9, 0, 106), (4, 26, 5, 164), (25, 29, 21, 138), (42, 27, 34, 139), (19, 18, 36, 88), (5, 0, 8, 31),
)  # fmt: skip


def odds(*tables: tuple[float, float, float, float]) -> Odds:
    found = odds_of(Stratum(*one) for one in tables)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("tables", "ratio", "low", "high", "alike", "p"),
    [
        (BERKELEY, 0.904697, 0.771907, 1.060330, 0.002071, 0.216924),
        (OESOPHAGUS, 5.157623, 3.562131, 7.467743, 0.097704, 2.969e-20),
    ],
    ids=["Berkeley", "oesophagus"],
)
def test_figures_of_the_literature_come_out(
    tables: tuple[tuple[float, float, float, float], ...], ratio: float, low: float, high: float, alike: float, p: float
) -> None:
    found = odds(*tables)
    assert (found.ratio, found.low, found.high) == pytest.approx((ratio, low, high), abs=1e-6)
    assert found.alike == pytest.approx(alike, abs=1e-6)
    assert found.p == pytest.approx(p, rel=1e-3)


def test_one_table_by_hand() -> None:
    found = odds((30, 10, 20, 40))
    assert found.ratio == pytest.approx(30 * 40 / (10 * 20))
    half = 1.959964 * sqrt(1 / 30 + 1 / 10 + 1 / 20 + 1 / 40)
    assert found.low == pytest.approx(exp(log(6) - half), rel=1e-6), "Woolf's interval, where there is one table"
    assert found.high == pytest.approx(exp(log(6) + half), rel=1e-6)
    assert (found.did_rate, found.other_rate) == pytest.approx((0.75, 1 / 3))
    assert found.alike is None, "one table is like itself"
    assert (found.did, found.other, found.strata, found.dropped) == (40, 60, 1, 0)
    expected, variance = 40 * 50 / 100, 40 * 60 * 50 * 50 / (100**2 * 99)
    assert found.p == pytest.approx(2 * (1 - _normal((30 - expected) / sqrt(variance))), rel=1e-6)


def _normal(z: float) -> float:
    from statistics import NormalDist

    return NormalDist().cdf(z)


def test_two_tables_by_hand() -> None:
    found = odds((10, 10, 5, 15), (8, 2, 30, 20))
    above, below = 10 * 15 / 40 + 8 * 20 / 60, 10 * 5 / 40 + 2 * 30 / 60
    assert found.ratio == pytest.approx(above / below)
    weights = 20 * 20 / 40, 10 * 50 / 60
    assert found.did_rate == pytest.approx((weights[0] * 0.5 + weights[1] * 0.8) / sum(weights))
    assert found.other_rate == pytest.approx((weights[0] * 0.25 + weights[1] * 0.6) / sum(weights))


@pytest.mark.parametrize(
    ("silent", "why"),
    [
        ((5, 3, 0, 0), "everybody did it"),
        ((0, 0, 4, 2), "nobody did it"),
        ((5, 0, 7, 0), "all went on"),
        ((0, 5, 0, 7), "none went on"),
        ((0, 0, 0, 0), "nobody was there"),
    ],
)
def test_strata_with_an_empty_margin_drop_out_and_are_counted(
    silent: tuple[float, float, float, float], why: str
) -> None:
    found, alone = odds((30, 10, 20, 40), silent), odds((30, 10, 20, 40))
    assert (found.ratio, found.low, found.p) == (alone.ratio, alone.low, alone.p), why
    assert (found.strata, found.dropped, found.dropped_cases) == (1, 1, sum(silent))


@pytest.mark.parametrize(
    "tables",
    [(), ((0, 0, 0, 0),), ((5, 3, 0, 0),), ((5, 0, 7, 0), (0, 0, 2, 4))],
    ids=["nothing", "empty", "all did it", "no stratum compares"],
)
def test_nothing_is_told_where_nothing_compares(tables: tuple[tuple[float, float, float, float], ...]) -> None:
    assert odds_of(Stratum(*one) for one in tables) is None


@pytest.mark.parametrize(
    ("tables", "ratio"),
    [
        (((5, 0, 0, 5),), 5.5 * 5.5 / (0.5 * 0.5)),
        (((0, 5, 5, 0),), 0.5 * 0.5 / (5.5 * 5.5)),
        (((9, 0, 4, 5),), 9.5 * 5.5 / (0.5 * 4.5)),
    ],
    ids=["all for it", "all against it", "nobody who did it stayed"],
)
def test_where_all_on_one_side_end_alike_half_a_case_is_added(
    tables: tuple[tuple[float, float, float, float], ...], ratio: float
) -> None:
    found = odds(*tables)
    assert found.ratio == pytest.approx(ratio)
    assert found.low < found.ratio < found.high
    assert found.p < 0.05
    assert (found.did, found.other) == (sum(one[0] + one[1] for one in tables), sum(one[2] + one[3] for one in tables))


def test_simpson_s_paradox_is_taken_apart() -> None:
    """In each stratum doing it helps; together it seems to harm, because it is done where it is hard."""
    tables = (81, 6, 234, 36), (192, 71, 55, 25)
    together = [sum(column) for column in zip(*tables, strict=True)]
    assert odds((together[0], together[1], together[2], together[3])).ratio < 1
    found = odds(*tables)
    assert found.ratio > 1
    assert found.did_rate > found.other_rate


cells = st.integers(0, 40)
strata = st.lists(st.builds(Stratum, cells, cells, cells, cells), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(strata)
def test_swapping_who_did_it_turns_the_ratio_over(drawn: list[Stratum]) -> None:
    found = odds_of(drawn)
    swapped = odds_of(Stratum(one.other_went, one.other_stayed, one.did_went, one.did_stayed) for one in drawn)
    assert (found is None) == (swapped is None)
    if found is not None and swapped is not None:
        assert found.ratio * swapped.ratio == pytest.approx(1)
        assert found.low * swapped.high == pytest.approx(1)
        assert found.p == pytest.approx(swapped.p)
        assert found.alike == (None if swapped.alike is None else pytest.approx(swapped.alike, abs=1e-6))
        assert found.did_rate == pytest.approx(swapped.other_rate)


@settings(max_examples=150, deadline=None)
@given(strata, st.randoms())
def test_what_is_told_holds_together(drawn: list[Stratum], rng: Random) -> None:
    found = odds_of(drawn)
    if found is None:
        return
    assert found.low <= found.ratio <= found.high
    assert 0 <= found.p <= 1
    assert found.alike is None or 0 <= found.alike <= 1
    assert 0 <= found.did_rate <= 1
    assert 0 <= found.other_rate <= 1
    assert found.strata + found.dropped == len(drawn)
    assert found.did + found.other + found.dropped_cases == sum(one.n for one in drawn)
    mixed = list(drawn)
    rng.shuffle(mixed)
    again = odds_of(mixed)
    assert again is not None
    assert (again.ratio, again.low, again.high) == pytest.approx((found.ratio, found.low, found.high))


@settings(max_examples=60, deadline=None)
@given(strata, st.integers(2, 9))
def test_more_of_the_same_makes_it_surer_not_other(drawn: list[Stratum], times: int) -> None:
    found = odds_of(drawn)
    more = odds_of(Stratum(*(times * cell for cell in _cells(one))) for one in drawn)
    if found is not None and more is not None and min(_sides([one for one in drawn if one.says])) > 0:
        assert more.ratio == pytest.approx(found.ratio)
        narrower = log(more.high / more.low) / log(found.high / found.low)
        assert narrower == pytest.approx(1 / sqrt(times), rel=1e-6)


def _cells(one: Stratum) -> tuple[float, float, float, float]:
    return one.did_went, one.did_stayed, one.other_went, one.other_stayed


def test_without_an_effect_the_interval_leaves_out_one_as_rarely_as_it_says() -> None:
    """600 companies of six strata that differ in who does it and who goes on, and where doing it is worth nothing."""
    rng, outside, alarms, unlike, companies = Random(7), 0, 0, 0, 600
    for _company in range(companies):
        drawn = []
        for _stratum in range(6):
            does, goes = rng.uniform(0.2, 0.8), rng.uniform(0.2, 0.8)
            counts = [0, 0, 0, 0]
            for _case in range(rng.randint(15, 40)):
                counts[(0 if rng.random() < does else 2) + (rng.random() >= goes)] += 1
            drawn.append(Stratum(*counts))
        found = odds_of(drawn)
        assert found is not None
        assert found.alike is not None
        outside += not found.low <= 1 <= found.high
        alarms += found.p < 0.05
        unlike += found.alike < 0.05
    assert 0.025 < outside / companies < 0.075
    assert 0.025 < alarms / companies < 0.075
    assert 0.02 < unlike / companies < 0.08


def test_an_effect_is_found_at_its_size() -> None:
    rng, ratios = Random(3), []
    for _company in range(150):
        drawn = []
        for _stratum in range(5):
            base = rng.uniform(-1, 1)
            counts = [0, 0, 0, 0]
            for _case in range(60):
                did = rng.random() < 0.5
                goes = rng.random() < 1 / (1 + exp(-(base + (log(3) if did else 0))))
                counts[(0 if did else 2) + (not goes)] += 1
            drawn.append(Stratum(*counts))
        found = odds_of(drawn)
        assert found is not None
        ratios.append(log(found.ratio))
    assert exp(sum(ratios) / len(ratios)) == pytest.approx(3, rel=0.06)
