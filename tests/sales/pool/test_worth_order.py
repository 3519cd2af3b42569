"""A large pool by worth x freshness: the same list whatever the size of its pages, and no sorting of all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from tests.company import NOW, Company
from tests.sales.house import set_values, settle, take
from tuicrm.sales import doubles, pool, undo
from tuicrm.sales.invariants import violations
from tuicrm.sales.pool import PoolQuery
from tuicrm.sales.pool.worth import KEPT, likes
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.customers import customers


@pytest.fixture
def large(small_company: Company, monkeypatch: pytest.MonkeyPatch) -> Company:
    """Two kinds that brought something, of which A from the website is worth most; any list is a large one."""
    monkeypatch.setattr("tuicrm.sales.pool.sorting.LARGE", 0)
    website, phone = (
        small_company.value(select(sources.c.id).where(sources.c.key == key)) for key in ("website", "phone")
    )
    kept = [["A", website, 20, 10, 20 * 90_000_00], ["C", phone, 20, 2, 20 * 900_00]]
    settle(small_company, **{KEPT: kept})
    return small_company


def walk(company: Company, login: str = "hale", **query: Any) -> list[int]:
    """The ids of a whole list, page by page."""
    found: list[int] = []
    after = None
    while True:
        page = company.desk(login).read(pool.page, PoolQuery(after=after, **query))
        assert page.errors == ()
        found += [row.id for row in page.rows]
        after = page.after
        if after is None:
            return found


MADE = st.lists(
    st.tuples(
        st.sampled_from([None, "A", "C", "Z"]), st.sampled_from(["website", "phone", None]), st.integers(0, 90),
        st.booleans(),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MADE, st.integers(2, 5))
def test_pages_of_any_size_make_the_one_list(
    large: Company, made: list[tuple[str | None, str | None, int, bool]], limit: int
) -> None:
    ids = {key: large.value(select(sources.c.id).where(sources.c.key == key)) for key in ("website", "phone")}
    for class_key, source, days, is_free in made:
        large.clock.now = NOW - timedelta(days=days)
        one = large.customer("Acme", owner=None if is_free else "kuhn", class_key=class_key)
        set_values(large, customers, one, source_id=ids.get(source or ""))
    large.clock.now = NOW
    rows = {row.id: row for row in large.all(select(customers))}
    kinds = large.database.read_as(likes, NOW)

    def score(one: int) -> tuple[Any, int]:
        row = rows[one]
        return row.fresh_at + timedelta(days=kinds.head_start(row.class_key, row.source_id)), one

    for tab in ("pool", "all", "team"):  # who has no team sees everybody's there
        expected = [one for one, row in rows.items() if tab == "all" or (row.owner_id is None) == (tab == "pool")]
        found = walk(large, tab=tab, sort="worth", limit=limit)
        assert found == sorted(expected, key=score, reverse=True)
    assert walk(large, limit=limit) == walk(large, tab="pool", sort="worth", limit=50), "the pool's own order"


def test_what_one_may_not_claim_stands_last_and_a_filter_holds(large: Company) -> None:
    free = [large.customer(f"Free {nth}", class_key="AC"[nth % 2]) for nth in range(4)]
    mine = large.customer("Mine", owner="li", class_key="A")
    large.clock.later(days=1)
    large.desk("li").write(pool.release, mine, "timing")
    assert walk(large, "roth", limit=2)[0] == mine
    assert walk(large, "li", limit=2)[-1] == mine
    assert set(walk(large, "li", filter="class:c", limit=1)) == {free[1], free[3]}
    assert walk(large, "li", filter="class:a", sort="worth", limit=1)[-1] == mine


def test_what_a_filter_leaves_of_a_large_pool_comes_newest_first(large: Company) -> None:
    free = []
    for nth in range(4):
        large.clock.later(hours=1)
        free.append(large.customer(f"Free {nth}", class_key="AC"[nth % 2]))
    assert walk(large, filter="free", limit=3) == free[::-1]
    assert walk(large, filter="free", sort="worth", limit=3)[:2] == [free[2], free[0]]
    assert walk(large, limit=3)[:2] == [free[2], free[0]], "without a filter by worth"


def test_a_team_and_ones_own_are_sorted_as_before(large: Company) -> None:
    ours = large.customer("Ours", owner="roth", class_key="A")
    assert walk(large, "li", tab="team", sort="worth") == [ours]
    assert walk(large, "hale", tab="team", sort="worth") == [ours]
    assert walk(large, "li", tab="mine", sort="worth") == []


def test_nothing_is_sorted_as_a_whole(large: Company) -> None:
    for nth in range(60):
        large.customer(f"Customer {nth}", class_key="ABCD"[nth % 4])
    asked: list[tuple[str, Any]] = []

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool) -> None:
        asked.append((statement, parameters))

    event.listen(large.database.engine, "before_cursor_execute", note)
    large.desk("li").read(pool.page, PoolQuery(limit=5))
    event.remove(large.database.engine, "before_cursor_execute", note)
    statement, parameters = next(one for one in asked if "UNION ALL" in one[0] and "fresh_at DESC" in one[0])
    with large.database.engine.connect() as connection:
        plan = [str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    own = [step for step in plan if "customer" in step and ("SEARCH" in step or "SCAN" in step)]
    assert own
    assert all("ix_customer_fresh" in step for step in own), own
    assert not any("TEMP B-TREE" in step for step in plan), plan


def freshness(company: Company, customer_id: int) -> Any:
    return company.value(select(customers.c.fresh_at).where(customers.c.id == customer_id))


def test_how_fresh_a_customer_is_follows_whatever_happens(company: Company) -> None:
    acme = take(company, "Acme", emails=("a@acme.example",)).customer_id
    assert freshness(company, acme) == NOW
    company.clock.later(days=1)
    company.desk("li").write(pool.claim, acme)
    assert freshness(company, acme) == NOW + timedelta(days=1)
    company.clock.later(days=1)
    take(company, "Acme", emails=("a@acme.example",))
    assert freshness(company, acme) == NOW + timedelta(days=2), "asked again"
    company.clock.later(days=1)
    company.desk("li").write(pool.release, acme, "timing")
    assert freshness(company, acme) == NOW + timedelta(days=3)
    company.clock.later(hours=1)
    company.desk("li").write(undo.last)
    assert freshness(company, acme) == NOW + timedelta(days=3, hours=1)
    other = take(company, "Other Pumps").customer_id
    company.desk("hale").write(doubles.merge, acme, other)
    company.desk("hale").write(undo.last)
    assert company.desk("boss").read(violations) == ()
