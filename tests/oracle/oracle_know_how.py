"""Odds ratios over strata, and concentration, against statsmodels and numpy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import StratifiedTable, Table2x2

from tuicrm.sales.analysis.expansion.concentration import Result, concentration, gini, top_fifth
from tuicrm.sales.analysis.expansion.coverage import carriers
from tuicrm.sales.analysis.expansion.odds import Stratum, odds_of

many = settings(max_examples=200, deadline=None)
cells = st.tuples(*(st.integers(1, 60) for _ in range(4)))


def table(cell: tuple[int, int, int, int]) -> np.ndarray:
    return np.array([[cell[0], cell[1]], [cell[2], cell[3]]])


@many
@given(st.lists(cells, min_size=2, max_size=9))
def test_odds_over_strata(drawn: list[tuple[int, int, int, int]]) -> None:
    theirs = StratifiedTable([table(one) for one in drawn])
    ours = odds_of(Stratum(*one) for one in drawn)
    assert ours is not None
    assert ours.ratio == pytest.approx(theirs.oddsratio_pooled, rel=1e-9)
    assert (ours.low, ours.high) == pytest.approx(theirs.oddsratio_pooled_confint(), rel=1e-9)
    assert ours.p == pytest.approx(theirs.test_null_odds(correction=False).pvalue, rel=1e-6, abs=1e-12)
    if abs(ours.ratio - 1) > 1e-9:  # at 1 statsmodels divides by nought
        assert ours.alike == pytest.approx(theirs.test_equal_odds(adjust=True).pvalue, rel=1e-6, abs=1e-9)


@many
@given(cells)
def test_odds_of_one_table(drawn: tuple[int, int, int, int]) -> None:
    theirs, ours = Table2x2(table(drawn), shift_zeros=False), odds_of([Stratum(*drawn)])
    assert ours is not None
    assert ours.ratio == pytest.approx(theirs.oddsratio)
    assert (ours.low, ours.high) == pytest.approx(theirs.oddsratio_confint(), rel=1e-9)


@many
@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=50).filter(lambda drawn: sum(drawn) > 1))
def test_gini_top_and_carriers(drawn: list[float]) -> None:
    values = np.array(drawn)
    n, mean = len(values), values.mean()
    pairs = np.abs(values[:, None] - values[None, :]).sum() / (n * (n - 1))
    assert gini(drawn) == pytest.approx(pairs / (2 * mean), abs=1e-9)
    best = np.sort(values)[::-1][: int(np.ceil(n / 5))].sum()
    assert top_fifth(drawn) == pytest.approx(best / values.sum(), abs=1e-12)
    shares = values / values.sum()
    assert carriers(dict(enumerate(drawn))) == pytest.approx(1 / (shares**2).sum(), rel=1e-9)


def test_luck_lines_by_a_second_program() -> None:
    rng = np.random.default_rng(3)
    drawn = [rng.lognormal(0, 1, size) for size in (12, 12, 20, 8, 15, 12, 12, 30, 9, 10)]
    pack, ends = np.concatenate(drawn), np.cumsum([len(one) for one in drawn])

    def g(sums: np.ndarray) -> float:
        n = len(sums)
        return float(np.abs(sums[:, None] - sums[None, :]).sum() / (2 * n * (n - 1) * sums.mean()))

    values, every = [], []
    for _draw in range(4000):
        values.append(g(np.array([one.sum() for one in np.split(rng.permutation(pack), ends[:-1])])))
        every.append(g(np.bincount(rng.integers(0, 10, len(pack)), weights=pack, minlength=10)))
    found = concentration([Result(tuple(one)) for one in drawn])
    assert found is not None
    assert (found.by_values.mean, found.by_all.mean) == pytest.approx((np.mean(values), np.mean(every)), abs=0.006)
    assert found.by_values.line == pytest.approx(np.quantile(values, 0.95), abs=0.015)
    assert found.by_all.line == pytest.approx(np.quantile(every, 0.95), abs=0.015)
