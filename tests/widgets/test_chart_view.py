"""Charts on the screen: a cursor by keys and by mouse, drawn anew when the window changes."""

import pytest

from tests.widgets.stage import SIZES, on_stage
from tuicrm.widgets.chart import Chart, Series
from tuicrm.widgets.chart_view import ChartView

STAGES = Chart(
    "hbar",
    "Which stage loses projects?",
    (Series("", (0.71, 0.78, 0.52)),),
    ("New > Needs", "需求 > 演示", "Quote > Close"),
    "%",
    notes=("65-77", "70-84", "42-62 weak"),
)
MONTHS = Chart("bar", "Won by month", (Series("won", (3, 5, 2, 4)),), ("Jan", "Feb", "Mar", "Apr"), highlight=3)
MANY = Chart("hbar", "All", (Series("", tuple(range(1, 101))),), tuple(f"Nr {index}" for index in range(100)))


def indices(seen, by_user=True) -> list[int | None]:
    return [each.index for each in seen.got(ChartView.Highlighted) if each.by_user == by_user]


def cursor_line(seen) -> str:
    return next(line for line in seen.lines() if line.startswith("▌"))


@pytest.mark.parametrize("size", SIZES)
async def test_the_cursor_walks_over_bars_and_opens_one(size):
    async with on_stage(ChartView(STAGES), size=size) as seen:
        assert "New > Needs" in cursor_line(seen)
        await seen.press("down", "j", "enter")
        assert indices(seen) == [1, 2]
        assert [each.index for each in seen.got(ChartView.Opened)] == [2]
        assert "Quote > Close" in cursor_line(seen)
        assert "52%" in cursor_line(seen)
        await seen.press("down", "g")
        assert indices(seen)[-1] == 0


async def test_a_click_selects_and_a_second_one_opens():
    async with on_stage(ChartView(STAGES)) as seen:
        await seen.click(20, 2)
        assert indices(seen) == [1]
        assert seen.got(ChartView.Opened) == []
        await seen.click(20, 2)
        assert [each.index for each in seen.got(ChartView.Opened)] == [1]
        await seen.click(20, 0)
        await seen.click(20, 20)
        assert indices(seen) == [1]


async def test_many_bars_scroll_below_their_title():
    async with on_stage(ChartView(MANY), size=(44, 18)) as seen:
        await seen.press("end")
        assert seen.lines()[0] == "All"
        assert "Nr 99" in cursor_line(seen)
        await seen.press("pageup")
        assert indices(seen)[-1] == 82
        await seen.press("home")
        assert "Nr 0" in seen.lines()[1]


async def test_the_cursor_of_an_upright_chart_starts_on_what_stands_out():
    view = ChartView(MONTHS)
    async with on_stage(view) as seen:
        assert "Apr" in seen.lines()[-1]
        await seen.press("left", "up", "l", "enter")
        assert indices(seen) == [2, 1, 2]
        assert [each.index for each in seen.got(ChartView.Opened)] == [2]
        february = seen.lines()[-1].index("Feb")
        await seen.click(february + 1, 10)
        assert view.index == 1


async def test_a_new_chart_keeps_the_cursor_on_its_label():
    view = ChartView(STAGES)
    async with on_stage(view) as seen:
        await seen.press("G")
        less = Chart("hbar", "", (Series("", (1, 2)),), ("Quote > Close", "New > Needs"))
        view.put(less)
        await seen.pilot.pause()
        assert view.index == 0
        assert "Quote > Close" in cursor_line(seen)
        assert indices(seen, by_user=False) == [0]
        view.put(STAGES, to=1)
        await seen.pilot.pause()
        assert "需求 > 演示" in cursor_line(seen)


async def test_another_question_begins_at_its_first_bar():
    many = Chart("hbar", "Another", (Series("", tuple(range(1, 41))),), tuple(f"Other {index}" for index in range(40)))
    async with on_stage(ChartView(MANY), size=(60, 12)) as seen:
        await seen.press("G")
        seen.app.query_one(ChartView).put(many)
        await seen.pilot.pause()
        assert "Other 0" in cursor_line(seen)


async def test_the_same_question_asked_again_keeps_the_place():
    fewer = Chart("hbar", "All", (Series("", tuple(range(1, 60))),), tuple(f"Row {index}" for index in range(59)))
    async with on_stage(ChartView(MANY), size=(60, 12)) as seen:
        await seen.press(*["down"] * 5)
        seen.app.query_one(ChartView).put(fewer)
        await seen.pilot.pause()
        assert "Row 5" in cursor_line(seen)


async def test_an_empty_chart_says_its_sentence_and_has_no_cursor():
    view = ChartView(Chart("hbar", "Lost, why", (), empty="Nothing was lost."))
    async with on_stage(view) as seen:
        assert seen.lines()[:2] == ["Lost, why", "Nothing was lost."]
        await seen.press("down", "enter", "left")
        await seen.click(3, 1)
        assert seen.got(ChartView.Opened) == []
        view.put(STAGES)
        await seen.pilot.pause()
        assert "New > Needs" in cursor_line(seen)


async def test_it_is_drawn_anew_when_the_window_changes():
    async with on_stage(ChartView(MONTHS), size=(80, 24)) as seen:
        await seen.pilot.resize_terminal(44, 18)
        await seen.pilot.pause()
        assert len(seen.lines()) == 18
        assert "Apr" in seen.lines()[-1]


async def test_hostile_labels_reach_the_screen_harmless():
    evil = Chart(
        "hbar", "\x1b[31m[/x]", (Series("", (1,)),), ("\x1b]52;c;aGk=\x07[@click=app.quit]",), notes=("\u202e",)
    )
    async with on_stage(ChartView(evil)) as seen:
        assert "\x1b" not in seen.text()
        assert "[/x]" in seen.text()
