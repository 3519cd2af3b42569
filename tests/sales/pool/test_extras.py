"""What a list says besides, and the filters for it: worth, completeness, the way back, locks, waiting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.company import NOW, Company
from tests.sales.house import set_values, settle, take
from tests.sales.pool.recycled import keep, only
from tests.sales.pool.test_using import brought, did
from tuicrm.sales import fields, pool
from tuicrm.sales.pool import PoolQuery, PoolRow
from tuicrm.store.tables.fields import own_fields

TODAY = NOW.date()


def rows(company: Company, filter: str = "", login: str = "hale", **query: Any) -> list[PoolRow]:
    page = company.desk(login).read(pool.page, PoolQuery(query.pop("tab", "all"), filter, **query))
    assert page.errors == ()
    return list(page.rows)


def names(company: Company, filter: str = "", **query: Any) -> list[str]:
    return [one.name for one in rows(company, filter, **query)]


def one(company: Company) -> PoolRow:
    (found,) = rows(company)
    return found


@pytest.mark.parametrize(
    ("lead", "complete"),
    [
        ({}, 0), ({"city": "Leeds"}, 16), ({"city": "Leeds", "source": "phone"}, 33),
        ({"city": "Leeds", "industry": "pumps", "source": "phone", "contact": "Ann Lee", "phones": ("0113 496 0142",),
          "emails": ("ann@acme.example",)}, 100),
    ],
)  # fmt: skip
def test_completeness_is_a_share_of_what_is_wanted(small_company: Company, lead: dict[str, Any], complete: int) -> None:
    take(small_company, "Acme", **lead)
    assert one(small_company).extra.complete == complete


def test_own_fields_are_wanted_of_their_classes(company: Company) -> None:
    machines = company.desk("hale").write(fields.add, "customer", "Machines", "number")
    set_values(company, own_fields, machines.id, required_for=["A"])
    for name, class_key in (("Best", "A"), ("Other", "B"), ("Known", "A")):
        company.customer(name, class_key=class_key)
    known = next(row.id for row in rows(company) if row.name == "Known")
    company.desk("hale").write(fields.set_value, machines.id, known, "7")
    shares = {row.name: row.extra.complete for row in rows(company)}
    assert shares == {"Best": 14, "Other": 16, "Known": 28}
    assert names(company, "complete:..14") == ["Best"]
    assert names(company, "complete:15..20") == ["Other"]
    assert names(company, "complete:28+") == ["Known"]
    set_values(company, own_fields, machines.id, required_for=["*"])
    assert {row.name: row.extra.complete for row in rows(company)}["Other"] == 14


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Shanghai"])
def test_the_way_back_is_filtered_sorted_and_counted_at_once(company: Company, zone: str) -> None:
    settle(company, zone=zone)
    only(company, recycle_idle_days=30, recycle_won_days=180, recycle_warn_days=7)
    for name in ("Acme", "Beta", "Cole"):
        company.customer(name, owner="li")
    query = PoolQuery("mine", "not:back:..7 back:..90", sort="back", limit=1)
    page = company.desk("li").read(pool.page, query)
    assert [row.name for row in page.rows] == ["Acme"]
    assert page.total == 3


def test_the_way_back_is_a_column_a_filter_and_an_order(company: Company) -> None:
    only(company, recycle_idle_days=30, recycle_warn_days=7)
    for name, days in (("Late", 60), ("Soon", 27), ("Later", 5), ("Free", 60)):
        company.clock.now = NOW - timedelta(days=days)
        company.customer(name, owner=None if name == "Free" else "li")
    company.clock.now = NOW
    left = {row.name: row.extra.recycle_days for row in rows(company)}
    assert left == {"Late": 7, "Soon": 7, "Later": 25, "Free": None}
    assert {row.extra.recycle_rule for row in rows(company)} == {"idle", None}
    assert names(company, "back:..7") == ["Late", "Soon"]
    assert names(company, "back:8+") == ["Later"]
    assert names(company, sort="back") == ["Late", "Soon", "Later", "Free"]
    first = company.desk("hale").read(pool.page, PoolQuery("all", sort="back", limit=3))
    rest = company.desk("hale").read(pool.page, PoolQuery("all", sort="back", limit=3, after=first.after))
    assert [row.name for row in (*first.rows, *rest.rows)] == ["Late", "Soon", "Later", "Free"]


@pytest.mark.parametrize(
    ("filter", "found"),
    [
        ("free:0", ["Today"]), ("free:1..9", ["Week"]), ("free:7", ["Week"]), ("free:8+", ["Month"]),
        ("free:..7", ["Today", "Week"]), ("free:<7", ["Today"]), ("free:30+", ["Month"]),
        ("not:free:7+", ["Held", "Today"]),
    ],
)  # fmt: skip
def test_days_in_the_pool(small_company: Company, filter: str, found: list[str]) -> None:
    for name, days in (("Today", 0), ("Week", 7), ("Month", 30)):
        small_company.clock.now = NOW.replace(hour=23) - timedelta(days=days)
        small_company.customer(name)
    small_company.clock.now = NOW
    small_company.customer("Held", owner="li")
    assert names(small_company, filter) == found


def test_locked_waiting_and_use(small_company: Company) -> None:
    company = small_company
    company.clock.now = NOW - timedelta(days=5)
    waits, worked = company.customer("Waits", owner="li"), company.customer("Worked", owner="li")
    company.clock.now = NOW
    did(company, worked, 1)
    company.customer("Locked", owner="li", locked_until_on=TODAY, lock_reason="budget")
    company.customer("Was locked", owner="li", locked_until_on=TODAY - timedelta(1), lock_reason="budget")
    assert names(company, "locked:any") == ["Locked"]
    assert names(company, "locked:none") == ["Waits", "Was locked", "Worked"]
    assert names(company, "waiting:3+") == ["Waits"]
    assert names(company, "waiting:0..2") == ["Locked", "Was locked"]
    assert names(company, "use:talked") == ["Worked"]
    assert names(company, "use:talked,never waiting:5") == ["Waits"]
    assert rows(company, "locked:any")[0].locked_until_on == TODAY
    assert waits


@pytest.mark.parametrize(
    ("filter", "said"),
    [
        ("back:soon", "back: is written like back:..7"), ("use:asleep", "There is no use “asleep”"),
        ("use:any", "use: is written like use:silent"), ("locked:yes", "locked: is written like locked:any"),
        ("complete:half", "complete: is written like complete:..60"),
        ("waiting:none", "waiting: is written like waiting:3+"), ("covered:any", "covered: is written like covered:no"),
        ("covered:maybe", "covered: is written like covered:no"),
    ],
)  # fmt: skip
def test_what_is_not_understood_says_how_it_is_written(small_company: Company, filter: str, said: str) -> None:
    page = small_company.desk("li").read(pool.page, PoolQuery("all", filter))
    assert page.errors
    assert page.errors[0].startswith(said)


def test_the_pool_begins_with_what_is_worth_most_and_fresh(company: Company) -> None:
    for number in range(10):
        brought(company, f"A {number}", "A", 8_000_00)
        brought(company, f"C {number}", "C", 50_00)
    for name, class_key, days in (("A old", "A", 30), ("A new", "A", 2), ("C new", "C", 1), ("C old", "C", 150)):
        company.clock.now = NOW - timedelta(days=days)
        company.customer(name, class_key=class_key)
    company.clock.now = NOW
    assert names(company, tab="pool") == ["A new", "A old", "C new", "C old"]
    worth = {row.name: row.extra.worth_minor for row in rows(company, tab="pool")}
    assert worth["A new"] == worth["A old"]
    assert (worth["A new"] or 0) > (worth["C new"] or 0) > 0
    first = company.desk("li").read(pool.page, PoolQuery("pool", limit=3))
    rest = company.desk("li").read(pool.page, PoolQuery("pool", limit=3, after=first.after))
    assert [row.name for row in (*first.rows, *rest.rows)] == ["A new", "A old", "C new", "C old"]


def test_half_a_year_in_the_pool_is_worth_less_than_a_tenth(small_company: Company) -> None:
    company = small_company
    for number in range(10):
        brought(company, f"A {number}", "A", 4_000_00)
        brought(company, f"C {number}", "C", 1_000_00)
    company.clock.now = NOW - timedelta(days=180)
    company.customer("A old", class_key="A")
    company.clock.now = NOW
    company.customer("C new", class_key="C")
    assert names(company, tab="pool") == ["C new", "A old"]


def test_a_large_pool_begins_by_worth_and_what_a_filter_leaves_with_the_newest(
    small_company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = small_company
    for number in range(10):
        brought(company, f"A {number}", "A", 8_000_00)
        brought(company, f"C {number}", "C", 0)
    for name, class_key, days in (("A old", "A", 20), ("C new", "C", 1)):
        company.clock.now = NOW - timedelta(days=days)
        company.customer(name, class_key=class_key)
    company.clock.now = NOW
    assert names(company, tab="pool") == ["A old", "C new"]
    monkeypatch.setattr("tuicrm.sales.pool.sorting.LARGE", 1)
    assert names(company, tab="pool") == ["A old", "C new"]
    assert names(company, "class:a,c", tab="pool") == ["C new", "A old"]
    assert names(company, "class:a,c", tab="pool", sort="worth") == ["A old", "C new"]


def test_the_clock_of_the_first_answer_stands_beside_who_waits(small_company: Company) -> None:
    company = small_company
    keep(company, response_hours=4)
    take(company, "Acme", message="price?")
    company.clock.later(hours=3)
    found = one(company).extra.response
    assert found is not None
    assert (found.used_seconds, found.left_seconds) == (3 * 3600, 3600)
    settle(company, response_hours=None)
    assert one(company).extra.response is None
