"""The list page by page: nothing twice, nothing left out, in each order, also of equals; and what a row says."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.company import NOW, Company
from tests.engines import Engines
from tests.sales.house import set_values, settle, standing
from tuicrm.sales import agenda, pool, projects
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.pool import PoolPage, PoolQuery, PoolRow
from tuicrm.sales.pool.listing import COUNTED, SORTS
from tuicrm.sales.projects import NewProject
from tuicrm.store.tables.customers import customers

SAME = 7


@pytest.fixture(scope="module")
def company(engines: Engines) -> Iterator[Company]:
    """Twenty customers; seven of them alike in all but their id, the others with every value or none."""
    with standing(engines) as made:
        for number in range(13):
            one = made.customer(
                ("Ähre", "acme", "北京联成", "Zoë", "1688", "!!!", "Ökö")[number % 7] + str(number),
                owner=(None, "li", "roth", "kuhn")[number % 4], city=("Leeds", None, "北京")[number % 3],
                class_key=(None, "A", "B")[number % 3],
            )  # fmt: skip
            made.clock.later(hours=number)
            if number % 2:
                set_values(
                    made, customers, one, last_action_at=made.clock.now, last_inquiry_at=made.clock.now,
                    source_id=None,
                )  # fmt: skip
        for _number in range(SAME):
            made.customer("Same")
        yield made


def walk(company: Company, limit: int, **query: object) -> list[PoolRow]:
    rows: list[PoolRow] = []
    after = None
    for _page in range(40):
        page = company.desk("hale").read(pool.page, PoolQuery("all", after=after, limit=limit, **query))  # type: ignore[arg-type]
        assert len(page.rows) <= limit
        rows += page.rows
        after = page.after
        if after is None:
            return rows
    raise AssertionError("the pages never end")


@pytest.mark.parametrize("descending", [None, False, True])
@pytest.mark.parametrize("sort", ["", *SORTS, "no such order"])
def test_pages_of_any_size_are_the_whole_list_in_one_order(
    company: Company, sort: str, descending: bool | None
) -> None:
    whole = walk(company, 100, sort=sort, descending=descending)
    assert len({row.id for row in whole}) == len(whole) == 20
    for limit in (1, 7, 20) if descending is None else (3, 19):
        assert walk(company, limit, sort=sort, descending=descending) == whole


@pytest.mark.parametrize("sort", SORTS)
def test_turned_around_it_is_the_same_list_from_behind(company: Company, sort: str) -> None:
    up = walk(company, 100, sort=sort, descending=False)
    assert walk(company, 100, sort=sort, descending=True) == up[::-1]


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(SORTS), st.booleans(), st.integers(1, 21),
    st.sampled_from(["", "owner:any", "class:a,b", "city:none", "not:same", "same"]),
)  # fmt: skip
def test_a_filter_and_an_order_do_not_disturb_each_other(
    company: Company, sort: str, descending: bool, limit: int, filter: str
) -> None:
    found = walk(company, limit, sort=sort, descending=descending, filter=filter)
    assert {row.id for row in found} == {row.id for row in walk(company, 100, filter=filter)}
    assert len(found) == len({row.id for row in found})


@pytest.mark.parametrize(
    ("sort", "value"),
    [
        pytest.param("newest", lambda row: row.created_at, id="newest first"),
        pytest.param("inquiry", lambda row: row.last_inquiry_at or row.created_at, id="who asked last first"),
    ],
)
def test_the_order_says_what_it_is(company: Company, sort: str, value) -> None:  # type: ignore[no-untyped-def]
    found = [value(row) for row in walk(company, 100, sort=sort)]
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize("sort", ["class", "city"])
def test_what_is_not_known_stands_last(company: Company, sort: str) -> None:
    name = {"class": "class_key", "city": "city"}[sort]
    known = [getattr(row, name) is not None for row in walk(company, 100, sort=sort)]
    assert known == sorted(known, reverse=True)


def test_who_claims_from_the_list_takes_nothing_out_of_the_next_page(small_company: Company) -> None:
    company = small_company
    for number in range(6):
        company.customer(f"Free {number}")
        company.clock.later(minutes=1)
    first: PoolPage = company.desk("li").read(pool.page, PoolQuery(limit=3))
    company.desk("li").write(pool.claim, first.rows[-1].id)  # the very row the next page begins after
    second = company.desk("li").read(pool.page, PoolQuery(limit=3, after=first.after))
    assert [row.name for row in second.rows] == ["Free 2", "Free 1", "Free 0"]
    assert (second.after, second.total) == (None, None)


def test_exactly_one_page_has_no_next_one(small_company: Company) -> None:
    for number in range(3):
        small_company.customer(f"Free {number}")
    page = small_company.desk("li").read(pool.page, PoolQuery(limit=3))
    assert (len(page.rows), page.after, page.total) == (3, None, 3)
    assert COUNTED > 3


def row_of(company: Company, name: str) -> PoolRow:
    (found,) = company.desk("hale").read(pool.page, PoolQuery("all", name)).rows
    return found


@pytest.mark.parametrize(
    ("zone", "days"),
    [("UTC", 1), ("Asia/Shanghai", 1), ("America/New_York", 0), ("Pacific/Kiritimati", 1)],
)
def test_days_are_days_of_the_team_not_spans_of_24_hours(small_company: Company, zone: str, days: int) -> None:
    settle(small_company, zone=zone)
    small_company.clock.now = NOW.replace(hour=9, minute=30)
    small_company.customer("Acme", owner="li")
    small_company.clock.later(hours=15)
    row = row_of(small_company, "Acme")
    assert (row.since_days, row.idle_days, row.inquiry_days) == (days, days, None)


def test_a_row_says_what_was_done_last_and_what_comes_next(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme", owner="li")
    li = company.desk("li")
    company.clock.later(days=2)
    call = li.write(
        agenda.plan, NewAction(kind="call", subject="answer", customer_id=acme, on=company.clock.now.date())
    )
    assert row_of(company, "Acme").next_action_at is not None
    li.write(agenda.done, call.action_id, outcome="talked")
    company.clock.later(days=3)
    row = row_of(company, "Acme")
    assert (row.last_action, row.last_outcome, row.idle_days, row.since_days) == ("call", "talked", 3, 5)
    assert row.next_action_at is None


def test_who_works_at_it_is_counted_by_open_projects_the_busiest_first(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme", owner="li")
    for number in range(3):
        company.desk("li" if number else "wang").write(projects.add, NewProject(name=f"L{number}", customer_id=acme))
    company.desk("li").write(pool.release, acme, "timing")
    company.clock.later(days=1)
    row = row_of(company, "Acme")
    assert [(one.name, one.projects) for one in row.workers] == [("Li Wei", 2), ("F. Wang", 1)]
    assert (row.owner, row.by, row.how, row.since_days) == (None, "Li Wei", "release", 1)
    assert row.created_at == company.clock.now - timedelta(days=1)


@pytest.mark.parametrize(("limit", "total"), [(6, 7), (7, 7), (8, 7), (100, 7)])
def test_the_first_page_says_how_many_fit_the_others_do_not(company: Company, limit: int, total: int) -> None:
    first = company.desk("hale").read(pool.page, PoolQuery("all", "same", limit=limit))
    assert (first.total, len(first.rows)) == (total, min(limit, 7))
    if first.after is not None:
        second = company.desk("hale").read(pool.page, PoolQuery("all", "same", limit=limit, after=first.after))
        assert (second.total, len(second.rows)) == (None, total - limit)
