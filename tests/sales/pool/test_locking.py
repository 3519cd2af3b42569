"""Locks: with a reason and an end, so many per person, ended by a new holder; and new customers for their channel."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.company import NOW, Clock, Company
from tests.sales.house import limit, refusal, row, settle
from tests.sales.pool.recycled import held, only
from tests.store.test_races import in_processes
from tuicrm.sales import pool, undo
from tuicrm.store import change
from tuicrm.store.database import Database
from tuicrm.store.errors import Refused
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import territories

TODAY = NOW.date()


def lock(company: Company, customer_id: int, login: str = "li", reason: str = "budget in May", **named: Any) -> date:
    done = company.desk(login).write(pool.lock, customer_id, reason, **named)
    assert done.locked_until_on is not None
    return done.locked_until_on


def test_a_lock_keeps_a_customer_until_its_last_day(company: Company) -> None:
    only(company, recycle_idle_days=1)
    acme = held(company, TODAY - timedelta(50))
    assert [one.name for one in company.desk("hale").read(pool.due)] == ["Acme"]
    assert lock(company, acme, until_on=TODAY + timedelta(10)) == TODAY + timedelta(10)
    assert company.desk("hale").read(pool.due) == ()
    company.clock.later(days=10)
    assert company.desk("hale").read(pool.due) == ()
    company.clock.later(days=1)
    assert [one.name for one in company.desk("hale").read(pool.due)] == ["Acme"]


@pytest.mark.parametrize(
    ("longest", "until", "code"),
    [
        pytest.param(90, -1, "lock_past", id="over"), pytest.param(90, 0, None, id="today"),
        pytest.param(90, 90, None, id="the longest"), pytest.param(90, 91, "lock_long", id="a day too long"),
        pytest.param(None, 4000, None, id="no longest"),
    ],
)  # fmt: skip
def test_the_end_has_to_be_near(small_company: Company, longest: int | None, until: int, code: str | None) -> None:
    settle(small_company, lock_days=longest)
    acme = small_company.customer("Acme", owner="li")
    end = TODAY + timedelta(until)
    if code is None:
        assert lock(small_company, acme, until_on=end) == end
    else:
        assert refusal(small_company, "li", pool.lock, acme, "budget", end).code == code
        assert row(small_company, customers, acme).locked_until_on is None


@pytest.mark.parametrize("longest", [30, None])
def test_without_an_end_it_lasts_as_long_as_it_may(small_company: Company, longest: int | None) -> None:
    settle(small_company, lock_days=longest)
    assert lock(small_company, small_company.customer("Acme", owner="li")) == TODAY + timedelta(longest or 90)


@pytest.mark.parametrize("reason", ["", "  ", "\x00"])
def test_a_lock_needs_a_reason(small_company: Company, reason: str) -> None:
    acme = small_company.customer("Acme", owner="li")
    assert refusal(small_company, "li", pool.lock, acme, reason).code == "lock_reason"


def test_only_so_many_are_locked_and_a_lock_that_is_over_counts_no_more(small_company: Company) -> None:
    company = small_company
    settle(company, lock_limit=2)
    one, two, three = (company.customer(name, owner="li") for name in ("One", "Two", "Three"))
    lock(company, one, until_on=TODAY + timedelta(3))
    lock(company, two)
    assert refusal(company, "li", pool.lock, three, "budget").facts == {"locked": 2, "limit": 2}
    lock(company, two, reason="another reason")
    assert company.desk("li").read(pool.counts).locks == 2
    company.clock.later(days=4)
    assert lock(company, three)


@pytest.mark.parametrize(("own", "allowed"), [(None, 3), (1, 1), (0, 0)])
def test_ones_own_number_comes_first(small_company: Company, own: int | None, allowed: int) -> None:
    limit(small_company, "li", lock_limit=own)
    for number in range(allowed):
        lock(small_company, small_company.customer(f"Mine {number}", owner="li"))
    one_more = small_company.customer("One more", owner="li")
    assert refusal(small_company, "li", pool.lock, one_more, "budget").code == "lock_limit"


def test_a_lead_locks_for_the_team_on_the_holders_account(small_company: Company) -> None:
    company = small_company
    settle(company, lock_limit=1)
    lock(company, company.customer("One", owner="roth"), "wang")
    assert refusal(company, "hale", pool.lock, company.customer("Two", owner="roth"), "budget").code == "lock_limit"
    lock(company, company.customer("Three", owner="kuhn"), "hale")


@pytest.mark.parametrize(
    ("login", "owner", "code"),
    [
        ("li", None, "in_pool"),
        ("li", "roth", "not_yours"),
        ("wang", "kuhn", "not_found"),
        ("roth", "wang", "not_yours"),
    ],
)
def test_only_the_holder_or_who_leads_them_locks(
    small_company: Company, login: str, owner: str | None, code: str
) -> None:
    acme = small_company.customer("Acme", owner=owner)
    for rule, args in ((pool.lock, ("budget",)), (pool.unlock, ())):
        assert refusal(small_company, login, rule, acme, *args).code == code


def test_what_is_not_locked_is_not_unlocked(small_company: Company) -> None:
    assert refusal(small_company, "li", pool.unlock, small_company.customer("Acme", owner="li")).code == "not_locked"


def test_a_new_holder_begins_without_a_lock(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme", owner="li")
    lock(company, acme)
    company.clock.later(hours=1)
    company.desk("wang").write(pool.assign, acme, company.id("roth"))
    assert row(company, customers, acme).locked_until_on is None
    lock(company, acme, "roth")
    company.desk("roth").write(pool.release, acme, "timing")
    assert row(company, customers, acme).lock_reason is None


def test_lock_and_unlock_are_taken_back(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme", owner="li")
    lock(company, acme)
    company.clock.later(seconds=1)
    company.desk("li").write(pool.unlock, acme)
    company.clock.later(seconds=1)
    company.desk("li").write(undo.last)
    assert row(company, customers, acme).lock_reason == "budget in May"
    company.desk("li").write(undo.last)
    assert row(company, customers, acme).locked_until_on is None


def test_one_rep_in_8_processes_locks_no_more_than_allowed(company: Company, tmp_path: Path) -> None:
    settle(company, lock_limit=3)
    mine = [company.customer(f"Mine {number}", owner="li") for number in range(8)]
    url, told = company.database.url.render_as_string(hide_password=False), tmp_path / "told"
    company.database.close()

    def lock_one(number: int) -> None:
        database = Database(url)
        try:
            database.as_("li", Clock()).write(pool.lock, mine[number], "budget")
            said = "locked"
        except Refused as refused:
            said = refused.code
        with told.open("a") as file:
            file.write(said + "\n")
        database.close()

    in_processes(8, lock_one)
    assert sorted(told.read_text().split()) == ["lock_limit"] * 5 + ["locked"] * 3


def look_after(company: Company, login: str, kind: str, value: str) -> None:
    company.database.write_as(
        lambda session: change.insert(session, territories, user_id=company.id(login), kind=kind, value=value), NOW
    )


@pytest.mark.parametrize(
    ("hours", "wait", "login", "refused"),
    [
        pytest.param(24, 0, "roth", True, id="a colleague"),
        pytest.param(24, 23.99, "roth", True, id="almost a day later"),
        pytest.param(24, 24, "roth", False, id="after a day"),
        pytest.param(24, 0, "li", False, id="who looks after the source"),
        pytest.param(24, 0, "hale", False, id="a manager"),
        pytest.param(24, 0, "wang", True, id="a lead is no manager"),
        pytest.param(None, 0, "roth", False, id="switched off"),
        pytest.param(0, 0, "roth", False, id="no time at all"),
    ],
)
def test_a_new_customer_is_for_its_channels_people_at_first(
    small_company: Company, hours: int | None, wait: float, login: str, refused: bool
) -> None:
    company = small_company
    settle(company, fresh_hours=hours)
    look_after(company, "li", "source", "website")
    acme = company.customer("Acme")
    company.clock.later(hours=wait)
    if refused:
        facts = refusal(company, login, pool.claim, acme).facts
        assert (facts["by"], facts["until"]) == (("Li Wei",), NOW + timedelta(hours=24))
    else:
        assert company.desk(login).write(pool.claim, acme).customer_id == acme


@pytest.mark.parametrize(
    ("kind", "value", "refused"),
    [("source", "phone", False), ("region", "East", True), ("region", "West", False), ("industry", "pumps", True)],
)
def test_region_and_industry_are_channels_too(small_company: Company, kind: str, value: str, refused: bool) -> None:
    look_after(small_company, "li", kind, value)
    acme = small_company.customer("Acme", region="East", industry="pumps")
    if refused:
        assert refusal(small_company, "roth", pool.claim, acme).code == "fresh"
    else:
        assert small_company.desk("roth").write(pool.claim, acme).owner == "A. Roth"


def test_an_edit_makes_nothing_new_again_and_what_came_back_is_not_new(small_company: Company) -> None:
    company = small_company
    look_after(company, "li", "source", "website")
    acme = company.customer("Acme")
    company.clock.later(days=2)
    company.database.write_as(lambda session: change.update(session, customers, acme, city="Kiel"), company.clock.now)
    company.desk("roth").write(pool.claim, acme)
    company.desk("roth").write(pool.release, acme, "timing")
    assert company.desk("wang").write(pool.claim, acme).owner == "F. Wang"


def test_a_release_that_is_taken_back_gives_the_lock_back(small_company: Company) -> None:
    company = small_company
    ids = [company.customer(name, owner="li") for name in ("Acme", "Beta", "Gamma")]
    ends = {one: lock(company, one, reason=f"why {one}", until_on=TODAY + timedelta(9 + one)) for one in ids[:2]}
    for act in (
        lambda: company.desk("li").write(pool.release, ids[0], "timing"),
        lambda: company.desk("li").write(pool.release_many, ids, "timing"),
        lambda: company.desk("wang").write(pool.assign, ids[0], company.id("roth")),
        lambda: company.desk("hale").write(pool.assign_many, ids, company.id("kuhn")),
    ):
        done = act()
        last = row(company, customers, ids[0])
        assert (last.locked_until_on, last.lock_reason) == (None, None), "a lock is its holder's"
        login = {None: "li", company.id("roth"): "wang", company.id("kuhn"): "hale"}[last.owner_id]
        company.desk(login).write(undo.last)
        for one in ids[:2] if hasattr(done, "done") else ids[:1]:
            after = row(company, customers, one)
            assert (after.owner_id, after.locked_until_on, after.lock_reason) == (
                company.id("li"), ends[one], f"why {one}",
            )  # fmt: skip
    assert row(company, customers, ids[2]).locked_until_on is None
