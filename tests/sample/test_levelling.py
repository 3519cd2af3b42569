"""Chance is evened out: each seller comes to the profit that the cast says, by turning and by pieces."""

from __future__ import annotations

from copy import deepcopy
from itertools import pairwise

import pytest

from tests.sample.telling import SEEDS
from tuicrm.sample.cast import CAST
from tuicrm.sample.days import WINDOW
from tuicrm.sample.deal import CLOSE, LOST, QUOTE, WON, Deal
from tuicrm.sample.effects import ALL, NONE
from tuicrm.sample.levelling import aim, level
from tuicrm.sample.selling import sell

BLOCKS = 16
SELLERS = [person.key for person in CAST.values() if person.cohort]


def levelled(seed: int) -> tuple[list[Deal], list[Deal]]:
    before = sell(seed, ALL)
    after = deepcopy(before)
    level(after, seed, ALL)
    return before, after


@pytest.fixture(scope="module", params=SEEDS)
def both(request: pytest.FixtureRequest) -> tuple[list[Deal], list[Deal]]:
    return levelled(request.param)


def profit(deals: list[Deal], key: str) -> int:
    return sum(
        one.profit
        for one in deals
        if one.is_won
        and one.holder == key
        and one.is_cost_known
        and CAST[key].sells(one.ended)
        and one.ended >= -WINDOW
    )


@pytest.mark.parametrize("key", ["roth", "kuhn", "li", "virtanen", "lindgren", "holm"])
def test_who_was_there_both_years_earns_what_the_cast_says(both: tuple[list[Deal], list[Deal]], key: str) -> None:
    wanted = sum(aim(CAST[key], block, ALL) for block in range(BLOCKS))
    assert profit(both[1], key) == pytest.approx(wanted, rel=0.1)


def test_it_comes_nearer_for_all_together(both: tuple[list[Deal], list[Deal]]) -> None:
    def missed(deals: list[Deal]) -> float:
        return sum(
            abs(profit(deals, key) - sum(aim(CAST[key], block, ALL) for block in range(BLOCKS))) for key in SELLERS
        )

    assert missed(both[1]) < 0.35 * missed(both[0])


def test_it_moves_no_day_and_makes_no_project(both: tuple[list[Deal], list[Deal]]) -> None:
    before, after = both
    assert [one.begun for one in before] == [one.begun for one in after]
    assert [one.ended for one in before] == [one.ended for one in after]
    assert [one.is_open for one in before] == [one.is_open for one in after]
    assert [one.holders for one in before] == [one.holders for one in after]


def test_what_is_turned_round_still_keeps_the_funnel(both: tuple[list[Deal], list[Deal]]) -> None:
    for was, now in zip(*both, strict=True):
        if was.stage == now.stage:
            continue
        times = [stay.at for stay in now.stays]
        assert times == sorted(times)
        if now.stage == WON:
            assert now.stays[-2].stage == CLOSE
            assert (now.reason, now.competitor) == ("", None)
            assert all(before.stage < after.stage for before, after in pairwise(now.stays[-3:]))
        else:
            assert now.stage == LOST
            assert now.stays[-2].stage in (QUOTE, CLOSE)
            assert now.reason == now.stays[-1].reason
            assert now.reason in ("price", "delivery")


def test_what_other_effects_need_is_not_turned(both: tuple[list[Deal], list[Deal]]) -> None:
    for was, now in zip(*both, strict=True):
        if was.campaign in ("ads", "fair1") or ("LX-700" in was.lines and was.holder != "roth"):
            assert was.stage == now.stage


def test_pieces_stay_within_what_a_customer_orders(both: tuple[list[Deal], list[Deal]]) -> None:
    for was, now in zip(*both, strict=True):
        assert set(was.lines) - {"AX-10"} == set(now.lines) - {"AX-10"}
        assert all(0 < pieces <= 9 for pieces in now.lines.values())
        if not now.is_won:
            assert was.lines == now.lines or was.is_won, "only what was sold is counted again"


def test_without_the_effect_nothing_is_evened_out() -> None:
    deals = sell(113, NONE)
    before = [(one.stage, dict(one.lines)) for one in deals]
    level(deals, 113, NONE)
    assert [(one.stage, one.lines) for one in deals] == before


@pytest.mark.parametrize("key", SELLERS)
def test_an_aim_is_nothing_before_joining_and_never_negative(key: str) -> None:
    person = CAST[key]
    for block in range(BLOCKS):
        begins = -WINDOW + block * WINDOW / BLOCKS
        wanted = aim(person, block, ALL)
        assert wanted >= 0
        if not any(person.sells(begins + day) for day in range(33)):
            assert wanted == 0


def test_who_stays_is_to_earn_more_in_the_second_year() -> None:
    for key in ("roth", "kuhn", "lindgren"):
        years = [sum(aim(CAST[key], block, ALL) for block in half) for half in (range(8), range(8, 16))]
        assert 1.05 < years[1] / years[0] < 1.4


def test_a_company_without_projects_cannot_be_levelled_and_says_nothing() -> None:
    level([], 1, ALL)
