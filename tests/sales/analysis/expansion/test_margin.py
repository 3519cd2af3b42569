"""Profit against revenue: the gap, the margin's change by category, and what the last joiners bring."""

from fractions import Fraction
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.sales.analysis.expansion.margin import Share, Worth, gap, newest, shares, total_of

# gap


@pytest.mark.parametrize(
    ("total", "logs", "missing"),
    [
        pytest.param(Worth(100, 30, 200, 60), 0.0, 0, id="profit keeps pace"),
        pytest.param(Worth(100, 30, 200, 45), log(60 / 45), 15, id="profit falls behind"),
        pytest.param(Worth(100, 30, 200, 80), log(60 / 80), -20, id="profit runs ahead"),
        pytest.param(Worth(100, 30, 200, -10), None, 70, id="a loss has no logarithm, but an amount"),
        pytest.param(Worth(100, -30, 200, 10), None, -70, id="so has a loss before"),
        pytest.param(Worth(300, 100, 100, 33), log((100 / 300) / (33 / 100)), 0, id="a third of a cent is nothing"),
    ],
)
def test_gap_is_growth_of_revenue_less_growth_of_profit(total: Worth, logs: float | None, missing: int) -> None:
    found = gap(total)
    assert found is not None
    assert found.missing_minor == missing
    assert found.logs == (None if logs is None else pytest.approx(logs, abs=1e-12))


@pytest.mark.parametrize("total", [Worth(), Worth(0, 0, 10, 5), Worth(10, 5, 0, 0), Worth(-5, 1, 10, 1)])
def test_without_revenue_in_both_periods_there_is_no_gap(total: Worth) -> None:
    assert gap(total) is None
    assert shares({"x": total}) == []


# rate and mix


@pytest.mark.parametrize(
    ("worths", "expected"),
    [
        pytest.param({"a": Worth(100, 50, 100, 40)}, [Share("a", -10, 0)], id="one product earns less"),
        pytest.param(
            {"a": Worth(1000, 500, 500, 250), "b": Worth(1000, 100, 1500, 150)},
            [Share("a", 0, -125), Share("b", 0, -75)],
            id="the same margins, more of the thin one",
        ),
        pytest.param(
            {"a": Worth(100, 50, 100, 50), "b": Worth(100, 50, 100, 30)},
            [Share("a", 0, 0), Share("b", -20, 0)],
            id="one of two is given at a discount",
        ),
        pytest.param(
            {"a": Worth(100, 50, 100, 50), "new": Worth(0, 0, 100, 10)},
            [Share("a", 0, -10), Share("new", 0, -30)],
            id="what was not sold before is mix",
        ),
        pytest.param(
            {"a": Worth(100, 50, 200, 100), "gone": Worth(100, 10, 0, 0)},
            [Share("a", 0, 10), Share("gone", 0, 30)],
            id="and what is no longer sold",
        ),
    ],
)
def test_change_of_the_margin_is_rate_and_mix(worths: dict[str, Worth], expected: list[Share]) -> None:
    assert shares(worths) == expected
    whole = gap(total_of(worths))
    assert whole is not None
    assert sum(one.minor for one in expected) == -whole.missing_minor


def test_a_cost_without_revenue_is_mix_and_breaks_nothing() -> None:
    found = shares({"a": Worth(100, 50, 100, 50), "gift": Worth(0, 0, 0, -20)})
    assert found == [Share("a", 0, 0), Share("gift", 0, -20)]


MONEY = st.integers(-(10**12), 10**12)
WORTH = st.builds(Worth, MONEY, MONEY, MONEY, MONEY)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.text(max_size=3), WORTH, max_size=8))
def test_rates_and_mixes_add_up_in_any_company(worths: dict[str, Worth]) -> None:
    whole = gap(total_of(worths))
    found = shares(worths)
    if whole is None:
        assert found == []
    else:
        assert sum(one.minor for one in found) == -whole.missing_minor
        assert [one.name for one in found] == list(worths)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 10**9), st.integers(1, 10**9), st.fractions(-1, 1)), min_size=1, max_size=5))
def test_the_same_margins_everywhere_have_no_mix(sold: list[tuple[int, int, Fraction]]) -> None:
    """Whatever is sold, if everything has one margin, only that margin can change."""
    worths = {str(at): Worth(one * 1000, one * 300, two * 1000, two * 250) for at, (one, two, _rest) in enumerate(sold)}
    assert all(abs(one.mix_minor) <= 1 for one in shares(worths))


# the last joiners


@pytest.mark.parametrize(
    ("joiners", "profit", "seat", "pays"),
    [
        pytest.param([(12, 1200, 600)] * 5, 100, 50, True, id="they bring more than they cost"),
        pytest.param([(12, 600, 1200)] * 5, 50, 100, False, id="they cost more"),
        pytest.param([(12, 1200, 600)] * 2, 100, 50, None, id="two are too few"),
        pytest.param([(12, 6000, 600), (12, 0, 600), (12, 0, 600), (12, 0, 600)], 125, 50, None, id="one of four"),
    ],
)
def test_growing_pays_while_the_last_ones_bring_more_than_their_seats(
    joiners: list[tuple[float, float, float]], profit: int, seat: int, pays: bool | None
) -> None:
    found = newest(joiners, draws=300)
    assert found is not None
    assert (found.profit_minor, found.seat_minor, found.people) == (profit, seat, len(joiners))
    assert found.pays is pays


def test_months_weigh_not_people() -> None:
    found = newest([(1, 1000, 0), (9, 0, 0)], draws=10)
    assert found is not None
    assert (found.profit_minor, found.months, found.left) == (100, 10, None)


@pytest.mark.parametrize("joiners", [[], [(0, 100, 5)]])
def test_without_months_nothing_is_said_of_joiners(joiners: list[tuple[float, float, float]]) -> None:
    assert newest(joiners) is None
