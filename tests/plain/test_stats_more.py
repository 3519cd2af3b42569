"""Statistics against figures of other programs (scipy 1.17, statsmodels, lifelines) and against their own laws."""

from itertools import pairwise
from math import exp
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.plain import stats
from tuicrm.plain.stats_bootstrap import bootstrap
from tuicrm.plain.stats_counted import box, counted_quantile
from tuicrm.plain.stats_shrinkage import Group, shrunken, smoothed, spread_of
from tuicrm.plain.stats_survival import aalen_johansen, time_to_any
from tuicrm.plain.stats_tests import (
    benjamini_hochberg,
    beta_below,
    chi_square_tail,
    correlation,
    equal_rates,
    student_below,
    student_quantile,
    two_rates,
)


@pytest.mark.parametrize(
    ("value", "freedom", "expected"),
    [
        (3.841458820694124, 1, 0.05),
        (33.3477, 29, 0.26394),
        (0.0, 5, 1.0),
        (18.307038053275146, 10, 0.05),
        (200.0, 3, 0.0),
        (1e-9, 2, 1.0),
    ],
)
def test_chi_square_tail(value: float, freedom: int, expected: float) -> None:
    assert chi_square_tail(value, freedom) == pytest.approx(expected, abs=5e-6)


@pytest.mark.parametrize("x", [0.1, 1.0, 2.5, 10.0, 40.0])
def test_chi_square_of_two_is_exponential(x: float) -> None:
    assert chi_square_tail(x, 2) == pytest.approx(exp(-x / 2), rel=1e-12)


@pytest.mark.parametrize(
    ("share", "freedom", "expected"),
    [
        (0.975, 1, 12.706204736432095), (0.975, 10, 2.2281388519649385), (0.9, 3, 1.6377443536962095),
        (0.1, 3, -1.6377443536962095), (0.5, 4, 0.0), (0.975, 1000, 1.9623390808264074),
    ],
)  # fmt: skip
def test_student_quantile(share: float, freedom: int, expected: float) -> None:
    assert student_quantile(share, freedom) == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert student_below(expected, freedom) == pytest.approx(share, rel=1e-9)


@pytest.mark.parametrize(("a", "b", "x"), [(2.0, 3.0, 0.4), (0.5, 0.5, 0.2), (5.0, 1.0, 0.9), (30.0, 40.0, 0.5)])
def test_beta_turned_round_is_one(a: float, b: float, x: float) -> None:
    assert beta_below(a, b, x) + beta_below(b, a, 1 - x) == pytest.approx(1, abs=1e-12)
    assert (beta_below(a, b, 0.0), beta_below(a, b, 1.0)) == (0.0, 1.0)
    assert beta_below(1.0, 1.0, x) == pytest.approx(x)


def test_equal_rates_is_the_textbook_sum() -> None:
    found = equal_rates([(10, 20), (15, 20), (5, 20)])
    assert found is not None
    assert (found.value, found.freedom) == (pytest.approx(10.0), 2)
    assert found.p == pytest.approx(exp(-5))


@pytest.mark.parametrize("groups", [[], [(1, 2)], [(0, 5), (0, 9)], [(5, 5), (9, 9)], [(1, 2), (0, 0)]])
def test_nothing_differs_where_nothing_can(groups: list[tuple[float, float]]) -> None:
    assert equal_rates(groups) is None


def test_two_rates() -> None:
    assert two_rates(48, 92, 70, 100) == pytest.approx(0.0113, abs=2e-4)
    assert two_rates(5, 10, 50, 100) == 1.0
    assert two_rates(0, 0, 5, 10) == 1.0
    assert two_rates(10, 10, 10, 10) == 1.0


def test_few_cases_are_tested_exactly() -> None:
    assert two_rates(3, 4, 1, 4) == pytest.approx(2 * (16 + 1) / 70)
    assert two_rates(1, 4, 3, 4) == pytest.approx(2 * (16 + 1) / 70), "the same from either side"
    assert two_rates(0, 10, 10, 10) == pytest.approx(2 / 184756)
    assert two_rates(5, 10, 5, 10) == 1.0


def test_luck_alone_is_not_called_significant_too_often() -> None:
    rng = Random(2)
    alarms = 0
    for _case in range(1500):
        few, many = sum(rng.random() < 0.9 for _ in range(12)), sum(rng.random() < 0.9 for _ in range(250))
        alarms += two_rates(few, 12, many, 250) < 0.05
    assert alarms / 1500 <= 0.055


def test_benjamini_hochberg_as_in_the_paper() -> None:
    p_values = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
                0.7590, 1.0]  # fmt: skip
    q_values = benjamini_hochberg(p_values)
    assert sum(q <= 0.05 for q in q_values) == 4
    assert q_values[0] == pytest.approx(0.0015)
    assert benjamini_hochberg([]) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_q_values_are_never_below_p_and_keep_the_order(p_values: list[float]) -> None:
    q_values = benjamini_hochberg(p_values)
    assert all(q >= p - 1e-12 and q <= 1 for q, p in zip(q_values, p_values, strict=True))
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    assert all(q_values[one] <= q_values[other] + 1e-12 for one, other in pairwise(order))


def test_correlation() -> None:
    assert correlation([1, 2, 3], [2, 4, 6]) == pytest.approx(1)
    assert correlation([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert correlation([1, 1, 1], [3, 2, 1]) is None
    assert correlation([1], [1]) is None


SEEN = [
    (5.0, "on", 1),
    (6.0, "lost", 1),
    (6.0, None, 1),
    (8.0, "on", 2),
    (9.0, "lost", 1),
    (11.0, None, 2),
    (12.0, "on", 1),
]


def test_cumulative_incidence_by_hand() -> None:
    found = aalen_johansen(SEEN)
    assert [(step.at, round(step.incidence, 6)) for step in found["on"].steps if step.at in (5.0, 8.0, 12.0)] == [
        (5.0, round(1 / 9, 6)),
        (8.0, round(1 / 9 + 8 / 9 * 7 / 8 * 2 / 6, 6)),
        (12.0, round(1 / 9 + 8 / 9 * 7 / 8 * 2 / 6 + 8 / 9 * 7 / 8 * 4 / 6 * 3 / 4 * 1, 6)),
    ]
    on, lost = found["on"].at(12)[0], found["lost"].at(12)[0]
    assert on + lost == pytest.approx(1), "in the end everything has ended in some way"


def test_without_censoring_incidence_is_the_share_and_its_variance_binomial() -> None:
    seen = [(float(day), "won" if day % 3 else "lost", 10) for day in range(1, 31)]
    last = aalen_johansen(seen)["won"].steps[-1]
    assert last.incidence == pytest.approx(2 / 3)
    assert last.variance == pytest.approx(2 / 3 * 1 / 3 / 300, rel=0.02)


def test_losses_as_censored_would_overstate() -> None:
    """The naive way (Kaplan-Meier with what was lost as censored) reads 70 % where 38 % is true."""
    rng = Random(4)
    seen = []
    for _case in range(4000):
        on, lost, end = rng.expovariate(0.03), rng.expovariate(0.05), rng.uniform(0, 150)
        first = min(on, lost, end)
        seen.append((round(first, 3), None if first == end else "on" if first == on else "lost", 1))
    honest = aalen_johansen(seen)["on"].at(60)
    naive = aalen_johansen([(at, way if way == "on" else None, n) for at, way, n in seen])["on"].at(60)
    truth = 0.03 / 0.08 * (1 - exp(-0.08 * 60))
    assert honest[1] < truth < honest[2]
    assert naive[0] > 0.75


def test_incidence_of_nothing_and_of_everything() -> None:
    assert aalen_johansen([]) == {}
    assert aalen_johansen([(3.0, None, 4)]) == {}
    everything = aalen_johansen([(3.0, "won", 4)])["won"]
    assert everything.at(2) == (0.0, 0.0, 0.0)
    assert everything.at(3) == (1.0, 1.0, 1.0)


def test_time_to_any_end() -> None:
    assert time_to_any(SEEN, 0.5) == 9.0
    assert time_to_any([(1.0, "a", 1), (9.0, None, 9)], 0.5) is None
    assert time_to_any([], 0.5) is None


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["on", "lost", None]), st.integers(1, 4)), max_size=40))
def test_incidences_never_exceed_one_and_never_fall(seen: list[tuple[int, str | None, int]]) -> None:
    found = aalen_johansen([(float(at), way, n) for at, way, n in seen])
    for one in found.values():
        shares = [step.incidence for step in one.steps]
        assert shares == sorted(shares)
        assert all(step.variance >= -1e-12 for step in one.steps)
    assert sum(one.at(100)[0] for one in found.values()) <= 1 + 1e-9


def test_groups_that_differ_by_luck_alone_are_all_at_the_expected_rate() -> None:
    groups = [Group(50, 100, 0.5), Group(51, 100, 0.5), Group(49, 100, 0.5)]
    assert spread_of(groups).m is None
    assert shrunken(groups[0], spread_of(groups)) == (0.5, 0.5, 0.5)


def test_groups_that_differ_are_drawn_in_by_their_size() -> None:
    groups = [Group(80, 100, 0.5), Group(20, 100, 0.5), Group(4, 5, 0.5), Group(50, 100, 0.5)]
    spread = spread_of(groups)
    assert spread.m is not None
    large, small = shrunken(groups[0], spread), shrunken(groups[2], spread)
    assert 0.5 < small[0] < large[0] < 0.8
    assert small[2] - small[1] > large[2] - large[1]


def test_mix_does_not_pass_for_skill() -> None:
    """Two who each do what was expected of what they were given do not differ, though their rates do."""
    assert spread_of([Group(80, 100, 0.8), Group(20, 100, 0.2)]).tau2 == 0


def test_smoothed_begins_at_the_prior() -> None:
    assert smoothed(0, 0, 0.4) == pytest.approx(0.4)
    assert 0.4 < smoothed(3, 3, 0.4) < 1


def test_bootstrap_holds_the_mean_and_repeats() -> None:
    values = [float(one) for one in range(100)]
    found = bootstrap(values, lambda drawn: sum(drawn) / len(drawn), draws=400)
    assert found is not None
    assert found[0] < 49.5 < found[1]
    assert found == bootstrap(values, lambda drawn: sum(drawn) / len(drawn), draws=400)
    assert bootstrap([], lambda drawn: 1.0) is None
    assert bootstrap(values, lambda drawn: None, draws=200) is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-50, 50), min_size=1, max_size=60), st.floats(0, 1))
def test_counted_quantiles_are_those_of_the_values(values: list[int], share: float) -> None:
    counts: dict[float, float] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    assert counted_quantile(counts.items(), share) == pytest.approx(stats.quantile(values, share))
    found = box(counts.items())
    assert found is not None
    assert (found.q1, found.median, found.q3) == pytest.approx(stats.quartiles(values))
    assert (found.n, found.low, found.high) == (len(values), min(values), max(values))
    assert found.mean == pytest.approx(sum(values) / len(values))


def test_no_values_have_no_quantile() -> None:
    assert box([]) is None
    assert counted_quantile([(1.0, 0)], 0.5) is None
