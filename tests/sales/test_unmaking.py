"""`u` after people, channels, campaigns, fields and targets: what was added goes again while nothing refers to it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.company import NOW, Company
from tests.sales.chances import take_back
from tests.sales.house import refusal
from tuicrm.sales import campaigns, fields, intake, people, sources, undo
from tuicrm.sales.analysis import targeting
from tuicrm.store.tables import channels
from tuicrm.store.tables.fields import own_fields
from tuicrm.store.tables.people import memberships, targets, users

MONTH = NOW.year * 12 + 12
Act = Callable[[Company], Any]


def write(rule: Any, *args: Any, **named: Any) -> Act:
    return lambda company: company.desk("boss").write(rule, *args, **named)


MADE: dict[str, tuple[Any, Act, str]] = {
    "a user": (users, write(people.add_user, "zoe", name="Zoé", team="East"), "letting in of Zoé"),
    "a channel": (channels.sources, write(sources.add, "Radio"), "new channel"),
    "a campaign": (channels.campaigns, write(campaigns.add, "Fair 26", "email"), "new campaign"),
    "a field": (own_fields, write(fields.add, "customer", "Colour"), "new field"),
}


def count(company: Company, table: Any) -> int:
    return int(company.all(select(func.count()).select_from(table))[0][0])


@pytest.mark.parametrize("what", MADE)
def test_what_was_added_goes_again_and_may_be_added_anew(small_company: Company, what: str) -> None:
    table, add, words = MADE[what]
    before = count(small_company, table)
    add(small_company)
    assert [one.words for one in small_company.desk("boss").read(undo.listing)][:1] == [words]
    take_back(small_company, "boss")
    assert count(small_company, table) == before
    add(small_company)
    assert count(small_company, table) == before + 1


def test_the_place_of_who_was_let_in_goes_with_them(small_company: Company) -> None:
    before = count(small_company, memberships)
    MADE["a user"][1](small_company)
    take_back(small_company, "boss")
    assert count(small_company, memberships) == before


def test_what_is_in_use_stays_whole(company: Company) -> None:
    made = company.desk("boss").write(people.add_user, "zoe", team="East")
    company.desk("hale").write(targeting.set_target, made.id, MONTH, 5_000)
    before = count(company, memberships)
    refused = refusal(company, "boss", undo.last)
    assert (refused.code, refused.facts) == ("used_since", {"name": "zoe"})
    assert count(company, memberships) == before


def test_a_channel_through_which_somebody_came_stays(small_company: Company) -> None:
    small_company.desk("boss").write(sources.add, "Radio")
    small_company.desk("li").write(intake.take_in, intake.Lead(name="Acme Radio", source="radio"))
    assert refusal(small_company, "boss", undo.last).code == "used_since"


def levels(company: Company) -> list[tuple[Any, ...]]:
    t = targets.c
    wanted = select(t.user_id, t.month, t.amount_minor, t.stretch_minor).order_by(t.user_id, t.month)
    return [tuple(row) for row in company.all(wanted)]


@pytest.mark.parametrize("first", [True, False], ids=["none before", "others before"])
@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda li: write(targeting.set_target, li, MONTH, 9_000, stretch_minor=10_000), id="one month"),
        pytest.param(lambda li: write(targeting.set_target, li, MONTH, 9_000, months=3), id="three months"),
        pytest.param(lambda li: write(targeting.divide, None, MONTH, 90_000, months=2), id="the whole company"),
    ],
)
def test_targets_are_as_they_were(small_company: Company, act: Callable[[int], Act], first: bool) -> None:
    li = small_company.id("li")
    if first:
        small_company.desk("hale").write(targeting.set_target, li, MONTH, 5_000, stretch_minor=6_000)
    before = levels(small_company)
    act(li)(small_company)
    assert levels(small_company) != before
    take_back(small_company, "boss")
    assert levels(small_company) == before


def test_the_same_target_again_is_nothing_to_take_back(small_company: Company) -> None:
    li, boss = small_company.id("li"), small_company.desk("boss")
    boss.write(targeting.set_target, li, MONTH, 5_000)
    assert boss.write(targeting.set_target, li, MONTH, 5_000) == 0
    assert len(boss.read(undo.listing)) == 1
