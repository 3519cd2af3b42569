"""The naive ways to compute it, shown wrong on companies whose truth is known."""

from math import exp
from random import Random
from statistics import mean

import pytest

from tests.sales.analysis.expansion.teams import BASE, planted, team
from tuicrm.plain.stats_survival import aalen_johansen
from tuicrm.sales.analysis.expansion.course import all_hired, course_of

MONTH_12 = (11, 12, 13)
TRUTH = sum(planted(tenure) for tenure in MONTH_12) / 3


def test_average_of_those_still_there_flatters_the_ramp() -> None:
    """The weak leave in their first year. Around month 12 those still there read a sixth too high; all hired do not."""
    naive, mended, many = 0.0, 0.0, 24
    for seed in range(many):
        made = team(seed, weak_leave=0.2)
        there = [row.profit_minor for row in made.rows if row.tenure in MONTH_12 and row.user_id >= 10]
        read = sum(there) / len(there) / BASE / TRUTH
        course = course_of(made.hires)
        everyone = all_hired(made.hires, course)
        seen = {point.tenure: point.r for point in course}
        naive += read / many
        mended += read * sum(everyone[tenure] for tenure in MONTH_12) / sum(seen[tenure] for tenure in MONTH_12) / many
    assert naive == pytest.approx(1.16, abs=0.03), "sixteen percent too high"
    assert mended == pytest.approx(1.0, abs=0.04)


def test_losses_as_censored_promise_far_too_much() -> None:
    """Of 100 projects 38 go on within nine weeks, and most others are lost: Kaplan-Meier says that 70 go on."""
    on_a_day, lost_a_day, by, many = 0.0191, 0.0287, 63.0, 4000
    rng, ends = Random(7), []
    for _project in range(many):
        on, lost = rng.expovariate(on_a_day), rng.expovariate(lost_a_day)
        ends.append((min(on, lost, by), None if min(on, lost) > by else "on" if on < lost else "lost", 1))
    competing = aalen_johansen(ends)["on"].at(by)[0]
    censored = aalen_johansen((time, way if way == "on" else None, count) for time, way, count in ends)["on"].at(by)[0]
    both = on_a_day + lost_a_day
    assert on_a_day / both * (1 - exp(-both * by)) == pytest.approx(0.38, abs=0.005)
    assert competing == pytest.approx(0.38, abs=0.02)
    assert censored == pytest.approx(0.70, abs=0.02), "nearly twice what ever goes on"


def test_lift_without_a_landmark_praises_an_action_that_is_worth_nothing() -> None:
    """Who lives longer has more time for it. From a landmark day on nothing of the difference is left.

    Six in ten projects are soon lost, whatever is done; of the others 43 percent go on, whether it is done or not.
    """
    landmark, rng = 20.0, Random(5)
    naive: dict[bool, list[bool]] = {True: [], False: []}
    fair: dict[bool, list[bool]] = {True: [], False: []}
    for _project in range(12_000):
        on, act = rng.expovariate(0.0086), rng.expovariate(0.02)
        lost = rng.expovariate(0.25 if rng.random() < 0.6 else 0.0114)
        naive[act <= min(on, lost)].append(on < lost)
        if min(on, lost) > landmark:
            fair[act <= landmark].append(on < lost)
    assert mean(naive[True]) == pytest.approx(0.35, abs=0.03)
    assert mean(naive[False]) == pytest.approx(0.14, abs=0.02)
    assert mean(fair[True]) == pytest.approx(0.43, abs=0.04)
    assert mean(fair[False]) == pytest.approx(0.43, abs=0.04)
