"""What users of other systems complain of in their pools, each as it was told; it does not happen here."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.company import NOW, Company
from tests.sales.house import holder, limit, refusal, settle, take
from tests.sales.pool.recycled import bought, only, project
from tuicrm.sales import agenda, customers, intake, pool
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.intake import Lead
from tuicrm.sales.pool import PoolQuery

DAY = NOW.date() - timedelta(400)


def test_one_that_bought_and_lies_in_the_pool_is_claimed_like_any_other(small_company: Company) -> None:
    acme, bolt = small_company.customer("Acme"), small_company.customer("Bolt")
    bought(small_company, acme, DAY)
    project(small_company, bolt, DAY, state="won", closed=DAY)
    for one in (acme, bolt):
        small_company.desk("li").write(pool.claim, one)
        assert holder(small_company, one) == small_company.id("li")


@pytest.mark.parametrize("way", ["a purchase", "a project that was won"])
@pytest.mark.parametrize(("counts", "held"), [(True, 3), (False, 2)])
def test_a_refusal_counts_whom_the_limit_counts(small_company: Company, way: str, counts: bool, held: int) -> None:
    company = small_company
    settle(company, holding_counts_won=counts)
    limit(company, "li", holding_limit=held, claims_a_day=None)
    won, *_others = [company.customer(name, owner="li") for name in ("Won", "One", "Two")]
    if way == "a purchase":
        bought(company, won, DAY)
    else:
        project(company, won, DAY, state="won", closed=DAY)
    refused = refusal(company, "li", pool.claim, company.customer("Free"))
    assert (refused.code, refused.facts) == ("limit", {"held": held, "limit": held})
    assert company.desk("li").read(pool.counts).held == held
    assert refusal(company, "wang", pool.assign, company.customer("More"), company.id("li")).facts["held"] == held


def test_a_customer_from_the_pool_comes_with_all_that_was_said_and_asked(small_company: Company) -> None:
    company = small_company
    said = {"contact": "Ann Lee", "phones": ("0113 496 0142",), "note": "likes tea", "message": "ten pumps"}
    acme = take(company, "Acme Ltd", **said).customer_id
    company.desk("li").write(pool.claim, acme)
    company.desk("li").write(agenda.log, NewAction("call", customer_id=acme), note="wants a quote")
    company.desk("li").write(pool.release, acme, "timing")
    company.clock.later(days=40)
    company.desk("kuhn").write(intake.take_in, Lead("Acme Ltd", message="twelve pumps"))
    company.desk("kuhn").write(pool.claim, acme)
    card = company.desk("kuhn").read(customers.card, acme)
    assert [one.message for one in card.inquiries] == ["twelve pumps", "ten pumps"]
    assert [(one.kind, one.note) for one in card.record] == [("call", "wants a quote")]
    assert [one.owner for one in card.stays] == ["M. Kuhn", None, "Li Wei", None]
    assert ([one.name for one in card.contacts], card.fact("note")) == (["Ann Lee"], "likes tea")
    assert not card.is_hidden


def test_the_column_the_list_and_the_warning_name_one_day(small_company: Company) -> None:
    company = small_company
    only(company, recycle_idle_days=30, recycle_warn_days=7)
    company.clock.now = NOW - timedelta(26)
    company.customer("Soon", owner="li")
    company.clock.now = NOW
    company.desk("hale").write(pool.recycle)
    (row,) = company.desk("li").read(pool.page, PoolQuery("mine")).rows
    (warned,) = company.desk("li").read(pool.warnings)
    (filtered,) = company.desk("li").read(pool.page, PoolQuery("mine", "back:..7")).rows
    assert row.extra.recycle_on == warned.recycle_on == filtered.extra.recycle_on
    assert row.extra.recycle_days == warned.days_left


@pytest.mark.parametrize("login", ["li", "roth"])
def test_what_was_never_followed_does_not_fall_at_once(small_company: Company, login: str) -> None:
    only(small_company, recycle_idle_days=30)
    acme = small_company.customer("Acme", owner=login)
    small_company.desk("hale").write(pool.recycle)
    assert holder(small_company, acme) == small_company.id(login)


def test_many_are_given_at_once_as_far_as_there_is_room(small_company: Company) -> None:
    company = small_company
    limit(company, "li", holding_limit=50)
    leads = tuple(Lead(f"Firm {number:03d} Works") for number in range(60))
    ids = [one.customer_id for _place, one in company.desk("wang").write(intake.take_in_many, leads).taken]
    done = company.desk("wang").write(pool.assign_many, ids, company.id("li"), "from the fair")
    assert (len(done.done), {one.code for one in done.left}) == (50, {"receiver_limit"})
    assert [holder(company, one) for one in ids[:50]] == [company.id("li")] * 50
