"""Several pools: who claims from which, where new customers lie, and where a customer comes back to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.company import Company
from tests.sales.house import holder, refusal, row, settle
from tuicrm.sales import customers as customers_of
from tuicrm.sales import intake, pool, undo
from tuicrm.sales.intake import Lead
from tuicrm.sales.pool import PoolQuery
from tuicrm.store.errors import NotAllowed, NotFound
from tuicrm.store.tables.channels import pools
from tuicrm.store.tables.customers import customers


def opened(company: Company, name: str = "East pool", team: str = "East", region: str = "") -> int:
    made: int = company.desk("hale").write(pool.open_pool, name, team, region)
    return made


def belongs(company: Company, customer_id: int) -> int:
    found: int = row(company, customers, customer_id).pool_id
    return found


def test_a_teams_pool_is_claimed_from_by_its_people_and_managers(company: Company) -> None:
    acme, bolt = company.customer("Acme"), company.customer("Bolt")
    east = opened(company)
    assert company.desk("wang").write(pool.put, [acme, bolt], east) == 2
    refused = refusal(company, "kuhn", pool.claim, acme)
    assert (refused.code, refused.facts) == ("pool_of_team", {"name": "Acme", "team": "East"})
    many = company.desk("kuhn").write(pool.claim_many, [acme, bolt])
    assert ([one.code for one in many.left], many.done) == (["pool_of_team"] * 2, ())
    assert company.desk("li").write(pool.claim, acme).owner == "Li Wei"
    assert company.desk("hale").write(pool.claim, bolt).owner == "M. Hale"


@pytest.mark.parametrize(
    "goes_back",
    [
        pytest.param(lambda company, one: company.desk("li").write(pool.release, one, "timing"), id="given back"),
        pytest.param(lambda company, one: company.desk("li").write(undo.last), id="taken back"),
    ],
)
def test_a_customer_comes_back_to_the_pool_that_it_came_from(
    small_company: Company, goes_back: Callable[[Company, int], object]
) -> None:
    company = small_company
    acme, east = company.customer("Acme"), opened(company)
    company.desk("hale").write(pool.put, [acme], east)
    company.desk("li").write(pool.claim, acme)
    assert [(one.name, one.free, one.held) for one in company.desk("li").read(pool.pools_of)][1:] == [
        ("East pool", 0, 1)
    ]
    goes_back(company, acme)
    assert (holder(company, acme), belongs(company, acme)) == (None, east)
    assert company.desk("li").read(pool.pools_of)[1].free == 1


@pytest.mark.parametrize(
    ("region", "lies_in"),
    [("North", "North pool"), ("north", "North pool"), (" NORTH ", "North pool"), ("South", "Pool"), ("", "Pool")],
)
def test_a_new_customer_lies_in_the_pool_of_its_region(small_company: Company, region: str, lies_in: str) -> None:
    company = small_company
    opened(company, "North pool", "", "North")
    made = company.desk("li").write(intake.take_in, Lead("Acme Ltd", region=region)).customer_id
    assert row(company, pools, belongs(company, made)).name == lies_in
    again = company.desk("li").write(intake.take_in, Lead("Acme Ltd", region="North")).customer_id
    assert (again, row(company, pools, belongs(company, made)).name) == (made, lies_in), "known: it stays where it is"


def test_a_new_customer_of_a_teams_pool_is_handed_out_to_the_team(small_company: Company) -> None:
    company = small_company
    opened(company, "West pool", "West", "Wales")
    settle(company, hand_out="round_robin")
    held = [
        row(
            company,
            customers,
            company.desk("li").write(intake.take_in, Lead(f"Acme {nth}", region="Wales")).customer_id,
        )
        for nth in range(3)
    ]
    assert {one.owner_id for one in held} == {company.id("kuhn")}


def test_lists_are_filtered_by_pool(small_company: Company) -> None:
    company = small_company
    acme, bolt = company.customer("Acme"), company.customer("Bolt", owner="li")
    company.customer("Cord")
    company.desk("hale").write(pool.put, [acme, bolt], opened(company))

    def names(filter: str, tab: Any = "all") -> list[str]:
        return [one.name for one in company.desk("hale").read(pool.page, PoolQuery(tab, filter, sort="name")).rows]

    assert names('pool:"East pool"') == names('公海:"east pool"') == ["Acme", "Bolt"]
    assert names('pool:"East pool"', "pool") == ["Acme"]
    assert names('not:pool:"East pool"') == names("pool:Pool") == ["Cord"]
    wrong = company.desk("hale").read(pool.page, PoolQuery("all", "pool:nowhere"))
    assert "nowhere" in wrong.errors[0]
    assert "East pool" in wrong.errors[0]


def test_a_pool_is_opened_closed_and_opened_anew(small_company: Company) -> None:
    company = small_company
    hale = company.desk("hale")
    north = opened(company, "North pool", "", "North")
    assert refusal(company, "hale", pool.open_pool, "North pool").code == "pool_taken"
    assert refusal(company, "hale", pool.open_pool, " ").code == "empty"
    assert refusal(company, "hale", pool.open_pool, "x" * 81).code == "too_long"
    assert refusal(company, "hale", pool.open_pool, "Other", "Nobody").code == "team_unknown"
    acme = company.customer("Acme")
    hale.write(pool.put, [acme], north)
    filled = refusal(company, "hale", pool.close_pool, north)
    assert (filled.code, filled.facts["number"]) == ("pool_filled", 1)
    first = hale.read(pool.pools_of)[0].id
    assert refusal(company, "hale", pool.close_pool, first).code == "pool_first"
    hale.write(pool.put, [acme], first)
    hale.write(pool.close_pool, north)
    assert [one.name for one in hale.read(pool.pools_of)] == ["Pool"]
    with pytest.raises(NotFound):
        hale.write(pool.put, [acme], north)
    assert company.desk("li").write(intake.take_in, Lead("Bolt", region="North")).in_pool
    assert opened(company, "North pool", "West") == north, "opened anew it is the same one"
    assert [(one.team, one.region) for one in hale.read(pool.pools_of)] == [(None, None), ("West", None)]


def test_each_step_is_taken_back(small_company: Company) -> None:
    company = small_company
    hale, acme, bolt = company.desk("hale"), company.customer("Acme"), company.customer("Bolt")
    east, north = opened(company), opened(company, "North pool", "", "North")
    first = hale.read(pool.pools_of)[0].id
    hale.write(pool.put, [acme], east)
    assert hale.write(pool.put, [acme, bolt, acme], north) == 2
    hale.write(undo.last)
    assert (belongs(company, acme), belongs(company, bolt)) == (east, first)
    assert refusal(company, "hale", pool.put, [acme], east).code == "pool_same"
    closed = opened(company, "South pool", "West", "South")
    hale.write(pool.close_pool, closed)
    hale.write(undo.last)
    assert (hale.read(pool.pools_of)[-1].name, hale.read(pool.pools_of)[-1].region) == ("South pool", "South")


@pytest.mark.parametrize("login", ["li", "wang", "eye"])
def test_managers_open_and_close_pools_and_leads_put_customers_there(small_company: Company, login: str) -> None:
    company = small_company
    acme, east = company.customer("Acme"), opened(company)
    for rule, *args in ((pool.open_pool, "Mine"), (pool.close_pool, east)):
        with pytest.raises(NotAllowed):
            company.desk(login).write(rule, *args)
    if login == "wang":
        assert company.desk(login).write(pool.put, [acme], east) == 1
    else:
        with pytest.raises(NotAllowed):
            company.desk(login).write(pool.put, [acme], east)


def test_where_there_are_several_rows_and_cards_say_which(small_company: Company) -> None:
    company = small_company
    acme, bolt = company.customer("Acme", region="East"), company.customer("Bolt", owner="li")
    assert company.desk("li").read(customers_of.card, acme).pool is None, "one pool needs no name"
    east = opened(company, "East pool")
    company.desk("wang").write(pool.put, [acme], east)
    assert company.desk("li").read(customers_of.card, acme).pool == "East pool"
    first = company.desk("li").read(customers_of.card, bolt).pool
    rows = company.desk("li").read(pool.page, PoolQuery("all", sort="name")).rows
    assert [(one.name, one.pool) for one in rows] == [("Acme", "East pool"), ("Bolt", first)]
    of_east = company.desk("li").read(pool.page, PoolQuery("all", 'pool:"east pool"'))
    assert ([one.name for one in of_east.rows], of_east.errors) == (["Acme"], ())
    company.desk("wang").write(undo.last)
    company.desk("hale").write(pool.close_pool, east)
    assert company.desk("li").read(customers_of.card, acme).pool is None
