"""Leave: whole weeks, five a year, never one in which somebody won or lost."""

from __future__ import annotations

from datetime import timedelta
from math import floor

import pytest

from tests.sample.telling import SEEDS, days, deal, story
from tuicrm.sample.cast import CAST
from tuicrm.sample.days import MONTH, WINDOW
from tuicrm.sample.deal import LOST, NEW
from tuicrm.sample.leave import Away


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("key", list(CAST))
def test_somebody_s_leave_is_whole_weeks_of_their_time_here(seed: int, key: str) -> None:
    weeks, person = story(seed).away.weeks[key], CAST[key]
    assert weeks == sorted(set(weeks))
    assert all(begins % 5 == 0 for begins in weeks)
    assert all(begins >= max(-WINDOW, -person.joined * MONTH) for begins in weeks)
    assert all(begins + 5 <= -person.left * MONTH for begins in weeks)
    years = (min(24.0, person.joined) - person.left) / 12
    assert len(weeks) <= 5 * years + 2


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_wins_or_loses_on_leave(seed: int) -> None:
    told = story(seed)
    for one in told.deals:
        if not one.is_open:
            away = told.away.weeks[one.holder]
            assert not any(begins <= one.ended < begins + 5 for begins in away), (one.holder, one.ended)


def test_a_week_that_is_off_is_a_calendar_week_of_work() -> None:
    for begins in story().away.weeks["li"]:
        first, last = days().day(begins), days().day(begins + 4)
        assert last - first in (timedelta(days=4), timedelta(days=6)), "Monday to Friday, or across a weekend"


def test_all_have_about_five_weeks_a_year() -> None:
    for key in ("hale", "roth", "kuhn", "lindgren"):
        assert len(story().away.weeks[key]) in (9, 10)


@pytest.mark.parametrize("part", [0.0, 0.25, 0.99])
def test_what_falls_into_leave_is_done_at_the_same_time_of_the_first_day_back(part: float) -> None:
    away = story().away
    begins = away.weeks["roth"][0]
    back = away.back("roth", begins + 2 + part)
    assert back >= begins + 5
    assert back % 1 == pytest.approx(part)
    assert not any(week <= back < week + 5 for week in away.weeks["roth"])


def test_what_does_not_fall_into_leave_stays() -> None:
    away = story().away
    free = next(week + 0.5 for week in range(-100, -1) if not any(w <= week < w + 5 for w in away.weeks["roth"]))
    assert away.back("roth", free) == free


def test_two_weeks_in_a_row_are_left_at_their_end() -> None:
    away = Away([], 1)
    away.weeks["roth"] = [-50, -45]
    assert away.back("roth", -49.5) == -39.5


def test_a_week_with_a_loss_is_not_taken() -> None:
    lost = [deal(NEW, LOST, since=-60 + 5 * week, each=1) for week in range(9)]
    busy = {floor(one.ended / 5) * 5 for one in lost}
    assert not busy & set(Away(lost, 7).weeks["li"])


def test_the_same_seed_gives_the_same_leave() -> None:
    assert Away([], 3).weeks == Away([], 3).weeks != Away([], 4).weeks
