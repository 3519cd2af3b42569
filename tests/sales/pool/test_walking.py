"""Large lists on the way along an index: the same pages as by sorting all, for words, by city, in each order."""

from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.company import Company
from tests.engines import Engines
from tests.sales.house import standing
from tuicrm.plain.names import name_sort
from tuicrm.sales import pool
from tuicrm.sales.pool import PoolQuery, in_order, paging, walking
from tuicrm.sales.pool.sorting import SORTS
from tuicrm.store import change
from tuicrm.store import tokens as tokens_made
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.system import tokens

FIRST = ("Kordel", "Brandt", "北京", "Vantage")
LAST = ("Pumps", "Labs", "联成", "Ltd", "Kord Works")
CITIES = ("Leeds", "宁波", None, "Aachen", "Leeds")


def fill(company: Company) -> None:
    """Each first word with each last one; by turns free or held, in a city or none, of class A or none."""
    for number, (first, last) in enumerate(product(FIRST, LAST)):
        company.customer(
            f"{first} {last} {number}", owner=(None, "li", "roth", None)[number % 4], city=CITIES[number % 5],
            class_key=("A", None)[number % 2], note=("likes tea", None, "no tea")[number % 3],
        )  # fmt: skip
        company.clock.later(minutes=number % 3)  # some at the same minute


@pytest.fixture(scope="module")
def large(engines: Engines) -> Iterator[Company]:
    """Twenty customers, which count as many here: see `along`."""
    with standing(engines) as made:
        fill(made)
        yield made


def along(
    patch: pytest.MonkeyPatch,
    near: int = 3,
    walked: int = 10,
    spellings: int = 30,
    most: int = 1_000,
    count: int = 1_000,
) -> None:  # fmt: skip
    """Let a list of twenty be gone along like one of a million."""
    patch.setattr(walking, "MANY", 1)
    patch.setattr(walking, "WALKED", walked)
    patch.setattr(in_order, "SPELLINGS", spellings)
    patch.setattr(in_order, "MOST", most)
    patch.setattr(walking, "COUNTED", count)
    patch.setattr(walking, "NEAR", near)
    patch.setattr(walking, "FAR", walked)


def pages(company: Company, login: str, query: PoolQuery) -> list[str]:
    """The names on all pages of a list, and its number as the first page says it."""
    found: list[str] = []
    first = page = company.desk(login).read(pool.page, query)
    while True:
        assert len(page.rows) <= query.limit
        found += [row.name for row in page.rows]
        if page.after is None:
            return [*found, str(first.total)]
        more = PoolQuery(query.tab, query.filter, query.sort, query.descending, page.after, query.limit)
        page = company.desk(login).read(pool.page, more)


QUERIES = st.builds(
    PoolQuery,
    st.sampled_from(paging.TABS),
    st.sampled_from(
        ["", "kord", "k", "ltd", "kord ltd", "北京", "北京 联成", "beijing", "b", "vantage class:a", "none of it",
         "city:none", "kord not:pumps", "1", "tea", "kord tea", "1 k", "labs class:a brandt"]
    ),
    st.sampled_from(("", *SORTS)),
    st.sampled_from((None, True, False)),
    st.none(),
    st.integers(4, 21),
)  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(
    query=QUERIES, login=st.sampled_from(("hale", "li", "kuhn")), near=st.integers(1, 6), walked=st.integers(7, 40),
    spellings=st.sampled_from((0, 2, 30)), most=st.sampled_from((0, 12, 9_000)),
)  # fmt: skip
def test_the_pages_are_those_of_a_list_that_is_sorted_as_a_whole(
    large: Company, query: PoolQuery, login: str, near: int, walked: int, spellings: int, most: int
) -> None:
    sorted_whole = pages(large, login, query)
    with pytest.MonkeyPatch.context() as patch:
        along(patch, near, walked, spellings, most)
        assert pages(large, login, query) == sorted_whole


@pytest.mark.parametrize("descending", [None, True])
@pytest.mark.parametrize("words", ["kord", "ltd", "kord ltd", "北京", "联成", "tea"])
@pytest.mark.parametrize("tab", ["pool", "all", "team"])
def test_on_each_engine_they_are(company: Company, tab: str, words: str, descending: bool | None) -> None:
    if not company.value(select(customers.c.id).limit(1)):
        fill(company)
    query = PoolQuery(tab, words, "name", descending, limit=5)  # type: ignore[arg-type]
    sorted_whole = pages(company, "li", query)
    with pytest.MonkeyPatch.context() as patch:
        along(patch)
        assert pages(company, "li", query) == sorted_whole
        assert pages(company, "li", PoolQuery("all", words, "city", descending, limit=9))


@pytest.mark.parametrize("word", ["kord", "pumps", "北京", "vantage", "12"])
def test_who_holds_a_word_stands_in_the_order_of_names(
    large: Company, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    along(monkeypatch)
    holders = select(tokens.c.record_id).where(tokens.c.token >= word, tokens.c.token < word + "\U0010ffff")
    names = large.all(select(customers.c.name_sort, customers.c.name).where(customers.c.id.in_(holders)))
    *found, total = pages(large, "hale", PoolQuery("all", word, "name", limit=2))
    assert (found, total) == ([name for _sort, name in sorted(names)], str(len(names)))
    assert all(name_sort(one) <= name_sort(other) for one, other in pairwise(found))


def ways(company: Company, query: PoolQuery, patch: pytest.MonkeyPatch) -> list[str]:
    """Which ways along the list a page took, and what each gave."""
    taken: list[str] = []
    met, by_places = walking._Walk.met, in_order.in_order

    def note_met(walk: walking._Walk, **named: bool) -> walking.Met | None:
        found = met(walk, **named)
        taken.append(f"met {'nothing' if found is None else len(found.places)}")
        return found

    def note_places(*args: Any) -> list[Any] | None:
        found = by_places(*args)
        taken.append(f"places {'nothing' if found is None else len(found)}")
        return found

    patch.setattr(walking._Walk, "met", note_met)
    patch.setattr(walking, "in_order", note_places)
    company.desk("hale").read(pool.page, query)
    return taken


@pytest.mark.parametrize(
    ("words", "sort", "taken"),
    [
        pytest.param("kord", "name", ["places 8"], id="some have it: by their places"),
        pytest.param("k", "name", ["places 8"], id="one letter"),
        pytest.param("kord ltd", "name", ["places 1"], id="two words: where they meet"),
        pytest.param("kord nobody", "name", [], id="two words of which nobody has one"),
        pytest.param("kordel brandt", "name", ["places 0"], id="two words that nobody has both of"),
        pytest.param("ltd", "name", ["places 4"], id="further on in the list"),
        pytest.param("tea", "name", ["places 13"], id="most have it"),
        pytest.param("tea", "newest", ["met 3"], id="by another order than the name"),
        pytest.param("kord class:a", "name", ["places 4"], id="with a filter"),
        pytest.param("labs likes", "newest", ["met nothing"], id="two by another order, too few are met"),
        pytest.param("", "city", ["met 3"], id="by city"),
        pytest.param("kord", "city", ["met 3"], id="a word by city"),
        pytest.param("", "class", [], id="no index has it"),
        pytest.param("", "name", [], id="the database goes along the index by itself"),
    ],
)
def test_the_way_is_chosen_by_who_holds_the_words(
    large: Company, words: str, sort: str, taken: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    along(monkeypatch, near=2, walked=9)
    assert ways(large, PoolQuery("all", words, sort, limit=2), monkeypatch) == taken


@pytest.mark.parametrize("descending", [None, False])
@pytest.mark.parametrize("sort", ["newest", "city", "worth"])
@pytest.mark.parametrize(("words", "limit"), [("kord ltd", 5), ("k 1", 4), ("kordel brandt", 3), ("北京 联成", 2)])
def test_the_few_who_hold_several_common_words_are_found_by_their_places(
    large: Company, words: str, limit: int, sort: str, descending: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = PoolQuery("all", words, sort, descending, limit=limit)
    sorted_whole = pages(large, "hale", query)
    along(monkeypatch, near=1, walked=7)
    monkeypatch.setattr(walking, "COMMON", 100)
    by_places, found = walking.all_by_places, list[int]()

    def note(*args: Any) -> list[Any] | None:
        every = by_places(*args)
        found.append(-1 if every is None else len(every))
        return every

    monkeypatch.setattr(walking, "all_by_places", note)
    assert pages(large, "hale", query) == sorted_whole
    assert sort == "worth" or found or words == "k 1"
    for most in (1, 2, 3):  # they are counted as more than a few
        monkeypatch.setattr(walking, "COUNTED", most)
        assert pages(large, "hale", query)[:-1] == sorted_whole[:-1]


@pytest.mark.parametrize("words", ["kordel", "kordel ltd"])
def test_what_lies_behind_many_new_ones_is_met_on_the_way(
    small_company: Company, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file brought in more than the first few, and none of them holds the word."""
    for number in range(40):
        small_company.customer(f"{('Kordel', 'Brandt')[number % 2]} Ltd {number}")
        small_company.clock.later(minutes=1)
    for number in range(12):
        small_company.customer(f"New {number}")
    query = PoolQuery("all", words, "newest", limit=2)
    sorted_whole = pages(small_company, "hale", query)
    along(monkeypatch, near=6, walked=40)
    assert ways(small_company, query, monkeypatch) == ["met 3"]
    monkeypatch.undo()
    along(monkeypatch, near=6, walked=40)
    assert pages(small_company, "hale", query) == sorted_whole


@pytest.mark.parametrize("most", [0, 9_000])
@pytest.mark.parametrize("count", [4, 8, 9, 1_000])
def test_the_number_of_all_is_seen_on_the_way_or_counted(
    large: Company, most: int, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuicrm.sales.pool.listing.COUNTED", count)
    along(monkeypatch, near=1, most=most, count=count)
    page = large.desk("hale").read(pool.page, PoolQuery("all", "kord", "name", limit=3))
    assert page.total == min(8, count)


@pytest.mark.parametrize("falls", [None, True])
@pytest.mark.parametrize("limit", [1, 2, 3, 5])
def test_many_at_one_place_are_parted_by_their_whole_names(
    large: Company, limit: int, falls: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = PoolQuery("all", "brandt", "name", falls, limit=limit)
    sorted_whole = pages(large, "hale", query)
    monkeypatch.setattr("tuicrm.store.tokens.PLACE", 3)
    monkeypatch.setattr(in_order, "PLACE", 3)
    along(monkeypatch, near=1)
    large.database.write_as(at_places, large.clock.now)
    gone_along: list[range] = []
    places = paging.places

    def note(*args: Any) -> Any:
        gone_along.extend(along.stretch for along in args[4:] if along is not None)
        return places(*args)

    monkeypatch.setattr(in_order, "places", note)
    for near, dense in product((1, 2, 100), (1, 3)):
        monkeypatch.setattr(in_order, "NEAR", near)
        monkeypatch.setattr(in_order, "DENSE", dense)
        assert pages(large, "hale", query) == sorted_whole, (near, dense)
    assert bool(gone_along) == (limit < 5), "five of them are found by their words alone"
    monkeypatch.undo()
    large.database.write_as(at_places, large.clock.now)


def at_places(session: Session) -> None:
    tokens_made.renew_customers(session, session.values(select(customers.c.id)))


def test_a_new_name_moves_the_words_of_a_customer(company: Company) -> None:
    number = company.customer("Zeta Pumps", note="likes tea")
    assert places_of(company, number) == {("zeta pumps", "customer"), ("zeta pumps", "note")}
    company.database.write_as(
        lambda session: change.update(
            session, customers, number, name="Alpha Pumps of the North", name_sort="alpha pumps of the north"
        ),
        company.clock.now,
    )
    assert places_of(company, number) == {("alpha pumps of t", "customer"), ("alpha pumps of t", "note")}
    with pytest.MonkeyPatch.context() as patch:
        along(patch)
        assert pages(company, "hale", PoolQuery("all", "pumps", "name")) == ["Alpha Pumps of the North", "1"]


def places_of(company: Company, number: int) -> set[tuple[str, str]]:
    rows = company.all(select(tokens.c.place, tokens.c.kind).where(tokens.c.record_id == number))
    return {(row.place, row.kind) for row in rows}


@pytest.mark.parametrize("tab", paging.TABS)
def test_a_small_list_is_not_gone_along(large: Company, tab: paging.Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ways(large, PoolQuery(tab, "kord", "name", limit=2), monkeypatch) == []
    assert ways(large, PoolQuery(tab, "", "city", limit=2), monkeypatch) == []
