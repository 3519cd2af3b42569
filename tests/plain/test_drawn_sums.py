"""Vectors drawn again and again: the sums are those of the places drawn, and the intervals those of the plain way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    found = interval(drawn)
    assert found is not None
    assert plain is not None
    assert found == pytest.approx(plain, abs=0.4)


@pytest.mark.parametrize("vectors", [[], [[]]])
def test_nothing_is_drawn_of_nothing(vectors: list[list[float]]) -> None:
    assert list(drawn_sums(vectors)) == []
    assert interval([]) is None


def test_progress_is_told_each_hundred() -> None:
    told: list[int] = []
    assert len(list(drawn_sums([[1.0], [2.0]], draws=250, progress=told.append))) == 250
    assert told == [100, 200]
