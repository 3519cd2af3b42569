"""Log-rank and rising courses, against figures of other programs (lifelines, scipy) and against their own laws."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.plain.stats_isotonic import rising
from tuicrm.plain.stats_logrank import Waits, log_rank, log_rank_by_lot

PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
TREATED = [(6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1), (17, 0),
           (19, 0), (20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0)]  # fmt: skip
"""Weeks of remission with and without 6-mercaptopurine (Freireich et al. 1963), as in every textbook."""


def waits(rows: list[tuple[int, int]]) -> list[tuple[float, bool, int]]:
    return [(float(time), bool(came), 1) for time, came in rows]


def test_log_rank_as_in_the_textbook() -> None:
    found = log_rank([waits([(time, 1) for time in PLACEBO]), waits(TREATED)])
    assert found is not None
    assert (found.value, found.freedom) == (pytest.approx(16.7929, abs=1e-4), 1)
    assert found.p == pytest.approx(4.17e-5, rel=1e-2)


def test_counted_rows_are_the_same_as_single_ones() -> None:
    single: list[Waits] = [waits([(1, 1), (1, 1), (2, 0), (5, 1)]), waits([(1, 0), (3, 1), (3, 1), (3, 1)])]
    counted: list[Waits] = [[(1, True, 2), (2, False, 1), (5, True, 1)], [(3, True, 3), (1, False, 1)]]
    assert log_rank(single) == log_rank(counted)


@pytest.mark.parametrize(
    "groups",
    [
        [],
        [[(1.0, True, 3)]],
        [[(1.0, True, 3)], []],
        [[(1.0, False, 3)], [(2.0, False, 4)]],  # nothing came yet
        [[(1.0, True, 1)], [(0.5, False, 1)]],  # nobody to compare with when it came
    ],
)
def test_nothing_differs_where_nothing_can(groups: list[Waits]) -> None:
    assert log_rank(groups) is None


groups_of_waits = st.lists(
    st.lists(st.tuples(st.integers(1, 9).map(float), st.booleans(), st.integers(1, 4)), min_size=1, max_size=8),
    min_size=2, max_size=4,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(groups_of_waits)
def test_log_rank_does_not_know_the_order_of_groups(groups: list[Waits]) -> None:
    found, turned = log_rank(groups), log_rank(groups[::-1])
    assert (found is None) == (turned is None)
    if found is not None and turned is not None:
        assert found.value == pytest.approx(turned.value, rel=1e-6, abs=1e-9)
        assert found.freedom == len(groups) - 1
        assert 0 <= found.p <= 1


@settings(max_examples=30, deadline=None)
@given(groups_of_waits)
def test_equal_groups_do_not_differ(groups: list[Waits]) -> None:
    found = log_rank([groups[0], groups[0]])
    assert found is None or found.value == pytest.approx(0, abs=1e-12)


def test_luck_alone_is_not_called_a_difference_too_often() -> None:
    rng, alarms = Random(6), 0
    for _case in range(400):
        made: list[Waits] = [
            [(rng.expovariate(0.1), rng.random() < 0.7, 1) for _hire in range(size)] for size in (20, 30, 40)
        ]
        found = log_rank(made)
        alarms += found is not None and found.p < 0.05
    assert alarms / 400 <= 0.05 + 2.5 * (0.05 * 0.95 / 400) ** 0.5


def test_small_groups_are_compared_by_lot() -> None:
    """Six in a group: the chi-square alarms nearly twice as often as it says."""
    rng, by_table, by_lot, many = Random(99), 0, 0, 120
    for _case in range(many):
        made: list[Waits] = [[(float(int(rng.expovariate(1 / 60))), True, 1) for _hire in range(6)] for _group in "ab"]
        one, other = log_rank(made), log_rank_by_lot(made, draws=80)
        by_table += one is not None and one.p < 0.05
        by_lot += other is not None and other.p < 0.05
    assert by_lot <= by_table
    assert by_lot / many <= 0.05 + 2 * (0.05 * 0.95 / many) ** 0.5
    assert log_rank_by_lot([[(1.0, False, 3)], [(2.0, False, 4)]]) is None
    repeated = [log_rank_by_lot([waits([(1, 1)]) * 4, waits([(9, 1)]) * 4], draws=50) for _time in range(2)]
    assert repeated[0] == repeated[1]
    assert repeated[0] is not None
    assert repeated[0].p <= 0.1


# rising


@pytest.mark.parametrize(
    ("values", "weights", "expected"),
    [
        ([], [], []),
        ([3.0], [1.0], [3.0]),
        ([1.0, 2.0, 3.0], [1, 1, 1], [1, 2, 3]),
        ([3.0, 2.0, 1.0], [1, 1, 1], [2, 2, 2]),
        ([1.0, 3.0, 2.0, 4.0], [1, 1, 1, 1], [1, 2.5, 2.5, 4]),
        ([1.0, 3.0, 2.0, 4.0], [1, 3, 1, 1], [1, 2.75, 2.75, 4]),
        ([4.0, 1.0, 9.0], [0, 2, 2], [1, 1, 9]),  # what has no weight takes that of its pool
        ([1.0, 2.0, 1.5, 1.0, 5.0], [1, 1, 1, 1, 1], [1, 1.5, 1.5, 1.5, 5]),
    ],
)
def test_rising(values: list[float], weights: list[float], expected: list[float]) -> None:
    assert rising(values, weights) == pytest.approx(expected)


courses = st.lists(st.tuples(st.floats(-5, 5), st.floats(0.1, 9)), min_size=1, max_size=20)


@settings(max_examples=60, deadline=None)
@given(courses)
def test_rising_never_falls_and_keeps_the_mean(course: list[tuple[float, float]]) -> None:
    values, weights = [value for value, _weight in course], [weight for _value, weight in course]
    found = rising(values, weights)
    assert all(one <= other + 1e-9 for one, other in pairwise(found))
    assert sum(value * weight for value, weight in zip(found, weights, strict=True)) == pytest.approx(
        sum(value * weight for value, weight in course), abs=1e-6
    )
    assert rising(found, weights) == pytest.approx(found), "what rises already stays as it is"
