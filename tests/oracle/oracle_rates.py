"""Rates, tests and distributions against scipy and statsmodels."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special
from scipy import stats as scipy_stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint, proportions_ztest

from tuicrm.plain import stats
from tuicrm.plain.stats_counted import box, counted_quantile
from tuicrm.plain.stats_tests import (
    EXPECTED,
    benjamini_hochberg,
    beta_below,
    chi_square_tail,
    correlation,
    equal_rates,
    gamma_tail,
    student_below,
    student_quantile,
    two_rates,
)

many = settings(max_examples=300, deadline=None)
counts = st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
tried = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
values = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60)


@many
@given(tried)
def test_wilson(case: tuple[int, int]) -> None:
    k, n = case
    assert stats.wilson(k, n) == pytest.approx(proportion_confint(k, n, method="wilson"), abs=1e-12)


@many
@given(values, st.floats(0, 1))
def test_quantile(found: list[float], share: float) -> None:
    assert stats.quantile(found, share) == pytest.approx(np.quantile(found, share), rel=1e-9, abs=1e-6)


@many
@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 9)), min_size=1, max_size=20), st.floats(0, 1))
def test_counted_quantiles_and_box(counted: list[tuple[int, int]], share: float) -> None:
    spread = np.repeat([value for value, _count in counted], [count for _value, count in counted]).astype(float)
    assert counted_quantile(counted, share) == pytest.approx(np.quantile(spread, share), abs=1e-9)
    lies = box(counted)
    assert lies is not None
    expected = (len(spread), spread.min(), *np.quantile(spread, [0.25, 0.5, 0.75]), spread.max(), spread.mean())
    assert (lies.n, lies.low, lies.q1, lies.median, lies.q3, lies.high, lies.mean) == pytest.approx(expected, abs=1e-9)


@many
@given(st.floats(0, 500), st.floats(0.5, 200))
def test_chi_square_tail(value: float, freedom: float) -> None:
    assert chi_square_tail(value, freedom) == pytest.approx(scipy_stats.chi2.sf(value, freedom), rel=1e-8, abs=1e-13)


@many
@given(st.floats(0.05, 150), st.floats(0, 300))
def test_gamma_tail(a: float, x: float) -> None:
    assert gamma_tail(a, x) == pytest.approx(special.gammaincc(a, x), rel=1e-8, abs=1e-13)


@many
@given(st.floats(0.05, 100), st.floats(0.05, 100), st.floats(0, 1))
def test_beta_below(a: float, b: float, x: float) -> None:
    assert beta_below(a, b, x) == pytest.approx(special.betainc(a, b, x), rel=1e-7, abs=1e-12)


@many
@given(st.floats(0.001, 0.999), st.integers(1, 300))
def test_student(share: float, freedom: int) -> None:
    expected = scipy_stats.t.ppf(share, freedom)
    assert student_quantile(share, freedom) == pytest.approx(expected, rel=1e-6, abs=1e-7)
    assert student_below(expected, freedom) == pytest.approx(share, abs=1e-9)


@many
@given(st.lists(tried, min_size=2, max_size=12))
def test_equal_rates(groups: list[tuple[int, int]]) -> None:
    hits, tries = sum(k for k, _n in groups), sum(n for _k, n in groups)
    found = equal_rates(groups)
    if hits in (0, tries):
        assert found is None
        return
    table = [[k, n - k] for k, n in groups]
    expected = scipy_stats.chi2_contingency(table, correction=False)
    assert found is not None
    assert (found.value, found.freedom) == (pytest.approx(expected.statistic, rel=1e-9, abs=1e-9), expected.dof)
    assert found.p == pytest.approx(expected.pvalue, rel=1e-7, abs=1e-12)


@many
@given(counts, counts)
def test_two_rates(one: tuple[int, int], other: tuple[int, int]) -> None:
    (k1, n1), (k2, n2) = one, other
    found = two_rates(k1, n1, k2, n2)
    if not n1 or not n2:
        assert found == 1.0
        return
    p = (k1 + k2) / (n1 + n2)
    if min(p, 1 - p) * min(n1, n2) < EXPECTED:
        draws = scipy_stats.hypergeom(n1 + n2, k1 + k2, n1)
        expected = min(1.0, 2 * min(draws.cdf(k1), draws.sf(k1 - 1)))
    else:
        expected = proportions_ztest([k1, k2], [n1, n2])[1]
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-12)


@pytest.mark.parametrize("table", [((3, 4), (1, 4)), ((0, 10), (10, 10)), ((9, 12), (240, 250)), ((1, 9), (2, 200))])
def test_exact_tails_are_fishers(table: tuple[tuple[int, int], tuple[int, int]]) -> None:
    (k1, n1), (k2, n2) = table
    cells = [[k1, n1 - k1], [k2, n2 - k2]]
    tails = [scipy_stats.fisher_exact(cells, alternative).pvalue for alternative in ("less", "greater")]
    assert two_rates(k1, n1, k2, n2) == pytest.approx(min(1.0, 2 * min(tails)), rel=1e-9)


@many
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_benjamini_hochberg(p_values: list[float]) -> None:
    expected = multipletests(p_values, method="fdr_bh")[1]
    assert benjamini_hochberg(p_values) == pytest.approx(expected, abs=1e-12)
    assert benjamini_hochberg(p_values) == pytest.approx(scipy_stats.false_discovery_control(p_values), abs=1e-12)


@many
@given(st.lists(st.tuples(st.integers(-100, 100), st.integers(-100, 100)), min_size=3, max_size=30))
def test_correlation(pairs: list[tuple[int, int]]) -> None:
    xs, ys = [float(x) for x, _y in pairs], [float(y) for _x, y in pairs]
    found = correlation(xs, ys)
    if len(set(xs)) == 1 or len(set(ys)) == 1:
        assert found is None
        return
    assert found == pytest.approx(scipy_stats.pearsonr(xs, ys).statistic, abs=1e-9)
