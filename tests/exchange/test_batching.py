"""Batches: of a size, in the order of the file, and nobody before those they lean on."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.exchange.batching import bundles, levels
from tuicrm.exchange.mapping import FileMap, RecordMap, Source
from tuicrm.exchange.reading import Record, Sheet
from tuicrm.exchange.rows import Row, key_of, picked
from tuicrm.sales.taking_over import Link, arrive

FILE = FileMap("a.csv", (), (RecordMap("customer", ("id",), {}),))
SHEET = Sheet(Path("a.csv"), ("id",), (), (), "utf-8", ",")


def row(key: str, parent: str | None = None) -> Row:
    links = {"parent": Link("customer", parent) if parent else None}
    return Row(SHEET, FILE, Record(1, {"id": key}), (arrive("customer", key, {"name": key}, links),))


def keys(rows: list[Row]) -> list[str]:
    return [one.key for each in rows for one in each.arrivals if one]


@pytest.mark.parametrize(
    ("parents", "expected"),
    [
        pytest.param({}, [], id="nobody"),
        pytest.param({"a": None, "b": None}, [["a", "b"]], id="nobody leans"),
        pytest.param({"a": "b", "b": None}, [["b"], ["a"]], id="a daughter before her mother"),
        pytest.param({"a": "b", "b": "c", "c": None}, [["c"], ["b"], ["a"]], id="three behind each other"),
        pytest.param({"a": "x"}, [[], ["a"]], id="a mother who is not in the file"),
        pytest.param({"a": "m", "b": "m", "m": None}, [["m"], ["a", "b"]], id="two sisters"),
        pytest.param({"a": "a", "b": None}, [["a", "b"]], id="one's own mother"),
        pytest.param({"a": "b", "b": "a", "c": None}, [["a", "b", "c"]], id="a ring"),
    ],
)
def test_who_leans_on_others_comes_after_them(parents: dict[str, str | None], expected: list[list[str]]) -> None:
    found = levels([row(key, parent) for key, parent in parents.items()])
    assert [keys(level) for level in found] == [level for level in expected if level]


def test_ring_comes_in_without_its_link_and_others_keep_theirs() -> None:
    found = [one for level in levels([row("a", "b"), row("b", "a"), row("c", "m"), row("m")]) for one in level]
    missing = {one.key: link.missing for each in found for one in each.arrivals if one
               for link in one.links.values() if link}  # fmt: skip
    assert missing == {"a": "leave", "b": "leave", "c": "refuse"}


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(["", *"abcdefgh"])), st.integers(1, 4))
@settings(max_examples=25, deadline=None)
def test_every_row_is_in_one_batch_numbered_from_nought(parents: dict[str, str], size: int) -> None:
    made = list(bundles("s", None, [row(key, parent or None) for key, parent in parents.items()], size))
    assert sorted(key for bundle in made for key in keys(list(bundle.rows))) == sorted(parents)
    for bundle in made:
        assert 1 <= len(bundle.rows) <= size
        (step,) = bundle.batch.steps
        assert [one.row for one in step] == list(range(len(bundle.rows)))


@pytest.mark.parametrize(
    ("source", "cells", "expected"),
    [
        (Source(), {}, ""), (Source(columns=("a",)), {"a": "  "}, ""), (Source(columns=("a", "b")), {"b": " x "}, "x"),
        (Source(columns=("a", "b"), join="-"), {"a": "1", "b": "2"}, "1-2"),
        (Source(columns=("a",), default="d"), {"a": ""}, "d"),
        (Source(columns=("a",), empty=frozenset({"n/a"}), default="d"), {"a": "N/A"}, "d"),
        (Source(columns=("a",), choices={"x y": "z"}), {"a": " X   Y "}, "z"),
        (Source(columns=("a",), choices={"x": ""}, default="d"), {"a": "x"}, "d"),
        (Source(columns=("a",), value="v"), {"a": "1"}, "v"), (Source(value=""), {"a": "1"}, ""),
        (Source(columns=("a", "b"), is_key=True), {"a": "1", "b": "2"}, "1|2"),
        (Source(columns=("a", "b"), is_key=True), {"a": " ", "b": ""}, ""),
    ],
)  # fmt: skip
def test_text_that_a_row_has_for_a_field(source: Source, cells: dict[str, str], expected: str) -> None:
    assert picked(source, cells) == expected


@given(
    st.lists(st.text("ab|\\ ", max_size=6), min_size=2, max_size=2),
    st.lists(st.text("ab|\\ ", max_size=6), min_size=2, max_size=2),
)
@settings(max_examples=25, deadline=None)  # fmt: skip
def test_two_rows_have_one_key_only_if_all_parts_are_one(one: list[str], other: list[str]) -> None:
    def key(parts: list[str]) -> str:
        return key_of(("x", "y"), dict(zip("xy", parts, strict=True)))

    trimmed = [[part.strip() for part in parts] for parts in (one, other)]
    if not all(any(parts) for parts in trimmed):
        return
    assert (key(one) == key(other)) == (trimmed[0] == trimmed[1])
