"""Vectors drawn again and again: the sums are those of the places drawn, and the intervals those of the plain way."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.plain import progress
from tuicrm.plain.stats_bootstrap import bootstrap, drawn_sums, interval

VALUE = st.floats(-1e12, 1e12, allow_nan=False)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(VALUE, min_size=n, max_size=n), min_size=1, max_size=8)))
def test_sums_are_those_of_the_places_drawn(vectors: list[list[float]]) -> None:
    largest = [max(map(abs, place)) for place in zip(*vectors, strict=True)]
    for picked, sums in drawn_sums(vectors, draws=5):
        assert len(picked) == len(vectors)
        for place, (one, most) in enumerate(zip(sums, largest, strict=True)):
            plain = sum(vectors[number][place] for number in picked)
            assert one == pytest.approx(plain, abs=most * 1e-11 * len(vectors) + 1e-200)


def test_a_mean_has_the_interval_of_the_plain_bootstrap() -> None:
    values = [float(one * one % 37) for one in range(40)]
    drawn = [sums[0] / sums[1] for _picked, sums in drawn_sums([[one, 1.0] for one in values], draws=2000)]
    plain = bootstrap(values, lambda units: sum(units) / len(units), draws=2000, seed=7)
    found, few = interval(drawn, 100_000), interval(drawn, 5)
    assert found is not None
    assert few is not None
    assert plain is not None
    assert found == pytest.approx(plain, abs=0.4)
    assert few[0] < found[0] < found[1] < few[1], "fewer units, a wider range"


def test_the_range_of_a_mean_of_few_holds_the_truth_as_often_as_it_says() -> None:
    """Six values of a bell: the plain percentiles would hold the truth in 86 of 100, these in about 95."""
    rng = Random(3)
    held = narrow = 0
    for seed in range(150):
        values = [[rng.gauss(0, 1), 1.0] for _one in range(6)]
        drawn = [sums[0] / sums[1] for _picked, sums in drawn_sums(values, draws=400, seed=seed)]
        for units in (6, 10**6):
            bounds = interval(drawn, units)
            assert bounds is not None
            inside = bounds[0] <= 0 <= bounds[1]
            held, narrow = (held + inside, narrow) if units == 6 else (held, narrow + inside)
    assert held >= 138
    assert narrow < held


@pytest.mark.parametrize("units", [0, 1, 2])
def test_fewer_than_three_have_no_range(units: int) -> None:
    assert interval([1.0, 2.0], units) is None


@pytest.mark.parametrize("vectors", [[], [[]]])
def test_nothing_is_drawn_of_nothing(vectors: list[list[float]]) -> None:
    assert list(drawn_sums(vectors)) == []
    assert interval([], 9) is None


def test_the_last_draw_is_always_told() -> None:
    told: list[str] = []
    with progress.heard_by(told.append):
        assert len(list(drawn_sums([[1.0], [2.0]], draws=250))) == 250
    assert told[-1] == "250 of 250"
