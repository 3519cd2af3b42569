"""The pool's lists go by an index, also after ANALYZE: no scan of all customers, no sort of all, for anybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, select

from tests.company import NOW, Company
from tests.engines import Engines
from tests.sales.house import standing
from tuicrm.plain.ids import uuid7
from tuicrm.sales import pool
from tuicrm.sales.pool import PoolQuery
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import pools
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.system import tokens

NUMBER = 4000


@pytest.fixture(scope="module")
def company(engines: Engines) -> Iterator[Company]:
    """Four thousand customers, half of them free, with the statistics that a planner goes by."""
    with standing(engines) as made:
        made.database.write_as(lambda session: fill(session, made.id("li"), made.id("kuhn")), NOW)
        with made.database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only=0")
            connection.exec_driver_sql("ANALYZE")
            connection.commit()
        yield made


def fill(session: Session, li: int, kuhn: int) -> None:
    pool_id = session.value(select(pools.c.id))
    people = [], []  # type: ignore[var-annotated]
    for number in range(1, NUMBER + 1):
        at = NOW - timedelta(hours=number)
        owner = {0: li, 1: kuhn}.get(number % 40) if number % 40 < 2 else (kuhn if number % 2 else None)
        people[0].append({
            "id": number, "uid": uuid7(), "kind": "company", "name": f"Customer {number}",
            "name_sort": f"customer {number}", "name_key": f"customer {number}", "owner_id": owner,
            "held_since_at": at if owner else None, "pool_id": pool_id, "class_key": "ABCD"[number % 4],
            "city": f"City {number % 90}", "source_id": number % 6 + 1, "created_at": at,
            "created_month": at.year * 12 + at.month, "version": 1,
        })  # fmt: skip
        people[1].append({
            "customer_id": number, "owner_id": owner, "from_at": at, "how": "intake", "live_customer_id": number,
        })  # fmt: skip
    for row in people[0]:
        row["fresh_at"] = row["created_at"]
    session.connection.execute(insert(customers), people[0])
    session.connection.execute(insert(ownerships), people[1])
    found = [
        {"token": word, "kind": "customer", "place": f"customer {number}", "record_id": number}
        for number in range(1, NUMBER + 1)
        for word in ("customer", str(number), f"rare{number % 100}")
    ]
    session.connection.execute(insert(tokens), found)


def plans(company: Company, login: str, query: PoolQuery, mark: str = "sort_value") -> list[str]:
    """The plan of the select that gives a page, known by something in its text."""
    asked: list[tuple[str, Any]] = []

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool) -> None:
        asked.append((statement, parameters))

    event.listen(company.database.engine, "before_cursor_execute", note)
    page = company.desk(login).read(pool.page, query)
    event.remove(company.database.engine, "before_cursor_execute", note)
    assert len(page.rows) == query.limit
    statement, parameters = next(one for one in asked if mark in one[0])
    with company.database.engine.connect() as connection:
        return [str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]


@pytest.mark.parametrize("login", ["li", "hale"])
@pytest.mark.parametrize(
    ("tab", "sort"), [("pool", "newest"), ("pool", "name"), ("mine", "name"), ("all", "name"), ("all", "newest")]
)
def test_a_page_goes_by_an_index(company: Company, login: str, tab: str, sort: str) -> None:
    if (tab, login) == ("mine", "hale"):
        return
    first = PoolQuery(tab, sort=sort, limit=20)  # type: ignore[arg-type]
    after = company.desk(login).read(pool.page, first).after
    for query in (first, PoolQuery(tab, sort=sort, limit=20, after=after)):  # type: ignore[arg-type]
        plan = plans(company, login, query)
        own = [step for step in plan if " customer" in step and "USING" in step]
        assert own, plan
        assert not any(step.startswith("SCAN customer") and "USING" not in step for step in plan), plan
        assert not any("TEMP B-TREE FOR ORDER BY" in step for step in plan), plan


@pytest.mark.parametrize(
    ("query", "by"),
    [
        pytest.param(PoolQuery("all", "rare7", limit=5), "token", id="a word that few have"),
        pytest.param(PoolQuery("pool", "rare6", limit=5), "token", id="a word, in the pool"),
        pytest.param(PoolQuery("all", "source:campaign class:a", limit=5), "ix_customer", id="source and class"),
        pytest.param(PoolQuery("mine", "idle:3+", limit=5), "ix_customer_owner", id="idle days, of one's own"),
        pytest.param(PoolQuery("mine", "back:..900", limit=5), "ix_customer_owner", id="the way back, of one's own"),
        pytest.param(PoolQuery("mine", sort="city", limit=5), "ix_customer_owner", id="by city, of one's own"),
    ],
)
def test_searches_and_filters_go_by_an_index(company: Company, query: PoolQuery, by: str) -> None:
    plan = plans(company, "li", query)
    reads = [step for step in plan if step.startswith(("SCAN", "SEARCH"))]
    assert any(by in step for step in reads), plan
    assert not any(step.startswith("SCAN customer") and "USING" not in step for step in plan), plan


@pytest.mark.parametrize(
    ("words", "sort", "mark", "steps"),
    [
        pytest.param("customer", "name", "sort_value", ["SEARCH token USING PRIMARY KEY"], id="a word in front"),
        pytest.param(
            "customer", "newest", "AS walked", ["ix_customer_created", "ix_token_record"], id="a word, the newest first"
        ),
        pytest.param("", "city", "AS walked", ["ix_customer_city"], id="by city"),
    ],
)
def test_what_many_are_found_by_goes_along_an_index(
    company: Company, words: str, sort: str, mark: str, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuicrm.sales.pool.walking.MANY", 100)
    plan = plans(company, "hale", PoolQuery("all", words, sort=sort, limit=20), mark)
    assert all(any(one in step for step in plan) for one in steps), plan
    assert not any(step.startswith("SCAN customer") and "USING" not in step for step in plan), plan


@pytest.mark.parametrize("tab", ["pool", "all", "team"])
def test_a_large_list_by_worth_sorts_nothing(company: Company, tab: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuicrm.sales.pool.sorting.LARGE", 100)
    plan = plans(company, "hale", PoolQuery(tab, sort="worth", limit=20), "fresh_at DESC")  # type: ignore[arg-type]
    own = [step for step in plan if "ix_customer" in step]
    assert own
    assert all("ix_customer_fresh" in step and "SEARCH" in step for step in own), plan
    assert not any("TEMP B-TREE" in step for step in plan), plan


def test_the_rules_of_a_page_read_its_own_rows_only(company: Company) -> None:
    asked: list[tuple[str, Any]] = []

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool) -> None:
        asked.append((statement, parameters))

    event.listen(company.database.engine, "before_cursor_execute", note)
    company.desk("hale").read(pool.page, PoolQuery("all", limit=20))
    event.remove(company.database.engine, "before_cursor_execute", note)
    with company.database.engine.connect() as connection:
        for statement, parameters in asked:
            if "customer" not in statement or "count(" in statement.lower() or "PRAGMA" in statement:
                continue
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters):
                assert not str(row[3]).startswith("SCAN customer") or "USING" in str(row[3]), statement
