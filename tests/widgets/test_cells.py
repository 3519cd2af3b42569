"""Text is cut by cells, never by characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicrm.widgets.cells import cut, fit, width, wrap
from tuicrm.widgets.symbols import use


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("Acme", 6, "Acme  "),
        ("Acme Ltd", 5, "Acme…"),
        ("北京联成互动", 12, "北京联成互动"),
        ("北京联成互动", 6, "北京… "),
        ("北京联成互动", 7, "北京联…"),
        ("", 3, "   "),
        ("x", 0, ""),
    ],
)
def test_text_fits_exactly(text, cells, shown):
    assert fit(text, cells) == shown


def test_figures_stand_at_the_right_by_cells():
    assert fit("10.5万", 8, "right") == "  10.5万"


def test_ascii_set_cuts_with_a_tilde():
    use("ascii")
    try:
        assert fit("Acme Ltd", 5) == "Acme~"
    finally:
        use("fine")


@given(st.text(max_size=40), st.integers(0, 30))
def test_any_text_fits_any_width(text, cells):
    assert width(fit(text, cells)) == cells
    assert width(cut(text, cells)) <= cells


@given(st.text(max_size=60), st.integers(2, 20), st.integers(1, 4))
def test_any_text_wraps_into_its_lines(text, cells, lines):
    wrapped = wrap(text, cells, lines)
    assert 1 <= len(wrapped) <= lines
    assert all(width(line) <= cells for line in wrapped)


def test_words_are_kept_together_and_chinese_breaks_anywhere():
    assert wrap("profit per person fell", 10, 3) == ["profit per", "person", "fell"]
    assert wrap("人均利润从12.8降到", 8, 3) == ["人均利润", "从12.8降", "到"]
    assert wrap("one two three four", 9, 2) == ["one two", "three fo…"]
