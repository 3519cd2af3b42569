"""Text is cut by cells, never by characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicrm.widgets.cells import cut, fit, in_lines, width, wrap
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
    assert wrap("老员工赚得更多：新人少", 14, 3) == ["老员工赚得更", "多：新人少"]
    assert wrap("到报价（见表）为止", 8, 4) == ["到报价", "（见表）", "为止"]
    assert wrap("一二三四。」", 8, 3) == ["一二三", "四。」"]
    assert wrap("：：：：：：", 4, 3) == ["：：", "：：", "：："]
    assert wrap("one two three four", 9, 2) == ["one two", "three fo…"]


@pytest.mark.parametrize(
    ("parts", "cells", "lines"),
    [
        (("1 no answer", "2 busy", "7 wrong number"), 80, ["1 no answer  2 busy  7 wrong number"]),
        (("1 no answer", "2 busy", "7 wrong number"), 35, ["1 no answer  2 busy  7 wrong number"]),
        (("1 no answer", "2 busy", "7 wrong number"), 34, ["1 no answer  2 busy", "7 wrong number"]),
        (("1 no answer", "2 busy", "7 wrong number"), 12, ["1 no answer", "2 busy", "7 wrong number"]),
        (("1 未接", "2 占线", "3 约时间"), 14, ["1 未接  2 占线", "3 约时间"]),
        (("1 未接", "2 占线", "3 约时间"), 13, ["1 未接", "2 占线", "3 约时间"]),
        (("wider than the line", "x"), 5, ["wider than the line", "x"]),
        (("one",), 0, ["one"]),
        ((), 10, []),
    ],
)
def test_parts_stay_whole_when_they_go_over_several_lines(parts, cells, lines):
    assert in_lines(parts, cells) == lines


@given(st.lists(st.text("a北 1", min_size=1, max_size=6), max_size=8), st.integers(1, 30))
def test_no_part_is_lost_or_broken_and_no_line_too_wide(parts, cells):
    lines = in_lines(parts, cells, " / ")
    assert " / ".join(lines) == " / ".join(parts)
    assert all(width(line) <= cells or line in parts for line in lines)
