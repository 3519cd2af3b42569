"""How long something lasts and how it ends, against lifelines and statsmodels."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lifelines import AalenJohansenFitter, KaplanMeierFitter
from lifelines.datasets import load_waltons
from lifelines.statistics import multivariate_logrank_test
from scipy.optimize import isotonic_regression
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight, survdiff

from tuicrm.plain.stats_isotonic import rising
from tuicrm.plain.stats_logrank import log_rank
from tuicrm.plain.stats_survival import Incidence, aalen_johansen, time_to_any

WAYS = (None, "on", "lost", "back")
many = settings(max_examples=150, deadline=None)
ended = st.lists(st.tuples(st.integers(1, 15), st.sampled_from(WAYS)), min_size=2, max_size=50)
Ends = Sequence[tuple[float, str | None]]


def ours(rows: Ends) -> dict[str, Incidence]:
    return aalen_johansen((float(time), way, 1) for time, way in rows)


def codes(rows: Ends) -> tuple[np.ndarray, np.ndarray]:
    return np.array([float(time) for time, _way in rows]), np.array([WAYS.index(way) for _time, way in rows])


@many
@given(ended)
def test_incidence_and_its_error_with_ties(rows: Ends) -> None:
    times, status = codes(rows)
    assume(status.any())
    expected = CumIncidenceRight(times, status)
    found = ours(rows)
    for place in range(status.max()):
        way = WAYS[place + 1]
        if way not in found:
            assert not expected.cinc[place].any()
            continue
        incidence = dict(zip(expected.times, expected.cinc[place], strict=True))
        errors = dict(zip(expected.times, expected.cinc_se[place], strict=True))
        for step in found[way].steps:
            assert step.incidence == pytest.approx(incidence[step.at], abs=1e-9)
            if np.isfinite(errors[step.at]):  # theirs divides by 0 where all that are left end at once
                assert max(0.0, step.variance) ** 0.5 == pytest.approx(errors[step.at], rel=1e-6, abs=1e-7)


@many
@given(st.lists(st.sampled_from(WAYS), min_size=3, max_size=60))
def test_incidence_and_its_variance_without_ties(ways: list[str | None]) -> None:
    rows = [(float(place + 1), way) for place, way in enumerate(ways)]
    times, status = codes(rows)
    for way in {"on", "lost", "back"} & set(ways):
        fitted = AalenJohansenFitter(calculate_variance=True).fit(times, status, event_of_interest=WAYS.index(way))
        for step in ours(rows)[str(way)].steps:
            assert step.incidence == pytest.approx(fitted.cumulative_density_.loc[step.at].item(), abs=1e-9)
            variance = fitted.variance_.loc[step.at].item()
            if np.isfinite(variance):
                assert step.variance == pytest.approx(variance, abs=1e-9)


@many
@given(ended)
def test_one_way_to_end_is_kaplan_meier_with_greenwoods_error(rows: Ends) -> None:
    times, status = codes(rows)
    assume(status.any())
    together = aalen_johansen((float(time), None if way is None else "any", 1) for time, way in rows)["any"]
    fitted = KaplanMeierFitter().fit(times, status > 0)
    errors = SurvfuncRight(times, (status > 0).astype(int))
    greenwood = dict(zip(errors.surv_times, errors.surv_prob_se, strict=True))
    for step in together.steps:
        assert 1 - step.incidence == pytest.approx(fitted.survival_function_.loc[step.at].item(), abs=1e-9)
        if np.isfinite(greenwood[step.at]):
            assert max(0.0, step.variance) ** 0.5 == pytest.approx(greenwood[step.at], rel=1e-6, abs=1e-7)


@many
@given(ended, st.floats(0.05, 0.95))
def test_time_to_any_end(rows: Ends, share: float) -> None:
    times, status = codes(rows)
    fitted = KaplanMeierFitter().fit(times, status > 0)
    found = time_to_any([(float(time), way, 1) for time, way in rows], share)
    reached = fitted.survival_function_[fitted.survival_function_["KM_estimate"] <= 1 - share + 1e-12]
    assert found == (None if reached.empty else reached.index[0])


groups = st.lists(
    st.lists(st.tuples(st.integers(1, 15), st.booleans()), min_size=2, max_size=25), min_size=2, max_size=4
)


@many
@given(groups)
def test_log_rank(made: list[list[tuple[int, bool]]]) -> None:
    found = log_rank([[(float(time), came, 1) for time, came in group] for group in made])
    times = [time for group in made for time, _came in group]
    came = [came for group in made for _time, came in group]
    labels = [place for place, group in enumerate(made) for _row in group]
    if found is None:
        return
    expected = multivariate_logrank_test(times, labels, came)
    assert found.value == pytest.approx(expected.test_statistic, rel=1e-6, abs=1e-8)
    assert found.p == pytest.approx(expected.p_value, rel=1e-6, abs=1e-10)
    if len(made) == 2 and found.value > 1e-6:
        assert found.value == pytest.approx(survdiff(times, np.array(came, int), labels)[0], rel=1e-6)


def test_log_rank_of_flies() -> None:
    flies = load_waltons()
    made = [
        [(row["T"], bool(row["E"]), 1) for _place, row in rows.iterrows()] for _name, rows in flies.groupby("group")
    ]
    found = log_rank(made)
    expected = multivariate_logrank_test(flies["T"], flies["group"], flies["E"])
    assert found is not None
    assert found.value == pytest.approx(expected.test_statistic, rel=1e-9)


@many
@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(0.1, 9)), min_size=1, max_size=40))
def test_rising_course(course: list[tuple[float, float]]) -> None:
    values, weights = [value for value, _weight in course], [weight for _value, weight in course]
    assert rising(values, weights) == pytest.approx(isotonic_regression(values, weights=weights).x, abs=1e-9)
