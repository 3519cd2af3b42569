"""A page of rows is a value: followed, changed, thinned out, never two rows of one key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicrm.widgets.row import Cell, Page, Row, in_one_line


def page(*keys: int, total: int | None = None, more: bool = False) -> Page:
    return Page(tuple(Row(key, (f"row {key}",)) for key in keys), total, more)


def keys(of: Page) -> list[object]:
    return [row.key for row in of.rows]


pages = st.lists(st.integers(0, 30), unique=True, max_size=12).map(lambda found: page(*found, total=len(found)))


@pytest.mark.parametrize(
    ("rows", "key", "place"),
    [
        ((), 1, None),
        ((), None, None),
        ((5,), 5, 0),
        ((5, 6, 7), 7, 2),
        ((5, 6, 7), 8, None),
        ((5, 6, 7), None, None),
    ],
)
def test_a_key_has_its_place(rows: tuple[int, ...], key: int | None, place: int | None) -> None:
    assert page(*rows).place(key) == place


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (page(), page(), page()),
        (page(1, 2), page(), page(1, 2)),
        (page(), page(1, 2), page(1, 2)),
        (page(1, 2), page(3, 4), page(1, 2, 3, 4)),
        (page(1, 2), page(2, 3), page(1, 2, 3)),
        (page(1, 2), page(2, 1), page(1, 2)),
        (page(1, 2, total=9, more=True), page(3, more=True), page(1, 2, 3, total=9, more=True)),
        (page(1, 2, total=9, more=True), page(3, total=8), page(1, 2, 3, total=8)),
        (page(1, 2, more=True), page(3), page(1, 2, 3)),
    ],
)
def test_the_next_page_comes_after_the_first(first: Page, second: Page, expected: Page) -> None:
    assert first.followed_by(second) == expected


def test_a_row_that_comes_again_stays_as_it_was_shown_first() -> None:
    first, again = Page((Row(1, ("old",)),)), Page((Row(1, ("new",)), Row(2, ("two",))))
    assert [row.cells for row in first.followed_by(again).rows] == [("old",), ("two",)]


@pytest.mark.parametrize(
    ("gone", "left", "total"),
    [
        ((), (1, 2, 3), 7),
        ((2,), (1, 3), 6),
        ((1, 3), (2,), 5),
        ((1, 2, 3), (), 4),
        ((9,), (1, 2, 3), 7),
        ((9, 1), (2, 3), 6),
    ],
)
def test_what_is_gone_is_counted_no_longer(gone: tuple[int, ...], left: tuple[int, ...], total: int) -> None:
    thinner = page(1, 2, 3, total=7, more=True).without(gone)
    assert keys(thinner) == list(left)
    assert (thinner.total, thinner.more) == (total, True)


def test_an_unknown_total_stays_unknown() -> None:
    assert page(1, 2).without([1]).total is None
    assert page(1).followed_by(page(2)).total is None


def test_changed_rows_take_the_place_of_those_of_their_key() -> None:
    changed = page(1, 2, 3, total=3, more=True).with_rows([Row(2, ("new",)), Row(9, ("nobody",))])
    assert [row.cells[0] for row in changed.rows] == ["row 1", "new", "row 3"]
    assert (changed.total, changed.more) == (3, True)


def test_of_two_changes_of_one_row_the_last_is_shown() -> None:
    changed = page(1).with_rows([Row(1, ("first",)), Row(1, ("second",))])
    assert changed.rows[0].cells == ("second",)


@given(pages, pages)
def test_no_key_comes_twice_and_none_is_lost(first: Page, second: Page) -> None:
    both = keys(first.followed_by(second))
    assert len(both) == len(set(both))
    assert set(both) == set(keys(first)) | set(keys(second))
    assert both[: len(first.rows)] == keys(first)


@given(pages, st.sets(st.integers(0, 30)))
def test_the_total_counts_what_is_left(some: Page, gone: set[int]) -> None:
    left = some.without(gone)
    assert left.total == len(left.rows)
    assert not set(keys(left)) & gone


@given(pages, st.sets(st.integers(0, 30)))
def test_taking_out_twice_is_taking_out_once(some: Page, gone: set[int]) -> None:
    assert some.without(gone).without(gone) == some.without(gone)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (None, ""),
        (Row(1, ()), ""),
        (Row(1, ("Acme",)), "Acme"),
        (Row(1, ("Acme", "Leeds")), "Acme  Leeds"),
        (Row(1, ("Acme", "", "B")), "Acme  B"),
        (Row(1, (Cell("Acme", "late"), "Leeds")), "Acme  Leeds"),
        (Row(1, (Cell(""), Cell("Leeds"))), "Leeds"),
    ],
)
def test_a_row_is_said_in_one_line(row: Row | None, said: str) -> None:
    assert in_one_line(row) == said
