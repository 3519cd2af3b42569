"""Large lists on the way along an index: the same pages as by sorting all, for words, by city, in each order."""

from collections.abc import Iterator
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.company import Company
from tests.engines import Engines
from tests.sales.house import standing
from tuicrm.plain.names import name_sort
from tuicrm.sales import pool
from tuicrm.sales.pool import PoolQuery, paging, walking
from tuicrm.sales.pool.sorting import SORTS
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
            class_key=("A", None)[number % 2],
        )  # fmt: skip
        company.clock.later(minutes=number % 3)  # some at the same minute


@pytest.fixture(scope="module")
def large(engines: Engines) -> Iterator[Company]:
    """Twenty customers, which count as many here: see `along`."""
    with standing(engines) as made:
        fill(made)
        yield made


def along(patch: pytest.MonkeyPatch, near: int = 3, walked: int = 10, counted: int = 1_000) -> None:
    """Let a list of twenty be gone along like one of a million."""
    patch.setattr(walking, "MANY", 1)
    patch.setattr(walking, "COUNTED", counted)
    patch.setattr(walking, "WALKED", walked)
    patch.setattr(walking, "NEAR", range(near))
    patch.setattr(walking, "FAR", range(near, walked))


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
         "city:none", "kord not:pumps", "1"]
    ),
    st.sampled_from(("", *SORTS)),
    st.sampled_from((None, True, False)),
    st.none(),
    st.integers(4, 21),
)  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(
    query=QUERIES, login=st.sampled_from(("hale", "li", "kuhn")), near=st.integers(1, 6), walked=st.integers(7, 40),
    counted=st.sampled_from((2, 1_000)),
)  # fmt: skip
def test_the_pages_are_those_of_a_list_that_is_sorted_as_a_whole(
    large: Company, query: PoolQuery, login: str, near: int, walked: int, counted: int
) -> None:
    sorted_whole = pages(large, login, query)
    with pytest.MonkeyPatch.context() as patch:
        along(patch, near, walked, counted)
        assert pages(large, login, query) == sorted_whole


@pytest.mark.parametrize("descending", [None, True])
@pytest.mark.parametrize("words", ["kord", "ltd", "kord ltd", "北京", "联成"])
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
    """Which ways along the list a page took."""
    taken: list[str] = []
    for name in ("met", "together"):

        def note(walk: object, *args: object, way: object = getattr(walking._Walk, name), name: str = name) -> object:
            found = way(walk, *args)  # type: ignore[operator]
            taken.append(f"{name} {'nothing' if found is None else len(found)}")
            return found

        patch.setattr(walking._Walk, name, note)
    company.desk("hale").read(pool.page, query)
    return taken


@pytest.mark.parametrize(
    ("words", "sort", "taken"),
    [
        pytest.param("kord", "name", ["met 3", "together 3"], id="most have it in front: that piece of the list"),
        pytest.param("ltd", "name", ["together nothing", "met 3"], id="scattered: the list itself"),
        pytest.param("12", "name", ["together nothing"], id="too few hold it to be met soon"),
        pytest.param("kord", "newest", ["met 3"], id="by another order than the name"),
        pytest.param("kord class:a", "name", ["met 3"], id="with a filter"),
        pytest.param("kord ltd", "name", [], id="two words that not everybody has are laid over each other"),
        pytest.param("", "city", ["met 3"], id="by city"),
        pytest.param("kord", "city", ["met 3"], id="a word by city"),
        pytest.param("", "class", [], id="no index has it"),
        pytest.param("", "name", [], id="the database goes along the index by itself"),
    ],
)
def test_the_way_is_chosen_by_who_holds_the_words(
    large: Company, words: str, sort: str, taken: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    along(monkeypatch, walked=40)
    assert ways(large, PoolQuery("all", words, sort, limit=2), monkeypatch) == taken


def test_words_that_everybody_has_are_met_also_two_of_them(large: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    along(monkeypatch, counted=2, walked=40)
    assert ways(large, PoolQuery("all", "kord k", "name", limit=1), monkeypatch) == ["met 2"]


@pytest.mark.parametrize("tab", paging.TABS)
def test_a_small_list_is_not_gone_along(large: Company, tab: paging.Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ways(large, PoolQuery(tab, "kord", "name", limit=2), monkeypatch) == []
    assert ways(large, PoolQuery(tab, "", "city", limit=2), monkeypatch) == []
