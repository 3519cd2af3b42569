"""The line-drawn list: moves, marks, opens, keeps its place."""

import pytest

from tests.widgets.stage import SIZES, on_stage
from tuicrm.widgets.row import Cell, Column, Page, Row
from tuicrm.widgets.rows import Rows

COLUMNS = (
    Column("name", "Customer", flex=1),
    Column("city", "City", width=8, narrow=2, drop=1),
    Column("worth", "Worth", width=7, align="right", narrow=2, sort=True),
)


def row(number: int, name: str = "", head: str = "") -> Row:
    return Row(number, (name or f"Customer {number}", "北京联成互动", Cell(f"{number}.0k", "dim")), head=head)


def page(count: int, start: int = 0, more: bool = False) -> Page:
    return Page(tuple(row(number) for number in range(start, start + count)), count, more)


def cursor_line(seen) -> str:
    return next(line for line in seen.lines() if line.startswith("▌"))


@pytest.mark.parametrize("size", SIZES)
async def test_rows_are_drawn_and_opened_by_key(size):
    rows = Rows(COLUMNS)
    async with on_stage(rows, size=size) as seen:
        rows.put(page(100))
        await seen.press("down", "j", "enter")
        assert [each.key for each in seen.got(Rows.Opened)] == [2]
        assert "Customer 2" in cursor_line(seen)
        await seen.press("G", "k")
        assert rows.key == 98
        await seen.press("home", "up")
        assert rows.key == 0
        assert "Customer 0" in cursor_line(seen)


async def test_wide_characters_keep_the_columns_straight():
    rows = Rows(COLUMNS)
    async with on_stage(rows) as seen:
        rows.put(Page((row(1, "北京联成互动科技有限公司"), row(2, "Acme"))))
        await seen.pilot.pause()
        assert seen.lines()[0].endswith("Worth")
        assert seen.lines()[1].endswith("北京联…     1.0k")
        assert seen.lines()[2].endswith("北京联…     2.0k")


async def test_a_narrow_window_takes_two_lines_and_no_titles():
    rows = Rows(COLUMNS)
    async with on_stage(rows, size=(44, 18)) as seen:
        rows.put(page(3))
        await seen.pilot.pause()
        assert seen.lines()[0].strip() == "▌ Customer 0"
        assert seen.lines()[1].startswith("   北京联")
        assert seen.lines()[1].endswith("0.0k")
        await seen.click(5, 3)
        assert rows.key == 1


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_click_selects_and_the_second_opens(size):
    rows = Rows(COLUMNS)
    async with on_stage(rows, size=size) as seen:
        rows.put(page(50))
        y = next(y for y, line in enumerate(seen.lines()) if "Customer 3" in line)
        await seen.click(5, y)
        assert rows.key == 3
        assert seen.got(Rows.Opened) == []
        await seen.click(5, y)
        assert [each.key for each in seen.got(Rows.Opened)] == [3]


async def test_the_cursor_scrolls_by_half_a_page_at_the_edge():
    rows = Rows(COLUMNS)
    async with on_stage(rows) as seen:
        rows.put(page(100))
        tops = []
        for _ in range(40):
            await seen.press("down")
            tops.append(seen.lines()[1])
        assert len(set(tops)) == 3  # twice in forty moves, not once a move
        assert "Customer 40" in cursor_line(seen)


async def test_page_keys_move_by_what_is_seen():
    rows = Rows(COLUMNS)
    async with on_stage(rows) as seen:
        rows.put(page(100))
        await seen.press("pagedown", "pagedown")
        assert rows.key == 46
        await seen.press("pageup")
        assert rows.key == 23


async def test_the_wheel_moves_the_view_and_leaves_the_cursor():
    rows = Rows(COLUMNS)
    async with on_stage(rows) as seen:
        rows.put(page(100))
        await seen.pilot.pause()
        await seen.wheel(5, 5, 4)
        assert "Customer 12" in seen.lines()[1]
        assert rows.key == 0
        await seen.press("down")
        assert "Customer 1" in cursor_line(seen)


async def test_selection_and_scroll_stay_over_new_rows():
    rows = Rows(COLUMNS)
    async with on_stage(rows) as seen:
        rows.put(page(100))
        await seen.press(*["down"] * 30)
        before = seen.lines().index(cursor_line(seen))
        rows.put(Page((row(1000, "New one"), *page(100).rows)))
        await seen.pilot.pause()
        assert rows.key == 30
        assert seen.lines().index(cursor_line(seen)) == before
        assert "Customer 30" in cursor_line(seen)


async def test_the_neighbour_is_selected_when_the_row_goes():
    rows = Rows(COLUMNS)
    async with on_stage(rows) as seen:
        rows.put(page(10))
        await seen.press("down", "down")
        rows.drop(2)
        await seen.pilot.pause()
        assert rows.key == 3
        assert rows.page.total == 9
        assert [(each.key, each.by_user) for each in seen.got(Rows.Highlighted)][-1] == (3, False)


async def test_rows_change_in_place_and_flash():
    rows = Rows(COLUMNS)
    async with on_stage(rows) as seen:
        rows.put(page(10))
        rows.change(row(4, "Renamed Ltd"), flash=True)
        await seen.pilot.pause()
        assert "Renamed Ltd" in seen.lines()[5]


async def test_rows_may_come_while_the_list_is_hidden():
    rows = Rows(COLUMNS)
    async with on_stage(rows) as seen:
        rows.put(page(100))
        await seen.press(*["down"] * 30)
        rows.display = False
        await seen.pilot.pause()
        rows.put(page(100).without({29}))
        await seen.pilot.pause()
        rows.display = True
        await seen.pilot.pause()
        assert "Customer 30" in cursor_line(seen)
        assert "Customer 29" not in seen.text()


async def test_the_cursor_can_be_sent_to_a_row():
    rows = Rows(COLUMNS)
    async with on_stage(rows) as seen:
        rows.put(page(100), to=77)
        await seen.pilot.pause()
        assert "Customer 77" in cursor_line(seen)
        assert rows.go_to(5)
        await seen.pilot.pause()
        assert "Customer 5" in cursor_line(seen)
        assert not rows.go_to(1000)
        rows.put(page(100), to=6)
        await seen.pilot.pause()
        assert "Customer 6" in cursor_line(seen)
        assert "▌ Customer 5 " not in seen.text()


async def test_marks_by_key_and_mouse_and_over_a_new_filter():
    rows = Rows(COLUMNS, marks=True)
    async with on_stage(rows) as seen:
        rows.put(page(10))
        await seen.press("x", "down", "x")
        await seen.click(1, 6)
        assert rows.chosen == (0, 1, 5)
        rows.put(page(3))
        await seen.press("X")
        last = seen.got(Rows.MarksChanged)[-1]
        assert (last.marks, last.hidden) == ({0, 1, 2, 5}, 1)
        assert rows.chosen == (0, 1, 2, 5)
        rows.clear_marks()
        assert rows.chosen == (1,)


async def test_a_list_without_marks_leaves_the_key_to_others():
    rows = Rows(COLUMNS)
    async with on_stage(rows) as seen:
        rows.put(page(10))
        await seen.press("x", "ｊ")
        assert rows.marks == set()
        assert rows.key == 1  # the full-width twin that an input method sends


async def test_more_is_asked_for_once_near_the_end():
    rows = Rows(COLUMNS)
    async with on_stage(rows) as seen:
        rows.put(page(60, more=True))
        await seen.pilot.pause()
        assert seen.got(Rows.NeedsMore) == []
        await seen.press("G", "up", "down")
        assert [each.after for each in seen.got(Rows.NeedsMore)] == [59]
        top = seen.lines()[1]
        rows.add(page(60, start=60))
        await seen.pilot.pause()
        assert seen.lines()[1] == top
        await seen.press("G")
        assert rows.key == 119
        assert len(seen.got(Rows.NeedsMore)) == 1


async def test_section_heads_are_no_rows():
    rows = Rows(COLUMNS)
    async with on_stage(rows) as seen:
        rows.put(Page((row(1, head="Call back"), row(2), row(3, head="Promised"))))
        await seen.pilot.pause()
        assert [line.strip().split("  ")[0] for line in seen.lines()[1:6]] == [
            "Call back", "▌ Customer 1", "Customer 2", "Promised", "Customer 3",
        ]  # fmt: skip
        await seen.press("down", "down")
        assert rows.key == 3
        await seen.click(5, 4)
        assert rows.key == 3


async def test_long_sentences_wrap():
    rows = Rows((Column("n", width=2), Column("text", flex=1, wrap=3)))
    async with on_stage(rows, size=(44, 18)) as seen:
        rows.put(Page((Row(1, ("1", "word " * 20)), Row(2, ("2", "short")))))
        await seen.press("down")
        assert cursor_line(seen) == seen.lines()[3]


async def test_an_empty_list_says_why():
    rows = Rows(COLUMNS, empty="Nobody is free. Every customer is looked after.")
    async with on_stage(rows, size=(44, 18)) as seen:
        assert "Nobody is free." in seen.text()
        await seen.press("down", "enter", "G", "pagedown")
        assert rows.key is None
        assert seen.got(Rows.Opened) == []


async def test_a_click_on_a_title_asks_for_its_order():
    rows = Rows(COLUMNS)
    async with on_stage(rows) as seen:
        rows.put(page(3))
        await seen.click(76, 0)
        await seen.click(5, 0)
        assert [each.column for each in seen.got(Rows.Sorted)] == ["worth"]
        rows.show_sorted("worth", descending=True)
        await seen.pilot.pause()
        assert seen.lines()[0].endswith("Worth↓")


async def test_the_cursor_stays_in_sight_over_a_resize():
    rows = Rows(COLUMNS)
    async with on_stage(rows) as seen:
        rows.put(page(100))
        await seen.press(*["down"] * 20)
        await seen.pilot.resize_terminal(44, 18)
        await seen.pilot.pause()
        assert "Customer 20" in cursor_line(seen)


async def test_hostile_text_is_drawn_as_text():
    rows = Rows(COLUMNS)
    async with on_stage(rows) as seen:
        rows.put(Page((row(1, "[/x] [@click=app.quit]q[/] \x1b]52;c;aGk=\x07\u202e"), row(2, "字" * 300))))
        await seen.pilot.pause()
        assert "[/x] [@click=app.quit]q[/]" in seen.text()
        assert not set("\x1b\x07\u202e") & set(seen.text())
