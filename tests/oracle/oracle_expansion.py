"""The arithmetic of expansion against statsmodels, scipy, and second programs written from the definitions."""

from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats
from scipy.optimize import curve_fit
from statsmodels.stats.contingency_tables import StratifiedTable

from tests.sales.analysis.expansion.teams import START, team
from tuicrm.plain.stats_bootstrap import drawn_sums, interval
from tuicrm.sales.analysis.expansion.averages import Unit as Worker
from tuicrm.sales.analysis.expansion.averages import summed, terms
from tuicrm.sales.analysis.expansion.concentration import gini, top_fifth
from tuicrm.sales.analysis.expansion.course import PRIOR, Point, all_hired, base_of, course_of, people_of, seasons
from tuicrm.sales.analysis.expansion.curve import fitted
from tuicrm.sales.analysis.expansion.margin import Worth, gap, shares
from tuicrm.sales.analysis.expansion.odds import Stratum, odds_of
from tuicrm.sales.analysis.expansion.pairing import Count, Unit, effect

many = settings(max_examples=200, deadline=None)


# playbook: Mantel-Haenszel, Robins-Breslow-Greenland, Breslow-Day


@many
@given(st.lists(st.tuples(*[st.integers(1, 40)] * 4), min_size=1, max_size=8))
def test_odds_over_strata(cells: list[tuple[int, int, int, int]]) -> None:
    table = StratifiedTable([np.array([[a, b], [c, d]], float) for a, b, c, d in cells])
    found = odds_of(Stratum(*cell) for cell in cells)
    assert found is not None
    assert found.ratio == pytest.approx(table.oddsratio_pooled, rel=1e-9)
    assert (found.low, found.high) == pytest.approx(table.oddsratio_pooled_confint(0.05), rel=1e-8)
    assert found.p == pytest.approx(table.test_null_odds(correction=False).pvalue, rel=1e-6, abs=1e-12)
    if len(cells) > 1 and abs(table.oddsratio_pooled - 1) > 1e-9:  # theirs divides by 0 at a ratio of exactly 1
        assert found.alike == pytest.approx(table.test_equal_odds(adjust=True).pvalue, rel=1e-6, abs=1e-10)


# ramp


def test_curve_is_that_of_scipy() -> None:
    for seed in range(6):
        course = course_of(team(seed, hires=40).hires)
        course = [point for point in course if point.tenure <= 30]
        tau, r, weight = (np.array([getattr(point, name) for point in course]) for name in ("tenure", "r", "expected"))

        def shape(tenure: np.ndarray, level: float, theta: float) -> np.ndarray:
            return level * np.where(tenure > 2.0, 1 - np.exp(-np.maximum(tenure - 2.0, 0) / theta), 0.0)

        (level, theta), _spread = curve_fit(shape, tau, r, p0=(1.0, 3.0), sigma=1 / np.sqrt(weight))
        found = fitted(course, 2.0)
        assert found is not None
        assert (found.level, found.theta) == (pytest.approx(level, rel=1e-3), pytest.approx(theta, rel=5e-3))


def test_course_and_all_hired_are_those_of_arrays() -> None:
    """Levels and course fitted in turns on two matrices, person x month of tenure."""
    made = team(5, hires=30, weak_leave=0.3)
    hires = made.hires
    course = course_of(hires)
    known = [point.tenure for point in course]
    brought = np.zeros((len(hires), max(known) + 1))
    expected, worked = np.zeros_like(brought), np.zeros_like(brought)
    for row, hire in enumerate(hires):
        for cell in hire.cells:
            if cell.tenure in known:
                brought[row, cell.tenure] += cell.profit_minor
                expected[row, cell.tenure] += cell.expected
                worked[row, cell.tenure] += cell.worked
    r = brought.sum(0)[known] / expected.sum(0)[known]
    assert [point.r for point in course] == pytest.approx(r)
    shape = np.zeros(brought.shape[1])
    shape[known] = np.maximum(r, 0)
    months = (expected[worked > 0] / worked[worked > 0]).mean()
    prior = PRIOR * months * np.maximum(r, 0).mean()
    for _round in range(40):
        levels = np.maximum(0, (brought.sum(1) + prior) / (expected @ shape + prior))
        with np.errstate(invalid="ignore", divide="ignore"):
            shape = np.nan_to_num(brought.sum(0) / (levels @ expected))
    found = all_hired(hires, course)
    assert [found[tenure] for tenure in known] == pytest.approx((shape * levels.mean())[known], rel=1e-6, abs=1e-9)


def test_base_and_seasons_are_those_of_arrays() -> None:
    made = team(2, season=0.3, hires=20, founders=8)
    settled = [row for row in made.rows if row.tenure >= 12]
    by_month = np.zeros((36, 2))
    for row in settled:
        by_month[row.month - START] += row.profit_minor, row.days / row.of_days
    base = base_of(made.rows)
    assert base.overall == pytest.approx(by_month[:, 0].sum() / by_month[:, 1].sum())
    averages = by_month[:, 0] / by_month[:, 1]
    years = by_month.reshape(3, 12, 2)
    parts = averages.reshape(3, 12) / (years[:, :, 0].sum(1) / years[:, :, 1].sum(1))[:, None]
    expected = parts.mean(0) / parts.mean(0).mean()
    sums = {START + place: (float(profit), float(there)) for place, (profit, there) in enumerate(by_month)}
    assert [seasons(sums)[month] for month in range(1, 13)] == pytest.approx(expected)
    assert len(people_of(made.rows, base, ())) == 28


def test_course_never_fitted_worse_than_scipy_on_noise() -> None:
    rng = np.random.default_rng(1)
    for _case in range(20):
        r = 0.8 * (1 - np.exp(-np.maximum(np.arange(24) - 1, 0) / rng.uniform(1, 9))) + rng.normal(0, 0.1, 24)
        weight = rng.uniform(1, 9, 24)
        found = fitted(
            [Point(t, float(v), 1, float(w), 1) for t, (v, w) in enumerate(zip(r, weight, strict=True))], 1.0
        )
        if found is None:
            continue
        ours = (weight * (r - [found.at(tenure) for tenure in range(24)]) ** 2).sum()

        def shape(tenure: np.ndarray, level: float, theta: float) -> np.ndarray:
            return level * np.where(tenure > 1, 1 - np.exp(-np.maximum(tenure - 1, 0) / theta), 0)

        best, _spread = curve_fit(shape, np.arange(24), r, p0=(0.8, 4.0), sigma=1 / np.sqrt(weight), maxfev=5000)
        assert ours <= (weight * (r - shape(np.arange(24), *best)) ** 2).sum() * (1 + 1e-4)


# why the average moved: dynamic Olley-Pakes written a second time from Melitz and Polanec


workers = st.lists(
    st.tuples(st.sampled_from([0, 1, 3, 6, 12]), st.integers(-50, 500), st.sampled_from([0, 1, 3, 6, 12]),
              st.integers(-50, 500), st.booleans()),
    min_size=2, max_size=15,
)  # fmt: skip


def kind(months1: int, months2: int, is_mature: bool) -> str:
    if months1 and months2:
        return "mature" if is_mature else "maturing"
    return "leavers" if months1 else "joiners" if months2 else "absent"


@many
@given(workers)
def test_olley_pakes_by_a_second_program(rows: list[tuple[int, int, int, int, bool]]) -> None:
    m1, p1, m2, p2 = (np.array([row[place] for row in rows], float) for place in range(4))
    kinds = np.array([kind(row[0], row[2], row[4]) for row in rows])
    stay = np.isin(kinds, ["mature", "maturing"])
    assume(stay.any() and m1.sum() and m2.sum())
    found = terms(summed(Worker(name, *map(int, row[:4])) for name, row in zip(kinds, rows, strict=True)))
    assert found is not None
    there1, there2 = m1 > 0, m2 > 0
    phi1, phi2 = p1[there1].sum() / m1.sum(), p2[there2].sum() / m2.sum()
    own1, own2 = p1[stay] / m1[stay], p2[stay] / m2[stay]
    stay1, stay2 = p1[stay].sum() / m1[stay].sum(), p2[stay].sum() / m2[stay].sum()
    within = own2 - own1
    expected = {
        "mature": within[kinds[stay] == "mature"].sum() / stay.sum(),
        "maturing": within[kinds[stay] == "maturing"].sum() / stay.sum(),
        "worked": (stay2 - own2.mean()) - (stay1 - own1.mean()),
        "joiners": 0.0, "leavers": 0.0, "hardly": 0.0,
        "nobody": p2[~there2].sum() / m2.sum() - p1[~there1].sum() / m1.sum(),
    }  # fmt: skip
    come, gone = kinds == "joiners", kinds == "leavers"
    if come.any():
        expected["joiners"] = m2[come].sum() / m2.sum() * (p2[come].sum() / m2[come].sum() - stay2)
    if gone.any():
        expected["leavers"] = m1[gone].sum() / m1.sum() * (stay1 - p1[gone].sum() / m1[gone].sum())
    for name, value in expected.items():
        assert float(found.get(name, 0)) == pytest.approx(value, abs=1e-7), name
    c1, c2 = p1[~there1].sum() / m1.sum(), p2[~there2].sum() / m2.sum()
    assert sum(map(float, found.values())) == pytest.approx(phi2 + c2 - phi1 - c1, abs=1e-7)


# margin, concentration, pairs


@many
@given(st.lists(st.tuples(st.integers(1, 500), st.integers(-50, 300), st.integers(1, 500), st.integers(-50, 300)),
                min_size=1, max_size=8))  # fmt: skip
def test_margin_by_rate_and_mix(rows: list[tuple[int, int, int, int]]) -> None:
    r1, p1, r2, p2 = (np.array(column, float) for column in zip(*rows, strict=True))
    share1, share2, margin1, margin2 = r1 / r1.sum(), r2 / r2.sum(), p1 / r1, p2 / r2
    rate = (share1 + share2) / 2 * (margin2 - margin1) * r2.sum()
    middle = (p1.sum() / r1.sum() + p2.sum() / r2.sum()) / 2
    mix = ((margin1 + margin2) / 2 - middle) * (share2 - share1) * r2.sum()
    found = shares({str(place): Worth(*row) for place, row in enumerate(rows)})
    assert [one.rate_minor for one in found] == pytest.approx(rate, abs=1.0)
    assert [one.mix_minor for one in found] == pytest.approx(mix, abs=1.0)
    whole = gap(Worth(*(int(one.sum()) for one in (r1, p1, r2, p2))))
    assert whole is not None
    assert sum(one.minor for one in found) == -whole.missing_minor


@many
@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=40))
def test_gini_is_half_the_mean_difference(sums: list[float]) -> None:
    x = np.array(sums)
    assume(x.sum() > 1e-3)
    n = len(x)
    expected = np.abs(x[:, None] - x).sum() / (n * (n - 1)) / (2 * x.mean())
    assert gini(sums) == pytest.approx(expected, rel=1e-6, abs=1e-9)
    fifth = np.sort(x)[::-1][: int(np.ceil(n / 5))].sum() / x.sum()
    assert top_fifth(sums) == pytest.approx(fifth, rel=1e-9)


def test_luck_of_pairs_is_that_of_every_draw() -> None:
    """Eight pairs, four early: all seventy ways to draw them, one by one."""
    rng = Random(3)
    units = [Unit(1, place < 4, Count(rng.randint(3, 9), 12), Count(rng.randint(3, 9) + 2 * (place < 4), 14))
             for place in range(8)]  # fmt: skip
    found = effect(units, draws=20_000)
    assert found.points is not None

    def points(early: tuple[int, ...]) -> float:
        rates = []
        for side in (early, tuple(set(range(8)) - set(early))):
            before, after = (sum((getattr(units[one], when) for one in side), Count()) for when in ("before", "after"))
            rates.append(after.went_on / after.settled - before.went_on / before.settled)
        return rates[0] - rates[1]

    every = [abs(points(early)) for early in combinations(range(8), 4)]
    assert found.points == pytest.approx(points((0, 1, 2, 3)))
    assert found.p == pytest.approx(np.mean(np.array(every) >= abs(found.points) - 1e-12), abs=0.015)


# drawing again


def test_sums_that_are_drawn_and_their_interval() -> None:
    rng = np.random.default_rng(2)
    vectors = rng.normal(5, 3, (40, 3))
    drawn = list(drawn_sums(vectors.tolist(), draws=400))
    for places, sums in drawn[:50]:
        assert sums == pytest.approx(vectors[places].sum(0), rel=1e-9)
    means = [sums[0] / 40 for _places, sums in drawn]
    widened = scipy_stats.norm.cdf(-np.sqrt(40 / 39) * scipy_stats.t.ppf(0.975, 39))
    assert interval(means, 40) == pytest.approx(np.quantile(means, [widened, 1 - widened]), rel=1e-6)
