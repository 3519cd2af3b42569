"""The whole story: the same for a seed on every day, another for another seed, with the first five minutes in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from datetime import datetime

import pytest

from tests.sample.telling import SEEDS, at, days, story
from tuicrm.sample.board import set_up
from tuicrm.sample.cast import CAST
from tuicrm.sample.days import WorkDays
from tuicrm.sample.deal import CLOSE, LOST, NEW, WON
from tuicrm.sample.effects import ALL, NONE, Effects
from tuicrm.sample.goods import GOODS
from tuicrm.sample.scenes import CARDS, POOL, QUOTAS, Card
from tuicrm.sample.story import ACTIONS, PROJECTS, Story, tell

EFFECTS = [field.name for field in fields(Effects)]
SATURDAY, LEAP_DAY = at(2026, 11, 21), at(2028, 2, 29)


def facts(told: Story) -> list[object]:
    """What can be said of a story without naming a day."""
    deals = [(one.source, one.lines, one.stage, one.holder) for one in told.deals if not one.scene]
    return [deals, Counter(act.kind for act in told.acts)]


def test_a_seed_tells_the_same_twice() -> None:
    again = tell(days(), 23)
    told = story()
    assert [(one.made, one.owner, one.kind, one.state) for one in told.acts] == [
        (one.made, one.owner, one.kind, one.state) for one in again.acts
    ]
    assert [one.stays for one in told.deals if one.scene] != []
    assert facts(told) == facts(again)
    assert told.away.weeks == again.away.weeks


@pytest.mark.parametrize("other", [1, 2024, -5])
def test_another_seed_tells_another_story(other: int) -> None:
    assert facts(story(other)) != facts(story())


@pytest.mark.parametrize("now", [SATURDAY, LEAP_DAY, at(2026, 11, 23, 23, 30)])
def test_every_day_sees_the_same_projects(now: datetime) -> None:
    told = story(now=now)
    assert facts(told)[0] == facts(story())[0]
    assert (len(told.deals), len(told.acts), len(told.clients)) == (PROJECTS, ACTIONS, 2013)


@pytest.mark.parametrize("seed", [*SEEDS, -5])
def test_any_seed_holds_the_size(seed: int) -> None:
    told = story(seed)
    assert 850 <= len(told.deals) <= PROJECTS
    assert len(told.acts) == ACTIONS


@pytest.mark.parametrize("cities", [1, 30])
def test_a_small_country_has_customers_too(cities: int) -> None:
    told = tell(days(), cities)
    assert {client.city for client in told.clients} == set(range(cities))
    assert facts(told)[0], "and projects"


@pytest.mark.parametrize("name", EFFECTS)
def test_each_effect_can_be_left_out_alone(name: str) -> None:
    told = story(effects=replace(ALL, **{name: False}))
    assert 800 <= len(told.deals) <= PROJECTS
    assert len(told.acts) == ACTIONS
    if name != "campaigns":
        assert facts(told) != facts(story()), "it made a difference"


def test_none_is_without_any_effect() -> None:
    assert [getattr(NONE, name) for name in EFFECTS] == [False] * len(EFFECTS)
    assert [getattr(ALL, name) for name in EFFECTS] == [True] * len(EFFECTS)


@pytest.mark.parametrize("seed", SEEDS)
def test_east_s_board_holds_as_many_as_drawn(seed: int) -> None:
    open_ = Counter(one.stage for one in story(seed).deals if one.is_open and CAST[one.holder].team == "east")
    assert tuple(open_[stage] for stage in range(5)) == QUOTAS


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.key)
def test_a_card_lies_in_its_stage_since_its_days(card: Card) -> None:
    [told] = [one for one in story().deals if one.scene == card.key]
    assert (told.stage, told.holder, told.klass, told.source) == (card.stage, card.holder, card.klass, card.source)
    assert told.value == round(card.value * 1000)
    assert told.lines == dict(card.lines)
    entered = days().day(told.ended)
    assert 0 <= (days().today - entered).days - card.days <= 2, "a weekend is no working day"
    times = [stay.at for stay in told.stays]
    assert times == sorted(set(times))
    assert told.stays[0].how == "create"
    assert told.is_rotting == (not card.next)


def test_cards_and_pool_are_told_of_goods_and_people_that_exist() -> None:
    for card in CARDS:
        assert card.holder in CAST
        assert {key for key, _pieces in card.lines} <= set(GOODS)
        assert NEW < card.stage <= LOST
        assert (card.stage >= WON) == bool(card.ended)
        assert card.ended <= CLOSE
        assert all(step.in_days >= 0 and step.late >= 0 and step.hour < 19 for step in card.next)
    for free in POOL:
        assert free.held_by in ("", *CAST)
        assert bool(free.held_by) == (free.how != "intake")
        asked = [ago for ago, _source, _campaign in free.asked]
        assert asked == sorted(asked, reverse=True)
        assert asked[0] >= free.days


def test_a_board_of_nobody_gets_the_cards_and_the_rest_of_its_quota() -> None:
    deals = set_up([], days(), 1, ALL)
    open_ = Counter(one.stage for one in deals if one.is_open)
    assert tuple(open_[stage] for stage in range(5)) == QUOTAS
    assert len(deals) == sum(QUOTAS) + 3
    assert [one.begun for one in deals] == sorted(one.begun for one in deals)


def test_a_board_that_is_too_full_is_thinned() -> None:
    once = set_up([], days(), 1, ALL)
    twice = set_up([one for one in once if not one.scene] + set_up([], days(), 2, ALL)[:40], days(), 3, ALL)
    assert Counter(one.stage for one in twice if one.is_open)[NEW] == QUOTAS[NEW]


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Los_Angeles"])
def test_a_story_is_told_anywhere(zone: str) -> None:
    told = tell(WorkDays(at(2026, 11, 23, 8, 2), zone), 23)
    assert facts(told)[0] == facts(story())[0]
