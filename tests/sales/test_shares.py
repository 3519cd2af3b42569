"""Shares of a sale: exact beyond 64 bits, rounded half away from zero, and the whole when there is no credit."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.sales.shares import PPM, of_ppm, shared


@pytest.mark.parametrize(
    ("amount", "minor"),
    [(0, 0), (1, 0), (499_999, 0), (500_000, 1), (-499_999, 0), (-500_000, -1), (1_500_000, 2), (2**63 * PPM, 2**63)],
)
def test_half_a_unit_goes_away_from_zero(amount: int, minor: int) -> None:
    assert of_ppm(amount) == minor


@pytest.mark.parametrize(
    ("amount", "share", "product"),
    [(7, None, 7 * PPM), (7, 0, 0), (None, 5, 0), (None, None, 0), (9 * 10**18, PPM, 9 * 10**24)],
)
def test_an_amount_without_credit_counts_whole(amount: int | None, share: int | None, product: int) -> None:
    assert shared(amount, share) == product


@settings(max_examples=25, deadline=None)
@given(amount=st.integers(-(2**63), 2**63 - 1), cuts=st.lists(st.integers(0, PPM), max_size=4))
def test_shares_that_make_a_whole_make_the_whole_amount(amount: int, cuts: list[int]) -> None:
    bounds = [0, *sorted(cuts), PPM]
    parts = [shared(amount, after - before) for before, after in pairwise(bounds)]
    assert of_ppm(sum(parts)) == amount
    assert abs(sum(of_ppm(part) for part in parts) - amount) <= len(parts)
