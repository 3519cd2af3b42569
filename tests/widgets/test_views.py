"""The line of a screen's views, and the line of the screens: what stands there, what a click does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.widgets.stage import on_stage
from tuicrm.widgets.cells import width
from tuicrm.widgets.line import Line, Part
from tuicrm.widgets.tabs import Tabs, View, Views

POOL = tuple(View(key, words) for key, words in (("pool", "Pool 3"), ("mine", "Mine 86"), ("team", "Team 120")))
LONG = tuple(View(f"v{nth}", f"View number {nth}") for nth in range(1, 10))


def drawn(parts: tuple[object, object] | object) -> str:
    left, _right = parts  # type: ignore[misc]
    return "".join(part.text for part in left)


def views(given_views: tuple[View, ...], active: str, right: str = "") -> Views:
    """The line without an app: `show` would ask for a repaint."""
    made = Views()
    made._views, made._active, made._right = given_views, active, right
    return made


@pytest.mark.parametrize(
    ("active", "step", "key"),
    [
        ("pool", 1, "mine"),
        ("mine", 1, "team"),
        ("team", 1, "pool"),
        ("pool", -1, "team"),
        ("mine", -1, "pool"),
        ("pool", 3, "pool"),
        ("gone", 1, "pool"),
        ("", 1, "pool"),
    ],
)
def test_the_view_beside_goes_round_and_round(active: str, step: int, key: str) -> None:
    assert views(POOL, active).beside(step) == key


def test_beside_no_views_is_nothing() -> None:
    assert views((), "").beside() == ""


@pytest.mark.parametrize(
    ("cells", "active", "line"),
    [
        (80, "pool", " [Pool 3] │ Mine 86 │ Team 120"),
        (80, "mine", " Pool 3 │ [Mine 86] │ Team 120"),
        (80, "team", " Pool 3 │ Mine 86 │ [Team 120]"),
        (30, "pool", " [Pool 3] │ Mine 86 │ Team 120"),
        (24, "pool", " [Pool 3] │ Mine 86 ›"),
        (26, "team", " ‹ Mine 86 │ [Team 120]"),
    ],
)
def test_as_many_views_are_named_as_there_is_room_for(cells: int, active: str, line: str) -> None:
    assert drawn(views(POOL, active).parts(cells)) == line


def test_the_text_at_the_right_gives_way_first() -> None:
    wide, narrow = views(POOL, "pool", "sorted by name"), views(POOL, "pool", "sorted by name")
    assert [part.text for part in wide.parts(80)[1]] == ["sorted by name "]
    assert list(narrow.parts(34)[1]) == []
    assert "[Pool 3]" in drawn(narrow.parts(34))


@given(st.integers(24, 160), st.integers(0, 8))
def test_the_view_in_use_is_always_named_and_the_line_fits(cells: int, nth: int) -> None:
    line = views(LONG, LONG[nth].key)
    left, right = line.parts(cells)
    assert sum(width(part.text) for part in (*left, *right)) <= cells
    (active,) = [part for part in left if part.text.startswith("[")]
    assert active.key == LONG[nth].key
    assert active.tone == "accent"


@given(st.integers(24, 160), st.integers(0, 8))
def test_a_sign_at_an_end_leads_to_the_next_view_that_is_not_shown(cells: int, nth: int) -> None:
    left, _right = views(LONG, LONG[nth].key).parts(cells)
    keys = [part.key for part in left if part.key]
    places = [[view.key for view in LONG].index(key) for key in keys]
    assert places == list(range(places[0], places[-1] + 1)), "no view between them is left out"


async def test_a_click_asks_for_the_view_under_it() -> None:
    line = Views()
    async with on_stage(line, size=(60, 4)) as seen:
        line.show(POOL, "pool", "12 of 86")
        await seen.pilot.pause()
        assert seen.lines()[0].endswith("12 of 86")
        for view in POOL:
            await seen.click(seen.lines()[0].index(view.words), 0)
        assert [message.key for message in seen.got(Views.Chosen)] == ["pool", "mine", "team"]
        await seen.click(seen.lines()[0].index("12 of"), 0)
        assert len(seen.got(Views.Chosen)) == 3
        assert line.active == "pool", "who is asked decides"


async def test_screens_are_named_with_their_keys_and_who_i_am() -> None:
    tabs = Tabs()
    async with on_stage(tabs, size=(80, 3)) as seen:
        tabs.show("board", "Li Wei, East   10:00")
        await seen.pilot.pause()
        assert seen.lines()[0].startswith(" 1 Pool  [2 Board]  3 Agenda  4 Charts  5 Team")
        assert seen.lines()[0].endswith("Li Wei, East   10:00")


async def test_in_a_narrow_window_only_the_screen_in_use_has_words() -> None:
    tabs = Tabs()
    async with on_stage(tabs, size=(44, 3)) as seen:
        tabs.show("agenda", "Li Wei, East   10:00")
        await seen.pilot.pause()
        assert seen.lines()[0].startswith(" 1 2 [3 Agenda] 4 5")


async def test_a_click_on_a_screen_s_name_is_its_act() -> None:
    tabs = Tabs()
    async with on_stage(tabs, size=(80, 3)) as seen:
        tabs.show("pool")
        await seen.pilot.pause()
        for words in ("2 Board", "5 Team"):
            await seen.click(seen.lines()[0].index(words), 0)
        assert [message.act for message in seen.got(Line.ActPressed)] == ["screen.board", "screen.team"]


@pytest.mark.parametrize("right", ["", "Li Wei", "A very long name of somebody, of a very long team   10:00"])
@pytest.mark.parametrize("cells", [20, 30, 44, 60, 80, 120])
async def test_the_line_is_as_wide_as_the_window(right: str, cells: int) -> None:
    tabs = Tabs()
    async with on_stage(tabs, size=(cells, 3)) as seen:
        tabs.show("charts", right)
        await seen.pilot.pause()
        assert width(seen.full_lines()[0]) == cells


@pytest.mark.parametrize(
    ("left", "right", "cells", "line"),
    [
        ((Part("left"),), (Part("right"),), 20, "left           right"),
        ((Part("left"),), (Part("right"),), 10, "left right"),
        ((Part("a long left side"),), (Part("right"),), 12, "a lon… right"),
        ((Part("left"),), (Part("a long right side"),), 8, "a long …"),
        ((Part("北京联成"),), (Part("右"),), 8, "北京… 右"),
        ((), (), 4, "    "),
    ],
)
async def test_what_stands_at_the_right_stays_and_the_left_is_cut(
    left: tuple[Part, ...], right: tuple[Part, ...], cells: int, line: str
) -> None:
    class Both(Line):
        def parts(self, size: int) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
            return left, right

    async with on_stage(Both(), size=(cells, 2)) as seen:
        assert width(seen.full_lines()[0]) == cells
        assert seen.full_lines()[0].split() == line.split()


ME = "Anna-Maria Rothenburger, team lead East   21:36   *2 new"


@pytest.mark.parametrize(
    ("screen", "right", "cells", "left", "told"),
    [
        ("pool", "root, administrator   21:36", 80, " [1 Pool]  2 Board  3 Agenda  4 Charts  5 Team",
         "root, administrator   21:36 "),
        ("pool", "root, administrator   21:36", 44, " [1 Pool] 2 3 4 5", "root, administra…   21:36 "),
        ("charts", "root, administrator   21:36", 44, " 1 2 3 [4 Charts] 5", "root, administ…   21:36 "),
        ("team", "Li Wei, East   10:00", 44, " 1 2 3 4 [5 Team]", "Li Wei, East   10:00 "),
        ("charts", ME, 44, " 1 2 3 [4 Charts] 5", "Anna-…   21:36   *2 new "),
        ("charts", ME, 41, " 1 2 3 [4 Charts] 5", "21:36   *2 new "),
        ("charts", ME, 36, " 1 2 3 [4 Charts] 5", "21:36   *2 new "),
        ("charts", ME, 30, " 1 2 3 [4 Charts] 5", "*2 new "),
        ("charts", ME, 24, " 1 2 3 [4 Charts] 5", ""),
        ("charts", "Li Wei", 30, " 1 2 3 [4 Charts] 5", "Li Wei "),
        ("charts", "Anna-Maria Roth", 30, " 1 2 3 [4 Charts] 5", "Anna-Mar… "),
        ("charts", "王芳丽娜，华东主管   9:05", 40, " 1 2 3 [4 Charts] 5", "王芳丽娜，…   9:05 "),
        ("charts", "王芳丽娜，华东主管   9:05", 33, " 1 2 3 [4 Charts] 5", "王芳…   9:05 "),
        ("pool", "", 44, " [1 Pool] 2 3 4 5", ""),
        ("pool", "", 80, " [1 Pool]  2 Board  3 Agenda  4 Charts  5 Team", ""),
    ],
)  # fmt: skip
def test_who_i_am_makes_room_for_the_screens(screen: str, right: str, cells: int, left: str, told: str) -> None:
    tabs = Tabs()
    tabs._active, tabs._right = screen, right
    at_left, at_right = tabs.parts(cells)
    said = ["".join(part.text for part in parts) for parts in (at_left, at_right)]
    assert said == [left, told]
    assert sum(map(width, said)) <= cells


@pytest.mark.parametrize("cells", range(24, 130, 3))
@pytest.mark.parametrize("right", ["", "Li Wei", "Li Wei, East   10:00", ME, "王芳，华东主管   9:05   新2"])
def test_all_five_screens_can_be_pressed_in_every_window(right: str, cells: int) -> None:
    tabs = Tabs()
    tabs._active, tabs._right = "charts", right
    left, _right = tabs.parts(cells)
    assert [part.key for part in left if part.key] == [
        "screen.pool", "screen.board", "screen.agenda", "screen.charts", "screen.team"
    ]  # fmt: skip
    assert sum(width(part.text) for part in (*left, *_right)) <= cells
