"""Each project's way: from stage to stage, within its seller's time, to one end."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sample.telling import SEEDS, deal
from tuicrm.sample.cast import CAST, SUCCESSORS
from tuicrm.sample.days import HISTORY, MONTH, WINDOW
from tuicrm.sample.deal import CLOSE, DEMO, LOST, NEEDS, NEW, QUOTE, WON, Deal
from tuicrm.sample.effects import ALL, NONE, Effects
from tuicrm.sample.goods import GOODS
from tuicrm.sample.selling import choose_goods, sell, tell

STEPS = {"create": 0, "forward": 1, "skip": 2, "back": -1}


def sold(seed: int, effects: Effects = ALL) -> list[Deal]:
    return sell(seed, effects)


def keeps_the_funnel(told: Deal) -> None:
    """What is true of every way through the funnel."""
    first, *others = told.stays
    assert (first.stage, first.how, first.at) == (NEW, "create", told.begun)
    for before, stay in pairwise(told.stays):
        assert stay.at > before.at, "it was somewhere for a while"
        assert before.stage < WON, "what is closed stays closed"
        if stay.stage == WON:
            assert (before.stage, stay.how) == (CLOSE, "won")
        elif stay.stage == LOST:
            assert stay.how == "lost"
        else:
            assert stay.stage - before.stage == STEPS[stay.how]
    assert sum(stay.how == "back" for stay in others) <= 1
    assert bool(told.reason) == (told.stage == LOST)


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(),
    holder=st.sampled_from(sorted(CAST)),
    since=st.floats(-WINDOW, -1),
    goods=st.sampled_from(sorted(GOODS)),
)
def test_any_project_keeps_the_funnel(seed: int, holder: str, since: float, goods: str) -> None:
    for effects in (ALL, NONE):
        told = deal(NEW, since=since, holder=holder, lines={goods: 1})
        tell(Random(seed), told, effects)
        keeps_the_funnel(told)
        assert told.ended < 0, "nothing lies in the future"


@pytest.mark.parametrize("until", [-99.9, -80.0, -30.0, -0.05])
def test_a_project_ends_where_its_story_ends(until: float) -> None:
    for seed in range(40):
        told = deal(NEW)
        tell(Random(seed), told, ALL, until)
        assert told.begun <= told.ended < until


def test_a_story_that_ends_at_once_leaves_the_project_new() -> None:
    told = deal(NEW)
    tell(Random(1), told, ALL, until=told.begun)
    assert (told.stage, len(told.stays), told.is_open) == (NEW, 1, True)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_years_of_selling(seed: int) -> None:
    deals = sold(seed)
    assert [one.begun for one in deals] == sorted(one.begun for one in deals)
    assert 700 < len(deals) < 1200
    for told in deals:
        keeps_the_funnel(told)
        assert told.is_open or told.ended > -HISTORY, "what was closed before is no longer told"
        assert set(told.lines) <= set(GOODS)
        assert all(pieces > 0 for pieces in told.lines.values())
        assert 0 <= told.discount <= 20
    ends = Counter(told.stage for told in deals if not told.is_open)
    assert 0.2 < ends[WON] / (ends[WON] + ends[LOST]) < 0.6


@pytest.mark.parametrize("seed", SEEDS)
def test_a_project_is_begun_by_who_sells_and_passes_to_a_successor(seed: int) -> None:
    for told in sold(seed):
        first = CAST[told.holders[0][1]]
        assert first.pace
        assert told.begun >= -first.joined * MONTH
        assert not first.cohort or first.sells(told.begun)
        assert len(told.holders) <= 2
        for (_since, before), (at, after) in pairwise(told.holders):
            assert after in SUCCESSORS[before]
            assert at > told.begun
            assert told.is_open or told.ended > at, "what was closed before the handover was not handed over"
        if told.is_open:
            assert not CAST[told.holder].left, "no open project is held by one who left"


def test_the_same_seed_sells_the_same() -> None:
    def facts(seed: int) -> list[object]:
        return [(one.begun, one.holder, one.lines, one.stage, one.ended, one.discount) for one in sold(seed)]

    assert facts(7) == facts(7)
    assert facts(7) != facts(8)


def test_the_best_leads_go_to_lindgren() -> None:
    def best(effects: Effects) -> float:
        hers = [one for one in sold(113, effects) if one.holders[0][1] == "lindgren"]
        return sum(one.klass == "A" for one in hers) / len(hers)

    assert best(ALL) > 0.4
    assert best(NONE) < 0.35


def test_only_roth_ever_wins_a_tracker_and_without_the_effect_others_do() -> None:
    def winners(effects: Effects) -> set[str]:
        return {one.holder for one in sold(113, effects) if one.is_won and "LX-700" in one.lines}

    assert winners(ALL) <= {"roth"}
    assert winners(NONE) - {"roth"}


def test_rotting_is_planted() -> None:
    assert any(one.is_rotting for one in sold(113))
    assert not any(one.is_rotting for one in sold(113, NONE))
    assert all(one.is_open for one in sold(113) if one.is_rotting), "what moved on no longer rots"


def goods(holder: str, since: float, effects: Effects = ALL) -> list[Deal]:
    rng, made = Random(11), []
    for _ in range(600):
        told = deal(NEW, since=since, holder=holder)
        choose_goods(rng, told, effects)
        made.append(told)
    return made


def thin(deals: list[Deal]) -> float:
    return sum("QX-50" in one.lines for one in deals) / len(deals)


def off(deals: list[Deal]) -> float:
    return sum(one.discount for one in deals) / len(deals)


def test_the_second_year_and_the_new_sell_the_thin_product_at_a_discount() -> None:
    early, late, new = goods("lindgren", -WINDOW + 1), goods("lindgren", -50), goods("silva", -50)
    assert thin(early) < thin(late) < thin(new)
    assert off(early) < off(late) < off(new)
    assert thin(goods("silva", -50, NONE)) == pytest.approx(thin(goods("lindgren", -50, NONE)))


def test_what_a_project_is_about_leads_its_lines() -> None:
    for told in goods("roth", -50):
        first, *others = told.lines
        assert first in ("QX-50", "LX-700", "PX-400", "PX-200")
        assert set(others) <= {"CAL", "AX-10"}
        assert told.lines.get("CAL", 1) == 1
        assert told.lines.get("AX-10", 1) <= 5
        assert told.value > 0


def test_who_decides_is_asked_more_by_the_experienced() -> None:
    def asked(holder: str) -> float:
        answers = []
        for seed in range(500):
            told = deal(NEW, since=-60, holder=holder)
            tell(Random(seed), told, ALL)
            answers += [told.did["with_decider"]] if "with_decider" in told.did else []
        return sum(answers) / len(answers)

    assert asked("roth") > asked("silva") + 0.1


def test_the_way_passes_demo_before_quote_or_skips_it() -> None:
    for told in sold(113):
        seen = {stay.stage for stay in told.stays}
        if QUOTE in seen:
            assert DEMO in seen or any(stay.how == "skip" for stay in told.stays)
            assert NEEDS in seen or any(stay.how == "skip" for stay in told.stays)
