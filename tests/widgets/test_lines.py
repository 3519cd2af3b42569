"""The one-line widgets of the shell: tabs, views, footer, status."""

import pytest

from tests.widgets.stage import SIZES, on_stage
from tuicrm.widgets.footer import Footer
from tuicrm.widgets.line import Line
from tuicrm.widgets.status import Status
from tuicrm.widgets.tabs import Tabs, View, Views
from tuicrm.widgets.text import Note

VIEWS = (View("pool", "Pool 412"), View("mine", "Mine 86"), View("team", "Team 1,204"), View("all", "All 2,013"))


async def test_tabs_say_where_i_am_and_who():
    tabs = Tabs("board")
    async with on_stage(tabs) as seen:
        tabs.show("board", "F. Wang, lead East   9:05")
        await seen.pilot.pause()
        assert seen.lines()[0] == (" 1 Pool  [2 Board]  3 Agenda  4 Charts  5 Team        F. Wang, lead East   9:05")


async def test_narrow_tabs_keep_every_key_in_sight():
    tabs = Tabs("agenda")
    async with on_stage(tabs, size=(44, 18)) as seen:
        tabs.show("agenda", "19, done 0  9:02 *2")
        await seen.pilot.pause()
        assert seen.lines()[0] == " 1 2 [3 Agenda] 4 5     19, done 0  9:02 *2"


@pytest.mark.parametrize("size", SIZES)
async def test_a_click_on_a_tab_asks_for_its_screen(size):
    async with on_stage(Tabs("pool"), size=size) as seen:
        await seen.click(seen.lines()[0].index("4"), 0)
        assert [each.act for each in seen.got(Line.ActPressed)] == ["screen.charts"]


@pytest.mark.parametrize("size", SIZES)
async def test_views_are_clicked_and_stepped_through(size):
    views = Views()
    async with on_stage(views, size=size) as seen:
        views.show(VIEWS, "mine", "taken today 3 of 10")
        await seen.pilot.pause()
        assert "[Mine 86]" in seen.lines()[0]
        await seen.click(seen.lines()[0].index("Team"), 0)
        assert [each.key for each in seen.got(Views.Chosen)] == ["team"]
        assert (views.beside(), views.beside(-1)) == ("team", "pool")
        views.show(VIEWS, "all")
        assert views.beside() == "pool"


async def test_wide_views_have_their_text_at_the_right():
    views = Views()
    async with on_stage(views) as seen:
        views.show(VIEWS, "pool", "taken today 3 of 10")
        await seen.pilot.pause()
        assert seen.lines()[0] == (" [Pool 412] │ Mine 86 │ Team 1,204 │ All 2,013              taken today 3 of 10")


@pytest.mark.parametrize("size", SIZES)
async def test_the_words_of_the_footer_are_buttons(size):
    async with on_stage(Footer("pool"), size=size) as seen:
        line = seen.lines()[0]
        await seen.click(line.index("space") + 1, 0)
        await seen.click(line.index("?"), 0)
        await seen.click(line.index("esc"), 0)
        assert [each.act for each in seen.got(Line.ActPressed)] == ["app.acts", "app.keys", "app.back"]


async def test_a_phone_footer_has_brackets_to_tap():
    async with on_stage(Footer("agenda"), size=(44, 18)) as seen:
        assert seen.lines()[0] == "[space acts]  [enter]  [d]  [a]   [?]  [esc]"


async def test_the_status_line_speaks_of_the_cursor_or_the_last_act():
    status = Status()
    async with on_stage(status) as seen:
        status.about("Meridian Labs: call late 3 d.")
        await seen.pilot.pause()
        assert seen.lines()[0] == " Meridian Labs: call late 3 d."
        status.say("Vantage Tooling is yours.", undo=True)
        status.about("Castell Quimica: 2 lost.", moved=False)
        await seen.pilot.pause()
        assert seen.lines()[0].startswith(" Vantage Tooling is yours.")
        assert seen.lines()[0].endswith("u undo")
        await seen.click(75, 0)
        assert [each.act for each in seen.got(Line.ActPressed)] == ["app.undo"]
        status.about("Castell Quimica: 2 lost.")
        await seen.pilot.pause()
        assert seen.lines()[0] == " Castell Quimica: 2 lost."


async def test_a_long_act_leaves_room_for_undo():
    status = Status()
    async with on_stage(status, Note("below"), size=(44, 18)) as seen:
        status.say("北京联成互动科技有限公司已经是你的客户了，请今天就打电话", undo=True)
        await seen.pilot.pause()
        assert seen.lines()[0].endswith("… u undo")
