"""Statistics against values computed by other programs."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicrm.plain.stats import median, quantile, quartiles, share, wilson


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [  # by hand: at k = 0 the upper bound is z^2 / (n + z^2); in the middle it lies even
        (0, 10, 0.0, 0.2775328),
        (5, 10, 0.2365931, 0.7634069),
        (10, 10, 0.7224672, 1.0),
        # R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_interval(k: int, n: int, low: float, high: float) -> None:
    assert wilson(k, n) == pytest.approx((low, high), abs=5e-5)


def test_nothing_to_go_by_says_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_interval_holds_the_rate_and_stays_inside(pair: tuple[int, int]) -> None:
    low, high = wilson(*pair)
    assert 0 <= low <= pair[0] / pair[1] + 1e-12
    assert pair[0] / pair[1] - 1e-12 <= high <= 1


def test_quartiles_interpolate_like_numpy() -> None:
    assert quartiles([1, 2, 3, 4]) == (1.75, 2.5, 3.25)
    assert median([7]) == 7
    with pytest.raises(ValueError):
        quantile([], 0.5)


@given(st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=40))
def test_quartiles_are_those_of_the_standard_library(values: list[int]) -> None:
    assert quartiles(values) == pytest.approx(tuple(statistics.quantiles(values, n=4, method="inclusive")))
    assert median(values) == pytest.approx(statistics.median(values))


def test_a_share_of_nothing_is_unknown() -> None:
    assert (share(1, 4), share(0, 0)) == (0.25, None)
