"""Menu, choice, palette, help and question: by digit, letter, arrow and mouse, and never in the way."""

import pytest
from textual.geometry import Region

from tests.widgets.stage import SIZES, on_stage
from tuicrm.widgets.acts import ACTS
from tuicrm.widgets.ask import Ask
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.help import Help
from tuicrm.widgets.keymap import menu
from tuicrm.widgets.menu import ActMenu
from tuicrm.widgets.option import Option
from tuicrm.widgets.palette import Palette
from tuicrm.widgets.text import Note

STAGES = [Option(n, name, also=pinyin) for n, (name, pinyin) in enumerate(
    [("New", ""), ("需求确认", "xuqiu queren"), ("Demo", ""), ("Quote", "baojia"), ("Close", "")])]  # fmt: skip


def why(act_id: str) -> str | None:
    return "delivery date missing" if act_id == "project.forward" else None


def board_menu(**options) -> ActMenu:
    return ActMenu("Meridian Labs 48.0k", menu("board", why), **options)


async def answer(seen, box):
    """Open a box and return a list that will hold its answer."""
    answers = []
    seen.app.push_screen(box, answers.append)
    await seen.pilot.pause()
    return answers


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("keys", "done"),
    [
        (["2"], "action.plan"),
        (["２"], "action.plan"),
        (["a"], "action.plan"),
        (["ａ"], "action.plan"),
        (["down", "enter"], "action.plan"),
        (["tab", "down", "up", "enter"], "action.plan"),
        (["m"], "project.move"),
        (["escape"], None),
        (["q"], None),
        (["space"], None),
        (["backspace"], None),
    ],
)
async def test_the_menu_is_answered_by_keys(size, keys, done):
    async with on_stage(Note("below"), size=size) as seen:
        answers = await answer(seen, board_menu())
        await seen.press(*keys)
        assert answers == [done]


@pytest.mark.parametrize("size", SIZES)
async def test_the_menu_is_answered_by_the_mouse(size):
    async with on_stage(Note("below"), size=size) as seen:
        answers = await answer(seen, board_menu())
        y = next(y for y, line in enumerate(seen.lines()) if "Choose the stage" in line)
        await seen.click(seen.lines()[y].index("Choose"), y)
        assert answers == ["project.move"]
        answers = await answer(seen, board_menu())
        y = next(y for y, line in enumerate(seen.lines()) if "[esc]" in line)
        await seen.click(seen.lines()[y].index("[esc]") + 2, y)
        assert answers == [None]


async def test_what_cannot_be_done_says_why_and_stays():
    async with on_stage(Note("below")) as seen:
        answers = await answer(seen, board_menu())
        assert "one stage on: delivery date missing" in seen.text()
        await seen.press("1")
        assert answers == []
        await seen.press("L", "enter")
        assert answers == []
        await seen.press("2")
        assert answers == ["action.plan"]


@pytest.mark.parametrize("anchor", [Region(40, 3, 19, 3), Region(0, 18, 19, 3), Region(60, 10, 20, 3)])
async def test_the_menu_opens_beside_the_card_and_never_over_it(anchor):
    async with on_stage(Note("~" * 80 * 24)) as seen:
        await answer(seen, board_menu(anchor=anchor))
        for line in seen.lines()[anchor.y : anchor.bottom]:
            assert line[anchor.x : anchor.right] == "~" * anchor.width
        assert "Meridian Labs 48.0k" in seen.text()


async def test_a_small_window_is_filled_by_the_menu():
    async with on_stage(Note("~" * 44 * 18), size=(44, 18)) as seen:
        await answer(seen, board_menu(anchor=Region(0, 5, 44, 3)))
        assert "~" not in seen.text()


async def test_a_click_beside_the_box_closes_it():
    async with on_stage(Note("below")) as seen:
        answers = await answer(seen, board_menu())
        await seen.click(1, 22)
        assert answers == [None]


async def test_the_box_moves_with_the_window():
    async with on_stage(Note("below"), size=(120, 40)) as seen:
        await answer(seen, board_menu(anchor=Region(90, 30, 20, 3)))
        await seen.pilot.resize_terminal(44, 18)
        await seen.pilot.pause()
        assert "Meridian Labs 48.0k" in seen.lines()[0]
        assert "[esc]" in seen.lines()[17]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (["3"], 2),
        ([*"quo", "enter"], 3),
        ([*"xuqiu", "enter"], 1),
        (["需", "enter"], 1),
        ([*"zz", "enter", "backspace", "backspace", "4"], 3),
        (["down", "enter"], 3),
        ([*"de", "ctrl+u", "1"], 0),
        (["backspace"], None),
        (["escape"], None),
    ],
)
async def test_a_choice_by_digit_arrow_or_text(size, keys, chosen):
    async with on_stage(Note("below"), size=size) as seen:
        answers = await answer(seen, Choice("Stage", STAGES, current=2))
        await seen.press(*keys)
        assert answers == [chosen]


async def test_a_long_choice_scrolls_and_keeps_its_cursor_in_sight():
    people = [Option(n, f"Person {n}") for n in range(60)]
    async with on_stage(Note("below"), size=(80, 24)) as seen:
        answers = await answer(seen, Choice("Who", people))
        await seen.press("end")
        assert "Person 59" in seen.text()
        await seen.press("pageup", "enter")
        assert answers == [38]  # a page is what is seen: 21


async def test_hostile_options_stay_text():
    async with on_stage(Note("below")) as seen:
        await answer(seen, Choice("[/x]\x1b]52;c;aGk=\x07", [Option(1, "[@click=app.quit]q \u202e\x9b31m")]))
        assert "[@click=app.quit]q" in seen.text()
        assert not set("\x1b\x07\x9b\u202e") & set(seen.text())


@pytest.mark.parametrize("size", SIZES)
async def test_the_palette_finds_acts_and_offers_no_screenshot(size):
    async with on_stage(Note("below"), size=size) as seen:
        answers = await answer(seen, Palette("pool", why, cells=size[0]))
        await seen.press(*"langu", "enter")
        assert answers == ["app.language"]
        await answer(seen, Palette("pool", why))
        await seen.press(*"screenshot")
        assert "nothing found" in seen.text()


async def test_the_palette_reaches_every_act_of_a_screen_by_arrows():
    async with on_stage(Note("below"), size=(44, 18)) as seen:
        palette = Palette("board", lambda _id: None, more=[Option("own", "Own command")])
        answers = await answer(seen, palette)
        passed = set()
        while palette.pane.current.key not in passed:
            passed.add(palette.pane.current.key)
            await seen.press("down")
        await seen.press("enter")
        assert answers == ["own"]
        here = {each.id for each in ACTS if {"board", "app"} & set(each.where)}
        assert here - passed == {"app.acts", "app.palette", "app.back", "pane.next"}


@pytest.mark.parametrize("size", SIZES)
async def test_help_lists_the_keys_of_this_screen_and_the_signs(size):
    async with on_stage(Note("below"), size=size) as seen:
        answers = await answer(seen, Help("board", cells=size[0]))
        assert "Keys of this screen" in seen.text()
        assert "! late" in seen.text()
        await seen.press(*"undo")
        assert any(line.strip("│ ▌").startswith("u ") for line in seen.lines())
        await seen.press("enter")
        assert answers == ["app.undo"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("keys", "is_yes"),
    [
        (["enter"], False),
        (["y"], True),
        (["ｙ"], True),
        (["n"], False),
        (["down", "enter"], True),
        (["escape"], None),
        (["1"], None),
    ],
)
async def test_a_question_is_answered_no_unless_yes_is_said(size, keys, is_yes):
    async with on_stage(Note("below"), size=size) as seen:
        answers = await answer(seen, Ask("Close without saving? 关闭而不保存吗？"))
        assert "关闭而不保存吗" in seen.text()
        await seen.press(*keys)
        if keys == ["1"]:
            assert answers == []
        else:
            assert answers == [is_yes]


@pytest.mark.parametrize(
    ("words", "note", "shown"),
    [
        ("Amount", "€53,500.00", "1 Amount          €53,500.00"),
        ("F. Wang", "sold this 18, 3 open", " sold this 18, 3 open │"),
        ("Own chance %", "the stage's", "1 Own chance %   the stage's"),
        ("期望日期", "2027年3月1日", "1 期望日期      2027年3月1日"),
        ("A name that takes the whole width of the widest box there is, at the end", "seven", "… seven │"),
    ],
)
async def test_a_note_is_shown_whole_where_its_words_leave_room(words, note, shown):
    async with on_stage(Note("below"), size=(80, 24)) as seen:
        await answer(seen, Choice("Which?", [Option(1, words, note=note)], current=None))
        assert shown in seen.text()
