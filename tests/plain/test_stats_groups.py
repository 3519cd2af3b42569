"""Two groups side by side: exact where it can be counted by hand, silent where there is nothing to tell."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.plain import stats_groups
from tuicrm.plain.stats_groups import MANY, Unit, apart
from tuicrm.plain.stats_tests import student_quantile


def alike(*values: float) -> list[Unit]:
    """Units of which as much was expected."""
    return [(value, 1.0) for value in values]


@pytest.mark.parametrize(
    ("ours", "theirs", "luck"),
    [
        ((1, 2, 3), (4, 5, 6), 1 / 20),  # the two most extreme of 20 ways, each half
        ((4, 5, 6), (1, 2, 3), 1 / 20),
        ((1, 2, 3, 4), (5, 6, 7, 8), 1 / 70),
        ((1, 2, 3, 4), (10, 11, 12, 13, 14, 15), 0.5 / 210),  # other sizes: only one way is as far apart
        ((5, 5, 5), (5, 5, 5), 0.5),
    ],
)
def test_luck_is_counted_over_all_ways_to_deal(ours: tuple[int, ...], theirs: tuple[int, ...], luck: float) -> None:
    found = apart(alike(*ours), alike(*theirs))
    assert found is not None
    assert found.luck == pytest.approx(luck)


def test_units_weigh_by_what_was_expected_of_them() -> None:
    found = apart([(10, 10), (0, 1), (0, 0)], [(30, 10), (3, 1), (0, 0)])
    assert found is not None
    assert (found.ours, found.theirs, found.expected) == (pytest.approx(10 / 11), pytest.approx(3.0), 11)
    assert found.difference == pytest.approx(10 / 11 - 3)


def test_range_is_that_of_two_means_where_all_weigh_alike() -> None:
    # Welch by hand: means 2 and 6, variances 1 and 4, three each: 1/3 + 4/3; freedom (5/3)^2 / (1/18 + 16/18)
    found = apart(alike(1, 2, 3), alike(4, 6, 8))
    assert found is not None
    assert found.difference == -4
    assert found.half == pytest.approx(4.302653 * (5 / 3) ** 0.5, rel=1e-5)  # t of 2 degrees: 2.94 rounded down


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ([], alike(1, 2)),
        (alike(1, 2), alike(1, 2, 3)),
        (alike(1, 2, 3), alike(3, 4)),
        ([(1.0, 0.0)] * 3, alike(1, 2, 3)),
        (alike(1, 2, 3), [(0.0, 0.0)] * 3),
    ],
)
def test_nothing_is_said_of_two_or_of_nothing_expected(ours: list[Unit], theirs: list[Unit]) -> None:
    assert apart(ours, theirs) is None


def test_groups_without_any_spread_differ_or_not() -> None:
    same, other = apart(alike(2, 2, 2), alike(2, 2, 2, 2)), apart(alike(2, 2, 2, 2), alike(3, 3, 3, 3))
    assert same is not None
    assert other is not None
    assert (same.half, same.difference, same.luck) == (0, 0, 0.5)
    assert (other.half, other.difference, other.luck) == (0, -1, pytest.approx(1 / 70))


def test_many_units_are_told_by_the_normal_distribution_as_by_lot(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = Random(3)
    ours, theirs = ([(rng.gauss(mean, 1), 1.0) for _unit in range(30)] for mean in (0.0, 0.5))
    assert len(ours) + len(theirs) == MANY
    many = apart(ours, theirs)
    monkeypatch.setattr(stats_groups, "MANY", MANY + 1)
    few = apart(ours, theirs, draws=4000)
    assert few is not None
    assert many is not None
    assert few.luck == pytest.approx(many.luck, abs=0.04)


UNITS = st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 20)), min_size=3, max_size=6)


@settings(max_examples=40, deadline=None)
@given(UNITS, UNITS)
def test_sides_can_be_exchanged_and_money_can_be_counted_in_another_unit(ours: list[Unit], theirs: list[Unit]) -> None:
    found, turned = apart(ours, theirs), apart(theirs, ours)
    cents = apart([(did * 100, n) for did, n in ours], [(did * 100, n) for did, n in theirs])
    assert found is not None
    assert turned is not None
    assert cents is not None
    assert found.difference == -turned.difference
    assert found.half == pytest.approx(turned.half)
    assert found.luck == pytest.approx(turned.luck)
    assert cents.half == pytest.approx(100 * found.half)
    assert 0 < found.luck <= 1


@settings(max_examples=15, deadline=None)
@given(UNITS, UNITS)
def test_luck_is_what_going_through_all_ways_counts(ours: list[Unit], theirs: list[Unit]) -> None:
    found, units = apart(ours, theirs), [*ours, *theirs]
    assert found is not None
    differences = []
    for mine in combinations(range(len(units)), len(ours)):
        sums = [[0.0, 0.0], [0.0, 0.0]]
        for place, (did, expected) in enumerate(units):
            side = sums[place in mine]
            side[0] += did
            side[1] += expected
        differences.append(abs(sums[1][0] / sums[1][1] - sums[0][0] / sums[0][1]))
    seen = abs(found.difference)
    counted = sum(1.0 if one > seen + 1e-6 else 0.5 if one > seen - 1e-6 else 0.0 for one in differences)
    assert found.luck == pytest.approx(counted / len(differences), abs=1e-9)


def test_of_units_that_are_alike_one_in_twenty_is_told_apart() -> None:
    told = 0
    for seed in range(300):
        rng = Random(seed)
        units = [(rng.lognormvariate(0, 1) * (weight := rng.uniform(2, 12)), weight) for _unit in range(10)]
        found = apart(units[:4], units[4:])
        told += found is not None and found.luck <= 0.05
    assert told <= 25, told  # 15 are due; more than 25 come in one of a hundred


@pytest.mark.parametrize("least", [0.0, 1.965214997492221e-95, 1e-200, 5e-324])
def test_a_spread_that_is_next_to_nought_is_no_division_by_it(least: float) -> None:
    found = apart([(0.0, 1.0)] * 3, [(0.0, 1.0), (0.0, 1.0), (least, 1.0)])
    assert found is not None
    assert found.half == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("values", [(0, 0, -6, 8, -12, -16, -17, 40), (1, 2, 3, 4, 5, 7), (0, 3, 3, 9, -4)])
def test_two_groups_that_are_the_same_have_all_their_degrees_of_freedom(values: tuple[int, ...]) -> None:
    """Their sum comes out a hair below a whole number: 13.999... degrees are 14."""
    units = [(float(one), 1.0) for one in values]
    found, count = apart(units, units), len(values)
    assert found is not None
    mean = sum(values) / count
    spread = sum((one - mean) ** 2 for one in values) / (count - 1) / count
    assert found.half == pytest.approx(student_quantile(0.975, 2 * (count - 1)) * (2 * spread) ** 0.5)
