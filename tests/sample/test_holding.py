"""Who held each customer when: without a gap, in order, by people who were there."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from random import Random

import pytest

from tests.sample.telling import SEEDS, story
from tests.sample.telling import client as a_client
from tests.sample.telling import deal as a_deal
from tuicrm.sample.cast import CAST
from tuicrm.sample.client import Client, Hold
from tuicrm.sample.days import MONTH
from tuicrm.sample.deal import LOST, NEW
from tuicrm.sample.effects import NONE
from tuicrm.sample.holding import IN_POOL, _with_projects
from tuicrm.sample.scenes import POOL, TAKEN_TODAY

FREED = {"release", "recycle"}


@pytest.fixture(scope="module", params=SEEDS)
def clients(request: pytest.FixtureRequest) -> list[Client]:
    return story(request.param).clients


def test_a_history_begins_in_the_pool_the_moment_one_is_known(clients: list[Client]) -> None:
    for client in clients:
        first = client.holds[0]
        assert (first.owner, first.at) == ("", client.made)
        assert first.how == ("import" if client.is_imported else "intake")


def test_each_step_follows_the_one_before(clients: list[Client]) -> None:
    for client in clients:
        for before, after in pairwise(client.holds):
            assert before.at < after.at, (client.scene, client.holds)
            match after.how:
                case "claim" | "assign":
                    assert (before.owner, bool(after.owner)) == ("", True)
                case "handover":
                    assert before.owner
                    assert after.owner
                    assert before.owner != after.owner
                case _:
                    assert after.how in FREED
                    assert before.owner
                    assert after.owner == ""


def test_why_somebody_let_go_is_said_and_nothing_else(clients: list[Client]) -> None:
    for client in clients:
        for hold in client.holds:
            assert bool(hold.reason) == (hold.how in FREED)
            if hold.how == "recycle":
                assert hold.by == "", "nobody did it: the days ran out"
                assert hold.reason in ("silent", "lost")


def test_who_did_it_had_the_right(clients: list[Client]) -> None:
    for client in clients:
        for before, hold in pairwise(client.holds):
            match hold.how:
                case "claim":
                    assert hold.by == hold.owner
                case "assign":
                    assert hold.by in ("hale", hold.owner)
                case "handover":
                    assert hold.by == "hale"
                case "release":
                    assert hold.by == ("hale" if hold.reason == "left" else before.owner)


def test_nobody_comes_to_hold_before_joining(clients: list[Client]) -> None:
    for client in clients:
        for hold in client.holds:
            if hold.owner and not client.scene:
                assert hold.at >= -CAST[hold.owner].joined * MONTH, (hold, client.made)


def test_who_has_left_holds_nobody(clients: list[Client]) -> None:
    gone = {person.key: person.left for person in CAST.values() if person.left}
    for client in clients:
        assert client.owner not in gone
        for hold, following in pairwise(client.holds):
            if hold.owner in gone:
                assert following.at <= -gone[hold.owner] * MONTH + 1, "on the day itself, or the next"


def test_who_sells_a_project_now_holds_its_customer(clients: list[Client]) -> None:
    for client in clients:
        for deal in client.deals:
            if deal.is_open:
                assert client.owner == deal.holder


def test_two_projects_that_changed_hands_leave_one_history_in_order() -> None:
    later, sooner = a_deal(NEW, LOST, since=-300.0, holder="wang"), a_deal(NEW, LOST, since=-299.0, holder="laurent")
    later.holders.append((-178.0, "li"))
    sooner.holders.append((-290.0, "virtanen"))
    told = a_client(deals=(later, sooner), made=-320.0)
    told.holds = [Hold("", -320.0, "intake")]
    _with_projects(Random(1), told)
    moments = [one.at for one in told.holds]
    assert moments == sorted(moments)
    assert [one.owner for one in told.holds][1:4] == ["wang", "virtanen", "li"]


@pytest.mark.parametrize("seed", [3003, 1007])
def test_a_company_without_effects_holds_its_customers_in_order(seed: int) -> None:
    for one in story(seed, NONE).clients:
        moments = [hold.at for hold in one.holds]
        assert moments == sorted(moments)


def test_so_many_are_in_the_pool(clients: list[Client]) -> None:
    assert sum(not client.owner for client in clients) == pytest.approx(IN_POOL, abs=1)


def test_nobody_holds_more_than_the_limit(clients: list[Client]) -> None:
    held = Counter(client.owner for client in clients if client.owner)
    assert max(held.values()) < 300
    assert all(held[key] for key, person in CAST.items() if person.held)


@pytest.mark.parametrize("key", [person.key for person in CAST.values() if person.held])
def test_the_sample_s_own_seed_gives_each_what_the_cast_says(key: str) -> None:
    held = sum(client.owner == key for client in story().clients)
    assert held == pytest.approx(CAST[key].held, abs=25)


def test_li_wei_has_claimed_three_today_and_nobody_else_any(clients: list[Client]) -> None:
    today = [client.owner for client in clients if client.holds[-1].at > 0]
    assert today == ["li"] * TAKEN_TODAY


@pytest.mark.parametrize("free", POOL, ids=lambda free: free.key)
def test_a_scene_s_customer_lies_in_the_pool_as_told(clients: list[Client], free: object) -> None:
    told = next(one for one in POOL if one == free)
    client = next(client for client in clients if client.scene == told.key)
    assert client.owner == ""
    assert (client.klass, client.source) == (told.klass, told.asked[0][1])
    assert client.holds[-1].how == told.how
    assert len(client.holds) == (3 if told.held_by else 1)
    assert not told.held_by or client.holds[1].owner == told.held_by
