"""Customers as a list: tabs, filters, order, pages, and what is counted."""

from collections.abc import Sequence

import pytest

from tests.company import Company
from tuicrm.sales import fields, pool, projects, sources
from tuicrm.sales.pool import PoolQuery
from tuicrm.sales.pool.listing import SORTS
from tuicrm.sales.projects import NewProject
from tuicrm.store import change
from tuicrm.store.tables.customers import contact_points, contacts, customers


def names(company: Company, login: str = "li", tab: str = "all", filter: str = "", **query: object) -> list[str]:
    page = company.desk(login).read(pool.page, PoolQuery(tab=tab, filter=filter, **query))  # type: ignore[arg-type]
    assert page.errors == ()
    return [row.name for row in page.rows]


def errors(company: Company, filter: str) -> Sequence[str]:
    return company.desk("li").read(pool.page, PoolQuery(tab="all", filter=filter)).errors


def test_each_tab_shows_its_own_and_nobody_sees_another_teams(company: Company) -> None:
    company.customer("Free")
    company.customer("Mine", owner="li")
    company.customer("Ours", owner="roth")
    company.customer("Theirs", owner="kuhn")
    assert names(company, tab="pool") == ["Free"]
    assert names(company, tab="mine") == ["Mine"]
    assert names(company, tab="team") == ["Mine", "Ours"]
    assert names(company, tab="all") == ["Free", "Mine", "Ours"]
    assert names(company, "hale", "team") == ["Mine", "Ours", "Theirs"]
    found = company.desk("li").read(pool.counts)
    assert (found.pool, found.mine, found.team, found.all) == (1, 1, 2, 3)
    assert (found.held, found.holding_limit, found.claimed_today, found.day_limit) == (1, 200, 0, 10)


def test_pages_join_without_a_gap_in_each_order(company: Company) -> None:
    for number, name in enumerate(("Ähre", "acme", "Zebra", "北京联成", "Ökö", "Beta", "beta")):
        company.customer(name, city=None if number % 2 else "Leeds", class_key="AB"[number % 2] if number else None)
        company.clock.later(minutes=1)
    whole = names(company, "hale")
    assert whole == ["acme", "Ähre", "北京联成", "Beta", "beta", "Ökö", "Zebra"]
    for sort in SORTS:
        for descending in (False, True):
            walked, after = [], None
            while True:
                query = PoolQuery("all", sort=sort, descending=descending, after=after, limit=2)
                page = company.desk("hale").read(pool.page, query)
                walked += [row.name for row in page.rows]
                after = page.after
                if after is None:
                    break
            assert sorted(walked) == sorted(whole), (sort, descending)


def test_the_pool_begins_with_the_newest(company: Company) -> None:
    company.customer("Old")
    company.clock.later(days=1)
    company.customer("New")
    assert names(company, tab="pool") == ["New", "Old"]


def test_a_row_says_why_the_customer_is_free_and_who_works_on_it(company: Company) -> None:
    acme = company.customer("Acme", owner="li", city="Leeds", class_key="A")
    company.desk("li").write(projects.add, NewProject(name="Line 4", customer_id=acme))
    company.desk("li").write(pool.release, acme, "no budget")
    company.clock.later(days=16)
    (row,) = company.desk("roth").read(pool.page, PoolQuery("pool")).rows
    assert (row.how, row.reason, row.by, row.since_days, row.owner) == ("release", "no_budget", "Li Wei", 16, None)
    assert [(one.name, one.projects) for one in row.workers] == [("Li Wei", 1)]
    assert (row.city, row.class_key, row.source, row.idle_days) == ("Leeds", "A", "website", 16)


def test_claiming_moves_no_project(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    company.desk("li").write(projects.add, NewProject(name="Line 4", customer_id=acme))
    company.desk("li").write(pool.release, acme, "timing")
    company.desk("roth").write(pool.claim, acme)
    (row,) = company.desk("roth").read(pool.page, PoolQuery("mine")).rows
    assert [one.name for one in row.workers] == ["Li Wei"]


@pytest.mark.parametrize(
    ("filter", "found"),
    [
        ("source:website", ["Acme", "Zeta"]),
        ("source:phone", []),
        ("class:a", ["Acme"]),
        ("class:a,b", ["Acme", "Zeta"]),
        ("not:class:a", ["Zeta"]),
        ("class:none", []),
        ("owner:none", ["Zeta"]),
        ("owner:me", ["Acme"]),
        ("owner:li", ["Acme"]),
        ('owner:"li wei"', ["Acme"]),
        ("city:leeds", ["Acme"]),
        ("city:none", ["Zeta"]),
        ("industry:tools", ["Acme"]),
        ("has:phone", ["Acme"]),
        ("not:has:phone", ["Zeta"]),
        ("has:project", []),
        ("has:contact,purchase", ["Acme"]),
        ("idle:14+", ["Acme"]),
        ("idle:..13", ["Zeta"]),
        ("idle:20", ["Acme"]),
        ("idle:21+", []),
        ("size:100+", ["Acme"]),
        ("size:none", ["Zeta"]),
        ("not:acme", ["Zeta"]),
        ("来源:website 等级:A", ["Acme"]),
        ("acme class:a", ["Acme"]),
    ],
)
def test_filters_find_what_they_say(small_company: Company, filter: str, found: list[str]) -> None:
    company = small_company
    acme = company.customer("Acme", owner="li", city="Leeds", class_key="A", industry="Tools")
    size = company.desk("hale").write(fields.add, "customer", "Size", "number")
    company.desk("li").write(fields.set_value, size.id, acme, "140")

    def reach(session):  # type: ignore[no-untyped-def]
        contact = change.insert(session, contacts, customer_id=acme, name="Ann", name_sort="ann")
        change.insert(
            session, contact_points, customer_id=acme, contact_id=contact, kind="phone", value="+44 113 496 0142",
            reach_key="+441134960142",
        )  # fmt: skip

    company.database.write_as(reach, company.clock.now)
    company.clock.later(days=20)
    company.customer("Zeta", class_key="B")
    assert names(company, filter=filter) == found


def test_two_characters_pinyin_and_the_end_of_a_number_find_a_customer(company: Company) -> None:
    beijing = company.customer("北京联成互动")
    company.customer("Vantage Tooling")

    def reach(session):  # type: ignore[no-untyped-def]
        change.insert(
            session, contact_points, customer_id=beijing, kind="phone", value="138 0013 8000",
            reach_key="+8613800138000",
        )  # fmt: skip

    company.database.write_as(reach, company.clock.now)
    for query in ("联成", "bjlc", "beijing", "8000", "13800138000"):
        assert names(company, filter=query) == ["北京联成互动"], query
    assert names(company, filter="va") == ["Vantage Tooling"]


def test_what_a_filter_does_not_understand_is_said_and_filters_nothing(small_company: Company) -> None:
    company = small_company
    company.customer("Acme")
    assert "did you mean website" in errors(company, "source:websit")[0]
    assert "idle:14+" in errors(company, "idle:often")[0]
    assert "source" in errors(company, "sorce:phone")[0]
    assert len(errors(company, "has:legs owner:nobody")) == 2


def test_the_total_is_counted_up_to_a_bound(small_company: Company) -> None:
    for number in range(5):
        small_company.customer(f"Customer {number}")
    first = small_company.desk("li").read(pool.page, PoolQuery("pool", limit=2))
    second = small_company.desk("li").read(pool.page, PoolQuery("pool", limit=2, after=first.after))
    assert (first.total, second.total) == (5, None)


def test_use_counts_each_customer_in_exactly_one(company: Company) -> None:
    company.customer("Never")
    acme = company.customer("Acme", owner="li")
    company.desk("li").write(projects.add, NewProject(name="Line 4", customer_id=acme))
    company.customer("Lately", owner="li", last_action_at=company.clock.now)
    found = company.desk("li").read(pool.use)
    assert (found.of["never"], found.of["project"], found.of["tried"], found.total, found.percent) == (1, 1, 1, 3, 67)


def test_archived_customers_show_only_when_asked_for(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme")
    company.database.write_as(
        lambda session: change.update(session, customers, acme, archived_at=company.clock.now), company.clock.now
    )
    assert names(company) == []
    assert names(company, filter="archived:any") == ["Acme"]


def test_sources_are_listed_with_what_came_through_them(small_company: Company) -> None:
    small_company.customer("Acme")
    made = small_company.desk("hale").write(sources.add, "Trade Fair")
    listed = small_company.desk("li").read(sources.listed)
    assert made.key == "trade-fair"
    assert [(one.source.key, one.customers) for one in listed if one.customers] == [("website", 1)]
    assert listed[-1].source.name == "Trade Fair"
