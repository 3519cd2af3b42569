"""Signs dealt by lot: exact small cases, what it never depends on, how often it claims where nothing happened."""

from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.plain.stats_signs import luck_of_sum

PARTS = st.lists(st.integers(-50, 50).filter(bool), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], 1.0), ([0, 0], 1.0),
        ([1], 0.5), ([-7], 0.5),  # one says nothing
        ([1, 1, 1, 1, 1], 1 / 32),  # all better: two of 32 ways, half of each
        ([1, 1, 1, 1], 1 / 16), ([5, 0, 5, 0, 5], 1 / 8),
        ([3, -3], 0.75),  # nothing in sum: half of all ways are as near, the others further
        ([1, 2, 3], 1 / 8), ([1, 2, -3], 0.875),
    ],
)  # fmt: skip
def test_small_sums_are_counted(parts: list[float], expected: float) -> None:
    assert luck_of_sum(parts) == pytest.approx(expected)


@settings(max_examples=40, deadline=None)
@given(PARTS)
def test_it_is_what_all_ways_to_deal_give(parts: list[int]) -> None:
    seen = abs(sum(parts))
    dealt = [
        abs(sum(sign * part for sign, part in zip(signs, parts, strict=True)))
        for signs in product((1, -1), repeat=len(parts))
    ]
    expected = sum((one > seen) + (one == seen) / 2 for one in dealt) / len(dealt)
    assert luck_of_sum(parts) == pytest.approx(expected)


@settings(max_examples=40, deadline=None)
@given(PARTS, st.integers(1, 10**9))
def test_neither_order_nor_side_nor_unit_matters(parts: list[int], unit: int) -> None:
    found = luck_of_sum(parts)
    assert 0 < found <= 1
    assert luck_of_sum(parts[::-1]) == pytest.approx(found)
    assert luck_of_sum([-one for one in parts]) == pytest.approx(found)
    assert luck_of_sum([one * unit / 7 for one in parts]) == pytest.approx(found)


@pytest.mark.parametrize("count", [12, 13, 100, 101])
def test_ways_to_compute_agree_where_they_meet(count: int) -> None:
    """All ways up to twelve, by lot up to a hundred, a normal sum beyond: one hard case each, near one in twenty."""
    rng = Random(count)
    parts = [rng.gauss(0, 1) for _one in range(count)]
    shift = 2.0 / count**0.5 - sum(parts) / count
    found = luck_of_sum([part + shift for part in parts])
    assert 0.01 < found < 0.09
    assert luck_of_sum([part + 3 * shift for part in parts]) != found


def test_draws_are_the_same_each_time() -> None:
    parts = [float(one % 7) - 2.5 for one in range(30)]
    assert luck_of_sum(parts) == luck_of_sum(parts)


@pytest.mark.parametrize(("shape", "people"), [("even", 6), ("skew", 12), ("skew", 20)])
def test_where_nothing_happened_five_in_a_hundred_are_claimed(shape: str, people: int) -> None:
    rng, claims = Random(4), 0
    for _company in range(300):
        parts = [
            rng.gauss(0, 1) if shape == "even" else rng.lognormvariate(0, 0.8) - rng.lognormvariate(0, 0.8)
            for _one in range(people)
        ]
        claims += luck_of_sum(parts, draws=400) <= 0.05
    assert 5 <= claims <= 27, claims


def test_a_change_of_everybody_is_found() -> None:
    rng = Random(3)
    assert luck_of_sum([rng.gauss(1, 0.5) for _one in range(8)]) < 0.02
    assert luck_of_sum([rng.gauss(1, 0.5) for _one in range(40)]) < 0.001
    assert luck_of_sum([rng.gauss(1, 0.5) for _one in range(400)]) < 0.001
