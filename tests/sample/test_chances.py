"""How likely a project goes on, how long it stays, why it is lost."""

from __future__ import annotations

from collections import Counter
from random import Random
from statistics import mean
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sample.telling import deal, story
from tuicrm.sample.cast import CAST
from tuicrm.sample.chances import goes_on, takes, why_lost
from tuicrm.sample.days import WINDOW
from tuicrm.sample.deal import CLOSE, DEMO, NEEDS, NEW, QUOTE
from tuicrm.sample.drawing import drawn
from tuicrm.sample.effects import ALL, NONE, Effects

OPEN = (NEW, NEEDS, DEMO, QUOTE, CLOSE)
SOURCES = ("website", "email", "phone", "outreach", "referral", "campaign", "fair")


@settings(max_examples=25)
@given(
    stage=st.sampled_from(OPEN),
    holder=st.sampled_from(sorted(CAST)),
    klass=st.sampled_from("ABCD"),
    source=st.sampled_from(SOURCES),
    goods=st.sampled_from(["PX-200", "LX-700", "QX-50"]),
    at=st.floats(-WINDOW, 0),
)
def test_a_chance_is_a_probability(stage: int, holder: str, klass: str, source: str, goods: str, at: float) -> None:
    told = deal(NEW, since=-WINDOW, holder=holder, klass=klass, source=source, lines={goods: 1})
    for effects in (ALL, NONE):
        assert 0 <= goes_on(told, stage, at, effects) < 1


@pytest.mark.parametrize("stage", OPEN)
def test_a_better_class_goes_on_more_often(stage: int) -> None:
    chances = [goes_on(deal(NEW, klass=klass), stage, -10, ALL) for klass in "ABCD"]
    assert chances == sorted(chances, reverse=True)
    assert len(set(chances)) == 4


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param({"source": "referral"}, {"source": "website"}, id="a referral before the website"),
        pytest.param({"source": "website"}, {"source": "outreach"}, id="who asked before who was asked"),
        pytest.param({"source": "outreach"}, {"source": "campaign"}, id="an advertisement is worst"),
        pytest.param({"is_repeat": True}, {}, id="who bought before"),
        pytest.param({"did": {"with_decider": True}}, {"did": {"with_decider": False}}, id="the decider was asked"),
        pytest.param({"holder": "roth"}, {"holder": "silva"}, id="experience"),
    ],
)
def test_what_helps_at_quote(better: dict[str, Any], worse: dict[str, Any]) -> None:
    good, bad = (goes_on(deal(NEW, **facts), QUOTE, -10, ALL) for facts in (better, worse))
    assert good > bad


def test_the_decider_is_worth_something_at_quote_only() -> None:
    asked, silent = (deal(NEW, did={"with_decider": did}) for did in (True, False))
    assert goes_on(asked, QUOTE, -10, ALL) - goes_on(silent, QUOTE, -10, ALL) > 0.1
    for stage in (NEW, NEEDS, DEMO, CLOSE):
        assert goes_on(asked, stage, -10, ALL) == goes_on(silent, stage, -10, ALL)
    assert goes_on(asked, QUOTE, -10, Effects(playbook=False)) == goes_on(silent, QUOTE, -10, Effects(playbook=False))


@pytest.mark.parametrize(
    ("holder", "stage", "chance"),
    [
        pytest.param("li", NEEDS, None, id="others may talk about it"),
        pytest.param("li", DEMO, 0.4, id="others can show it badly"),
        pytest.param("li", QUOTE, 0.0, id="others never sell it"),
        pytest.param("li", CLOSE, 0.0, id="nor after going back and forth"),
        pytest.param("roth", QUOTE, None, id="Roth can"),
    ],
)
def test_only_one_can_sell_a_laser_tracker(holder: str, stage: int, chance: float | None) -> None:
    tracker, line = (deal(NEW, holder=holder, lines={goods: 1}) for goods in ("LX-700", "PX-200"))
    if chance is None:
        assert goes_on(tracker, stage, -10, ALL) >= goes_on(line, stage, -10, ALL)
    else:
        assert goes_on(tracker, stage, -10, ALL) == chance
    assert goes_on(tracker, stage, -10, Effects(know_how=False)) == goes_on(line, stage, -10, Effects(know_how=False))


def test_quote_is_weak_for_the_new_and_weaker_in_the_second_year() -> None:
    def chance(holder: str, at: float, effects: Effects = ALL) -> float:
        return goes_on(deal(NEW, since=-WINDOW, holder=holder), QUOTE, at, effects)

    assert chance("roth", -10) < chance("roth", -WINDOW / 2 - 10) - 0.1
    assert chance("silva", -100) < 0.4
    assert chance("silva", -100, Effects(weak_stage=False)) > 0.6


@settings(max_examples=25)
@given(seed=st.integers(), stage=st.sampled_from(OPEN), is_lost=st.booleans())
def test_a_stay_lasts_a_while_and_not_for_ever(seed: int, stage: int, is_lost: bool) -> None:
    assert 0.1 <= takes(Random(seed), deal(NEW), stage, -10, is_lost=is_lost) < 250


def test_the_second_wave_is_slower_and_lost_ones_leave_needs_early() -> None:
    def average(stage: int, holder: str, is_lost: bool) -> float:
        rng = Random(5)
        return mean(takes(rng, deal(NEW, holder=holder), stage, -10, is_lost=is_lost) for _ in range(400))

    assert average(DEMO, "silva", False) == pytest.approx(1.15 * average(DEMO, "roth", False))
    assert average(NEEDS, "roth", True) == pytest.approx(0.5 * average(NEEDS, "roth", False))
    assert average(QUOTE, "roth", True) > average(QUOTE, "roth", False)


@pytest.mark.parametrize("stage", OPEN)
def test_a_reason_is_one_of_the_team_s_list(stage: int) -> None:
    known = {"price", "timing", "no_budget", "delivery", "competitor", "fit", "silent", "other"}
    rng = Random(1)
    said = Counter(why_lost(rng, stage) for _ in range(300))
    assert set(said) <= known
    assert len(said) == 4


def test_a_quote_is_lost_by_price_and_delivery_first() -> None:
    rng = Random(2)
    assert [key for key, _ in Counter(why_lost(rng, QUOTE) for _ in range(900)).most_common(2)] == ["price", "delivery"]


def test_draws_follow_their_weights() -> None:
    rng = Random(3)
    counted = Counter(drawn(rng, {"often": 9, "seldom": 1, "never": 0}) for _ in range(2000))
    assert counted["never"] == 0
    assert counted["often"] / 2000 == pytest.approx(0.9, abs=0.03)


def test_without_effects_the_new_are_as_good_as_the_old() -> None:
    for stage in OPEN:
        assert goes_on(deal(NEW, holder="silva"), stage, -10, NONE) == goes_on(
            deal(NEW, holder="roth"), stage, -10, NONE
        )
    assert story(effects=NONE).deals, "and it can be told"
