"""Rounding that keeps the sum: by hand, and on whatever numbers come."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.plain.rounding import fractions_keeping_sum, half_away, keeping_sum


@pytest.mark.parametrize(
    ("part", "per", "expected"),
    [(5, 2, 3), (-5, 2, -3), (4, 3, 1), (-4, 3, -1), (0, 7, 0), (10**30 + 1, 2, 5 * 10**29 + 1), (1, 3, 0)],
)
def test_a_half_goes_away_from_zero(part: int, per: int, expected: int) -> None:
    assert half_away(part, per) == expected


@pytest.mark.parametrize(
    ("parts", "per", "total", "expected"),
    [
        pytest.param([1, 1, 1], 3, None, [1, 0, 0], id="three thirds are one, and the first has it"),
        pytest.param([5, 5], 10, None, [1, 0], id="two halves are one"),
        pytest.param([-5, -5], 10, None, [0, -1], id="below nought too"),
        pytest.param([19, 12, 9], 10, None, [2, 1, 1], id="the largest remainder goes first"),
        pytest.param([20, 30], 10, None, [2, 3], id="whole ones stay"),
        pytest.param([-15, 25], 10, None, [-1, 2], id="signs that differ"),
        pytest.param([20, 30], 10, 6, [3, 3], id="a total from elsewhere"),
        pytest.param([20, 30], 10, 4, [2, 2], id="a smaller total from elsewhere"),
        pytest.param([], 10, None, [], id="nothing"),
    ],
)
def test_parts_are_rounded_to_their_sum(parts: list[int], per: int, total: int | None, expected: list[int]) -> None:
    assert keeping_sum(parts, per, total) == expected


NUMBERS = st.lists(st.integers(-(10**15), 10**15), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(NUMBERS, st.integers(1, 10**7))
def test_the_sum_is_kept_and_no_part_is_off_by_one(parts: list[int], per: int) -> None:
    found = keeping_sum(parts, per)
    assert sum(found) == half_away(sum(parts), per)
    assert all(abs(Fraction(part, per) - one) <= 1 for part, one in zip(parts, found, strict=True))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.fractions(max_denominator=10**6), max_size=12), st.integers(-1, 1))
def test_fractions_are_rounded_to_a_total_within_a_unit_of_their_sum(parts: list[Fraction], off: int) -> None:
    total = round(sum(parts)) + (off if parts else 0)
    found = fractions_keeping_sum(parts, total)
    assert sum(found) == total
    assert all(abs(part - one) <= 2 for part, one in zip(parts, found, strict=True))
