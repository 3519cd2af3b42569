"""An act is done by its id wherever its key would have done it."""

from textual.widgets import Input

from tests.widgets.stage import on_stage
from tuicrm.widgets.footer import Footer
from tuicrm.widgets.perform import perform
from tuicrm.widgets.row import Column, Page, Row
from tuicrm.widgets.rows import Rows


class Desk(Rows):
    """A list that can also be claimed from."""

    def action_claim(self) -> None:
        self.claimed = self.chosen


PAGE = Page(tuple(Row(n, (f"Customer {n}",)) for n in range(5)))


def desk() -> Desk:
    return Desk((Column("name", flex=1),), marks=True)


async def test_the_focused_widget_or_a_list_on_the_screen_does_it():
    rows = desk()
    async with on_stage(rows, Input()) as seen:
        rows.put(PAGE)
        assert await perform(seen.app, "list.mark")
        seen.app.query_one(Input).focus()
        await seen.pilot.pause()
        assert await perform(seen.app, "list.down")
        assert await perform(seen.app, "pool.claim")
        assert (rows.key, rows.claimed) == (1, (0,))


async def test_what_nothing_here_can_do_is_told():
    async with on_stage(desk()) as seen:
        assert not await perform(seen.app, "charts.how")


async def test_a_click_in_the_footer_does_the_act():
    rows = desk()
    async with on_stage(rows, Footer("pool")) as seen:
        rows.put(PAGE)
        await seen.press("down")
        await seen.click(seen.lines()[-1].index("claim"), 23)
        assert rows.claimed == (1,)
