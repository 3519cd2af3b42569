"""A project as it is told: what it is worth, where it is, who held it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sample.telling import client, deal
from tuicrm.sample.deal import CLOSE, DEMO, LOST, NEEDS, NEW, QUOTE, WON
from tuicrm.sample.goods import GOODS

LINES = st.dictionaries(st.sampled_from(sorted(GOODS)), st.integers(1, 9), min_size=1)


@pytest.mark.parametrize("key", list(GOODS))
def test_a_good_costs_something_and_less_than_its_price(key: str) -> None:
    good = GOODS[key]
    assert good.key == key
    assert 0 < good.cost < good.price
    assert good.price * 0.8 > good.cost or key == "QX-50", "all but the thin one earn at the highest discount"


@pytest.mark.parametrize(
    ("lines", "discount", "listed", "paid", "cost"),
    [
        pytest.param({"PX-200": 1}, 0, 14_000, 14_000, 8_700, id="one at the list price"),
        pytest.param({"PX-200": 3}, 10, 42_000, 37_800, 26_100, id="three, a tenth off"),
        pytest.param({"PX-400": 1, "AX-10": 4}, 5, 29_600, 28_120, 17_600, id="a cell with probes"),
        pytest.param({"QX-50": 1}, 20, 6_500, 5_200, 5_000, id="the thin one at its cheapest"),
        pytest.param({}, 5, 0, 0, 0, id="nothing named"),
    ],
)
def test_value_and_cost_are_the_sums_of_the_lines(
    lines: dict[str, int], discount: int, listed: int, paid: int, cost: int
) -> None:
    told = deal(NEW, lines=lines, discount=discount)
    assert (told.list_value, told.value, told.cost, told.profit) == (listed, paid, cost, paid - cost)


@settings(max_examples=25)
@given(lines=LINES, discount=st.integers(0, 20))
def test_nobody_pays_more_than_the_list_or_less_than_the_highest_discount(lines: dict[str, int], discount: int) -> None:
    told = deal(NEW, lines=lines, discount=discount)
    assert told.list_value * 8 // 10 <= told.value <= told.list_value
    assert isinstance(told.value, int)


def test_a_fixed_value_goes_before_the_lines() -> None:
    told = deal(NEW, lines={"PX-200": 9}, fixed=48_000)
    assert told.value == 48_000
    assert told.profit == 48_000 - told.cost


@pytest.mark.parametrize(
    ("stages", "is_open", "is_won", "furthest"),
    [
        pytest.param((NEW,), True, False, NEW, id="new"),
        pytest.param((NEW, NEEDS, DEMO, QUOTE, CLOSE), True, False, CLOSE, id="nearly there"),
        pytest.param((NEW, NEEDS, DEMO, QUOTE, CLOSE, WON), False, True, CLOSE, id="won"),
        pytest.param((NEW, LOST), False, False, NEW, id="lost at once"),
        pytest.param((NEW, NEEDS, DEMO, QUOTE, NEEDS, LOST), False, False, QUOTE, id="went back and was lost"),
    ],
)
def test_its_last_stay_says_how_it_stands(stages: tuple[int, ...], is_open: bool, is_won: bool, furthest: int) -> None:
    told = deal(*stages)
    assert (told.is_open, told.is_won, told.furthest) == (is_open, is_won, furthest)
    assert told.stage == stages[-1]
    assert told.ended == told.stays[-1].at


def test_it_came_into_a_stage_when_it_first_did() -> None:
    told = deal(NEW, NEEDS, DEMO, NEEDS, since=-50, each=5)
    assert told.entered(NEEDS) == -45
    assert told.entered(NEW) == -50
    assert told.entered(QUOTE) is None


@pytest.mark.parametrize(
    ("moment", "who"),
    [
        pytest.param(-200, "wang", id="before it began: the first"),
        pytest.param(-100, "wang", id="the first moment"),
        pytest.param(-60.5, "wang", id="just before"),
        pytest.param(-60, "li", id="the moment of the handover"),
        pytest.param(0, "li", id="today"),
    ],
)
def test_who_held_a_project(moment: float, who: str) -> None:
    told = deal(NEW, holder="wang")
    told.holders.append((-60.0, "li"))
    assert told.holder_at(moment) == who
    assert told.holder == "li"


@pytest.mark.parametrize(
    ("moment", "who"),
    [
        pytest.param(-300, "", id="not known yet"),
        pytest.param(-199, "", id="in the pool"),
        pytest.param(-150, "li", id="claimed"),
        pytest.param(-80, "berg", id="handed over"),
        pytest.param(0, "", id="given back"),
    ],
)
def test_who_held_a_customer(moment: float, who: str) -> None:
    told = client(("", -200, "intake"), ("li", -150, "claim"), ("berg", -80, "handover"), ("", -20, "release"))
    assert told.owner_at(moment) == who
    assert told.owner == ""


def test_a_customer_without_a_history_is_nobody_s() -> None:
    assert (client().owner, client().owner_at(0)) == ("", "")
