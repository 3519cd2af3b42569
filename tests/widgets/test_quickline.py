"""The one line that a sentence is typed into."""

from datetime import UTC, datetime

import pytest
from rich.cells import cell_len
from textual import events

from tests.widgets.stage import on_stage
from tuicrm.plain.drafts import DraftKey, Drafts
from tuicrm.widgets.draft_keeper import DraftKeeper
from tuicrm.widgets.leaving import LINGER_SECONDS
from tuicrm.widgets.quickline import QuickLine
from tuicrm.widgets.text import Note

NOW = datetime(2026, 11, 20, 14, 3, tzinfo=UTC)
READING = [
    ("", "talked", True),
    ("project", '"PX-200 x 2"', True),
    ("we owe:", "offer by Fri 27 Nov", True),
    ("next:", "wed", False),
]


def line(*, size=(80, 24), **options):
    return on_stage(make=lambda: [QuickLine("Note >", **options), Note("below")], size=size)


async def opened(seen) -> QuickLine:
    quick = seen.app.query_one(QuickLine)
    quick.focus_field()
    await seen.pilot.pause()
    return quick


async def test_what_is_typed_is_told_and_sent():
    async with line() as seen:
        await opened(seen)
        await seen.press(*"谈过 ok", "enter")
        assert seen.got(QuickLine.Changed)[-1].text == "谈过 ok"
        assert [each.text for each in seen.got(QuickLine.Submitted)] == ["谈过 ok"]
        assert seen.lines()[0].startswith(" Note >  谈过 ok")


@pytest.mark.parametrize(("size", "lines"), [((80, 24), 1), ((44, 18), 2)])
async def test_the_reading_stands_below_and_breaks_between_its_parts(size, lines):
    async with line(size=size) as seen:
        quick = await opened(seen)
        quick.set_reading(READING)
        await seen.pilot.pause()
        reading = seen.lines()[1 : 1 + lines]
        assert seen.lines()[1 + lines] == "below"
        assert " ".join(" ".join(reading).replace("│", "").split()) == (
            'talked project "PX-200 x 2" we owe: offer by Fri 27 Nov ? next: wed'
        )
        assert all(cell_len(each) <= size[0] for each in reading)
        quick.set_reading([])
        await seen.pilot.pause()
        assert seen.lines()[1] == "below"


async def test_an_error_stands_in_place_until_the_text_is_another():
    async with line() as seen:
        quick = await opened(seen)
        await seen.press(*"soon", "enter")
        quick.refuse("No day is called so.")
        await seen.pilot.pause()
        assert "! No day is called so." in seen.lines()[1]
        assert "soon" in seen.lines()[0]
        await seen.press("x")
        assert "No day" not in seen.text()


@pytest.mark.parametrize("key", ["3", "３"])
async def test_a_digit_in_the_empty_line_is_an_answer(key):
    async with line(digits=True) as seen:
        quick = await opened(seen)
        seen.app.post_message(events.Key(key, key))
        await seen.pilot.pause()
        assert [each.digit for each in seen.got(QuickLine.Digit)] == [3]
        assert quick.text == ""
        await seen.press("space", "3", "x", "enter")
        assert seen.got(QuickLine.Submitted)[-1].text == "3x"
        assert len(seen.got(QuickLine.Digit)) == 1


async def test_keys_of_the_screen_do_not_act_while_one_types():
    async with line() as seen:
        seen.app.bind("q,1,backspace,escape", "app.quit")
        await opened(seen)
        await seen.press("q", "1", "backspace", "backspace", "backspace", "backspace", "escape")
        assert [each.kept for each in seen.got(QuickLine.Left)] == [False]
        assert seen.app.is_running


async def test_a_paste_of_many_lines_becomes_one():
    async with line() as seen:
        await opened(seen)
        seen.app.post_message(events.Paste("talked\r\n\x1b[31mwants 2\x07\n"))
        await seen.press("enter")
        assert seen.got(QuickLine.Submitted)[-1].text == "talked [31mwants 2"


async def test_a_draft_comes_back_and_goes_when_it_was_sent(tmp_path):
    keeper = DraftKeeper(Drafts(tmp_path), DraftKey("db", "li", "action.done", "7"), clock=lambda: NOW)
    keeper.drafts.save(keeper.key, {"text": "talked, wan"}, now=NOW)
    async with line(draft=keeper) as seen:
        quick = await opened(seen)
        assert "restored; esc twice throws it away" in seen.text()
        assert seen.got(QuickLine.Changed)[-1].text == "talked, wan"
        await seen.press("t", "s", "escape")
        await seen.pilot.let_pass(LINGER_SECONDS)
        assert [each.kept for each in seen.got(QuickLine.Left)] == [True]
        assert keeper.restore().fields == {"text": "talked, wants"}
        quick.clear()
        await seen.pilot.pause()
        assert keeper.restore() is None
        assert quick.text == ""
