import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicrm.widgets.scale import scale


@pytest.mark.parametrize(
    ("values", "ticks", "with_zero", "labels"),
    [
        ((3, 97), 5, True, [0, 50, 100]),
        ((3, 97), 6, True, [0, 20, 40, 60, 80, 100]),
        ((101, 109), 5, False, [100, 102, 104, 106, 108, 110]),
        ((-4, 11), 4, True, [-5, 0, 5, 10, 15]),
        ((), 3, True, [0, 0.5, 1]),
        ((7,), 3, False, [0, 5, 10]),
        ((-7,), 2, False, [-10, 0]),
        ((0.30000000000000004,), 2, True, [0, 0.5]),
    ],
)
def test_limits_and_steps_are_round(values, ticks, with_zero, labels):
    assert list(scale(values, ticks=ticks, with_zero=with_zero).ticks) == pytest.approx(labels)


def test_counts_have_no_halves():
    assert list(scale((0, 1), ticks=6, with_zero=True, whole=True).ticks) == [0, 1]


FIGURES = st.floats(-1e100, 1e100)


@given(st.lists(FIGURES, max_size=20), st.integers(2, 12), st.booleans(), st.booleans())
def test_every_value_is_inside(values, ticks, with_zero, whole):
    found = scale(values, ticks=ticks, with_zero=with_zero, whole=whole)
    assert found.low < found.high
    assert 2 <= len(found.ticks) <= 2 * ticks + 3
    slack = (found.high - found.low) * 1e-6
    assert all(found.low - slack <= value <= found.high + slack for value in values)
    assert all(0 <= found.share(value) <= 1 for value in values)
