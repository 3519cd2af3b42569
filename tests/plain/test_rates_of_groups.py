"""Two rates whose cases come in groups: as sure as the groups vary, and not as if each case were alone."""

from random import Random

import pytest

from tuicrm.plain.stats import wilson
from tuicrm.plain.stats_tests import student_below, two_rates, two_rates_of_groups

ALIKE = [(4.0, 8.0)] * 6
HIGH, LOW = [(8.0, 10.0), (7.0, 10.0), (9.0, 10.0)], [(2.0, 10.0), (1.0, 10.0), (3.0, 10.0)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], []), ([(1, 2)], [(1, 2)]), ([(9, 12)], [(1, 12)]), ([(9, 12), (0, 0)], [(1, 12), (2, 12)]),
        ([(0, 5), (0, 9)], [(0, 5), (0, 7)]), ([(5, 5), (9, 9)], [(5, 5), (7, 7)]), (ALIKE, ALIKE),
    ],
)  # fmt: skip
def test_nothing_can_be_said(before: list[tuple[float, float]], after: list[tuple[float, float]]) -> None:
    """Of fewer than two groups on a side nothing is known of how groups differ; equal rates do not differ."""
    assert two_rates_of_groups([before], [after]) == 1.0


def test_groups_that_vary_less_than_by_luck_make_nothing_surer() -> None:
    before, after = [(6.0, 10.0)] * 4, [(4.0, 10.0)] * 4
    z = 0.2 / (0.5 * 0.5 * 2 / 40) ** 0.5
    assert two_rates_of_groups([before], [after]) == pytest.approx(2 * student_below(-z, 6))
    assert two_rates_of_groups([before], [after]) > two_rates(24, 40, 16, 40)
    assert two_rates_of_groups([before], [after]) == pytest.approx(two_rates_of_groups([after], [before]))


def test_whole_groups_that_are_answered_or_not_count_about_as_one_each() -> None:
    before, after = [(10.0, 10.0), (10.0, 10.0), (0.0, 10.0), (10.0, 10.0)], [(0.0, 10.0)] * 3 + [(10.0, 10.0)]
    assert two_rates(30, 40, 10, 40) < 0.0001
    assert two_rates_of_groups([before], [after]) > 0.1


def test_a_difference_beyond_what_groups_vary_is_found() -> None:
    assert two_rates_of_groups([HIGH], [LOW]) < 0.01


def test_teams_that_differ_make_nothing_less_sure() -> None:
    """One team answers nearly all, the other few, in both halves: that is no doubt about the halves."""
    before = [[(9.0, 10.0), (8.0, 10.0), (9.0, 10.0)], [(3.0, 10.0), (4.0, 10.0), (3.0, 10.0)]]
    after = [[(6.0, 10.0), (6.0, 10.0), (7.0, 10.0)], [(0.0, 10.0), (1.0, 10.0), (1.0, 10.0)]]
    assert two_rates_of_groups(before, after) < 0.05
    assert two_rates_of_groups([before[0] + before[1]], [after[0] + after[1]]) > 0.05


def test_of_companies_without_a_change_one_in_twenty_is_told_one() -> None:
    """Eighteen months of three leads, each month with a mood of its own."""
    rng, companies = Random(4), 400
    claims = {"alone": 0, "groups": 0}
    for _company in range(companies):
        groups = []
        for _group in range(36):
            mood, tries = rng.betavariate(4, 3), rng.randint(5, 25)
            groups.append((float(sum(rng.random() < mood for _case in range(tries))), float(tries)))
        sides = groups[:18], groups[18:]
        sums = [sum(one[place] for one in side) for side in sides for place in (0, 1)]
        claims["alone"] += two_rates(*sums) <= 0.05
        claims["groups"] += two_rates_of_groups([sides[0]], [sides[1]]) <= 0.05
    assert wilson(claims["groups"], companies)[0] <= 0.05
    assert claims["alone"] > 3 * claims["groups"], "each case by itself"
