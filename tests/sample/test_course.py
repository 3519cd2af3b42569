"""What was known of a project when: a guess, a quote, a price; the day moves when it comes near."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

import pytest

from tests.sample.telling import SEEDS, deal, story
from tuicrm.sample.course import Course, course
from tuicrm.sample.deal import CLOSE, DEMO, LOST, NEEDS, NEW, QUOTE, WON, Deal

CATEGORIES = ("pipeline", "pipeline", "best", "best", "commit", "won", "lost")


def followed(told: Deal, seed: int = 1) -> Course:
    return course(told, CATEGORIES, Random(seed))


def values(told: Deal) -> dict[int, int | None]:
    """The value by stage, as it was last said there."""
    return {turn.stage: turn.value for turn in followed(told).turns}


WHOLE = (NEW, NEEDS, DEMO, QUOTE, CLOSE, WON)


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        pytest.param({"said": 1.0}, {NEW: 13_500, DEMO: 13_500, QUOTE: 14_000, CLOSE: 13_300, WON: 13_300}, id="guess"),
        pytest.param({"said": None}, {NEW: None, NEEDS: 14_000, QUOTE: 14_000, WON: 13_300}, id="nobody guessed"),
        pytest.param({"said": 0.01}, {NEW: 500, QUOTE: 14_000}, id="never nothing"),
        pytest.param({"said": 1.0, "fixed": 9_999}, {NEW: 9_999, QUOTE: 9_999, WON: 9_999}, id="a value of its own"),
        pytest.param({"said": 1.0, "discount": 0}, {NEW: 14_000, CLOSE: 14_000}, id="no discount"),
    ],
)
def test_the_value_is_a_guess_then_the_list_then_what_is_paid(
    facts: dict[str, Any], wanted: dict[int, int | None]
) -> None:
    said = values(deal(*WHOLE, **facts))
    assert {stage: said[stage] for stage in wanted} == wanted


@pytest.mark.parametrize(
    ("stages", "known", "cost"),
    [
        pytest.param(WHOLE, True, 8_700, id="won"),
        pytest.param(WHOLE, False, None, id="won, but nobody wrote the cost"),
        pytest.param((NEW, NEEDS, LOST), True, None, id="lost"),
        pytest.param((NEW, NEEDS), True, None, id="open"),
    ],
)
def test_a_cost_is_known_of_what_was_won(stages: tuple[int, ...], known: bool, cost: int | None) -> None:
    assert followed(deal(*stages, is_cost_known=known)).last.cost == cost


@pytest.mark.parametrize(
    ("stages", "category"),
    [
        pytest.param((NEW,), "pipeline", id="new"),
        pytest.param((NEW, NEEDS, DEMO), "best", id="demo"),
        pytest.param(WHOLE, "won", id="won"),
        pytest.param((NEW, LOST), "lost", id="lost"),
    ],
)
def test_the_forecast_follows_the_stage(stages: tuple[int, ...], category: str) -> None:
    assert {followed(deal(*stages), seed).last.category for seed in range(20)} == {category}


def test_now_and_then_a_person_calls_an_open_quote_otherwise() -> None:
    said = [followed(deal(NEW, NEEDS, DEMO, QUOTE, since=-31), seed).last.category for seed in range(200)]
    assert set(said) == {"best", "commit"}
    assert 10 < said.count("commit") < 60


def test_estimate_and_first_quote_are_the_first_of_their_kind() -> None:
    told = followed(deal(*WHOLE))
    assert (told.estimate, told.first_quote) == (13_500, 14_000)
    assert followed(deal(NEW, NEEDS)).first_quote is None
    assert followed(deal(NEW, said=None)).estimate is None


def test_a_project_that_went_back_keeps_its_quote() -> None:
    told = followed(deal(NEW, NEEDS, DEMO, QUOTE, DEMO))
    assert told.last.stage == DEMO
    assert told.last.value == 14_000


def test_no_day_is_expected_of_what_is_only_new() -> None:
    assert followed(deal(NEW)).last.expected is None
    assert followed(deal(NEW, LOST)).moves == 0
    assert followed(deal(NEW, NEEDS)).last.expected is not None


def test_a_day_that_comes_near_is_moved_and_a_rotting_one_is_not() -> None:
    told = deal(NEW, NEEDS, since=-300)
    assert followed(told).moves > 0
    assert followed(told).moves <= 4, "nobody moves it for ever"
    told.is_rotting = True
    assert followed(told).moves == 0


def test_the_scenes_card_is_expected_on_its_day() -> None:
    told = deal(NEW, NEEDS, DEMO, scene="vela", since=-60)
    found = followed(told)
    assert found.moves == 3
    assert found.last.expected == pytest.approx(67 * 5 / 7)


def test_a_handover_is_a_turn() -> None:
    told = deal(NEW, NEEDS, holder="wang")
    told.holders.append((-85.0, "li"))
    found = followed(told)
    assert found.turns[0].owner == "wang"
    assert found.last.owner == "li"
    assert -85.0 in [turn.at for turn in found.turns]


@pytest.mark.parametrize("seed", SEEDS)
def test_in_a_whole_company_each_course_is_in_order(seed: int) -> None:
    for number, told in enumerate(story(seed).deals):
        found = followed(told, number)
        turns = found.turns
        assert turns[0].at == told.begun
        assert all(before.at < after.at for before, after in pairwise(turns))
        assert turns[-1].stage == told.stage
        assert turns[-1].owner == told.holder
        assert all(turn.value is None or turn.value > 0 for turn in turns)
        assert all(turn.expected is None or turn.expected > told.begun for turn in turns)
        assert all(turn.at < 0.5 for turn in turns), "nothing is known of tomorrow"
        reached = [stay.at for stay in told.stays if QUOTE <= stay.stage < LOST]
        assert (found.first_quote is not None) == bool(reached)
