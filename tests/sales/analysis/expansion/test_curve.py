"""The curve of a ramp, ramped equivalents, and how long until the first wins of one's own."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sales.analysis.expansion.teams import BASE, START, month_row, team
from tuicrm.plain import progress
from tuicrm.sales.analysis.expansion.course import Point, course_of
from tuicrm.sales.analysis.expansion.curve import Curve, bounds_of, fitted
from tuicrm.sales.analysis.expansion.hiring import (
    Hired,
    cohort_months,
    cohort_of,
    cohorts_of,
    compared,
    ends_of,
    waiting_of,
)
from tuicrm.sales.analysis.expansion.ramped import ramped_of

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def seen(level: float, delta: float, theta: float, months: int = 30) -> list[Point]:
    """A course exactly on a curve."""
    made = Curve(level, delta, theta)
    return [Point(tenure, made.at(tenure), 5.0, 5.0, 5) for tenure in range(months)]


@pytest.mark.parametrize(
    ("level", "delta", "theta"), [(1.0, 2.0, 4.0), (0.5, 0.0, 1.5), (1.3, 3.4, 9.0), (0.9, 1.0, 0.4)]
)
def test_curve_that_was_seen_is_fitted(level: float, delta: float, theta: float) -> None:
    found = fitted(seen(level, delta, theta), delta)
    assert found is not None
    assert (found.level, found.theta) == (pytest.approx(level, rel=0.01), pytest.approx(theta, rel=0.02, abs=0.05))
    assert found.at(found.months_to(0.5)) == pytest.approx(level / 2, rel=0.02)
    assert found.at(found.months_to(0.9)) == pytest.approx(level * 0.9, rel=0.02)


@pytest.mark.parametrize(
    ("tenure", "r"), [(0, 0.0), (1.9, 0.0), (2.0, 0.0), (6.0, 0.632), (1000, 1.0)]
)  # fmt: skip
def test_nothing_before_the_dead_time(tenure: float, r: float) -> None:
    assert Curve(1.0, 2.0, 4.0).at(tenure) == pytest.approx(r, abs=1e-3)


@pytest.mark.parametrize(
    "course",
    [
        [],
        seen(1.0, 2.0, 4.0, months=8),  # five months after the dead time
        [Point(tenure, 0.02 * tenure, 5, 5, 5) for tenure in range(24)],  # straight on: it never levels off
        [Point(tenure, 0.0, 5, 5, 5) for tenure in range(24)],
        [Point(tenure, -0.3, 5, 5, 5) for tenure in range(24)],
    ],
)
def test_what_does_not_level_off_is_not_fitted(course: list[Point]) -> None:
    assert fitted(course, 2.0) is None


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.floats(-1, 3), st.floats(0.5, 9)), min_size=1, max_size=30), st.floats(0, 5))
def test_any_course_is_fitted_or_refused(rows: list[tuple[float, float]], delta: float) -> None:
    course = [Point(tenure, r, weight, weight, 1) for tenure, (r, weight) in enumerate(rows)]
    found = fitted(course, delta)
    if found is not None:
        assert found.level > 0
        assert found.delta < found.months_to(0.5) < found.months_to(0.9)
        assert found.months_to(0.5) <= course[-1].tenure


def test_curve_without_its_dead_time_fits_badly() -> None:
    """Credit comes on the day of closing: a curve without the sales cycle fits what was seen badly."""
    course = seen(1.0, 3.0, 2.0)
    with_it, without = fitted(course, 3.0), fitted(course, 0.0)
    assert with_it is not None
    assert without is not None
    error = [sum((curve.at(point.tenure) - point.r) ** 2 for point in course) for curve in (with_it, without)]
    assert error[0] < 1e-4 < error[1]


def test_bounds_hold_the_planted_course_in_most_teams() -> None:
    """At 95 percent two of twelve misses are rare; drawn over persons, each with all months."""
    held, many = 0, 12
    for seed in range(many):
        hires = team(seed, hires=30, founders=20, spread=0.3).hires
        found = bounds_of(hires, course_of(hires), 2.0, draws=80)
        assert found.half is not None
        held += found.half[0] <= Curve(1.0, 2.0, 4.0).months_to(0.5) <= found.half[1]
        low, high = found.course[10]
        assert low < high
    assert held >= many - 3


def test_bounds_of_nobody_and_of_few() -> None:
    empty = bounds_of([], [], 2.0, draws=20)
    assert (empty.half, empty.nine_tenths, empty.course) == (None, None, {})
    hires = team(1, hires=4).hires
    assert bounds_of(hires, course_of(hires), 2.0, draws=20).half is None, "no curve on fewer than five hires"


def test_progress_is_told_and_draws_repeat() -> None:
    hires = team(1, hires=8).hires
    told: list[str] = []
    with progress.heard_by(told.append):
        first = bounds_of(hires, course_of(hires), 2.0, draws=200)
    assert told[-1] == "200 of 200"
    assert bounds_of(hires, course_of(hires), 2.0, draws=200) == first


# ramped equivalents


@pytest.mark.parametrize(
    ("tenures", "ramped"),
    [
        ([], 0.0),
        ([0], 0.1),
        ([0, 3, 9], 1.6),
        ([5], 0.5),  # the next lower month that is known
        ([40], 1.0),
    ],
)
def test_people_count_by_how_far_they_are(tenures: list[int], ramped: float) -> None:
    rows = [month_row(user, START, tenure, BASE) for user, tenure in enumerate(tenures)]
    found = ramped_of(rows, {0: 0.1, 3: 0.5, 6: 1.0}, 1000.0)
    assert sum(one.ramped for one in found) == pytest.approx(ramped)
    if tenures:
        [month] = found
        assert month.heads == len(tenures)
        assert month.debt_minor == round((len(tenures) - ramped) * 1000)
        assert month.per_head_minor == BASE
        assert month.per_ramped_minor == pytest.approx(BASE * len(tenures) / ramped, abs=1)


def test_month_of_nobody_has_no_productivity() -> None:
    [month] = ramped_of([month_row(1, START, 0, 50, days=0)], {0: 0.0, 6: 1.0}, 1000.0)
    assert (month.per_head_minor, month.per_ramped_minor, month.debt_minor) == (None, None, 0)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 40), st.integers(0, 30)), max_size=30))
def test_ramped_are_never_more_than_heads(rows: list[tuple[int, int, int]]) -> None:
    made = [month_row(place, START + month, tenure, 10, days=days) for place, (month, tenure, days) in enumerate(rows)]
    for one in ramped_of(made, {tenure: min(1.0, tenure / 12) for tenure in range(20)}, 500.0):
        assert 0 <= one.ramped <= one.heads + 1e-9
        assert one.debt_minor >= 0


# waiting for the first win


def hired(joined: date, *won: int, left: int | None = None, user: int = 1) -> Hired:
    days = tuple(joined + DAY * each for each in won)
    return Hired(user, joined, None if left is None else joined + DAY * left, days)


@pytest.mark.parametrize(
    ("one", "number", "end"),
    [
        (hired(date(2026, 1, 1), 40, 60, 90), 1, (40.0, "won", 1)),
        (hired(date(2026, 1, 1), 40, 60, 90), 3, (90.0, "won", 1)),
        (hired(date(2026, 1, 1), 40), 3, (326.0, None, 1)),
        (hired(date(2026, 1, 1), left=100), 1, (100.0, "left", 1)),
        (hired(date(2026, 1, 1), 40, left=100), 1, (40.0, "won", 1)),
        (hired(date(2026, 1, 1), 120, left=100), 1, (100.0, "left", 1)),  # credited after leaving
        (hired(date(2026, 11, 1), left=100), 1, (22.0, None, 1)),  # leaves in the future: still here
        (hired(date(2026, 11, 23)), 1, (0.0, None, 1)),
    ],
)
def test_end_of_waiting(one: Hired, number: int, end: tuple[float, str | None, int]) -> None:
    assert ends_of([one], number, TODAY) == [end]


def test_waiting_by_hand() -> None:
    """Four join; one wins after 50 days, one leaves after 60, one wins after 80, one waits (100 days)."""
    begin = TODAY - 200 * DAY
    four = [
        hired(begin, 50), hired(begin, left=60), hired(begin, 80), hired(TODAY - 100 * DAY),
    ]  # fmt: skip
    found = waiting_of(four, 1, TODAY)
    assert (found.n, found.came, found.left, found.waits) == (4, 2, 1, 1)
    assert found.won.at(50)[0] == pytest.approx(0.25)
    assert found.won.at(80)[0] == pytest.approx(0.50)
    assert found.left_by.at(80)[0] == pytest.approx(0.25)
    assert found.alone.at(80)[0] == pytest.approx(1 - 3 / 4 * 1 / 2), "as if who left still waited"
    assert (found.days_to(0.25), found.days_to(0.5), found.days_to(0.6)) == (50.0, 80.0, None)


def test_nobody_waits() -> None:
    found = waiting_of([], 1, TODAY)
    assert (found.n, found.days_to(0.1), found.won.steps) == (0, None, ())


waits = st.lists(
    st.tuples(
        st.integers(0, 900), st.lists(st.integers(0, 900), max_size=3).map(sorted), st.none() | st.integers(1, 900)
    ),
    max_size=12,
)


@settings(max_examples=20, deadline=None)
@given(waits)
def test_parts_of_waiting_never_exceed_one(rows: list[tuple[int, list[int], int | None]]) -> None:
    people = [hired(TODAY - ago * DAY, *won, left=left, user=user) for user, (ago, won, left) in enumerate(rows)]
    first, third = waiting_of(people, 1, TODAY), waiting_of(people, 3, TODAY)
    assert first.n == third.n == len(people)
    assert first.came >= third.came
    for days in (30, 90, 365, 900):
        assert first.won.at(days)[0] + first.left_by.at(days)[0] <= 1 + 1e-9
        assert first.alone.at(days)[0] >= first.won.at(days)[0] - 1e-9, "if nobody left, more would have won"


# cohorts


@pytest.mark.parametrize(
    ("joined", "months", "name"),
    [
        (date(2026, 1, 1), 3, "2026-Q1"),
        (date(2026, 3, 31), 3, "2026-Q1"),
        (date(2026, 10, 1), 3, "2026-Q4"),
        (date(2026, 6, 30), 6, "2026-H1"),
        (date(2026, 7, 1), 6, "2026-H2"),
    ],
)
def test_names_of_cohorts(joined: date, months: int, name: str) -> None:
    assert cohort_of(joined, months) == name


@pytest.mark.parametrize(("a_quarter", "months"), [(0, 6), (2, 6), (4, 6), (5, 3), (9, 3)])
def test_cohorts_are_quarters_where_many_join(a_quarter: int, months: int) -> None:
    people = [hired(date(2026, month, 5)) for month in (1, 4, 7) for _hire in range(a_quarter)]
    assert cohort_months(people) == months


def test_cohorts_come_in_order() -> None:
    found = cohorts_of([hired(date(2026, 8, 1)), hired(date(2025, 2, 1)), hired(date(2026, 7, 1))], 6)
    assert [(name, len(some)) for name, some in found.items()] == [("2025-H1", 1), ("2026-H2", 2)]


def cohort(rng: Random, ago: int, mean: float, size: int = 12) -> list[Hired]:
    return [hired(TODAY - ago * DAY, int(rng.expovariate(1 / mean))) for _hire in range(size)]


def test_slower_cohort_is_told_and_equal_ones_are_not() -> None:
    rng, slower, alike = Random(3), 0, 0
    for _team in range(12):
        one = compared([cohort(rng, 700, 60), cohort(rng, 400, 300)], TODAY)
        same = compared([cohort(rng, 700, 60), cohort(rng, 400, 60)], TODAY)
        slower += one is not None and one.p < 0.05
        alike += same is not None and same.p < 0.05
    assert slower >= 10
    assert alike <= 2


def test_small_cohorts_are_not_compared() -> None:
    rng = Random(1)
    assert compared([cohort(rng, 700, 60), cohort(rng, 400, 300, size=4)], TODAY) is None
