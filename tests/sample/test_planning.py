"""What is planned from today on, what the scenes tell, and the calls besides projects."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from tests.sample.conftest import NOW
from tests.sample.telling import SEEDS, client, days, deal, story
from tuicrm.sample.act import Act
from tuicrm.sample.caring import calls, last_day, pool_tries
from tuicrm.sample.cast import CAST
from tuicrm.sample.client import Client
from tuicrm.sample.days import MONTH
from tuicrm.sample.deal import LOST, NEEDS, NEW, QUOTE, Deal
from tuicrm.sample.effects import ALL, NONE
from tuicrm.sample.leave import Away
from tuicrm.sample.planning import agenda_of_today, next_steps, settled
from tuicrm.sample.scenes import POOL, RUN_OF_CALLS


def planned_for(holder: str, number: int = 300, **facts: Any) -> list[Act]:
    deals = [deal(NEW, NEEDS, since=-40, holder=holder, **facts) for _ in range(number)]
    return list(next_steps(deals, Random(3), ALL))


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(deal(NEW, LOST), id="lost"),
        pytest.param(deal(NEW, NEEDS, is_rotting=True), id="rotting"),
        pytest.param(deal(NEW, NEEDS, scene="kordel"), id="a scene has its own"),
    ],
)
def test_no_next_step_is_planned_for(told: Deal) -> None:
    assert not [one for seed in range(20) for one in next_steps([told], Random(seed), ALL)]


def test_most_open_projects_have_a_next_step_and_few_a_late_one() -> None:
    steps = planned_for("li")
    assert 0.6 < len(steps) / 300 < 0.85
    assert sum(one.planned < 0 for one in steps) < 0.2 * len(steps)
    assert all(one.state == "planned" and one.made < 0 for one in steps)


def test_the_planner_has_two_steps_and_most_are_late_and_were_postponed() -> None:
    steps = planned_for("kuhn")
    late = [one for one in steps if one.planned < 0]
    assert len(steps) > 1.3 * 300
    assert len(late) > 0.4 * len(steps)
    assert all(one.postponed and one.first_planned is not None for one in late)
    assert not any(one.postponed for one in steps if one.planned >= 0)


def test_no_step_is_due_before_the_project_came_into_its_stage() -> None:
    for holder in ("kuhn", "roth"):
        assert all(one.deal and one.planned > one.deal.ended for one in planned_for(holder))


def test_without_the_effect_the_planner_plans_as_others_do() -> None:
    def plan(holder: str) -> list[float]:
        return [one.planned for one in next_steps([deal(NEW, NEEDS, since=-40, holder=holder)] * 40, Random(3), NONE)]

    assert plan("kuhn") == plan("li")


@pytest.fixture(scope="module", params=SEEDS)
def clients(request: pytest.FixtureRequest) -> list[Client]:
    return story(request.param).clients


def test_li_wei_s_agenda_of_today(clients: list[Client]) -> None:
    acts = list(agenda_of_today(clients, days(), Random(1)))
    run = [one for one in acts if one.about == ("phrase", "run")]
    assert len(run) == RUN_OF_CALLS
    assert all((one.owner, one.kind, one.planned, one.timed) == ("li", "call", 0.5, False) for one in run)
    assert len({one.client for one in run}) == RUN_OF_CALLS
    promised = [one for one in acts if one.origin == "call_back"]
    assert [clients[one.client].scene for one in promised] == ["meridian"]
    assert days().day(promised[0].planned) < days().today
    assert Counter(one.promise for one in acts if one.promise) == {"ours": 1, "theirs": 1}


def test_the_silent_customer_was_called_every_fortnight(clients: list[Client]) -> None:
    acts = [
        one
        for one in agenda_of_today(clients, days(), Random(1))
        if clients[one.client].scene == "rasmussen" and one.done is not None
    ]
    on = [days().day(one.done) for one in acts if one.done is not None]
    gaps = {(late - early).days for late, early in itertools.pairwise(on)}
    assert gaps <= {12, 13, 14, 15, 16}
    assert 14 < (NOW.date() - on[0]).days < 21


def test_tries_for_a_customer_in_the_pool_fall_into_their_time(clients: list[Client]) -> None:
    acts = list(pool_tries(clients, Random(1), days()))
    counted = Counter(clients[one.client].scene for one in acts)
    assert counted == {free.key: free.tries for free in POOL if free.tries}
    assert all(one.done is not None and one.done < 0 for one in acts)


def test_on_the_last_working_day_li_wei_called_and_a_third_talked() -> None:
    acts = list(last_day(story().clients, Random(1)))
    assert 15 <= len(acts) <= 22
    assert all(one.owner == "li" and one.done is not None and -1 <= one.done < 0 for one in acts)
    assert {one.outcome for one in acts} == {"talked", "no_answer"}
    assert 0.2 < sum(one.outcome == "talked" for one in acts) / len(acts) < 0.6


@pytest.mark.parametrize("number", [0, 1, 50, 700])
def test_so_many_calls_are_given_as_are_wanted(clients: list[Client], number: int) -> None:
    acts = list(calls(clients, Random(2), story().away, number, ALL))
    assert len(acts) == number
    assert all(one.deal is None and one.kind == "call" for one in acts)


def test_a_call_is_made_by_who_held_the_customer_then(clients: list[Client]) -> None:
    for one in calls(clients, Random(2), Away([], 1), 600, ALL):
        assert one.made <= one.planned or one.state == "done"
        if one.done is not None:
            assert clients[one.client].owner_at(one.done) == one.owner
            assert one.done >= -CAST[one.owner].joined * MONTH


@pytest.mark.parametrize(
    "lonely",
    [
        pytest.param([], id="no customers at all"),
        pytest.param([client(("", -200, "intake"))], id="never held"),
        pytest.param([client(("", -9, "intake"), ("li", -8, "claim"), deals=(deal(NEW),))], id="has an open project"),
    ],
)
def test_where_nobody_can_be_called_nobody_is(lonely: list[Client]) -> None:
    assert list(calls(lonely, Random(1), Away([], 1), 10, ALL)) == []


def an_act(owner: str, planned: float = 3.0, told: Deal | None = None, about: str = "subject") -> Act:
    return Act(0, told, owner, "call", -5.0, planned, (about, 0 if about == "subject" else "run"))


HELD_BY_LI = [client(("", -200, "intake"), ("li", -100, "claim"))]
POOLED = [client(("", -200, "intake"))]


@pytest.mark.parametrize(
    ("make", "clients", "state", "cancel", "owner"),
    [
        pytest.param(lambda: an_act("li"), HELD_BY_LI, "planned", "", "li", id="stays"),
        pytest.param(lambda: an_act("roth"), HELD_BY_LI, "planned", "", "li", id="goes to the holder"),
        pytest.param(lambda: an_act("holm"), HELD_BY_LI, "planned", "", "li", id="its owner has left"),
        pytest.param(lambda: an_act("li"), POOLED, "cancelled", "gone", "li", id="nobody holds it"),
        pytest.param(
            lambda: an_act("li", told=deal(NEW, LOST)), HELD_BY_LI, "cancelled", "gone", "li", id="the project is lost"
        ),
        pytest.param(lambda: an_act("li", -2.0), HELD_BY_LI, "cancelled", "no_time", "li", id="late with Li Wei"),
        pytest.param(lambda: an_act("li", -2.0, about="phrase"), HELD_BY_LI, "planned", "", "li", id="a scene's late"),
        pytest.param(lambda: an_act("kuhn", about="phrase"), HELD_BY_LI, "planned", "", "kuhn", id="a scene's owner"),
        pytest.param(
            lambda: an_act("li", told=deal(NEW, QUOTE, holder="roth")), HELD_BY_LI, "planned", "", "roth",
            id="the project's holder goes first",
        ),
    ],
)  # fmt: skip
def test_plans_settle_with_who_holds_it_now(
    make: Callable[[], Act], clients: list[Client], state: str, cancel: str, owner: str
) -> None:
    [one] = settled([make()], clients, 10, Random(1))
    assert (one.state, one.cancel, one.owner) == (state, cancel, owner)


def test_what_is_too_much_is_dropped_from_what_was_done() -> None:
    acts = [an_act("li") for _ in range(5)]
    for one in acts[:3]:
        one.state = "done"
    left = settled(acts, HELD_BY_LI, 3, Random(1))
    assert Counter(one.state for one in left) == {"planned": 2, "done": 1}
    kept = settled(acts, HELD_BY_LI, 0, Random(1))
    assert Counter(one.state for one in kept) == {"planned": 2}, "a plan is never dropped"
