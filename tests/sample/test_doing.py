"""What people did: within the life of a project and their own time, with an outcome that fits."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sample.telling import SEEDS, deal, story
from tuicrm.sales.action_kinds import KIND, OUTCOME
from tuicrm.sample.act import PLAYBOOK_SINCE, PLAYS, Act
from tuicrm.sample.caring import call_came_to
from tuicrm.sample.cast import CAST
from tuicrm.sample.days import MONTH, WINDOW
from tuicrm.sample.deal import DEMO, LOST, NEEDS, NEW, QUOTE
from tuicrm.sample.doing import done_for, finish
from tuicrm.sample.effects import ALL, NONE
from tuicrm.sample.leave import Away
from tuicrm.sample.words import words

KINDS = sorted({play.kind for play in PLAYS} | {"call", "visit", "meeting", "demo", "quote", "message", "task"})


def act(kind: str = "call", planned: float = -5.0, play: str = "") -> Act:
    return Act(0, None, "li", kind, planned - 1, planned, ("subject", 0), play=play)


@pytest.fixture(scope="module", params=SEEDS)
def acts(request: pytest.FixtureRequest) -> list[Act]:
    return story(request.param).acts


def test_there_are_as_many_as_promised_in_the_order_of_planning(acts: list[Act]) -> None:
    assert len(acts) == 6000
    assert [one.made for one in acts] == sorted(one.made for one in acts)


def test_a_done_action_has_a_moment_in_the_past_and_an_outcome(acts: list[Act]) -> None:
    for one in acts:
        assert (one.done is not None) == (one.state == "done")
        assert bool(one.outcome) == (one.state == "done")
        if one.done is not None:
            assert -WINDOW - 1 <= one.done < 0
            assert one.done_minutes > 0
            assert one.outcome in OUTCOME
            assert one.kind in KIND


def test_only_what_was_cancelled_says_why(acts: list[Act]) -> None:
    reasons = {"gone", "no_time", "moved_on"}
    for one in acts:
        assert bool(one.cancel) == (one.state == "cancelled")
        assert one.cancel in {"", *reasons}
        assert one.state in ("planned", "done", "cancelled")


def test_what_is_planned_is_with_who_holds_it_now(acts: list[Act]) -> None:
    planned = [one for one in acts if one.state == "planned"]
    assert planned
    for one in planned:
        assert not CAST[one.owner].left
        assert one.deal is None or one.deal.is_open
        if one.about[0] != "phrase":
            assert one.deal is None or one.owner == one.deal.holder


def test_a_visit_costs_a_trip_and_a_call_nothing(acts: list[Act]) -> None:
    for one in acts:
        assert one.cost >= 0
        assert bool(one.cost) == (one.kind == "visit" and one.state == "done")


def test_nobody_was_busy_before_joining_or_after_leaving(acts: list[Act]) -> None:
    for one in acts:
        if one.done is not None and one.about[0] == "subject":
            person = CAST[one.owner]
            assert one.done >= -person.joined * MONTH
            assert not person.left or one.done <= -person.left * MONTH + 1, (one.owner, one.done)


def test_an_action_of_a_project_was_done_while_it_was_open(acts: list[Act]) -> None:
    for one in acts:
        if one.deal is not None and one.done is not None:
            assert one.done >= one.deal.begun - 1
            assert one.deal.is_open or one.done <= one.deal.ended


def test_what_was_postponed_was_planned_earlier(acts: list[Act]) -> None:
    moved = [one for one in acts if one.postponed]
    assert len(moved) > 200
    for one in moved:
        assert 1 <= one.postponed <= 3
        assert one.first_planned is not None
        assert one.made <= one.first_planned
    assert all(one.first_planned is None for one in acts if not one.postponed)


def test_the_playbook_s_actions_begin_with_the_playbook(acts: list[Act]) -> None:
    plays = {play.key: play for play in PLAYS}
    found = Counter(one.play for one in acts if one.play)
    assert set(found) == set(plays)
    for one in acts:
        if one.play:
            assert one.made > -PLAYBOOK_SINCE * MONTH
            assert one.kind == plays[one.play].kind
            assert one.stage == plays[one.play].stage
            assert one.about == ("play", one.play)


@settings(max_examples=25)
@given(seed=st.integers(), kind=st.sampled_from(KINDS), at=st.floats(-500, -0.1))
def test_finishing_says_what_came_of_it(seed: int, kind: str, at: float) -> None:
    done = act(kind, planned=at - 1)
    finish(Random(seed), done, at)
    assert (done.state, done.done) == ("done", at)
    assert 1 <= done.done_minutes <= 180
    assert (done.outcome == "done") == (kind != "call")
    assert done.noted[0] in words("en").notes
    assert done.noted[0] in words("zh").notes


@pytest.mark.parametrize(
    ("planned", "done", "wanted"),
    [
        pytest.param(-10.0, -10.0, -10.0, id="on time"),
        pytest.param(-12.0, -10.0, -12.0, id="two days late stays late"),
        pytest.param(-14.0, -10.0, -10.0, id="long late: it had been put off"),
        pytest.param(-9.5, -10.0, -9.5, id="half a day early"),
        pytest.param(-8.0, -10.0, -10.0, id="days early: it had been brought forward"),
    ],
)
def test_what_is_done_far_from_its_plan_had_been_planned_anew(planned: float, done: float, wanted: float) -> None:
    one = act("visit", planned)
    finish(Random(1), one, done)
    assert one.planned == wanted


def test_people_pick_up_between_ten_and_eleven() -> None:
    def talks(part: float) -> float:
        rng = Random(6)
        done = [act() for _ in range(800)]
        for one in done:
            finish(rng, one, -10 + part)
        return sum(one.outcome == "talked" for one in done) / len(done)

    assert talks(0.2) > talks(0.6) + 0.08


@pytest.mark.parametrize("outcome", ["no_answer", "busy", "wrong_number"])
def test_a_call_without_a_talk_is_short(outcome: str) -> None:
    one = act()
    finish(Random(1), one, -5)
    call_came_to(Random(1), one, outcome)
    assert (one.outcome, one.noted[0]) == (outcome, outcome)
    assert 1 <= one.done_minutes <= 3


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(), holder=st.sampled_from(["li", "kuhn", "roth", "wang"]), each=st.floats(1, 40))
def test_a_project_s_past_lies_between_its_beginning_and_its_end(seed: int, holder: str, each: float) -> None:
    told = deal(NEW, NEEDS, DEMO, QUOTE, LOST, since=-200, each=each, holder=holder)
    for effects in (ALL, NONE):
        for one in done_for(told, Random(seed), Away([], 1), effects):
            assert one.owner == holder
            assert one.stage in (NEW, NEEDS, DEMO, QUOTE)
            assert one.done is None or told.begun <= one.done <= told.ended
            assert one.made >= told.begun or one.postponed


def test_what_came_before_the_two_years_is_not_told() -> None:
    told = deal(NEW, NEEDS, LOST, since=-WINDOW - 100, each=20)
    assert list(done_for(told, Random(1), Away([], 1), ALL)) == []


def test_a_rotting_project_is_left_alone() -> None:
    def late(is_rotting: bool) -> int:
        found = 0
        for seed in range(60):
            told = deal(NEW, NEEDS, since=-210, is_rotting=is_rotting)
            found += sum((one.done or -999) > -100 for one in done_for(told, Random(seed), Away([], 1), ALL))
        return found

    assert late(True) == 0 < late(False)


def test_kuhn_plans_twice_as_much_and_does_half() -> None:
    def of(holder: str, state: str | None = None) -> int:
        told = [deal(NEW, NEEDS, LOST, since=-280, each=130, holder=holder) for _ in range(60)]
        made = [one for seed, each in enumerate(told) for one in done_for(each, Random(seed), Away([], 1), ALL)]
        return sum(one.about[0] == "subject" and state in (None, one.state) for one in made)

    assert of("kuhn") > 1.6 * of("roth")
    assert of("kuhn", "done") / of("kuhn") < 0.6 * of("roth", "done") / of("roth")
