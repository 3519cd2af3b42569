"""The course of a ramp: what new people bring against experienced ones, with seasons, leavers and few months."""

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sales.analysis.expansion.teams import BASE, START, month_row, planted, team
from tuicrm.sales.analysis.expansion.course import (
    Base,
    Point,
    all_hired,
    base_of,
    course_of,
    levels_of,
    people_of,
    plateau_of,
    ripeness,
    seasons,
    weaker_left,
)
from tuicrm.sales.analysis.expansion.months import PersonMonth


def points(*rs: float, weight: float = 3.0) -> list[Point]:
    return [Point(tenure, r, weight, weight, 3) for tenure, r in enumerate(rs)]


def old(user: int, months: int, profit: int = BASE) -> list[PersonMonth]:
    """Somebody who has been there for two years, month by month."""
    return [month_row(user, START + month, 24 + month, profit) for month in range(months)]


# what one experienced person brings


def test_base_is_profit_over_person_months_of_the_experienced() -> None:
    rows = [row for user in range(3) for row in old(user, 2, profit=100 * (user + 1))]
    rows += [month_row(9, START, 3, 9999)]  # new: no base
    rows += [PersonMonth(8, START, 0, 30, 500, 500, 30)]  # a lead has no days
    found = base_of(rows)
    assert (found.overall, found.of_settled) == (200.0, True)
    assert dict(found.by_month) == {START: 200.0, START + 1: 200.0}
    assert found.season == {}


def test_without_experienced_ones_the_base_is_the_average_of_all() -> None:
    found = base_of([month_row(1, START, 2, 300), month_row(2, START, 1, 100)])
    assert (found.overall, found.of_settled) == (200.0, False)


@pytest.mark.parametrize(
    "rows",
    [[], [month_row(1, START, 30, 0)], [month_row(1, START, 30, -5)], [PersonMonth(1, START, 0, 30, 9, 9, 30)]],
)
def test_without_profit_there_is_nothing_to_compare_with(rows: list[PersonMonth]) -> None:
    assert base_of(rows).overall is None


def test_month_with_few_or_no_profit_takes_the_average() -> None:
    rows = [row for user in range(3) for row in old(user, 3, profit=300)]
    rows = [row if row.month != START + 1 else month_row(row.user_id, row.month, row.tenure, -10) for row in rows]
    rows += old(7, 5, profit=300)[4:]  # alone in the fifth month
    found = base_of(rows)
    assert set(found.by_month) == {START, START + 2}
    assert found.of(START + 1) == found.of(START + 4) == found.overall


@pytest.mark.parametrize(
    ("month", "expected"),
    [(START, 7.0), (START + 1, 5.0), (START + 5, 10.0), (START + 17, 10.0)],
)
def test_unknown_month_takes_its_season(month: int, expected: float) -> None:
    assert Base(5.0, {START: 7.0}, {6: 2.0}, True).of(month) == expected


# seasons


def test_season_is_the_part_of_an_average_month() -> None:
    sums = {START + month: (200.0 if month % 12 == 10 else 100.0, 1.0) for month in range(24)}
    found = seasons(sums)
    assert found[11] == pytest.approx(2 * found[1])
    assert sum(found.values()) == pytest.approx(12)


def test_growth_is_no_season() -> None:
    sums = {START + month: (100.0 * 1.5 ** (month // 12), 1.0) for month in range(36)}
    assert seasons(sums) == pytest.approx(dict.fromkeys(range(1, 13), 1.0))


@pytest.mark.parametrize(
    "sums",
    [
        {},
        {START + month: (1.0, 1.0) for month in range(23)},
        {START + month: (0.0, 1.0) for month in range(24)},
        {START + month: (1.0, 1.0) for month in range(24) if month % 12 != 3},
    ],
)
def test_no_season_under_two_whole_years(sums: dict[int, tuple[float, float]]) -> None:
    assert seasons(sums) == {}


def test_season_does_not_pass_for_a_ramp() -> None:
    """All join in January and everybody sells thrice as much from July: in money the ramp would look steep for ever."""
    rows = [row for user in range(5) for row in old(user, 24)]
    rows += [month_row(9 + user, START + month, month, BASE) for user in range(5) for month in range(24)]
    high = [1.5 if (row.month - 1) % 12 >= 6 else 0.5 for row in rows]
    rows = [month_row(row.user_id, row.month, row.tenure, round(row.profit_minor * factor))
            for row, factor in zip(rows, high, strict=True)]  # fmt: skip
    hires = [one for one in people_of(rows, base_of(rows), ()) if one.user_id >= 9]
    assert [point.r for point in course_of(hires)] == pytest.approx([1.0] * 24)


# course and plateau


def test_course_sums_over_people_and_leaves_out_few() -> None:
    rows = [row for user in range(3) for row in old(user, 3)]
    rows += [month_row(5, START, 0, BASE // 4), month_row(6, START, 0, BASE // 2), month_row(7, START, 0, 0)]
    rows += [month_row(5, START + 1, 1, BASE), month_row(6, START + 1, 1, BASE)]
    hires = [hire for hire in people_of(rows, base_of(rows), {6}) if hire.user_id >= 5]
    [point] = course_of(hires)
    assert (point.tenure, point.r, point.worked, point.people) == (0, pytest.approx(0.25), 3.0, 3)
    assert [(hire.user_id, hire.joined, hire.is_gone) for hire in hires] == [
        (5, START, False), (6, START, True), (7, START, False),
    ]  # fmt: skip


def test_half_a_month_counts_half() -> None:
    rows = [row for user in range(3) for row in old(user, 1)]
    rows += [month_row(user, START, 0, BASE // 2, days=15) for user in range(5, 12)]
    [point] = course_of(hire for hire in people_of(rows, base_of(rows), ()) if hire.user_id >= 5)
    assert (point.r, point.worked) == (pytest.approx(1.0), pytest.approx(3.5))


def test_months_before_joining_and_without_days_are_left_out() -> None:
    rows = [month_row(1, START, -2, 5), PersonMonth(1, START + 2, 0, 30, 99, 99, 0), month_row(1, START + 3, 1, 7)]
    [hire] = people_of(rows, Base(1.0, {}, {}, True), ())
    assert [(cell.tenure, cell.profit_minor) for cell in hire.cells] == [(1, 7)]


@pytest.mark.parametrize(
    ("course", "plateau"),
    [
        ([], None),
        (points(*[1.0] * 12), None),  # eleven months are no year
        (points(*[0.0] * 7, 1, 1, 1, 1, 1, 1), 1.0),
        (points(*[1.0] * 7, 0.2, 0.4, 0.6, 0.8, 1.0, 0.6), 0.6),
        (points(*[0.0] * 13), None),
        (points(*[-1.0] * 13), None),
    ],
)
def test_plateau_is_the_last_half_year_that_is_known(course: list[Point], plateau: float | None) -> None:
    assert plateau_of(course) == (None if plateau is None else pytest.approx(plateau))


def test_planted_course_comes_out() -> None:
    found = course_of(team(3, hires=150, noise=0.4).hires)
    for point in found:
        if point.tenure < 20:
            assert point.r == pytest.approx(planted(point.tenure), abs=0.16)


def test_ripeness_rises_within_nought_and_one() -> None:
    course = points(0.0, 0.3, 0.2, 0.9, 1.4, 0.8)
    found = ripeness(course, 1.0)
    assert found == {0: 0.0, 1: 0.25, 2: 0.25, 3: 0.9, 4: 1.0, 5: 1.0}


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(-3, 3), min_size=1, max_size=20), st.floats(0.1, 3))
def test_ripeness_of_any_course(rs: list[float], plateau: float) -> None:
    found = list(ripeness(points(*rs), plateau).values())
    assert all(0 <= one <= 1 for one in found)
    assert all(one <= other for one, other in pairwise(found))


# all hired


def test_nobody_left_nothing_to_mend() -> None:
    hires = team(1, hires=40, noise=0.0, spread=0.0).hires
    course = course_of(hires)
    found = all_hired(hires, course)
    assert [found[point.tenure] for point in course] == pytest.approx([point.r for point in course], rel=5e-3, abs=1e-9)


def test_no_hires_no_course() -> None:
    assert all_hired([], []) == {}
    hires = team(1, hires=2).hires
    assert all_hired(hires, course_of(hires)) == {}, "two people are no month of three"


@pytest.mark.parametrize("seed", range(3))
def test_all_hired_is_below_those_still_there_where_the_weak_leave(seed: int) -> None:
    hires = team(seed, weak_leave=0.4).hires
    course = course_of(hires)
    found = all_hired(hires, course)
    late = [point for point in course if 9 <= point.tenure <= 14]
    assert sum(found[point.tenure] for point in late) < sum(point.r for point in late) * 0.97


def test_leavers_are_called_weaker_only_where_they_were() -> None:
    """Dealt by lot: one alarm in twenty where anybody leaves, nearly always one where the weak do."""
    alarms, found = 0, 0
    for seed in range(16):
        hires = team(seed, hires=30, weak_leave=0.5).hires
        course = course_of(hires)
        found += (weaker_left(hires, levels_of(hires, course).of, draws=100) or 1.0) <= 0.05
        rng = Random(seed)
        anybody = [replace(hire, is_gone=rng.random() < 0.3) for hire in team(seed, hires=30).hires]
        alarms += (weaker_left(anybody, levels_of(anybody, course_of(anybody)).of, draws=100) or 1.0) <= 0.05
    assert found >= 14
    assert alarms <= 3


def test_two_leavers_say_nothing_of_leavers() -> None:
    hires = [replace(hire, is_gone=place < 2) for place, hire in enumerate(team(1, hires=12).hires)]
    assert weaker_left(hires, levels_of(hires, course_of(hires)).of) is None
    assert levels_of([], []).all_hired == {}


def test_levels_bear_losses_and_nothing() -> None:
    rng = Random(2)
    rows = [row for user in range(3) for row in old(user, 12)]
    for user in range(5, 11):
        rows += [month_row(user, START + month, month, rng.choice([-BASE, 0, BASE])) for month in range(12)]
    hires = [hire for hire in people_of(rows, base_of(rows), ()) if hire.user_id >= 5]
    found = all_hired(hires, course_of(hires))
    assert set(found) == set(range(12))
    assert all(value >= 0 for value in found.values())
