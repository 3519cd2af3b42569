"""Customers and what arrived from them: every project has one, every one has an origin."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sample.telling import SEEDS, days, story
from tuicrm.sample.campaigns import CAMPAIGNS, campaign_at
from tuicrm.sample.client import Client
from tuicrm.sample.days import MONTH, WINDOW
from tuicrm.sample.market import NUMBER
from tuicrm.sample.scenes import CARDS, FRESH, POOL

SOURCES = {"website", "email", "phone", "outreach", "referral", "campaign", "fair"}
VERDICTS = {"", "no_need", "no_budget", "student", "wrong_region", "spam"}


@pytest.fixture(scope="module", params=SEEDS)
def clients(request: pytest.FixtureRequest) -> list[Client]:
    return story(request.param).clients


def test_there_are_as_many_as_promised_and_each_project_has_one(clients: list[Client]) -> None:
    assert len(clients) == NUMBER
    for number, client in enumerate(clients):
        assert all(deal.client == number for deal in client.deals)
    projects = [id(deal) for client in clients for deal in client.deals]
    assert len(projects) == len(set(projects))


def test_a_customer_is_known_before_its_first_project(clients: list[Client]) -> None:
    for client in clients:
        assert client.made < 0
        assert all(client.made < deal.begun for deal in client.deals), client.scene
        assert client.is_imported <= (client.made < -WINDOW)


def test_one_project_begins_when_the_one_before_is_over(clients: list[Client]) -> None:
    for client in clients:
        for before, after in zip(client.deals, client.deals[1:], strict=False):
            assert not before.is_open
            assert before.ended + 15 < after.begun
            assert after.is_repeat
            assert after.klass == client.klass


def test_what_a_customer_is_like(clients: list[Client]) -> None:
    for client in clients:
        assert client.source in SOURCES
        assert client.klass in ("A", "B", "C", "D") or client.scene == FRESH, "only the newest has no class yet"
        assert client.employees >= 5
        assert client.employees % 5 == 0
        assert 1 <= client.people <= 3
        assert 0 <= client.city < 23
        assert 0 <= client.industry < 10
        assert client.campaign in ("", *CAMPAIGNS)


def test_better_customers_are_larger(clients: list[Client]) -> None:
    sizes = {klass: sorted(one.employees for one in clients if one.klass == klass) for klass in "ABCD"}
    middle = [sizes[klass][len(sizes[klass]) // 2] for klass in "ABCD"]
    assert middle == sorted(middle, reverse=True)
    assert len(set(middle)) == 4


def test_the_first_inquiry_made_the_customer_known(clients: list[Client]) -> None:
    for client in clients:
        assert client.asks, "nobody falls from the sky"
        first = client.asks[0]
        assert first.at == client.made
        assert first.source == client.source
        assert [ask.at for ask in client.asks] == sorted(ask.at for ask in client.asks)


def test_every_inquiry_but_this_morning_s_is_answered_after_it_came(clients: list[Client]) -> None:
    waiting = [client.scene for client in clients for ask in client.asks if ask.answered is None]
    assert waiting == [FRESH]
    for client in clients:
        for ask in client.asks:
            assert ask.verdict in VERDICTS
            assert not (ask.verdict and client.deals), "who bought was no student"
            assert ask.answered is None or ask.answered > 0
            assert ask.at <= 0


def test_an_inquiry_for_a_project_came_before_it(clients: list[Client]) -> None:
    for client in clients:
        for ask in client.asks:
            if ask.deal is not None and not client.scene:
                assert ask.deal in client.deals
                assert ask.at <= ask.deal.begun


def test_each_scene_has_its_one_customer(clients: list[Client]) -> None:
    scenes = Counter(client.scene for client in clients if client.scene)
    assert set(scenes) == {card.key for card in CARDS} | {free.key for free in POOL}
    assert set(scenes.values()) == {1}


@pytest.mark.parametrize("key", list(CAMPAIGNS))
def test_a_campaign_brought_its_customers_while_it_ran(clients: list[Client], key: str) -> None:
    ran = CAMPAIGNS[key]
    brought = [one for one in clients if one.campaign == key and not one.deals and not one.scene]
    assert len(brought) >= ran.brings
    assert {one.source for one in brought} == {ran.source}
    assert all(-ran.begins * MONTH - 0.01 <= one.made for one in brought)


def test_buying_again_follows_a_win_and_ends_before_today(clients: list[Client]) -> None:
    again = [client for client in clients if client.repeats]
    assert len(again) > 40
    for client in again:
        first = min(deal.ended for deal in client.deals if deal.is_won)
        assert all(max(first + 25, -WINDOW) < at < -1 for at in client.repeats)
        assert client.repeats == sorted(client.repeats)


@pytest.mark.parametrize("key", list(CAMPAIGNS))
def test_a_campaign_begins_ends_costs_and_brings(key: str) -> None:
    ran = CAMPAIGNS[key]
    assert ran.key == key
    assert ran.source in SOURCES
    assert ran.begins > ran.ends > 0
    assert ran.cost > 0
    assert set(ran.klass) <= set("ABCD")
    assert days().day(-ran.begins * MONTH) <= days().day(-ran.ends * MONTH)


@pytest.mark.parametrize(
    ("source", "months_ago", "wanted"),
    [
        pytest.param("fair", 18.0, "fair1", id="at the first fair"),
        pytest.param("fair", 12.4, "fair1", id="it pays for six months"),
        pytest.param("fair", 12.2, "", id="and then no longer"),
        pytest.param("fair", 18.5, "", id="before it opened"),
        pytest.param("fair", 1.0, "fair2", id="the second fair"),
        pytest.param("campaign", 15.1, "", id="before the advertisements"),
        pytest.param("campaign", 7.0, "ads", id="while they ran"),
        pytest.param("campaign", 0.3, "", id="after the last one"),
        pytest.param("referral", 7.0, "", id="nobody pays for a referral"),
        pytest.param("email", 2.0, "", id="nor for a letter"),
        pytest.param("nonsense", 2.0, "", id="a source that is none"),
    ],
)
def test_the_campaign_of_a_source_and_a_day(source: str, months_ago: float, wanted: str) -> None:
    assert {campaign_at(Random(seed), source, -months_ago * MONTH) for seed in range(9)} == {wanted}


def test_of_the_website_s_leads_some_came_by_a_webinar() -> None:
    rng = Random(4)
    said = Counter(campaign_at(rng, "website", -8 * MONTH) for _ in range(1000))
    assert set(said) == {"", "webinars"}
    assert 0.15 < said["webinars"] / 1000 < 0.25


@settings(max_examples=25)
@given(seed=st.integers(), source=st.sampled_from(sorted(SOURCES)), at=st.floats(-WINDOW, 0))
def test_a_campaign_is_one_of_that_source_that_had_begun(seed: int, source: str, at: float) -> None:
    key = campaign_at(Random(seed), source, at)
    assert not key or (CAMPAIGNS[key].source == source and at >= -CAMPAIGNS[key].begins * MONTH)
