"""What leads did about projects that stood too long: comments and weekly reviews."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tests.sample.telling import SEEDS, deal, story
from tuicrm.sales.founding import STAGES
from tuicrm.sample.cast import CAST
from tuicrm.sample.days import MONTH, YEAR
from tuicrm.sample.deal import CLOSE, LOST, NEEDS, NEW
from tuicrm.sample.effects import ALL
from tuicrm.sample.leading import LAST_REVIEW, LIMITS, lead_of, reviews, words_of_leads

STEADY = replace(ALL, lag=False)


def test_the_limits_are_those_of_a_new_database() -> None:
    assert tuple(days for _name, kind, _chance, days, _category in STAGES if kind == "open") == LIMITS


@pytest.mark.parametrize(
    ("team", "months", "lead"),
    [
        ("east", 0.0, "wang"),
        ("east", 8.1, "wang"),
        ("east", 8.3, "hale"),
        ("east", 24.0, "hale"),
        ("north", 0.0, "madsen"),
        ("north", 24.0, "madsen"),
        ("south", 6.0, "costa"),
        ("south", 6.2, ""),
        ("", 1.0, ""),
    ],
)
def test_each_team_has_its_lead_of_the_time(team: str, months: float, lead: str) -> None:
    assert lead_of(team, -months * MONTH, ALL) == lead
    assert lead_of(team, -months * MONTH, STEADY) == (lead or ("hale" if team else "")), "nobody waits for a lead"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_lead_says_something_only_while_the_project_stands_too_long(seed: int) -> None:
    for word in story(seed).words:
        stay = next(one for one in reversed(word.deal.stays) if one.at <= word.at)
        assert stay.stage < len(LIMITS)
        assert word.at > stay.at + LIMITS[stay.stage] * 5 / 7
        assert word.at < -0.2
        assert not word.deal.scene
        assert word.by in ("wang", "hale", "madsen", "costa")
        assert not CAST[word.by].promoted or word.at >= -CAST[word.by].promoted * MONTH


def test_a_quick_project_needs_no_word() -> None:
    quick = [deal(NEW, NEEDS, CLOSE, LOST, since=-300.0, each=5.0) for _ in range(40)]
    assert words_of_leads(quick, 1, ALL) == []


def test_of_late_they_say_half_as_much_unless_nothing_is_planted() -> None:
    def said(effects: object, since: float) -> int:
        slow = [deal(NEW, LOST, since=since, each=60.0) for _ in range(200)]
        return len(words_of_leads(slow, 1, effects))  # type: ignore[arg-type]

    assert said(ALL, -230.0) > 1.5 * said(ALL, -100.0)
    assert said(STEADY, -230.0) == said(STEADY, -100.0)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_decision_is_made_by_the_lead_about_a_project_of_the_team(seed: int) -> None:
    for one in story(seed).decisions:
        holder = one.deal.holder_at(one.at)
        assert one.by == lead_of(CAST[holder].team, one.at, ALL)
        assert one.act.owner == holder
        assert one.act.origin == "review"
        assert one.act.made == one.at < one.act.planned
        assert one.deal.begun <= one.at
        assert one.act.done is None or one.at < one.act.done < (0 if one.deal.is_open else one.deal.ended)
        assert not one.deal.scene


@pytest.mark.parametrize("seed", SEEDS)
def test_the_last_review_left_one_to_do_and_one_late(seed: int) -> None:
    last = [one for one in story(seed).decisions if one.at > LAST_REVIEW]
    assert len(last) == 9
    assert Counter(one.act.state for one in last) == {"done": 7, "planned": 2}
    assert sorted(one.act.planned > 0 for one in last if one.act.state == "planned") == [False, True]
    assert all(one.deal.holder != "li" for one in last), "with him only the scenes' call is late"


def test_older_reviews_left_nothing_to_do() -> None:
    older = [one for one in story().decisions if one.at < LAST_REVIEW]
    assert {one.act.state for one in older} == {"done", "cancelled"}
    assert all(one.at > -YEAR - 6 for one in older)


def test_reviews_became_rarer_but_for_the_last_three() -> None:
    def weeks(effects: object) -> list[int]:
        held = reviews(story().deals, 1, effects)  # type: ignore[arg-type]
        return sorted({round((LAST_REVIEW + 0.3 - one.at) / 5) for one in held})

    assert weeks(STEADY) == list(range(52))
    assert weeks(ALL) == [0, 1, 2, *range(4, 26, 2), *range(26, 52)]
