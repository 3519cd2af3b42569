"""The line-drawn board: lanes that scroll by themselves, cards that are dragged and asked to move."""

import pytest

from tests.widgets.stage import SIZES, on_stage
from tuicrm.widgets.card import Card, Lane
from tuicrm.widgets.cells import width
from tuicrm.widgets.columns import Columns
from tuicrm.widgets.row import Cell

STAGES = ("New", "Needs", "Demo", "Quote", "Close", "Won", "Lost")


def card(stage: str, number: int) -> Card:
    return Card(
        f"{stage} {number}",
        f"{stage} card {number}",
        sign=Cell("!", "late") if number == 0 else "",
        facts=("48.0k", "LW", Cell("15d", "still")),
        step="Tue 10:00 call",
    )


def lanes(count: int = 18, stages=STAGES) -> list[Lane]:
    return [
        Lane(stage, stage, tuple(card(stage, n) for n in range(count)), total="505k", weighted="w 126k")
        for stage in stages
    ]


async def test_heads_cards_and_mini_map_as_drawn():
    board = Columns()
    async with on_stage(board, size=(80, 20)) as seen:
        board.put(lanes()[:4])
        await seen.pilot.pause()
        assert seen.lines()[:9] == [
            " [New 18  Needs 18  Demo 18  Quote 18]",
            "─" * 80,
            " New            18 │ Needs          18 │ Demo           18 │ Quote           18",
            " 505k       w 126k │ 505k       w 126k │ 505k       w 126k │ 505k        w 126k",
            "────────── 1-4/18 ─┼────────── 1-4/18 ─┼────────── 1-4/18 ─┼─────────── 1-4/18 ─",
            "▌New card 0      ! │ Needs card 0    ! │ Demo card 0     ! │ Quote card 0     !",
            "▌48.0k  LW     15d │ 48.0k  LW     15d │ 48.0k  LW     15d │ 48.0k  LW      15d",
            "▌Tue 10:00 call    │ Tue 10:00 call    │ Tue 10:00 call    │ Tue 10:00 call",
            "                   │                   │                   │",
        ]


@pytest.mark.parametrize("size", SIZES)
async def test_every_line_is_as_wide_as_the_window(size):
    board = Columns()
    async with on_stage(board, size=size) as seen:
        wide = Card("k", "北京联成互动科技有限公司", "!", ("48.0万", "李伟", "15天"), "电话逾期3天，要求周五前报价")
        board.put([Lane(stage, "需求确认", (wide,), total="505万", weighted="加权126万") for stage in STAGES])
        await seen.pilot.pause()
        assert {width(line) for line in seen.full_lines()} == {size[0]}
        assert "北京联" in seen.text()


async def test_cards_that_come_before_the_first_layout_are_in_sight_as_after_it():
    """An answer may be quicker than the first frame: the board does not know then how wide and high it is."""
    early, late = Columns(), Columns()
    early.put(lanes(), to="Demo 3")
    async with on_stage(early, size=(80, 40)) as seen:
        before = seen.lines()
    async with on_stage(late, size=(80, 40)) as seen:
        late.put(lanes(), to="Demo 3")
        await seen.pilot.pause()
        after = seen.lines()
    assert before == after
    assert before[0].startswith(" [New 18")


@pytest.mark.parametrize(("size", "seen_lanes"), [((44, 18), 1), ((80, 24), 4), ((120, 40), 6)])
async def test_as_many_lanes_as_fit(size, seen_lanes):
    board = Columns()
    async with on_stage(board, size=size) as seen:
        board.put(lanes())
        await seen.pilot.pause()
        assert seen.lines()[2].count("18") == seen_lanes
        assert "[" in seen.lines()[0]


@pytest.mark.parametrize("size", SIZES)
async def test_moves_by_key_and_opens(size):
    board = Columns()
    async with on_stage(board, size=size) as seen:
        board.put(lanes())
        await seen.press("l", "right", "j", "down", "enter")
        assert [each.card for each in seen.got(Columns.Opened)] == ["Demo 2"]
        assert "▌Demo card 2" in seen.text()
        await seen.press("G")
        assert board.card == "Demo 17"
        assert "▌Demo card 17" in seen.text()
        await seen.press("g", "h", "h", "h")
        assert board.card == "New 0"
        assert seen.got(Columns.Highlighted)[-1].by_user


async def test_a_lane_scrolls_by_itself_and_by_half_a_page():
    board = Columns()
    async with on_stage(board) as seen:
        board.put(lanes())
        await seen.press(*["down"] * 5)
        rules = seen.lines()[4]
        assert "4-8/18" in rules
        assert rules.count("1-5/18") == 3


async def test_lanes_scroll_sideways_with_the_cursor():
    board = Columns()
    async with on_stage(board) as seen:
        board.put(lanes())
        await seen.press(*["l"] * 5)
        assert board.lane == "Won"
        assert seen.lines()[0] == (" ‹ New 18 │ Needs 18 │ [Demo 18  Quote 18  Close 18  Won 18] │ Lost 18 ›")


async def test_going_sideways_stays_on_the_line_of_the_screen():
    board = Columns()
    async with on_stage(board) as seen:
        board.put([*lanes(18)[:1], Lane("Needs", "Needs", (card("Needs", 0),)), *lanes(18)[2:]])
        await seen.press("down", "down", "l")
        assert board.card == "Needs 0"
        await seen.press("l", "down", "down", "h", "h")
        assert board.card == "New 0"


async def test_keys_ask_for_a_move_and_move_nothing():
    board = Columns()
    async with on_stage(board) as seen:
        board.put(lanes())
        await seen.press("L", "Ｌ", "H")
        asked = [(each.card, each.lane) for each in seen.got(Columns.MoveAsked)]
        assert asked == [("New 0", "Needs"), ("New 0", "Needs"), ("New 0", None)]
        assert board.card == "New 0"


async def test_the_mouse_drags_a_card_to_another_lane():
    board = Columns()
    async with on_stage(board) as seen:
        board.put(lanes())
        await seen.pilot.pause()
        await seen.drag((5, 10), (30, 10), (50, 12))
        assert [(each.card, each.lane) for each in seen.got(Columns.Dropped)] == [("New 1", "Demo")]
        assert seen.got(Columns.Opened) == []


async def test_a_card_can_be_dropped_on_a_name_in_the_mini_map():
    board = Columns()
    async with on_stage(board) as seen:
        board.put(lanes())
        await seen.pilot.pause()
        x = seen.lines()[0].index("Won")
        await seen.drag((5, 10), (x, 0))
        assert [(each.card, each.lane) for each in seen.got(Columns.Dropped)] == [("New 1", "Won")]


async def test_a_drag_that_returns_is_no_move():
    board = Columns()
    async with on_stage(board) as seen:
        board.put(lanes())
        await seen.pilot.pause()
        await seen.drag((5, 10), (30, 10), (5, 10))
        assert seen.got(Columns.Dropped) == []


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_click_selects_and_the_second_opens(size):
    board = Columns()
    async with on_stage(board, size=size) as seen:
        board.put(lanes())
        await seen.pilot.pause()
        await seen.click(5, 9)
        assert board.card == "New 1"
        assert seen.got(Columns.Opened) == []
        await seen.click(5, 9)
        assert [each.card for each in seen.got(Columns.Opened)] == ["New 1"]


async def test_a_click_on_a_name_in_the_mini_map_goes_there():
    board = Columns()
    async with on_stage(board, size=(44, 18)) as seen:
        board.put(lanes())
        await seen.pilot.pause()
        await seen.click(seen.lines()[0].index("Demo") + 1, 0)
        assert board.lane == "Demo"


async def test_the_wheel_scrolls_the_lane_under_it():
    board = Columns()
    async with on_stage(board) as seen:
        board.put(lanes())
        await seen.pilot.pause()
        await seen.wheel(30, 12, 3)
        assert [part.strip(" ─") for part in seen.lines()[4].split("┼")] == ["1-5/18", "4-8/18", "1-5/18", "1-5/18"]
        assert board.card == "New 0"


async def test_the_cursor_follows_its_card_to_another_lane():
    board = Columns()
    async with on_stage(board) as seen:
        before = lanes()
        board.put(before)
        await seen.press("down", "down")
        moved = before[0].cards[2]
        after = [
            Lane("New", "New", tuple(each for each in before[0].cards if each is not moved)),
            Lane("Needs", "Needs", (moved, *before[1].cards)),
            *before[2:],
        ]
        board.put(after)
        await seen.pilot.pause()
        assert (board.lane, board.card) == ("Needs", "New 2")
        assert "▌New card 2" in seen.text()


async def test_scroll_stays_over_new_lanes():
    board = Columns()
    async with on_stage(board) as seen:
        board.put(lanes())
        await seen.press("l", "G")
        rules = seen.lines()[4]
        board.put(lanes())
        await seen.pilot.pause()
        assert seen.lines()[4] == rules


async def test_empty_lanes_and_an_empty_board_say_so():
    board = Columns(empty="No project yet. + begins one.")
    async with on_stage(board) as seen:
        assert "No project yet." in seen.text()
        await seen.press("down", "l", "G", "enter", "L", "H")
        board.put([Lane("New", "New"), *lanes()[1:]])
        await seen.press("enter", "L", "down")
        assert "nothing here" in seen.text()
        assert board.card is None
        assert seen.got(Columns.MoveAsked) == []


async def test_more_cards_are_asked_for_once():
    board = Columns()
    async with on_stage(board) as seen:
        first = Lane("New", "New", lanes()[0].cards, count=900, more=True)
        board.put([first, *lanes()[1:]])
        await seen.press("G", "up", "down")
        assert [(each.lane, each.after) for each in seen.got(Columns.NeedsMore)] == [("New", "New 17")]
        assert "/900" in seen.lines()[4]


async def test_ten_thousand_cards_draw_no_more_lines_than_a_hundred():
    board = Columns()
    async with on_stage(board) as seen:
        board.put(lanes(2_000))
        await seen.press("G", "up", "l")
        assert board.lane == "Needs"
        assert "1996-2000/2000" in seen.lines()[4]


async def test_the_cursor_stays_in_sight_over_a_resize():
    board = Columns()
    async with on_stage(board, size=(120, 40)) as seen:
        board.put(lanes())
        await seen.press("l", "l", "l", *["down"] * 7)
        await seen.pilot.resize_terminal(44, 18)
        await seen.pilot.pause()
        assert "▌Quote card 7" in seen.text()
