"""Shrinkage, forecast, bootstrap, breaks and gaps against second programs with numpy and scipy."""

from collections import Counter
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import special
from scipy import stats as scipy_stats

from tuicrm.plain.stats_bootstrap import bootstrap
from tuicrm.plain.stats_breaks import SURE, breaks
from tuicrm.plain.stats_forecast import Chance, Past, Shock, band, brier, shifted, shock_of
from tuicrm.plain.stats_shrinkage import Group, shrunken, smoothed, spread_of
from tuicrm.sales.analysis.expansion.gap import Gap, Passing, gap_of

many = settings(max_examples=200, deadline=None)
groups = st.lists(
    st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n), st.floats(0.1, 0.9))),
    min_size=2, max_size=12,
)  # fmt: skip


@many
@given(groups)
def test_spread_and_shrinkage(cases: list[tuple[int, int, float]]) -> None:
    k, n, e = (np.array(column, float) for column in zip(*cases, strict=True))
    p = k.sum() / n.sum()
    assume(0 < p < 1)
    numerator = (n * (k / n - e) ** 2).sum() - (len(n) - 1) * p * (1 - p)
    tau2 = max(0.0, numerator / (n.sum() - (n**2).sum() / n.sum()))
    made = [Group(*case) for case in cases]
    found = spread_of(made)
    assert found.tau2 == pytest.approx(tau2, rel=1e-9, abs=1e-12)
    if tau2 <= 0:
        assert found.m is None
        return
    m = p * (1 - p) / tau2
    assert found.m == pytest.approx(m, rel=1e-9)
    for one in made:
        rate = (one.hits + m * one.expected) / (one.tries + m)
        half = scipy_stats.norm.ppf(0.975) * np.sqrt(max(0.0, rate * (1 - rate)) / (one.tries + m))
        expected = (rate, max(0.0, rate - half), min(1.0, rate + half))
        assert shrunken(one, found) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@many
@given(st.integers(0, 50), st.integers(0, 50), st.floats(0, 1), st.floats(0.1, 30))
def test_smoothed_is_the_mean_of_a_beta(hits: int, more: int, prior: float, weight: float) -> None:
    assume(0 < prior < 1)
    mean = scipy_stats.beta(weight * prior + hits, weight * (1 - prior) + more).mean()
    assert smoothed(hits, hits + more, prior, weight) == pytest.approx(mean, rel=1e-9)


# forecast


@many
@given(st.floats(0.001, 0.999), st.floats(-6, 6))
def test_shifted(p: float, z: float) -> None:
    assert shifted(p, z) == pytest.approx(special.expit(special.logit(p) + z), rel=1e-9)


@pytest.mark.parametrize("freedom", [None, 3, 7, 30])
def test_grid_of_shocks(freedom: int | None) -> None:
    shares = (np.arange(49) + 0.5) / 49
    expected = scipy_stats.norm.ppf(shares) if freedom is None else scipy_stats.t.ppf(shares, freedom)
    assert Shock(0.4, freedom).grid(49) == pytest.approx(0.4 * expected, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("many_chances", [40, 400])
def test_band_of_independent_chances_is_the_poisson_binomial(many_chances: int) -> None:
    """Without a shock the number that comes has an exact distribution: the convolution of all chances."""
    rng = Random(many_chances)
    chances = [rng.uniform(0.05, 0.9) for _chance in range(many_chances)]
    exact = np.array([1.0])
    for p in chances:
        exact = np.convolve(exact, [1 - p, p])
    below = exact.cumsum()
    found = band([Chance(p, 1.0) for p in chances], Shock(0.0))
    slack = 1.0 if many_chances == 40 else 0.7
    for share, value in ((0.1, found.p10), (0.5, found.p50), (0.9, found.p90)):
        assert value == pytest.approx(np.searchsorted(below, share), abs=slack)
    assert found.mean == pytest.approx(sum(chances), rel=0.02)


def test_band_with_a_shock_is_what_drawing_gives() -> None:
    rng = np.random.default_rng(5)
    p, amount = rng.uniform(0.1, 0.7, 300), rng.lognormal(0, 0.8, 300)
    shocks = special.expit(special.logit(p) + 0.5 * rng.standard_normal((20_000, 1)))
    sums = ((rng.random(shocks.shape) < shocks) * amount).sum(axis=1)
    found = band([Chance(*one) for one in zip(p.tolist(), amount.tolist(), strict=True)], Shock(0.5))
    assert (found.p10, found.p50, found.p90) == pytest.approx(np.quantile(sums, [0.1, 0.5, 0.9]), rel=0.02)
    assert found.mean == pytest.approx(sums.mean(), rel=0.01)


def test_shock_of_many_periods_is_the_planted_one() -> None:
    rng = np.random.default_rng(8)
    past = []
    for _period in range(60):
        base = rng.uniform(0.1, 0.8, 300)
        z = 0.5 * rng.standard_normal()
        came = (rng.random(300) < special.expit(special.logit(base) + z)).sum()
        past.append(Past(tuple((float(one), 1.0) for one in base), float(came)))
    assert shock_of(past).sigma == pytest.approx(0.5, abs=0.1)


@many
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_brier(said: list[tuple[float, bool]]) -> None:
    p, came = np.array([one for one, _came in said]), np.array([came for _one, came in said], float)
    assert brier([(one, float(it), 1) for one, it in said]) == pytest.approx(((p - came) ** 2).mean(), abs=1e-12)


# bootstrap, breaks


def test_bootstrap_bounds_are_those_of_numpy_and_scipy() -> None:
    rng = Random(2)
    values = [rng.gauss(10, 3) for _value in range(60)]
    found = bootstrap(values, lambda drawn: sum(drawn) / len(drawn), draws=4000)
    theirs = scipy_stats.bootstrap(
        (values,), np.mean, n_resamples=4000, method="percentile", rng=np.random.default_rng(3)
    ).confidence_interval
    assert found == pytest.approx((theirs.low, theirs.high), abs=0.12)
    same = Random(1)
    means = [float(np.mean(same.choices(values, k=60))) for _draw in range(4000)]
    assert found == pytest.approx(np.quantile(means, [0.025, 0.975]), abs=1e-9), "the same draws, their quantiles"


@many
@given(st.integers(1, 60), st.integers(1, 60))
def test_a_break_is_one_by_the_conditional_test_of_two_counts(before: int, after: int) -> None:
    """Three months each of one level and of another: a break where it is doubled and the exact test is sure."""
    low, high = sorted((before, after))
    assume(high >= 2 * low)
    counts = [float(before)] * 3 + [float(after)] * 3
    share = scipy_stats.binom(3 * (before + after), 0.5)
    p = min(1.0, 2 * min(share.cdf(3 * before), share.sf(3 * before - 1)))
    if 3 * (before + after) > 200:
        z = abs(3 * before - 1.5 * (before + after)) / np.sqrt(0.75 * (before + after))
        p = 2 * scipy_stats.norm.sf(z)
    assume(abs(p * 5 - SURE) > 1e-9)
    assert (3 in breaks(counts)) == (p * 5 <= SURE)


# gap


def walked(rng: np.random.Generator, n: int, is_ours: bool, p: tuple[float, ...], window: float) -> list[list[Passing]]:
    """Projects one by one, each with what it passed."""
    made = []
    for _project in range(n):
        left, rows = rng.uniform(0, window), []
        for stage, share in enumerate(p):
            stay = rng.exponential(20)
            if stay > left:
                rows.append(Passing(stage, is_ours, None, left, 1))
                break
            goes_on = bool(rng.random() < share)
            rows.append(Passing(stage, is_ours, "on" if goes_on else "lost", stay, 1))
            if not goes_on:
                break
            left -= stay
        made.append(rows)
    return made


def split(projects: list[list[Passing]]) -> Gap:
    return gap_of([row for rows in projects for row in rows], range(3))


@pytest.mark.parametrize("window", [120.0, 1e9])
def test_interval_of_a_gap_is_that_of_drawing_projects_again(window: float) -> None:
    rng = np.random.default_rng(4)
    ours = walked(rng, 300, True, (0.8, 0.5, 0.6), window)
    theirs = walked(rng, 300, False, (0.85, 0.7, 0.6), window)
    found = split(ours + theirs)
    wholes, parts = [], []
    for _draw in range(250):
        one = split([side[place] for side in (ours, theirs) for place in rng.integers(0, 300, 300)])
        wholes.append(one.ln)
        parts.append([stage.ln for stage in one.stages])
    assert found.low is not None
    assert found.high is not None
    assert (found.high - found.low) / 3.92 == pytest.approx(np.std(wholes), rel=0.15)
    for place, stage in enumerate(found.stages):
        assert stage.low is not None
        assert stage.high is not None
        assert (stage.high - stage.low) / 3.92 == pytest.approx(np.std([row[place] for row in parts]), rel=0.15)


ends = st.lists(st.tuples(st.integers(1, 3), st.booleans()), min_size=1, max_size=60)


@many
@given(ends, ends)
def test_closed_projects_split_as_an_array_does(ours: list[tuple[int, bool]], theirs: list[tuple[int, bool]]) -> None:
    found_rows: Counter[tuple[int, bool, str]] = Counter()
    rates = []
    for is_ours, projects in ((True, ours), (False, theirs)):
        furthest = np.array([4 if is_won else reached for reached, is_won in projects])
        reached = np.array([(furthest > stage).sum() for stage in range(4)], float)
        rates.append(reached)
        for far in furthest:
            for stage in range(min(far, 3)):
                found_rows[stage, is_ours, "on" if far > stage + 1 else "lost"] += 1
    found = gap_of([Passing(*key, 1.0, count) for key, count in found_rows.items()], range(3))
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(rates[0][1:] / rates[0][:-1]) - np.log(rates[1][1:] / rates[1][:-1])
    for stage, expected in zip(found.stages, logs, strict=True):
        assert stage.ln == (pytest.approx(expected, abs=1e-9) if np.isfinite(expected) else None)
